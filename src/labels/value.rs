//! The value that stands behind a label, or below it.

use std::ops::Range;

use super::Labelled;
use super::columns::heads_columns;
use super::keys::TYPED;
use super::mark::Mark;
use super::tie::Tie;
use crate::document::Page;
use crate::text::{is_han, is_numeral};

pub(super) fn tie_value(
    page: &Page,
    index: usize,
    mark: &Mark,
    end: usize,
    next: Option<(usize, &Vec<Mark>)>,
    stacked: bool,
) -> Option<Labelled> {
    let text = page.matched.as_str();
    let labelled = |value: Range<usize>, tie| {
        Some(Labelled {
            key: mark.key,
            label: mark.range.clone(),
            value: trim(text, value),
            line: index,
            tie,
        })
    };
    match mark.tie? {
        Tie::Bracket => {
            let close = text[mark.after..end]
                .find([')', ']'])
                .map_or(end, |at| mark.after + at);
            labelled(mark.after..close, Tie::Bracket)
        }
        Tie::Cell if heads_columns(page, index) => None,
        Tie::Cell => {
            let close = text[mark.after..end]
                .find(['\t', '|'])
                .map_or(end, |at| mark.after + at);
            labelled(mark.after..close, Tie::Cell)
        }
        Tie::NextLine => {
            let (line, marks) = next?;
            // `…提案的` goes on in `答复意见`.
            let above = index.checked_sub(1).map(|above| page.line(above));
            if above.is_some_and(|above| above.ends_with('的')) && page.lines[index].gap == 0 {
                return None;
            }
            // The next line begins with a label, or is one: the value is missing.
            let starts = |mark: &Mark| mark.range.start <= value_start(page, line);
            // In a list with bullets the value has one too.
            let bullet = |line: usize| value_start(page, line) > page.lines[line].range.start;
            let other_list = bullet(index) && !bullet(line) && !TYPED.contains(&mark.key);
            let missing =
                marks.first().is_some_and(starts) || page.lines[line].gap > 2 || other_list;
            let value = if missing {
                end..end
            } else {
                value_start(page, line)..page.lines[line].range.end
            };
            labelled(value, Tie::NextLine)
        }
        Tie::Colon
            if trim(text, mark.after..end).is_empty()
                && (stacked || TYPED.contains(&mark.key))
                && end == page.lines[index].range.end =>
        {
            // The value of a date, number or code may stand below; its rule tells whether it is one.
            let (line, marks) = next.filter(|(line, _)| page.lines[*line].gap <= 1)?;
            let labelled_line = marks
                .first()
                .is_some_and(|mark| mark.range.start <= value_start(page, line));
            let value = if labelled_line {
                end..end
            } else {
                value_start(page, line)..page.lines[line].range.end
            };
            labelled(value, Tie::NextLine)
        }
        tie => {
            // A cell border ends the value; one directly behind the colon only separates.
            let start = mark.after
                + (text[mark.after..end].len()
                    - text[mark.after..end]
                        .trim_start_matches([' ', '|', '\t'])
                        .len());
            let close = memchr::memchr2(b'\t', b'|', &text.as_bytes()[start..end]);
            let close = close.map_or(end, |at| start + at);
            // In a row of labels in brackets the next one ends the value, known or not.
            let before = text[..mark.range.start].trim_end_matches(' ');
            let row = before
                .ends_with('[')
                .then(|| next_bracket(&text[start..close]));
            let close = row.flatten().map_or(close, |at| start + at);
            labelled(start..close, tie)
        }
    }
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
