//! The value that stands behind a label, or below it.

use std::ops::Range;

use super::Labelled;
use super::columns::heads_columns;
use super::keys::TYPED;
use super::mark::Mark;
use super::tie::Tie;
use crate::document::Page;
use crate::text::{is_han, is_numeral};

/// The label of a mark on line `index`, whose part of the line ends at byte `end`; `next` is the line below with
/// its marks, and `stacked` whether the page prints values below their labels.
pub(super) fn tie_value(
    page: &Page,
    index: usize,
    mark: &Mark,
    end: usize,
    next: Option<(usize, &Vec<Mark>)>,
    stacked: bool,
) -> Option<Labelled> {
    let text = page.matched.as_str();
    let up_to = |closing: [char; 2]| {
        let close = text[mark.after..end].find(closing);
        close.map_or(end, |at| mark.after + at)
    };
    let open = stacked || TYPED.contains(&mark.key);
    let (value, tie) = match mark.tie? {
        Tie::Bracket => (mark.after..up_to([')', ']']), Tie::Bracket),
        Tie::Cell if heads_columns(page, index) => return None,
        Tie::Cell => (mark.after..up_to(['\t', '|']), Tie::Cell),
        Tie::NextLine if mark.key == "reply" && goes_on(page, index) => return None,
        Tie::NextLine => {
            let (line, marks) = next?;
            // In a list with bullets the value has one too.
            let bullet = |line: usize| value_start(page, line) > page.lines[line].range.start;
            let other_list = bullet(index) && !bullet(line) && !TYPED.contains(&mark.key);
            let far = page.lines[line].gap > 2;
            let value = value_below(page, line, marks).filter(|_| !other_list && !far);
            (value.unwrap_or(end..end), Tie::NextLine)
        }
        // The value of a date, number or code may stand below; its rule tells whether it is one.
        Tie::Colon
            if open
                && trim(text, mark.after..end).is_empty()
                && end == page.lines[index].range.end =>
        {
            let (line, marks) = next.filter(|(line, _)| page.lines[*line].gap <= 1)?;
            let value = value_below(page, line, marks);
            (value.unwrap_or(end..end), Tie::NextLine)
        }
        tie => (value_behind(text, mark, end), tie),
    };
    Some(Labelled {
        key: mark.key,
        label: mark.range.clone(),
        value: trim(text, value),
        line: index,
        tie,
    })
}

/// Whether a line goes on the one above: `…提案的` over `答复意见`.
fn goes_on(page: &Page, index: usize) -> bool {
    let above = index.checked_sub(1).map(|above| page.line(above));
    above.is_some_and(|above| above.ends_with('的')) && page.lines[index].gap == 0
}

/// The value in a line below its label: none where the line begins with a label, or is one.
fn value_below(page: &Page, line: usize, marks: &[Mark]) -> Option<Range<usize>> {
    let value = value_start(page, line)..page.lines[line].range.end;
    let labelled = marks
        .first()
        .is_some_and(|mark| mark.range.start <= value.start);
    (!labelled).then_some(value)
}

/// The value behind a mark on its line.
fn value_behind(text: &str, mark: &Mark, end: usize) -> Range<usize> {
    // A cell border ends the value; one directly behind the colon only separates.
    let start = end
        - text[mark.after..end]
            .trim_start_matches([' ', '|', '\t'])
            .len();
    let close = memchr::memchr2(b'\t', b'|', &text.as_bytes()[start..end]);
    let close = close.map_or(end, |at| start + at);
    // In a row of labels in brackets the next one ends the value, known or not.
    let before = text[..mark.range.start].trim_end_matches(' ');
    let row = before
        .ends_with('[')
        .then(|| next_bracket(&text[start..close]));
    start..row.flatten().map_or(close, |at| start + at)
}

/// Where words in brackets begin: `…[联系电话]…`, and not the year of `云政发[2022]1号`.
fn next_bracket(text: &str) -> Option<usize> {
    let mut opened = text.match_indices('[').map(|(at, _)| at);
    opened.find(|at| {
        let word = text[at + 1..].trim_start_matches(' ');
        let end = word.find(']').filter(|&end| end <= LONGEST_LABEL);
        let year = |word: &str| {
            word.chars()
                .all(|c| is_numeral(c) || matches!(c, '〇' | '○' | '零'))
        };
        word.starts_with(is_han) && end.is_some_and(|end| !year(&word[..end]))
    })
}

/// The longest label in brackets, in bytes.
const LONGEST_LABEL: usize = 30;

/// Where a line's text begins behind a bullet.
pub(super) fn value_start(page: &Page, line: usize) -> usize {
    let range = page.lines[line].range.clone();
    let text = &page.matched.as_str()[range.clone()];
    range.start
        + (text.len()
            - text
                .trim_start_matches(['·', '●', '■', '◆', ' ', '*', '>'])
                .len())
}

pub(super) fn trim(text: &str, value: Range<usize>) -> Range<usize> {
    let inner = &text[value.clone()];
    let lead = inner.len()
        - inner
            .trim_start_matches([' ', ':', '|', '\t', '=', '_'])
            .len();
    let kept = inner[lead..].trim_end_matches([' ', ';', '|', '\t', '/', ',', '。', '_']);
    // A bracket that closes what the label's line opened is no part of the value.
    let closed = kept
        .strip_suffix([']', ')'])
        .filter(|_| !kept.contains(['[', '(']));
    let kept = closed.map_or(kept, str::trim_end);
    let kept = kept.strip_suffix('[').map_or(kept, str::trim_end);
    value.start + lead..value.start + lead + kept.len()
}
