//! The title of an office's bulletin 简报.

use std::ops::Range;

use super::heading;
use crate::document::Document;
use crate::kind::names_bulletin;
use crate::layout::is_prose;
use crate::values::without_spaces;

/// The title of a bulletin: the headline of its one article, else its own name.
pub(super) fn bulletin_title(document: &Document) -> Option<Range<usize>> {
    let name = document.kind.cues.first()?.clone();
    if !names_bulletin(document.text(name.clone())) {
        return None;
    }
    let issue = document.kind.cues.get(1)?;
    let headline = heading(document).filter(|headline| headline.start > issue.end);
    Some(
        headline
            .filter(|_| holds_one_article(document))
            .unwrap_or(name),
    )
}

/// Whether a bulletin has no list of contents and no other headline below the first.
fn holds_one_article(document: &Document) -> bool {
    let body = document.layout.body;
    let listed = |index: usize| {
        let line = without_spaces(document.line(index));
        ["要目", "目录", "导读", "本期内容"]
            .iter()
            .any(|word| line.contains(word))
    };
    // Another headline: a short line with a paragraph above and below.
    let several = |index: usize| {
        let line = document.line(index);
        let length = line.chars().count();
        (5..=36).contains(&length)
            && !line.contains(['。', ';', ','])
            && !line.chars().take(4).any(|c| matches!(c, '、' | ')'))
            && is_prose(document.line(index - 1))
            && is_prose(document.line(index + 1))
    };
    let end = document.layout.body_end.saturating_sub(1);
    !(document.lines.start..body).any(listed) && !(body + 1..end).any(several)
}
