//! Bytes → text: byte order mark, UTF-16 by its pattern, UTF-8, then GB18030 or Big5 by score.
//!
//! Any bytes decode: what cannot be read becomes U+FFFD and is counted. What kind of file bytes are
//! is `containers::sniff`'s question and is asked first; `binary.rs` tells noise from text.

mod binary;
mod legacy;
mod mixed;
mod utf16;

use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};

pub use binary::binary_text;

/// A character encoding that documents come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, and ASCII with it.
    Utf8,
    /// GB18030, and GBK and GB2312 with it.
    Gb18030,
    /// Big5 with the Hong Kong characters.
    Big5,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Encoding; 5] = [
        Encoding::Utf8,
        Encoding::Gb18030,
        Encoding::Big5,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
    ];

    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Big5 => "Big5",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
        }
    }

    /// The encoding that people mean by `name`; case and hyphens do not matter.
    pub fn from_name(name: &str) -> Option<Encoding> {
        let plain: String = name
            .chars()
            .filter(|c| !matches!(c, '-' | '_' | ' '))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match plain.as_str() {
            "utf8" | "ascii" => Some(Encoding::Utf8),
            "gb18030" | "gbk" | "gb2312" | "cp936" => Some(Encoding::Gb18030),
            "big5" | "big5hkscs" | "cp950" => Some(Encoding::Big5),
            "utf16le" | "utf16" => Some(Encoding::Utf16Le),
            "utf16be" => Some(Encoding::Utf16Be),
            _ => None,
        }
    }
}

/// A text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding; of a file with several, the one of most lines.
    pub encoding: Encoding,
    /// How many places could not be read and hold U+FFFD instead.
    pub replaced: usize,
    /// How many lines are in another encoding than `encoding`.
    pub foreign_lines: usize,
}

/// Decodes a whole file, in the encoding `forced` or the one the bytes speak for.
pub fn decode(bytes: &[u8], forced: Option<Encoding>) -> Decoded {
    let (marked, rest) = split_mark(bytes);
    if let Some(encoding) = forced {
        // The mark of another encoding is content to the one who insists.
        let bytes = if marked == forced { rest } else { bytes };
        return decode_as(bytes, encoding);
    }
    if let Some(encoding) = marked {
        return decode_as(rest, encoding);
    }
    let plain = std::str::from_utf8(bytes);
    if let Ok(text) = plain
        && !bytes.contains(&0)
    {
        return whole(text.to_owned(), Encoding::Utf8, 0);
    }
    if let Some(encoding) = utf16::guess(bytes) {
        return decode_as(bytes, encoding);
    }
    match plain {
        Ok(text) => whole(text.to_owned(), Encoding::Utf8, 0),
        Err(_) if mixed::has_utf8(bytes) => mixed::decode(bytes),
        Err(_) => decode_as(bytes, legacy::guess(bytes)),
    }
}

fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded {
    let decoder = match encoding {
        Encoding::Utf8 => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let replaced = bytes
                .utf8_chunks()
                .filter(|chunk| !chunk.invalid().is_empty())
                .count();
            return whole(text, encoding, replaced);
        }
        Encoding::Gb18030 => GB18030,
        Encoding::Big5 => BIG5,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
    };
    let (text, _) = decoder.decode_without_bom_handling(bytes);
    let replaced = text.matches('\u{fffd}').count();
    whole(text.into_owned(), encoding, replaced)
}

fn whole(text: String, encoding: Encoding, replaced: usize) -> Decoded {
    Decoded {
        text,
        encoding,
        replaced,
        foreign_lines: 0,
    }
}

