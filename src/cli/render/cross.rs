//! Counts of two fields as a table.

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::card::pad;
use super::counts::sorted;
use super::door;
use super::paint::Paint;
use super::table;
use crate::count::count as counted;
use crate::error::{Error, Result};

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

    /// The table with rows and columns exchanged if it is wider than `limit` and so becomes narrower.
    ///
    /// Years in columns grow past any terminal; in rows they only grow downwards.
    pub fn fitted(self, corner: [&str; 2], limit: usize) -> (Cross, String) {
        let [rows, columns] = corner;
        let kept = format!("{rows} \\ {columns}");
        let wide = self.width(&kept);
        if wide <= limit {
            return (self, kept);
        }
        let turned = format!("{columns} \\ {rows}");
        let other = self.turned();
        if other.width(&turned) < wide {
            (other, turned)
        } else {
            (self, kept)
        }
    }

    fn turned(&self) -> Cross {
        let cells = |at: usize| self.rows.iter().map(|(_, cells)| cells[at]).collect();
        Cross {
            columns: self.rows.iter().map(|(name, _)| name.clone()).collect(),
            rows: self
                .columns
                .iter()
                .enumerate()
                .map(|(at, name)| (name.clone(), cells(at)))
                .collect(),
        }
    }

    /// How many columns of a terminal the table takes.
    fn width(&self, corner: &str) -> usize {
        let shown = |name: &str| door::line(name).width();
        let names = self.rows.iter().map(|(name, _)| shown(name));
        let first = names.max().unwrap_or(0).max(corner.width());
        let heads: Vec<String> = self
            .columns
            .iter()
            .map(|name| door::line(name).into_owned())
            .collect();
        let cells = self.widths(&heads);
        first + cells.iter().map(|width| width + 2).sum::<usize>()
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
    fn a_table_too_wide_for_the_terminal_is_turned() {
        let list = counts(&[
            (&["甲", "2020"], 2),
            (&["甲", "2021"], 1),
            (&["甲", "2022"], 4),
        ]);
        let told = |limit: usize| {
            let (table, corner) = Cross::new(&list, [false, true]).fitted(["类", "年"], limit);
            let mut out = Vec::new();
            table
                .human(&mut out, Paint::new(false), &corner, 7)
                .expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        assert!(told(80).starts_with("类 \\ 年  2020  2021  2022\n"));
        let turned = "年 \\ 类  甲\n2020      2\n2021      1\n2022      4\n7 documents.\n";
        assert_eq!(told(20), turned);
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
