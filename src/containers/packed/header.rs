//! The header of a tar entry: 512 bytes, by POSIX.1-2017 pax (ustar) and GNU tar.

use super::bytes::{before_nul, slice_at};

/// Tar files consist of blocks of this many bytes.
pub(super) const BLOCK: usize = 512;

/// Where the checksum stands; it counts as blanks while it is made.
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// What an entry of a tar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// A file.
    File,
    /// A folder, or a label of the whole tar.
    Folder,
    /// Something that is no file; says what.
    Special(&'static str),
    /// The name of the next entry (GNU).
    LongName,
    /// The target of the next link (GNU), or settings for all entries (pax): nothing of interest.
    Other,
    /// Properties of the next entry (pax).
    Properties,
}

/// The header of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The name's bytes.
    pub(super) name: Vec<u8>,
    /// The length of the content.
    pub(super) size: u64,
    /// What it is.
    pub(super) kind: Type,
    /// Whether content can follow at all.
    pub(super) has_content: bool,
    /// Whether maps of a sparse file follow the header (old GNU).
    pub(super) has_maps: bool,
}

/// Reads a header; `None` if its checksum or its size does not fit.
pub(super) fn read(block: &[u8; BLOCK]) -> Option<Header> {
    let noted = number(block.get(CHECKSUM)?)?;
    let sum = |of: fn(u8) -> i64| -> i64 {
        let byte = |(at, byte): (usize, &u8)| of(if CHECKSUM.contains(&at) { b' ' } else { *byte });
        block.iter().enumerate().map(byte).sum()
    };
    // Some old systems summed bytes with a sign.
    let sums = [sum(i64::from), sum(|byte| i64::from(byte.cast_signed()))];
    if !sums.contains(&i64::try_from(noted).ok()?) {
        return None;
    }
    let name = name(block)?;
    let letter = *block.get(156)?;
    // Links, devices, folders and pipes have no content, whatever their size.
    let has_content = !matches!(letter, b'1'..=b'6');
    let size = number(slice_at(block, 124, 12)?)?;
    Some(Header {
        kind: kind(letter, &name),
        has_maps: letter == b'S' && block.get(482) == Some(&1),
        name,
        size: if has_content { size } else { 0 },
        has_content,
    })
}

fn name(block: &[u8; BLOCK]) -> Option<Vec<u8>> {
    let name = before_nul(slice_at(block, 0, 100)?);
    let prefix = before_nul(slice_at(block, 345, 155)?);
    // GNU tar writes its own things where POSIX has the prefix.
    if prefix.is_empty() || slice_at(block, 257, 6)? != b"ustar\0" {
        return Some(name.to_vec());
    }
    Some([prefix, b"/", name].concat())
}

fn kind(letter: u8, name: &[u8]) -> Type {
    match letter {
        b'1' | b'2' => Type::Special("a link, not read"),
        b'3' | b'4' => Type::Special("a device, not read"),
        b'5' | b'D' | b'V' => Type::Folder,
        b'6' => Type::Special("a pipe, not read"),
        b'S' => Type::Special("a sparse file, not read"),
        b'M' => Type::Special("a part of a file, not read"),
        b'L' => Type::LongName,
        b'K' | b'g' => Type::Other,
        b'x' | b'X' => Type::Properties,
        // Before POSIX a folder was a file whose name ends so.
        0 | b'0' if name.ends_with(b"/") => Type::Folder,
        // POSIX: what is not known is a file.
        _ => Type::File,
    }
}

/// A number in octal digits, or, by GNU, with the highest bit set and the number behind it.
fn number(field: &[u8]) -> Option<u64> {
    if let [0x80, rest @ ..] = field {
        return rest.iter().try_fold(0_u64, |sum, byte| {
            Some(sum.checked_mul(256)? + u64::from(*byte))
        });
    }
    let digits = field.trim_ascii_start();
    let end = digits.iter().position(|byte| matches!(byte, 0 | b' '));
    let digits = digits.get(..end.unwrap_or(digits.len()))?;
    digits.iter().try_fold(0_u64, |sum, byte| match byte {
        b'0'..=b'7' => Some(sum.checked_mul(8)? + u64::from(byte - b'0')),
        _ => None,
    })
}

/// Name and size that a pax record gives to the next entry, and whether it is sparse.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// Its name.
    pub(super) name: Option<Vec<u8>>,
    /// The length of its content.
    pub(super) size: Option<u64>,
    /// Whether its content is a sparse file's.
    pub(super) sparse: bool,
}

/// Reads pax records (`LENGTH KEY=VALUE\n`) up to the first that is wrong.
pub(super) fn read_properties(mut bytes: &[u8]) -> Properties {
    let mut properties = Properties::default();
    while let Some((key, value)) = next_record(&mut bytes) {
        match key {
            b"path" if properties.name.is_none() => properties.name = Some(value.to_vec()),
            b"GNU.sparse.name" => properties.name = Some(value.to_vec()),
            b"size" => properties.size = decimal(value),
            _ if key.starts_with(b"GNU.sparse.") => properties.sparse = true,
            _ => {}
        }
    }
    properties
}

fn next_record<'a>(bytes: &mut &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let blank = bytes.iter().take(20).position(|byte| *byte == b' ')?;
    let length = usize::try_from(decimal(bytes.get(..blank)?)?).ok()?;
    let record = bytes.get(blank + 1..length)?.strip_suffix(b"\n")?;
    let equals = record.iter().position(|byte| *byte == b'=')?;
    *bytes = bytes.get(length..)?;
    Some((record.get(..equals)?, record.get(equals + 1..)?))
}

fn decimal(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_octal_or_wide() {
        assert_eq!(number(b"00000000017\0"), Some(15));
        assert_eq!(number(b"   17 \0"), Some(15));
        assert_eq!(number(b"17"), Some(15));
        assert_eq!(number(b"\0\0\0"), Some(0));
        assert_eq!(number(b"19"), None);
        assert_eq!(number(&[0x80, 0, 0, 1, 0]), Some(256));
        assert_eq!(number(&[0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0]), None);
        assert_eq!(number(&[0xff; 12]), None);
    }

    #[test]
    fn properties_are_read_up_to_the_first_wrong_one() {
        let records = "18 path=答复.txt\n10 size=7\n9 mtime=\n7 path=x\n";
        assert_eq!("18 path=答复.txt\n".len(), 19);
        assert_eq!(read_properties(records.as_bytes()), Properties::default());
        let records = records.replacen("18", "19", 1);
        let properties = read_properties(records.as_bytes());
        assert_eq!(properties.name, Some("答复.txt".into()));
        assert_eq!((properties.size, properties.sparse), (Some(7), false));
        assert!(read_properties(b"22 GNU.sparse.major=1\n").sparse);
    }

    proptest! {
        #[test]
        fn any_block_is_read(bytes in proptest::collection::vec(any::<u8>(), BLOCK), digits in "[0-9 =pathsize\n]{0,60}") {
            let block: [u8; BLOCK] = bytes.try_into().expect("a block");
            let _ = read(&block);
            let _ = read_properties(digits.as_bytes());
        }
    }
}
