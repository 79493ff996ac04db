//! Whole packed files of every format.

mod tar;
mod zip;

use std::fs;

use proptest::prelude::*;

use super::testing::{Zip, ZipEntry, gzip, tar as pack_tar, tar_entry};
use super::*;

type Read = Vec<(String, Result<Vec<u8>, Trouble>)>;

fn read_within(bytes: &[u8], limits: Limits) -> (Read, Result<(), Trouble>) {
    let mut read = Vec::new();
    let end = members_within(bytes, limits, &mut |member| {
        read.push((member.name, member.content));
        ControlFlow::Continue(())
    });
    (read, end)
}

fn read(bytes: &[u8]) -> (Read, Result<(), Trouble>) {
    read_within(bytes, Limits::FULL)
}

fn fine(name: &str, content: &[u8]) -> (String, Result<Vec<u8>, Trouble>) {
    (name.into(), Ok(content.into()))
}

fn failed(name: &str, trouble: Trouble) -> (String, Result<Vec<u8>, Trouble>) {
    (name.into(), Err(trouble))
}

fn link() -> Trouble {
    Trouble::Unsupported("a link, not read".into())
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/containers/packed/");
    fs::read(format!("{folder}{name}")).expect("a fixture")
}

#[test]
fn files_of_other_packers_are_read() {
    let gbk = vec!["提案答复/云科函〔2023〕117号.txt"];
    let utf8 = vec![
        "letter_pydocx.docx",
        "enc_gbk_lossy.txt",
        "lo/letter_pydocx.doc",
    ];
    let long = format!("目录/{}.txt", "很长的名字".repeat(12));
    let cases = [
        ("zip64.zip", vec!["大.txt", "b.txt"]),
        ("streamed.zip", vec!["流.txt", "c"]),
        ("gnu.tgz", vec![long.as_str()]),
        ("pax.tgz", vec![long.as_str()]),
        ("archive_gbknames.zip", gbk),
        ("archive_utf8.zip", utf8),
        ("archive.tar.gz", vec!["答复/编码.txt"]),
    ];
    for (fixture_name, names) in cases {
        let (read, end) = read(&fixture(fixture_name));
        assert_eq!(end, Ok(()), "{fixture_name}");
        assert!(read.iter().all(|(_, content)| content.is_ok()));
        let read: Vec<_> = read.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(read, names);
    }
}

#[test]
fn a_bomb_costs_little() {
    let bomb = ZipEntry::deflated("bomb", &vec![0; 8 << 20]);
    let bytes = Zip::new().entry(bomb).stored("a", b"A").done();
    let ratio = Trouble::Limit("packed more than 200:1".into());
    let expected = vec![failed("bomb", ratio.clone()), fine("a", b"A")];
    assert_eq!(read(&bytes), (expected, Ok(())));
    let bytes = gzip(&pack_tar(&[
        tar_entry("bomb", b'0', &vec![0; 8 << 20]),
        tar_entry("a", b'0', b"A"),
    ]));
    let expected = vec![failed("bomb", ratio.clone()), fine("a", b"A")];
    assert_eq!(read(&bytes), (expected, Ok(())));
    let bytes = gzip(&vec![0; 8 << 20]);
    assert_eq!(read(&bytes), (vec![failed("", ratio)], Ok(())));
}

#[test]
fn a_single_file_in_gzip_is_a_member() {
    let mut named = flate2::GzBuilder::new()
        .filename("dir\\答复.txt")
        .write(vec![], flate2::Compression::fast());
    std::io::Write::write_all(&mut named, b"A").expect("packed");
    let named = named.finish().expect("packed");
    assert_eq!(read(&named), (vec![fine("dir/答复.txt", b"A")], Ok(())));
    let content = "云川市".repeat(9999);
    let bytes = gzip(content.as_bytes());
    assert_eq!(read(&bytes), (vec![fine("", content.as_bytes())], Ok(())));
    let limits = Limits {
        entry: 600,
        ..Limits::FULL
    };
    let expected = vec![failed("", limits.too_large())];
    assert_eq!(read_within(&bytes, limits), (expected, Ok(())));
    let (members, _) = read(&bytes[..bytes.len() - 9]);
    assert!(matches!(members[..], [(_, Err(Trouble::Damaged(_)))]));
}

#[test]
fn formats_that_are_not_read_are_named() {
    let cases: [(&[u8], &str); 3] = [
        (b"Rar!\x1a\x07\x01", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0", "7z"),
        (b"text", "not a packed file"),
    ];
    for (bytes, name) in cases {
        assert_eq!(
            read(bytes),
            (vec![], Err(Trouble::Unsupported(name.into())))
        );
    }
    assert_eq!(Format::of(&Zip::new().done()), Some(Format::Zip));
    assert_eq!(Format::of(b""), None);
}

#[test]
fn the_caller_may_stop() {
    let bytes = Zip::new().stored("a", b"A").stored("b", b"B").done();
    let tar = pack_tar(&[tar_entry("a", b'0', b"A"), tar_entry("b", b'0', b"B")]);
    for bytes in [bytes, tar] {
        let mut count = 0;
        let end = members(&bytes, &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!((count, end), (1, Ok(())));
    }
}

/// Bytes that are a packed file but for a few changes.
fn hurt() -> impl Strategy<Value = Vec<u8>> {
    let content = "关于提案的答复".repeat(20);
    let zip = Zip::new()
        .stored("a/", b"")
        .deflated("a/b.txt", content.as_bytes())
        .stored("c", b"C")
        .done();
    let plain = pack_tar(&[
        tar_entry("x", b'x', b"10 path=y\n"),
        tar_entry("a", b'0', content.as_bytes()),
        tar_entry("b", b'S', b"B"),
    ]);
    let packed = gzip(&plain);
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    let cut = any::<prop::sample::Index>();
    (prop::sample::select(vec![zip, plain, packed]), changes, cut).prop_map(
        |(mut bytes, changes, cut)| {
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let length = cut.index(bytes.len() * 2);
            bytes.truncate(length);
            bytes
        },
    )
}

proptest! {
    #[test]
    fn any_bytes_are_read_within_the_limits(
        bytes in hurt().boxed().prop_union(proptest::collection::vec(any::<u8>(), 0..600).boxed())
    ) {
        let limits = Limits { entries: 4, entry: 600, unpacked: 2000, ..Limits::FULL };
        let (read, _) = read_within(&bytes, limits);
        prop_assert!(read.len() <= 4);
        let sizes = read.iter().filter_map(|(_, content)| content.as_ref().ok().map(Vec::len));
        prop_assert!(sizes.clone().all(|size| size <= 600));
        prop_assert!(sizes.sum::<usize>() <= 2000);
    }
}
