//! The number behind a session, with its list, category and kind: `会议第12、35号（教育类）提案`. It is read
//! character by character: a pattern for it is dear.

use std::ops::Range;

use crate::text::{is_folded_space, is_han, skip_space};

/// A number and what stands around it, as bytes of the text that it was looked for in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The words between the session and a title or the number.
    pub(super) fill: Range<usize>,
    /// The number, or all of a list.
    pub(super) numbers: Range<usize>,
    /// The category, in brackets behind the number or bare before it: 教育类.
    pub(super) category: Option<Range<usize>>,
    /// 提案, 建议 and their kin, with the words for who makes them.
    pub(super) kind: Option<Range<usize>>,
    /// Where it ends.
    pub(super) end: usize,
}

/// The most characters between a session and a title or its number.
const MOST_FILL: usize = 12;
/// The longest title between a session and its number, in characters.
const LONGEST_TITLE: usize = 90;
/// The most digits of a number.
const MOST_DIGITS: usize = 8;
/// The most digits of one that begins with letters, as a register counts: `JY120001030512`.
const MOST_BEHIND_LETTERS: usize = 14;

/// What may be said of a proposal behind its name: `第178提案会办意见`.
const HANDLED: [&str; 11] = [
    "办理",
    "会办",
    "协办",
    "复函",
    "回复",
    "反馈",
    "落实",
    "情况",
    "意见",
    "承办情况",
    "征求",
];

/// The most digits of a number without 号.
const MOST_UNSIGNED: usize = 4;

/// What is numbered.
const KINDS: [&str; 4] = ["提案", "建议", "议案", "书面意见"];

/// The number that stands in `text` behind words of at most [`MOST_FILL`] characters, as few as may be.
pub(super) fn number_behind(text: &str) -> Option<Numbered> {
    let fills = |c: char| is_han(c) || is_folded_space(c);
    let run = text.char_indices().take_while(|&(_, c)| fills(c));
    let behind = run.map(|(at, c)| at + c.len_utf8()).take(MOST_FILL);
    let mut starts = std::iter::once(0).chain(behind);
    starts.find_map(|start| numbered(text, start))
}

/// The number at byte `start` of a text, a title before it aside.
fn numbered(text: &str, start: usize) -> Option<Numbered> {
    let mut at = skip_space(text, start);
    if let Some(title) = text[at..].strip_prefix('《') {
        let (title, behind) = title.split_once('》')?;
        if !(2..=LONGEST_TITLE).contains(&title.chars().take(LONGEST_TITLE + 1).count()) {
            return None;
        }
        at = skip_space(text, text.len() - behind.len());
    }
    if text[at..].starts_with(['(', '[']) {
        at += 1;
    }
    at = skip_space(text, at);
    let field = field(text, at);
    at = field
        .as_ref()
        .map_or(at, |field| skip_space(text, field.end));
    let ordinal = at;
    at = behind_ordinal(text, at);
    let (numbers, end) = match list(text, at) {
        None if at > ordinal => unsigned(text, at)?,
        signed => signed?,
    };
    let mut end = behind_total(text, skip_space(text, end));
    let category = category(text, end);
    if let Some((_, behind)) = &category {
        end = skip_space(text, *behind);
    }
    let kind = kind(text, end);
    Some(Numbered {
        fill: 0..start,
        numbers,
        category: category.map(|(category, _)| category).or(field),
        end: kind.as_ref().map_or(end, |kind| kind.end),
        kind,
    })
}

/// Behind a 第 at byte `at` and white space; `at` where there is none.
fn behind_ordinal(text: &str, at: usize) -> usize {
    match text[at..].starts_with('第') {
        true => skip_space(text, at + '第'.len_utf8()),
        false => at,
    }
}

/// The category at byte `at`, in which the number counts: `教育类6号`.
fn field(text: &str, at: usize) -> Option<Range<usize>> {
    let named = text[at..].char_indices().take(7);
    let named = named.take_while(|&(_, c)| is_han(c)).enumerate();
    let ends = named.filter(|&(nth, (_, c))| nth >= 2 && c == '类');
    let end = ends.last().map(|(_, (at, c))| at + c.len_utf8())?;
    Some(at..at + end)
}

