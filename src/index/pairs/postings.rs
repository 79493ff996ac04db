//! Writes the documents and positions of one pair; [`super::walk`] reads them.
//!
//! ```text
//! postings = twice the number of documents, one more if a context follows (varint)
//!            · bytes of the context (varint) · context ([`super::context`])
//!            · skips · blocks of 128 documents, bit by bit
//! skips    = for each block but the first: the last document before it (u32), the bit among the
//!            blocks at which it begins (u64), little endian
//! block    = 0 (1 bit) · parameter (5) · for each document its distance, number of positions, positions
//!          | 1 (1 bit) · bits of a distance (6) · bits of a number (5) · distance and number of each
//!            document · the positions of all
//! distance = less one, from the document before, the first of all from -1: in Rice's code of the
//!            block's parameter, or in so many bits
//! number   = of positions: in Elias's γ code, or less one in so many bits
//! position = in as many bits as the document's last position needs
//! ```
//!
//! Where most documents have a pair often, distances and numbers are much alike: in the same number
//! of bits each they take no more room than in codes, and are read in a third of the time.
//!
//! The bits of a document's positions stand in a table of the file ([`super::file`]): nearly all
//! pairs stand once or twice in a document, and a byte of length or of slack each would be a
//! quarter of the whole. A reader that asks for documents alone passes over the positions.

use std::ops::Range;

use super::bits::{BitWriter, PEEKED, low};
use super::context::Context;
use super::varint;

/// Documents of a block.
pub(super) const BLOCK: u32 = 128;
/// Bytes of one skip.
pub(super) const SKIP: usize = 12;
/// Bits of a block's parameter.
pub(super) const PARAMETER: u32 = 5;
/// Bits of the bits of a distance, and of a number of positions.
pub(super) const EVEN: (u32, u32) = (6, 5);
/// Smaller blocks are written in codes: they are not worth the trial.
const EVEN_LEAST: usize = 32;
/// Distances and numbers of the same number of bits may take more room by this part of the positions.
const EVEN_ROOM: usize = 32;
/// From this quotient on a distance is written as it is, in 32 bits.
pub(super) const PLAIN: u32 = 20;

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
        let Some((last, width, _)) = self.docs.last().copied() else {
            return;
        };
        if self.after > 0 {
            self.skips.extend((self.after - 1).to_le_bytes());
            self.skips.extend(self.bits.len().to_le_bytes());
        }
        let mean = (last + 1 - self.after) / self.docs.len() as u32;
        let parameter = mean.checked_ilog2().unwrap_or(0);
        let room = self.positions.len() * usize::from(width) / EVEN_ROOM;
        match even(&self.docs, self.after, parameter, room) {
            Some(bits) => self.write_even(bits),
            None => self.write_coded(parameter),
        }
        self.after = last + 1;
        self.docs.clear();
        self.positions.clear();
    }

    fn write_even(&mut self, (distance, number): (u32, u32)) {
        self.bits.put(1, 1);
        self.bits.put(u64::from(distance), EVEN.0);
        self.bits.put(u64::from(number), EVEN.1);
        for head in heads(&self.docs, self.after) {
            self.bits.put(u64::from(head.distance), distance);
            self.bits.put(u64::from(head.number() - 1), number);
        }
        for head in heads(&self.docs, self.after) {
            put_positions(&mut self.bits, &self.positions, &head);
        }
    }

    fn write_coded(&mut self, parameter: u32) {
        self.bits.put(0, 1);
        self.bits.put(u64::from(parameter), PARAMETER);
        for head in heads(&self.docs, self.after) {
            put_rice(&mut self.bits, head.distance, parameter);
            put_gamma(&mut self.bits, head.number());
            put_positions(&mut self.bits, &self.positions, &head);
        }
    }

    /// How many documents were added.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Writes what was added behind `out`, and is empty again; `false` if nothing was added.
    pub(super) fn finish(&mut self, context: Option<&Context>, out: &mut Vec<u8>) -> bool {
        self.write_block();
        let some = self.count > 0;
        varint::write(
            out,
            u64::from(self.count) << 1 | u64::from(context.is_some()),
        );
        if let Some(context) = context {
            let mut bytes = Vec::new();
            context.write(&mut bytes);
            varint::write(out, bytes.len() as u64);
            out.append(&mut bytes);
        }
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

#[inline]
fn put_positions(bits: &mut BitWriter, positions: &[u32], head: &Head) {
    for position in positions.get(head.positions.clone()).unwrap_or(&[]) {
        bits.put(u64::from(*position), u32::from(head.width));
    }
}

/// A document of a block.
struct Head {
    /// From the document before, less one.
    distance: u32,
    width: u8,
    /// Which of the block's positions are its own.
    positions: Range<usize>,
}

impl Head {
    fn number(&self) -> u32 {
        self.positions.len() as u32
    }
}

/// The documents of a block behind the document before `after`.
fn heads(docs: &[(u32, u8, usize)], mut after: u32) -> impl Iterator<Item = Head> + '_ {
    let mut from = 0;
    docs.iter().map(move |(doc, width, end)| {
        let head = Head {
            distance: doc - after,
            width: *width,
            positions: from..*end,
        };
        (after, from) = (doc + 1, *end);
        head
    })
}

/// The bits of distances and numbers, if it pays to write all in the same number: they may take
/// more than in codes by `room`.
fn even(docs: &[(u32, u8, usize)], after: u32, parameter: u32, room: usize) -> Option<(u32, u32)> {
    if docs.len() < EVEN_LEAST {
        return None;
    }
    let (mut distances, mut numbers, mut coded) = (0, 0, 0);
    for head in heads(docs, after) {
        let number = head.number();
        // Of the greatest all that counts is how many bits it has.
        distances |= head.distance;
        numbers |= number - 1;
        coded += rice_bits(head.distance, parameter) + 2 * number.ilog2() + 1;
    }
    let (distance, number) = (u32::from(width(distances)), u32::from(width(numbers)));
    let even = docs.len() * (distance + number) as usize;
    let pays = even <= coded as usize + room;
    (pays && distance + number <= PEEKED).then_some((distance, number))
}

fn rice_bits(value: u32, parameter: u32) -> u32 {
    match value >> parameter {
        ..PLAIN => (value >> parameter) + 1 + parameter,
        _ => PLAIN + 32,
    }
}
