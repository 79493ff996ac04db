//! RTF, version 1.9.1 of its specification: text in groups, control words and bytes of a codepage.
//!
//! The same is written out and left out as for DOCX. Automatic numbers stand in the file as text
//! (`\listtext`), as do the results of fields.

mod charset;
mod context;
mod fields;
mod reader;
mod stretches;
mod token;
mod words;

use super::{Content, Trouble};

/// Reads an RTF file. `Damaged` if it does not begin as one, `Limit` if groups stand too deep or
/// the text is too long. One that is cut short is read as far as it goes, with a note.
pub fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if !start.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(Trouble::Damaged("RTF: no {\\rtf at its head".to_owned()));
    }
    reader::read(start)
}

#[cfg(test)]
mod tests;
