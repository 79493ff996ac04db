//! The documents and positions of one pair.
//!
//! ```text
//! postings = number of documents (varint) · skips · blocks of 128 documents, bit by bit
//! skips    = for each block but the first: the last document before it (u32), the bit among the
//!            blocks at which it begins (u64), little endian
//! block    = parameter (5 bits) · for each document its distance, number of positions, positions
//! distance = less one, in Rice's code of the block's parameter; the first of all from -1
//! number   = in Elias's γ code
//! position = in as many bits as the document's last position needs
//! ```
//!
//! The bits of a document's positions stand in a table of the file ([`super::file`]): nearly all
//! pairs stand once or twice in a document, and a byte of length or of slack each would be a
//! quarter of the whole. A reader that asks for documents alone passes over the positions.

use super::bits::{BitWriter, PEEKED, low, peek};
use super::positions::Positions;
use super::varint;

/// Documents of a block.
const BLOCK: u32 = 128;
/// Bytes of one skip.
const SKIP: usize = 12;
/// Bits of a block's parameter.
const PARAMETER: u32 = 5;
/// From this quotient on a distance is written as it is, in 32 bits.
const PLAIN: u32 = 20;

/// The bits in which positions up to `last` are written.
pub(super) fn width(last: u32) -> u8 {
    (u32::BITS - last.leading_zeros()) as u8
}

/// Writes the postings of one pair after another.
#[derive(Default)]
pub(super) struct Encoder {
    bits: BitWriter,
    skips: Vec<u8>,
    count: u32,
    /// The last document of the blocks written, and one more.
    after: u32,
    /// The block at work: documents with the bits and the end of their positions.
    docs: Vec<(u32, u8, usize)>,
    positions: Vec<u32>,
}

impl Encoder {
    /// Adds a position, which takes `width` bits in its document. Documents come in their order,
    /// and so do positions.
    #[inline]
    pub(super) fn push(&mut self, doc: u32, width: u8, position: u32) {
        match self.docs.last_mut() {
            Some((last, _, end)) if *last == doc => *end += 1,
            _ => {
                if self.docs.len() == BLOCK as usize {
                    self.write_block();
                }
                self.docs.push((doc, width, self.positions.len() + 1));
                self.count += 1;
            }
        }
        self.positions.push(position);
    }

    fn write_block(&mut self) {
        let Some((last, ..)) = self.docs.last().copied() else {
            return;
        };
        if self.after > 0 {
            self.skips.extend((self.after - 1).to_le_bytes());
            self.skips.extend(self.bits.len().to_le_bytes());
        }
        let mean = (last + 1 - self.after) / self.docs.len() as u32;
        let parameter = mean.checked_ilog2().unwrap_or(0);
        self.bits.put(u64::from(parameter), PARAMETER);
        let mut from = 0;
        for (doc, width, end) in self.docs.drain(..) {
            put_rice(&mut self.bits, doc - self.after, parameter);
            put_gamma(&mut self.bits, (end - from) as u32);
            for position in self.positions.get(from..end).unwrap_or(&[]) {
                self.bits.put(u64::from(*position), u32::from(width));
            }
            self.after = doc + 1;
            from = end;
        }
        self.positions.clear();
    }

    /// Writes what was added behind `out`, and is empty again; `false` if nothing was added.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> bool {
        self.write_block();
        let some = self.count > 0;
        varint::write(out, u64::from(self.count));
        out.append(&mut self.skips);
        self.bits.finish(out);
        (self.count, self.after) = (0, 0);
        some
    }
}

/// Quotient in ones and a zero, then the remainder.
#[inline]
fn put_rice(bits: &mut BitWriter, value: u32, parameter: u32) {
    let quotient = value >> parameter;
    if quotient >= PLAIN {
        bits.put((1 << PLAIN) - 1, PLAIN);
        bits.put(u64::from(value), 32);
    } else {
        bits.put((1 << quotient) - 1, quotient + 1);
        bits.put(u64::from(low(u64::from(value), parameter)), parameter);
    }
}

/// The number of binary digits behind the first in zeros, a one, then those digits.
#[inline]
fn put_gamma(bits: &mut BitWriter, value: u32) {
    let digits = value.checked_ilog2().unwrap_or(0);
    bits.put(1 << digits, digits + 1);
    bits.put(u64::from(low(u64::from(value), digits)), digits);
}

/// What postings are read from: the bytes of a file from them on, and the table of widths.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) widths: &'a [u8],
}

/// Goes through the documents of postings.
#[derive(Debug, Clone, Default)]
pub(super) struct Walk {
    /// The document reached.
    pub(super) doc: u32,
    /// The bits of each of its positions.
    pub(super) width: u32,
    /// How many there are.
    times: u32,
    /// The bit at which they begin.
    at: u64,
    /// Bits that the parameter of the block has.
    parameter: u32,
    count: u32,
    taken: u32,
    skips_at: usize,
    blocks_at: usize,
}

