//! Tests with the engines of this machine; each says so when its engine is not there.

use std::io::Write;

use super::*;

/// A recogniser with `engine`, unless it is not there.
fn recogniser(engine: EngineChoice, test: &str) -> Option<Recogniser> {
    let config = OcrConfig {
        engine,
        workers: 1,
        ..OcrConfig::default()
    };
    let recogniser = Recogniser::new(&config, None);
    if recogniser.engine().is_none() {
        // Not the macro: it is caught by the harness, and a skipped test must show.
        let _ = writeln!(std::io::stderr(), "SKIPPED, no {engine:?}: {test}");
        return None;
    }
    Some(recogniser)
}

fn scan(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/containers/scans");
    std::fs::read(folder.join(name)).expect("a fixture")
}

fn assert_holds(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|found| found == *line), "{line}\n{text}");
    }
}

#[test]
fn rapidocr_reads_every_field_of_a_scan_and_refuses_what_is_none() {
    let test = "rapidocr_reads_every_field_of_a_scan_and_refuses_what_is_none";
    let Some(recogniser) = recogniser(EngineChoice::RapidOcr, test) else {
        return;
    };
    let failure = recogniser.recognise(b"no image").expect_err("no image");
    assert!(
        matches!(&failure, OcrFailure::Failed(why) if why.contains("image")),
        "{failure}"
    );
    let pages = recogniser
        .recognise(&scan("lo-1_clean200.png"))
        .expect("pages");
    assert_eq!(pages.len(), 1);
    assert_holds(
        &pages[0].text(),
        &[
            "办理结果：A",
            "云科函〔2023〕117号\t签发人：欧阳堃",
            "\u{3000}\u{3000}一、关于完善创新平台体系的建议",
        ],
    );
}

#[test]
fn tesseract_reads_a_scan_and_refuses_what_is_none() {
    let test = "tesseract_reads_a_scan_and_refuses_what_is_none";
    let Some(recogniser) = recogniser(EngineChoice::Tesseract, test) else {
        return;
    };
    assert!(matches!(
        recogniser.recognise(b"no image"),
        Err(OcrFailure::Failed(_))
    ));
    let pages = recogniser
        .recognise(&scan("lo-1_clean200.png"))
        .expect("pages");
    assert_holds(
        &pages[0].text(),
        &["办理结果:A", "是否同意对外公开:是", "的答复"],
    );
}

/// A TIFF with `pages` white pages of 64 by 64 pixels.
fn white_tiff(pages: u32) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    // Nine fields of twelve bytes behind a count, and the place of the next page.
    let size = 2 + 9 * 12 + 4;
    let data = 8 + pages * size;
    for page in 1..=pages {
        bytes.extend(9u16.to_le_bytes());
        let fields = [
            (256u16, 64),
            (257, 64),
            (258, 8),
            (259, 1),
            (262, 1),
            (273, data),
            (277, 1),
            (278, 64),
            (279, 64 * 64),
        ];
        for (tag, value) in fields {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(4u16.to_le_bytes());
            bytes.extend(1u32.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        let next = if page < pages { 8 + page * size } else { 0 };
        bytes.extend(next.to_le_bytes());
    }
    bytes.extend([255; 64 * 64]);
    bytes
}

#[test]
fn every_page_of_a_tiff_is_read_also_an_empty_one() {
    for engine in [EngineChoice::RapidOcr, EngineChoice::Tesseract] {
        let test = "every_page_of_a_tiff_is_read_also_an_empty_one";
        let Some(recogniser) = recogniser(engine, test) else {
            continue;
        };
        let pages = recogniser.recognise(&white_tiff(3)).expect("pages");
        assert_eq!(pages.len(), 3, "{engine:?}");
        assert!(pages.iter().all(|page| page.lines.is_empty()), "{pages:?}");
    }
}
