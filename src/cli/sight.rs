//! The document of a hit, read only as far as it is shown.

use super::finding::Opened;
use super::render::hit::FIELDS;
use crate::archive::{Stored, Unread};
use crate::error::Result;
use crate::query::Hit;
use crate::query::context::{self, Snippet};
use crate::record::Record;
use crate::text::Rest;

/// What is shown of a hit beside its fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// Lines of context at most.
    pub(super) lines: usize,
    /// Paragraphs around each.
    pub(super) around: usize,
    /// Whether all fields, evidence and warnings are shown, and the text may be asked for as a whole.
    pub(super) proof: bool,
}

/// A hit's document and the lines that show it; `None` if it was dropped since the index was opened.
///
/// # Errors
/// When the records cannot be read or are damaged.
pub(super) fn of(
    hit: &Hit,
    opened: &Opened,
    needles: &[String],
    sight: Sight,
) -> Result<Option<(Stored, Vec<Snippet>)>> {
    if sight.proof {
        let stored = opened.store.by_rowid(hit.rowid)?;
        return Ok(stored.map(|stored| {
            let Sight { lines, around, .. } = sight;
            let snippets = context::snippets(&stored.reading, needles, lines, around);
            (stored, snippets)
        }));
    }
    let mut snippets = Vec::new();
    let stored = opened
        .store
        .listed(hit.rowid, &FIELDS, &mut |record, text| {
            snippets = lines_of(record, text, needles, sight)?;
            Ok(())
        })?;
    Ok(stored.map(|stored| (stored, snippets)))
}

/// The lines that show a hit; the text is read no further than for them and for a title.
fn lines_of(
    record: &Record,
    text: &mut Unread<'_>,
    needles: &[String],
    sight: Sight,
) -> std::result::Result<Vec<Snippet>, String> {
    let Sight { lines, around, .. } = sight;
    // The beginning of the text stands for a title that is missing.
    let titled = record.text("title").is_some();
    if titled && (lines == 0 || needles.is_empty()) {
        return Ok(Vec::new());
    }
    let mut found = None;
    if titled && around == 0 {
        text.sketch(needles, lines, &mut |sketch, rest| {
            found = context::settled(sketch, needles, lines, rest);
            found.is_some()
        })?;
    }
    if let Some(found) = found {
        return Ok(found);
    }
    let reading = text.read(&mut |beginning| {
        found = match around {
            0 => context::settled(beginning, needles, lines, Rest::Text),
            _ => None,
        };
        found.is_some()
    })?;
    Ok(found.unwrap_or_else(|| context::snippets(reading, needles, lines, around)))
}
