//! Documents that hold several pairs at given distances.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::OwnedBytes;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::file::PairFile;
use super::positions::Positions;
use super::postings::{View, Walk};

/// The documents of one pair.
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

    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many documents there are.
    pub(super) fn count(&self) -> u32 {
        self.walk.count()
    }

    /// Stands where the walk has come to, or at the end.
    #[inline]
    fn stand(&mut self, reached: bool) -> DocId {
        self.doc = self.walk.doc;
        if !reached {
            self.doc = TERMINATED;
            if !self.walk.is_through() {
                self.broken.store(true, Ordering::Relaxed);
            }
        }
        self.doc
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

/// Documents in which all pairs stand at their distances.
pub(super) struct Phrase {
    /// Rarest first.
    pairs: Vec<PairDocs>,
    /// What is added to a pair's position so that those of one match are equal.
    shifts: Vec<u32>,
    /// Room for [`Phrase::all_meet`]: positions of each pair, and the one reached.
    places: Vec<(Positions, u32)>,
    doc: DocId,
}

impl Phrase {
    /// Pairs with their distances from the first one.
    pub(super) fn new(mut pairs: Vec<(u32, PairDocs)>) -> Phrase {
        pairs.sort_by_key(|(_, docs)| docs.count());
        let last = pairs.iter().map(|(at, _)| *at).max().unwrap_or(0);
        let shifts = pairs.iter().map(|(at, _)| last - at).collect();
        let mut phrase = Phrase {
            pairs: pairs.into_iter().map(|(_, docs)| docs).collect(),
            shifts,
            places: Vec::new(),
            doc: 0,
        };
        let first = phrase.pairs.first().map_or(TERMINATED, |docs| docs.doc());
        phrase.doc = phrase.match_from(first);
        phrase
    }

    /// The first match from `doc` on, where the rarest pair stands.
    fn match_from(&mut self, mut doc: DocId) -> DocId {
        while doc != TERMINATED {
            doc = self.agree(doc);
            if doc == TERMINATED || self.stands() {
                break;
            }
            doc = self
                .pairs
                .first_mut()
                .map_or(TERMINATED, |docs| docs.advance());
        }
        doc
    }

    /// The first document from `doc` on that has all pairs.
    fn agree(&mut self, mut doc: DocId) -> DocId {
        let Some((rarest, others)) = self.pairs.split_first_mut() else {
            return TERMINATED;
        };
        'candidates: while doc != TERMINATED {
            for other in &mut *others {
                let there = other.seek(doc);
                if there != doc {
                    doc = rarest.seek(there);
                    continue 'candidates;
                }
            }
            break;
        }
        doc
    }

    /// Whether the pairs stand at their distances in the document where all are.
    fn stands(&mut self) -> bool {
        match (&self.pairs[..], &self.shifts[..]) {
            ([a, b], [shift_a, shift_b]) => meet((a, *shift_a), (b, *shift_b)).is_some(),
            _ => self.all_meet().is_some(),
        }
    }

    /// A position at which all pairs stand, their distances aside.
    fn all_meet(&mut self) -> Option<u32> {
        self.places.clear();
        let mut goal = 0;
        for (docs, shift) in self.pairs.iter().zip(&self.shifts) {
            let mut positions = docs.walk.positions(*shift);
            let first = positions.next(docs.bytes())?;
            goal = goal.max(first);
            self.places.push((positions, first));
        }
        loop {
            let before = goal;
            for ((positions, at), docs) in self.places.iter_mut().zip(&self.pairs) {
                if *at < goal {
                    *at = positions.seek(docs.bytes(), goal)?;
                }
                goal = *at;
            }
            if goal == before {
                return Some(goal);
            }
        }
    }
}

/// The first position that two pairs have in common, each moved by its shift.
fn meet((a, shift_a): (&PairDocs, u32), (b, shift_b): (&PairDocs, u32)) -> Option<u32> {
    let (bytes_a, bytes_b) = (a.bytes(), b.bytes());
    let mut positions_a = a.walk.positions(shift_a);
    let mut positions_b = b.walk.positions(shift_b);
    let mut at_a = positions_a.next(bytes_a)?;
    let mut at_b = positions_b.next(bytes_b)?;
    while at_a != at_b {
        if at_a < at_b {
            at_a = positions_a.seek(bytes_a, at_b)?;
        } else {
            at_b = positions_b.seek(bytes_b, at_a)?;
        }
    }
    Some(at_a)
}

impl DocSet for Phrase {
    fn advance(&mut self) -> DocId {
        let next = self
            .pairs
            .first_mut()
            .map_or(TERMINATED, |docs| docs.advance());
        self.doc = self.match_from(next);
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            let next = self
                .pairs
                .first_mut()
                .map_or(TERMINATED, |docs| docs.seek(target));
            self.doc = self.match_from(next);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.pairs.first().map_or(0, |docs| docs.count())
    }

    fn cost(&self) -> u64 {
        // A document that has all pairs costs more to look at than one of a single pair.
        u64::from(self.size_hint()) * 4 * self.pairs.len() as u64
    }
}

impl Scorer for Phrase {
    fn score(&mut self) -> Score {
        1.0
    }
}
