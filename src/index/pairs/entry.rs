//! One document of a pair, as it is read.

use super::bits::{PEEKED, low, peek};
use super::postings::PLAIN;
use super::walk::View;

/// A document of a pair.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// The bit at which its positions begin.
    pub(super) at: u64,
    pub(super) doc: u32,
    /// How many positions there are.
    pub(super) times: u32,
    /// The bits of each of them.
    pub(super) width: u32,
}

impl Entry {
    /// The document at a distance from that `before`, with so many positions from bit `at` on.
    #[inline(always)]
    pub(super) fn new(
        view: View<'_>,
        before: u32,
        distance: u32,
        at: u64,
        times: u32,
    ) -> Option<Entry> {
        // Before the first document stands -1.
        let doc = before.wrapping_add(1).checked_add(distance)?;
        let width = u32::from(*view.widths.get(doc as usize)?);
        // So many positions cannot differ, or be written.
        (width < 32 && times <= 1 << width).then_some(Entry {
            at,
            doc,
            times,
            width,
        })
    }

    /// The bit behind its positions.
    #[inline]
    pub(super) fn end(&self) -> u64 {
        self.at + u64::from(self.times) * u64::from(self.width)
    }
}

/// Reads a document at bit `at`, of a block with this parameter, behind the document `before`.
#[inline]
pub(super) fn read_entry(
    view: View<'_>,
    mut at: u64,
    before: u32,
    parameter: u32,
) -> Option<Entry> {
    let bits = peek(view.bytes, at)?;
    let (distance, used) = read_distance(bits, parameter);
    at += u64::from(used);
    // What is left of the bits mostly holds the number too.
    let rest = bits >> used;
    let digits = rest.trailing_zeros();
    let times = if used + 2 * digits < PEEKED {
        at += u64::from(2 * digits + 1);
        1 << digits | low(rest >> (digits + 1), digits)
    } else {
        gamma(view.bytes, &mut at)?
    };
    Entry::new(view, before, distance, at, times)
}

/// The distance that `bits` begin with, and how many of them it takes.
#[inline]
fn read_distance(bits: u64, parameter: u32) -> (u32, u32) {
    // Where most documents have the pair, it is nearly always this.
    if bits & 1 == 0 {
        return (low(bits >> 1, parameter), 1 + parameter);
    }
    match bits.trailing_ones() {
        ones @ ..PLAIN => {
            let rest = low(bits >> (ones + 1), parameter);
            ((ones << parameter) + rest, ones + 1 + parameter)
        }
        _ => (low(bits >> PLAIN, 32), PLAIN + 32),
    }
}

/// Reads a number in γ code, and moves behind it.
fn gamma(bytes: &[u8], at: &mut u64) -> Option<u32> {
    let bits = peek(bytes, *at)?;
    let digits = bits.trailing_zeros().min(31);
    *at += u64::from(2 * digits + 1);
    let rest = peek(bytes, *at - u64::from(digits))?;
    Some(1 << digits | low(rest, digits))
}
