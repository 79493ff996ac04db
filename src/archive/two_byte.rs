//! Texts in two bytes a Chinese character, where UTF-8 takes three.
//!
//! ```text
//! 00..7E          the character of ASCII
//! 7F              the three bytes behind it are a code point
//! 80 00..8F FF    one of the 4096 common characters (data/common.txt), most frequent first
//! 90 00..FF FF    U+3000 to U+9FFF
//! ```
//!
//! The frequent ones share their first bytes, so that zstd makes less of them: Chinese text takes a
//! quarter less than in UTF-8, and less than in GB18030, which also takes far longer to read.

use std::sync::LazyLock;

const COMMON: &str = include_str!("../data/common.txt");

/// How many characters are common.
const COUNT: usize = 0x1000;
/// The first of the characters that need no table, and one past the last.
const DIRECT: std::ops::Range<u32> = 0x3000..0xA000;
/// Room for the line in which a piece of a text ends; a longer line takes several pieces.
const LINE: usize = 1 << 10;
/// Says that a code point follows.
const ESCAPE: u8 = 0x7F;

/// The common characters in UTF-8, each with its length behind it. Made by the compiler, so that a
/// search starts without making them.
static UTF8: [[u8; 4]; COUNT] = build_utf8();

#[allow(long_running_const_eval, reason = "a few thousand characters of data")]
const fn build_utf8() -> [[u8; 4]; COUNT] {
    let bytes = COMMON.as_bytes();
    let mut table = [[0; 4]; COUNT];
    let (mut at, mut place, mut comment) = (0, 0, false);
    while at < bytes.len() {
        let first = bytes[at];
        comment = first == b'#' || comment && first != b'\n';
        let length = match first {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            _ => 3,
        };
        if !comment && first != b'\n' {
            let mut inside = 0;
            while inside < length {
                table[place][inside] = bytes[at + inside];
                inside += 1;
            }
            table[place][3] = length as u8;
            place += 1;
        }
        at += length;
    }
    table
}

/// The common characters.
fn common() -> impl Iterator<Item = char> {
    let lines = COMMON.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::chars)
}

/// One more than the place of each character of the basic plane among the common ones, or 0.
static PLACES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut places = vec![0; 0x10000];
    for (c, place) in common().zip(1..) {
        if let Some(there) = places.get_mut(c as usize) {
            *there = place;
        }
    }
    places
});

/// The text in this form.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let places = &**PLACES;
    let mut out = Vec::with_capacity(text.len() / 3 * 2 + 16);
    for c in text.chars() {
        let code = u32::from(c);
        let place = places.get(code as usize).copied().unwrap_or(0);
        let number = match place {
            0 if code < u32::from(ESCAPE) => {
                out.push(code as u8);
                continue;
            }
            0 if DIRECT.contains(&code) => COUNT as u32 + (code - DIRECT.start),
            0 => {
                out.push(ESCAPE);
                out.extend_from_slice(&[(code >> 16) as u8, (code >> 8) as u8, code as u8]);
                continue;
            }
            place => u32::from(place) - 1,
        };
        out.extend_from_slice(&(number as u16 | 0x8000).to_be_bytes());
    }
    out
}

/// The text that has this form, or `None` if none has.
#[cfg(test)]
fn decode(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    Decoder { rest: bytes }.more(&mut text, usize::MAX)?;
    Some(text)
}

/// Reads a text from its beginning, as far as it is wanted.
pub(super) struct Decoder<'a> {
    /// What was not read yet.
    pub(super) rest: &'a [u8],
}

impl Decoder<'_> {
    /// Adds `least` bytes or more to `text`, up to the end of a line, or all that is left; `None` if
    /// no text has this form.
    pub(super) fn more(&mut self, text: &mut String, least: usize) -> Option<()> {
        let mut through = false;
        while !through && !self.rest.is_empty() {
            let piece;
            (piece, through) = self.piece(least)?;
            text.push_str(&piece);
        }
        Some(())
    }

    /// As [`Decoder::more`], but may stop inside a line; whether it did not.
    ///
    /// Characters are written four bytes at a time, the last of which the next one writes over.
    fn piece(&mut self, least: usize) -> Option<(String, bool)> {
        let most = self.rest.len() + self.rest.len() / 2 + 4;
        let mut out = vec![0; most.min(least.saturating_add(LINE))];
        let (mut end, mut through) = (0, false);
        while let Some(room) = out.get_mut(end..end + 4)
            && let Some((first, behind)) = self.rest.split_first()
        {
            if *first < ESCAPE {
                room[0] = *first;
                end += 1;
                self.rest = behind;
                through = *first == b'\n' && end >= least;
                if through {
                    break;
                }
                continue;
            }
            if *first == ESCAPE {
                let (code, behind) = behind.split_first_chunk::<3>()?;
                let [high, middle, low] = *code;
                let c = char::from_u32(u32::from_be_bytes([0, high, middle, low]))?;
                end += c.encode_utf8(room).len();
                self.rest = behind;
                continue;
            }
            let (second, behind) = behind.split_first()?;
            self.rest = behind;
            let number = u16::from_be_bytes([*first & 0x7F, *second]);
            let form = match UTF8.get(usize::from(number)) {
                Some(form) => *form,
                None => direct(DIRECT.start + u32::from(number) - COUNT as u32),
            };
            room.copy_from_slice(&form);
            end += usize::from(form[3]);
        }
        out.truncate(end);
        Some((String::from_utf8(out).ok()?, through))
    }
}

/// A character of [`DIRECT`] in UTF-8, with its length behind it.
fn direct(code: u32) -> [u8; 4] {
    let tail = |bits: u32| 0x80 | (bits & 0x3F) as u8;
    [0xE0 | (code >> 12) as u8, tail(code >> 6), tail(code), 3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_common_characters_are_what_archives_were_written_with() {
        let chars: Vec<char> = common().collect();
        assert_eq!(chars.len(), COUNT);
        let mut sorted = chars.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), COUNT, "each stands once");
        // Another list is another format of the archive.
        let hash = blake3::hash(chars.iter().collect::<String>().as_bytes());
        assert_eq!(hash.to_hex().get(..16), Some("40e017bae18a4841"));
    }

    #[test]
    fn every_character_comes_back() {
        let all: String = ('\0'..=char::MAX).collect();
        assert_eq!(decode(&encode(&all)).as_deref(), Some(&*all));
        for c in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let text: &str = c.encode_utf8(&mut bytes);
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(encode("关于a").len(), 5);
    }

    proptest! {
        #[test]
        fn pieces_end_with_lines_and_make_the_whole(text in "[一甲a\n\u{10000}]{0,80}", least in 1usize..40) {
            let encoded = encode(&text);
            let mut decoder = Decoder { rest: &encoded };
            let mut read = String::new();
            while !decoder.rest.is_empty() {
                let before = read.len();
                prop_assert!(decoder.more(&mut read, least).is_some());
                prop_assert!(read.ends_with('\n') && read.len() - before >= least || decoder.rest.is_empty());
            }
            prop_assert_eq!(read, text);
        }

        #[test]
        fn any_bytes_are_a_text_or_none(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(decode(&bytes).is_none_or(|text| text.len() <= bytes.len() * 3));
        }
    }
}
