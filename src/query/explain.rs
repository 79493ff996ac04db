//! Why a hit stands where it stands: what each word adds to its score, from the index's own figures.

use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use super::question::Question;
use super::rank::{Place, Weighed, WordScorer};
use crate::error::Result;
use crate::index::IndexReader;

/// What one word of the query adds to a document's score in one place; the parts sum up to the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The word, as the index holds it.
    pub word: String,
    /// Where it stands.
    pub place: Place,
    /// How often it stands there.
    pub times: u32,
    /// How rare it is there among all documents.
    pub idf: f64,
    /// What of `times` counts: saturated, less in long documents.
    pub tf: f64,
    /// What is added to `tf` because it stands there as a whole word.
    pub whole: f64,
    /// How much the place counts: 1 for the text.
    pub boost: f64,
}

impl Reason {
    /// What it adds to the score.
    pub fn points(&self) -> f64 {
        self.boost * self.idf * (self.tf + self.whole)
    }
}

/// Explains hits of one question.
pub struct Explainer<'a> {
    reader: &'a IndexReader,
    words: Vec<Weighed>,
}

impl<'a> Question<'a> {
    /// What tells why hits sorted by relevance stand where they stand.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn explainer(&self) -> Result<Explainer<'a>> {
        Ok(Explainer {
            reader: self.reader,
            words: self.weights()?,
        })
    }
}

impl Explainer<'_> {
    /// What each word of the query adds to the score of the document `id`, greatest first.
    ///
    /// Words that are not in it as words are left out: the query's text may stand there across
    /// the bounds of words, which is found and adds nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn reasons(&self, id: &str) -> Result<Vec<Reason>> {
        self.collect(id).map_err(|error| self.reader.told(error))
    }

    fn collect(&self, id: &str) -> tantivy::Result<Vec<Reason>> {
        let Some(address) = self.address(id)? else {
            return Ok(Vec::new());
        };
        let segment = self.reader.searcher().segment_reader(address.segment_ord);
        let mut out = Vec::new();
        for word in &self.words {
            let Some(mut scorer) = WordScorer::open(segment, word)? else {
                continue;
            };
            let (times, tf) = scorer.saturation(address.doc_id);
            if times > 0 {
                out.push(Reason {
                    word: word.word.clone(),
                    place: word.place,
                    times,
                    idf: word.idf,
                    tf,
                    whole: word.whole,
                    boost: word.factor,
                });
            }
        }
        out.sort_by(|a, b| b.points().total_cmp(&a.points()));
        Ok(out)
    }

    /// Where the index holds the document.
    fn address(&self, id: &str) -> tantivy::Result<Option<DocAddress>> {
        let term = Term::from_field_text(self.reader.layout().id, id);
        for (ord, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field())?;
            let basic = tantivy::schema::IndexRecordOption::Basic;
            let Some(mut postings) = inverted.read_postings(&term, basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if !segment.is_deleted(doc) {
                    let ord = u32::try_from(ord).unwrap_or(u32::MAX);
                    return Ok(Some(DocAddress::new(ord, doc)));
                }
                postings.advance();
            }
        }
        Ok(None)
    }
}