/// Behind the number among all that may follow that of a category: `总第126号`.
fn behind_total(text: &str, at: usize) -> usize {
    let total = || {
        let behind = text[at..].strip_prefix('总')?;
        let behind = behind
            .strip_prefix('第')
            .unwrap_or(behind)
            .trim_start_matches(is_folded_space);
        let digits = behind
            .bytes()
            .take_while(u8::is_ascii_digit)
            .take(MOST_DIGITS)
            .count();
        let behind = behind[digits..].trim_start_matches(is_folded_space);
        let behind = behind.strip_prefix('号').filter(|_| digits > 0)?;
        let behind = behind.trim_start_matches(is_folded_space);
        let behind = behind.strip_prefix([')', ']']).unwrap_or(behind);
        Some(skip_space(text, text.len() - behind.len()))
    };
    total().unwrap_or(at)
}

/// The number or list of numbers at byte `at`, and where the 号 behind it ends.
fn list(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let letters = text[at..].starts_with(|c: char| c.is_ascii_uppercase());
    let most = if letters {
        MOST_BEHIND_LETTERS
    } else {
        MOST_DIGITS
    };
    let mut end = digits(text, behind_year(text, behind_prefix(text, at)), most)?;
    let mut found = None;
    loop {
        let mark = skip_space(text, end);
        let closed = text[mark..].starts_with('号');
        let behind = if closed {
            mark + '号'.len_utf8()
        } else {
            mark
        };
        if closed {
            found = Some((at..end, behind));
        }
        let comma = skip_space(text, behind);
        if !text[comma..].starts_with(['、', ',']) {
            return found;
        }
        let next = comma + text[comma..].chars().next().map_or(0, char::len_utf8);
        let next = behind_ordinal(text, skip_space(text, next));
        let next_digits = text[next..].bytes().take_while(u8::is_ascii_digit);
        match next_digits.take(MOST_DIGITS).count() {
            0 => return found,
            count => end = next + count,
        }
    }
}

/// The number at byte `at` that lost its 号 before what it numbers: `第73提案`.
fn unsigned(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + digits;
    let bounded = (1..=MOST_UNSIGNED).contains(&digits);
    let of_kind = skip_space(text, end);
    let kind = KINDS
        .iter()
        .find_map(|kind| text[of_kind..].strip_prefix(kind))?;
    // `第2提案小组`, `第1提案单位` number something else.
    let ends = |c: char| !is_han(c) || matches!(c, '的' | '答' | '收' | '和' | '及');
    let ended = kind.is_empty()
        || kind.starts_with(ends)
        || HANDLED.iter().any(|word| kind.starts_with(word));
    (bounded && ended).then_some((at..end, end))
}

/// Behind the letters of a number, or the one character that counts it apart: `DH0318`, `余168`.
fn behind_prefix(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    if let Some(han) = rest.chars().next().filter(|&c| is_han(c)) {
        return at + han.len_utf8();
    }
    match rest
        .bytes()
        .take_while(u8::is_ascii_uppercase)
        .take(3)
        .count()
    {
        0 => at,
        letters => at + letters + usize::from(rest[letters..].starts_with('-')),
    }
}

/// Behind a year before a number: `2023-0047`.
fn behind_year(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[at..];
    let year = bytes.starts_with(b"20")
        && bytes
            .get(2..4)
            .is_some_and(|two| two.iter().all(u8::is_ascii_digit))
        && bytes.get(4) == Some(&b'-');
    if year { at + 5 } else { at }
}

/// Where the digits at byte `at` end, `most` of them, one white space between two of them at most.
fn digits(text: &str, at: usize, most: usize) -> Option<usize> {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let space = |at: usize| text[at..].starts_with(is_folded_space);
    let mut end = digit(at).then_some(at + 1)?;
    for _ in 1..most {
        let next = end + usize::from(space(end));
        if !digit(next) {
            break;
        }
        end = next + 1;
    }
    Some(end)
}

/// The category in brackets at byte `at`, and where its bracket closes.
fn category(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let inside = text[at..].strip_prefix('(')?;
    let named = inside.char_indices().take(11);
    let named = named.take_while(|&(_, c)| is_han(c)).enumerate();
    let ends = named.filter(|&(nth, (_, c))| nth >= 2 && c == '类');
    let end = ends.last().map(|(_, (at, c))| at + c.len_utf8())?;
    let close = end + inside[end..].find(')')?;
    let near = inside[end..close].chars().nth(12).is_none();
    near.then_some((at + 1..at + 1 + end, at + 1 + close + 1))
}

