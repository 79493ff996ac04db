//! Tells compound files apart (MS-CFB): texts of Word and WPS from tables, slides and mails.

use super::Kind;

/// What a compound file begins with.
pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Streams that only one program writes, by their names in the directory.
const STREAMS: &[(&str, Kind)] = &[
    ("WordDocument", Kind::Ole),
    ("EncryptedPackage", Kind::Ole),
    ("Workbook", Kind::Other("XLS")),
    ("PowerPoint Document", Kind::Other("PPT")),
    ("__nameid_version1.0", Kind::Other("MSG")),
    ("VisioDocument", Kind::Other("VSD")),
];

/// The kind of a compound file; one that no stream tells is left to the reader of Word files.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let found = STREAMS.iter().find(|(name, _)| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find_iter(bytes, &wide).any(|at| is_entry(bytes, at, wide.len()))
    });
    found.map_or(Kind::Ole, |(_, kind)| *kind)
}

/// Whether a name stands where a directory has one: entries of 128 bytes, the name first, its length
/// with the closing zero at 64 (MS-CFB 2.6.1).
fn is_entry(bytes: &[u8], at: usize, len: usize) -> bool {
    let told = bytes
        .get(at + 64..at + 66)
        .and_then(|field| field.try_into().ok())
        .map(u16::from_le_bytes);
    at.is_multiple_of(128) && told.map(usize::from) == Some(len + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(stream: &str) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.resize(512, 0);
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let len = name.len() as u16 + 2;
        bytes.extend(name);
        bytes.resize(512 + 64, 0);
        bytes.extend(len.to_le_bytes());
        bytes.resize(1024, 0);
        bytes
    }

    #[test]
    fn streams_tell_programs_apart() {
        assert_eq!(kind(&file("WordDocument")), Kind::Ole);
        assert_eq!(kind(&file("Workbook")), Kind::Other("XLS"));
        assert_eq!(kind(&file("PowerPoint Document")), Kind::Other("PPT"));
        assert_eq!(kind(MAGIC), Kind::Ole);
    }
}
