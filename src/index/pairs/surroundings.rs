//! Finds what stands around a pair in most documents of a run.

use super::context::{Context, FEW, LEAST, REACH};
use super::key::{first, second};

/// Occurrences that are looked at before all are.
const SAMPLE: usize = 24;
/// A sample may say that so many times more documents are without.
const SLACK: f64 = 1.5;

/// The characters of a run's texts, one behind the other, [`REACH`] of [`NONE`] before and behind.
pub(super) struct Texts(Vec<u32>);

/// Mark the first and the last character of a text.
const FIRST: u32 = 1 << 30;
const LAST: u32 = 1 << 31;
/// No character, and one that is not asked for.
const NONE: u32 = FIRST | LAST;
const BEYOND: u32 = FIRST - 1;
/// What stands around a pair, the two characters of the pair included.
const WINDOW: usize = REACH + 2 + REACH;

impl Texts {
    /// Of all pairs as they stand.
    pub(super) fn of(pairs: impl Iterator<Item = u64>) -> Texts {
        let mut chars = vec![NONE; REACH];
        let mut mark = FIRST;
        for key in pairs {
            let last = if second(key) == 0 { LAST } else { 0 };
            chars.push(first(key) | mark | last);
            mark = if last == 0 { 0 } else { FIRST };
        }
        chars.extend([NONE; REACH]);
        Texts(chars)
    }

    #[inline]
    fn window(&self, place: u32) -> [u32; WINDOW] {
        let window = self.0.get(place as usize..);
        let window = window.and_then(|window| window.first_chunk());
        window.copied().unwrap_or([NONE; WINDOW])
    }

    /// What stands before and behind the pair at a place, nearest first; characters that are none
    /// or of another text have a mark.
    #[inline]
    fn around(&self, place: u32) -> ([u32; REACH], [u32; REACH]) {
        let [c, b, a, _, _, d, e, f] = self.window(place);
        let before = [a & !FIRST, b & !FIRST, c & !FIRST];
        let behind = [d & !LAST, e & !LAST, f & !LAST];
        (before, behind)
    }
}

impl Context {
    /// The longest context that most documents of a pair have, of all its documents and places
    /// in their order.
    pub(super) fn find(texts: &Texts, places: &[(u32, u32)], documents: u32) -> Option<Context> {
        if documents < LEAST {
            return None;
        }
        let step = (places.len() / SAMPLE).max(1);
        let sample = places.iter().step_by(step).take(SAMPLE);
        let least = least(places.len() as f64 / f64::from(documents));
        let around: Vec<_> = sample.map(|(_, place)| texts.around(*place)).collect();
        let before = usual(around.iter().map(|(before, _)| *before), least);
        let behind = usual(around.iter().map(|(_, behind)| *behind), least);
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

/// The characters that most of a sample have on one side, nearest first.
fn usual(sample: impl Iterator<Item = [u32; REACH]>, least: usize) -> Vec<u32> {
    let mut left: Vec<[u32; REACH]> = sample.collect();
    let mut out = Vec::new();
    for at in 0..REACH {
        let times = |c| left.iter().filter(|there| there[at] == c).count();
        let chars = left.iter().map(|there| there[at]);
        let most = chars.filter(|c| *c < FIRST).max_by_key(|c| times(*c));
        let Some(c) = most.filter(|c| times(*c) >= least) else {
            break;
        };
        left.retain(|there| there[at] == c);
        out.push(c);
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
    // Beyond their ends nothing is alike.
    let (before, behind) = (filled(before), filled(behind));
    let mut out: Vec<(u32, u16)> = Vec::new();
    for (doc, place) in places {
        let (there_before, there_behind) = texts.around(*place);
        let bit = 1 << bit(alike(there_before, before), alike(there_behind, behind));
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

fn filled(chars: &[u32]) -> [u32; REACH] {
    let mut out = [BEYOND; REACH];
    out.iter_mut().zip(chars).for_each(|(to, c)| *to = *c);
    out
}

/// How many characters are the same from the beginning.
#[inline]
fn alike(a: [u32; REACH], b: [u32; REACH]) -> usize {
    let mut both = a.iter().zip(b);
    both.position(|(a, b)| *a != b).unwrap_or(REACH)
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
