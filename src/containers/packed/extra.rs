//! The extra fields of a zip's entry: numbers of Zip64 and names in UTF-8.
//!
//! By PKWARE's APPNOTE 6.3.10, §4.5.3 (Zip64) and §4.6.9 (Info-ZIP Unicode Path).

use flate2::Crc;

use super::bytes::{slice_at, u16_at, u32_at, u64_at};
use super::directory::Entry;

/// The extra field that holds Zip64 numbers.
const EXTRA_ZIP64: u16 = 0x0001;
/// The extra field that holds the name in UTF-8.
const EXTRA_UNICODE_PATH: u16 = 0x7075;

/// Completes an entry by its extra fields.
pub(super) fn read<'a>(entry: &mut Entry<'a>, mut extra: &'a [u8]) {
    while let Some((id, field)) = next_field(&mut extra) {
        match id {
            EXTRA_ZIP64 => read_zip64(entry, field),
            EXTRA_UNICODE_PATH => {
                if let Some(name) = unicode_path(entry.name, field) {
                    entry.name = name;
                    entry.name_is_utf8 = true;
                }
            }
            _ => {}
        }
    }
}

fn next_field<'a>(extra: &mut &'a [u8]) -> Option<(u16, &'a [u8])> {
    let id = u16_at(extra, 0)?;
    let length = usize::from(u16_at(extra, 2)?);
    let field = slice_at(extra, 4, length)?;
    *extra = extra.get(4 + length..)?;
    Some((id, field))
}

/// Only the numbers that do not fit their own place stand in the field, in this order.
fn read_zip64(entry: &mut Entry<'_>, field: &[u8]) {
    let mut at = 0;
    for number in [&mut entry.size, &mut entry.packed, &mut entry.offset] {
        if *number == u64::from(u32::MAX)
            && let Some(wide) = u64_at(field, at)
        {
            *number = wide;
            at += 8;
        }
    }
}

/// The name in UTF-8, if it was made for this name: renaming by old tools leaves the field stale.
fn unicode_path<'a>(name: &[u8], field: &'a [u8]) -> Option<&'a [u8]> {
    let mut crc = Crc::new();
    crc.update(name);
    let fits = field.first() == Some(&1) && u32_at(field, 1)? == crc.sum();
    field
        .get(5..)
        .filter(|path| fits && std::str::from_utf8(path).is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::directory;
    use super::super::limits::Limits;
    use super::super::testing::Zip;
    use super::*;

    #[test]
    fn a_unicode_path_counts_only_for_its_own_name() {
        let mut crc = Crc::new();
        crc.update(b"x.txt");
        let path = [
            &[1],
            crc.sum().to_le_bytes().as_slice(),
            "答复.txt".as_bytes(),
        ]
        .concat();
        assert_eq!(unicode_path(b"x.txt", &path), Some("答复.txt".as_bytes()));
        assert_eq!(unicode_path(b"y.txt", &path), None);
        assert_eq!(unicode_path(b"x.txt", &path[..4]), None);
    }

    #[test]
    fn wide_numbers_stand_in_their_order() {
        let bytes = Zip::new().stored("a", b"A").done();
        let directory = directory::read(&bytes, &Limits::FULL).expect("a directory");
        let mut entry = directory.entries.first().expect("an entry").clone();
        entry.packed = u32::MAX.into();
        entry.offset = u32::MAX.into();
        let field = [5_u64.to_le_bytes(), 7_u64.to_le_bytes()].concat();
        read_zip64(&mut entry, &field);
        assert_eq!((entry.size, entry.packed, entry.offset), (1, 5, 7));
    }
}
