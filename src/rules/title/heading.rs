//! The heading of a text of no known kind, or the name of a table.

use std::ops::Range;

use super::super::speakers::is_speaker;
use crate::document::Document;
use crate::layout::is_prose;
use crate::text::{is_han, is_numeral};
use crate::values::date;
use crate::values::organ::is_organ;
use crate::values::words::names_table;

/// The name of a table that a text of no known kind begins with.
pub(super) fn table_name(document: &Document) -> Option<Range<usize>> {
    let mut lines = document.lines.clone();
    let first = lines.find(|&index| !document.layout.is_furniture(index))?;
    let line = document.line(first);
    let named = names_table(line) && !document.layout.has_label(first);
    (named && (8..=48).contains(&line.chars().count()))
        .then(|| document.page.lines[first].range.clone())
}

/// The title of a letter to the public: `致全市家长的一封信`, `倡议书`.
pub(super) fn open_letter(document: &Document) -> Option<Range<usize>> {
    const LETTERS: [&str; 8] = [
        "一封信",
        "公开信",
        "慰问信",
        "感谢信",
        "倡议书",
        "告知书",
        "邀请函",
        "承诺书",
    ];
    let layout = &document.layout;
    let mut head = layout.first_own..layout.body.min(document.lines.end);
    let title = head.find(|&index| {
        let line = document.line(index);
        // A word alone may be a site's menu.
        let named = LETTERS.iter().any(|end| {
            line.ends_with(end)
                && (line.len() > end.len() || *end == "倡议书" || index + 1 == layout.body)
        });
        let apart = !layout.is_furniture(index) && !layout.has_label(index);
        named && apart && line.chars().nth(LONGEST).is_none() && !line.contains(['。', ':', '|'])
    })?;
    Some(document.page.lines[title].range.clone())
}

/// The longest heading, in characters.
const LONGEST: usize = 48;

/// The heading of a text of no known kind: above its first sentence or the labels of its page, if it is short
/// and says something.
pub(super) fn heading(document: &Document) -> Option<Range<usize>> {
    let body = document.layout.body;
    let passed = |index: &usize| {
        let line = document.line(*index);
        let asked = line.starts_with("问:") || line.starts_with("答:");
        let marked = line.chars().take(4).any(|c| matches!(c, '、' | '.'));
        let step = line.starts_with('第') && line.chars().take(4).any(|c| c == '步');
        let note = line.starts_with(['(', '[']) && line.ends_with([')', ']']);
        let spoken_to = line.ends_with(':')
            && ["亲爱的", "尊敬的", "各位", "广大"]
                .iter()
                .any(|word| line.starts_with(word));
        let dated = line
            .split_once(':')
            .is_some_and(|(_, value)| date::whole_date(value.trim()).is_some());
        marked
            || asked
            || step
            || note
            || spoken_to
            || dated
            || document.layout.is_furniture(*index)
            || document.layout.has_label(*index)
            || date::begins_with_date(line)
            || is_year(line)
    };
    // An open letter speaks to its audience first: `同学们：`.
    let spoken = usize::from(document.layout.audience == Some(body));
    let mut first = body..document.lines.end.min(body + 1 + spoken);
    let prose = first.any(|index| is_prose(document.line(index)));
    let first = document.lines.start;
    let nearest = |end: usize| (first..end).rev().find(|index| !passed(index));
    let end = body.min(document.lines.end);
    let lower = nearest(end).filter(|_| prose)?;
    // Below the page's labels a table or those who spoke may stand.
    let other = document.line(lower).contains(['|', ':']) || is_speaker(document.line(lower));
    let upper = page_labels(document, first..end).filter(|_| other);
    let line = upper.and_then(nearest).unwrap_or(lower);
    let text = document.line(line);
    let cells = text.matches('|').count() > 1 || text.contains(" |") || text.contains("| ");
    let plain =
        !cells && !text.contains(['。', ';', '\t', '>']) && !text.ends_with([',', ':', '、']);
    let length = text.chars().count();
    (plain && (5..=LONGEST).contains(&length)
        || length == 4 && names_overview(text) && !is_organ(text))
    .then(|| document.page.lines[line].range.clone())
}

/// The first line on which a page tells where its text comes from, and since when: its heading stands above.
fn page_labels(document: &Document, mut head: Range<usize>) -> Option<usize> {
    head.find(|&index| {
        let mut labels = document.labels_of(index).iter();
        labels.any(|label| matches!(label.key, "source" | "date_published" | "views"))
    })
}

/// Whether four characters are a heading: `县情概况`.
fn names_overview(text: &str) -> bool {
    let ends = [
        "概况", "概述", "简介", "介绍", "须知", "说明", "指南", "问答", "职能", "沿革", "分工",
        "制度", "启事", "倡议", "任免", "简历",
    ];
    text.chars().all(is_han) && ends.iter().any(|end| text.ends_with(end))
}

/// Whether a line tells a year and nothing else, as annals do above its events.
fn is_year(line: &str) -> bool {
    let year = line.strip_suffix('年');
    let digit = |c: char| c.is_numeric() || is_numeral(c) || c == '○';
    year.is_some_and(|year| year.chars().all(digit) && year.chars().count() == 4)
}
