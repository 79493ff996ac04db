//! The head of a document, where most kinds show themselves.

use std::ops::Range;

use crate::document::Document;

/// How many lines the head of a document has at most.
pub(super) const HEAD_LINES: usize = 60;

/// The document's lines up to its body, at least the first ones, that are no furniture.
pub(super) fn head<'d>(document: &'d Document) -> impl Iterator<Item = usize> + 'd {
    let end = (document.layout.body + 1)
        .min(document.lines.end)
        .min(document.layout.first_own + HEAD_LINES);
    (document.layout.first_own..end).filter(|&index| !document.layout.is_furniture(index))
}

/// A line as a cue.
pub(super) fn whole(document: &Document, index: usize) -> Range<usize> {
    document.page.lines[index].range.clone()
}

/// How far into a line an opening can stand, in characters.
pub(super) const OPENING: usize = 300;
