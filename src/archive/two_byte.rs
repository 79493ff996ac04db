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
/// Room for the line in which a piece of a text ends.
const LINE: usize = 1 << 10;
/// So many characters are counted in 16 bits.
const MOST: usize = 1 << 15;
/// Says that a code point follows.
pub(super) const ESCAPE: u8 = 0x7F;

/// The common characters. Made by the compiler, so that a search starts without making them.
static CHARS: [char; COUNT] = build_chars();

#[allow(long_running_const_eval, reason = "a few thousand characters of data")]
const fn build_chars() -> [char; COUNT] {
    let bytes = COMMON.as_bytes();
    let mut table = ['\0'; COUNT];
    let (mut at, mut place, mut comment) = (0, 0, false);
    while at < bytes.len() {
        let (code, next) = crate::text::char_at(bytes, at);
        let c = match char::from_u32(code) {
            Some(c) => c,
            None => panic!("the file is text"),
        };
        comment = c == '#' || comment && c != '\n';
        if !comment && c != '\n' {
            table[place] = c;
            place += 1;
        }
        at = next;
    }
    table
}

/// The common characters that do not take three bytes in UTF-8, as all others of two bytes do, but
/// two; as their bytes are read at once.
const SHORT: [u16; 3] = {
    let mut short = [0; 3];
    let (mut place, mut count) = (0, 0);
    while place < COUNT {
        let length = CHARS[place].len_utf8();
        assert!(
            length == 2 || length == 3,
            "a common character is of another length"
        );
        if length == 2 {
            short[count] = (place as u16 | 0x8000).to_be();
            count += 1;
        }
        place += 1;
    }
    assert!(count == short.len(), "another number of short characters");
    short
};

/// Whether a character of these two bytes does not take three in UTF-8.
#[inline]
fn is_short(pair: [u8; 2]) -> bool {
    let pair = u16::from_ne_bytes(pair);
    SHORT.iter().fold(false, |is, short| is | (pair == *short))
}

/// The characters of two bytes that `bytes` begin with: how many, and their length in UTF-8.
pub(super) fn pairs(bytes: &[u8]) -> (usize, usize) {
    let count = pairs_ahead(bytes);
    let (pairs, _) = bytes.get(..2 * count).unwrap_or(&[]).as_chunks::<2>();
    // Small sums of small numbers: a processor makes eight at once.
    let short = pairs.chunks(MOST).map(|pairs| {
        let count = pairs
            .iter()
            .fold(0, |sum: u16, pair| sum + u16::from(is_short(*pair)));
        usize::from(count)
    });
    (count, 3 * count - short.sum::<usize>())
}

/// With how many characters of two bytes `bytes` begin.
fn pairs_ahead(bytes: &[u8]) -> usize {
    // The first bytes of four characters.
    const FIRST: u64 = u64::from_le_bytes([0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0]);
    let mut count = 0;
    let mut rest = bytes;
    while let Some((four, behind)) = rest.split_first_chunk() {
        let others = !u64::from_le_bytes(*four) & FIRST;
        if others != 0 {
            return count + others.trailing_zeros() as usize / 16;
        }
        count += 4;
        rest = behind;
    }
    count
        + rest
            .chunks_exact(2)
            .take_while(|pair| pair[0] >= 0x80)
            .count()
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
    encode_with(text, |c| places.get(c as usize).copied().unwrap_or(0))
}

/// As [`encode`], for a few characters: without the table that would have to be made first.
pub(super) fn encode_short(text: &str) -> Vec<u8> {
    let place = |wanted| CHARS.iter().position(|c| *c == wanted);
    encode_with(text, |c| place(c).map_or(0, |at| at as u16 + 1))
}

/// The text in this form, by one more than the place of a character among the common ones, or 0.
fn encode_with(text: &str, place: impl Fn(char) -> u16) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 3 * 2 + 16);
    for c in text.chars() {
        let code = u32::from(c);
        // No common character is of ASCII.
        if code < u32::from(ESCAPE) {
            out.push(code as u8);
            continue;
        }
        let number = match place(c) {
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
        let most = self.rest.len() + self.rest.len() / 2;
        text.reserve(most.min(least.saturating_add(LINE)));
        let end = text.len().saturating_add(least);
        loop {
            // Nearly all characters are these.
            while let [first @ 0x80..=0xFF, second, behind @ ..] = self.rest {
                let number = u16::from_be_bytes([first & 0x7F, *second]);
                let direct = || char::from_u32(DIRECT.start + u32::from(number) - COUNT as u32);
                text.push(match CHARS.get(usize::from(number)) {
                    Some(c) => *c,
                    None => direct()?,
                });
                self.rest = behind;
            }
            let Some((first, behind)) = self.rest.split_first() else {
                return Some(());
            };
            if *first < ESCAPE {
                text.push(char::from(*first));
                self.rest = behind;
                if *first == b'\n' && text.len() >= end {
                    return Some(());
                }
                continue;
            }
            // What is left of the forms is an escape, or half a character.
            let (code, behind) = behind
                .split_first_chunk::<3>()
                .filter(|_| *first == ESCAPE)?;
            let [high, middle, low] = *code;
            text.push(char::from_u32(u32::from_be_bytes([0, high, middle, low]))?);
            self.rest = behind;
        }
    }
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
            assert_eq!(pairs(&encode(text)).1 % text.len(), 0, "{c}");
        }
        assert_eq!(encode("关于a").len(), 5);
        assert_eq!(
            encode_short("关于a·鱷\u{10000}"),
            encode("关于a·鱷\u{10000}")
        );
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
