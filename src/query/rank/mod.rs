//! Orders matches: by words (BM25), by date or by document number; counts them all.
//!
//! Scores are summed in one fixed order for every document and compared as whole numbers, and ties
//! end at the row number, so that the order does not depend on how the index is cut into segments.

mod words;

use std::cmp::{Ordering, Reverse};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnIndex, StrColumn};
use tantivy::{DocId, Score, SegmentReader};

pub use words::Place;
use words::{ROUNDED, WordScorers};
pub(super) use words::{Weighed, WordScorer, weigh_all};

use crate::index::layout::{DATE, NUMBER, ROWID};

/// In which order hits are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best match first; ties: newer first.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Date,
    /// By code, year and serial; unnumbered last.
    DocNumber,
}

/// A document that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its row in the records.
    pub rowid: i64,
    /// How well it matches, in ten-thousandths; 0 unless sorted by relevance.
    pub score: u64,
    /// Its date as `yyyymmdd`, 0 for none.
    pub date: u64,
    /// Its number's sort key.
    number: Option<String>,
}

/// Collects the best hits and counts all.
pub(super) struct Ranking {
    pub(super) sort: Sort,
    /// How many hits are kept.
    pub(super) keep: usize,
    pub(super) words: Vec<Weighed>,
}

impl Collector for Ranking {
    type Fruit = (u64, Vec<Hit>);
    type Child = SegmentRanking;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> tantivy::Result<SegmentRanking> {
        let columns = segment.fast_fields();
        let mut words = Vec::new();
        if self.sort == Sort::Relevance {
            for word in &self.words {
                words.extend(WordScorer::open(segment, word)?);
            }
        }
        Ok(SegmentRanking {
            sort: self.sort,
            keep: self.keep,
            words: WordScorers::new(words),
            rowid: Numbers(columns.u64(ROWID)?),
            date: Numbers(columns.u64(DATE)?),
            number: columns.str(NUMBER)?,
            count: 0,
            kept: Vec::new(),
            floor: None,
            bar: 0.0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(u64, Vec<Hit>)>) -> tantivy::Result<(u64, Vec<Hit>)> {
        let count = fruits.iter().map(|(count, _)| count).sum();
        let mut hits: Vec<Hit> = fruits.into_iter().flat_map(|(_, hits)| hits).collect();
        hits.sort_unstable_by(|a, b| order(self.sort, a, b));
        hits.truncate(self.keep);
        Ok((count, hits))
    }
}

fn order(sort: Sort, a: &Hit, b: &Hit) -> Ordering {
    let newer = || Reverse(a.date).cmp(&Reverse(b.date));
    let first = match sort {
        Sort::Relevance => Reverse(a.score).cmp(&Reverse(b.score)).then_with(newer),
        Sort::Date => newer(),
        Sort::DocNumber => (a.number.is_none(), &a.number).cmp(&(b.number.is_none(), &b.number)),
    };
    first.then_with(|| a.rowid.cmp(&b.rowid))
}

/// A column that has a number for every document.
struct Numbers(Column<u64>);

impl Numbers {
    /// The number of a document; 0 for none.
    #[inline]
    fn of(&self, doc: DocId) -> u64 {
        match self.0.index {
            // Without the way over the rows that several values would need.
            ColumnIndex::Full => self.0.values.get_val(doc),
            _ => self.0.first(doc).unwrap_or(0),
        }
    }
}

/// How fine scores are compared.
const POINT: f64 = 10_000.0;

/// What a hit is compared by inside one segment: smaller is better.
type Key = (u64, u64, u64);

/// The best hits of one segment.
pub(super) struct SegmentRanking {
    sort: Sort,
    keep: usize,
    words: WordScorers,
    rowid: Numbers,
    date: Numbers,
    number: Option<StrColumn>,
    count: u64,
    kept: Vec<(Key, DocId)>,
    /// The worst key that can still be kept, once enough are.
    floor: Option<Key>,
    /// Hardly less than the score of that key: nothing below it is kept.
    bar: f64,
}

impl SegmentRanking {
    /// The key of a document, or `None` if it is not among the best.
    #[inline]
    fn key(&mut self, doc: DocId) -> Option<Key> {
        let first = match self.sort {
            Sort::Relevance => {
                let score = self.words.score(doc, self.bar)? * POINT;
                u64::MAX - score as u64
            }
            Sort::Date => 0,
            Sort::DocNumber => {
                let ord = self
                    .number
                    .as_ref()
                    .and_then(|column| column.ords().first(doc));
                ord.unwrap_or(u64::MAX)
            }
        };
        // The columns are read only where they can make a difference.
        if self.floor.is_some_and(|(worst, ..)| first > worst) {
            return None;
        }
        let second = match self.sort {
            Sort::DocNumber => 0,
            Sort::Relevance | Sort::Date => u64::MAX - self.date.of(doc),
        };
        if self.floor.is_some_and(|(a, b, _)| (first, second) > (a, b)) {
            return None;
        }
        let key = (first, second, self.rowid.of(doc));
        self.floor.is_none_or(|floor| key < floor).then_some(key)
    }

    /// Keeps a document, and forgets all but the best from time to time.
    #[inline(never)]
    fn take(&mut self, key: Key, doc: DocId) {
        self.kept.push((key, doc));
        if self.kept.len() >= self.keep.saturating_mul(2).max(64) {
            self.prune();
        }
    }

    /// Forgets all but the best.
    fn prune(&mut self) {
        if self.kept.len() > self.keep && self.keep > 0 {
            self.kept.select_nth_unstable(self.keep - 1);
            self.kept.truncate(self.keep);
            self.floor = self.kept.iter().map(|(key, _)| *key).max();
            if let (Sort::Relevance, Some((first, ..))) = (self.sort, self.floor) {
                self.bar = (u64::MAX - first) as f64 / POINT / ROUNDED;
            }
        }
    }

    fn hit(&self, key: Key, doc: DocId) -> Hit {
        let column = self
            .number
            .as_ref()
            .filter(|_| self.sort == Sort::DocNumber);
        let number = column.and_then(|column| {
            let mut text = String::new();
            let ord = column.ords().first(doc)?;
            column.ord_to_str(ord, &mut text).ok()?.then_some(text)
        });
        Hit {
            rowid: i64::try_from(self.rowid.of(doc)).unwrap_or(0),
            score: if self.sort == Sort::Relevance {
                u64::MAX - key.0
            } else {
                0
            },
            date: self.date.of(doc),
            number,
        }
    }
}

impl SegmentCollector for SegmentRanking {
    type Fruit = (u64, Vec<Hit>);

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.count += docs.len() as u64;
        if self.keep == 0 {
            return;
        }
        for doc in docs {
            if let Some(key) = self.key(*doc) {
                self.take(key, *doc);
            }
        }
    }

    fn harvest(mut self) -> (u64, Vec<Hit>) {
        self.prune();
        let hits = self
            .kept
            .iter()
            .map(|(key, doc)| self.hit(*key, *doc))
            .collect();
        (self.count, hits)
    }
}
