//! Counts of one field: a list with bars.

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

pub(super) fn sorted(mut rows: Vec<(String, u64)>, dated: bool) -> Vec<(String, u64)> {
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
}
