//! Articles that break off, because a column was cut.

use super::role::{Role, role_of};
use crate::document::Document;

/// Where an article breaks off: behind its last line of text, if that ends in mid-sentence.
pub fn truncated_at(document: &Document) -> Option<usize> {
    let text = |index: &usize| matches!(role_of(document, *index), Role::Text | Role::Head);
    let last = document.lines.clone().rev().find(text)?;
    let line = document.line(last);
    let ended = line.ends_with(['。', '!', '?', '"', ')', '…', ']', ':', ';']);
    (!ended && line.chars().count() > 20).then_some(document.page.lines[last].range.end)
}
