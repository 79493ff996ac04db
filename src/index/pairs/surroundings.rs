//! Finds what stands around a pair in nearly all documents of a run.

use super::context::{Context, FEW, LEAST, REACH, alike};
use super::key::{first, second};

/// Occurrences that are looked at before all are.
const SAMPLE: usize = 24;
/// A sample may say that so many times more documents are without.
const SLACK: f64 = 1.5;

/// The characters of a run's texts, one behind the other.
pub(super) struct Texts(Vec<u32>);

/// Marks the last character of a text.
const LAST: u32 = 1 << 31;

impl Texts {
    /// Of all pairs as they stand.
    pub(super) fn of(pairs: impl Iterator<Item = u64>) -> Texts {
        let mark = |key| if second(key) == 0 { LAST } else { 0 };
        Texts(pairs.map(|key| first(key) | mark(key)).collect())
    }

    /// What stands before the pair at a place, nearest first.
    fn before(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        let before = self.0.get(..place as usize).unwrap_or(&[]);
        before.iter().rev().copied().take_while(|c| c & LAST == 0)
    }

    /// What stands behind the pair at a place.
    fn behind(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        let behind = self.0.get(place as usize + 1..).unwrap_or(&[]);
        let goes_on = behind.iter().zip(behind.iter().skip(1));
        let goes_on = goes_on.take_while(|(c, _)| *c & LAST == 0);
        goes_on.map(|(_, c)| c & !LAST)
    }
}

impl Context {
    /// The longest context that nearly all documents of a pair have, of all its documents and places
    /// in their order.
    pub(super) fn find(texts: &Texts, places: &[(u32, u32)], documents: u32) -> Option<Context> {
        if documents < LEAST {
            return None;
        }
        let step = (places.len() / SAMPLE).max(1);
        let sample: Vec<u32> = places
            .iter()
            .step_by(step)
            .take(SAMPLE)
            .map(|(_, place)| *place)
            .collect();
        let least = least(places.len() as f64 / f64::from(documents));
        let before = usual(&sample, least, |place, at| texts.before(place).nth(at));
        let behind = usual(&sample, least, |place, at| texts.behind(place).nth(at));
        if before.is_empty() && behind.is_empty() {
            return None;
        }
        let reached = reached(texts, places, &before, &behind);
        let mut counts = [0; u16::BITS as usize];
        for (_, parts) in &reached {
            for (at, count) in counts.iter_mut().enumerate() {
                *count += usize::from(parts >> at & 1 == 0);
            }
        }
        Context::of_parts(
            &before,
            &behind,
            documents as usize,
            |before, behind| counts.get(bit(before, behind)).copied().unwrap_or(0),
            |before, behind| {
                let without = |parts: u16| parts >> bit(before, behind) & 1 == 0;
                let reached = reached.iter().filter(|(_, parts)| without(*parts));
                reached.map(|(doc, _)| *doc).collect()
            },
        )
    }
}

/// How many of a sample must have a character in common, so that few documents can be expected to
/// have it nowhere, where each holds the pair so many times.
fn least(times: f64) -> usize {
    let without = |least: usize| (1.0 - least as f64 / SAMPLE as f64).powf(times);
    let least = (1..SAMPLE).find(|least| without(*least) <= SLACK / f64::from(FEW));
    least.unwrap_or(SAMPLE)
}

/// The characters that most places of a sample have on one side, nearest first.
fn usual(sample: &[u32], least: usize, there: impl Fn(u32, usize) -> Option<u32>) -> Vec<u32> {
    let mut out = Vec::new();
    let mut left = sample.to_vec();
    for at in 0..REACH {
        let all: Vec<Option<u32>> = left.iter().map(|place| there(*place, at)).collect();
        let times = |c| all.iter().filter(|there| **there == c).count();
        let most = all
            .iter()
            .filter(|c| c.is_some())
            .max_by_key(|c| times(**c));
        let Some(c) = most.copied().filter(|c| times(*c) >= least) else {
            break;
        };
        left.retain(|place| there(*place, at) == c);
        out.extend(c);
    }
    out
}

/// For each document the parts of a context that stand around the pair somewhere in it.
fn reached(
    texts: &Texts,
    places: &[(u32, u32)],
    before: &[u32],
    behind: &[u32],
) -> Vec<(u32, u16)> {
    let mut out: Vec<(u32, u16)> = Vec::new();
    for (doc, place) in places {
        let before = alike(texts.before(*place), before);
        let bit = 1 << bit(before, alike(texts.behind(*place), behind));
        match out.last_mut() {
            Some((last, bits)) if last == doc => *bits |= bit,
            _ => out.push((*doc, bit)),
        }
    }
    for (_, bits) in &mut out {
        *bits = with_parts(*bits);
    }
    out
}

/// The place of a part's bit: so many characters before, so many behind.
fn bit(before: usize, behind: usize) -> usize {
    before * (REACH + 1) + behind
}

/// With every context all parts of it.
fn with_parts(bits: u16) -> u16 {
    // One character fewer behind, but not into the next group; then one fewer before.
    let fewer_behind = |bits: u16| bits | (bits & 0xeeee) >> 1;
    let fewer_before = |bits: u16| bits | bits >> (REACH + 1);
    let bits = fewer_behind(fewer_behind(fewer_behind(bits)));
    fewer_before(fewer_before(fewer_before(bits)))
}
