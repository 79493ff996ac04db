//! References to proposals with the places where they stand, read and joined.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::{is_han, is_numeral};
use crate::values::numeral::number;
use crate::values::proposal::{Assembly, Reference, find_references};
use crate::values::without_spaces;

/// A reference with the stretch of the match view where it was found.
pub(super) type Located = (Reference, Vec<Range<usize>>);

/// The first reference in a run of lines, those with a number before the others.
pub(super) fn reference_in(document: &Document, spans: &[Range<usize>]) -> Option<Located> {
    most_telling(references_in(document, spans))
}

/// The references in a run of lines, read as one text; line breaks inside them do not count.
pub(super) fn references_in(document: &Document, spans: &[Range<usize>]) -> Vec<Located> {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Vec::new();
    };
    let found = find_references(document.text(first.start..last.end)).into_iter();
    let located = |reference: Reference| {
        let span = first.start + reference.range.start..first.start + reference.range.end;
        (reference, vec![span])
    };
    found.map(located).collect()
}

/// The first of some references in the order of the text, those with a number before the others.
pub(super) fn most_telling(found: Vec<Located>) -> Option<Located> {
    found.into_iter().max_by_key(|(reference, _)| {
        (
            !reference.numbers.is_empty(),
            std::cmp::Reverse(reference.range.start),
        )
    })
}

/// Joins what several places say: a number from one, term and session from another.
pub(super) fn merge(sources: impl IntoIterator<Item = Located>) -> Option<Located> {
    let mut sources = sources.into_iter();
    let (mut reference, mut spans) = sources.next()?;
    for (other, more) in sources {
        let same = reference.numbers.is_empty()
            || other.numbers.is_empty()
            || reference.numbers == other.numbers;
        let missing = reference.term.is_none() && other.term.is_some()
            || reference.numbers.is_empty() && !other.numbers.is_empty()
            || reference.assembly.is_none() && other.assembly.is_some()
            // `十九届人大常委会闭会期间第7号` above, `十九届人大三次会议闭会期间` below.
            || reference.session.is_none() && other.session.is_some() && reference.term == other.term;
        if same && missing {
            reference.assembly = reference.assembly.or(other.assembly);
            reference.level = reference.level.or(other.level);
            reference.term = reference.term.or(other.term);
            reference.session = reference.session.or(other.session);
            reference.kind = reference.kind.or(other.kind);
            reference.category = reference.category.or(other.category);
            if reference.numbers.is_empty() {
                reference.numbers = other.numbers;
            }
            spans.extend(more);
        }
    }
    Some((reference, spans))
}

/// Term, session and number behind a label or in the form that goes with a reply.
pub(super) fn labelled_reference(document: &Document) -> Option<Located> {
    // A proposal's own page may call the number just 编号.
    let page = (document.kind.kind == Kind::ProposalPage).then_some("number_other");
    let mut labels = ["proposal_number"]
        .into_iter()
        .chain(page)
        .flat_map(|key| document.labelled(key));
    labels.find_map(|label| {
        let text = document.text(label.value.clone());
        if let Some(reference) = find_references(text).into_iter().next() {
            let span =
                label.value.start + reference.range.start..label.value.start + reference.range.end;
            return Some((reference, vec![span]));
        }
        bare_number(document, label.value.clone())
    })
}

/// `178`, `第178号`, `B015`, `Q2024-0113`, `集011` as a whole value.
pub(super) fn bare_number(document: &Document, range: Range<usize>) -> Option<Located> {
    let text = document.text(range.clone());
    // Something else of the form may stand apart behind it: `0176          收到时间：…`.
    let number = number_alone(text).or_else(|| {
        let (number, other) = text.split_once("  ")?;
        let apart = |c: char| {
            is_han(c)
                && !matches!(
                    c,
                    '年' | '届' | '次' | '第' | '号' | '月' | '件' | '份' | '个'
                )
        };
        let year = number.len() == 4 && number.starts_with("20");
        let apart = other.trim_start().starts_with(apart) && !year;
        number_alone(number).filter(|_| apart)
    })?;
    let reference = Reference {
        numbers: vec![without_spaces(&text[number.clone()]).into_owned()],
        ..Reference::default()
    };
    Some((
        reference,
        vec![range.start + number.start..range.start + number.end],
    ))
}

