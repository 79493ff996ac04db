//! References to a term without a session: proposals made between two sessions.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::level::level;
use super::serial::SERIAL_BEHIND_ORDINAL;
use super::{Assembly, NUM, Reference, kind_of, numbers};
use crate::pattern::pattern;
use crate::values::numeral::number;

/// A term without a session: proposals made between two sessions.
static TERM_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<b>[\p{{Han}} ]{{0,12}}?)第?\s*(?P<t>{NUM})\s*届\s*(?P<mid>[\p{{Han}}\s]{{0,16}}?)(?:闭会|休会)?(?:期间)?\s*第\s*(?P<n>{SERIAL_BEHIND_ORDINAL})\s*号\s*(?:人大|政协)?(?:代表|委员)?\s*(?P<k>提案|建议|议案)"
    ))
});

/// All references of a folded text to proposals between sessions, in order.
pub(super) fn between_sessions(text: &str) -> Vec<Reference> {
    // The pattern is dear, and what it finds ends in a number.
    let numbered = text
        .split_once('届')
        .is_some_and(|(_, behind)| behind.contains('号'));
    if !numbered {
        return Vec::new();
    }
    TERM_ONLY
        .captures_iter(text)
        .filter_map(|captures| reference(&captures))
        .collect()
}

fn reference(captures: &Captures<'_>) -> Option<Reference> {
    let (before, inside) = (&captures["b"], &captures["mid"]);
    let assembly = Assembly::named_in(&format!("{before}{inside}"))?;
    Some(Reference {
        assembly: Some(assembly),
        level: level(before, inside),
        term: number(&captures["t"]),
        numbers: numbers(&captures["n"]),
        kind: kind_of(&captures["k"]),
        range: captures.name("t")?.start()..captures.get(0)?.end(),
        ..Reference::default()
    })
}
