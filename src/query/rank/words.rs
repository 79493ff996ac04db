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

/// A word that counts, with its weight over the whole index.
#[derive(Debug, Clone)]
pub(in crate::query) struct Weighed {
    term: Term,
    weight: f64,
    average: f64,
}

/// The weights of `words` in a field.
fn weigh(
    searcher: &Searcher,
    field: Field,
    words: &[String],
    factor: f64,
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
            let idf = (1.0 + (documents - found + 0.5) / (found + 0.5)).ln();
            out.push(Weighed {
                term,
                weight: factor * idf * (K1 + 1.0),
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
    let mut out = weigh(searcher, words, list, 1.0)?;
    out.extend(weigh(searcher, title, list, TITLE)?);
    Ok(out)
}

/// One word's postings in one segment.
pub(super) struct WordScorer {
    postings: SegmentPostings,
    lengths: FieldNormReader,
    weight: f64,
    average: f64,
}

impl WordScorer {
    pub(super) fn open(
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
        Ok(Some(WordScorer {
            postings,
            lengths,
            weight: word.weight,
            average: word.average,
        }))
    }

    /// BM25 of the word in `doc`; documents must come in order.
    pub(super) fn score(&mut self, doc: DocId) -> f64 {
        if self.postings.doc() < doc {
            self.postings.seek(doc);
        }
        if self.postings.doc() != doc {
            return 0.0;
        }
        let frequency = f64::from(self.postings.term_freq());
        let length = f64::from(self.lengths.fieldnorm(doc)) / self.average;
        self.weight * frequency / (frequency + K1 * (1.0 - B + B * length))
    }
}
