//! One document for people: its fields by their Chinese terms, each with the lines it stands on.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::door;
use super::paint::Paint;
use super::values;
use crate::archive::Stored;
use crate::record::Record;
use crate::rules::Rule;

/// Prints the card; `at` is its place among several.
///
/// # Errors
/// When the output cannot be written.
pub fn write(
    out: &mut dyn Write,
    paint: Paint,
    at: usize,
    stored: &Stored,
    paths: &[PathBuf],
) -> io::Result<()> {
    if at > 0 {
        writeln!(out)?;
    }
    let record = &stored.record;
    writeln!(
        out,
        "{}",
        paint.title(&values::title(record, Some(&stored.reading.text)))
    )?;
    for path in paths {
        writeln!(
            out,
            "{}",
            paint.path(&door::path(path.as_os_str().as_encoded_bytes()))
        )?;
    }
    writeln!(out, "{}", paint.dim(&about(record)))?;
    writeln!(out)?;
    let width = values::fields(record)
        .map(|(rule, _)| rule.label.width())
        .max()
        .unwrap_or(0)
        .max(8);
    for (rule, value) in values::fields(record) {
        field(out, paint, width, record, rule, value)?;
    }
    for warning in &record.warnings {
        let line = warning
            .line
            .map_or(String::new(), |line| format!(" (line {line})"));
        writeln!(
            out,
            "{} {}{line}",
            pad("!", width),
            door::line(&warning.message)
        )?;
    }
    Ok(())
}

/// Id, kind and what the file is, on one line.
fn about(record: &Record) -> String {
    let source = &record.source;
    let mut parts = vec![
        record.id.clone(),
        record.kind.label().to_owned(),
        door::line(&source.encoding).into_owned(),
        format!("{} bytes", source.bytes),
    ];
    parts.extend(
        source
            .pages
            .map(|pages| crate::count::count(u64::from(pages), "page", "pages")),
    );
    parts.join(" · ")
}

fn field(
    out: &mut dyn Write,
    paint: Paint,
    width: usize,
    record: &Record,
    rule: &Rule,
    value: &Value,
) -> io::Result<()> {
    if let Some(outline) = outline(value) {
        writeln!(out, "{}", paint.dim(rule.label))?;
        for (line, depth, text) in outline {
            let number = paint.dim(&format!("{line:>6}"));
            writeln!(out, "{number} {}{}", "  ".repeat(depth), door::line(&text))?;
        }
        return Ok(());
    }
    let shown = door::line(&(rule.show)(value)).into_owned();
    let lines = lines(record, rule.field);
    let place = if lines.is_empty() {
        String::new()
    } else {
        paint.dim(&format!("  ({lines})"))
    };
    writeln!(out, "{} {shown}{place}", paint.dim(&pad(rule.label, width)))
}

/// The lines on which a field's values stand: `line 9` or `lines 9, 12`.
fn lines(record: &Record, field: &str) -> String {
    let mut lines: Vec<usize> = record
        .evidence
        .get(field)
        .iter()
        .map(|evidence| evidence.line)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    if lines.is_empty() {
        String::new()
    } else {
        format!("{word} {}", lines.join(", "))
    }
}

/// A list of headings as line, depth and text; `None` for other values.
fn outline(value: &Value) -> Option<Vec<(u64, usize, String)>> {
    value
        .as_array()?
        .iter()
        .map(|item| {
            let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
            let heading = item.get("heading")?.as_str()?;
            let level = usize::try_from(item.get("level").and_then(Value::as_u64).unwrap_or(1))
                .unwrap_or(1);
            let line = item.get("line").and_then(Value::as_u64).unwrap_or(0);
            Some((
                line,
                level.clamp(1, 8) - 1,
                format!("{}{heading}", text("number")),
            ))
        })
        .collect()
}

/// A text filled up with spaces to so many columns.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}
