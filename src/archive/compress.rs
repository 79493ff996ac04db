//! Texts and records in fewer bytes.
//!
//! Texts are recoded first ([`super::two_byte`]). Records name the same fields over and over: they
//! are compressed with the text of a few typical ones at hand.

use std::cell::RefCell;

use zstd::bulk::{Compressor, Decompressor};

use super::two_byte::{self, Decoder};

/// The fastest: texts come in two bytes a character, and most of an archive is its index.
const LEVEL: i32 = 1;

/// Nothing that we store is longer, so a longer one is damage and not a reason to ask for memory.
const MAX_BYTES: u64 = 128 << 20;

/// What records are compressed with. Archives are read with it: another one is another format.
const RECORDS: &[u8] = include_bytes!("../data/records.json");

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
    let bytes = two_byte::encode(text);
    let out = TEXTS.with_borrow_mut(|codec| codec.compress(&bytes));
    out.map_err(|error| error.to_string())
}

/// What is wrong with bytes that are no text.
pub(super) const NO_TEXT: &str = "it is no text";

/// The text that was compressed, or what is wrong with it.
pub(super) fn plain_text(bytes: &[u8]) -> Result<String, String> {
    let plain = plain_bytes(bytes)?;
    let mut text = String::new();
    let mut decoder = Decoder { rest: &plain };
    decoder.more(&mut text, usize::MAX).ok_or(NO_TEXT)?;
    Ok(text)
}

/// The text that was compressed, as [`two_byte`] has it, or what is wrong with it.
pub(super) fn plain_bytes(bytes: &[u8]) -> Result<Vec<u8>, String> {
    TEXTS.with_borrow_mut(|codec| codec.decompress(bytes))
}

/// A record's JSON, compressed.
pub(super) fn record(json: &[u8]) -> Result<Vec<u8>, String> {
    let out = SHAPES.with_borrow_mut(|codec| codec.compress(json));
    out.map_err(|error| error.to_string())
}

/// The JSON that was compressed, or what is wrong with it.
pub(super) fn plain_record(bytes: &[u8]) -> Result<Vec<u8>, String> {
    SHAPES.with_borrow_mut(|codec| codec.decompress(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_typical_records_are_what_archives_were_written_with() {
        let hash = blake3::hash(RECORDS).to_hex();
        assert_eq!(hash.get(..16), Some("79effd0a875f1e64"));
    }

    #[test]
    fn impossible_lengths_ask_for_no_memory() {
        // A frame header that promises 2^62 bytes.
        let frame = [0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x40];
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
