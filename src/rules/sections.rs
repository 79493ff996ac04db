//! The numbered structure of a text 结构: 一、 （一） 1. （1） ① and 第N条, with level, heading and line.
//!
//! Levels follow GB/T 9704-2012 §7.3.3; law texts have 编, 章, 节, 条. A heading is the line, or its first
//! sentence where the text runs on, up to 60 characters. A gap in a sequence gives a warning. Refuses
//! decimals (1.5 万), dates, table rows, 一是…二是 inside a paragraph.

use serde_json::Map;

use super::{Rule, show};
use crate::document::{Document, Findings};
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::marker::{Marker, MarkerKind, marker};
use crate::values::numeral::number;
use crate::values::tidy;

pub(super) static RULE: Rule = Rule {
    field: "sections",
    label: "结构",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"level":{"type":"integer"},"number":{"type":"string"},"heading":{"type":"string"},"line":{"type":"integer"}},"required":["level","number","line"]},"minItems":1}"#,
    extra: &[],
    queries: &[],
    find,
    show: show::count,
    finds: &[(
        "关于防汛的通知\n各单位：\n一、总体要求\n（一）早做准备。各单位要早做准备。\n二、主要任务\n",
        r#"[{"level":1,"number":"一","heading":"总体要求","line":3},{"level":2,"number":"一","heading":"早做准备","line":4},{"level":1,"number":"二","heading":"主要任务","line":5}]"#,
    )],
    refuses: &["关于防汛的通知\n各单位：\n1.5 万平方米的堤坝已经修好，请放心。\n"],
    source: include_str!("sections.rs"),
};

/// The longest heading of a paragraph that runs on, in characters.
const LONGEST: usize = 60;
/// How many sections one record lists.
const MOST: usize = 500;

fn find(document: &Document, findings: &mut Findings) {
    if document.kind.kind == Kind::NewspaperArticle {
        return;
    }
    // The last number met on each level, to tell gaps.
    let mut last = [0u32; 8];
    let end = document.layout.attachments.max(document.layout.body);
    for index in (document.layout.body..end).take(20_000) {
        let line = document.line(index);
        let Some(found) = marker(line) else {
            continue;
        };
        let cells = document.has_any(index, const { CharSet::of("\t|") });
        if cells || document.layout.is_furniture(index) {
            continue;
        }
        let Some((level, text)) = level_of(found, &last) else {
            continue;
        };
        let end = found.len;
        let rest = &line[end..];
        if level == 3 && rest.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let value = number(text).or_else(|| circled(text)).unwrap_or(0);
        let expected = last[level] + 1;
        if value > expected && value < expected + 20 {
            let message = format!("number {value} follows {} on level {level}", last[level]);
            findings.warn(
                "section_gap",
                Some("sections"),
                message,
                Some(document.line_start(index)),
            );
        }
        last[level] = value;
        last[level + 1..].fill(0);
        let start = document.line_start(index);
        let mut item = Map::with_capacity(4);
        item.insert("level".to_owned(), level.into());
        item.insert("number".to_owned(), text.into());
        if let Some(range) = heading(rest) {
            let range = start + end + range.start..start + end + range.end;
            let heading = tidy(document.original(range));
            item.insert("heading".to_owned(), heading.into());
        }
        let span = document.page.lines[index].range.clone();
        let span = span.start..span.start + end.min(span.len());
        let line = document.source_line(span.start);
        item.insert("line".to_owned(), line.into());
        findings.add_new("sections", item, [span], "sections");
        if findings.spans("sections").len() >= MOST {
            return;
        }
    }
}

/// Level and number; `—、` before the first heading of level 1 is a 一 that scanning misread.
fn level_of<'t>(found: Marker<'t>, last: &[u32; 8]) -> Option<(usize, &'t str)> {
    match found.kind {
        MarkerKind::Level(level) => Some((level, found.number)),
        MarkerKind::Dash => (last[1] == 0).then_some((1, "一")),
        MarkerKind::Unit('编' | '章') => Some((1, found.number)),
        MarkerKind::Unit('节') => Some((2, found.number)),
        MarkerKind::Unit(_) => Some((6, found.number)),
    }
}

/// Whether a text begins with the marker of a section.
pub(super) fn numbered(text: &str) -> bool {
    marker(text).is_some()
}

fn circled(text: &str) -> Option<u32> {
    text.chars()
        .next()
        .filter(|c| ('①'..='⑳').contains(c))
        .map(|c| c as u32 - '①' as u32 + 1)
}

/// The heading's bytes: the whole line if it has no full stop, else its first sentence if short.
pub(super) fn heading(rest: &str) -> Option<std::ops::Range<usize>> {
    let stop = rest.find(['。', ';']).unwrap_or(rest.len());
    let whole = rest[stop..].chars().nth(1).is_none();
    let count = rest[..stop].chars().count();
    (count > 0 && (whole && count <= 200 || count <= LONGEST)).then_some(0..stop)
}
