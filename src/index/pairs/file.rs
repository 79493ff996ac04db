//! The file of one segment: postings, the widths of positions, the dictionary, and the way back.
//!
//! The widths are a byte a document: the bits in which its positions are written.
//! The dictionary lists pairs in their order, each with its distance from the one before and the
//! length of its postings. Every 64 pairs the block index notes the pair, the place in the
//! dictionary and the place of the postings (u64 each, little endian), so that a pair is found by
//! halving the index and reading one block.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tantivy::directory::OwnedBytes;

use super::varint;
use super::walk::View;

/// The last bytes of a file.
const MAGIC: &[u8; 8] = b"anjupair";
/// Pairs of a block.
const BLOCK: usize = 64;
/// Bytes of an entry of the block index.
const INDEX_ENTRY: usize = 24;
/// Places of widths, dictionary and block index, magic.
const TRAILER: usize = 32;

/// Writes a file from its first byte to its last.
pub(super) struct FileWriter<W> {
    out: W,
    written: u64,
    dictionary: Vec<u8>,
    index: Vec<u8>,
    in_block: usize,
    last: u64,
}

impl<W: Write> FileWriter<W> {
    /// A file of no pairs yet.
    pub(super) fn new(out: W) -> FileWriter<W> {
        FileWriter {
            out,
            written: 0,
            dictionary: Vec::new(),
            index: Vec::new(),
            in_block: BLOCK,
            last: 0,
        }
    }

    /// Adds a pair with its postings; pairs come in their order.
    pub(super) fn put(&mut self, key: u64, postings: &[u8]) -> io::Result<()> {
        if self.in_block == BLOCK {
            self.in_block = 0;
            self.last = key;
            for number in [key, self.dictionary.len() as u64, self.written] {
                self.index.extend(number.to_le_bytes());
            }
        }
        varint::write(&mut self.dictionary, key - self.last);
        varint::write(&mut self.dictionary, postings.len() as u64);
        self.in_block += 1;
        self.last = key;
        self.written += postings.len() as u64;
        self.out.write_all(postings)
    }

    /// Writes what stands behind the postings and gives the file back.
    pub(super) fn finish(mut self, widths: &[u8]) -> io::Result<W> {
        let mut at = self.written;
        let mut places = Vec::new();
        for part in [widths, &self.dictionary, &self.index] {
            places.extend(at.to_le_bytes());
            at += part.len() as u64;
            self.out.write_all(part)?;
        }
        self.out.write_all(&places)?;
        self.out.write_all(MAGIC)?;
        Ok(self.out)
    }
}

/// A file opened for reading.
#[derive(Clone)]
pub(super) struct PairFile {
    bytes: OwnedBytes,
    widths: Range<usize>,
    dictionary: Range<usize>,
    index: Range<usize>,
    /// Set by readers whose postings break off: they cannot return an error.
    pub(super) broken: Arc<AtomicBool>,
}

impl PairFile {
    /// Finds the parts of a file; `None` if it is none.
    pub(super) fn parse(bytes: OwnedBytes) -> Option<PairFile> {
        let end = bytes.len().checked_sub(TRAILER)?;
        let trailer = bytes.get(end..)?;
        if trailer.last_chunk() != Some(MAGIC) {
            return None;
        }
        let widths = number(trailer, 0)?;
        let dictionary = number(trailer, 8)?;
        let index = number(trailer, 16)?;
        let whole = (end.checked_sub(index)?).is_multiple_of(INDEX_ENTRY);
        (widths <= dictionary && dictionary <= index && whole).then_some(PairFile {
            bytes,
            widths: widths..dictionary,
            dictionary: dictionary..index,
            index: index..end,
            broken: Arc::default(),
        })
    }

    /// The place of the postings of a pair, if any document has it.
    pub(super) fn find(&self, key: u64) -> Option<usize> {
        let (found, at) = self.terms_from(key).next()?;
        (found == key).then_some(at)
    }

    /// What the postings at a place are read from.
    ///
    /// It goes on to the end of the file, so that eight bytes can be read at once anywhere in them.
    #[inline]
    pub(super) fn view(&self, at: usize) -> View<'_> {
        View {
            bytes: self.bytes.get(at..).unwrap_or(&[]),
            widths: self.widths(),
        }
    }

    /// As [`PairFile::view`], for readers that live longer: the bytes, and the widths.
    pub(super) fn shared(&self, at: usize) -> Option<(OwnedBytes, OwnedBytes)> {
        let inside = at <= self.bytes.len() && self.widths.end <= self.bytes.len();
        inside.then(|| {
            (
                self.bytes.slice(at..self.bytes.len()),
                self.bytes.slice(self.widths.clone()),
            )
        })
    }

    /// The bits of each document's positions.
    #[inline]
    pub(super) fn widths(&self) -> &[u8] {
        self.bytes.get(self.widths.clone()).unwrap_or(&[])
    }

    /// The pairs from `key` on, in their order.
    pub(super) fn terms_from(&self, key: u64) -> Terms<'_> {
        let blocks = self.index.len() / INDEX_ENTRY;
        let (mut low, mut high) = (0, blocks);
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            match self.block(middle) {
                Some((first, ..)) if first <= key => low = middle,
                _ => high = middle,
            }
        }
        let mut terms = Terms {
            file: self,
            block: low,
            left: 0,
            dictionary_at: self.dictionary.start,
            key: 0,
            postings_at: 0,
        };
        loop {
            let before = terms.clone();
            match terms.next() {
                Some((found, _)) if found < key => {}
                _ => return before,
            }
        }
    }

    /// First pair of a block, its place in the dictionary, and that of its postings.
    fn block(&self, block: usize) -> Option<(u64, usize, usize)> {
        let index = self.bytes.get(self.index.clone())?;
        let entry = index.get(block.checked_mul(INDEX_ENTRY)?..)?;
        let key = entry
            .first_chunk()
            .map(|bytes| u64::from_le_bytes(*bytes))?;
        Some((key, number(entry, 8)?, number(entry, 16)?))
    }
}

/// The number that stands at `at`.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    usize::try_from(u64::from_le_bytes(*bytes)).ok()
}

/// Goes through pairs and the places where their postings begin.
#[derive(Clone)]
pub(super) struct Terms<'a> {
    file: &'a PairFile,
    /// The block that comes when this one is through.
    block: usize,
    left: usize,
    dictionary_at: usize,
    key: u64,
    postings_at: usize,
}

impl Iterator for Terms<'_> {
    type Item = (u64, usize);

    fn next(&mut self) -> Option<(u64, usize)> {
        let file = self.file;
        if self.left == 0 {
            let (key, dictionary, postings) = file.block(self.block)?;
            self.block += 1;
            self.left = BLOCK;
            self.key = key;
            self.dictionary_at = file.dictionary.start.checked_add(dictionary)?;
            self.postings_at = postings;
        }
        let dictionary = file.bytes.get(..file.dictionary.end)?;
        self.key = self
            .key
            .checked_add(varint::read(dictionary, &mut self.dictionary_at)?)?;
        let length = usize::try_from(varint::read(dictionary, &mut self.dictionary_at)?).ok()?;
        let from = self.postings_at;
        let to = from
            .checked_add(length)
            .filter(|to| *to <= file.widths.start)?;
        self.postings_at = to;
        self.left -= 1;
        Some((self.key, from))
    }
}
