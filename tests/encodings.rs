//! Ingest: files in any encoding give the same documents.

mod support;

use anjuan::archive::Store;
use serde_json::{Value, json};
use support::{Folder, letter};

#[test]
fn encodings_give_the_same_record_but_for_its_source() {
    let folder = Folder::new();
    let text = letter(32);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder
        .write("docs/utf8.txt", &text)
        .write("docs/mark.txt", format!("\u{feff}{text}"))
        .write("docs/gb.txt", encoding_rs::GB18030.encode(&text).0)
        .write("docs/utf16.txt", utf16);
    folder.ingest(&[], 0);
    let store = Store::open_reader(&folder.archive()).expect("opened");
    let mut seen = Vec::new();
    store
        .for_each(&mut |stored| {
            seen.push((stored.record.fields, stored.record.evidence, stored.reading));
            Ok(())
        })
        .expect("read");
    assert_eq!(seen.len(), 4);
    assert!(seen.iter().all(|one| *one == seen[0]));
    let names: Vec<Value> = folder
        .run(&["parse", "docs"])
        .expect(0)
        .lines()
        .iter()
        .map(|record| record["source"]["encoding"].clone())
        .collect();
    assert_eq!(names, ["GB18030", "UTF-8", "UTF-16LE", "UTF-8"]);
}

#[test]
fn a_forced_encoding_reads_unchanged_files_again() {
    let folder = Folder::new();
    folder.write("docs/a.txt", encoding_rs::BIG5.encode("提案").0);
    folder.ingest(&["--encoding", "gbk"], 0);
    let summary = folder.ingest(&["--encoding", "big5"], 0);
    assert_eq!(summary["outcomes"], json!({"archived": 1}));
    let store = Store::open_reader(&folder.archive()).expect("opened");
    let id = folder.ledger()[0].2.clone();
    let stored = store.by_id(&id).expect("read").expect("there");
    assert_eq!(stored.record.source.encoding, "Big5");
}
