//! Packed files, and web pages.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Case, stored};

fn encrypted_zip() -> Vec<u8> {
    let mut file = stored(&[("a.txt", "密".as_bytes())]);
    file[6] |= 1;
    let at = file.windows(4).position(|four| four == b"PK\x01\x02");
    file[at.expect("a directory") + 8] |= 1;
    file
}

pub(crate) fn cases() -> Vec<Case> {
    let many: Vec<(String, Vec<u8>)> = (0..1001).map(|at| (format!("{at}"), vec![b'x'])).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, it)| (name.as_str(), &**it))
        .collect();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![b'0'; 1 << 20];
    (0..80).for_each(|_| gzip.write_all(&zeros).expect("written"));
    let mut nested = stored(&[("a.txt", "文".as_bytes())]);
    for _ in 0..20 {
        nested = stored(&[("n.zip", &nested)]);
    }
    let long = "公告\n".repeat(3 << 20);
    let mut size = stored(&[("a.txt", "文".as_bytes())]);
    let directory = size.windows(4).position(|four| four == b"PK\x01\x02");
    let at = directory.expect("a directory") + 24;
    size[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    vec![
        (
            "many.zip",
            stored(&many),
            Some("over the limit: more than 1000 entries: unpack it"),
        ),
        ("password.zip!/a.txt", encrypted_zip(), Some("encrypted: ")),
        (
            "nested.zip!/n.zip",
            nested,
            Some("a packed file inside a packed file"),
        ),
        (
            "long.zip!/a.txt",
            stored(&[("a.txt", long.as_bytes())]),
            Some("too large (limit 16 MiB)"),
        ),
        (
            "up.zip!/etc/a.txt",
            stored(&[("../../etc/a.txt", "文".as_bytes())]),
            None,
        ),
        ("size.zip", size, Some("")),
        (
            "cut.zip",
            stored(&[("a.txt", "文".as_bytes())])[..40].to_vec(),
            Some("damaged: "),
        ),
        (
            "bomb.gz!/",
            gzip.finish().expect("finished"),
            Some("over the limit: packed more than"),
        ),
        (
            "cut.gz!/",
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x01".to_vec(),
            Some(""),
        ),
        (
            "deep.html",
            format!("<html>{}", "<div>".repeat(100_000)).into(),
            Some("empty"),
        ),
        (
            "cells.html",
            format!(
                "<html><table><tr>{}",
                "<td colspan=1000 rowspan=60000>文".repeat(500)
            )
            .into(),
            None,
        ),
        (
            "attributes.html",
            format!("<html><p {}>文", "a=x ".repeat(100_000)).into(),
            None,
        ),
    ]
}
