//! Documents that hold several pairs at given distances.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::OwnedBytes;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::file::PairFile;
use super::positions::{Positions, common};
use super::walk::{View, Walk};

/// The documents of one pair.
#[derive(Clone)]
pub(super) struct PairDocs {
    /// Where a posting list that breaks off is noted.
    broken: Arc<AtomicBool>,
    /// The file from the postings on, and its table of widths.
    bytes: OwnedBytes,
    widths: OwnedBytes,
    walk: Walk,
    doc: DocId,
}

impl PairDocs {
    /// Stands at the first document of the postings at `at`; `None` if there are none.
    pub(super) fn open(file: &PairFile, at: usize) -> Option<PairDocs> {
        let (bytes, widths) = file.shared(at)?;
        let mut docs = PairDocs {
            broken: Arc::clone(&file.broken),
            walk: Walk::open(file.view(at))?,
            bytes,
            widths,
            doc: TERMINATED,
        };
        docs.advance();
        Some(docs)
    }

    /// The same documents, from the first on, for one who never asks where the pair stands in them.
    pub(super) fn alone(mut self) -> Option<PairDocs> {
        let view = View {
            bytes: &self.bytes,
            widths: &self.widths,
        };
        self.walk = Walk::open(view)?.docs_alone();
        self.advance();
        Some(self)
    }

    /// How many documents there are.
    pub(super) fn count(&self) -> u32 {
        self.walk.count()
    }

    /// What is noted of the characters around the pair, as [`super::context`] writes it.
    pub(super) fn context(&self) -> Option<&[u8]> {
        self.walk.context(&self.bytes)
    }

    /// Stands where the walk has come to, or at the end.
    #[inline]
    fn stand(&mut self, reached: Option<DocId>) -> DocId {
        self.doc = match reached {
            Some(doc) => doc,
            None => self.end(),
        };
        self.doc
    }

    #[cold]
    fn end(&self) -> DocId {
        if !self.walk.is_through() {
            self.broken.store(true, Ordering::Relaxed);
        }
        TERMINATED
    }
}

impl DocSet for PairDocs {
    #[inline]
    fn advance(&mut self) -> DocId {
        let view = View {
            bytes: &self.bytes,
            widths: &self.widths,
        };
        let reached = self.walk.step(view);
        self.stand(reached)
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let view = View {
                bytes: &self.bytes,
                widths: &self.widths,
            };
            let reached = self.walk.seek(view, target);
            self.stand(reached);
        }
        self.doc
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.count()
    }
}

impl Scorer for PairDocs {
    fn score(&mut self) -> Score {
        1.0
    }
}

/// A pair of a phrase.
struct Part {
    docs: PairDocs,
    /// What is added to the pair's positions so that those of one match are equal.
    shift: u32,
    /// The positions in the document reached, those passed over aside.
    positions: Positions,
    /// The position reached; 0 before the first.
    place: u32,
}

impl Part {
    /// All positions in the document reached.
    #[inline]
    fn all(&self) -> Positions {
        self.docs.walk.positions(self.shift)
    }

    /// Stands before the first position in the document reached.
    #[inline]
    fn begin(&mut self) {
        self.positions = self.all();
        self.place = 0;
    }

    /// The first position from `goal` on.
    #[inline]
    fn from(&mut self, goal: u32) -> Option<u32> {
        if self.place < goal {
            self.place = self.positions.seek(&self.docs.bytes, goal)?;
        }
        Some(self.place)
    }
}

/// Documents in which all pairs stand at their distances.
pub(super) struct Phrase {
    /// Rarest first.
    parts: Vec<Part>,
    doc: DocId,
}

impl Phrase {
    /// Pairs with their distances from the first one, rarest first; stands at the first match.
    pub(super) fn new(pairs: Vec<(u32, PairDocs)>) -> Phrase {
        let mut phrase = Phrase::before(pairs);
        let first = phrase.parts.first();
        let first = first.map_or(TERMINATED, |part| part.docs.doc());
        phrase.doc = phrase.match_from(first);
        phrase
    }

    /// As [`Phrase::new`], but stands nowhere yet.
    pub(super) fn before(pairs: Vec<(u32, PairDocs)>) -> Phrase {
        // The positions of all pairs are compared from 1 on.
        let last = pairs.iter().map(|(at, _)| *at).max().unwrap_or(0) + 1;
        let part = |(at, docs)| Part {
            docs,
            shift: last - at,
            positions: Positions::default(),
            place: 0,
        };
        Phrase {
            parts: pairs.into_iter().map(part).collect(),
            doc: 0,
        }
    }

    /// Whether a document matches; documents are asked for in their order.
    pub(super) fn matches(&mut self, doc: DocId) -> bool {
        let mut parts = self.parts.iter_mut();
        parts.all(|part| part.docs.seek(doc) == doc) && self.meet().is_some()
    }

    /// The first match from `doc` on, where the rarest pair stands.
    fn match_from(&mut self, mut doc: DocId) -> DocId {
        while doc != TERMINATED {
            doc = self.agree(doc);
            if doc == TERMINATED || self.meet().is_some() {
                break;
            }
            doc = self.next();
        }
        doc
    }

    /// The next document of the rarest pair.
    #[inline]
    fn next(&mut self) -> DocId {
        let rarest = self.parts.first_mut();
        rarest.map_or(TERMINATED, |part| part.docs.advance())
    }

    /// The first document from `doc` on that has all pairs.
    #[inline]
    fn agree(&mut self, mut doc: DocId) -> DocId {
        let Some((rarest, others)) = self.parts.split_first_mut() else {
            return TERMINATED;
        };
        'candidates: while doc != TERMINATED {
            for other in &mut *others {
                let there = other.docs.seek(doc);
                if there != doc {
                    doc = rarest.docs.seek(there);
                    continue 'candidates;
                }
            }
            break;
        }
        doc
    }

    /// The first position at which all pairs stand, their distances aside, in the document where
    /// all are.
    #[inline]
    fn meet(&mut self) -> Option<u32> {
        let [rarest, next, others @ ..] = &mut self.parts[..] else {
            // One pair stands where it stands.
            return Some(0);
        };
        others.iter_mut().for_each(Part::begin);
        // Most of the time of a search goes by between these two.
        let (mut a, mut b) = (rarest.all(), next.all());
        loop {
            let at = common((&mut a, &rarest.docs.bytes), (&mut b, &next.docs.bytes))?;
            if all_at(others, at)? {
                return Some(at);
            }
        }
    }
}

/// Whether all parts stand at a place; `None` if one stands nowhere from there on.
#[inline]
fn all_at(parts: &mut [Part], place: u32) -> Option<bool> {
    for part in parts {
        if part.from(place)? != place {
            return Some(false);
        }
    }
    Some(true)
}

impl DocSet for Phrase {
    fn advance(&mut self) -> DocId {
        let next = self.next();
        self.doc = self.match_from(next);
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let rarest = self.parts.first_mut();
            let next = rarest.map_or(TERMINATED, |part| part.docs.seek(target));
            self.doc = self.match_from(next);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts.first().map_or(0, |part| part.docs.count())
    }

    fn cost(&self) -> u64 {
        // A document that has all pairs costs more to look at than one of a single pair.
        u64::from(self.size_hint()) * 4 * self.parts.len() as u64
    }
}

impl Scorer for Phrase {
    fn score(&mut self) -> Score {
        1.0
    }
}
