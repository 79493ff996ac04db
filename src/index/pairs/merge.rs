//! Makes one file of several: runs of one segment, or segments.

use std::io::{self, Write};
use std::iter::Peekable;

use super::file::{FileWriter, PairFile, Terms};
use super::postings::{Encoder, Walk};

/// The number of a document that is gone.
pub(super) const GONE: u32 = u32::MAX;

/// A file with the new numbers of its documents; `None` if they keep theirs.
pub(super) struct Source {
    pub(super) file: PairFile,
    pub(super) docs: Option<Vec<u32>>,
}

/// Writes the pairs of all sources; the documents of one come behind those of the sources before
/// it, or go on where those end.
///
/// # Errors
/// When nothing can be written, and `InvalidData` if a source is damaged.
pub(super) fn merge<W: Write>(sources: &[Source], out: W) -> io::Result<W> {
    let mut writer = FileWriter::new(out);
    let mut encoder = Encoder::default();
    let mut encoded = Vec::new();
    let mut terms: Vec<(&Source, Peekable<Terms<'_>>)> = sources
        .iter()
        .map(|source| (source, source.file.terms_from(0).peekable()))
        .collect();
    while let Some(key) = terms
        .iter_mut()
        .filter_map(|(_, terms)| terms.peek().map(|(key, _)| *key))
        .min()
    {
        for (source, terms) in &mut terms {
            if let Some((_, range)) = terms.next_if(|(next, _)| *next == key) {
                copy(
                    source.file.bytes(range),
                    source.docs.as_deref(),
                    &mut encoder,
                )
                .ok_or(io::ErrorKind::InvalidData)?;
            }
        }
        if !encoder.is_empty() {
            encoded.clear();
            encoder.finish(&mut encoded);
            writer.put(key, &encoded)?;
        }
    }
    writer.finish()
}

/// Adds the entries of one source; `None` if they are damaged.
fn copy(bytes: &[u8], docs: Option<&[u32]>, encoder: &mut Encoder) -> Option<()> {
    let mut walk = Walk::open(bytes)?;
    for _ in 0..walk.count() {
        if !walk.step(bytes) {
            return None;
        }
        let doc = match docs {
            None => walk.doc,
            Some(docs) => *docs.get(walk.doc as usize)?,
        };
        if doc != GONE {
            let (from, to) = walk.positions;
            encoder.push(doc, bytes.get(from..to)?)?;
        }
    }
    Some(())
}
