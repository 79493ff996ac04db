//! A record and its text in the form in which they are stored, sealed with a checksum.

use twox_hash::XxHash3_64;

use super::compress;
use super::unread::Unread;
use crate::record::Record;
use crate::record::read::{Reading, proof_at};
use crate::text::ReadingText;

/// What is wrong with a layout that cannot be read.
const LAYOUT_HURT: &str = "the layout of its text is damaged";

fn text_hurt(error: String) -> String {
    format!("its text cannot be read ({error})")
}

/// The stored columns of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packed {
    pub(crate) id: String,
    /// The record as JSON, compressed.
    pub(crate) record: Vec<u8>,
    /// [`ReadingText::layout_to_bytes`].
    pub(crate) layout: Vec<u8>,
    /// The reading text, compressed.
    pub(crate) text: Vec<u8>,
}

impl Packed {
    /// Packs a record and its text. The message of an error is for a bug report.
    pub(crate) fn new(record: &Record, reading: &ReadingText) -> Result<Packed, String> {
        let json = serde_json::to_vec(record).map_err(|error| error.to_string())?;
        Ok(Packed {
            id: record.id.clone(),
            record: compress::record(&json, proof_at(&json))?,
            layout: reading.layout_to_bytes(),
            text: compress::text(&reading.text)?,
        })
    }

    /// The columns of a document that is gone.
    pub(crate) fn tombstone(id: &str) -> Packed {
        Packed {
            id: id.to_owned(),
            record: Vec::new(),
            layout: Vec::new(),
            text: Vec::new(),
        }
    }

    /// The record and its text, or what is wrong with the stored form.
    pub(crate) fn unpack(&self) -> Result<(Record, ReadingText), String> {
        let record = self.read_record(Reading::Whole)?;
        let text = compress::plain_text(&self.text).map_err(text_hurt)?;
        let reading = ReadingText::from_parts(text, &self.layout).ok_or(LAYOUT_HURT)?;
        Ok((record, reading))
    }

    /// The record with these fields alone and without its proof, and of its text what `look` reads.
    pub(crate) fn unpack_listed(
        &self,
        fields: &[&str],
        look: &mut dyn FnMut(&Record, &mut Unread<'_>) -> Result<(), String>,
    ) -> Result<(Record, ReadingText), String> {
        let record = self.read_record(Reading::Values(fields))?;
        let mut text = Unread::new(&self.text, &self.layout).ok_or(LAYOUT_HURT)?;
        look(&record, &mut text).map_err(text_hurt)?;
        Ok((record, text.into_reading()))
    }

    /// The record alone, or what is wrong with the stored form.
    pub(crate) fn unpack_record(&self) -> Result<Record, String> {
        self.read_record(Reading::Whole)
    }

    fn read_record(&self, how: Reading<'_>) -> Result<Record, String> {
        let wrong = |error: String| format!("its record cannot be read ({error})");
        if let Reading::Values(_) = how {
            let values = compress::beginning_of_record(&self.record).map_err(wrong)?;
            if let Ok(record) = how.json_before_proof(values) {
                return Ok(record);
            }
        }
        let json = compress::plain_record(&self.record).map_err(wrong)?;
        how.json(&json).map_err(|error| wrong(error.to_string()))
    }

    /// A checksum over everything stored for the document in `row`.
    pub(crate) fn checksum(&self, row: i64, revision: i64, file_hash: &[u8]) -> i64 {
        let parts = [&self.record, &self.layout, &self.text];
        let room = 128 + parts.map(Vec::len).iter().sum::<usize>();
        let mut sum = Checksum::with_capacity(room);
        sum.number(row);
        sum.number(revision);
        for part in [
            self.id.as_bytes(),
            file_hash,
            &self.record,
            &self.layout,
            &self.text,
        ] {
            sum.bytes(part);
        }
        sum.finish()
    }
}

/// A checksum over the columns of a row: finds damage, is no seal against forgers.
///
/// XXH3 of all at once: a list of hits verifies what it shows, and spent a tenth of its time on a
/// cryptographic hash.
pub(crate) struct Checksum(Vec<u8>);

impl Checksum {
    /// Of nothing yet, with room for so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Checksum {
        Checksum(Vec::with_capacity(bytes))
    }

    pub(crate) fn number(&mut self, value: i64) {
        self.0.extend(value.to_le_bytes());
    }

    /// Adds bytes with their length, so that columns cannot flow into each other.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn finish(&self) -> i64 {
        XxHash3_64::oneshot(&self.0).cast_signed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::record::Source;
    use proptest::prelude::*;

    fn packed(text: &str) -> (Record, ReadingText, Packed) {
        let source = Source {
            blake3: "9f2c01d37ab64e15aa".into(),
            ..Source::default()
        };
        let parsed = parse::parse(text.into(), &source).remove(0);
        let packed = Packed::new(&parsed.record, &parsed.reading).expect("packed");
        (parsed.record, parsed.reading, packed)
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(text in "(.|\n){0,200}") {
            let (record, reading, packed) = packed(&text);
            prop_assert_eq!(packed.unpack(), Ok((record, reading)));
        }

        #[test]
        fn damage_changes_the_checksum_and_never_panics(text in "[一甲a\n]{1,50}", at in any::<proptest::sample::Index>(), bit in 0u8..8) {
            let (_, _, whole) = packed(&text);
            let mut hurt = whole.clone();
            let at = at.index(hurt.text.len());
            hurt.text[at] ^= 1 << bit;
            prop_assert_ne!(whole.checksum(1, 1, b"h"), hurt.checksum(1, 1, b"h"));
            let _ = hurt.unpack();
        }
    }
}
