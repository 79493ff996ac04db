//! Texts and records in fewer bytes.
//!
//! Texts are recoded first ([`super::two_byte`]). Records name the same fields over and over: they
//! are compressed with the text of a few typical ones at hand, and so that their beginning can be
//! read alone:
//!
//! ```text
//! record = length of the beginning · bytes of the frame that hold it (u32 each, little endian) ·
//!          zstd frame, a block ends behind the beginning
//! ```

use std::cell::RefCell;
use std::io;

use zstd::bulk::{Compressor, Decompressor};
use zstd::stream::raw::{Decoder as StreamDecoder, Encoder, InBuffer, Operation, OutBuffer};

use super::two_byte::{self, Decoder};

/// The fastest: texts come in two bytes a character, and most of an archive is its index.
const LEVEL: i32 = 1;

/// Nothing that we store is longer, so a longer one is damage and not a reason to ask for memory.
const MAX_BYTES: u64 = 128 << 20;

/// What the end of a block and of a frame take beside what is compressed.
const ROOM: usize = 64;

/// What records are compressed with. Archives are read with it: another one is another format.
const RECORDS: &[u8] = include_bytes!("../data/records.json");

/// A compressor and its counterpart; setting one up takes as long as compressing a record.
struct Codec {
    dictionary: &'static [u8],
    compressor: Option<Compressor<'static>>,
    decompressor: Option<Decompressor<'static>>,
    /// For those of which the beginning is read alone.
    beginner: Option<StreamDecoder<'static>>,
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
            beginner: None,
        }
    }

    fn compressor(&mut self) -> io::Result<&mut Compressor<'static>> {
        match &mut self.compressor {
            Some(compressor) => Ok(compressor),
            none => Ok(none.insert(Compressor::with_dictionary(LEVEL, self.dictionary)?)),
        }
    }

    fn decompressor(&mut self) -> io::Result<&mut Decompressor<'static>> {
        match &mut self.decompressor {
            Some(decompressor) => Ok(decompressor),
            none => Ok(none.insert(Decompressor::with_dictionary(self.dictionary)?)),
        }
    }

    fn beginner(&mut self) -> io::Result<&mut StreamDecoder<'static>> {
        match &mut self.beginner {
            Some(decoder) => decoder.reinit().map(|()| decoder),
            none => Ok(none.insert(StreamDecoder::with_dictionary(self.dictionary)?)),
        }
    }

    /// One frame of both parts, in which a block ends behind the `beginning`, and where that is.
    fn compress_in_two(&mut self, beginning: &[u8], rest: &[u8]) -> io::Result<(usize, Vec<u8>)> {
        let length = beginning.len() + rest.len();
        let mut out = vec![0; zstd::zstd_safe::compress_bound(length) + ROOM];
        let mut output = OutBuffer::around(&mut out[..]);
        let mut encoder = Encoder::with_context(self.compressor()?.context_mut());
        encoder.reinit()?;
        encoder.set_pledged_src_size(Some(length as u64))?;
        let whole = || io::Error::from(io::ErrorKind::WriteZero);
        let mut ends = [0; 2];
        for (part, end) in [beginning, rest].into_iter().zip(&mut ends) {
            let mut input = InBuffer::around(part);
            encoder.run(&mut input, &mut output)?;
            if input.pos() < part.len() || encoder.flush(&mut output)? > 0 {
                return Err(whole());
            }
            *end = output.pos();
        }
        if encoder.finish(&mut output, true)? > 0 {
            return Err(whole());
        }
        let written = output.pos();
        out.truncate(written);
        Ok((ends[0], out))
    }

    fn decompress(&mut self, frame: &[u8]) -> Result<Vec<u8>, String> {
        let length = content_length(frame)?;
        let plain = self
            .decompressor()
            .and_then(|decompressor| decompressor.decompress(frame, length));
        plain.map_err(|error| error.to_string())
    }

    /// The first `length` bytes of a frame's content, which its first `end` bytes hold.
    fn decompress_beginning(
        &mut self,
        frame: &[u8],
        (length, end): (usize, usize),
    ) -> Result<Vec<u8>, String> {
        let first = frame.get(..end).ok_or(IMPOSSIBLE)?;
        if length > content_length(frame)? {
            return Err(IMPOSSIBLE.into());
        }
        let mut out = vec![0; length];
        let mut output = OutBuffer::around(&mut out[..]);
        let read = self
            .beginner()
            .and_then(|decoder| decoder.run(&mut InBuffer::around(first), &mut output));
        read.map_err(|error| error.to_string())?;
        match output.pos() == length {
            true => Ok(out),
            false => Err(IMPOSSIBLE.into()),
        }
    }
}

