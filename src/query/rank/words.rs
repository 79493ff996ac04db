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
    lengths: FieldNormReader,
    weight: f64,
    whole: f64,
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
        Ok(Some(WordScorer {
            postings,
            lengths,
            weight: word.factor * word.idf,
            whole: word.whole,
            below: below.collect(),
        }))
    }

    /// What the word adds to the score of `doc`; documents must come in order.
    #[inline]
    pub(in crate::query) fn score(&mut self, doc: DocId) -> f64 {
        match self.saturation(doc) {
            (0, _) => 0.0,
            (_, tf) => self.weight * (tf + self.whole),
        }
    }

    /// How often the word stands in `doc`, and what of it BM25 counts, by the document's length.
    #[inline]
    pub(in crate::query) fn saturation(&mut self, doc: DocId) -> (u32, f64) {
        let mut there = self.postings.doc();
        if there < doc {
            // Where most documents match, the next one is often the one asked for.
            there = self.postings.advance();
            if there < doc {
                there = self.postings.seek(doc);
            }
        }
        if there != doc {
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
