//! The question whether a document's text contains a string, as a query of tantivy's.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

use super::file::PairFile;
use super::key::{beginning_with, key};
use super::marked::Marked;
use super::phrase::{PairDocs, Phrase};
use super::{Pairs, damaged};
use crate::index::grams::{Cover, cover};
use crate::text::search_chars;

/// Documents whose text contains a string.
#[derive(Debug, Clone)]
pub(in crate::index) struct ContainsQuery {
    pairs: Pairs,
    asked: Asked,
}

/// What is looked for.
#[derive(Debug, Clone)]
enum Asked {
    /// One character.
    Char(char),
    /// Pairs at these distances from the first one.
    Pairs(Vec<(u32, u64)>),
}

impl ContainsQuery {
    /// The query for `text`, white space aside; `None` if nothing is left to look for.
    pub(in crate::index) fn new(pairs: &Pairs, text: &str) -> Option<ContainsQuery> {
        let asked = match cover(text) {
            Cover::Nothing => return None,
            Cover::One(..) => Asked::Char(search_chars(text).map(|(_, c)| c).next()?),
            Cover::Pairs(pairs) => {
                let numbered = pairs.iter().map(|(at, pair)| {
                    let mut chars = pair.chars();
                    Some((u32::try_from(*at).ok()?, key(chars.next()?, chars.next())))
                });
                Asked::Pairs(numbered.collect::<Option<_>>()?)
            }
        };
        Some(ContainsQuery {
            pairs: pairs.clone(),
            asked,
        })
    }
}

impl Query for ContainsQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for ContainsQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let file = self.pairs.of(reader.segment_id());
        let file = file.ok_or_else(|| damaged("the list of segments"))?;
        let scorer = match &self.asked {
            Asked::Char(c) => one_char(file, *c, reader.max_doc()),
            Asked::Pairs(pairs) => all_pairs(file, pairs),
        };
        scorer.ok_or_else(|| damaged("a file of pairs"))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("contains", 1.0))
    }
}

/// Documents with a character; `None` if the file is damaged.
fn one_char(file: &PairFile, c: char, most: u32) -> Option<Box<dyn Scorer>> {
    let range = beginning_with(c);
    let mut marked = Marked::new(most);
    for (_, at) in file
        .terms_from(range.start)
        .take_while(|(key, _)| range.contains(key))
    {
        marked.mark(file.view(at))?;
    }
    Some(Box::new(marked.ready()))
}

/// Documents with all pairs in their places; `None` if the file is damaged.
fn all_pairs(file: &PairFile, pairs: &[(u32, u64)]) -> Option<Box<dyn Scorer>> {
    let mut docs = Vec::with_capacity(pairs.len());
    for (at, key) in pairs {
        let Some(postings) = file.find(*key) else {
            return Some(Box::new(EmptyScorer));
        };
        docs.push((*at, PairDocs::open(file, postings)?));
    }
    match docs.len() {
        1 => docs
            .pop()
            .map(|(_, docs)| Box::new(docs) as Box<dyn Scorer>),
        _ => Some(Box::new(Phrase::new(docs))),
    }
}
