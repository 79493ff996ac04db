//! Titles behind labels.

use std::ops::Range;

use super::ends_as_title;
use crate::document::Document;
use crate::record::Kind;

pub(super) fn labelled(document: &Document) -> Vec<Range<usize>> {
    // What a letter appends has labels of its own.
    let letter = document.kind.kind == Kind::ProposalReply;
    let end = match letter {
        true => document.layout.body + 1,
        false => document.lines.end,
    };
    let value = |key: &str| {
        document
            .labelled(key)
            .filter(|label| label.line < end)
            .map(|label| unquoted(document, label.value.clone()))
            .find(|value| value.len() > 12)
    };
    // 案由 holds a title on some forms and the whole matter on others.
    let matter = || {
        value("content").filter(|value| {
            let text = document.text(value.clone());
            text.chars().count() <= 70
                && (text.starts_with("关于") || ends_as_title(text))
                && !text.contains('。')
        })
    };
    let found = ["title", "proposal_title", "name"]
        .into_iter()
        .find_map(value)
        .or_else(matter);
    found.into_iter().collect()
}

/// A title without the marks 《 》 around all of it.
fn unquoted(document: &Document, range: Range<usize>) -> Range<usize> {
    let inner = document
        .text(range.clone())
        .strip_prefix('《')
        .and_then(|rest| rest.strip_suffix('》'));
    match inner {
        Some(inner) if !inner.contains(['《', '》']) => {
            let start = range.start + '《'.len_utf8();
            start..start + inner.len()
        }
        _ => range,
    }
}
