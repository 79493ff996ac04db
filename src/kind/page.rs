//! What shows the page or form of a proposal itself.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{head, whole};
use super::reply::{has_reply_opening, may_answer};
use super::reply_title::titles_reply;
use crate::document::Document;
use crate::pattern::pattern;
use crate::text::CharSet;

static PROPOSAL_HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[\p{Han} ]{0,20})第 *[A-Z]?\d{1,8} *号(?: *(?:提 *案|建 *议|议 *案))?(?: *\([\p{Han} ]{2,12}\))?$",
    )
});

pub(super) fn page_cues(document: &Document) -> Vec<Range<usize>> {
    let find = |key: &str| {
        document
            .labelled(key)
            .find(|label| label.line < document.layout.attachments)
            .map(|label| label.label.clone())
    };
    let any = |key: &str| {
        document
            .labels
            .iter()
            .find(|label| label.key == key)
            .map(|label| label.label.clone())
    };
    let proposers = find("proposers");
    let content = any("content");
    let heading = head(document).find(|&index| {
        document.has(index, const { CharSet::of("号") })
            && document.line(index).ends_with(['号', '案', '议', ')'])
            && PROPOSAL_HEADING.is_match(document.line(index))
            && !document.layout.has_label(index)
    });
    let letter = document
        .layout
        .salutation
        .as_ref()
        .is_some_and(|(line, found)| {
            found.role.is_some()
                && proposers
                    .as_ref()
                    .is_none_or(|label| label.start > document.line_start(*line))
        });
    let answered = document
        .layout
        .salutation
        .as_ref()
        .is_some_and(|(line, _)| {
            head(document)
                .take_while(|index| index < line)
                .filter(|&index| {
                    may_answer(document.page.lines[index].chars)
                        && !document.layout.has_label(index)
                })
                .any(|index| {
                    titles_reply(document.line(index))
                        || index + 1 < *line && entitles_with_next(document, index)
                })
        });
    // A title that answers stands above the form's labels, and the answer below them.
    let labels = [&proposers, &content];
    let first = labels.into_iter().flatten().map(|label| label.start).min();
    let entitled = first.is_some_and(|first| {
        has_reply_opening(document)
            && head(document)
                .take_while(|&index| document.line_start(index) < first)
                .filter(|&index| !document.layout.has_label(index))
                .any(|index| {
                    let line = document.line(index);
                    line.ends_with(['复', '覆', '函']) && line.contains('号') && titles_reply(line)
                })
    });
    // A table of labels alone, and below it the whole letter.
    let whole_letter = content.is_none()
        && document
            .layout
            .salutation
            .as_ref()
            .is_some_and(|(_, found)| found.role.is_some())
        && has_reply_opening(document);
    let letter = letter || answered || entitled || whole_letter;
    // The proposal and its answer, each behind its label.
    let reply = any("reply").filter(|reply| {
        content
            .as_ref()
            .is_some_and(|content| content.start < reply.start)
    });
    if letter && reply.is_none() {
        return Vec::new();
    }
    match (proposers, content, heading) {
        (Some(a), Some(b), _) => vec![a, b],
        (Some(a), None, Some(line)) => vec![a, whole(document, line)],
        (Some(a), None, None)
            if any("proposal_number").is_some()
                || any("proposal_title").is_some()
                || any("reply").is_some() =>
        {
            vec![a]
        }
        (None, Some(b), Some(line)) => vec![b, whole(document, line)],
        (None, Some(b), _) if reply.is_some() => vec![b].into_iter().chain(reply).collect(),
        (None, Some(b), None) if any("proposal_title").is_some() => vec![b],
        _ => Vec::new(),
    }
}

/// Whether a title that answers is broken behind line `index`: `…第54号` over `建议的答复`.
fn entitles_with_next(document: &Document, index: usize) -> bool {
    let (line, next) = (document.line(index), document.line(index + 1));
    !document.layout.has_label(index + 1)
        && next.ends_with(['复', '覆', '函'])
        && titles_reply(&format!("{line}{next}"))
}
