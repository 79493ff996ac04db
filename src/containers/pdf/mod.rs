//! PDF: the text layer as visual lines, and the pages that must be recognised from their picture.
//!
//! The interpreter of hayro draws each page; `device` takes the glyphs with their Unicode and place
//! instead of painting them, and the lines module puts lines together. Pages that are pictures, or
//! whose text is garbled, are named as [`Scan`]s without bytes: [`page_image`] makes one at a time.
//!
//! hayro can overflow the stack or run long on a hostile file; callers run this in a process of its
//! own, with limits of memory and time.

mod contents;
mod device;
mod glyphs;
mod image;
mod pictures;

use std::borrow::Cow;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};

use super::garbled::is_garbled;
use super::lines::{PageLines, Pages, lines};
use super::{Content, Note, Scan, Trouble};

pub use image::page_image;

/// The most pages that are read.
const MAX_PAGES: usize = 10_000;
/// Where the end mark of a whole file stands, in bytes from its end.
const END_MARK_WITHIN: usize = 4096;

/// Reads the text of a PDF, and which of its pages are pictures.
///
/// A visual line is a line of the text; `Scan::image` is empty, see [`page_image`].
///
/// # Errors
///
/// [`Trouble::Encrypted`] if it opens only with a password, [`Trouble::Limit`] for more than 10,000
/// pages or a page of too many characters, [`Trouble::Damaged`] if it has no page that can be read.
pub fn read<'b>(bytes: impl Into<Cow<'b, [u8]>>) -> Result<Content, Trouble> {
    let bytes = bytes.into();
    let end_note = end_note(&bytes);
    let pdf = open(bytes)?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut pages = Pages::default();
    let (mut scans, mut garbled, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for (number, page) in pdf.pages().iter().enumerate() {
        let drawn = device::draw(page, number, &cache, &settings, false)?;
        let page = PageLines {
            lines: lines(&drawn.glyphs, &drawn.rules),
        };
        let bad = is_garbled(&page.text());
        if bad {
            garbled.push(number);
        }
        if drawn.unread {
            unread.push(number);
        }
        if bad || drawn.is_picture() {
            scans.push(Scan {
                page: number,
                image: Vec::new(),
            });
        }
        pages.push(page)?;
    }
    let mut content = pages.into_content();
    content.scans = scans;
    let notes = [
        ("garbled_text", "the text layer makes no sense", garbled),
        ("unread_page", "a part of the content is damaged", unread),
    ];
    for (code, message, pages) in notes {
        content.notes.extend(Note::of_pages(code, message, &pages));
    }
    content.notes.extend(end_note);
    Ok(content)
}

/// Opens a file and looks at its pages' number.
fn open(bytes: Cow<'_, [u8]>) -> Result<Pdf, Trouble> {
    let pdf = Pdf::new(bytes.into_owned()).map_err(trouble)?;
    match pdf.pages().len() {
        0 => Err(Trouble::Damaged("a PDF without pages".to_owned())),
        count if count > MAX_PAGES => Err(Trouble::Limit(format!(
            "{count} pages, {MAX_PAGES} are read"
        ))),
        _ => Ok(pdf),
    }
}

fn trouble(error: LoadPdfError) -> Trouble {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Trouble::Encrypted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            Trouble::Unsupported("the encryption of the PDF".to_owned())
        }
        LoadPdfError::Decryption(_) => Trouble::Damaged("the encryption of the PDF".to_owned()),
        LoadPdfError::Invalid => Trouble::Damaged("no PDF that can be read".to_owned()),
    }
}

/// A file without an end mark may have lost pages.
fn end_note(bytes: &[u8]) -> Option<Note> {
    let tail = bytes.get(bytes.len().saturating_sub(END_MARK_WITHIN)..)?;
    let whole = tail.windows(5).any(|window| window == b"%%EOF");
    (!whole).then(|| Note {
        code: "cut_short".to_owned(),
        message: "the PDF has no end mark; pages may be lost".to_owned(),
    })
}

#[cfg(test)]
mod tests;
