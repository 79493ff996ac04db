//! How `anjuan parse` prints records and failures.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Format, Text};
use crate::cli::render::{door, json as write_json, values};
use crate::record::Record;
use crate::source::Outcome;
use crate::user_rules::UserFields;

/// Prints records in one format.
pub(super) struct Output<'a> {
    out: &'a mut dyn Write,
    shape: Shape,
    /// Whether a record was printed: the array's next one follows a comma.
    begun: bool,
    user: &'a UserFields,
}

enum Shape {
    /// One line for each path, failed or not.
    LineForEach,
    Ndjson,
    Array,
    Human,
}

impl<'a> Output<'a> {
    /// `one_line` prints exactly one line for each path.
    pub(super) fn new(
        out: &'a mut dyn Write,
        format: Format,
        one_line: bool,
        user: &'a UserFields,
    ) -> Output<'a> {
        let shape = match format {
            _ if one_line => Shape::LineForEach,
            Format::Ndjson => Shape::Ndjson,
            Format::Json => Shape::Array,
            Format::Human => Shape::Human,
        };
        Output {
            out,
            shape,
            begun: false,
            user,
        }
    }

    /// Whether failures stand among the records.
    pub(super) fn has_line_for_errors(&self) -> bool {
        matches!(self.shape, Shape::LineForEach)
    }

    /// Prints what came of a path: of its one text, or of those in a packed file.
    pub(super) fn write(&mut self, path: &str, texts: Vec<Text>) -> io::Result<()> {
        if let Shape::LineForEach = self.shape {
            return write_json::write_line(self.out, &together(path, texts)?);
        }
        for documents in texts.into_iter().filter_map(|text| text.documents.ok()) {
            for parsed in &documents {
                self.write_record(&parsed.record)?;
            }
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Ends the output.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        match (&self.shape, self.begun) {
            (Shape::Array, true) => self.out.write_all(b"]\n"),
            (Shape::Array, false) => self.out.write_all(b"[]\n"),
            _ => Ok(()),
        }
    }

    fn write_record(&mut self, record: &Record) -> io::Result<()> {
        let first = !std::mem::replace(&mut self.begun, true);
        match self.shape {
            Shape::Human => write_human(self.out, record, self.user),
            Shape::Array => {
                self.out.write_all(if first { b"[" } else { b"," })?;
                write_json::write_line(self.out, record)
            }
            Shape::Ndjson | Shape::LineForEach => write_json::write_line(self.out, record),
        }
    }
}

/// Why a file gave no record.
pub(super) fn reason(outcome: &Outcome) -> String {
    outcome.reason().unwrap_or_default()
}

/// A file's first record, with the others inside it; failures stand among them.
fn together(path: &str, texts: Vec<Text>) -> io::Result<Value> {
    let mut all: Vec<Value> = Vec::new();
    for text in texts {
        match text.documents {
            Ok(documents) => {
                for parsed in documents {
                    all.push(serde_json::to_value(parsed.record)?);
                }
            }
            Err(outcome) => all.push(json!({
                "source": {"path": text.shown},
                "outcome": outcome.name(),
                "error": reason(&outcome),
            })),
        }
    }
    let mut all = all.into_iter();
    let mut first = all
        .next()
        .unwrap_or_else(|| json!({"source": {"path": path}}));
    let more: Vec<Value> = all.collect();
    if let (Some(first), false) = (first.as_object_mut(), more.is_empty()) {
        first.insert("more".into(), more.into());
    }
    Ok(first)
}

/// A record's fields, a line each, under its path.
fn write_human(out: &mut dyn Write, record: &Record, user: &UserFields) -> io::Result<()> {
    let path = door::path(record.source.path.as_bytes());
    writeln!(out, "{path}  {}  {}", record.id, record.kind.label())?;
    for field in values::fields(record, user) {
        writeln!(out, "  {}  {}", field.label, door::line(&field.shown()))?;
    }
    for warning in &record.warnings {
        writeln!(out, "  ! {}", door::line(&warning.message))?;
    }
    writeln!(out)
}
