//! Zips, right, damaged and hostile.

use encoding_rs::GB18030;

use super::super::testing::{Zip, ZipEntry};
use super::{Limits, Trouble, failed, fine, link, read, read_within};

#[test]
fn members_come_in_order_without_folders_and_all_names_differ() {
    let bytes = Zip::new()
        .stored("公文/", b"")
        .deflated("公文/答复.txt", "答复".repeat(999).as_bytes())
        .stored("../../公文/答复.txt", b"other")
        .stored("__MACOSX/._答复.txt", b"")
        .done();
    let (read, end) = read(&bytes);
    assert_eq!(end, Ok(()));
    let long = "答复".repeat(999);
    let expected = [
        fine("公文/答复.txt", long.as_bytes()),
        fine("公文/答复 (2).txt", b"other"),
        fine("__MACOSX/._答复.txt", b""),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_member_that_cannot_be_read_leaves_the_others_alone() {
    let change = |change: fn(&mut ZipEntry)| {
        let mut entry = ZipEntry::deflated("x", "云川市".repeat(50).as_bytes());
        change(&mut entry);
        entry
    };
    let damaged = |what: &str| Trouble::Damaged(what.into());
    let cases = [
        (change(|entry| entry.flags = 1), Trouble::Encrypted),
        (change(|entry| entry.method = 99), Trouble::Encrypted),
        (
            change(|entry| entry.method = 9),
            Trouble::Unsupported("compression Deflate64".into()),
        ),
        (change(|entry| entry.mode = 0o120_777), link()),
        (
            change(|entry| entry.crc ^= 1),
            damaged("the checksum does not fit"),
        ),
        (
            change(|entry| entry.size += 1),
            damaged("the checksum does not fit"),
        ),
        (
            change(|entry| entry.offset = Some(u32::MAX)),
            damaged("its place in the zip is wrong"),
        ),
        (
            change(|entry| entry.packed[0] = 0xff),
            damaged("corrupt deflate stream"),
        ),
    ];
    for (entry, trouble) in cases {
        let zip = Zip::new().stored("a", b"A").entry(entry).stored("b", b"B");
        let expected = [fine("a", b"A"), failed("x", trouble), fine("b", b"B")];
        assert_eq!(read(&zip.done()), (expected.to_vec(), Ok(())));
    }
}

#[test]
fn names_follow_flag_and_extra_field() {
    let gbk = GB18030.encode("答复.txt").0;
    let mut crc = flate2::Crc::new();
    crc.update(b"da fu.txt");
    let path = [
        &[1],
        crc.sum().to_le_bytes().as_slice(),
        "答复三.txt".as_bytes(),
    ]
    .concat();
    let extra = [
        b"\x75\x70",
        (path.len() as u16).to_le_bytes().as_slice(),
        &path,
    ]
    .concat();
    let bytes = Zip::new()
        .entry(ZipEntry::stored(&gbk, b"1"))
        .entry(ZipEntry {
            flags: 1 << 11,
            ..ZipEntry::stored("答复二.txt", b"2")
        })
        .entry(ZipEntry {
            extra,
            ..ZipEntry::stored("da fu.txt", b"3")
        })
        .done();
    let names: Vec<_> = read(&bytes).0.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["答复.txt", "答复二.txt", "答复三.txt"]);
}

#[test]
fn limits_are_counted_while_unpacking() {
    let limits = Limits {
        entries: 4,
        entry: 3000,
        unpacked: 7000,
        ..Limits::FULL
    };
    let zip = |lengths: &[usize]| {
        let add = |zip: Zip, length: &usize| {
            let mut entry = ZipEntry::deflated("x", &vec![b'x'; *length]);
            // Headers lie.
            entry.size = 1;
            zip.entry(entry)
        };
        lengths.iter().fold(Zip::new(), add).done()
    };
    let troubles = |lengths: &[usize]| {
        let (read, end) = read_within(&zip(lengths), limits);
        let troubles: Vec<_> = read
            .into_iter()
            .filter_map(|(_, content)| content.err())
            .collect();
        (troubles, end)
    };
    let lie = || Trouble::Damaged("the checksum does not fit".into());
    assert_eq!(
        troubles(&[3000, 3001]),
        (vec![lie(), limits.too_large()], Ok(()))
    );
    assert_eq!(
        troubles(&[2600, 2600, 2600, 1]),
        (
            vec![lie(), lie(), limits.too_much()],
            Err(limits.too_much())
        )
    );
    assert_eq!(troubles(&[1; 5]), (vec![], Err(limits.too_many())));
}

#[test]
fn entries_that_share_their_bytes_count_each_time() {
    let mut zip = Zip::new().stored("a", &[b'x'; 3000]);
    for _ in 0..9 {
        let mut entry = ZipEntry::stored("a", &[b'x'; 3000]);
        entry.offset = Some(0);
        zip = zip.entry(entry);
    }
    let limits = Limits {
        unpacked: 10_000,
        ..Limits::FULL
    };
    let (read, end) = read_within(&zip.done(), limits);
    assert_eq!((read.len(), end), (4, Err(limits.too_much())));
}

#[test]
fn a_hundred_thousand_entries_are_refused() {
    let mut zip = Zip::new();
    for _ in 0..100_000 {
        zip = zip.stored("x", b"");
    }
    let (read, end) = read(&zip.done());
    assert_eq!((read.len(), end), (0, Err(Limits::FULL.too_many())));
}

#[test]
fn a_zip_cut_off_says_so() {
    let bytes = Zip::new().stored("a", b"A").stored("b", b"B").done();
    let (read, end) = read(&bytes[..bytes.len() - 30]);
    assert!(read.is_empty());
    assert!(matches!(end, Err(Trouble::Damaged(_))));
    assert_eq!(super::read(&Zip::new().done()), (vec![], Ok(())));
}
