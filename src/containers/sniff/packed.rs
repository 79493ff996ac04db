//! Tells packages in ZIP apart by the names of their entries: APPNOTE 4.3.

use super::Kind;
use crate::containers::MAX_ENTRIES;

/// The end of central directory record, without its comment.
const END: usize = 22;
/// How far from the end of a file that record can begin.
const END_WINDOW: usize = END + 0xffff;

/// The kind of a ZIP file.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let names = directory(bytes).unwrap_or_else(|| local(bytes));
    let has = |name: &str| {
        names
            .iter()
            .any(|own| own.eq_ignore_ascii_case(name.as_bytes()))
    };
    let under = |folder: &str| names.iter().any(|own| own.starts_with(folder.as_bytes()));
    if let Some(kind) = mimetype(bytes) {
        return kind;
    }
    if has("OFD.xml") {
        return Kind::Ofd;
    }
    if has("[Content_Types].xml") {
        return match () {
            () if under("word/") => Kind::Docx,
            () if under("xl/") => Kind::Other("XLSX"),
            () if under("ppt/") => Kind::Other("PPTX"),
            () if under("visio/") => Kind::Other("VSDX"),
            () if has("FixedDocSeq.fdseq") => Kind::Other("XPS"),
            () => Kind::Zip,
        };
    }
    if has("uof.xml") {
        return Kind::Other("UOF");
    }
    Kind::Zip
}

/// The kind that a first, stored entry `mimetype` names: OpenDocument 1.3, part 2, 3.3; EPUB OCF 4.3.
fn mimetype(bytes: &[u8]) -> Option<Kind> {
    let rest = bytes.get(30..)?.strip_prefix(b"mimetype")?;
    let extra = usize::from(u16_at(bytes, 28)?);
    let value = rest.get(extra..)?;
    let value = value.get(..100).unwrap_or(value);
    let family = value.strip_prefix(b"application/vnd.oasis.opendocument.");
    let starts = |family: &[u8], name: &str| family.starts_with(name.as_bytes());
    Some(match family {
        // Longer names are those of templates and of masters, with the same content.
        Some(family) if starts(family, "text") => Kind::Odt,
        Some(family) if starts(family, "spreadsheet") => Kind::Other("ODS"),
        Some(family) if starts(family, "presentation") => Kind::Other("ODP"),
        Some(_) => Kind::Other("OpenDocument"),
        None if value.starts_with(b"application/epub+zip") => Kind::Other("EPUB"),
        None if value.starts_with(b"application/ofd") => Kind::Ofd,
        None => return None,
    })
}

/// The names in the central directory; nothing where there is none.
fn directory(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let window = bytes.len().saturating_sub(END_WINDOW);
    let end = window + memchr::memmem::rfind(bytes.get(window..)?, b"PK\x05\x06")?;
    let mut at = u32_at(bytes, end + 16)? as usize;
    // Bytes before the archive move everything: the directory stands directly before its end.
    let size = u32_at(bytes, end + 12)? as usize;
    if bytes.get(at..at.checked_add(4)?) != Some(b"PK\x01\x02") {
        at = end.checked_sub(size)?;
    }
    let mut names = Vec::new();
    while names.len() < MAX_ENTRIES && bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let len = usize::from(u16_at(bytes, at + 28)?);
        let extra = usize::from(u16_at(bytes, at + 30)?);
        let comment = usize::from(u16_at(bytes, at + 32)?);
        names.push(bytes.get(at + 46..at + 46 + len)?);
        at += 46 + len + extra + comment;
    }
    (!names.is_empty()).then_some(names)
}

/// The names in the local headers of a file that lost its directory.
fn local(bytes: &[u8]) -> Vec<&[u8]> {
    memchr::memmem::find_iter(bytes, b"PK\x03\x04")
        .take(MAX_ENTRIES)
        .filter_map(|at| {
            let len = usize::from(u16_at(bytes, at + 26)?);
            bytes.get(at + 30..at + 30 + len)
        })
        .collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(field.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(field.try_into().ok()?))
}
