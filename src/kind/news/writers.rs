//! Lines that name a paper's commentator or its reporters, above a text or below it.

use std::ops::Range;

use super::labelled::of_paper;
use crate::document::Document;
use crate::kind::head::{head, whole};
use crate::kind::message::{names_reporters, reporter_above};
use crate::values::person::{names_alone, names_behind_mark};

/// The line below a headline that names a paper's commentator, or who wrote for a paper: `■本报评论员`, `□ 林舟`.
pub(super) fn commentator(document: &Document) -> Option<Range<usize>> {
    let found = head(document).find(|&index| {
        let line = document.line(index);
        let signed = || names_behind_mark(line).is_some() && of_paper(document).is_some();
        is_commentator(line) || signed()
    });
    found.map(|index| whole(document, index))
}

/// Whether a line is a paper's commentator, with a name or without: `■本报特约评论员 林舟`.
pub fn is_commentator(line: &str) -> bool {
    let bare = line.trim_start_matches(['■', '□', '●', '◆', ' ']);
    let paper = bare
        .strip_prefix("本报")
        .or_else(|| bare.strip_prefix("本刊"));
    let name = paper.and_then(|rest| rest.trim_start_matches("特约").strip_prefix("评论员"));
    name.is_some_and(|name| {
        let bare = name.trim_matches([' ', ':', '(', ')']);
        bare.is_empty() || bare == "文章" || !names_alone(bare).is_empty()
    })
}

/// The line of those who wrote above the text, `晚报首席记者林舟 通讯员王二`, or below it above the editors,
/// `县融媒体中心记者：林舟`.
pub(super) fn byline_of_staff(document: &Document) -> Option<Range<usize>> {
    let reporters = |index: &usize| {
        let line = document.line(*index);
        names_reporters(line) || reporter_above(line).is_some()
    };
    let edited = |index: usize| {
        let mut labels = document.labels_of(index + 1).iter();
        index + 1 < document.lines.end && labels.any(|label| label.key == "editor")
    };
    let mut below = document.layout.body..document.lines.end;
    let found = head(document)
        .find(reporters)
        .or_else(|| below.find(|index| edited(*index) && reporters(index)));
    found.map(|index| whole(document, index))
}