/// The kind at byte `at`, words for those who make it before it.
fn kind(text: &str, at: usize) -> Option<Range<usize>> {
    const WHO: [&str; 4] = ["人大", "政协", "代表", "委员"];
    let mut end = at;
    while let Some(behind) = WHO.iter().find_map(|word| spaced(text, end, word)) {
        end = skip_space(text, behind);
    }
    let end = KINDS.iter().find_map(|word| spaced(text, end, word))?;
    Some(at..end)
}

/// Where a word at byte `at` ends, white space between its characters left out.
fn spaced(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut rest = &text[at..];
    for (nth, c) in word.chars().enumerate() {
        if nth > 0 {
            rest = rest.trim_start_matches(is_folded_space);
        }
        rest = rest.strip_prefix(c)?;
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?P<fill>[\p{Han}\s]*?)\s*(?P<title>《[^》]{2,90}》)?\s*[(\[]?\s*(?:(?P<field>\p{Han}{2,6}类)\s*)?(?:",
            r"(?:第\s*)?(?P<n>(?:[A-Z]{1,3}-?(?:20\d\d-)?\d(?:\s?\d){0,13}|\p{Han}?(?:20\d\d-)?\d(?:\s?\d){0,7})(?:\s*号?\s*[、,]\s*第?\s*\d{1,8})*)\s*号",
            r"\s*(?:总第?\s*\d{1,8}\s*号\s*[)\]]?\s*)?(?:[(](?P<cat>[\p{Han}]{2,10}类)[^)]{0,12}[)])?\s*(?P<k>(?:人\s*大\s*|政\s*协\s*|代\s*表\s*|委\s*员\s*)*(?:提\s*案|建\s*议|议\s*案|书\s*面\s*意\s*见))?",
            r"|第\s*(?P<u>\d{1,4})\s*(?P<of>提案|建议|议案|书面意见)(?:$|[^\p{Han}]|[的答收和及]|办理|[会协]办|[复]函|回复|反馈|落实|情况|意见|承办情况|征求))",
        ))
    });

    fn by_pattern(text: &str) -> Option<Numbered> {
        let found = NUMBER.captures(text)?;
        let part = |name: &str| found.name(name).map(|part| part.range());
        let fill = part("fill")?;
        text[fill.clone()]
            .chars()
            .nth(MOST_FILL)
            .is_none()
            .then_some(())?;
        Some(Numbered {
            fill,
            numbers: part("n").or_else(|| part("u"))?,
            category: part("cat").or_else(|| part("field")),
            kind: part("k").or_else(|| part("of")),
            end: part("of").map_or(found.get(0)?.end(), |kind| kind.end),
        })
    }

    #[test]
    fn a_number_that_lost_its_sign_stands_right_before_its_kind() {
        for (text, want) in [
            ("第73提案", Some("73")),
            ("第 73建议的答复", Some("73")),
            ("第 73 提案", Some("73")),
            ("第1提案承办单位", None),
            ("第2建议案", None),
            ("第2提案小组", None),
            ("第1建议人", None),
            ("73提案", None),
            ("第2022年提案", None),
            ("第12345提案", None),
        ] {
            let found = number_behind(text).map(|found| &text[found.numbers]);
            assert_eq!(found, want, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn numbers_are_those_of_the_pattern(
            text in "[上的代表 第]{0,4}(会{9,13})?(《[关于建议]{1,4}》)? ?[(\\[]?[ \n]?(教育{0,3}类{1,2})?第{0,2} ?([A-Z]{1,4}-?|平)?(20[0-9]{2}-?)?[0-9 ]{0,3}[0-9]{0,15}( ?号? ?[、,] ?第? ?[0-9]{0,9}){0,3} ?号{0,2}[ \n]?(总第? ?[0-9]{0,9}号[)]?)?([(][教育类]{1,11}[1甲,类]{0,13}[)]?)?[ ]?(人 ?大 ?|代表|委员|政 协){0,2}(提 ?案|建议|议案|书面 ?意见)?案?"
        ) {
            prop_assert_eq!(number_behind(&text), by_pattern(&text), "{:?}", text);
        }
    }
}
