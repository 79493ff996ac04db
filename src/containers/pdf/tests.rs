//! PDF files made by programs, by hand, and by enemies.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::containers::Scan;

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/containers/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

/// Characters without white space, sorted.
fn characters(text: &str) -> Vec<char> {
    let mut all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    all.sort_unstable();
    all
}

/// The text of the letter without its page numbers.
fn without_page_numbers(text: &str) -> String {
    let number = |line: &&str| !(line.starts_with('—') && line.ends_with('—'));
    text.lines().filter(number).collect::<Vec<_>>().join("\n")
}

#[test]
fn letters_are_read_to_the_character() {
    let truth = String::from_utf8(fixture("truth.txt")).unwrap();
    for name in [
        "letter_pydocx.pdf",
        "letter_typst.pdf",
        "letter_encrypted_owner.pdf",
    ] {
        let content = read(fixture(name)).unwrap();
        let text = without_page_numbers(&content.text);
        assert_eq!(characters(&text), characters(&truth), "{name}");
        assert_eq!(content.pages.len(), 4);
        assert!(
            text.contains("云科函〔2023〕117号\t签发人：欧阳堃\n"),
            "{name}"
        );
        assert!(
            text.contains("\n　　一、关于完善创新平台体系的建议\n"),
            "{name}"
        );
        let row = "\n2\t科技成果转化引导基金\t市财政局、市科技局\t5,000\t2024年6月30日\n";
        assert!(text.contains(row), "{name}");
        assert_eq!((content.scans, content.notes), (vec![], vec![]), "{name}");
    }
}

#[test]
fn fonts_that_are_not_embedded_are_read() {
    let truth = String::from_utf8(fixture("truth.txt")).unwrap();
    let content = read(fixture("letter_cid_gbkeuc_noembed.pdf")).unwrap();
    // One character of the letter is not in GBK.
    assert_eq!(
        characters(&content.text),
        characters(&truth.replace('䶮', "?"))
    );
}

#[test]
fn scanned_pages_are_named_and_given_as_they_are() {
    let bytes = fixture("scan_imageonly.pdf");
    let content = read(&bytes).unwrap();
    let empty = |page| Scan {
        page,
        image: vec![],
    };
    assert_eq!(content.scans, [empty(0), empty(1)]);
    assert_eq!(content.text, "");
    assert!(page_image(&bytes, 1).unwrap().starts_with(b"\xff\xd8\xff"));
    assert!(matches!(page_image(&bytes, 2), Err(Trouble::Damaged(_))));
}

#[test]
fn a_password_is_asked_for() {
    let bytes = fixture("letter_encrypted_user.pdf");
    assert_eq!(read(&bytes), Err(Trouble::Encrypted));
    assert_eq!(page_image(&bytes, 0), Err(Trouble::Encrypted));
}

/// A file of numbered objects.
fn file(objects: &[(usize, String)]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = String::new();
    for (number, object) in objects {
        writeln!(table, "{number} 1\n{:010} 00000 n ", out.len()).unwrap();
        writeln!(out, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let start = out.len();
    let size = objects
        .iter()
        .map(|(number, _)| number + 1)
        .max()
        .unwrap_or(1);
    write!(
        out,
        "xref\n0 1\n0000000000 65535 f \n{table}trailer <</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    out.into_bytes()
}

fn stream(data: &str) -> String {
    format!("<</Length {}>>stream\n{data}\nendstream", data.len())
}

/// One page of 200 by 100 points; F1 is Helvetica, F2 and F3 Song across and down, none embedded.
fn page(content: &str, entries: &str) -> Vec<u8> {
    let song = |direction: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UCS2-{direction}\
             /DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong/DW 1000\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>]>>"
        )
    };
    let helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R{entries}\
         /Resources<</Font<</F1 {helvetica}/F2 {}/F3 {}>>>>>>",
        song("H"),
        song("V")
    );
    file(&[
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned()),
        (3, page),
        (4, stream(content)),
    ])
}

fn hex(text: &str) -> String {
    let codes = text.encode_utf16().map(|code| format!("{code:04x}"));
    format!("<{}>", codes.collect::<String>())
}

fn text_of(bytes: &[u8]) -> String {
    read(bytes).unwrap().text
}

#[test]
fn text_beside_the_page_or_clipped_is_left_out() {
    let content = "BT /F1 10 Tf 10 50 Td (shown) Tj 0 -90 Td (below) Tj ET \
                   q 10 10 30 20 re W n BT /F1 10 Tf 100 12 Td (clipped) Tj ET Q";
    assert_eq!(text_of(&page(content, "")), "shown\n");
}

#[test]
fn invisible_and_double_text_is_read_once() {
    let content = "BT /F1 10 Tf 3 Tr 10 50 Td (layer) Tj 0 Tr 0 -20 Td (bold) Tj ET \
                   BT /F1 10 Tf 10.3 30 Td (bold) Tj ET";
    assert_eq!(text_of(&page(content, "")), "layer\nbold\n");
}

