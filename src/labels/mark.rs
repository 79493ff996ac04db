//! Labels in a line, before their values are known.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::tie::{Tie, is_bullet, tie_of};
use crate::document::Page;
use crate::text::CharSet;

/// A label's place in a line, before its value is known.
pub(super) struct Mark {
    pub(super) key: &'static str,
    /// Bytes of the match view.
    pub(super) range: Range<usize>,
    /// First byte behind the label and its colon.
    pub(super) after: usize,
    pub(super) tie: Option<Tie>,
}

/// A line longer than this, in bytes, is looked at only where a label can stand in it.
const LONG: usize = 120;
/// A row of labels in brackets is no longer than this, in bytes.
const BRACKETED: usize = 600;
/// A line longer than this, in bytes, is a paragraph.
const LONGEST: usize = 9000;
/// How far a label reaches, letter-spacing counted, in bytes.
const REACH: usize = 100;

pub(super) fn marks_of_line(page: &Page, index: usize, lexicon: &Lexicon) -> Vec<Mark> {
    let range = page.lines[index].range.clone();
    let line = &page.matched.as_str()[range.clone()];
    let mut marks: Vec<Mark> = Vec::new();
    // Of ASCII only the cells of a page's own description count: `PubDate⇥2022-06-28`.
    let cells = page.lines[index]
        .chars
        .has_any(const { CharSet::of("\t|") });
    if line.len() > LONGEST || !cells && line.is_ascii() {
        return marks;
    }
    let chars = page.lines[index].chars;
    // A row of labels in brackets: `[ 索引号 ]01000100/2022-00012 [ 文号 ]云政发[2022]1号 …`.
    let row = line.starts_with('[') && line.len() <= BRACKETED;
    if line.len() <= LONG || row {
        if may_hold_label(line, chars, lexicon) {
            marks_in(line, 0..line.len(), lexicon, &mut marks);
        }
    } else if chars.has_any(const { CharSet::of(":\t|") }) {
        for window in windows(line, chars) {
            let text = &line[window.clone()];
            if window.start == 0 && may_hold_label(text, chars, lexicon) || is_tied(text, lexicon) {
                marks_in(line, window, lexicon, &mut marks);
            }
        }
    }
    for mark in &mut marks {
        mark.range = range.start + mark.range.start..range.start + mark.range.end;
        mark.after += range.start;
    }
    marks
}

/// Whether a row names the columns of a table: the cell behind a label is then no value.
pub(super) fn is_table_head(line: &str) -> bool {
    let mut cells = line
        .split(['\t', '|'])
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    // `编号 | 0071 | 承办单位 | …` is a form's row.
    let number = |cell: &str| cell.bytes().all(|b| b.is_ascii_digit());
    let (Some(first), Some(second), Some(_)) = (cells.next(), cells.next(), cells.next()) else {
        return false;
    };
    matches!(first, "序号" | "序 号" | "No." | "NO.") || first == "编号" && !number(second)
}

/// Whether a line with these characters may hold a label: looking for one is dear, and most lines
/// hold nothing that ties a value to it, and do not begin with one either.
fn may_hold_label(line: &str, chars: CharSet, lexicon: &Lexicon) -> bool {
    // Spaces, strokes and the line's end tie only what stands first in its line.
    let first = line.chars().find(|&c| !is_bullet(c));
    first.is_some_and(|c| lexicon.begins(c))
        || chars.has_any(const { CharSet::of(":;[(\t|") }) && is_tied(line, lexicon)
}

/// Whether something in a text ties a value to a label before it, which may stand anywhere in its line.
fn is_tied(text: &str, lexicon: &Lexicon) -> bool {
    let bytes = text.as_bytes();
    let ties = memchr::memchr2_iter(b':', b';', bytes)
        .chain(memchr::memchr3_iter(b'[', b']', b'(', bytes));
    memchr::memchr2(b'\t', b'|', bytes).is_some() || { ties }.any(|at| lexicon.ends(&text[..at]))
}

/// Where labels can stand in a long line: before what ties a value to them. At its start they need a
/// tie too, which lies near.
fn windows(line: &str, chars: CharSet) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let mut windows: Vec<Range<usize>> = Vec::new();
    let ties = memchr::memchr3_iter(b':', b'\t', b'|', bytes).map(|at| at + 1);
    let start = line.floor_char_boundary(REACH);
    // Brackets, slashes and wide spaces tie only what stands first in its line.
    let tied = line[..start].contains(['(', '[', '/', ';', ' ']);
    let cells = chars.has_any(const { CharSet::of("\t|") });
    let end = cells.then_some(line.len());
    for end in tied.then_some(start).into_iter().chain(ties).chain(end) {
        let start = line.floor_char_boundary(end.saturating_sub(REACH));
        match windows.last_mut() {
            Some(last) if last.end >= start => last.end = end.max(last.end),
            _ => windows.push(start..end),
        }
    }
    windows
}

/// The labels of a part of a line, by bytes of the line.
fn marks_in(line: &str, part: Range<usize>, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    each_label(line, part, lexicon, |key, label| {
        if let Some((after, tie)) = tie_of(line, label.start, label.end, key) {
            marks.push(Mark {
                key,
                range: label,
                after,
                tie: Some(tie),
            });
        }
    });
}

/// The words in a part of a line that may be labels, spaces inside them aside, with their keys and
/// their bytes of the line.
pub(super) fn each_label(
    line: &str,
    part: Range<usize>,
    lexicon: &Lexicon,
    mut each: impl FnMut(&'static str, Range<usize>),
) {
    let text = &line[part.clone()];
    let mut add = |word: usize, start: usize, end: usize| each(lexicon.keys[word], start..end);
    // A copy may have left question marks of wide spaces: `标??题`.
    let passed = |c: char| matches!(c, ' ' | '?');
    if memchr::memchr2(b' ', b'?', text.as_bytes()).is_none() {
        for found in lexicon.find_iter(text) {
            add(found.word, part.start + found.start, part.start + found.end);
        }
        return;
    }
    let mut squeezed = String::with_capacity(text.len());
    squeezed.extend(text.split(passed));
    // Where a byte of the text without them stands; they are in order.
    let (mut words, mut behind, mut from) = (text.split(passed), 0, part.start);
    let mut word = words.next().unwrap_or_default();
    let mut place = |at: usize| {
        while at >= behind + word.len() {
            behind += word.len();
            from += word.len() + 1;
            word = words.next()?;
        }
        Some(from + at - behind)
    };
    for found in lexicon.find_iter(&squeezed) {
        let last = found.end - 1;
        if let Some((start, last)) = place(found.start).zip(place(last)) {
            add(found.word, start, last + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lexicon::LEXICON;
    use super::super::lexicon::tests::line;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_label_stands_in_a_line_that_may_hold_none(line in line()) {
            let mut chars = CharSet::default();
            line.chars().for_each(|c| chars.add(c));
            let mut marks = Vec::new();
            marks_in(&line, 0..line.len(), &LEXICON, &mut marks);
            prop_assert!(marks.is_empty() || may_hold_label(&line, chars, &LEXICON), "{}", line);
        }
    }
}