impl Walk {
    /// Stands before the first document; `None` if these are no postings.
    pub(super) fn open(view: View<'_>) -> Option<Walk> {
        let mut skips_at = 0;
        let count = u32::try_from(varint::read(view.bytes, &mut skips_at)?).ok()?;
        let skips = (count.saturating_sub(1) / BLOCK) as usize;
        let blocks_at = skips_at.checked_add(skips.checked_mul(SKIP)?)?;
        (blocks_at <= view.bytes.len()).then_some(Walk {
            doc: u32::MAX,
            at: blocks_at as u64 * 8,
            count,
            skips_at,
            blocks_at,
            ..Walk::default()
        })
    }

    /// How many documents there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Whether the last document was reached.
    pub(super) fn is_through(&self) -> bool {
        self.taken == self.count
    }

    /// Goes to the next document; `false` at the end, or where the bytes make no sense.
    #[inline]
    pub(super) fn step(&mut self, view: View<'_>) -> bool {
        self.taken < self.count && self.try_step(view).is_some()
    }

    #[inline]
    fn try_step(&mut self, view: View<'_>) -> Option<()> {
        let mut at = self.at + u64::from(self.times) * u64::from(self.width);
        if self.taken.is_multiple_of(BLOCK) {
            self.parameter = low(peek(view.bytes, at)?, PARAMETER);
            at += u64::from(PARAMETER);
        }
        let bits = peek(view.bytes, at)?;
        let ones = bits.trailing_ones().min(PLAIN);
        let (distance, used) = if ones == PLAIN {
            (low(bits >> PLAIN, 32), PLAIN + 32)
        } else {
            let rest = low(bits >> (ones + 1), self.parameter);
            ((ones << self.parameter) + rest, ones + 1 + self.parameter)
        };
        at += u64::from(used);
        // What is left of the bits mostly holds the number too.
        let rest = bits >> used;
        let digits = rest.trailing_zeros();
        if used + 2 * digits < PEEKED {
            self.times = 1 << digits | low(rest >> (digits + 1), digits);
            at += u64::from(2 * digits + 1);
        } else {
            self.times = gamma(view.bytes, &mut at)?;
        }
        self.at = at;
        // Before the first document stands -1.
        self.doc = self.doc.wrapping_add(1).checked_add(distance)?;
        self.width = u32::from(*view.widths.get(self.doc as usize)?);
        // So many positions cannot differ, or be written.
        if self.width > 31 || self.times > 1 << self.width {
            return None;
        }
        self.taken += 1;
        Some(())
    }

    /// Goes to the first document from `target` on, at least where it stands; `false` if there is none.
    pub(super) fn seek(&mut self, view: View<'_>, target: u32) -> bool {
        self.leap(view.bytes, target);
        while self.taken == 0 || self.doc < target {
            if !self.step(view) {
                return false;
            }
        }
        true
    }

    /// Goes as far before `target` as the skips lead.
    fn leap(&mut self, bytes: &[u8], target: u32) {
        let skips = bytes.get(self.skips_at..self.blocks_at).unwrap_or(&[]);
        let here = (self.taken.saturating_sub(1) / BLOCK) as usize;
        // Mostly the target is in this block.
        if skip(skips, here).is_none_or(|(doc, _)| doc >= target) {
            return;
        }
        let (mut from, mut to) = (here, skips.len() / SKIP);
        while to - from > 1 {
            let middle = usize::midpoint(from, to);
            match skip(skips, middle) {
                Some((doc, _)) if doc < target => from = middle,
                _ => to = middle,
            }
        }
        if let Some((doc, at)) = skip(skips, from) {
            self.doc = doc;
            self.at = (self.blocks_at as u64 * 8).saturating_add(at.min(u64::MAX >> 8));
            self.times = 0;
            self.taken = (from as u32 + 1).saturating_mul(BLOCK);
        }
    }

    /// The positions of the document reached, each greater by `shift`.
    #[inline]
    pub(super) fn positions(&self, shift: u32) -> Positions {
        Positions::new(self.at, self.times, self.width, shift)
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

/// The document before a block, and the bit at which it begins.
fn skip(skips: &[u8], number: usize) -> Option<(u32, u64)> {
    let skip: &[u8; SKIP] = skips.get(number.checked_mul(SKIP)?..)?.first_chunk()?;
    let doc = u32::from_le_bytes(*skip.first_chunk()?);
    Some((doc, u64::from_le_bytes(*skip.last_chunk()?)))
}
