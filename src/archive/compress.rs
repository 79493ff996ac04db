//! Texts and records in fewer bytes.
//!
//! A Chinese character takes two bytes in GB18030 and three in UTF-8, and the common ones stand
//! together there, so that a text takes a fifth less behind zstd too. Texts that do not come back
//! the same from it stay in UTF-8. Records name the same fields over and over: they are compressed
//! with the text of a few typical ones at hand.

use std::cell::RefCell;

use encoding_rs::{Encoding, GB18030, UTF_8};
use zstd::bulk::{Compressor, Decompressor};

/// Level 3 is where more time stops paying.
const LEVEL: i32 = 3;

/// Nothing that we store is longer, so a longer one is damage and not a reason to ask for memory.
const MAX_BYTES: u64 = 128 << 20;

/// What records are compressed with. Archives are read with it: another one is another format.
const RECORDS: &[u8] = include_bytes!("../data/records.json");

/// The last byte of a text says how its characters are written.
const ENCODINGS: [(u8, &Encoding); 2] = [(0, UTF_8), (1, GB18030)];

/// A compressor and its counterpart; setting one up takes as long as compressing a record.
struct Codec {
    dictionary: &'static [u8],
    compressor: Option<Compressor<'static>>,
    decompressor: Option<Decompressor<'static>>,
}

thread_local! {
    static TEXTS: RefCell<Codec> = const { RefCell::new(Codec::new(&[])) };
    static SHAPES: RefCell<Codec> = const { RefCell::new(Codec::new(RECORDS)) };
}

impl Codec {
    const fn new(dictionary: &'static [u8]) -> Codec {
        Codec {
            dictionary,
            compressor: None,
            decompressor: None,
        }
    }

    fn compress(&mut self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match &mut self.compressor {
            Some(compressor) => compressor.compress(bytes),
            none => none
                .insert(Compressor::with_dictionary(LEVEL, self.dictionary)?)
                .compress(bytes),
        }
    }

    fn decompress(&mut self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let length = zstd::zstd_safe::get_frame_content_size(bytes)
            .ok()
            .flatten()
            .filter(|length| *length <= MAX_BYTES)
            .and_then(|length| usize::try_from(length).ok())
            .ok_or("its length is impossible")?;
        let plain = match &mut self.decompressor {
            Some(decompressor) => decompressor.decompress(bytes, length),
            none => Decompressor::with_dictionary(self.dictionary)
                .and_then(|new| none.insert(new).decompress(bytes, length)),
        };
        plain.map_err(|error| error.to_string())
    }
}

/// A text, compressed.
pub(super) fn text(text: &str) -> Result<Vec<u8>, String> {
    let (bytes, _, unknown) = GB18030.encode(text);
    let same = !unknown && read(GB18030, &bytes).is_some_and(|back| back == text);
    let (tag, bytes) = match same && bytes.len() < text.len() {
        true => (1, &bytes[..]),
        false => (0, text.as_bytes()),
    };
    let mut out = TEXTS
        .with_borrow_mut(|codec| codec.compress(bytes))
        .map_err(|error| error.to_string())?;
    out.push(tag);
    Ok(out)
}

/// The text that was compressed, or what is wrong with it.
pub(super) fn plain_text(bytes: &[u8]) -> Result<String, String> {
    let (tag, bytes) = bytes.split_last().ok_or("it is empty")?;
    let known = ENCODINGS.iter().find(|(known, _)| known == tag);
    let (_, encoding) = known.ok_or("its encoding is unknown")?;
    let plain = TEXTS.with_borrow_mut(|codec| codec.decompress(bytes))?;
    Ok(read(encoding, &plain).ok_or("it is no text")?.into_owned())
}

/// A record's JSON, compressed.
pub(super) fn record(json: &[u8]) -> Result<Vec<u8>, String> {
    let out = SHAPES.with_borrow_mut(|codec| codec.compress(json));
    out.map_err(|error| error.to_string())
}

/// The JSON that was compressed, or what is wrong with it.
pub(super) fn plain_record(bytes: &[u8]) -> Result<String, String> {
    let plain = SHAPES.with_borrow_mut(|codec| codec.decompress(bytes))?;
    Ok(read(UTF_8, &plain).ok_or("it is no UTF-8")?.into_owned())
}

/// On Chinese text this takes a third of the time of the standard library's check.
fn read<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<std::borrow::Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_character_comes_back() {
        let all: String = ('\0'..=char::MAX).collect();
        for part in [&all[..], "", "甲", "\u{feff}甲乙", "a\u{e5e5}", "\u{fffd}"] {
            let packed = text(part).expect("compressed");
            assert_eq!(plain_text(&packed).as_deref(), Ok(part));
        }
        for c in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let packed = text(c.encode_utf8(&mut bytes)).expect("compressed");
            assert_eq!(plain_text(&packed), Ok(String::from(c)));
        }
    }

    #[test]
    fn chinese_takes_two_bytes_a_character() {
        let packed = text("关于食堂的答复").expect("compressed");
        assert_eq!(packed.last(), Some(&1));
        assert_eq!(
            text("\u{e5e5}关于食堂的答复").expect("compressed").last(),
            Some(&0)
        );
        assert_eq!(text("plain").expect("compressed").last(), Some(&0));
    }

    #[test]
    fn impossible_lengths_ask_for_no_memory() {
        // A frame header that promises 2^62 bytes.
        let frame = [0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x40, 1];
        assert!(plain_text(&frame).is_err());
        assert!(plain_record(&frame).is_err());
        assert!(plain_text(&[]).is_err() && plain_record(&[]).is_err());
    }

    proptest! {
        #[test]
        fn texts_come_back(plain in "(.|\n){0,200}") {
            prop_assert_eq!(plain_text(&text(&plain).expect("compressed")), Ok(plain));
        }

        #[test]
        fn any_bytes_are_a_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = plain_text(&bytes);
            let _ = plain_record(&bytes);
        }
    }
}
