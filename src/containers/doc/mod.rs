//! Word 97–2003 binaries (DOC, DOT) and WPS of Kingsoft, which is the same format: [MS-DOC].
//!
//! The text lies in pieces of the stream `WordDocument`; tables, fields and notes are control
//! characters in it, and properties of characters and paragraphs lie in pages of 512 bytes. What is
//! written out and what is left out is as for DOCX.

mod assemble;
mod bytes;
mod characters;
mod fib;
mod fonts;
mod lists;
mod notes;
mod pages;
mod pieces;
mod sections;
mod sprm;
mod story;
mod styles;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::{Content, MAX_ENTRY, MAX_UNPACKED, Trouble};

/// Streams that tell what else an OLE2 file may be, and its name.
const OTHERS: &[(&str, &str)] = &[
    ("Workbook", "Excel 97-2003 workbook (XLS)"),
    ("Book", "Excel 5/95 workbook (XLS)"),
    (
        "PowerPoint Document",
        "PowerPoint 97-2003 presentation (PPT)",
    ),
    ("__properties_version1.0", "Outlook message (MSG)"),
    ("VisioDocument", "Visio drawing (VSD)"),
    ("Quill", "Publisher document (PUB)"),
    ("HwpSummaryInformation", "Hangul document (HWP)"),
    ("\u{5}HwpSummaryInformation", "Hangul document (HWP)"),
    ("MatOST", "Microsoft Works document (WPS)"),
    ("CONTENTS", "Microsoft Works document (WPS)"),
    ("Catalog", "thumbnail cache"),
];

/// The streams of a file that are read.
#[derive(Debug, Default)]
struct Streams {
    /// `WordDocument`.
    main: Vec<u8>,
    /// `0Table` or `1Table`.
    table: Vec<u8>,
    /// `Data`, of form fields.
    data: Vec<u8>,
}

/// Reads a DOC or WPS file. `Encrypted` if it has a password; `Unsupported` for Word 6/95,
/// Microsoft Works and other OLE2 files; `Damaged` if its streams or tables do not hold together.
pub fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let mut file = CompoundFile::open(Cursor::new(bytes))
        .map_err(|error| Trouble::Damaged(format!("OLE2: {error}")))?;
    if file.exists("EncryptedPackage") {
        return Err(Trouble::Encrypted);
    }
    let Some(main) = stream(&mut file, "WordDocument")? else {
        return Err(kind_of(&file));
    };
    let fib = fib::Fib::read(&main)?;
    let (told, other) = match fib.second_table {
        true => ("1Table", "0Table"),
        false => ("0Table", "1Table"),
    };
    let table = match stream(&mut file, told)? {
        Some(table) => Some(table),
        None => stream(&mut file, other)?,
    };
    let table = table.ok_or_else(|| Trouble::Damaged("DOC: no table stream".to_owned()))?;
    let data = stream(&mut file, "Data")?.unwrap_or_default();
    let streams = Streams { main, table, data };
    if streams.main.len() + streams.table.len() + streams.data.len() > MAX_UNPACKED as usize {
        return Err(Trouble::Limit("the streams of a DOC".to_owned()));
    }
    assemble::read(&fib, &streams)
}

/// The bytes of a stream, if it is there.
fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
    if !file.is_stream(name) {
        return Ok(None);
    }
    let damaged = |error| Trouble::Damaged(format!("OLE2 stream {name}: {error}"));
    let stream = file.open_stream(name).map_err(damaged)?;
    if stream.len() > MAX_ENTRY {
        return Err(Trouble::Limit(format!(
            "stream {name} is larger than {MAX_ENTRY} bytes"
        )));
    }
    let mut bytes = Vec::new();
    stream
        .take(MAX_ENTRY)
        .read_to_end(&mut bytes)
        .map_err(damaged)?;
    Ok(Some(bytes))
}

fn kind_of(file: &CompoundFile<Cursor<&[u8]>>) -> Trouble {
    let found = OTHERS.iter().find(|(name, _)| file.exists(name));
    let what = found.map_or("OLE2 file without a WordDocument stream", |(_, what)| what);
    Trouble::Unsupported(what.to_owned())
}

#[cfg(test)]
mod tests;
