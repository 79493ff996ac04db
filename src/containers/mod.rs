//! Containers of text: Word, PDF, OFD, HTML and others, each read into one plain text with its pages.
//!
//! [`sniff`] tells the kind by content; [`read`] reads it. One folder a format. The readers trust
//! nothing: sizes are counted while unpacking, nesting is bounded, and what cannot be read is a
//! [`Trouble`] in words. All but HTML run in a process of their own (`source::isolated`).

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "tests may panic"))]

pub mod doc;
pub mod docx;
mod fields;
mod flow;
pub mod garbled;
pub mod html;
mod limits;
mod lines;
mod lists;
mod notes;
mod numerals;
pub mod odt;
pub mod ofd;
mod package;
pub mod packed;
mod page_notes;
pub mod pdf;
mod radicals;
mod rows;
pub mod rtf;
pub mod sniff;
mod story;
mod symbols;
#[cfg(test)]
mod word_tests;
mod xml;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use sniff::Kind;

/// What a container holds, as one text.
///
/// Lines end with `\n`. Cells of a table's row stand on one line, apart by `\t`. Nothing is added
/// that the container does not show, and nothing is left out that it shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The text.
    pub text: String,
    /// Where each page begins, in bytes of `text`, first page first; empty for a format without pages.
    pub pages: Vec<usize>,
    /// Parts of `text`, in bytes, that the container itself marks as navigation or as page header or
    /// footer, in order: they are searched, but no field is read from them.
    pub furniture: Vec<Range<usize>>,
    /// Where lines begin, in bytes of `text`, that their places show to go on in a paragraph, in order.
    #[serde(default)]
    pub wraps: Vec<usize>,
    /// Texts that the container tags as what they are, such as 发文字号.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// How sure an engine was of the lines that it recognised; empty where none was asked.
    #[serde(default)]
    pub confidence: Vec<Confidence>,
    /// Pages that hold pictures instead of text, or text that cannot be read.
    pub scans: Vec<Scan>,
    /// What was odd.
    pub notes: Vec<Note>,
}

/// A part of the text that the container tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The tag's name.
    pub name: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// How sure an engine was of a line that it recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confidence {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// From 0 to 100.
    pub percent: u8,
}

/// A page to be recognised from its picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// Its place in [`Content::pages`], from 0.
    pub page: usize,
    /// The picture: a whole PNG, JPEG or TIFF file; empty if it is to be asked for by its page.
    /// Pictures travel apart from the description.
    #[serde(skip)]
    pub image: Vec<u8>,
}

/// Something odd about a container that a reader should know; becomes a warning of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A stable snake_case code.
    pub code: String,
    /// What was seen, in words.
    pub message: String,
}

/// Why a container cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Trouble {
    /// It opens only with a password.
    #[error("encrypted: save it without a password and ingest again")]
    Encrypted,
    /// Its bytes are not what its kind asks for; says where or what.
    #[error("damaged: {0}")]
    Damaged(String),
    /// It is larger or deeper than is read; names the limit.
    #[error("over the limit: {0}")]
    Limit(String),
    /// A kind or a version that is not read; names it.
    #[error("not supported: {0}")]
    Unsupported(String),
}

/// The longest text that is taken from one container, in bytes.
pub const MAX_TEXT: usize = 16 << 20;
/// The most entries of a packed file that are read.
pub const MAX_ENTRIES: usize = 1_000;
/// The largest entry of a packed file, unpacked, in bytes.
pub const MAX_ENTRY: u64 = 64 << 20;
/// The most that a packed file may hold in all, unpacked, in bytes.
pub const MAX_UNPACKED: u64 = 256 << 20;
/// How many times larger than its packed form an entry above 1 MiB may be.
pub const MAX_RATIO: u64 = 200;
/// How deep elements may stand in each other.
pub const MAX_DEPTH: usize = 256;

/// Reads a container of a kind that [`holds_text`].
///
/// Bytes that are given away are not copied by a reader that must keep them.
///
/// # Errors
/// Why it cannot be read.
pub fn read<'b>(kind: Kind, bytes: impl Into<Cow<'b, [u8]>>) -> Result<Content, Trouble> {
    let bytes = bytes.into();
    match kind {
        Kind::Pdf => pdf::read(bytes),
        other => read_borrowed(other, &bytes),
    }
}

fn read_borrowed(kind: Kind, bytes: &[u8]) -> Result<Content, Trouble> {
    match kind {
        Kind::Html => html::read(bytes, None),
        Kind::Docx => docx::read(bytes),
        Kind::Odt => odt::read(bytes),
        Kind::Ofd => ofd::read(bytes),
        Kind::Ole => doc::read(bytes),
        Kind::Rtf => rtf::read(bytes),
        other => Err(Trouble::Unsupported(other.name().into())),
    }
}

/// The picture of a page, for recognition: a whole PNG, JPEG or TIFF file.
///
/// # Errors
/// Why there is none.
pub fn page_image<'b>(
    kind: Kind,
    bytes: impl Into<Cow<'b, [u8]>>,
    page: usize,
) -> Result<Vec<u8>, Trouble> {
    let bytes = bytes.into();
    match kind {
        Kind::Ofd => ofd::page_image(&bytes, page),
        Kind::Pdf => pdf::page_image(bytes, page),
        other => Err(Trouble::Unsupported(format!("pages of {}", other.name()))),
    }
}

/// Whether files of a kind are read by [`read`].
pub fn holds_text(kind: Kind) -> bool {
    use Kind::{Docx, Html, Odt, Ofd, Ole, Pdf, Rtf};
    matches!(kind, Html | Docx | Odt | Ofd | Ole | Rtf | Pdf)
}

/// Whether files of a kind hold other files.
pub fn is_packed(kind: Kind) -> bool {
    matches!(kind, Kind::Zip | Kind::Gzip | Kind::Tar)
}

/// Whether files of a kind are pictures that an engine can recognise.
pub fn is_picture(kind: Kind) -> bool {
    matches!(kind, Kind::Png | Kind::Jpeg | Kind::Tiff)
}
