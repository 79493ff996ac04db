//! Documents marked in a set: those that hold one of several pairs.

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::walk::{View, Walk};

/// In the time in which one document is sought so many are passed over.
const SOUGHT: u32 = 16;

/// Documents marked in a set.
pub(super) struct Marked {
    /// A bit a document.
    bits: Vec<u64>,
    most: u32,
    count: u32,
    doc: DocId,
}

impl Marked {
    /// An empty set of documents below `most`.
    pub(super) fn new(most: u32) -> Marked {
        Marked {
            bits: vec![0; (most as usize).div_ceil(64)],
            most,
            count: 0,
            doc: TERMINATED,
        }
    }

    /// Marks all documents of a pair; `None` if there are no postings.
    pub(super) fn mark(&mut self, view: View<'_>) -> Option<()> {
        let mut walk = Walk::open(view)?.docs_alone();
        if walk.count() / SOUGHT > self.most - self.count {
            self.mark_missing(view, &mut walk);
            return Some(());
        }
        while let Some(doc) = walk.step(view) {
            self.set(doc)?;
        }
        walk.is_through().then_some(())
    }

    /// Looks only for the documents that are not marked yet.
    fn mark_missing(&mut self, view: View<'_>, walk: &mut Walk) {
        for at in 0..self.bits.len() {
            let mut left = self.bits.get(at).map_or(0, |word| !word);
            while left != 0 {
                let doc = at as u32 * 64 + left.trailing_zeros();
                left &= left - 1;
                if doc >= self.most {
                    return;
                }
                match walk.seek(view, doc) {
                    None => return,
                    Some(there) if there == doc => _ = self.set(doc),
                    Some(_) => {}
                }
            }
        }
    }

    #[inline]
    fn set(&mut self, doc: DocId) -> Option<()> {
        // The bits go on behind the last document, and a damaged file may too.
        if doc >= self.most {
            return None;
        }
        let bit = 1 << (doc % 64);
        let word = self.bits.get_mut(doc as usize / 64)?;
        self.count += u32::from(*word & bit == 0);
        *word |= bit;
        Some(())
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
