//! A search hit: for people, and as JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::door;
use super::explain::{self, Why};
use super::paint::Paint;
use super::places;
use super::values;
use crate::archive::Stored;
use crate::query::context::Snippet;

/// What is shown of one hit.
pub struct Shown<'a> {
    /// Its place in the list, from 1.
    pub rank: usize,
    /// Whether it is exactly what was asked for, or near it.
    pub exact: bool,
    /// How well it matches, in ten-thousandths.
    pub score: u64,
    /// Why it stands where it stands, if that was asked for.
    pub why: Option<Why>,
    /// The document.
    pub stored: &'a Stored,
    /// Its paths, openable from the current folder.
    pub paths: Vec<std::path::PathBuf>,
    /// Lines that show where it matched.
    pub snippets: Vec<Snippet>,
}

/// The fields under the title, after the document number and the date.
const KEY_FIELDS: [&str; 3] = ["result", "issuers", "undertakers"];

/// All fields of which something is shown to people.
pub const FIELDS: [&str; 6] = [
    "title",
    "doc_number",
    "dates",
    "result",
    "issuers",
    "undertakers",
];

/// Prints a hit for people.
///
/// # Errors
/// When the output cannot be written.
pub fn human(out: &mut dyn Write, paint: Paint, hit: &Shown<'_>) -> io::Result<()> {
    let record = &hit.stored.record;
    let title = values::title(record, Some(&hit.stored.reading.text));
    let near = if hit.exact { "" } else { "（相近文号）" };
    writeln!(out, "{}. {near}{}", hit.rank, paint.title(&title))?;
    let line = key_line(hit);
    if !line.is_empty() {
        writeln!(out, "   {line}")?;
    }
    for path in &hit.paths {
        let path = door::path(path.as_os_str().as_encoded_bytes());
        writeln!(out, "   {}", paint.path(&path))?;
    }
    writeln!(out, "   {}", paint.dim(&hit.stored.id))?;
    for snippet in &hit.snippets {
        context(out, paint, snippet)?;
    }
    if let Some(why) = &hit.why {
        explain::human(out, paint, hit.score, why)?;
    }
    writeln!(out)
}

/// Prints a line of context behind its number.
///
/// # Errors
/// When the output cannot be written.
pub fn context(out: &mut dyn Write, paint: Paint, snippet: &Snippet) -> io::Result<()> {
    let number = paint.dim(&format!("{:>5}:", snippet.line));
    writeln!(out, "   {number} {}", marked(paint, snippet))
}

/// Document number, date, result and organs on one line.
fn key_line(hit: &Shown<'_>) -> String {
    let record = &hit.stored.record;
    let mut parts = vec![record.kind.label().to_owned()];
    parts.extend(values::line(record, "doc_number"));
    parts.extend(record.date().map(|date| door::line(date).into_owned()));
    for field in KEY_FIELDS {
        if let Some(text) = values::line(record, field) {
            parts.push(if field == "result" {
                format!("办理结果 {text}")
            } else {
                text
            });
        }
    }
    parts.join(" · ")
}

/// A line of context with what matched painted, cut ends shown as ….
fn marked(paint: Paint, snippet: &Snippet) -> String {
    let mut line = String::new();
    if snippet.cut.0 {
        line.push('…');
    }
    let mut at = 0;
    for mark in &snippet.marks {
        line.push_str(&door::line(&snippet.text[at..mark.start]));
        line.push_str(&paint.mark(&door::line(&snippet.text[mark.clone()])));
        at = mark.end;
    }
    line.push_str(&door::line(&snippet.text[at..]));
    if snippet.cut.1 {
        line.push('…');
    }
    line
}

/// A hit as JSON.
///
/// # Errors
/// When the record cannot be written as JSON, which is a bug.
pub fn json(hit: &Shown<'_>) -> serde_json::Result<Value> {
    #[derive(Serialize)]
    struct Line<'a> {
        line: u32,
        text: &'a str,
        /// Code points, half open, as everywhere in records.
        marks: Vec<[usize; 2]>,
    }
    let snippets: Vec<Line<'_>> = hit
        .snippets
        .iter()
        .map(|snippet| Line {
            line: snippet.line,
            text: &snippet.text,
            marks: code_points(snippet),
        })
        .collect();
    let mut value = json!({
        "rank": hit.rank,
        "match": if hit.exact { "exact" } else { "near" },
        "score": hit.score as f64 / 10_000.0,
        "id": hit.stored.id,
    });
    with_paths(&mut value, &hit.paths);
    if let Some(why) = &hit.why {
        value["explain"] = explain::json(why);
    }
    value["snippets"] = serde_json::to_value(snippets)?;
    value["record"] = serde_json::to_value(&hit.stored.record)?;
    Ok(value)
}

/// Adds `paths`, and `paths_hex` if one of them is not UTF-8.
pub fn with_paths(value: &mut Value, paths: &[std::path::PathBuf]) {
    let told: Vec<_> = paths.iter().map(|path| places::json(path)).collect();
    value["paths"] = told.iter().map(|(text, _)| text.as_str()).collect();
    if told.iter().any(|(_, hex)| hex.is_some()) {
        value["paths_hex"] = told.iter().map(|(_, hex)| json!(hex)).collect();
    }
}

/// The marks of a line in code points, half open.
pub fn code_points(snippet: &Snippet) -> Vec<[usize; 2]> {
    let count = |at: usize| snippet.text[..at].chars().count();
    snippet
        .marks
        .iter()
        .map(|mark| [count(mark.start), count(mark.end)])
        .collect()
}
