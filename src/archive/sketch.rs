//! Reads of a text what stands near certain places alone, and fills up the rest.
//!
//! A list of hits shows a few lines of each text. What stands far from them is not looked at: only
//! its length and its lines must be right. Counting takes a third of the time that reading takes.

use std::ops::Range;

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
    /// What is to be read around the next place; empty at the end if none is left.
    next: Range<usize>,
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
        let mut sketcher = Sketcher {
            plain,
            at: 0,
            needles: found,
            around: (AROUND.0 + TIMES * longest, AROUND.1 + TIMES * longest),
            next: 0..0,
        };
        sketcher.next = sketcher.next_place();
        Some(sketcher)
    }

    /// Whether the text is read to its end.
    pub(super) fn is_through(&self) -> bool {
        self.at == self.plain.len()
    }

    /// Whether no place is left behind what was read.
    pub(super) fn is_past_places(&self) -> bool {
        self.next.is_empty()
    }

    /// Reads on around the next places, so many of them; to the end where none is left. `None` if
    /// this is no text.
    pub(super) fn more(&mut self, text: &mut String, places: usize) -> Option<()> {
        if self.is_past_places() {
            return self.pass(text, self.plain.len());
        }
        for _ in 0..places {
            if self.is_past_places() {
                break;
            }
            self.pass(text, self.next.start)?;
            self.read(text, self.next.end)?;
            self.next = self.next_place();
        }
        Some(())
    }

    /// What is to be read around the next place that is not read yet.
    fn next_place(&mut self) -> Range<usize> {
        let end = self.plain.len();
        let mut next = end..end;
        for Needle { finder, place } in &mut self.needles {
            let behind = finder.needle().len() + self.around.1;
            while *place < end && (*place + behind).min(end) <= self.at {
                // Places may overlap.
                let rest = self.plain.get(*place + 1..).unwrap_or(&[]);
                *place += 1 + finder.find(rest).unwrap_or(rest.len());
            }
            if *place < end && place.saturating_sub(self.around.0) < next.start {
                next = place.saturating_sub(self.around.0)..(*place + behind).min(end);
            }
        }
        next
    }

    /// Fills up `text` for what stands before `to`.
    fn pass(&mut self, text: &mut String, to: usize) -> Option<()> {
        let (mut at, mut length) = (self.at, 0);
        while at < to {
            let before = at;
            let (count, more) = pairs(self.plain.get(at..to)?);
            at += 2 * count;
            length += more;
            while let Some(c @ ..ESCAPE) = self.plain.get(at).filter(|_| at < to) {
                at += 1;
                if *c == b'\n' {
                    fill(text, length);
                    text.push('\n');
                    length = 0;
                } else {
                    length += 1;
                }
            }
            // What is left is an escape, or a character that goes on behind `to`.
            if at == before {
                let (bytes, more) = self.char_at(at)?;
                length += more;
                at += bytes;
            }
        }
        fill(text, length);
        self.at = at;
        Some(())
    }

    /// Reads what stands before `to`.
    fn read(&mut self, text: &mut String, to: usize) -> Option<()> {
        let mut stop = self.at;
        while stop < to {
            stop += 2 * pairs(self.plain.get(stop..to)?).0;
            if stop < to {
                stop += self.char_at(stop)?.0;
            }
        }
        let rest = self.plain.get(self.at..stop)?;
        self.at = stop;
        Decoder { rest }.more(text, usize::MAX)
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
        fn a_sketch_is_the_text_with_gaps(parts in prop::collection::vec("[一甲a·é\n\u{10000}]{0,300}", 1..6), needle in "[甲a·\u{10000}]{1,3}", places in 1usize..4) {
            let whole = parts.join(&needle);
            let encoded = encode(&whole);
            let Some(mut sketcher) = Sketcher::new(&encoded, std::slice::from_ref(&needle)) else {
                prop_assert!(!whole.contains(&needle));
                return Ok(());
            };
            let mut sketch = String::new();
            while !sketcher.is_through() {
                prop_assert!(sketcher.more(&mut sketch, places).is_some());
                let found = |text: &str| text.match_indices(&needle).count();
                if sketcher.is_past_places() {
                    prop_assert_eq!(found(&sketch), found(&whole));
                } else {
                    prop_assert!(found(&sketch) > 0);
                }
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
                let _ = sketcher.more(&mut String::new(), 9);
            }
        }
    }
}
