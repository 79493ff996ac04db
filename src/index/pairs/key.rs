//! A pair as a number, in the order of its characters.

/// Bits of a character's code point.
const CHAR_BITS: u32 = 21;

/// Bits of a pair.
pub(super) const KEY_BITS: u32 = 2 * CHAR_BITS;

/// The pair of two characters; the last character of a text stands alone.
///
/// Alone is like being followed by U+0000, which search never sees.
#[inline]
pub(super) fn key(first: char, second: Option<char>) -> u64 {
    u64::from(u32::from(first)) << CHAR_BITS | second.map_or(0, |c| u64::from(u32::from(c)))
}

/// The code point of a pair's first character.
#[inline]
pub(super) fn first(key: u64) -> u32 {
    (key >> CHAR_BITS) as u32
}

/// The code point of its second one, 0 if it has none.
#[inline]
pub(super) fn second(key: u64) -> u32 {
    key as u32 & ((1 << CHAR_BITS) - 1)
}

/// All pairs that begin with `first`: from the first number to one below the second.
pub(super) fn beginning_with(first: char) -> std::ops::Range<u64> {
    let from = key(first, None);
    from..from + (1 << CHAR_BITS)
}
