//! References to proposals with the places where they stand, read and joined.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::pattern::pattern;
use crate::record::Kind;
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
pub(super) fn merge(sources: Vec<Located>) -> Option<Located> {
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

/// `178`, `第178号`, `B015`, `Q2024-0113` as a whole value.
pub(super) fn bare_number(document: &Document, range: Range<usize>) -> Option<Located> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:第 *)?(?P<n>[A-Za-z]{0,2}-?(?:20\d\d-)?\d(?: ?\d){0,7}) *号?(?:提案|建议|议案)?$",
        )
    });
    let text = document.text(range.clone());
    let number = BARE.captures(text)?.name("n")?;
    let reference = Reference {
        numbers: vec![without_spaces(number.as_str()).into_owned()],
        ..Reference::default()
    };
    Some((
        reference,
        vec![range.start + number.start()..range.start + number.end()],
    ))
}

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
