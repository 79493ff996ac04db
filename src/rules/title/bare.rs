//! What a title is printed with that is no part of it: a list's mark, a site's column, the page's own title.

use std::ops::Range;

use super::is_title;
use crate::document::Document;
use crate::text::{is_han, without_bullet};
use crate::values::organ::is_organ;
use crate::values::without_spaces;

/// The lines of a title without the mark that a page sets before its first one: a list's, whether it is in
/// force, a quotation's that nothing closes.
pub(super) fn without_mark(document: &Document, mut lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut below = lines.iter().skip(1);
    let closed = below.any(|line| document.text(line.clone()).contains('"'));
    if let Some(first) = lines.first_mut() {
        let text = document.text(first.clone());
        let bare = without_bullet(text);
        let bare = behind_validity(bare).unwrap_or(bare);
        let bare = behind_category(bare).unwrap_or(bare);
        // What a spreadsheet's cell opened closes far below.
        let opened = bare
            .strip_prefix('"')
            .filter(|rest| !closed && !rest.contains('"'));
        let bare = opened.unwrap_or(bare);
        first.start += text.len() - bare.len();
    }
    lines
}

/// What stands behind `【现行有效】`, `[已废止]` at a title's beginning.
fn behind_validity(text: &str) -> Option<&str> {
    let (mark, title) = text.strip_prefix('[')?.split_once(']')?;
    let tells = ["有效", "失效", "废止"]
        .iter()
        .any(|end| mark.ends_with(end));
    (tells && mark.chars().nth(VALIDITY).is_none()).then(|| title.trim_start())
}

/// What stands behind a site's column at a title's beginning: `[建议提案]关于…`, `[集体提案] 关于…`.
fn behind_category(text: &str) -> Option<&str> {
    let (mark, title) = text.strip_prefix('[')?.split_once(']')?;
    let organ = is_organ(mark) && mark.contains(['省', '市', '县', '区']);
    let place = organ || mark.ends_with(['省', '市', '县']);
    let column = (2..=6).contains(&mark.chars().count()) && mark.chars().all(is_han) && !place;
    let title = title.trim_start();
    (column && is_title(title)).then_some(title)
}

/// The longest words for whether a document is in force, in characters.
const VALIDITY: usize = 6;

/// The lines of a title without a first one that says all of it already, as a page does above its
/// document.
pub(super) fn once(document: &Document, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let squeezed = |lines: &[Range<usize>]| -> String {
        let lines = lines.iter().map(|line| document.text(line.clone()));
        lines
            .map(|line| without_spaces(line).into_owned())
            .collect()
    };
    match &lines[..] {
        [line] => vec![once_in_line(document, line.clone())],
        [first, rest @ ..]
            if !rest.is_empty() && squeezed(std::slice::from_ref(first)) == squeezed(rest) =>
        {
            rest.to_vec()
        }
        _ => lines,
    }
}

/// A title that its line tells twice, a space between.
fn once_in_line(document: &Document, line: Range<usize>) -> Range<usize> {
    let text = document.text(line.clone());
    let middle = text.len() / 2;
    let twice = text.as_bytes().get(middle) == Some(&b' ') && text[..middle] == text[middle + 1..];
    line.start..line.start + if twice { middle } else { text.len() }
}