/// Whether a character before a number may say that it is counted apart.
fn is_register(c: char) -> bool {
    is_han(c) && !is_numeral(c) && !matches!(c, '约' | '共' | '近' | '无' | '第')
}

/// The number that a text holds and nothing else but 第, 号 and the kind of proposal.
fn number_alone(text: &str) -> Option<Range<usize>> {
    let numbered = text
        .strip_prefix('第')
        .map(|rest| rest.trim_start_matches(' '));
    let number = numbered.unwrap_or(text);
    let start = text.len() - number.len();
    // Collective proposals, and those between sessions, may be counted apart.
    let bare = number.strip_prefix(is_register).unwrap_or(number);
    // `京110108` is a district's code.
    let most = match bare.len() < number.len() {
        true => MOST_BEHIND_REGISTER,
        false => MOST_DIGITS,
    };
    let number = bare;
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
    let letters = number.bytes().take(2).take_while(is_letter).count();
    let rest = &number[letters..];
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let year = rest
        .get(..5)
        .is_some_and(|year| year.starts_with("20") && year.ends_with('-'))
        && rest.as_bytes()[2..4].iter().all(u8::is_ascii_digit);
    let digits = if year { &rest[5..] } else { rest };
    let end = (0..most).try_fold(0, |end, nth| {
        let at = end + usize::from(nth > 0 && digits[end..].starts_with(' '));
        let digit = digits.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        if digit { Ok(at + 1) } else { Err(end) }
    });
    let (Ok(end) | Err(end)) = end;
    let behind = &digits[end..];
    let rest = behind.trim_start_matches(' ');
    let rest = rest.strip_prefix('号').unwrap_or(rest);
    let whole = matches!(rest, "" | "提案" | "建议" | "议案");
    (end > 0 && whole).then(|| start..text.len() - behind.len())
}

/// The most digits of a number.
const MOST_DIGITS: usize = 8;
/// The most digits behind a character that counts it apart.
const MOST_BEHIND_REGISTER: usize = 5;

/// 届 and 次 behind the label 届次, without the word 会议.
pub(super) fn labelled_session(document: &Document) -> Option<Located> {
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?P<t>[\d一二三四五六七八九十]{1,3}) *届 *(?P<s>[\d一二三四五六七八九十]{1,3}) *次",
        )
    });
    document.labelled("session").find_map(|label| {
        let text = document.text(label.value.clone());
        let found = SHORT.captures(text)?;
        let all = found.get(0)?;
        let reference = Reference {
            assembly: Assembly::named_in(text),
            term: number(&found["t"]),
            session: number(&found["s"]),
            ..Reference::default()
        };
        Some((
            reference,
            vec![label.value.start + all.start()..label.value.start + all.end()],
        ))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn a_number_alone_is_that_of_the_pattern(
            text in "(第 {0,2})?集?[A-z]{0,3}-?(20[0-9]{2}-?)?([0-9] ?){0,9} ?号?(提案|建议|案)?"
        ) {
            static BARE: LazyLock<Regex> = LazyLock::new(|| {
                pattern(
                    r"^(?:第 *)?(?P<n>[\p{Han}--约共近无第一二三四五六七八九十][A-Za-z]{0,2}-?(?:20\d\d-)?\d(?: ?\d){0,4}|[A-Za-z]{0,2}-?(?:20\d\d-)?\d(?: ?\d){0,7}) *号?(?:提案|建议|议案)?$",
                )
            });
            let found = BARE.captures(&text).and_then(|found| found.name("n"));
            prop_assert_eq!(number_alone(&text), found.map(|found| found.range()), "{}", text);
        }
    }
}
