//! The central directory of a zip: what entries there are and where.
//!
//! By PKWARE's APPNOTE 6.3.10, §4.3.12 (directory), §4.3.14–16 (its end, also Zip64), §4.5.3 (Zip64
//! numbers), §4.6.9 (Unicode Path). The directory decides, never what stands between the entries:
//! other readers take it the same way, and it keeps entries of the same name apart.

use super::bytes::{slice_at, u16_at, u32_at, u64_at};
use super::extra;
use super::limits::Limits;
use crate::containers::Trouble;

const ENTRY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;

/// An entry of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// The name's bytes; UTF-8 where [`Entry::name_is_utf8`].
    pub(super) name: &'a [u8],
    /// Whether the zip says that the name is UTF-8.
    pub(super) name_is_utf8: bool,
    /// General purpose bits.
    pub(super) flags: u16,
    /// Compression method.
    pub(super) method: u16,
    /// CRC-32 of the content.
    pub(super) crc: u32,
    /// Length of the packed content.
    pub(super) packed: u64,
    /// Length of the content.
    pub(super) size: u64,
    /// Where the entry's local header begins in the file.
    pub(super) offset: u64,
    /// File type and permissions of Unix, 0 if unknown.
    pub(super) mode: u32,
}

/// The entries of a zip, and what is wrong with the rest of its directory.
#[derive(Debug)]
pub(super) struct Directory<'a> {
    /// Entries, in the directory's order.
    pub(super) entries: Vec<Entry<'a>>,
    /// Why the directory could not be read to its end.
    pub(super) trouble: Option<Trouble>,
}

/// Reads the directory of a zip.
pub(super) fn read<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Directory<'a>, Trouble> {
    let end = find_end(bytes).ok_or_else(|| damaged("the end of the zip is missing"))?;
    let place = Place::read(bytes, end).ok_or_else(|| damaged("the end of the zip"))?;
    if place.split {
        return Err(Trouble::Unsupported(
            "a zip split over several files".into(),
        ));
    }
    if place.count > limits.entries as u64 {
        return Err(limits.too_many());
    }
    let (shift, region) = place
        .region(bytes)
        .ok_or_else(|| damaged("the directory is not where it should be"))?;
    let directory = walk(region, shift, limits)?;
    // Packers without Zip64 count modulo 65,536.
    let missing = directory.entries.len() as u64 & 0xffff != place.count & 0xffff;
    Ok(Directory {
        trouble: missing.then(|| damaged("the directory is not whole")),
        ..directory
    })
}

fn walk<'a>(region: &'a [u8], shift: u64, limits: &Limits) -> Result<Directory<'a>, Trouble> {
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some((mut entry, length)) = region.get(at..).and_then(read_entry) {
        if entries.len() == limits.entries {
            return Err(limits.too_many());
        }
        entry.offset = entry.offset.saturating_add(shift);
        entries.push(entry);
        at += length;
    }
    Ok(Directory {
        entries,
        trouble: None,
    })
}

/// Where the last end record stands whose comment fits into the file.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|&at| {
        let comment = u16_at(bytes, at + 20).map_or(usize::MAX, usize::from);
        slice_at(bytes, at, 4) == Some(END) && comment <= last - at
    })
}

/// Where the directory stands, as the end record says.
struct Place {
    count: u64,
    size: u64,
    offset: u64,
    /// Where the directory must end in the file: the first byte of what follows it.
    limit: u64,
    split: bool,
}

impl Place {
    fn read(bytes: &[u8], end: usize) -> Option<Place> {
        let place = Place {
            count: u16_at(bytes, end + 10)?.into(),
            size: u32_at(bytes, end + 12)?.into(),
            offset: u32_at(bytes, end + 16)?.into(),
            limit: end as u64,
            split: !matches!(u16_at(bytes, end + 4)?, 0 | 0xffff),
        };
        Some(Place::read_64(bytes, end).unwrap_or(place))
    }

    /// The directory's bytes, and how far all places are off.
    fn region<'a>(&self, bytes: &'a [u8]) -> Option<(u64, &'a [u8])> {
        // A program that unpacks itself, or a download's stray bytes, may stand before the zip.
        let before = self
            .limit
            .checked_sub(self.size)?
            .checked_sub(self.offset)?;
        // Where nothing does, something may stand between the directory and its end.
        [before, 0].into_iter().find_map(|shift| {
            let at = to_usize(self.offset.checked_add(shift)?);
            let region = slice_at(bytes, at, to_usize(self.size))?;
            (self.count == 0 || region.starts_with(ENTRY)).then_some((shift, region))
        })
    }

    fn read_64(bytes: &[u8], end: usize) -> Option<Place> {
        let locator = end.checked_sub(20)?;
        if slice_at(bytes, locator, 4)? != LOCATOR_64 {
            return None;
        }
        // Usually right before the locator; the noted place is off where bytes stand before the zip.
        let noted = to_usize(u64_at(bytes, locator + 8)?);
        let at = [Some(noted), locator.checked_sub(56)]
            .into_iter()
            .flatten()
            .find(|&at| slice_at(bytes, at, 4) == Some(END_64))?;
        Some(Place {
            count: u64_at(bytes, at + 32)?,
            size: u64_at(bytes, at + 40)?,
            offset: u64_at(bytes, at + 48)?,
            limit: at as u64,
            split: u32_at(bytes, at + 16)? != 0,
        })
    }
}

