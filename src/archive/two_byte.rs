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
/// Says that a code point follows.
const ESCAPE: u8 = 0x7F;

static CHARS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let lines = COMMON.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::chars).collect()
});

/// One more than the place of each character of the basic plane among the common ones, or 0.
static PLACES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut places = vec![0; 0x10000];
    for (c, place) in CHARS.iter().zip(1..) {
        if let Some(there) = places.get_mut(*c as usize) {
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
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let chars = &**CHARS;
    let mut out = String::with_capacity(bytes.len() / 2 * 3 + 16);
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first < ESCAPE {
            out.push(char::from(*first));
            continue;
        }
        if *first == ESCAPE {
            let (code, behind) = rest.split_first_chunk::<3>()?;
            let [high, middle, low] = *code;
            out.push(char::from_u32(u32::from_be_bytes([0, high, middle, low]))?);
            rest = behind;
            continue;
        }
        let (second, behind) = rest.split_first()?;
        let number = u16::from_be_bytes([*first & 0x7F, *second]);
        out.push(match chars.get(usize::from(number)) {
            Some(common) => *common,
            None => char::from_u32(DIRECT.start + u32::from(number) - COUNT as u32)?,
        });
        rest = behind;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_common_characters_are_what_archives_were_written_with() {
        assert_eq!(CHARS.len(), COUNT);
        let mut sorted = CHARS.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), COUNT, "each stands once");
        // Another list is another format of the archive.
        let hash = blake3::hash(CHARS.iter().collect::<String>().as_bytes());
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
        fn any_bytes_are_a_text_or_none(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(decode(&bytes).is_none_or(|text| text.len() <= bytes.len() * 3));
        }
    }
}
