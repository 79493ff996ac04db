//! Weights of words (BM25), summed by the collector in one fixed order.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, Term};

/// BM25's saturation and length weights.
const K1: f64 = 1.2;
const B: f64 = 0.75;
/// How much more a word counts in the title.
const TITLE: f64 = 2.5;

/// What a whole word counts at least in the text, however long that is (BM25+), so that a match
/// across the bounds of words, which counts nothing, stays below it.
const WHOLE: f64 = 1.0;

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the whole text.
    Text,
    /// In the title.
    Title,
}

/// A word that counts, with its weight over the whole index.
#[derive(Debug, Clone)]
pub(in crate::query) struct Weighed {
    term: Term,
    pub(in crate::query) word: String,
    pub(in crate::query) place: Place,
    /// How rare the word is there.
    pub(in crate::query) idf: f64,
    /// How much the place counts.
    pub(in crate::query) factor: f64,
    /// What it adds to be there at all.
    pub(in crate::query) whole: f64,
    average: f64,
}

/// The weights of `words` in a field.
fn weigh(
    searcher: &Searcher,
    field: Field,
    words: &[String],
    (place, factor): (Place, f64),
) -> tantivy::Result<Vec<Weighed>> {
    let documents = searcher
        .segment_readers()
        .iter()
        .map(|s| f64::from(s.max_doc()))
        .sum::<f64>();
    let mut tokens = 0u64;
    for segment in searcher.segment_readers() {
        tokens += segment.inverted_index(field)?.total_num_tokens();
    }
    let average = (tokens as f64 / documents.max(1.0)).max(1.0);
    let mut out = Vec::new();
    for word in words {
        let term = Term::from_field_text(field, word);
        let found = searcher.doc_freq(&term)? as f64;
        if found > 0.0 {
            out.push(Weighed {
                term,
                word: word.clone(),
                place,
                idf: (1.0 + (documents - found + 0.5) / (found + 0.5)).ln(),
                factor,
                whole: match place {
                    Place::Text => WHOLE,
                    Place::Title => 0.0,
                },
                average,
            });
        }
    }
    Ok(out)
}

/// The weights of a query's words in text and title.
pub(in crate::query) fn weigh_all(
    searcher: &Searcher,
    words: Field,
    title: Field,
    list: &[String],
) -> tantivy::Result<Vec<Weighed>> {
    let mut out = weigh(searcher, words, list, (Place::Text, 1.0))?;
    out.extend(weigh(searcher, title, list, (Place::Title, TITLE))?);
    Ok(out)
}

/// One word's postings in one segment.
pub(in crate::query) struct WordScorer {
    postings: SegmentPostings,
    /// The document at which they stand.
    doc: DocId,
    lengths: FieldNormReader,
    weight: f64,
    whole: f64,
    /// What [`WordScorer::score`] never exceeds.
    most: f64,
    /// What BM25 adds below the line, by the code of a document's length.
    below: Vec<f64>,
}

impl WordScorer {
    pub(in crate::query) fn open(
        segment: &SegmentReader,
        word: &Weighed,
    ) -> tantivy::Result<Option<WordScorer>> {
        let field = word.term.field();
        let postings = segment
            .inverted_index(field)?
            .read_postings(&word.term, IndexRecordOption::WithFreqs)?;
        let Some(postings) = postings else {
            return Ok(None);
        };
        let lengths = segment.get_fieldnorms_reader(field)?;
        let below = (0..=u8::MAX).map(|code| {
            let length = f64::from(FieldNormReader::id_to_fieldnorm(code)) / word.average;
            K1 * (1.0 - B + B * length)
        });
        let weight = word.factor * word.idf;
        Ok(Some(WordScorer {
            doc: postings.doc(),
            postings,
            lengths,
            weight,
            most: weight * (K1 + 1.0 + word.whole),
            whole: word.whole,
            below: below.collect(),
        }))
    }

    /// What the word adds to the score of `doc`; documents must come in order.
    #[inline]
    pub(in crate::query) fn score(&mut self, doc: DocId) -> f64 {
        // Most words of a query are rarer than its hits.
        if self.doc > doc {
            return 0.0;
        }
        match self.saturation(doc) {
            (0, _) => 0.0,
            (_, tf) => self.weight * (tf + self.whole),
        }
    }

    /// How often the word stands in `doc`, and what of it BM25 counts, by the document's length.
    #[inline]
    pub(in crate::query) fn saturation(&mut self, doc: DocId) -> (u32, f64) {
        if self.doc < doc {
            // Where most documents match, the next one is often the one asked for.
            self.doc = self.postings.advance();
            if self.doc < doc {
                self.doc = self.postings.seek(doc);
            }
        }
        if self.doc != doc {
            return (0, 0.0);
        }
        let times = self.postings.term_freq();
        let frequency = f64::from(times);
        let code = usize::from(self.lengths.fieldnorm_id(doc));
        let below = self.below.get(code).copied().unwrap_or(K1);
        let counted = (K1 + 1.0) * frequency / (frequency + below);
        (times, counted)
    }
}

/// The most that rounding makes of a sum, as a factor.
pub(super) const ROUNDED: f64 = 1.0 + 1e-9;

/// The words of a query in one segment, which score its documents together.
pub(super) struct WordScorers {
    /// Those that can add most first.
    words: Vec<Ranked>,
    /// The place of each word among them, in the order in which points are summed.
    places: Vec<usize>,
}

/// A word among others.
struct Ranked {
    word: WordScorer,
    /// The most that all behind it can add.
    rest: f64,
    /// What it adds to the document at hand.
    points: f64,
}

impl WordScorers {
    pub(super) fn new(words: Vec<WordScorer>) -> WordScorers {
        let mut words: Vec<(usize, WordScorer)> = words.into_iter().enumerate().collect();
        words.sort_by(|(_, a), (_, b)| b.most.total_cmp(&a.most));
        let mut places = vec![0; words.len()];
        for (place, (at, _)) in words.iter().enumerate() {
            places[*at] = place;
        }
        let mut all = 0.0;
        let ranked = words.into_iter().rev().map(|(_, word)| {
            let rest = all;
            all += word.most;
            let points = 0.0;
            Ranked { word, rest, points }
        });
        let mut words: Vec<Ranked> = ranked.collect();
        words.reverse();
        WordScorers { words, places }
    }

    /// The score of `doc`, or `None` if it is below `bar`; documents must come in order.
    ///
    /// Most documents are below the bar without the words that can add much; those that every
    /// document has need not be looked up then.
    #[inline]
    pub(super) fn score(&mut self, doc: DocId, bar: f64) -> Option<f64> {
        let mut reached = 0.0;
        for ranked in &mut self.words {
            ranked.points = ranked.word.score(doc);
            reached += ranked.points;
            if (reached + ranked.rest) * ROUNDED < bar {
                return None;
            }
        }
        // Two numbers have the same sum in any order.
        if self.words.len() <= 2 {
            return (reached >= bar).then_some(reached);
        }
        let points = |place: &usize| self.words.get(*place).map_or(0.0, |ranked| ranked.points);
        let score = self.places.iter().map(points).sum();
        (score >= bar).then_some(score)
    }
}
