//! The head of a document, where most kinds show themselves.

use std::ops::Range;

use crate::document::Document;
pub(super) use crate::layout::HEAD_LINES;

/// The document's lines up to its body, at least the first ones, that are no furniture.
pub(super) fn head<'d>(document: &'d Document) -> impl Iterator<Item = usize> + 'd {
    let end = (document.layout.body + 1)
        .min(document.lines.end)
        .min(document.layout.head + HEAD_LINES + 1);
    (document.layout.head..end).filter(|&index| !document.layout.is_furniture(index))
}

/// A line as a cue.
pub(super) fn whole(document: &Document, index: usize) -> Range<usize> {
    document.page.lines[index].range.clone()
}

/// How far into a line an opening can stand, in characters.
pub(super) const OPENING: usize = 300;
