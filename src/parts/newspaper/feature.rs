//! Features: texts without a message head that follow a report on the same page.

use std::ops::Range;

use super::role::Role;
use crate::document::Page;

/// Behind a report's own headline a text without message head may follow: a feature of its own.
pub(super) fn split_at_headlines(page: &Page, roles: &[Role], starts: Vec<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .copied()
        .chain([roles.len()])
        .collect();
    for (&start, &end) in starts.iter().zip(&ends) {
        out.push(start);
        if roles[start] != Role::Head {
            continue;
        }
        let mut index = start + 1;
        while index < end {
            // A headline sets its parts apart by a space; a comma stands in a column's broken line.
            let short =
                |&line: &usize| roles[line] == Role::Short && !page.line(line).contains(',');
            let shorts = (index..end).take_while(short).count();
            let behind = index + shorts;
            if shorts > 0
                && behind < end
                && !goes_on(page.line(behind))
                && closes_article(page, start..index, index..behind, behind..end)
            {
                out.push(behind);
                break;
            }
            index = behind.max(index + 1);
        }
    }
    out
}

/// Whether a line goes on a word that the one above it began: a mark stands behind its first character.
fn goes_on(line: &str) -> bool {
    line.chars()
        .take(2)
        .any(|c| matches!(c, ',' | '。' | '、' | ';'))
}

/// Whether short lines speak of the text above them rather than of the text below.
fn closes_article(
    page: &Page,
    above: Range<usize>,
    lines: Range<usize>,
    below: Range<usize>,
) -> bool {
    let text = |range: Range<usize>| {
        let of = |index: usize| page.lines[index].range.clone();
        &page.matched.as_str()[of(range.start).start..of(range.end - 1).end]
    };
    let mut pairs: Vec<&str> = lines
        .flat_map(|index| char_pairs(text(index..index + 1)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let (above, below) = (text(above), text(below));
    let shared = |text: &str| pairs.iter().filter(|pair| text.contains(**pair)).count();
    shared(above) > shared(below)
}

/// Each two neighbouring characters of a text.
fn char_pairs(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = starts.clone().chain([text.len()]).skip(2);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}
