//! Makes one file of several: runs of one segment, or segments.

use std::io::{self, Write};
use std::iter::Peekable;

use super::context::{self, Context, Share};
use super::file::{FileWriter, PairFile, Terms};
use super::postings::Encoder;
use super::walk::{Walk, count};

/// The number of a document that is gone.
pub(super) const GONE: u32 = u32::MAX;

/// A file with the new numbers of its documents; `None` if they keep theirs.
pub(super) struct Source {
    pub(super) file: PairFile,
    pub(super) docs: Option<Vec<u32>>,
}

impl Source {
    /// The new number of a document, or [`GONE`]; `None` if it has none.
    fn number(&self, doc: u32) -> Option<u32> {
        match &self.docs {
            None => Some(doc),
            Some(docs) => docs.get(doc as usize).copied(),
        }
    }
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
    let mut places = Vec::new();
    let mut terms: Vec<(&Source, Peekable<Terms<'_>>)> = sources
        .iter()
        .map(|source| (source, source.file.terms_from(0).peekable()))
        .collect();
    while let Some(key) = terms
        .iter_mut()
        .filter_map(|(_, terms)| terms.peek().map(|(key, _)| *key))
        .min()
    {
        places.clear();
        for (source, terms) in &mut terms {
            if let Some((_, at)) = terms.next_if(|(next, _)| *next == key) {
                places.push((*source, at));
            }
        }
        let shares = copy(&places, &widths, &mut encoder).ok_or(io::ErrorKind::InvalidData)?;
        encoded.clear();
        if encoder.finish(context::merged(&shares).as_ref(), &mut encoded) {
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

/// Adds the postings of a pair; `None` if they are damaged.
///
/// Returns what its context is made of, nothing where it needs none.
fn copy(places: &[(&Source, usize)], widths: &[u8], encoder: &mut Encoder) -> Option<Vec<Share>> {
    let mut shares = Vec::new();
    let mut documents = 0;
    for (source, at) in places {
        documents += u64::from(count(source.file.view(*at))?);
    }
    for &(source, at) in places {
        let mut walk = Walk::open(source.file.view(at))?;
        if documents < u64::from(context::LEAST) {
            copy_one(source, at, &mut walk, widths, encoder, |_| ())?;
            continue;
        }
        let mut docs = Vec::new();
        copy_one(source, at, &mut walk, widths, encoder, |doc| docs.push(doc))?;
        let context = match walk.context(source.file.view(at).bytes) {
            None => None,
            Some(bytes) => Some(renumbered(Context::read(bytes)?, source)?),
        };
        shares.push(Share { context, docs });
    }
    Some(shares)
}

fn copy_one(
    source: &Source,
    at: usize,
    walk: &mut Walk,
    widths: &[u8],
    encoder: &mut Encoder,
    mut each: impl FnMut(u32),
) -> Option<()> {
    let view = source.file.view(at);
    for _ in 0..walk.count() {
        let doc = source.number(walk.step(view)?)?;
        if doc == GONE {
            continue;
        }
        each(doc);
        let width = *widths.get(doc as usize)?;
        let mut positions = walk.positions(0);
        while let Some(position) = positions.next(view.bytes) {
            encoder.push(doc, width, position);
        }
    }
    Some(())
}

fn renumbered(mut context: Context, source: &Source) -> Option<Context> {
    for part in &mut context.parts {
        for doc in &mut part.without {
            *doc = source.number(*doc)?;
        }
        part.without.retain(|doc| *doc != GONE);
    }
    Some(context)
}
