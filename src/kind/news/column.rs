//! The column of a site above its news: `政务要闻`, `首页 > 新闻中心 > 部门动态`.

use std::ops::Range;

use crate::document::Document;
use crate::kind::head::whole;
use crate::text::is_han;
use crate::values::date::whole_date;
use crate::values::organ::is_organ;

/// How the names of columns end in which sites print news.
const NEWS: [&str; 5] = ["要闻", "动态", "新闻", "快讯", "简讯"];

/// What stands at a path's end for the page itself.
const PAGE: [&str; 5] = ["正文", "内容", "详情", "详细", "浏览"];

/// So many of a page's first lines may name its column.
const TOP: usize = 20;

/// The longest name of a column, in characters.
const LONGEST: usize = 10;

/// The line that names a column of news above a text that nobody signs as a document's.
pub(super) fn news_column(document: &Document) -> Option<Range<usize>> {
    let body = document.layout.body;
    if body >= document.lines.end || is_signed(document) {
        return None;
    }
    // A page's table may tell the column: `主题分类 | 工作动态`.
    let mut labels = document.labelled("category");
    let column = labels.find(|label| names_news(document.text(label.value.clone())));
    if let Some(column) = column {
        return Some(column.value.clone());
    }
    let mut top = document.lines.start..body.min(document.lines.start + TOP);
    let line =
        top.find(|&index| leads_to_news(document.line(index)) || heads_news(document, index))?;
    Some(whole(document, line))
}

/// Whether a line is the path to a page in a column of news.
fn leads_to_news(line: &str) -> bool {
    let mut steps = line
        .rsplit('>')
        .map(str::trim)
        .filter(|step| !step.is_empty());
    let last = steps.by_ref().find(|step| !PAGE.contains(step));
    line.contains('>') && last.is_some_and(names_news)
}

/// Whether a line names a column of news and is none of a menu: the page's first of its own, with a headline
/// below it.
fn heads_news(document: &Document, index: usize) -> bool {
    let line = document.line(index).trim_matches(['[', ']', ' ']);
    let below = index + 1;
    let first = index == document.layout.first_own;
    first
        && names_news(line)
        && below < document.layout.body
        && !document.layout.has_label(below)
        && document.line(below).chars().nth(LONGEST / 2).is_some()
}

/// Whether a text is the name of a column of news and nothing else.
fn names_news(name: &str) -> bool {
    NEWS.iter().any(|end| name.ends_with(end))
        && name.chars().nth(LONGEST).is_none()
        && name.chars().all(is_han)
}

/// Whether an organ signs below the text, over a date, as under a document.
pub(super) fn is_signed(document: &Document) -> bool {
    let mut below = document.layout.body + 1..document.lines.end;
    below.any(|index| {
        whole_date(document.line(index)).is_some() && is_organ(document.line(index - 1))
    })
}