/// The encoding that a byte order mark names, and the bytes after it.
fn split_mark(bytes: &[u8]) -> (Option<Encoding>, &[u8]) {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xef\xbb\xbf", Encoding::Utf8),
        (b"\xff\xfe", Encoding::Utf16Le),
        (b"\xfe\xff", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    marks
        .into_iter()
        .find_map(|(mark, encoding)| Some((Some(encoding), bytes.strip_prefix(mark)?)))
        .unwrap_or((None, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LETTER: &str =
        "云科〔2022〕32号\n关于对市政协八届六次会议第178号提案的答复\n沈若岚委员：\n";
    const LETTER_OLD: &str = "雲科〔2022〕32號\n關於對市政協第178號提案的答覆\n沈若嵐委員：\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    }

    fn read(bytes: &[u8]) -> (String, Encoding, usize) {
        let decoded = decode(bytes, None);
        (decoded.text, decoded.encoding, decoded.replaced)
    }

    #[test]
    fn every_encoding_is_told_from_the_others() {
        let gb = GB18030.encode(LETTER).0;
        let big5 = BIG5.encode(LETTER_OLD).0;
        assert_eq!(read(LETTER.as_bytes()), (LETTER.into(), Encoding::Utf8, 0));
        assert_eq!(read(&gb), (LETTER.into(), Encoding::Gb18030, 0));
        assert_eq!(read(&big5).1, Encoding::Big5);
        assert!(read(&big5).0.contains("關於對市政協第178號提案"));
        assert_eq!(
            read(&utf16(LETTER, false)),
            (LETTER.into(), Encoding::Utf16Le, 0)
        );
        assert_eq!(
            read(&utf16(LETTER, true)),
            (LETTER.into(), Encoding::Utf16Be, 0)
        );
    }

    #[test]
    fn marks_are_obeyed_and_dropped() {
        let with = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let cases = [
            (with(b"\xef\xbb\xbf", LETTER.into()), Encoding::Utf8),
            (with(b"\xff\xfe", utf16(LETTER, false)), Encoding::Utf16Le),
            (with(b"\xfe\xff", utf16(LETTER, true)), Encoding::Utf16Be),
            (
                with(b"\x84\x31\x95\x33", GB18030.encode(LETTER).0.into_owned()),
                Encoding::Gb18030,
            ),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(read(&bytes), (LETTER.into(), encoding, 0));
            let forced = decode(&bytes, Some(encoding));
            assert_eq!((forced.text.as_str(), forced.replaced), (LETTER, 0));
        }
    }

    #[test]
    fn a_cut_tail_or_a_lone_bad_byte_costs_one_character() {
        let cut = &LETTER.as_bytes()[..LETTER.len() - 3];
        let (text, encoding, replaced) = read(cut);
        assert_eq!((encoding, replaced), (Encoding::Utf8, 1));
        assert!(text.ends_with("沈若岚委员\u{fffd}"));
        let mut hurt = LETTER.as_bytes().to_vec();
        hurt[LETTER.find('提').expect("there")] = 0xff;
        assert_eq!(read(&hurt).1, Encoding::Utf8);
        let gb = GB18030.encode(LETTER).0;
        let (text, encoding, replaced) = read(&gb[..gb.len() - 2]);
        assert_eq!((encoding, replaced), (Encoding::Gb18030, 1));
        assert!(text.contains("云科〔2022〕32号"));
    }

    #[test]
    fn nul_bytes_do_not_turn_utf8_into_utf16() {
        let text = "云科\0〔2022〕32号\0 关于提案的答复";
        assert_eq!(read(text.as_bytes()), (text.into(), Encoding::Utf8, 0));
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(encoding.name()), Some(encoding));
        }
        assert_eq!(Encoding::from_name("GBK"), Some(Encoding::Gb18030));
        assert_eq!(Encoding::from_name("latin1"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            for forced in [None].into_iter().chain(Encoding::ALL.map(Some)) {
                let decoded = decode(&bytes, forced);
                let marks = decoded.text.matches('\u{fffd}').count();
                prop_assert!(decoded.replaced <= marks);
            }
        }

        #[test]
        fn utf8_is_never_changed(text in "[^\0\u{feff}]{0,200}") {
            prop_assert_eq!(read(text.as_bytes()), (text, Encoding::Utf8, 0));
        }
    }
}
