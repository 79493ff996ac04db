//! Finds texts in a document as the index finds them: over folded characters.

use std::ops::Range;

use memchr::memmem;

use crate::index::keys::equal_key;
use crate::text::search_chars;

/// Places of one text that are looked at in a document; more do not help a reader.
const MOST_PLACES: usize = 200;

/// A place where a text stands: byte range in the reading text, and which text it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) range: Range<usize>,
    pub(super) needle: usize,
}

/// A text that is looked for.
pub(super) struct Needle<'a> {
    /// As it was typed.
    pub(super) typed: &'a str,
    /// As search compares it.
    pub(super) key: String,
}

impl<'a> Needle<'a> {
    pub(super) fn new(text: &'a str) -> Option<Needle<'a>> {
        let key = equal_key(text);
        (!key.is_empty()).then_some(Needle { typed: text, key })
    }
}

/// Places where the needles stand as typed, if each of them does somewhere.
///
/// Folding a whole text costs far more than this, and most texts are written as queries are.
pub(super) fn verbatim(text: &str, needles: &[Needle<'_>]) -> Option<Vec<Place>> {
    let mut out = Vec::new();
    for (index, needle) in needles.iter().enumerate() {
        let before = out.len();
        let found = memmem::find_iter(text.as_bytes(), needle.typed.as_bytes());
        out.extend(found.take(MOST_PLACES).map(|at| Place {
            range: at..at + needle.typed.len(),
            needle: index,
        }));
        if out.len() == before {
            return None;
        }
    }
    out.sort_by_key(|place| (place.range.start, place.range.end));
    Some(out)
}

/// The first places of every needle, in the order of the text.
pub(super) fn places(text: &str, needles: &[Needle<'_>]) -> Vec<Place> {
    places_up_to(text, needles, MOST_PLACES)
}

/// Up to `most` places of every needle, in the order of the text.
pub(super) fn places_up_to(text: &str, needles: &[Needle<'_>], most: usize) -> Vec<Place> {
    let (folded, offsets) = folded(text);
    let mut out = Vec::new();
    for (index, needle) in needles.iter().enumerate() {
        let mut from = 0;
        let found = memmem::find_iter(folded.as_bytes(), needle.key.as_bytes());
        for found in found.take(most) {
            // Places are visited in order, so the search for their characters goes on from the last one.
            let first = from + offsets[from..].partition_point(|(at, _)| (*at as usize) < found);
            let end = found + needle.key.len();
            let last = first + offsets[first..].partition_point(|(at, _)| (*at as usize) < end);
            let start = offsets[first].1 as usize;
            let tail = offsets[last - 1].1 as usize;
            let width = text[tail..].chars().next().map_or(0, char::len_utf8);
            out.push(Place {
                range: start..tail + width,
                needle: index,
            });
            from = first;
        }
    }
    out.sort_by_key(|place| (place.range.start, place.range.end));
    out
}

/// The text as search compares it, and for each of its characters the offset there and in `text`.
fn folded(text: &str) -> (String, Vec<(u32, u32)>) {
    let mut folded = String::with_capacity(text.len());
    let mut offsets = Vec::with_capacity(text.len() / 3 + 1);
    for (at, c) in search_chars(text) {
        offsets.push((folded.len() as u32, at as u32));
        folded.push(c);
    }
    (folded, offsets)
}
