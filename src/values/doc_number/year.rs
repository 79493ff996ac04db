//! The year of a number, in brackets.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::core::is_year_digit;
use crate::values::numeral::digits;
use crate::values::without_spaces;

/// Where two digits of a year stand behind a character that may be an opening bracket.
pub(super) fn bracketed_years(text: &str) -> impl Iterator<Item = usize> + '_ {
    let year = |c: &char| c.is_ascii_digit() || is_year_digit(*c);
    let bytes = text.as_bytes();
    static RARE: LazyLock<[Finder; 2]> = LazyLock::new(|| ["〈", "⟨"].map(Finder::new));
    let rare = RARE.iter().flat_map(move |open| open.find_iter(bytes));
    let rare = rare.map(|at| (at, "〈".len()));
    let common = memchr::memchr3_iter(b'[', b'(', b'"', bytes)
        .chain(memchr::memchr2_iter(b'<', b'{', bytes))
        .map(|at| (at, 1));
    common.chain(rare).filter_map(move |(at, open)| {
        let mut inside = text[at + open..].chars().filter(|c| *c != ' ');
        let two =
            inside.next().is_some_and(|c| year(&c)) && inside.next().is_some_and(|c| year(&c));
        two.then_some(at)
    })
}

/// The year, and whether it was written with two digits.
pub(super) fn full_year(text: &str) -> Option<(u32, bool)> {
    let year = digits(text)?;
    match year {
        0..=99 if without_spaces(text).chars().count() == 2 => {
            Some((if year >= 49 { 1900 + year } else { 2000 + year }, true))
        }
        1900..=2099 => Some((year, false)),
        _ => None,
    }
}
