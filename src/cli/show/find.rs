//! `anjuan show --find`: the places of a query's texts in one document.

use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::super::context::printed;
use super::super::finding::point_at;
use super::super::render::hit::{self, with_paths};
use super::super::render::json;
use super::super::render::paint::Paint;
use super::super::render::places::Shown;
use super::super::render::values;
use crate::archive::{Store, Stored};
use crate::count::count;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::index::Layout;
use crate::query::context::{Every, Found, every};
use crate::query::texts;
use crate::user_rules::UserFields;

/// The texts that a query looks for.
///
/// # Errors
/// [`Error::Query`], and [`Error::Usage`] if the query looks for no text.
pub(super) fn needles(query: &str, user: &UserFields) -> Result<Vec<String>> {
    let needles = texts(query, &Layout::of_rules().with_user(user));
    if let Err(Error::Query { at, .. }) = &needles {
        point_at(query, *at);
    }
    match needles {
        Ok(needles) if needles.is_empty() => Err(Error::Usage(format!(
            "{query}: --find takes texts, as in --find '食堂 学校'; this query has none"
        ))),
        needles => needles,
    }
}

/// Looks through documents.
pub(super) struct Finder<'a> {
    pub(super) store: &'a Store,
    pub(super) places: &'a Shown,
    pub(super) needles: Vec<String>,
    pub(super) paint: Paint,
    pub(super) as_json: bool,
}

impl Finder<'_> {
    /// Prints the places in each document and their number.
    ///
    /// # Errors
    /// When the archive cannot be read or the output not be written.
    pub(super) fn run(&self, ids: &[String], out: &mut dyn Write) -> Result<ExitCode> {
        let mut total = 0;
        for id in ids {
            let Some(stored) = self.store.by_id(id)? else {
                continue;
            };
            let found = every(&stored.reading, &self.needles);
            total += found.places.len();
            if self.as_json {
                let paths = self.store.paths_of(id)?;
                let paths: Vec<PathBuf> = paths.iter().map(|p| self.places.openable(p)).collect();
                let value = self.json(&stored, &paths, &found);
                printed(json::write_pretty(out, &value))?;
            } else if !found.places.is_empty() {
                printed(self.human(out, &stored, &found))?;
            }
        }
        if !self.as_json && total > 0 {
            printed(writeln!(out, "{}.", count(total as u64, "place", "places")))?;
        }
        printed(out.flush())?;
        if total > 0 {
            return Ok(ExitCode::Done);
        }
        if !self.as_json {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(std::io::stderr(), "Nothing found.");
        }
        Ok(ExitCode::NothingFound)
    }

    fn human(&self, out: &mut dyn Write, stored: &Stored, found: &Every) -> std::io::Result<()> {
        let title = values::title(&stored.record, Some(&stored.reading.text));
        writeln!(out, "{}", self.paint.title(&title))?;
        for row in &found.rows {
            hit::context(out, self.paint, row)?;
        }
        Ok(())
    }

    fn json(&self, stored: &Stored, paths: &[PathBuf], found: &Every) -> Value {
        let mut value = json!({ "id": stored.id });
        with_paths(&mut value, paths);
        value["find"] = self.needles.as_slice().into();
        value["count"] = found.places.len().into();
        value["places"] = places(&stored.reading.text, &found.places).into();
        let rows = found.rows.iter().map(
            |row| json!({ "line": row.line, "text": row.text, "marks": hit::code_points(row) }),
        );
        value["snippets"] = rows.collect();
        value
    }
}

/// Places with their spans in code points of the reading text, half open.
fn places(text: &str, places: &[Found]) -> Vec<Value> {
    // Places come in the order of the text, so characters are counted on from the last one.
    let (mut at, mut counted) = (0, 0);
    let mut out = Vec::with_capacity(places.len());
    for place in places {
        let mut value = json!({
            "line": place.lines.0, "end_line": place.lines.1, "text": place.text,
        });
        if let Some(span) = &place.span {
            if span.start < at {
                (at, counted) = (0, 0);
            }
            counted += text[at..span.start].chars().count();
            at = span.start;
            value["start"] = counted.into();
            value["end"] = (counted + text[span.clone()].chars().count()).into();
        }
        out.push(value);
    }
    out
}
