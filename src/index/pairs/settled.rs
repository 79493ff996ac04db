//! Documents of a string that one pair's context holds whole: no positions are compared but in the few without it.

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score};

use super::phrase::{PairDocs, Phrase};

/// Documents of a string that one pair's context holds whole.
pub(super) struct Settled {
    /// Those of the pair.
    docs: PairDocs,
    /// Those that have the pair, but not so, last first.
    without: Vec<DocId>,
    /// Finds out whether one of these has the string nevertheless.
    phrase: Phrase,
}

impl Settled {
    /// The documents of the pair, those without its context in their order, and all pairs of the
    /// string, before the first document.
    pub(super) fn new(docs: PairDocs, mut without: Vec<DocId>, phrase: Phrase) -> Settled {
        without.reverse();
        let first = docs.doc();
        let mut settled = Settled {
            docs,
            without,
            phrase,
        };
        settled.match_from(first);
        settled
    }

    /// The first match from `doc` on, where the pair stands.
    #[inline]
    fn match_from(&mut self, mut doc: DocId) -> DocId {
        // Most documents come before the next one without.
        while self.without.last().is_some_and(|without| *without <= doc) {
            if self.without.pop() == Some(doc) && !self.phrase.matches(doc) {
                doc = self.docs.advance();
            }
        }
        doc
    }
}

impl DocSet for Settled {
    #[inline]
    fn advance(&mut self) -> DocId {
        let next = self.docs.advance();
        self.match_from(next)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.docs.doc() < target {
            let next = self.docs.seek(target);
            self.match_from(next);
        }
        self.docs.doc()
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.docs.doc()
    }

    fn size_hint(&self) -> u32 {
        self.docs.count()
    }
}

impl Scorer for Settled {
    fn score(&mut self) -> Score {
        1.0
    }
}
