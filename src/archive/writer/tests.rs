//! What is written can be read, whole batches only, and damage is named.

use super::*;
use crate::archive::Change;
use crate::parse;
use crate::record::{Record, Source};
use crate::source::Stamp;
use std::fs;

const HASH: [u8; 32] = [7; 32];

fn packed(id: &str, text: &str) -> Packed {
    let source = Source {
        blake3: id.into(),
        ..Source::default()
    };
    let parsed = parse::parse(text.into(), &source).remove(0);
    let record = Record {
        id: id.into(),
        ..parsed.record
    };
    Packed::new(&record, &parsed.reading).expect("packed")
}

fn open(dir: &Path) -> StoreWriter {
    StoreWriter::open(dir, Lock::take(dir).expect("free")).expect("opened")
}

fn archived(path: &[u8], hash: &[u8]) -> FileRow {
    FileRow {
        path: path.to_vec(),
        outcome: "archived".into(),
        reason: None,
        hash: Some(hash.to_vec()),
        stamp: Some(Stamp {
            size: 3,
            modified: -5,
            changed: 9,
        }),
        warnings: vec!["a".into(), "b".into()],
        vanished: false,
    }
}

fn changes(store: &Store, after: u64) -> Vec<String> {
    let mut seen = Vec::new();
    store
        .for_each_change(after, &mut |change| {
            seen.push(match change {
                Change::Put(stored) => stored.id,
                Change::Deleted { id } => format!("-{id}"),
            });
            Ok(())
        })
        .expect("streamed");
    seen
}

#[test]
fn documents_come_back_by_row_id_prefix_and_path() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut writer = open(dir.path());
    let row = writer.put(&packed("aa11", "甲\n乙\n"), &HASH).expect("put");
    writer.put(&packed("aa12-2", "丙\n"), &HASH).expect("put");
    for path in [&b"x/a"[..], b"x/\xff"] {
        writer.set_file(&archived(path, &HASH)).expect("set");
    }
    assert_eq!(writer.commit().expect("committed"), 2);
    let store = Store::open_reader(dir.path()).expect("opened");
    assert_eq!(store.count().expect("count"), 2);
    assert_eq!(store.index_generation().expect("number"), 1);
    let by_row = store.by_rowid(row).expect("read").expect("there");
    assert_eq!((by_row.id.as_str(), by_row.rowid), ("aa11", row));
    assert_eq!(store.by_id("aa11").expect("read"), Some(by_row));
    assert_eq!(store.by_id("aa1").expect("read"), None);
    assert_eq!(
        store.ids_with_prefix("aa1").expect("read"),
        ["aa11", "aa12-2"]
    );
    assert_eq!(
        store.ids_of_path(b"x/\xff").expect("read"),
        ["aa11", "aa12-2"]
    );
    assert_eq!(
        store.paths_of("aa12-2").expect("read"),
        [b"x/a".to_vec(), b"x/\xff".to_vec()]
    );
    assert_eq!(
        store.file(b"x/a").expect("read"),
        Some(archived(b"x/a", &HASH))
    );
}

#[test]
fn changes_are_told_in_order_and_deleted_rows_keep_their_number() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut writer = open(dir.path());
    let row = writer.put(&packed("aa", "甲"), &HASH).expect("put");
    writer.put(&packed("bb", "乙"), &HASH).expect("put");
    writer.delete("aa", &HASH).expect("deleted");
    writer.commit().expect("committed");
    assert_eq!(changes(writer.store(), 0), ["bb", "-aa"]);
    assert_eq!(changes(writer.store(), 2), ["-aa"]);
    assert_eq!(writer.store().by_rowid(row).expect("read"), None);
    assert_eq!(writer.store().count().expect("count"), 1);
    assert_eq!(writer.put(&packed("aa", "丙"), &HASH).expect("put"), row);
    assert_eq!(writer.commit().expect("committed"), 4);
}

#[test]
fn a_reader_sees_whole_batches_only() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut writer = open(dir.path());
    writer.put(&packed("aa", "甲"), &HASH).expect("put");
    let reader = Store::open_reader(dir.path()).expect("opened");
    assert_eq!(reader.count().expect("count"), 0);
    writer.commit().expect("committed");
    assert_eq!(reader.count().expect("count"), 1);
    writer.put(&packed("bb", "乙"), &HASH).expect("put");
    drop(writer);
    assert_eq!(open(dir.path()).store().count().expect("count"), 1);
}

#[test]
fn damage_is_named_and_other_formats_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join(RECORDS);
    let mut writer = open(dir.path());
    writer.put(&packed("aa", "甲"), &HASH).expect("put");
    writer.commit().expect("committed");
    writer
        .execute("UPDATE documents SET layout = x'0101010100'", [])
        .expect("hurt");
    assert!(matches!(
        writer.store().by_id("aa"),
        Err(Error::Damaged { what, .. }) if what.contains("aa")
    ));
    writer.execute("PRAGMA user_version = 99", []).ok();
    writer.close().expect("closed");
    assert!(matches!(
        Store::open_reader(dir.path()),
        Err(Error::OtherVersion { .. })
    ));
    fs::write(
        &file,
        "no database, but long enough to be looked at as if it were one".repeat(9),
    )
    .expect("written");
    assert!(matches!(
        Store::open_reader(dir.path()),
        Err(Error::Damaged { .. })
    ));
    fs::remove_file(&file).expect("removed");
    assert!(matches!(
        Store::open_reader(dir.path()),
        Err(Error::NoArchive { .. })
    ));
    fs::create_dir(dir.path().join("index-1")).expect("a folder");
    assert!(matches!(
        Store::open_reader(dir.path()),
        Err(Error::Damaged { .. })
    ));
}

#[test]
fn at_rest_the_records_are_one_file_and_can_be_read_frozen() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut writer = open(dir.path());
    writer.put(&packed("aa", "甲"), &HASH).expect("put");
    writer.commit().expect("committed");
    writer.close().expect("closed");
    let mut names: Vec<_> = fs::read_dir(dir.path())
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["lock", RECORDS]);
    let frozen = crate::archive::connect::connect(&dir.path().join(RECORDS), true).expect("opened");
    assert!(!schema::is_empty(&frozen).expect("read"));
}
