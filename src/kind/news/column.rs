//! The column of a site above its news: `政务要闻`, `首页 > 新闻中心 > 部门动态`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::kind::head::{head, whole};
use crate::pattern::pattern;
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

/// The line that names a column of news, or the page's label that does, above a text that tells of a day and that
/// nobody signs as a document's.
pub(super) fn news_column(document: &Document) -> Option<Range<usize>> {
    let body = document.layout.body;
    let mut text = body..document.lines.end;
    let told = || { &mut text }.any(|index| tells_day(document.line(index)));
    if body >= document.lines.end
        || is_signed_as_document(document)
        || heads_other(document)
        || !{ told }()
    {
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

/// Whether a paragraph tells of a day as news do: `3月30日晚`, `近日`, `凌晨三点`, `截至六月底`.
fn tells_day(line: &str) -> bool {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\d{1,2}月\d{1,2}日|[一二三四五六七八九十]月[一二三四五六七八九十廿]{1,3}日|近日|日前|昨[日天晚]|今[日晨]|凌晨|连日来|今年以?来|截至",
        )
    });
    DAY.is_match(line)
}

/// Whether the head names a norm, a list or a guide, which sites print in columns of news too.
fn heads_other(document: &Document) -> bool {
    const OTHERS: [&str; 17] = [
        "条例", "办法", "规定", "细则", "解读", "指南", "名单", "须知", "思路", "规划", "简介",
        "概况", "介绍", "建议", "提案", "信号", "公约",
    ];
    head(document).any(|index| OTHERS.iter().any(|end| document.line(index).ends_with(end)))
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
pub(super) fn is_signed_as_document(document: &Document) -> bool {
    let mut below = document.layout.body + 1..document.lines.end;
    below.any(|index| {
        whole_date(document.line(index)).is_some() && is_organ(document.line(index - 1))
    })
}
