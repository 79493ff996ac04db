//! The question whether a document's text contains a string, as a query of tantivy's.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

use super::context::{Context, REACH};
use super::file::PairFile;
use super::key::{beginning_with, first, key, second};
use super::marked::Marked;
use super::phrase::{PairDocs, Phrase};
use super::settled::Settled;
use super::walk::count;
use super::{Pairs, damaged};
use crate::text::search_chars;

/// Documents whose text contains a string.
#[derive(Debug, Clone)]
pub(in crate::index) struct ContainsQuery {
    pairs: Pairs,
    asked: Asked,
}

/// So many documents of a pair are passed over in the time in which two pairs are compared in one.
const COMPARED: u32 = 8;

/// What is looked for.
#[derive(Debug, Clone)]
enum Asked {
    /// One character.
    Char(char),
    /// All pairs of neighbours, in their order.
    Pairs(Vec<u64>),
}

impl ContainsQuery {
    /// The query for `text`, white space aside; `None` if nothing is left to look for.
    pub(in crate::index) fn new(pairs: &Pairs, text: &str) -> Option<ContainsQuery> {
        let chars: Vec<char> = search_chars(text).map(|(_, c)| c).collect();
        let pair = |two: &[char]| match *two {
            [first, second] => Some(key(first, Some(second))),
            _ => None,
        };
        let asked = match chars[..] {
            [] => return None,
            [one] => Asked::Char(one),
            _ => Asked::Pairs(chars.windows(2).filter_map(pair).collect()),
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
pub(super) fn one_char(file: &PairFile, c: char, most: u32) -> Option<Box<dyn Scorer>> {
    let range = beginning_with(c);
    let mut marked = Marked::new(most);
    let terms = file.terms_from(range.start);
    let terms = terms.take_while(|(key, _)| range.contains(key));
    // Those of most documents first: often they leave few to look for.
    let mut pairs: Vec<(u32, usize)> = terms
        .map(|(_, at)| Some((count(file.view(at))?, at)))
        .collect::<Option<_>>()?;
    pairs.sort_unstable_by(|a, b| b.cmp(a));
    for (_, at) in pairs {
        marked.mark(file.view(at))?;
    }
    Some(Box::new(marked.ready()))
}

/// Documents with all pairs in their places; `None` if the file is damaged.
pub(super) fn all_pairs(file: &PairFile, pairs: &[u64]) -> Option<Box<dyn Scorer>> {
    let mut found = Vec::with_capacity(pairs.len());
    for (at, key) in (0..).zip(pairs) {
        let Some(postings) = file.find(*key) else {
            return Some(Box::new(EmptyScorer));
        };
        found.push((at, postings));
    }
    let mut docs = Vec::new();
    for (at, postings) in found {
        docs.push((at, PairDocs::open(file, postings)?));
    }
    let settled = settling(&docs, pairs);
    let mut docs = cover(docs, |docs| docs.count());
    match (docs.len(), settled) {
        (1, _) => docs
            .pop()
            .and_then(|(_, docs)| Some(Box::new(docs.alone()?) as Box<dyn Scorer>)),
        (_, Some((pair, without))) => {
            let phrase = Phrase::before(docs);
            Some(Box::new(Settled::new(pair.alone()?, without, phrase)))
        }
        (_, None) => Some(Box::new(Phrase::new(docs))),
    }
}

/// The pair whose context holds all of a string, with the documents without, of all its pairs in
/// their order; none if it pays to compare the rarest with the others.
fn settling(docs: &[(u32, PairDocs)], pairs: &[u64]) -> Option<(PairDocs, Vec<u32>)> {
    let last = pairs.last().map(|key| second(*key));
    let chars: Vec<u32> = pairs.iter().map(|key| first(*key)).chain(last).collect();
    let rarest = docs.iter().map(|(_, docs)| docs.count()).min()?;
    let (best, without) = docs
        .iter()
        .filter(|(_, docs)| docs.count() / COMPARED <= rarest)
        .filter_map(|(at, docs)| Some((docs, without(docs, *at as usize, &chars)?)))
        .map(|(docs, without)| (work(docs, &without), docs, without))
        .filter(|(work, ..)| work / u64::from(COMPARED) <= u64::from(rarest))
        .min_by_key(|(work, ..)| *work)
        .map(|(_, docs, without)| (docs, without))?;
    Some((best.clone(), without))
}

/// What it takes to go through the documents of a pair and to compare in those `without` its context.
fn work(docs: &PairDocs, without: &[u32]) -> u64 {
    u64::from(docs.count()) + without.len() as u64 * u64::from(COMPARED)
}

/// Documents that hold a pair, but may have the characters around it in a string nowhere around
/// it; `None` if that is not known.
fn without(docs: &PairDocs, at: usize, chars: &[u32]) -> Option<Vec<u32>> {
    let (before, rest) = chars.split_at_checked(at)?;
    let (_, behind) = rest.split_at_checked(2)?;
    if before.len() > REACH || behind.len() > REACH {
        return None;
    }
    let before: Vec<u32> = before.iter().rev().copied().collect();
    let context = Context::read(docs.context()?)?;
    context.without(&before, behind).map(<[u32]>::to_vec)
}

/// Pairs that hold every character together, rarest first, of all pairs of a text with their places
/// in it.
///
/// A pair that is not needed is kept if it is far rarer than the others, such as 升服 in 提升服务: few
/// documents are looked at then.
fn cover<T>(mut pairs: Vec<(u32, T)>, count: impl Fn(&T) -> u32) -> Vec<(u32, T)> {
    pairs.sort_by_key(|(_, pair)| count(pair));
    // How many of the pairs hold each character.
    let mut held = vec![0; pairs.len() + 1];
    pairs.retain(|(at, _)| {
        let two = held.get_mut(*at as usize..).unwrap_or_default();
        let needed = two.iter().take(2).any(|held| *held == 0);
        two.iter_mut()
            .take(2)
            .for_each(|held| *held += u8::from(needed));
        needed
    });
    if let [(at, rarest), (_, next), ..] = &pairs[..] {
        let two = held.get(*at as usize..).unwrap_or_default();
        let needed = two.iter().take(2).any(|held| *held == 1);
        if !needed && count(rarest) > count(next) / 4 * 3 {
            pairs.remove(0);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covering(counts: &[u32]) -> Vec<u32> {
        let pairs = cover((0..).zip(counts).collect(), |count| **count);
        pairs.into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn rare_pairs_come_first_and_all_characters_are_held() {
        assert_eq!(covering(&[5]), [0]);
        assert_eq!(covering(&[5, 3]), [1, 0]);
        assert_eq!(covering(&[5, 9, 3]), [2, 0]);
        assert_eq!(covering(&[50, 10, 30]), [1, 2, 0]);
        assert_eq!(covering(&[50, 29, 30]), [2, 0]);
        assert_eq!(covering(&[90, 50, 90, 10, 80]), [3, 1, 4, 0]);
    }
}
