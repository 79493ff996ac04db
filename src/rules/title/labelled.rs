//! Titles behind labels.

use std::ops::Range;

use super::{ends_as_title, is_title};
use crate::document::Document;
use crate::record::Kind;
use crate::values::doc_number::find_doc_numbers;
use crate::values::without_spaces;

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
            .map(|value| behind_number(document, value.clone()).unwrap_or(value))
            .find(|value| value.len() > 12)
    };
    // 案由 holds a title on some forms and the whole matter on others.
    let matter = || {
        value("content").filter(|value| {
            let text = document.text(value.clone());
            // A form's line for the matter: `案由 | 建议修建公共浴池`.
            let line = document.line(document.line_at(value.start));
            let form = document.kind.kind == Kind::ProposalPage;
            let line = without_spaces(line);
            let matter = form && (line.starts_with("案由") || line.starts_with("事由"));
            if matter && is_short_matter(text) {
                return true;
            }
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

/// Whether a text says a matter in a few words, as a title does.
fn is_short_matter(text: &str) -> bool {
    (6..=40).contains(&text.chars().count())
        && !text.contains(['。', ',', ';', ':', '|'])
        && !text.ends_with("立案")
}

/// The title behind a document number at the beginning of a stretch: `云政发〔2010〕22号 关于…的决定`.
pub(super) fn behind_number(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    let number = find_doc_numbers(text).into_iter().next()?;
    let rest = &text[number.range.end..];
    let title = rest.trim_start();
    let apart = title.len() < rest.len() || title.starts_with("关于") || title.starts_with("对");
    let behind = number.range.start == 0 && apart && is_title(title);
    behind.then(|| range.end - title.len()..range.end)
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

/// The title of a citizen's letter, behind its label on the page of a letter box: `信件标题`.
pub(super) fn letter_box_title(document: &Document) -> Option<Range<usize>> {
    let mut titles = document.labelled("title");
    let label = titles.find(|label| {
        let word = without_spaces(document.text(label.label.clone()));
        ["信", "来信", "留言", "问题", "咨询"]
            .iter()
            .any(|kind| word.starts_with(kind))
    })?;
    Some(label.value.clone())
}
