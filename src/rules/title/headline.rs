//! The title of what a site or a paper prints as news.

use std::ops::Range;

use super::beginning::complete;
use super::{ends_as_title, is_title};
use crate::document::Document;
use crate::parts::newspaper::Headline;

/// The headline of an article; a document's title that a page breaks over two lines is no title with
/// a smaller line.
pub(in crate::rules) fn article_headline(document: &Document) -> Headline {
    let found = document.headline();
    if found.title.is_empty() {
        return Headline {
            title: long_title(document).into_iter().collect(),
            subtitle: None,
        };
    }
    let (Some(title), Some(below)) = (found.title.last(), &found.subtitle) else {
        return found.clone();
    };
    let (first, second) = (document.text(title.clone()), document.text(below.clone()));
    // `…关于失业保险条例` ends in a kind, and yet `修订情况的说明` goes on.
    let goes_on = second.chars().nth(12).is_none() && ends_as_title(second) && !complete(second);
    // A headline is whole without the line below it: `…会议闭幕` over `通过…决议`.
    let about = first.contains("关于") || second.contains("关于") && !second.contains(' ');
    let open = !ends_as_title(first) && about;
    match (open || goes_on) && is_title(&[first, second].concat()) {
        true => Headline {
            title: found.title.iter().chain([below]).cloned().collect(),
            subtitle: None,
        },
        false => found.clone(),
    }
}

/// What stands before the page's labels on a line that lost its breaks: `…点验大会发布日期：2022-07-19 来源：…`.
pub(super) fn before_labels(document: &Document) -> Option<Range<usize>> {
    let mut head = document.lines.start..document.layout.body.min(document.lines.end);
    head.find_map(|index| {
        let line = document.line(index);
        let first = PAGE_LABELS
            .iter()
            .filter_map(|label| line.find(label))
            .min()?;
        let text = line[..first].trim_end();
        let plain = !text.contains(['。', ':', '|', '>']) && !document.layout.is_furniture(index);
        let long = (TITLE_LEAST..=TITLE_MOST).contains(&text.chars().count());
        let start = document.line_start(index);
        (plain && long).then(|| start..start + text.len())
    })
}

/// The labels with which a page's head begins behind its title.
const PAGE_LABELS: [&str; 6] = [
    "发布日期:",
    "发布时间:",
    "发表时间:",
    "信息来源:",
    "来源:",
    "作者:",
];

/// Such a title has so many characters.
const TITLE_LEAST: usize = 8;
const TITLE_MOST: usize = 60;

/// The title of a document that a site prints as news, longer than headlines are: in the first lines,
/// the name of the site behind it left out.
pub(super) fn long_title(document: &Document) -> Option<Range<usize>> {
    let head = document
        .lines
        .clone()
        .take(6)
        .take_while(|&index| index < document.layout.body);
    let mut lines = head.filter(|&index| !document.layout.is_furniture(index));
    lines.find_map(|index| {
        let line = document.line(index);
        let own = line.split(" -").next().unwrap_or_default().trim_end();
        let start = document.line_start(index);
        is_title(own).then(|| start..start + own.len())
    })
}

/// Whether a label names an article's headline: 原标题, 主标题, or 标题 beside 引题 or 副题.
pub(super) fn names_headline(document: &Document) -> bool {
    // Below the text the label tells what the page's headline was made of.
    let mut titles = document
        .labelled("title")
        .filter(|label| label.line < document.layout.body);
    titles.any(|label| match document.text(label.label.clone()) {
        "原标题" | "主标题" => true,
        "标题" => {
            let beside = [label.line.checked_sub(1), Some(label.line + 1)];
            let mut beside = beside.into_iter().flatten();
            beside.any(|index| {
                let parts = ["引题:", "肩题:", "副题:", "副标题:"];
                let line = || document.line(index);
                document.lines.contains(&index) && parts.iter().any(|part| line().starts_with(part))
            })
        }
        _ => false,
    })
}
