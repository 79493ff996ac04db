//! References that name a session: `市政协八届六次会议第178号提案`.

use std::sync::LazyLock;

use regex::Regex;

use super::level::level;
use super::marked::number_marked;
use super::number::number_behind;
use super::span::{Span, session_at};
use super::words::{InWords, number_in_words};
use super::{Assembly, Reference, kind_of, numbers};
use crate::pattern::pattern;
use crate::text::{is_folded_space, is_han};
use crate::values::numeral::number;
use crate::values::without_spaces;

/// The longest number with its list and title behind a session, in bytes.
const LONGEST: usize = 600;

/// The most characters between a session and its number in words.
const MOST_FILLED: usize = 12;

/// Where the words for an assembly begin that stand before a term, a place and a body behind them.
fn body_before(before: &str) -> Option<usize> {
    let spaced = |text: &'_ str, first: char, second: char| {
        let rest = text
            .strip_prefix(first)?
            .trim_start_matches(is_folded_space);
        rest.strip_prefix(second).map(str::len)
    };
    let words = ["人民代表大会", "中国人民政治协商会议", "人民政协"];
    let ends =
        |place: &str| place.chars().all(is_han) && place.chars().nth(MOST_OF_PLACE).is_none();
    let stands = |text: &str| {
        let word = words.iter().find_map(|word| text.strip_prefix(word));
        let rest = word.map(str::len);
        let rest = rest
            .or_else(|| spaced(text, '政', '协'))
            .or_else(|| spaced(text, '人', '大'));
        rest.is_some_and(|rest| {
            let place = text[text.len() - rest..].trim_matches(is_folded_space);
            let bodies = ["委员会", "会议"];
            ends(place) || { bodies.iter() }.any(|body| place.strip_suffix(body).is_some_and(ends))
        })
    };
    let mut starts = before.match_indices(['政', '人', '中']);
    starts.find_map(|(at, _)| stands(&before[at..]).then_some(at))
}

/// The most characters of a place behind the word for an assembly.
const MOST_OF_PLACE: usize = 12;

/// The most characters between 届 and the number of the session.
const MOST_INSIDE: usize = 24;

/// References around each 届.
pub(super) fn sessions(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('届') {
        // 届次 is a label.
        if at < done || text[at..].starts_with("届次") {
            continue;
        }
        let from = text[done..at]
            .char_indices()
            .rev()
            .nth(14)
            .map_or(done, |(start, _)| done + start);
        // No session is longer than this behind its 届, and nothing else stands in it.
        let inside = |c: char| is_han(c) || c.is_whitespace() || c.is_numeric();
        let behind = text[at..].chars().take(80).take_while(|&c| inside(c));
        let end = at + behind.map(char::len_utf8).sum::<usize>();
        if let Some(span) = session_at(text, at, from..end)
            && text[span.inside.clone()].chars().nth(MOST_INSIDE).is_none()
        {
            done = span.all.end;
            // What names the assembly of one is not read for the next.
            let read = found.last().map_or(0, |last| last.range.end);
            found.extend(reference(text, &span, read));
        }
    }
    found
}

/// The reference around a session; what stands before byte `read` belongs to the one before.
fn reference(text: &str, span: &Span, read: usize) -> Option<Reference> {
    let all = &span.all;
    let before = words_before(text, all.start, read);
    let inside = &text[span.inside.clone()];
    if has_no_proposals(before, inside, &text[all.clone()]) {
        return None;
    }
    let mut reference = Reference {
        assembly: Assembly::named_in(&[before, inside].concat()),
        level: level(before, inside),
        term: number(&text[span.term.clone()]),
        session: number(&text[span.session.clone()]),
        range: all.clone(),
        ..Reference::default()
    };
    if before.contains(['协', '大', '商'])
        && let Some(assembly) = body_before(before)
    {
        reference.range.start = all.start - before.len() + assembly;
    }
    if !add_in_figures(&mut reference, text, all.end)
        && !add_in_words(&mut reference, text, all.end)
    {
        add_marked(&mut reference, text, all.end);
    }
    Some(reference)
}

/// The most characters before a session that may name its assembly.
const MOST_BEFORE: usize = 24;

/// The words before a session that begins at byte `end`, from the last mark or from byte `read`.
fn words_before(text: &str, end: usize, read: usize) -> &str {
    let start = text[..end]
        .char_indices()
        .rev()
        .take(MOST_BEFORE)
        .last()
        .map_or(end, |(at, _)| at)
        .max(read.min(end));
    let before = &text[start..end];
    match before.rfind([',', '。', ':', '《', '"', ')', '(', ']', ';', '\t', '|']) {
        Some(cut) => &before[text.ceil_char_boundary(start + cut + 1) - start..],
        None => before,
    }
}

