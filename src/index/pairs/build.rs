//! Collects the pairs of texts run by run, each sorted at once.

use std::io::{self, Write};

use tantivy::directory::OwnedBytes;

use super::context::Context;
use super::file::{FileWriter, PairFile};
use super::key::{KEY_BITS, key, second};
use super::merge::{Source, merge};
use super::postings::{Encoder, width};
use super::sort::sort;
use super::surroundings::Texts;
use crate::text::search_chars;

/// Bits of a pair's place in its run.
pub(super) const PLACE_BITS: u32 = u64::BITS - KEY_BITS;
/// Most pairs of a run: their places must have room beside them.
pub(super) const RUN: usize = 1 << (PLACE_BITS - 1);
/// Every so many places it is noted in which stretch they lie.
const STEP: usize = 64;

/// A part of a run that is of one text, so that places and positions differ by one number.
#[derive(Clone, Copy)]
struct Stretch {
    /// The place of its first pair.
    place: u32,
    doc: u32,
    /// The position of its first pair.
    position: u32,
}

/// The pairs of the texts of a segment.
pub(super) struct Builder {
    /// A run is sorted when it holds this many pairs.
    limit: usize,
    /// Pair, then place.
    run: Vec<u64>,
    stretches: Vec<Stretch>,
    /// Runs that are sorted, each in the form of a file.
    done: Vec<Vec<u8>>,
}

impl Builder {
    /// Nothing yet; runs of `limit` pairs, at most [`RUN`].
    pub(super) fn new(limit: usize) -> Builder {
        Builder {
            limit: limit.min(RUN),
            run: Vec::new(),
            stretches: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Adds the texts of a document; documents come in their order.
    pub(super) fn add<'a>(&mut self, doc: u32, texts: impl Iterator<Item = &'a str>) {
        let mut position = 0u32;
        for text in texts {
            self.begin(doc, position);
            let mut chars = search_chars(text).map(|(_, c)| c);
            let mut next = chars.next();
            while let Some(first) = next {
                next = chars.next();
                if self.run.len() == self.limit {
                    self.sort();
                    self.begin(doc, position);
                }
                let place = self.run.len() as u64;
                self.run.push(key(first, next) << PLACE_BITS | place);
                position = position.saturating_add(1);
            }
            // A text does not go on in the next one.
            position = position.saturating_add(1);
        }
    }

    fn begin(&mut self, doc: u32, position: u32) {
        self.stretches.push(Stretch {
            place: self.run.len() as u32,
            doc,
            position,
        });
    }

    /// Bytes in use.
    pub(super) fn memory(&self) -> usize {
        let done: usize = self.done.iter().map(Vec::len).sum();
        done + self.run.capacity() * size_of::<u64>()
    }

    /// Writes all of it as one file.
    ///
    /// # Errors
    /// When nothing can be written.
    pub(super) fn write<W: Write>(mut self, mut out: W) -> io::Result<W> {
        if !self.run.is_empty() || self.done.is_empty() {
            self.sort();
        }
        self.run = Vec::new();
        if let [one] = &self.done[..] {
            out.write_all(one)?;
            return Ok(out);
        }
        let sources: Option<Vec<Source>> = std::mem::take(&mut self.done)
            .into_iter()
            .map(|run| {
                let file = PairFile::parse(OwnedBytes::new(run))?;
                Some(Source { file, docs: None })
            })
            .collect();
        merge(&sources.ok_or(io::ErrorKind::InvalidData)?, out)
    }

    /// Sorts the run and packs it.
    fn sort(&mut self) {
        let texts = Texts::of(self.run.iter().map(|entry| entry >> PLACE_BITS));
        self.run = sort(std::mem::take(&mut self.run));
        // Writing to memory does not fail, and places are in order.
        let packed = self.pack(&texts).expect("a run can be packed");
        self.done.push(packed);
        self.run.clear();
        self.stretches.clear();
    }

    fn pack(&self, texts: &Texts) -> io::Result<Vec<u8>> {
        let starts = self.starts();
        let widths = self.widths();
        let mut writer = FileWriter::new(Vec::new());
        let mut encoder = Encoder::default();
        let mut encoded = Vec::new();
        let mut places = Vec::new();
        for pair in self.run.chunk_by(|a, b| a >> PLACE_BITS == b >> PLACE_BITS) {
            places.clear();
            for entry in pair {
                let place = (entry & ((1 << PLACE_BITS) - 1)) as u32;
                let stretch = self.stretch(&starts, place);
                places.push((stretch.doc, place));
                let width = widths.get(stretch.doc as usize).copied().unwrap_or(0);
                encoder.push(
                    stretch.doc,
                    width,
                    stretch.position + (place - stretch.place),
                );
            }
            encoded.clear();
            let key = pair.first().map_or(0, |entry| entry >> PLACE_BITS);
            // Nothing asks for what stands around a last character alone.
            let context = (second(key) != 0)
                .then(|| Context::find(texts, &places, encoder.count()))
                .flatten();
            encoder.finish(context.as_ref(), &mut encoded);
            writer.put(key, &encoded)?;
        }
        writer.finish(&widths)
    }

    /// The bits of each document's positions.
    fn widths(&self) -> Vec<u8> {
        let documents = self
            .stretches
            .last()
            .map_or(0, |last| last.doc as usize + 1);
        let mut out = vec![0; documents];
        let ends = self.stretches.iter().skip(1).map(|next| next.place);
        let ends = ends.chain([self.run.len() as u32]);
        for (stretch, end) in self.stretches.iter().zip(ends) {
            let last = stretch.position + (end - stretch.place).saturating_sub(1);
            if let Some(there) = out.get_mut(stretch.doc as usize) {
                *there = width(last).max(*there);
            }
        }
        out
    }

    /// For every [`STEP`]th place the stretch it lies in.
    fn starts(&self) -> Vec<u32> {
        let mut stretch = 0;
        (0..self.run.len())
            .step_by(STEP)
            .map(|place| {
                while self
                    .stretches
                    .get(stretch + 1)
                    .is_some_and(|next| next.place as usize <= place)
                {
                    stretch += 1;
                }
                stretch as u32
            })
            .collect()
    }

    /// The stretch in which a place lies.
    #[inline]
    fn stretch(&self, starts: &[u32], place: u32) -> Stretch {
        let start = starts
            .get(place as usize / STEP)
            .map_or(0, |at| *at as usize);
        let stretches = self.stretches.get(start..).unwrap_or(&[]);
        let mut found = Stretch {
            place: 0,
            doc: 0,
            position: 0,
        };
        for stretch in stretches {
            if stretch.place > place {
                break;
            }
            found = *stretch;
        }
        found
    }
}
