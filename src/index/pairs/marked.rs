//! Documents marked in a set: those that hold one of several pairs.

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::walk::{View, Walk};

/// Documents marked in a set.
pub(super) struct Marked {
    /// A bit a document.
    bits: Vec<u64>,
    count: u32,
    doc: DocId,
}

impl Marked {
    /// An empty set of documents below `most`.
    pub(super) fn new(most: u32) -> Marked {
        Marked {
            bits: vec![0; (most as usize).div_ceil(64)],
            count: 0,
            doc: TERMINATED,
        }
    }

    /// Marks all documents of a pair; `None` if there are no postings.
    pub(super) fn mark(&mut self, view: View<'_>) -> Option<()> {
        let mut walk = Walk::open(view)?;
        while let Some(doc) = walk.step(view) {
            let bit = 1 << (doc % 64);
            let word = self.bits.get_mut(doc as usize / 64)?;
            self.count += u32::from(*word & bit == 0);
            *word |= bit;
        }
        walk.is_through().then_some(())
    }

    /// Stands at the first document.
    pub(super) fn ready(mut self) -> Marked {
        self.doc = self.first_from(0);
        self
    }

    fn first_from(&self, doc: DocId) -> DocId {
        let mut at = doc as usize / 64;
        let mut mask = u64::MAX << (doc % 64);
        while let Some(word) = self.bits.get(at) {
            let left = word & mask;
            if left != 0 {
                return at as u32 * 64 + left.trailing_zeros();
            }
            mask = u64::MAX;
            at += 1;
        }
        TERMINATED
    }
}

impl DocSet for Marked {
    fn advance(&mut self) -> DocId {
        self.doc = match self.doc {
            TERMINATED => TERMINATED,
            doc => self.first_from(doc + 1),
        };
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.first_from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.count
    }
}

impl Scorer for Marked {
    fn score(&mut self) -> Score {
        1.0
    }
}