/// The entry that `bytes` begin with, and its length.
fn read_entry(bytes: &[u8]) -> Option<(Entry<'_>, usize)> {
    if slice_at(bytes, 0, 4)? != ENTRY {
        return None;
    }
    let name_length = usize::from(u16_at(bytes, 28)?);
    let extra_length = usize::from(u16_at(bytes, 30)?);
    let comment_length = usize::from(u16_at(bytes, 32)?);
    let extra = slice_at(bytes, ENTRY_LENGTH + name_length, extra_length)?;
    let flags = u16_at(bytes, 8)?;
    // Systems 3 and 19 are Unix and macOS: their file type stands in the upper half.
    let has_mode = matches!(u16_at(bytes, 4)? >> 8, 3 | 19);
    let mode = if has_mode {
        u32_at(bytes, 38)? >> 16
    } else {
        0
    };
    let mut entry = Entry {
        name: slice_at(bytes, ENTRY_LENGTH, name_length)?,
        name_is_utf8: flags & 1 << 11 != 0,
        flags,
        method: u16_at(bytes, 10)?,
        crc: u32_at(bytes, 16)?,
        packed: u32_at(bytes, 20)?.into(),
        size: u32_at(bytes, 24)?.into(),
        offset: u32_at(bytes, 42)?.into(),
        mode,
    };
    extra::read(&mut entry, extra);
    let length = ENTRY_LENGTH + name_length + extra_length + comment_length;
    Some((entry, length))
}

fn damaged(what: &str) -> Trouble {
    Trouble::Damaged(what.into())
}

/// A place in memory; places beyond it are as far out as can be.
pub(super) fn to_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Zip;
    use super::*;

    fn read_all(bytes: &[u8]) -> Directory<'_> {
        read(bytes, &Limits::FULL).expect("a directory")
    }

    #[test]
    fn entries_are_read_with_their_places() {
        let bytes = Zip::new().stored("a.txt", b"A").stored("b", b"BC").done();
        let directory = read_all(&bytes);
        assert_eq!(directory.trouble, None);
        let [a, b] = directory.entries.as_slice() else {
            panic!("two entries")
        };
        assert_eq!((a.name, a.size, a.offset), (b"a.txt".as_slice(), 1, 0));
        assert_eq!((b.name, b.size, b.offset), (b"b".as_slice(), 2, 36));
    }

    #[test]
    fn bytes_before_and_a_comment_behind_do_no_harm() {
        let zip = Zip::new()
            .stored("a.txt", b"A")
            .comment(b"PK\x05\x06 note")
            .done();
        let bytes = [b"#!/bin/sh\n", zip.as_slice()].concat();
        let directory = read_all(&bytes);
        assert_eq!(directory.entries.first().expect("one").offset, 10);
    }

    #[test]
    fn the_end_of_zip64_is_read() {
        let bytes = Zip::new().stored("a", b"A").stored("b", b"B").done();
        let end = bytes.len() - END_LENGTH;
        let (before, last) = bytes.split_at(end);
        let start = u32_at(last, 16).expect("a place").into();
        let mut wide = END_64.to_vec();
        wide.extend([0; 20]);
        for number in [2, 2, end as u64 - start, start] {
            wide.extend(number.to_le_bytes());
        }
        let mut locator = LOCATOR_64.to_vec();
        locator.extend([0; 4]);
        locator.extend((end as u64).to_le_bytes());
        locator.extend([1, 0, 0, 0]);
        let mut last = last.to_vec();
        last[8..20].fill(0xff);
        // Also with the place off by bytes before the zip.
        for stray in [b"".as_slice(), b"stray"] {
            let bytes = [stray, before, &wide, &locator, &last].concat();
            let directory = read_all(&bytes);
            assert_eq!((directory.entries.len(), directory.trouble), (2, None));
        }
    }

    #[test]
    fn a_cut_directory_gives_what_is_left() {
        let mut bytes = Zip::new().stored("a", b"A").stored("b", b"B").done();
        let second = bytes.len() - END_LENGTH - ENTRY_LENGTH - 1;
        bytes[second] = b'X';
        let directory = read_all(&bytes);
        assert_eq!(directory.entries.len(), 1);
        assert!(matches!(directory.trouble, Some(Trouble::Damaged(_))));
    }

    #[test]
    fn zips_without_end_or_in_several_files_are_told() {
        let mut bytes = Zip::new().stored("a", b"A").done();
        let end = bytes.len() - END_LENGTH;
        assert!(matches!(
            read(&bytes[..end], &Limits::FULL),
            Err(Trouble::Damaged(_))
        ));
        bytes[end + 4] = 1;
        assert!(matches!(
            read(&bytes, &Limits::FULL),
            Err(Trouble::Unsupported(_))
        ));
    }
}
