//! The document of a hit, read only as far as it is shown.

use super::finding::Opened;
use crate::archive::Stored;
use crate::error::Result;
use crate::query::Hit;
use crate::query::context::{self, Snippet};

/// What is shown of a hit beside its fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// Lines of context at most.
    pub(super) lines: usize,
    /// Paragraphs around each.
    pub(super) around: usize,
    /// Whether evidence and warnings are shown, and the text may be asked for as a whole.
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
    let Sight { lines, around, .. } = sight;
    let mut early = None;
    let stored = match sight.proof {
        true => opened.store.by_rowid(hit.rowid)?,
        false => opened.store.listed(hit.rowid, &mut |beginning| {
            early = context::settled(beginning, needles, lines, around);
            early.is_some()
        })?,
    };
    Ok(stored.map(|stored| {
        let all = || context::snippets(&stored.reading, needles, lines, around);
        let snippets = early.unwrap_or_else(all);
        (stored, snippets)
    }))
}
