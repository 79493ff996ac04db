//! The name of a form that asks a proposer's opinion.

use std::ops::Range;

use super::labelled::labelled;
use crate::document::Document;

/// The name of the form that asks how content a proposer is, which bears the proposal's title behind a label.
pub(super) fn survey_name(document: &Document) -> Option<Range<usize>> {
    const ASKS: [&str; 5] = ["征询", "征求", "反馈", "评价", "测评"];
    let head = document.layout.first_own..document.layout.body.min(document.lines.end);
    let named = |index: &usize| {
        let line = document.line(*index);
        let asks = ASKS.iter().any(|word| line.contains(word));
        line.ends_with('表') && asks && !document.layout.has_label(*index)
    };
    let index = head.take(SURVEY_HEAD).find(named)?;
    let line = document.line(index);
    line.chars()
        .nth(SHORTEST)
        .is_some()
        .then(|| document.page.lines[index].range.clone())
}

/// The name of the form in which an office gives its opinion: `市人大代表建议会办意见表`.
pub(super) fn opinion_form(document: &Document) -> Option<Range<usize>> {
    let head = document.layout.first_own..document.layout.body.min(document.lines.end);
    let named = |index: &usize| {
        let line = document.line(*index);
        let form = ["会办意见表", "协办意见表", "办理意见表", "答复意见表"];
        form.iter().any(|name| line.ends_with(name))
            && !line.starts_with('附')
            && !document.layout.has_label(*index)
    };
    let index = head.take(SURVEY_HEAD).find(named)?;
    Some(document.page.lines[index].range.clone())
}

/// The title of the proposal of which such a form asks, behind its label.
pub(in crate::rules) fn asked_of(document: &Document) -> Option<Range<usize>> {
    survey_name(document)?;
    labelled(document).into_iter().next()
}

/// Such a name has more characters than so many.
const SHORTEST: usize = 8;
/// A form's name stands in so many of its first lines.
const SURVEY_HEAD: usize = 4;
