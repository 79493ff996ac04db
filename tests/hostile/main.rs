//! Hostile files of every container through the program: each has its outcome and reason, and costs itself alone.

mod packed;
mod pages;
#[path = "../support/mod.rs"]
mod support;
mod word;

use std::fs;
use std::io::Write;
use std::path::Path;

use support::{Folder, letter};

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/containers");
    fs::read(folder.join(name)).expect("a fixture")
}

fn zip(files: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    for (name, content) in files {
        writer.start_file(*name, options).expect("begun");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

fn deflated(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip(files, zip::CompressionMethod::Deflated)
}

fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip(files, zip::CompressionMethod::Stored)
}

const LAUGHS: &str = "<!DOCTYPE x [<!ENTITY a \"哈哈哈哈\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>";

/// Files with how the reason of their outcome begins; `None` for those that are archived.
type Case = (&'static str, Vec<u8>, Option<&'static str>);

#[test]
fn every_hostile_file_has_its_outcome_and_reason() {
    let folder = Folder::new();
    let cases = [word::cases(), pages::cases(), packed::cases()].concat();
    let mut empty = 0;
    for ending in ["docx", "doc", "odt", "rtf", "pdf", "ofd", "zip", "png"] {
        folder.write(&format!("docs/empty.{ending}"), "");
        empty += 1;
    }
    for (name, content, _) in &cases {
        let file = name.split("!/").next().expect("a name");
        folder.write(&format!("docs/{file}"), content);
    }
    folder
        .write("docs/good.txt", letter(1))
        .write(".anjuan/config.toml", "[ocr]\nengine = \"none\"\n");
    let run = folder
        .run(&["ingest", "docs", "--format", "json"])
        .expect(3);
    assert!(run.err.is_empty(), "{}", run.err);
    let ledger = folder.ledger();
    let of = |name: &str| {
        let path = format!("docs/{name}");
        let row = ledger.iter().find(|row| row.0 == path);
        row.unwrap_or_else(|| panic!("no row of {name}"))
    };
    for (name, _, reason) in &cases {
        let (_, outcome, last) = of(name);
        match reason {
            None => assert_eq!(outcome, "archived", "{name}: {last}"),
            Some("") => assert!(!last.contains("bug"), "{name}: {outcome}: {last}"),
            Some(reason) => assert!(last.starts_with(reason), "{name}: {outcome}: {last}"),
        }
    }
    let left: Vec<_> = ledger.iter().filter(|row| row.2 == "empty").collect();
    assert!(left.len() >= empty);
    assert_eq!(of("good.txt").1, "archived");
    folder.expect_sound();
}
