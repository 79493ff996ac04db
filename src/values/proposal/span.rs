//! Where a session stands: 届 and 次 with their numbers, and what stands between them.

use std::ops::Range;

use crate::text::{is_han, is_numeral};

/// A session by its parts, as bytes of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// From 第 or the first number to 会议.
    pub(super) all: Range<usize>,
    /// The number before 届.
    pub(super) term: Range<usize>,
    /// What stands between 届 and the second number.
    pub(super) inside: Range<usize>,
    /// The number before 次.
    pub(super) session: Range<usize>,
}

/// The session whose 届 stands at byte `at` of a folded text, no part of it outside `within`.
pub(super) fn session_at(text: &str, at: usize, within: Range<usize>) -> Option<Span> {
    let term = number_before(text, within.start..at)?;
    let behind = at + '届'.len_utf8();
    for (next, turn) in text.get(behind..within.end)?.match_indices('次') {
        let Some(end) = assembly_behind(text, behind + next + turn.len()..within.end) else {
            continue;
        };
        let Some(session) = number_before(text, behind..behind + next) else {
            continue;
        };
        let inside = behind..ordinal_start(text, behind..session.start);
        if !text[inside.clone()]
            .chars()
            .all(|c| is_han(c) || c.is_whitespace())
        {
            return None;
        }
        return Some(Span {
            all: ordinal_start(text, within.start..term.start)..end,
            term,
            inside,
            session,
        });
    }
    None
}

/// The number that ends a stretch: one or two digits, or up to three Chinese numerals, single spaces
/// between them.
fn number_before(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let stretch = text
        .get(within.clone())?
        .trim_end_matches(char::is_whitespace);
    let end = within.start + stretch.len();
    let last = stretch.chars().next_back().filter(|&c| is_digit(c))?;
    let most = if last.is_ascii_digit() { 2 } else { 3 };
    let mut start = end - last.len_utf8();
    for _ in 1..most {
        let before = &text[within.start..start];
        let before = before.strip_suffix(' ').unwrap_or(before);
        let alike = |c: &char| is_digit(*c) && c.is_ascii_digit() == last.is_ascii_digit();
        let Some(c) = before.chars().next_back().filter(alike) else {
            break;
        };
        start = within.start + before.len() - c.len_utf8();
    }
    Some(start..end)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c)
}

/// Where 第 stands before the end of a stretch, spaces between them left out; else where those spaces begin.
fn ordinal_start(text: &str, within: Range<usize>) -> usize {
    let bare = text[within.clone()].trim_end_matches(char::is_whitespace);
    match bare.strip_suffix('第') {
        Some(before) => within.start + before.len(),
        None => within.end,
    }
}

/// The end of 会, 会议, 全体会议, 全委会 or 大会 at the beginning of a stretch.
fn assembly_behind(text: &str, within: Range<usize>) -> Option<usize> {
    let stretch = &text[within.clone()];
    let rest = stretch.trim_start_matches(char::is_whitespace);
    let whole = ["全体", "全委"]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let rest = whole.unwrap_or(rest);
    let rest = rest.trim_start_matches(char::is_whitespace);
    let rest = match rest.strip_prefix('大') {
        Some(rest) => rest
            .trim_start_matches(char::is_whitespace)
            .strip_prefix('会')?,
        None => {
            let rest = rest.strip_prefix('会')?;
            let word = rest.trim_start_matches(char::is_whitespace);
            word.strip_prefix('议').unwrap_or(word)
        }
    };
    Some(within.end - rest.len())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::super::NUM;
    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static SESSION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"第?\s*(?P<t>{NUM})\s*届\s*(?P<mid>[\p{{Han}}\s]*?)第?\s*(?P<s>{NUM})\s*次\s*(?:全体)?\s*(?:会\s*议?|大\s*会)"
        ))
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn sessions_are_those_of_the_pattern(
            text in "[政第 ]{0,2}[第]?[ ]?([0-9]{1,3}|[二十三 ]{1,5})[ ]?届[人大,委 \n]{0,4}[第]?[ ]?([0-9 ]{1,4}|[二十一 ]{1,5}) ?[次,]?[ ]?(全体)?[ \n]?(会 ?议?|大 ?会)?[第提]?([二三]次会议)?"
        ) {
            let at = text.find('届').expect("it is there");
            let found = session_at(&text, at, 0..text.len());
            let want = SESSION.captures(&text);
            let part = |name: &str| want.as_ref().map(|want| want[name].trim().to_owned());
            prop_assert_eq!(found.as_ref().map(|span| text[span.term.clone()].to_owned()), part("t"), "{}", text);
            prop_assert_eq!(found.as_ref().map(|span| text[span.session.clone()].to_owned()), part("s"), "{}", text);
            prop_assert_eq!(found.as_ref().map(|span| text[span.inside.clone()].trim().to_owned()), part("mid"), "{}", text);
            let all = want.map(|want| want[0].trim().to_owned());
            prop_assert_eq!(found.map(|span| text[span.all].trim().to_owned()), all, "{}", text);
        }
    }
}
