//! Tables of counts: a list with bars, or a cross of two fields.

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::card::pad;
use super::door;
use super::paint::Paint;
use super::table;
use crate::count::count as counted;
use crate::error::{Error, Result};
use crate::query::NONE;

/// The longest bar in columns.
const BAR: u64 = 30;

/// Rows of one field: most frequent first, or in their order for dates; what has no value last.
pub fn ordered(counts: BTreeMap<Vec<String>, u64>, dated: bool) -> Vec<(String, u64)> {
    let rows = counts
        .into_iter()
        .map(|(mut key, count)| (key.swap_remove(0), count));
    sorted(rows.collect(), dated)
}

fn sorted(mut rows: Vec<(String, u64)>, dated: bool) -> Vec<(String, u64)> {
    rows.sort_by(|(a, x), (b, y)| {
        let missing = (a == NONE).cmp(&(b == NONE));
        let frequent = if dated {
            std::cmp::Ordering::Equal
        } else {
            y.cmp(x)
        };
        missing.then(frequent).then_with(|| a.cmp(b))
    });
    rows
}

/// Prints a list for people, with bars if `bars`.
///
/// # Errors
/// When the output cannot be written.
pub fn list(
    out: &mut dyn Write,
    paint: Paint,
    bars: bool,
    rows: &[(String, u64)],
    documents: u64,
) -> io::Result<()> {
    let shown: Vec<String> = rows
        .iter()
        .map(|(value, _)| door::line(value).into_owned())
        .collect();
    let width = shown.iter().map(|text| text.width()).max().unwrap_or(0);
    let digits = rows
        .iter()
        .map(|(_, count)| count.to_string().len())
        .max()
        .unwrap_or(0);
    let most = rows
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    for (text, (_, count)) in shown.iter().zip(rows) {
        write!(out, "{}  {count:>digits$}", pad(text, width))?;
        if bars {
            let length = usize::try_from((count * BAR).div_ceil(most)).unwrap_or(0);
            write!(out, "  {}", paint.path(&"█".repeat(length)))?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "{}",
        paint.dim(&format!("{}.", counted(documents, "document", "documents")))
    )
}

/// Writes a list for spreadsheets.
///
/// # Errors
/// When the output cannot be written.
pub fn list_csv(out: &mut dyn Write, label: &str, rows: &[(String, u64)]) -> Result<()> {
    let mut writer = table::plain(out)?;
    table::row(&mut writer, &[label.to_owned(), "数量".to_owned()])?;
    for (value, count) in rows {
        table::row(&mut writer, &[value.clone(), count.to_string()])?;
    }
    writer
        .flush()
        .map_err(|source| Error::io("standard output", source))
}

/// Counts of two fields.
pub struct Cross {
    columns: Vec<String>,
    rows: Vec<(String, Vec<u64>)>,
}

impl Cross {
    /// Puts the first field's values in rows, the second's in columns.
    pub fn new(counts: &BTreeMap<Vec<String>, u64>, dated: [bool; 2]) -> Cross {
        let columns = totals(counts, 1, dated[1]);
        let cell = |row: &str, column: &str| {
            counts
                .get(&vec![row.to_owned(), column.to_owned()])
                .copied()
                .unwrap_or(0)
        };
        let rows = totals(counts, 0, dated[0])
            .into_iter()
            .map(|row| {
                let cells = columns.iter().map(|column| cell(&row, column)).collect();
                (row, cells)
            })
            .collect();
        Cross { columns, rows }
    }

    /// Prints the table for people.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn human(
        &self,
        out: &mut dyn Write,
        paint: Paint,
        corner: &str,
        documents: u64,
    ) -> io::Result<()> {
        let names: Vec<String> = self
            .rows
            .iter()
            .map(|(name, _)| door::line(name).into_owned())
            .collect();
        let first = names
            .iter()
            .map(|name| name.width())
            .chain([corner.width()])
            .max()
            .unwrap_or(0);
        let heads: Vec<String> = self
            .columns
            .iter()
            .map(|name| door::line(name).into_owned())
            .collect();
        let widths = self.widths(&heads);
        write!(out, "{}", paint.dim(&pad(corner, first)))?;
        for (head, width) in heads.iter().zip(&widths) {
            let indent = " ".repeat(width - head.width());
            write!(out, "  {indent}{}", paint.dim(head))?;
        }
        writeln!(out)?;
        self.lines(out, &names, first, &widths)?;
        let documents = counted(documents, "document", "documents");
        writeln!(out, "{}", paint.dim(&format!("{documents}.")))
    }

    /// How wide each column is.
    fn widths(&self, heads: &[String]) -> Vec<usize> {
        let digits = |at: usize| {
            self.rows
                .iter()
                .map(|(_, cells)| cells[at].to_string().len())
                .max()
        };
        let widths = heads.iter().enumerate();
        widths
            .map(|(at, head)| head.width().max(digits(at).unwrap_or(0)))
            .collect()
    }

    fn lines(
        &self,
        out: &mut dyn Write,
        names: &[String],
        first: usize,
        widths: &[usize],
    ) -> io::Result<()> {
        for (name, (_, cells)) in names.iter().zip(&self.rows) {
            write!(out, "{}", pad(name, first))?;
            for (count, width) in cells.iter().zip(widths) {
                write!(out, "  {count:>width$}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// Writes the table for spreadsheets.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn csv(&self, out: &mut dyn Write, corner: &str) -> Result<()> {
        let mut writer = table::plain(out)?;
        let heads: Vec<String> = [corner.to_owned()]
            .into_iter()
            .chain(self.columns.clone())
            .collect();
        table::row(&mut writer, &heads)?;
        for (name, cells) in &self.rows {
            let counts = cells.iter().map(u64::to_string);
            let cells: Vec<String> = [name.clone()].into_iter().chain(counts).collect();
            table::row(&mut writer, &cells)?;
        }
        writer
            .flush()
            .map_err(|source| Error::io("standard output", source))
    }
}

/// One field's values in the order of a list.
fn totals(counts: &BTreeMap<Vec<String>, u64>, at: usize, dated: bool) -> Vec<String> {
    let mut totals: BTreeMap<String, u64> = BTreeMap::new();
    for (key, count) in counts {
        *totals.entry(key[at].clone()).or_default() += count;
    }
    sorted(totals.into_iter().collect(), dated)
        .into_iter()
        .map(|(value, _)| value)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(list: &[(&[&str], u64)]) -> BTreeMap<Vec<String>, u64> {
        list.iter()
            .map(|(key, count)| (key.iter().map(|k| k.to_string()).collect(), *count))
            .collect()
    }

    #[test]
    fn values_come_by_frequency_and_dates_in_their_order() {
        let list = counts(&[(&["2021"], 5), (&["2020"], 1), (&[NONE], 9)]);
        let names = |dated| -> Vec<String> {
            ordered(list.clone(), dated)
                .into_iter()
                .map(|(v, _)| v)
                .collect()
        };
        assert_eq!(names(true), ["2020", "2021", NONE]);
        assert_eq!(names(false), ["2021", "2020", NONE]);
    }

    #[test]
    fn columns_stand_under_each_other() {
        let mut out = Vec::new();
        let rows = [("科技局".to_owned(), 12), ("B".to_owned(), 3)];
        list(&mut out, Paint::new(false), true, &rows, 14).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        let want = format!(
            "科技局  12  {}\nB        3  {}\n14 documents.\n",
            "█".repeat(30),
            "█".repeat(8)
        );
        assert_eq!(text, want);
    }

    #[test]
    fn two_fields_make_a_cross() {
        let table = Cross::new(
            &counts(&[(&["甲", "A"], 2), (&["甲", "B"], 1), (&["乙", "A"], 4)]),
            [false, false],
        );
        let mut out = Vec::new();
        table
            .human(&mut out, Paint::new(false), "单位 \\ 结果", 7)
            .expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text,
            "单位 \\ 结果  A  B\n乙           4  0\n甲           2  1\n7 documents.\n"
        );
        let mut out = Vec::new();
        table.csv(&mut out, "单位").expect("memory");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "\u{feff}单位,A,B\n乙,4,0\n甲,2,1\n"
        );
    }
}
