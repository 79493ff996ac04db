//! Writes the documents and positions of one pair; [`super::walk`] reads them.
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

use super::bits::{BitWriter, low};
use super::varint;

/// Documents of a block.
pub(super) const BLOCK: u32 = 128;
/// Bytes of one skip.
pub(super) const SKIP: usize = 12;
/// Bits of a block's parameter.
pub(super) const PARAMETER: u32 = 5;
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
