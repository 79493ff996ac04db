//! Tells what kind of file bytes are, by what they hold and never by a name's ending.

mod markup;
mod ole;
mod packed;
#[cfg(test)]
mod tests;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, or nothing that is known.
    Text,
    /// A web page, or a web archive (MHTML) of one.
    Html,
    /// Word, ECMA-376.
    Docx,
    /// OpenDocument text, ISO/IEC 26300.
    Odt,
    /// OFD 版式文档, GB/T 33190-2016.
    Ofd,
    /// A ZIP archive of other files.
    Zip,
    /// A file packed with gzip, most often a tar archive.
    Gzip,
    /// A tar archive.
    Tar,
    /// Word 97–2003 or WPS, in a compound file.
    Ole,
    /// Rich Text Format.
    Rtf,
    /// PDF, ISO 32000.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A TIFF picture.
    Tiff,
    /// No text; says what it is.
    Other(&'static str),
}

impl Kind {
    /// Every kind that is more than text.
    pub const NAMED: [Kind; 13] = [
        Kind::Html,
        Kind::Docx,
        Kind::Odt,
        Kind::Ofd,
        Kind::Zip,
        Kind::Gzip,
        Kind::Tar,
        Kind::Ole,
        Kind::Rtf,
        Kind::Pdf,
        Kind::Png,
        Kind::Jpeg,
        Kind::Tiff,
    ];

    /// The media type (IANA, or the one in use).
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Text => "text/plain",
            Kind::Html => "text/html",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Odt => "application/vnd.oasis.opendocument.text",
            Kind::Ofd => "application/ofd",
            Kind::Zip => "application/zip",
            Kind::Gzip => "application/gzip",
            Kind::Tar => "application/x-tar",
            Kind::Ole => "application/msword",
            Kind::Rtf => "application/rtf",
            Kind::Pdf => "application/pdf",
            Kind::Png => "image/png",
            Kind::Jpeg => "image/jpeg",
            Kind::Tiff => "image/tiff",
            Kind::Other(_) => "application/octet-stream",
        }
    }

    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Html => "HTML",
            Kind::Docx => "DOCX",
            Kind::Odt => "ODT",
            Kind::Ofd => "OFD",
            Kind::Zip => "ZIP",
            Kind::Gzip => "GZIP",
            Kind::Tar => "TAR",
            Kind::Ole => "DOC or WPS",
            Kind::Rtf => "RTF",
            Kind::Pdf => "PDF",
            Kind::Png => "PNG image",
            Kind::Jpeg => "JPEG image",
            Kind::Tiff => "TIFF image",
            Kind::Other(name) => name,
        }
    }
}

/// What files begin with, and what they are.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"{\\rtf", Kind::Rtf),
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"\xff\xd8\xff", Kind::Jpeg),
    (b"II*\0", Kind::Tiff),
    (b"MM\0*", Kind::Tiff),
    (b"\x1f\x8b\x08", Kind::Gzip),
    (b"GIF87a", Kind::Other("GIF image")),
    (b"GIF89a", Kind::Other("GIF image")),
    (b"\x7fELF", Kind::Other("program")),
    (b"\xcf\xfa\xed\xfe", Kind::Other("program")),
    (b"BZh", Kind::Other("BZIP2")),
    (b"\xfd7zXZ\0", Kind::Other("XZ")),
    (b"7z\xbc\xaf\x27\x1c", Kind::Other("7z")),
    (b"Rar!\x1a\x07", Kind::Other("RAR")),
    (b"\x28\xb5\x2f\xfd", Kind::Other("ZSTD")),
    (b"SQLite format 3\0", Kind::Other("SQLite database")),
    (b"OggS", Kind::Other("sound or video")),
    (b"ID3", Kind::Other("sound")),
];

/// How much may stand before the mark of a PDF, in bytes: ISO 32000-1, annex H.3.4.
const PDF_JUNK: usize = 1024;

/// The kind of a file, from all its bytes.
///
/// Text is what nothing else is; whether it can be read is decided when it is decoded.
pub fn sniff(bytes: &[u8]) -> Kind {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return *kind;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed::kind(bytes);
    }
    if bytes.starts_with(ole::MAGIC) {
        return ole::kind(bytes);
    }
    if let Some(what) = other(bytes) {
        return Kind::Other(what);
    }
    if is_pdf(bytes) {
        return Kind::Pdf;
    }
    if is_tar(bytes) {
        return Kind::Tar;
    }
    markup::kind(bytes)
}

/// Files without a mark at their very beginning.
fn other(bytes: &[u8]) -> Option<&'static str> {
    let inner = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|b| b.starts_with(mark));
    if bytes.starts_with(b"RIFF") && (inner(8, b"WEBP") || inner(8, b"WAVE") || inner(8, b"AVI ")) {
        return Some("image, sound or video");
    }
    if inner(4, b"ftyp") {
        return Some("sound or video");
    }
    // Two letters are not enough to condemn a text; these heads have zeros at known places.
    let head = bytes.get(..4096).unwrap_or(bytes);
    if bytes.starts_with(b"MZ") && head.contains(&0) {
        return Some("program");
    }
    (bytes.starts_with(b"BM") && inner(6, &[0; 4])).then_some("BMP image")
}

/// `%PDF-` at the beginning; behind junk only with a version behind it, so that a text about PDF is none.
fn is_pdf(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"%PDF-") {
        return true;
    }
    let head = bytes.get(..PDF_JUNK + 8).unwrap_or(bytes);
    memchr::memmem::find_iter(head, b"%PDF-").any(|at| {
        let version = head.get(at + 5..at + 8);
        let is_version = version.is_some_and(|v| {
            matches!(v, [major, b'.', minor] if major.is_ascii_digit() && minor.is_ascii_digit())
        });
        is_version && memchr::memmem::find(bytes, b" obj").is_some()
    })
}

/// A tar archive by the sum in its first header: POSIX.1-1988 and what was before it.
fn is_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else {
        return false;
    };
    let Some(field) = header.get(148..156) else {
        return false;
    };
    let digits = String::from_utf8_lossy(field);
    let digits = digits.trim_matches([' ', '\0']);
    let Ok(told) = u32::from_str_radix(digits, 8) else {
        return false;
    };
    let sum = header.iter().enumerate().map(|(at, &byte)| match at {
        148..156 => u32::from(b' '),
        _ => u32::from(byte),
    });
    header.first().is_some_and(|&byte| byte != 0) && sum.sum::<u32>() == told
}