#[test]
fn turned_pages_and_vertical_lines_are_read_upright() {
    let across = format!("BT /F2 10 Tf 0 1 -1 0 50 10 Tm {} Tj ET", hex("横排文字"));
    assert_eq!(text_of(&page(&across, "/Rotate 90")), "横排文字\n");
    assert_eq!(text_of(&page(&across, "")), "横排文字\n");
    let down = format!(
        "BT /F3 10 Tf 100 90 Td {} Tj -15 0 Td {} Tj ET",
        hex("竖排第一行"),
        hex("第二行")
    );
    assert_eq!(text_of(&page(&down, "")), "竖排第一行\n第二行\n");
}

#[test]
fn headers_and_footers_that_are_marked_are_furniture() {
    let content = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC \
                   BT /F1 10 Tf 90 10 Td (- 1 -) Tj ET EMC \
                   /Artifact <</Type/Pagination/Subtype/Header>> BDC \
                   BT /F1 10 Tf 10 90 Td (letterhead) Tj ET EMC";
    let content = read(page(content, "")).unwrap();
    assert_eq!(content.text, "letterhead\n- 1 -\n");
    assert_eq!(content.furniture, [11..17]);
}

#[test]
fn glyphs_without_unicode_send_the_page_to_recognition() {
    let font = "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]\
                /CharProcs<</g7 5 0 R>>/Encoding<</Differences[65/g7/g7/g7/g7/g7/g7]>>\
                /FirstChar 65/LastChar 70/Widths[1 1 1 1 1 1]>>";
    let bytes = file(&[
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned()),
        (
            3,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F1 {font}>>>>>>"
            ),
        ),
        (4, stream("BT /F1 10 Tf 10 50 Td (ABCDEF) Tj ET")),
        (5, stream("1 0 d0 0 0 1 1 re f")),
    ]);
    let content = read(&bytes).unwrap();
    assert_eq!(content.scans.len(), 1);
    assert_eq!(content.notes[0].code, "garbled_text");
    assert!(page_image(&bytes, 0).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn odd_page_sizes_are_drawn_within_bounds() {
    let text = "BT /F1 10 Tf 10 50 Td (here) Tj ET";
    for size in [
        "0 0 0 0",
        "0 0 100000000 100000000",
        "0 0 100000000 1",
        "0 0 0.001 99",
    ] {
        let bytes = page(text, &format!("/CropBox[{size}]/MediaBox[{size}]"));
        let outcome = read(&bytes);
        assert!(outcome.is_ok(), "{size} {outcome:?}");
    }
    let image = page_image(page(text, ""), 0).unwrap();
    assert!(image.starts_with(b"\x89PNG"));
}

#[test]
fn cut_files_give_a_note_or_an_error() {
    let bytes = page("BT /F1 10 Tf 10 50 Td (text) Tj ET", "");
    for end in 0..bytes.len() - 8 {
        match read(&bytes[..end]) {
            Ok(content) => assert!(content.notes.iter().any(|note| note.code == "cut_short")),
            Err(trouble) => assert!(matches!(trouble, Trouble::Damaged(_)), "{trouble:?}"),
        }
    }
}

#[test]
fn page_trees_that_turn_in_circles_end() {
    let catalog = (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned());
    let bytes = file(&[
        catalog.clone(),
        (2, "<</Type/Pages/Kids[2 0 R 3 0 R]>>".to_owned()),
        (3, "<</Type/Pages/Kids[2 0 R]>>".to_owned()),
    ]);
    assert!(matches!(read(&bytes), Err(Trouble::Damaged(_))));
    let kids = "3 0 R ".repeat(50_000);
    let many = "<</Type/Page>> ".repeat(MAX_PAGES + 1);
    let bytes = file(&[
        catalog.clone(),
        (2, format!("<</Type/Pages/Kids[{kids}]>>")),
        (3, "<</Type/Page>>".to_owned()),
    ]);
    assert_eq!(read(&bytes).map(|content| content.pages.len()), Ok(1));
    let bytes = file(&[catalog, (2, format!("<</Type/Pages/Kids[{many}]>>"))]);
    assert!(matches!(read(&bytes), Err(Trouble::Limit(_))));
}

#[test]
fn deep_nesting_ends() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let text = "BT /F1 10 Tf 10 50 Td (text) Tj ET";
    let _ = read(page(text, &format!("/X {deep}")));
    for open in ["q ", "/A BMC ", "BT ", "[", "<<"] {
        let _ = read(page(&format!("{} {text}", open.repeat(10_000)), ""));
    }
}

#[test]
fn too_many_characters_are_refused() {
    let text = format!(
        "BT /F1 1 Tf {} ET",
        "(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ".repeat(11_000)
    );
    let text = format!("1e-9 0 0 1 0 50 cm 0.0001 0 0 1 0 0 cm {text}");
    assert!(matches!(
        read(page(&text, "")),
        Err(Trouble::Limit(_)) | Ok(_)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_end_in_an_outcome(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
        let _ = read([&b"%PDF-1.4\n"[..], &bytes].concat());
    }

    #[test]
    fn any_damage_ends_in_an_outcome(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = page("BT /F1 10 Tf 10 50 Td (text) Tj 10 0 0 10 0 0 cm [(a) -200 (b)] TJ ET 1 2 m 9 2 l S", "");
        for (index, byte) in at {
            let place = index.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}
