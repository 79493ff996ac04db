//! The text of a document, read only as far as it is asked for: what a list of hits needs.

use super::compress;
use super::sketch::Sketcher;
use super::two_byte::Decoder;
use crate::text::{ReadingText, Rest, UNREAD};

/// How much of a text is read at first where not all of it is wanted, in bytes.
const BEGINNING: usize = 2 << 10;

/// A text that was not read yet, with its layout.
pub struct Unread<'a> {
    packed: &'a [u8],
    /// The text in the form in which it is compressed, once it is unpacked.
    plain: Option<Vec<u8>>,
    reading: ReadingText,
}

impl<'a> Unread<'a> {
    /// The text that was compressed; `None` if its layout is damaged.
    pub(super) fn new(packed: &'a [u8], layout: &[u8]) -> Option<Unread<'a>> {
        Some(Unread {
            packed,
            plain: None,
            reading: ReadingText::from_parts(String::new(), layout)?,
        })
    }

    /// Reads whole lines from the beginning, each time twice as many, until `enough` says so.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(
        &mut self,
        enough: &mut dyn FnMut(&ReadingText) -> bool,
    ) -> Result<&ReadingText, String> {
        let (plain, reading) = self.plain()?;
        let mut decoder = Decoder { rest: plain };
        loop {
            let more = BEGINNING.max(reading.text.len());
            decoder
                .more(&mut reading.text, more)
                .ok_or(compress::NO_TEXT)?;
            if decoder.rest.is_empty() || enough(reading) {
                return Ok(reading);
            }
        }
    }

    /// As [`Unread::read`], but characters far from every place of `needles` are [`UNREAD`]: reads
    /// around `places` of them, then around one more each time, until `enough` says so. Nothing is
    /// read if a needle does not stand in the text as it is written.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn sketch(
        &mut self,
        needles: &[String],
        places: usize,
        enough: &mut dyn FnMut(&ReadingText, Rest) -> bool,
    ) -> Result<(), String> {
        if needles.iter().any(|needle| needle.contains(UNREAD)) {
            return Ok(());
        }
        let (plain, reading) = self.plain()?;
        let Some(mut sketcher) = Sketcher::new(plain, needles) else {
            return Ok(());
        };
        let mut wanted = places;
        loop {
            sketcher
                .more(&mut reading.text, wanted)
                .ok_or(compress::NO_TEXT)?;
            let rest = match (sketcher.is_through(), sketcher.is_past_places()) {
                (true, _) => Rest::Nothing,
                (false, true) => Rest::NoPlace,
                (false, false) => Rest::Text,
            };
            if enough(reading, rest) || rest == Rest::Nothing {
                break;
            }
            wanted = 1;
        }
        reading.text.clear();
        Ok(())
    }

    /// What was read, with the layout of all.
    pub(super) fn into_reading(self) -> ReadingText {
        self.reading
    }

    fn plain(&mut self) -> Result<(&[u8], &mut ReadingText), String> {
        let plain = match self.plain.take() {
            Some(plain) => plain,
            None => compress::plain_bytes(self.packed)?,
        };
        Ok((self.plain.insert(plain), &mut self.reading))
    }
}
