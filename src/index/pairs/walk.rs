//! Goes through the documents of one pair, as [`super::postings`] wrote them.

use super::bits::{PEEKED, low, peek};
use super::entry::{Entry, read_entry};
use super::positions::Positions;
use super::postings::{BLOCK, EVEN, PARAMETER, SKIP};
use super::varint;

/// Documents that are read at once; a block is made of whole chunks.
const CHUNK: usize = 32;

/// What postings are read from: the bytes of a file from them on, and the table of widths.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) widths: &'a [u8],
}

/// How the distances and numbers of positions of a block are written.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// In codes, of this parameter.
    Coded(u32),
    /// In so many bits each, together, from the bit `at` on.
    Even { at: u64, distance: u32, number: u32 },
}

/// Goes through the documents of postings.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    /// The documents that were read; that at `here` is the one reached.
    chunk: [Entry; CHUNK],
    read: usize,
    here: usize,
    /// The last document before the next chunk, or [`u32::MAX`], and the bit at which that begins.
    before: u32,
    at: u64,
    form: Form,
    /// The last document of the block, or a later one: beyond it lies another one.
    last: u32,
    count: u32,
    /// How many documents stand before the next chunk.
    taken: u32,
    context_at: usize,
    skips_at: usize,
    blocks_at: usize,
    /// Whether nobody asks where the pair stands in a document.
    docs_alone: bool,
}

impl Walk {
    /// Stands before the first document; `None` if these are no postings.
    pub(super) fn open(view: View<'_>) -> Option<Walk> {
        let mut at = 0;
        let (count, noted) = head(view.bytes, &mut at)?;
        let context = match noted {
            false => 0,
            true => usize::try_from(varint::read(view.bytes, &mut at)?).ok()?,
        };
        let skips_at = at.checked_add(context)?;
        let skips = (count.saturating_sub(1) / BLOCK) as usize;
        let blocks_at = skips_at.checked_add(skips.checked_mul(SKIP)?)?;
        (blocks_at <= view.bytes.len()).then(|| Walk {
            chunk: [Entry::default(); CHUNK],
            read: 0,
            here: 0,
            before: u32::MAX,
            at: blocks_at as u64 * 8,
            form: Form::Coded(0),
            last: 0,
            count,
            taken: 0,
            context_at: at,
            skips_at,
            blocks_at,
            docs_alone: false,
        })
    }

    /// The same walk for one who never asks for positions: they are passed over by whole blocks where
    /// the documents stand apart from them.
    pub(super) fn docs_alone(self) -> Walk {
        Walk {
            docs_alone: true,
            ..self
        }
    }

