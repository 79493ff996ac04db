//! Records as rows of a CSV file that opens in a spreadsheet.

use std::io::Write;

use super::door;
use super::values;
use crate::error::{Error, Result};
use crate::record::Record;
use crate::rules::{RULES, show};
use crate::user_rules::UserFields;

/// What tells a spreadsheet that the file is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes rows of records; the headings are the fields' Chinese terms.
pub struct RecordTable<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    user: &'a UserFields,
}

impl<'a> RecordTable<'a> {
    /// Writes the headings.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(out: &'a mut dyn Write, user: &'a UserFields) -> Result<RecordTable<'a>> {
        let mut writer = plain(out)?;
        let fixed = ["标识", "路径", "类型"];
        let own = user.iter().map(|field| field.label.as_str());
        let rules = RULES.iter().map(|rule| rule.label);
        let labels = fixed.into_iter().chain(rules).chain(own);
        writer.write_record(labels).map_err(failed)?;
        Ok(RecordTable { writer, user })
    }

    /// Writes one record with its paths.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn push(&mut self, record: &Record, paths: &[String]) -> Result<()> {
        let mut cells = vec![
            record.id.clone(),
            paths.join("；"),
            record.kind.label().to_owned(),
        ];
        for rule in RULES {
            cells.push(
                record
                    .get(rule.field)
                    .map_or(String::new(), |value| values::cell(rule, value)),
            );
        }
        let own = self.user.iter().map(|field| record.get(&field.name));
        cells.extend(own.map(|value| value.map_or(String::new(), show::plain)));
        row(&mut self.writer, &cells)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> Result<()> {
        self.writer
            .flush()
            .map_err(|source| Error::io("standard output", source))
    }
}

/// A CSV writer behind the mark of UTF-8.
///
/// # Errors
/// When the output cannot be written.
pub fn plain(out: &mut dyn Write) -> Result<csv::Writer<&mut dyn Write>> {
    out.write_all(MARK)
        .map_err(|source| Error::io("standard output", source))?;
    Ok(csv::Writer::from_writer(out))
}

/// Writes cells, each through the door.
///
/// # Errors
/// When the output cannot be written.
pub fn row(writer: &mut csv::Writer<&mut dyn Write>, cells: &[String]) -> Result<()> {
    writer
        .write_record(cells.iter().map(|cell| door::csv_cell(cell).into_owned()))
        .map_err(failed)
}

fn failed(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::io("standard output", source),
        other => Error::Bug(format!("a CSV row could not be written: {other:?}")),
    }
}
