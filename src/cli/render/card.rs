//! One document for people: its fields by their Chinese terms, each with the lines it stands on.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::door;
use super::paint::Paint;
use super::values::{self, Field};
use crate::archive::Stored;
use crate::containers::sniff::Kind;
use crate::record::Record;
use crate::user_rules::UserFields;

/// Prints the card; `at` is its place among several, `user` names the user's own fields.
///
/// # Errors
/// When the output cannot be written.
pub fn write(
    out: &mut dyn Write,
    paint: Paint,
    at: usize,
    stored: &Stored,
    paths: &[PathBuf],
    user: &UserFields,
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
    let shown = |field: &Field<'_>| !field.shown().is_empty();
    let width = values::fields(record, user)
        .filter(shown)
        .map(|field| field.label.width())
        .max()
        .unwrap_or(0)
        .max(8);
    for field in values::fields(record, user).filter(shown) {
        write_field(out, paint, width, record, field)?;
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
        match source.encoding.as_str() {
            "" => format_of(&source.media_type).to_owned(),
            encoding => door::line(encoding).into_owned(),
        },
        format!("{} bytes", source.bytes),
    ];
    parts.extend(
        source
            .pages
            .map(|pages| crate::count::count(u64::from(pages), "page", "pages")),
    );
    let engine = source.recognised_by.as_deref();
    parts.extend(engine.map(|engine| format!("recognised by {}", door::line(engine))));
    parts.join(" · ")
}

/// The short name of a container's format.
fn format_of(media_type: &str) -> &'static str {
    let known = Kind::NAMED
        .iter()
        .find(|kind| kind.media_type() == media_type);
    known.map_or("file", |kind| kind.name())
}

fn write_field(
    out: &mut dyn Write,
    paint: Paint,
    width: usize,
    record: &Record,
    field: Field<'_>,
) -> io::Result<()> {
    if field.name == "sections" {
        writeln!(out, "{}", paint.dim(field.label))?;
        for (line, depth, text) in outline(field.value) {
            let number = paint.dim(&format!("{line:>6}"));
            writeln!(out, "{number} {}{}", "  ".repeat(depth), door::line(&text))?;
        }
        return Ok(());
    }
    let shown = door::line(&field.shown()).into_owned();
    let lines = lines(record, field.name);
    let place = if lines.is_empty() {
        String::new()
    } else {
        paint.dim(&format!("  ({lines})"))
    };
    writeln!(
        out,
        "{} {shown}{place}",
        paint.dim(&pad(field.label, width))
    )
}

/// Where a field's values stand: `line 9`, `lines 9, 12`, `page 3, line 45`.
fn lines(record: &Record, field: &str) -> String {
    let evidence = record.evidence.get(field);
    let lines = numbered(
        "line",
        evidence.iter().map(|evidence| evidence.line).collect(),
    );
    let pages = evidence.iter().filter_map(|evidence| evidence.page);
    let pages = numbered("page", pages.map(|page| page as usize).collect());
    match (pages.is_empty(), lines.is_empty()) {
        (false, false) => format!("{pages}, {lines}"),
        _ => lines,
    }
}

/// `line 9` or `lines 9, 12`; nothing for no number.
fn numbered(word: &str, mut numbers: Vec<usize>) -> String {
    numbers.sort_unstable();
    numbers.dedup();
    let plural = if numbers.len() == 1 { "" } else { "s" };
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    match numbers.is_empty() {
        true => String::new(),
        false => format!("{word}{plural} {}", numbers.join(", ")),
    }
}

/// The headings of a text as line, depth and text.
fn outline(value: &Value) -> Vec<(u64, usize, String)> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items
        .iter()
        .map(|item| {
            let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
            let number = |key: &str| item.get(key).and_then(Value::as_u64).unwrap_or(1);
            let level = usize::try_from(number("level")).unwrap_or(1).clamp(1, 8);
            let shown = format!("{}{}", marker(level, text("number")), text("heading"));
            (number("line"), level - 1, shown)
        })
        .collect()
}

/// A section's number as it is printed on its level (GB/T 9704-2012 §7.3.3).
fn marker(level: usize, number: &str) -> String {
    match level {
        1 => format!("{number}、"),
        2 | 4 => format!("（{number}）"),
        3 => format!("{number}."),
        6 => format!("第{number}条　"),
        _ => number.to_owned(),
    }
}

/// A text filled up with spaces to so many columns.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}