/// Whether a session is one to which members bring no proposals: of a standing committee, or of a
/// party's committee, which meets in 全委会 as the 政协 does.
fn has_no_proposals(before: &str, inside: &str, session: &str) -> bool {
    let spaceless = without_spaces(inside);
    let standing = ["常务委员会", "常委会"];
    let of_party = session.contains("全委") && !before.contains("政协") && !inside.contains("政协");
    of_party || standing.iter().any(|name| spaceless.contains(name))
}

/// Adds the numbers in figures behind byte `end`, with their type and category; whether there are any.
fn add_in_figures(reference: &mut Reference, text: &str, end: usize) -> bool {
    let behind = &text[end..text.ceil_char_boundary(end + LONGEST)];
    let Some(found) = number_behind(behind) else {
        return false;
    };
    let fill = without_spaces(&behind[found.fill]);
    let number = &behind[found.numbers];
    let bare = without_filler(&fill, number);
    if !fill.is_empty() && bare.len() == number.len() && !FILLER.is_match(&fill) {
        return false;
    }
    // 提案 of `提案者` on the next line is a label and no type.
    let kind = found.kind.filter(|kind| {
        let behind = &text[end + kind.end..];
        !behind.starts_with(['者', '人', '内', '题', '标', '单'])
    });
    reference.numbers = numbers(bare);
    reference.kind = kind.and_then(|kind| kind_of(&behind[kind]));
    reference.category = found.category.map(|category| behind[category].to_owned());
    reference.range.end = end + found.end;
    !reference.numbers.is_empty()
}

/// Adds the number in words behind byte `end`; whether there is one.
fn add_in_words(reference: &mut Reference, text: &str, end: usize) -> bool {
    let found = in_words_behind(text, end);
    if let Some(found) = &found {
        reference.numbers = vec![found.number.clone()];
        reference.kind = found.kind;
        reference.range.end = found.range.end;
    }
    found.is_some()
}

/// Adds the number behind byte `end` that a mark such as `NO.` tells.
fn add_marked(reference: &mut Reference, text: &str, end: usize) {
    let behind = &text[end..text.ceil_char_boundary(end + LONGEST)];
    if let Some(found) = number_marked(behind)
        && FILLER.is_match(&without_spaces(&behind[found.fill]))
    {
        reference.numbers = vec![behind[found.number].to_owned()];
        reference.kind = found.kind;
        reference.range.end = end + found.end;
    }
}

/// The number in words behind a session that ends at byte `end`.
fn in_words_behind(text: &str, end: usize) -> Option<InWords> {
    let mut behind = text[end..].char_indices().take(MOST_FILLED);
    let at = behind.find(|(_, c)| *c == '第').map(|(at, _)| end + at)?;
    let found = number_in_words(text, at)?;
    FILLER
        .is_match(&without_spaces(text[end..at].trim_end_matches(['(', '['])))
        .then_some(found)
}

/// A number without the Chinese character before it that belongs to the words before: the 表 of
/// 代表12号. Another one is the place that counts its proposals apart: 余168号.
fn without_filler<'n>(fill: &str, number: &'n str) -> &'n str {
    match number.chars().next().filter(|&c| is_han(c)) {
        Some(c) if FILLER.is_match(&format!("{fill}{c}")) => &number[c.len_utf8()..],
        _ => number,
    }
}

/// Words between a session and its number.
static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:大会|闭会|期间|会上|上|的|所|您们?|你们?|分别|联名|提出|提交|反映|关于|人大|政协|代表|委员|重点|提案|建议|议案|批评|意见|书面|和|对|第)*$",
    )
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn a_body_is_that_of_the_pattern(
            text in "[甲政协人大 ]{0,4}(政 ?协|人 ?大|人民代表大会|中国人民政治协商会议|人民政协)? ?[甲人大政协]{0,4}(甲{9,13})?(委员会|会议)? ?"
        ) {
            static BODY: LazyLock<Regex> = LazyLock::new(|| {
                pattern(
                    r"(?:政\s*协|人\s*大|人民代表大会|中国人民政治协商会议|人民政协)\s*(?P<place>[\p{Han}]{0,12}?)(?:委员会|会议)?\s*$",
                )
            });
            let found = BODY.find(&text).map(|found| found.start());
            prop_assert_eq!(body_before(&text), found, "{}", text);
        }
    }
}
