//! Makes one file of several: runs of one segment, or segments.

use std::io::{self, Write};
use std::iter::Peekable;

use super::file::{FileWriter, PairFile, Terms};
use super::postings::Encoder;
use super::walk::Walk;

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
    let widths = widths(sources).ok_or(io::ErrorKind::InvalidData)?;
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
            if let Some((_, at)) = terms.next_if(|(next, _)| *next == key) {
                copy(source, at, &widths, &mut encoder).ok_or(io::ErrorKind::InvalidData)?;
            }
        }
        encoded.clear();
        if encoder.finish(&mut encoded) {
            writer.put(key, &encoded)?;
        }
    }
    writer.finish(&widths)
}

/// The widths of all documents that are left; `None` if a document has no number.
fn widths(sources: &[Source]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for source in sources {
        for (doc, width) in source.file.widths().iter().enumerate() {
            let doc = match &source.docs {
                None => doc,
                Some(docs) => match *docs.get(doc)? {
                    GONE => continue,
                    doc => doc as usize,
                },
            };
            if out.len() <= doc {
                out.resize(doc + 1, 0);
            }
            // A document that goes on in the next run has its last position there.
            let there = out.get_mut(doc)?;
            *there = (*there).max(*width);
        }
    }
    Some(out)
}

/// Adds the postings of one source; `None` if they are damaged.
fn copy(source: &Source, at: usize, widths: &[u8], encoder: &mut Encoder) -> Option<()> {
    let view = source.file.view(at);
    let mut walk = Walk::open(view)?;
    for _ in 0..walk.count() {
        let doc = walk.step(view)?;
        let doc = match &source.docs {
            None => doc,
            Some(docs) => *docs.get(doc as usize)?,
        };
        if doc == GONE {
            continue;
        }
        let width = *widths.get(doc as usize)?;
        let mut positions = walk.positions(0);
        while let Some(position) = positions.next(view.bytes) {
            encoder.push(doc, width, position);
        }
    }
    Some(())
}
