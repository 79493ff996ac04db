//! The file information block ([MS-DOC] 2.5): version, lengths of the stories, places of tables.

use crate::containers::Trouble;

use super::bytes::{slice, u16_at, u32_at};

/// Tables of the table stream, by their number in FibRgFcLcb97 (2.5.6).
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    Styles = 1,
    FootnoteMarks = 2,
    FootnoteTexts = 3,
    Sections = 6,
    Headers = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    DocumentProperties = 31,
    Pieces = 33,
    Anchors = 40,
    EndnoteMarks = 46,
    EndnoteTexts = 47,
    Boxes = 56,
    HeaderBoxes = 58,
    Lists = 73,
    ListInstances = 74,
}

/// Where FibRgFcLcb97 begins: after the base, rgW97 and rgLw97 with their counts.
const TABLES: usize = 154;

/// What the block says.
#[derive(Debug)]
pub(super) struct Fib {
    /// Whether the table stream is `1Table`.
    pub(super) second_table: bool,
    places: Vec<(usize, usize)>,
    /// Lengths of the stories in characters, in the order of the text.
    lengths: [u32; 8],
}

/// The stories of a document, in the order of the text (2.4.1).
#[derive(Debug, Clone, Copy)]
pub(super) enum Story {
    Body,
    Footnotes,
    Headers,
    /// After macros, which are not used, and comments, which are left out.
    Endnotes = 5,
    Boxes,
    HeaderBoxes,
}

impl Fib {
    /// Reads the block at the head of the main stream.
    pub(super) fn read(main: &[u8]) -> Result<Fib, Trouble> {
        let damaged = || Trouble::Damaged("DOC: the file information block".to_owned());
        let magic = u16_at(main, 0).ok_or_else(damaged)?;
        let version = u16_at(main, 2).ok_or_else(damaged)?;
        let flags = u16_at(main, 10).ok_or_else(damaged)?;
        if !matches!(magic, 0xA5EC | 0xA5DC | 0xA5DB) {
            return Err(damaged());
        }
        // Word 97 writes 0xC1 and Word 95 at most 0x69.
        if magic != 0xA5EC || version < 0x6C {
            return Err(Trouble::Unsupported("Word 6/95 document (DOC)".to_owned()));
        }
        if flags & 0x0100 != 0 {
            return Err(Trouble::Encrypted);
        }
        let mut lengths = [0; 8];
        for (index, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(main, 0x4C + index * 4).ok_or_else(damaged)?;
        }
        let count = usize::from(u16_at(main, TABLES - 2).ok_or_else(damaged)?).min(200);
        let places = (0..count).map_while(|index| {
            let at = TABLES + index * 8;
            Some((u32_at(main, at)? as usize, u32_at(main, at + 4)? as usize))
        });
        Ok(Fib {
            second_table: flags & 0x0200 != 0,
            places: places.collect(),
            lengths,
        })
    }

    /// The bytes of a table; empty if it is not there or lies outside of the stream.
    pub(super) fn table<'a>(&self, stream: &'a [u8], table: Table) -> &'a [u8] {
        let place = self.places.get(table as usize);
        let bytes = place.and_then(|(at, length)| slice(stream, *at, *length));
        bytes.unwrap_or_default()
    }

    /// The stream from the begin of a table on: lists go on after their table's end.
    pub(super) fn table_and_on<'a>(&self, stream: &'a [u8], table: Table) -> &'a [u8] {
        let place = self
            .places
            .get(table as usize)
            .filter(|(_, length)| *length > 0);
        let bytes = place.and_then(|(at, _)| stream.get(*at..));
        bytes.unwrap_or_default()
    }

    /// Where a story begins and ends, in characters of the whole text.
    pub(super) fn range(&self, story: Story) -> (u32, u32) {
        let index = story as usize;
        let before = self.lengths.iter().take(index);
        let begin = before.fold(0u32, |sum, length| sum.saturating_add(*length));
        let length = self.lengths.get(index).copied().unwrap_or(0);
        (begin, begin.saturating_add(length))
    }
}
