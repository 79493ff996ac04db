//! The documents and positions of one pair.
//!
//! ```text
//! postings  = number of documents · skips · entries
//! skips     = for each block of 128 entries but the first: the last document before it (u32),
//!             its place among the entries (u64), little endian
//! entry     = 4 · distance from the document before + code · [length] · positions
//! code      = the length of the positions in bytes less one; 3 says that the length follows
//! positions = the first one, then distances
//! ```
//!
//! The length lets a reader that asks for documents alone pass over the positions.

use super::varint;

/// Entries of a block.
const BLOCK: u32 = 128;
/// Bytes of one skip.
const SKIP: usize = 12;
/// The code that says that the length of the positions follows.
const LONG: usize = 3;

/// Writes the postings of one pair after another.
#[derive(Default)]
pub(super) struct Encoder {
    entries: Vec<u8>,
    skips: Vec<u8>,
    count: u32,
    last: Last,
}

/// The entry written last.
#[derive(Default)]
struct Last {
    doc: u32,
    distance: u32,
    entry_at: usize,
    positions_at: usize,
}

impl Encoder {
    /// Adds a document, or further positions to the one that was added last; `None` if they are
    /// no positions, or the document does not come behind the last one.
    #[inline]
    pub(super) fn push(&mut self, doc: u32, positions: &[u8]) -> Option<()> {
        if self.count > 0 && doc == self.last.doc {
            return self.extend(positions);
        }
        let before = self.last.doc;
        if self.count > 0 && self.count.is_multiple_of(BLOCK) {
            self.skips.extend(before.to_le_bytes());
            self.skips.extend((self.entries.len() as u64).to_le_bytes());
        }
        self.last.distance = doc.checked_sub(before)?;
        self.last.doc = doc;
        self.count += 1;
        self.write(positions)
    }

    /// Writes the last document's entry.
    #[inline]
    fn write(&mut self, positions: &[u8]) -> Option<()> {
        self.last.entry_at = self.entries.len();
        let distance = u64::from(self.last.distance) << 2;
        match positions.len() {
            0 => return None,
            length @ 1..=LONG => varint::write(&mut self.entries, distance | (length as u64 - 1)),
            length => {
                varint::write(&mut self.entries, distance | LONG as u64);
                varint::write(&mut self.entries, length as u64);
            }
        }
        self.last.positions_at = self.entries.len();
        self.entries.extend_from_slice(positions);
        Some(())
    }

    /// Adds positions to the last entry; they come behind those that it has.
    fn extend(&mut self, more: &[u8]) -> Option<()> {
        let mut joined = self.entries.get(self.last.positions_at..)?.to_vec();
        let end = Positions::new(&joined, 0).last()?;
        let mut at = 0;
        let next = varint::read(more, &mut at)?;
        varint::write(&mut joined, next.checked_sub(u64::from(end))?);
        joined.extend_from_slice(more.get(at..)?);
        self.entries.truncate(self.last.entry_at);
        self.write(&joined)
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Writes what was added behind `out`, and is empty again.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        varint::write(out, u64::from(self.count));
        out.extend_from_slice(&self.skips);
        out.extend_from_slice(&self.entries);
        self.entries.clear();
        self.skips.clear();
        self.count = 0;
        self.last = Last::default();
    }
}

/// Goes through the entries of postings.
#[derive(Debug, Clone, Default)]
pub(super) struct Walk {
    /// The document reached.
    pub(super) doc: u32,
    /// Where its positions begin and end.
    pub(super) positions: (usize, usize),
    count: u32,
    taken: u32,
    skips_at: usize,
    entries_at: usize,
}

impl Walk {
    /// Stands before the first entry; `None` if these are no postings.
    pub(super) fn open(bytes: &[u8]) -> Option<Walk> {
        let mut at = 0;
        let count = u32::try_from(varint::read(bytes, &mut at)?).ok()?;
        let skips = (count.saturating_sub(1) / BLOCK) as usize;
        let entries_at = at.checked_add(skips.checked_mul(SKIP)?)?;
        (entries_at <= bytes.len()).then_some(Walk {
            doc: 0,
            positions: (entries_at, entries_at),
            count,
            taken: 0,
            skips_at: at,
            entries_at,
        })
    }

    /// How many documents there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Goes to the next entry; `false` at the end, or where the bytes make no sense.
    #[inline]
    pub(super) fn step(&mut self, bytes: &[u8]) -> bool {
        self.try_step(bytes).is_some()
    }

    #[inline]
    fn try_step(&mut self, bytes: &[u8]) -> Option<()> {
        if self.taken >= self.count {
            return None;
        }
        let mut at = self.positions.1;
        let head = varint::read(bytes, &mut at)?;
        let mut length = (head & 3) as usize + 1;
        if length > LONG {
            length = usize::try_from(varint::read(bytes, &mut at)?).ok()?;
        }
        let end = at.checked_add(length).filter(|end| *end <= bytes.len())?;
        self.doc = self.doc.checked_add(u32::try_from(head >> 2).ok()?)?;
        self.positions = (at, end);
        self.taken += 1;
        Some(())
    }

    /// Goes to the first document from `target` on, at least where it stands; `false` if there is none.
    pub(super) fn seek(&mut self, bytes: &[u8], target: u32) -> bool {
        self.leap(bytes, target);
        while self.doc < target {
            if !self.step(bytes) {
                return false;
            }
        }
        true
    }

    /// Goes as far before `target` as the skips lead.
    fn leap(&mut self, bytes: &[u8], target: u32) {
        let skips = bytes.get(self.skips_at..self.entries_at).unwrap_or(&[]);
        let here = (self.taken.saturating_sub(1) / BLOCK) as usize;
        let ahead = skips.chunks_exact(SKIP).skip(here);
        // Mostly the target is in this block or the next one.
        let Some(first) = ahead.clone().next() else {
            return;
        };
        if skip_doc(first) >= target {
            return;
        }
        let (mut low, mut high) = (here, skips.len() / SKIP);
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            match skips.chunks_exact(SKIP).nth(middle) {
                Some(skip) if skip_doc(skip) < target => low = middle,
                _ => high = middle,
            }
        }
        let Some(skip) = skips.chunks_exact(SKIP).nth(low) else {
            return;
        };
        let Some(at) = skip_at(skip).and_then(|at| self.entries_at.checked_add(at)) else {
            return;
        };
        self.doc = skip_doc(skip);
        self.positions = (at, at);
        self.taken =
            u32::try_from(low + 1).map_or(self.count, |blocks| blocks.saturating_mul(BLOCK));
    }
}

fn skip_doc(skip: &[u8]) -> u32 {
    skip.first_chunk()
        .map_or(u32::MAX, |bytes| u32::from_le_bytes(*bytes))
}

fn skip_at(skip: &[u8]) -> Option<usize> {
    let bytes = skip.last_chunk()?;
    usize::try_from(u64::from_le_bytes(*bytes)).ok()
}

/// The positions of one entry.
pub(super) struct Positions<'a> {
    bytes: &'a [u8],
    at: usize,
    sum: u32,
}

impl<'a> Positions<'a> {
    /// The positions in `bytes`, each greater by `shift`.
    #[inline]
    pub(super) fn new(bytes: &'a [u8], shift: u32) -> Positions<'a> {
        Positions {
            bytes,
            at: 0,
            sum: shift,
        }
    }
}

impl Iterator for Positions<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let distance = varint::read(self.bytes, &mut self.at)?;
        self.sum = self.sum.wrapping_add(distance as u32);
        Some(self.sum)
    }
}
