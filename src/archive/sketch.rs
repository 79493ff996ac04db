//! Reads of a text what stands near certain places alone, and fills up the rest.
//!
//! A list of hits shows a few lines of each text. What stands far from them is not looked at: only
//! its length and its lines must be right. Counting takes a third of the time that reading takes.

use memchr::memmem::Finder;

use super::two_byte::{Decoder, ESCAPE, encode_short, pairs};
use crate::text::UNREAD;

/// So many bytes before and behind a place are read, and so many times the length of what is looked
/// for: mostly enough for what is shown of a line.
const AROUND: (usize, usize) = (96, 144);
const TIMES: usize = 2;
/// What text that was not read is filled up with.
const FILLED: &str = match std::str::from_utf8(&[UNREAD as u8; 512]) {
    Ok(filled) => filled,
    Err(_) => panic!("the character is of ASCII"),
};

/// A text that is looked for.
struct Needle {
    finder: Finder<'static>,
    /// Where it was found, or past the end.
    place: usize,
}

/// Reads a text near the places of some others.
pub(super) struct Sketcher<'a> {
    plain: &'a [u8],
    /// Where the next character begins.
    at: usize,
    needles: Vec<Needle>,
    /// So many bytes before and behind a place are read.
    around: (usize, usize),
}

impl<'a> Sketcher<'a> {
    /// A sketch of the text with the form `plain`; `None` if one of the needles is not in it.
    pub(super) fn new(plain: &'a [u8], needles: &[String]) -> Option<Sketcher<'a>> {
        let mut found = Vec::new();
        let mut longest = 0;
        for needle in needles {
            let bytes = encode_short(needle);
            longest = bytes.len().max(longest);
            let finder = Finder::new(&bytes).into_owned();
            let place = finder.find(plain)?;
            found.push(Needle { finder, place });
        }
        Some(Sketcher {
            plain,
            at: 0,
            needles: found,
            around: (AROUND.0 + TIMES * longest, AROUND.1 + TIMES * longest),
        })
    }

    /// Whether the text is read to its end.
    pub(super) fn is_through(&self) -> bool {
        self.at == self.plain.len()
    }

    /// As [`Decoder::more`].
    pub(super) fn more(&mut self, text: &mut String, least: usize) -> Option<()> {
        let end = text.len().saturating_add(least);
        while !self.is_through() {
            let (from, to) = self.next_place();
            let line_ended = if self.at < from {
                self.pass(text, from, end)?
            } else {
                self.read(text, to, end)?
            };
            if line_ended {
                break;
            }
        }
        Some(())
    }

    /// What is to be read around the next place that is not read yet.
    fn next_place(&mut self) -> (usize, usize) {
        let (mut from, mut to) = (self.plain.len(), self.plain.len());
        for Needle { finder, place } in &mut self.needles {
            let behind = finder.needle().len() + self.around.1;
            while *place < self.plain.len() && *place + behind <= self.at {
                // Places may overlap.
                let rest = self.plain.get(*place + 1..).unwrap_or(&[]);
                *place += 1 + finder.find(rest).unwrap_or(rest.len());
            }
            if *place < self.plain.len() && place.saturating_sub(self.around.0) < from {
                from = place.saturating_sub(self.around.0);
                to = (*place + behind).min(self.plain.len());
            }
        }
        (from, to)
    }

    /// Fills up `text` for what stands before `to`; whether a line ended behind byte `end` of it.
    fn pass(&mut self, text: &mut String, to: usize, end: usize) -> Option<bool> {
        while self.at < to {
            let (count, length) = pairs(self.plain.get(self.at..to)?);
            self.at += 2 * count;
            fill(text, length);
            if self.at >= to {
                break;
            }
            if self.plain.get(self.at) == Some(&b'\n') {
                self.at += 1;
                text.push('\n');
                if text.len() >= end {
                    return Some(true);
                }
                continue;
            }
            let (bytes, length) = self.char_at(self.at)?;
            self.at += bytes;
            fill(text, length);
        }
        Some(false)
    }

    /// Reads what stands before `to`; whether a line ended behind byte `end` of `text`.
    fn read(&mut self, text: &mut String, to: usize, end: usize) -> Option<bool> {
        let mut stop = self.at;
        while stop < to {
            stop += 2 * pairs(self.plain.get(stop..to)?).0;
            if stop < to {
                stop += self.char_at(stop)?.0;
            }
        }
        let rest = self.plain.get(self.at..stop)?;
        let mut decoder = Decoder { rest };
        decoder.more(text, end.saturating_sub(text.len()))?;
        self.at = stop - decoder.rest.len();
        Some(text.len() >= end && text.ends_with('\n'))
    }

    /// The bytes of the character at `at`, and its length in UTF-8.
    fn char_at(&self, at: usize) -> Option<(usize, usize)> {
        let rest = self.plain.get(at..)?;
        match *rest.first()? {
            ..ESCAPE => Some((1, 1)),
            ESCAPE => {
                let (_, code) = rest.first_chunk::<4>()?.split_first()?;
                let code = code
                    .iter()
                    .fold(0, |code, byte| code << 8 | u32::from(*byte));
                Some((4, char::from_u32(code)?.len_utf8()))
            }
            _ => match pairs(rest.get(..2)?) {
                (1, length) => Some((2, length)),
                _ => None,
            },
        }
    }
}

fn fill(text: &mut String, mut length: usize) {
    while length > 0 {
        let piece = length.min(FILLED.len());
        text.push_str(&FILLED[..piece]);
        length -= piece;
    }
}

#[cfg(test)]
mod tests {
    use super::super::two_byte::encode;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sketch_is_the_text_with_gaps(parts in prop::collection::vec("[一甲a·é\n\u{10000}]{0,300}", 1..6), needle in "[甲a·\u{10000}]{1,3}", least in 1usize..900) {
            let whole = parts.join(&needle);
            let encoded = encode(&whole);
            let Some(mut sketcher) = Sketcher::new(&encoded, std::slice::from_ref(&needle)) else {
                prop_assert!(!whole.contains(&needle));
                return Ok(());
            };
            let mut sketch = String::new();
            while !sketcher.is_through() {
                let before = sketch.len();
                prop_assert!(sketcher.more(&mut sketch, least).is_some());
                prop_assert!(sketch.ends_with('\n') && sketch.len() - before >= least || sketcher.is_through());
            }
            prop_assert_eq!(sketch.len(), whole.len());
            let pairs = sketch.bytes().zip(whole.bytes());
            for (sketched, there) in pairs {
                prop_assert!(sketched == there || sketched == UNREAD as u8 && there != b'\n');
            }
            let near = |place: (usize, &str)| &sketch[place.0..place.0 + needle.len()] == needle.as_str();
            prop_assert!(whole.match_indices(&needle).all(near));
        }

        #[test]
        fn any_bytes_have_a_sketch_or_none(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            if let Some(mut sketcher) = Sketcher::new(&bytes, &["a".into()]) {
                let _ = sketcher.more(&mut String::new(), usize::MAX);
            }
        }
    }
}