    /// How many documents there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// What is noted of the characters around the pair, if anything is.
    pub(super) fn context<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let context = bytes.get(self.context_at..self.skips_at)?;
        (!context.is_empty()).then_some(context)
    }

    /// Whether the last document was reached.
    pub(super) fn is_through(&self) -> bool {
        self.taken == self.count
    }

    /// Goes to the next document and returns it; `None` at the end, or where the bytes make no sense.
    #[inline]
    pub(super) fn step(&mut self, view: View<'_>) -> Option<u32> {
        self.here += 1;
        if self.here >= self.read {
            self.fill(view)?;
        }
        self.chunk.get(self.here).map(|entry| entry.doc)
    }

    /// Goes to the first document from `target` on, at least where it stands; `None` if there is none.
    #[inline]
    pub(super) fn seek(&mut self, view: View<'_>, target: u32) -> Option<u32> {
        // Mostly the target is in this block.
        if target > self.last {
            self.leap(view.bytes, target);
        }
        loop {
            let left = self.chunk.get(self.here..self.read)?;
            if let Some(over) = left.iter().position(|entry| entry.doc >= target) {
                self.here += over;
                return self.chunk.get(self.here).map(|entry| entry.doc);
            }
            self.fill(view)?;
        }
    }

    /// The bit at which the block behind the documents taken begins.
    fn next_block(&self, bytes: &[u8]) -> Option<u64> {
        let block = (self.taken / BLOCK).checked_sub(1)? as usize;
        let (_, at) = skip(self.skips(bytes), block)?;
        Some(self.bit_of_block(at))
    }

    /// Reads the next chunk and stands at its first document; `None` if there is none.
    fn fill(&mut self, view: View<'_>) -> Option<()> {
        (self.here, self.read) = (0, 0);
        if self.taken == self.count {
            return None;
        }
        if self.taken.is_multiple_of(BLOCK) {
            self.enter(view.bytes)?;
        }
        self.fill_chunk(view)
    }

    /// Reads the next chunk of the block at hand.
    fn fill_chunk(&mut self, view: View<'_>) -> Option<()> {
        let most = (self.count - self.taken) as usize;
        self.read = match self.form {
            Form::Coded(parameter) => self.fill_coded(view, most, parameter),
            Form::Even { .. } if self.docs_alone => self.fill_docs(view, most),
            Form::Even { .. } => self.fill_even(view, most),
        };
        self.taken += self.read as u32;
        if self.docs_alone && self.taken.is_multiple_of(BLOCK) && !self.is_through() {
            self.at = self.next_block(view.bytes)?;
        }
        (self.read > 0).then_some(())
    }

    fn fill_coded(&mut self, view: View<'_>, most: usize, parameter: u32) -> usize {
        let (mut at, mut doc, mut read) = (self.at, self.before, 0);
        for there in self.chunk.iter_mut().take(most) {
            let Some(entry) = read_entry(view, at, doc, parameter) else {
                break;
            };
            *there = entry;
            (at, doc) = (entry.end(), entry.doc);
            read += 1;
        }
        (self.at, self.before) = (at, doc);
        read
    }

    fn fill_even(&mut self, view: View<'_>, most: usize) -> usize {
        let Form::Even {
            at: heads,
            distance,
            number,
        } = &mut self.form
        else {
            return 0;
        };
        let head = *distance + *number;
        let most_held = PEEKED.checked_div(head).unwrap_or(PEEKED);
        let (mut bits, mut held) = (0, 0);
        let (mut at, mut doc, mut read) = (self.at, self.before, 0);
        for there in self.chunk.iter_mut().take(most) {
            if held == 0 {
                let Some(peeked) = peek(view.bytes, *heads + read * u64::from(head)) else {
                    break;
                };
                (bits, held) = (peeked, most_held);
            }
            let number = low(bits >> *distance, *number);
            let entry = Entry::new(view, doc, low(bits, *distance), at, number.wrapping_add(1));
            let Some(entry) = entry else {
                break;
            };
            *there = entry;
            (at, doc) = (entry.end(), entry.doc);
            bits >>= head;
            held -= 1;
            read += 1;
        }
        *heads += read * u64::from(head);
        (self.at, self.before) = (at, doc);
        read as usize
    }

    /// As [`Walk::fill_even`], without places of positions: a loop of its own, for it is the hottest of a
    /// search, and to ask in each step costs a common query 4 % more.
    fn fill_docs(&mut self, view: View<'_>, most: usize) -> usize {
        let Form::Even {
            at,
            distance,
            number,
        } = &mut self.form
        else {
            return 0;
        };
        let head = *distance + *number;
        let at_once = PEEKED.checked_div(head).unwrap_or(PEEKED);
        let (mut bits, mut held) = (0, 0);
        let (mut doc, mut read) = (self.before, 0);
        for there in self.chunk.iter_mut().take(most) {
            if held == 0 {
                let Some(peeked) = peek(view.bytes, *at + read * u64::from(head)) else {
                    break;
                };
                (bits, held) = (peeked, at_once);
            }
            let next = doc.wrapping_add(1).checked_add(low(bits, *distance));
            let Some(next) = next.filter(|next| (*next as usize) < view.widths.len()) else {
                break;
            };
            (doc, there.doc) = (next, next);
            bits >>= head;
            held -= 1;
            read += 1;
        }
        *at += read * u64::from(head);
        self.before = doc;
        read as usize
    }

    /// Reads what a block begins with.
    fn enter(&mut self, bytes: &[u8]) -> Option<()> {
        let bits = peek(bytes, self.at)?;
        self.at += 1;
        if bits & 1 == 0 {
            self.form = Form::Coded(low(bits >> 1, PARAMETER));
            self.at += u64::from(PARAMETER);
        } else {
            let distance = low(bits >> 1, EVEN.0);
            let number = low(bits >> (1 + EVEN.0), EVEN.1);
            if distance > 32 || distance + number > PEEKED {
                return None;
            }
            let at = self.at + u64::from(EVEN.0 + EVEN.1);
            let documents = (self.count - self.taken).min(BLOCK);
            self.at = at + u64::from(documents * (distance + number));
            self.form = Form::Even {
                at,
                distance,
                number,
            };
        }
        let block = (self.taken / BLOCK) as usize;
        self.last = skip(self.skips(bytes), block).map_or(u32::MAX, |(doc, _)| doc);
        Some(())
    }

    fn skips<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.skips_at..self.blocks_at).unwrap_or(&[])
    }

    /// Goes as far before `target` as the skips lead.
    fn leap(&mut self, bytes: &[u8], target: u32) {
        let skips = self.skips(bytes);
        let here = (self.taken.saturating_sub(1) / BLOCK) as usize;
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
            self.before = doc;
            self.at = self.bit_of_block(at);
            self.taken = (from as u32 + 1).saturating_mul(BLOCK);
            (self.here, self.read) = (0, 0);
        }
    }

    /// The bit at which a block begins, of that among the blocks.
    fn bit_of_block(&self, at: u64) -> u64 {
        (self.blocks_at as u64 * 8).saturating_add(at.min(u64::MAX >> 8))
    }

    /// The positions of the document reached, each greater by `shift`.
    #[inline]
    pub(super) fn positions(&self, shift: u32) -> Positions {
        let entry = self.chunk.get(self.here).copied().unwrap_or_default();
        Positions::new(entry.at, entry.times, entry.width, shift)
    }
}

/// How many documents there are in postings; `None` if these are none.
pub(super) fn count(view: View<'_>) -> Option<u32> {
    head(view.bytes, &mut 0).map(|(count, _)| count)
}

/// How many documents there are, and whether a context follows.
fn head(bytes: &[u8], at: &mut usize) -> Option<(u32, bool)> {
    let number = varint::read(bytes, at)?;
    Some((u32::try_from(number >> 1).ok()?, number & 1 == 1))
}

/// The document before a block, and the bit at which it begins.
fn skip(skips: &[u8], number: usize) -> Option<(u32, u64)> {
    let skip: &[u8; SKIP] = skips.get(number.checked_mul(SKIP)?..)?.first_chunk()?;
    let doc = u32::from_le_bytes(*skip.first_chunk()?);
    Some((doc, u64::from_le_bytes(*skip.last_chunk()?)))
}
