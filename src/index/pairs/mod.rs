//! The pairs of neighbouring characters of every text: what decides whether a string stands in a document.
//!
//! One file a segment, beside tantivy's own, written and merged as a plugin of tantivy's
//! ([`plugin`]). tantivy's own postings could hold the pairs, and did; but it looks a term up in a
//! hash table for every character of every text, and unpacks all positions of a document to find
//! one. Here a run of text is sorted at once, and a phrase stops at its first match, or needs none:
//! what stands around a pair nearly everywhere is noted with it ([`context`]).
//!
//! ```text
//! file      = postings of every pair · widths · dictionary · block index · trailer   (file.rs)
//! postings  = documents · context · skips · for each document its distance and its positions   (postings.rs, context.rs, walk.rs)
//! ```

mod bits;
mod build;
mod context;
mod entry;
mod file;
mod key;
mod marked;
mod merge;
mod phrase;
mod plugin;
mod positions;
mod postings;
mod query;
mod settled;
mod sort;
mod surroundings;
#[cfg(test)]
mod tests;
mod varint;
mod walk;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tantivy::directory::error::OpenReadError;
use tantivy::error::DataCorruption;
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::{Searcher, TantivyError};

use file::PairFile;
pub(super) use plugin::PairsPlugin;
pub(super) use query::ContainsQuery;

/// The ending of the files.
const EXTENSION: &str = "pairs";

/// The file of a segment, in tantivy's terms.
pub(super) fn component() -> SegmentComponent {
    SegmentComponent::Custom(EXTENSION.into())
}

/// The pairs of all segments that a searcher sees.
#[derive(Clone)]
pub(super) struct Pairs(Arc<Vec<(SegmentId, PairFile)>>);

impl Pairs {
    /// Opens the files of all segments, so that a merge that deletes them does no harm.
    pub(super) fn open(searcher: &Searcher) -> tantivy::Result<Pairs> {
        let mut files = Vec::new();
        for segment in searcher.segment_readers() {
            let slice = segment.open_read(component())?;
            let bytes = slice.read_bytes().map_err(|error| {
                OpenReadError::wrap_io_error(error, format!("*.{EXTENSION}").into())
            })?;
            let file = PairFile::parse(bytes).ok_or_else(|| damaged("a file of pairs"))?;
            files.push((segment.segment_id(), file));
        }
        Ok(Pairs(Arc::new(files)))
    }

    /// Whether postings that were read broke off before their end.
    pub(super) fn are_damaged(&self) -> bool {
        let mut files = self.0.iter();
        files.any(|(_, file)| file.broken.load(Ordering::Relaxed))
    }

    fn of(&self, segment: SegmentId) -> Option<&PairFile> {
        let mut files = self.0.iter();
        files.find(|(id, _)| *id == segment).map(|(_, file)| file)
    }
}

impl std::fmt::Debug for Pairs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pairs of {} segments", self.0.len())
    }
}

/// A file that does not have the form it was written in.
fn damaged(what: &str) -> TantivyError {
    TantivyError::DataCorruption(DataCorruption::comment_only(format!("{what} is damaged")))
}
