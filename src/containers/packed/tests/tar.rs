//! Tars, right, damaged and hostile.

use encoding_rs::GB18030;

use super::super::testing::{gzip, tar, tar_entry, tar_header};
use super::{Limits, Trouble, failed, fine, link, read, read_within};

#[test]
fn what_is_no_file_in_a_tar_is_told() {
    let bytes = tar(&[
        tar_entry("a", b'0', b"A"),
        tar_entry("folder/", b'5', b""),
        tar_entry("symlink", b'2', b""),
        tar_entry("hard link", b'1', b""),
        tar_entry("device", b'3', b""),
        tar_entry("pipe", b'6', b""),
        tar_entry("sparse", b'S', b"data"),
        tar_entry("../b", 0, b"B"),
    ]);
    let other = |what: &str| Trouble::Unsupported(what.into());
    let expected = vec![
        fine("a", b"A"),
        failed("symlink", link()),
        failed("hard link", link()),
        failed("device", other("a device, not read")),
        failed("pipe", other("a pipe, not read")),
        failed("sparse", other("a sparse file, not read")),
        fine("b", b"B"),
    ];
    assert_eq!(read(&bytes), (expected.clone(), Ok(())));
    assert_eq!(read(&gzip(&bytes)), (expected, Ok(())));
}

#[test]
fn long_names_of_gnu_and_pax_are_read() {
    let long = "提案答复".repeat(20) + ".txt";
    let pax = format!("{} path={long}\n", long.len() + 10);
    assert_eq!(pax.len(), long.len() + 10);
    let gbk = GB18030.encode("政府工作报告.txt").0;
    let bytes = tar(&[
        tar_entry("././@LongLink", b'L', format!("{long}\0").as_bytes()),
        tar_entry("提案", b'0', b"gnu"),
        tar_entry("settings", b'g', b"16 path=ignored\n"),
        tar_entry("properties", b'x', pax.as_bytes()),
        tar_entry("提案", b'0', b"pax"),
        tar_entry(gbk, b'0', b"gbk"),
    ]);
    let second = long.replace(".txt", " (2).txt");
    let expected = vec![
        fine(&long, b"gnu"),
        fine(&second, b"pax"),
        fine("政府工作报告.txt", b"gbk"),
    ];
    assert_eq!(read(&bytes), (expected, Ok(())));
}

#[test]
fn a_tar_that_is_cut_or_damaged_gives_what_is_before() {
    let bytes = tar(&[tar_entry("a", b'0', b"A"), tar_entry("b", b'0', b"BB")]);
    let cut = Trouble::Damaged("it is cut off".into());
    let expected = vec![fine("a", b"A"), failed("b", cut.clone())];
    assert_eq!(read(&bytes[..1537]), (expected, Err(cut.clone())));
    assert_eq!(read(&bytes[..1100]), (vec![fine("a", b"A")], Err(cut)));
    assert_eq!(read(&bytes[..1024]), (vec![fine("a", b"A")], Ok(())));
    let mut bytes = bytes;
    bytes[1024] ^= 1;
    let damaged = Trouble::Damaged("a header of the tar is wrong".into());
    assert_eq!(read(&bytes), (vec![fine("a", b"A")], Err(damaged)));
}

#[test]
fn limits_of_a_tar_are_counted_in_its_stream() {
    let limits = Limits {
        entries: 2,
        entry: 700,
        unpacked: 5000,
        ..Limits::FULL
    };
    let file = |length: usize| tar_entry("x", b'0', &vec![b'x'; length]);
    let (read, end) = read_within(&tar(&[file(701), file(1)]), limits);
    assert_eq!(read[0].1, Err(limits.too_large()));
    assert_eq!((read[1].1.clone(), end), (Ok(b"x".to_vec()), Ok(())));
    let (read, end) = read_within(&tar(&[file(1), file(1), file(1)]), limits);
    assert_eq!((read.len(), end), (2, Err(limits.too_many())));
    let (read, end) = read_within(&tar(&[file(9000)]), limits);
    assert_eq!((read.len(), end), (1, Err(limits.too_much())));
    let huge = tar_header(b"x", b'L', 1 << 30);
    assert!(matches!(
        read_within(&huge, limits).1,
        Err(Trouble::Limit(_))
    ));
}
