//! References that name a session: `市政协八届六次会议第178号提案`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::level::level;
use super::span::{Span, session_at};
use super::words::{InWords, number_in_words};
use super::{Assembly, Reference, kind_of, numbers};
use crate::pattern::pattern;
use crate::text::is_han;
use crate::values::numeral::number;
use crate::values::without_spaces;

/// The number behind a session, or alone.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?P<fill>[\p{Han}\s]*?)\s*(?P<title>《[^》]{2,90}》)?\s*[(\[]?\s*(?:(?P<field>\p{Han}{2,6}类)\s*)?(?:第\s*)?(?P<n>(?:[A-Z]{1,3}-?|\p{Han})?(?:20\d\d-)?\d(?:\s?\d){0,7}(?:\s*号?\s*[、,]\s*第?\s*\d{1,8})*)\s*号",
        r"\s*(?:总第?\s*\d{1,8}\s*号\s*[)\]]?)?(?:[(](?P<cat>[\p{Han}]{2,10}类)[^)]{0,12}[)])?\s*(?P<k>(?:人\s*大\s*|政\s*协\s*|代\s*表\s*|委\s*员\s*)*(?:提\s*案|建\s*议|议\s*案|书\s*面\s*意\s*见))?"
    ))
});

/// The longest number with its list and title behind a session, in bytes.
const LONGEST: usize = 600;

/// The most characters between a session and its number in words.
const MOST_FILLED: usize = 12;

/// Assembly words that may stand before the term.
static BODY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:政\s*协|人\s*大|人民代表大会|中国人民政治协商会议|人民政协)\s*(?P<place>[\p{Han}]{0,12}?)(?:委员会|会议)?\s*$",
    )
});

/// The most characters between 届 and the number of the session.
const MOST_INSIDE: usize = 24;

/// References around each 届.
pub(super) fn sessions(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('届') {
        if at < done {
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
    let before_start = text[..all.start]
        .char_indices()
        .rev()
        .take(24)
        .last()
        .map_or(all.start, |(at, _)| at)
        .max(read.min(all.start));
    let mut before = &text[before_start..all.start];
    if let Some(cut) = before.rfind([',', '。', ':', '《', '"', ')', '(', ']', ';', '\t', '|']) {
        before = &before[cut + before[cut..].chars().next().map_or(1, char::len_utf8)..];
    }
    let inside = &text[span.inside.clone()];
    let assembly = Assembly::named_in(&format!("{before}{inside}"));
    // A standing committee's session has no proposals of members.
    if without_spaces(inside).contains("常务委员会") || without_spaces(inside).contains("常委会")
    {
        return None;
    }
    let mut reference = Reference {
        assembly,
        level: level(before, inside),
        term: number(&text[span.term.clone()]),
        session: number(&text[span.session.clone()]),
        range: all.clone(),
        ..Reference::default()
    };
    if before.contains(['协', '大', '商'])
        && let Some(assembly) = BODY_BEFORE.find(before)
    {
        reference.range.start =
            before_start + (all.start - before_start - before.len()) + assembly.start();
    }
    let behind = &text[all.end..text.ceil_char_boundary(all.end + LONGEST)];
    let near = |found: &Captures<'_>| found["fill"].chars().nth(12).is_none();
    if may_begin_number(behind)
        && let Some(found) = NUMBER.captures(behind).filter(near)
    {
        let fill = without_spaces(&found["fill"]);
        let number = found.name("n")?.as_str();
        let bare = without_filler(&fill, number);
        if bare.len() < number.len() || FILLER.is_match(&fill) {
            reference.numbers = numbers(bare);
            // 提案 of `提案者` on the next line is a label and no type.
            let kind = found.name("k").filter(|kind| {
                let behind = &text[all.end + kind.end()..];
                !behind.starts_with(['者', '人', '内', '题', '标', '单'])
            });
            reference.kind = kind.and_then(|kind| kind_of(kind.as_str()));
            reference.category = found
                .name("cat")
                .or_else(|| found.name("field"))
                .map(|category| category.as_str().to_owned());
            reference.range.end = all.end + found.get(0)?.end();
        }
    }
    if reference.numbers.is_empty()
        && let Some(found) = in_words_behind(text, all.end)
    {
        reference.numbers = vec![found.number];
        reference.kind = found.kind;
        reference.range.end = found.range.end;
    }
    Some(reference)
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

/// Whether a number may stand behind words or a title that a text begins with: [`NUMBER`] is dear.
fn may_begin_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| is_han(c) || c.is_whitespace());
    let title = rest
        .strip_prefix('《')
        .and_then(|rest| rest.split_once('》'));
    let rest = title.map_or(rest, |(_, rest)| rest);
    let before = |c: char| {
        c.is_whitespace() || c.is_ascii_uppercase() || is_han(c) || matches!(c, '(' | '[' | '-')
    };
    rest.trim_start_matches(before)
        .starts_with(|c: char| c.is_numeric())
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
        #[test]
        fn a_number_may_begin_where_one_does(
            text in "[上的代表 ]{0,4}(《[关于建议]{2,4}》)? ?[(\\[]? ?第? ?[A平]?[0-9]{0,3}(、第?[0-9]{1,2})? ?号?(提案)?"
        ) {
            prop_assert!(may_begin_number(&text) || !NUMBER.is_match(&text));
        }
    }
}
