//! Tests of kinds.

use super::*;
use proptest::prelude::*;

/// A ZIP archive of empty stored entries, with a central directory.
fn zip(names: &[&str]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let (name, content) = name.split_once('=').unwrap_or((name, ""));
        let at = bytes.len() as u32;
        let size = (content.len() as u32).to_le_bytes();
        let len = (name.len() as u16).to_le_bytes();
        let fields = [&[0; 12][..], &size, &size, &len, &[0, 0]].concat();
        bytes.extend([&b"PK\x03\x04\x14\0"[..], &fields].concat());
        bytes.extend([name.as_bytes(), content.as_bytes()].concat());
        directory.extend([&b"PK\x01\x02\x14\0\x14\0"[..], &fields].concat());
        directory.extend([&[0; 12][..], &at.to_le_bytes()].concat().split_off(2));
        directory.extend(name.as_bytes());
    }
    let at = (bytes.len() as u32).to_le_bytes();
    let count = (names.len() as u16).to_le_bytes();
    let size = (directory.len() as u32).to_le_bytes();
    bytes.extend(directory);
    bytes.extend(
        [
            b"PK\x05\x06\0\0\0\0",
            &count[..],
            &count,
            &size,
            &at,
            &[0, 0],
        ]
        .concat(),
    );
    bytes
}

#[test]
fn packages_are_told_by_their_entries() {
    for (names, want) in [
        (
            &["[Content_Types].xml", "word/document.xml"][..],
            Kind::Docx,
        ),
        (
            &[
                "docProps/app.xml",
                "word/document.xml",
                "[Content_Types].xml",
            ],
            Kind::Docx,
        ),
        (
            &["[Content_Types].xml", "xl/workbook.xml"],
            Kind::Other("XLSX"),
        ),
        (&["[Content_Types].xml", "ppt/a.xml"], Kind::Other("PPTX")),
        (
            &[
                "mimetype=application/vnd.oasis.opendocument.text",
                "content.xml",
            ],
            Kind::Odt,
        ),
        (
            &["mimetype=application/vnd.oasis.opendocument.spreadsheet"],
            Kind::Other("ODS"),
        ),
        (&["mimetype=application/epub+zip"], Kind::Other("EPUB")),
        (&["OFD.xml", "Doc_0/Document.xml"], Kind::Ofd),
        (&["Doc_0/Document.xml", "ofd.XML"], Kind::Ofd),
        (&["word/答复.txt", "a.docx"], Kind::Zip),
        (&[], Kind::Zip),
    ] {
        assert_eq!(sniff(&zip(names)), want, "{names:?}");
    }
}

#[test]
fn a_package_without_its_end_is_told_by_its_first_entries() {
    let whole = zip(&[
        "[Content_Types].xml",
        "word/document.xml",
        "word/styles.xml",
    ]);
    assert_eq!(sniff(&whole[..whole.len() - 30]), Kind::Docx);
    assert_eq!(sniff(b"PK\x03\x04"), Kind::Zip);
}

#[test]
fn marks_at_the_beginning() {
    for (bytes, want) in [
        (&b"%PDF-1.7\n"[..], Kind::Pdf),
        (b"\r\n\r\njunk%PDF-1.4\n1 0 obj", Kind::Pdf),
        (b"{\\rtf1\\ansi", Kind::Rtf),
        (b"\x89PNG\r\n\x1a\n", Kind::Png),
        (b"\xff\xd8\xff\xe0", Kind::Jpeg),
        (b"MM\0*", Kind::Tiff),
        (b"\x1f\x8b\x08\0", Kind::Gzip),
        (
            b"RIFF\x10\0\0\0WEBPVP8 ",
            Kind::Other("image, sound or video"),
        ),
        (b"MZ\x90\0", Kind::Other("program")),
        (b"BMW", Kind::Text),
        (b"", Kind::Text),
    ] {
        assert_eq!(sniff(bytes), want, "{}", bytes.escape_ascii());
    }
    assert_eq!(sniff("PDF 文件以 %PDF-1.7 开头".as_bytes()), Kind::Text);
}

#[test]
fn tar_archives_are_told_by_their_sum() {
    let mut header = vec![0u8; 1024];
    header[..5].copy_from_slice(b"a.txt");
    header[148..156].copy_from_slice(b"        ");
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    assert_eq!(sniff(&header), Kind::Tar);
    header[0] = b'b';
    assert_eq!(sniff(&header), Kind::Text);
}

#[test]
fn media_types_and_names_are_there() {
    assert_eq!(Kind::Ofd.media_type(), "application/ofd");
    assert_eq!(Kind::Other("RAR").name(), "RAR");
}

proptest! {
    #[test]
    fn any_bytes_have_a_kind(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        sniff(&bytes);
    }

    #[test]
    fn damaged_packages_have_a_kind(
        cut in 0usize..260, at in 0usize..260, byte in any::<u8>()
    ) {
        let mut bytes = zip(&["[Content_Types].xml", "word/document.xml", "OFD.xml"]);
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut);
        sniff(&bytes);
    }
}
