//! The opening of a reply, which says what it answers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::pattern::pattern;

/// The opening of a reply: from the salutation to 如下, at most three lines.
pub(super) fn opening(document: &Document) -> Range<usize> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"如下|收悉|已交|交由|交办"));
    let from = document
        .layout
        .salutation
        .as_ref()
        .map_or(document.layout.body, |(line, _)| *line);
    let last = document.lines.end.min(from + 4);
    let Some(start) = (from < last).then(|| document.line_start(from)) else {
        return 0..0;
    };
    let start = document
        .layout
        .salutation
        .as_ref()
        .map_or(start, |(_, salutation)| salutation.range.end.max(start));
    let end = document.page.lines[last - 1].range.end.max(start);
    let text = document.text(start..end);
    // The first sentence that answers closes the opening; later ones quote other meetings.
    let first = END.find(text).map(|found| found.end());
    let sentence = first.and_then(|from| text[from..].find('。').map(|at| from + at));
    let last = || END.find_iter(text).last().map(|found| found.end());
    let end = sentence.or_else(last).unwrap_or(text.len());
    start..start + end
}