/// What is wrong with a length that is none.
const IMPOSSIBLE: &str = "its length is impossible";

/// The length of a frame's content, as its header tells it.
fn content_length(frame: &[u8]) -> Result<usize, String> {
    let length = zstd::zstd_safe::get_frame_content_size(frame)
        .ok()
        .flatten();
    let length = length.filter(|length| *length <= MAX_BYTES);
    let length = length.and_then(|length| usize::try_from(length).ok());
    length.ok_or_else(|| IMPOSSIBLE.into())
}

/// A text, compressed.
pub(super) fn text(text: &str) -> Result<Vec<u8>, String> {
    let bytes = two_byte::encode(text);
    let out = TEXTS.with_borrow_mut(|codec| codec.compressor()?.compress(&bytes));
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

/// A record's JSON, compressed so that what stands before byte `at` can be read alone.
pub(super) fn record(json: &[u8], at: usize) -> Result<Vec<u8>, String> {
    let (beginning, rest) = json.split_at_checked(at).unwrap_or((json, &[]));
    let packed = SHAPES.with_borrow_mut(|codec| codec.compress_in_two(beginning, rest));
    let (end, frame) = packed.map_err(|error| error.to_string())?;
    let number = |number: usize| u32::try_from(number).map_err(|error| error.to_string());
    let (length, end) = (number(beginning.len())?, number(end)?);
    Ok([&length.to_le_bytes()[..], &end.to_le_bytes(), &frame].concat())
}

/// The JSON that was compressed, or what is wrong with it.
pub(super) fn plain_record(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (_, frame) = parts(bytes)?;
    SHAPES.with_borrow_mut(|codec| codec.decompress(frame))
}

/// The beginning of the JSON that was compressed, or what is wrong with it.
pub(super) fn beginning_of_record(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (beginning, frame) = parts(bytes)?;
    SHAPES.with_borrow_mut(|codec| codec.decompress_beginning(frame, beginning))
}

/// The length of a record's beginning and the bytes of the frame that hold it, and the frame.
fn parts(bytes: &[u8]) -> Result<((usize, usize), &[u8]), String> {
    let (length, rest) = bytes.split_first_chunk().ok_or(IMPOSSIBLE)?;
    let (end, frame) = rest.split_first_chunk().ok_or(IMPOSSIBLE)?;
    let number = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) as usize;
    Ok(((number(length), number(end)), frame))
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
        let record = [&[9, 0, 0, 0, 13, 0, 0, 0][..], &frame].concat();
        assert!(plain_record(&record).is_err() && beginning_of_record(&record).is_err());
        assert!(plain_text(&[]).is_err() && plain_record(&[]).is_err());
    }

    proptest! {
        #[test]
        fn texts_come_back(plain in "(.|\n){0,200}") {
            prop_assert_eq!(plain_text(&text(&plain).expect("compressed")), Ok(plain));
        }

        #[test]
        fn records_come_back_in_part_and_whole(plain in "[a-c\":{}\\[\\]文号]{0,400}", at in 0usize..500) {
            let at = plain.floor_char_boundary(at);
            let packed = record(plain.as_bytes(), at).expect("compressed");
            prop_assert_eq!(beginning_of_record(&packed), Ok(plain.as_bytes()[..at].to_vec()));
            prop_assert_eq!(plain_record(&packed), Ok(plain.into_bytes()));
        }

        #[test]
        fn hurt_records_are_read_or_refused(plain in "[a-c文号]{0,200}", at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut packed = record(plain.as_bytes(), 60).expect("compressed");
            let at = at.index(packed.len());
            packed[at] = byte;
            let _ = beginning_of_record(&packed);
            let _ = plain_record(&packed);
            let whole = record(plain.as_bytes(), 60).expect("compressed");
            prop_assert_eq!(plain_record(&whole), Ok(plain.into_bytes()));
        }

        #[test]
        fn any_bytes_are_a_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = plain_text(&bytes);
            let _ = plain_record(&bytes);
            let _ = beginning_of_record(&bytes);
        }
    }
}
