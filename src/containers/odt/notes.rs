//! Notes and page numbers of an ODT.

use crate::containers::Trouble;
use crate::containers::limits::within_notes;
use crate::containers::notes;
use crate::containers::numerals::Format;

use super::walk::Walker;

impl Walker<'_> {
    /// The mark of a note: raised, if it is a number, as it is shown.
    pub(super) fn cite(&mut self) {
        let text = self.citation.take().unwrap_or_default();
        let text = text.trim();
        let number = text.parse::<u32>().ok();
        let mark = match number {
            Some(number) => {
                let format = Format::Decimal;
                notes::mark(format, i64::from(number))
            }
            None if text.chars().all(|c| c.is_ascii_alphanumeric()) => format!("[{text}]"),
            None => text.to_owned(),
        };
        self.put(&mark);
        if let Some((known, _)) = self.notes.last_mut() {
            *known = mark;
        }
    }

    /// Ends the text of a note.
    pub(super) fn end_note(&mut self) -> Result<(), Trouble> {
        let text = self.story.close_apart();
        self.take_lists_up();
        let (mark, at_end) = self.notes.last().cloned().unwrap_or_default();
        let note = format!("{mark} {}", text.trim_start());
        match at_end {
            true => self.endnotes.push(note),
            false => self.due.push(note),
        }
        within_notes(self.endnotes.len() + self.due.len())
    }

    /// Ends a field that shows a page number, though it may have shown nothing.
    pub(super) fn end_page_number(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.has_page_number = true;
        }
        self.in_page_number = false;
    }
}
