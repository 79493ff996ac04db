//! Indexes on a real disk: damage, other versions, folders that cannot be written to.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::error::Error;
use crate::record::{Kind, Record, Source as File};
use crate::text::ReadingText;

fn record(id: u64) -> Record {
    Record {
        schema: 1,
        id: format!("{id:016x}"),
        kind: Kind::Other,
        source: File::default(),
        fields: Default::default(),
        evidence: Default::default(),
        warnings: Vec::new(),
    }
}

fn small() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let mut writer = IndexWriter::create(&dir.path().join("index-1")).expect("a writer");
    for id in 0..40 {
        let reading = ReadingText {
            text: format!("第{id}号文件，科技创新"),
            ..ReadingText::default()
        };
        writer
            .put(id as i64 + 1, &record(id), &reading)
            .expect("put");
    }
    writer.delete(&record(7).id).expect("deleted");
    writer.commit(40).expect("committed");
    writer.finish().expect("finished");
    dir
}

fn index(dir: &TempDir) -> std::path::PathBuf {
    dir.path().join("index-1")
}

fn segment_files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .expect("listed")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e != "json" && e != "lock"))
        .collect();
    files.sort();
    files
}

#[test]
fn a_new_index_is_empty_and_knows_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("a/index-1");
    IndexWriter::create(&path)
        .expect("a writer")
        .finish()
        .expect("finished");
    let reader = IndexReader::open(&path).expect("a reader");
    assert_eq!((reader.count(), reader.revision()), (0, 0));
    assert!(IndexReader::check(&path).expect("checked").is_empty());
    assert!(matches!(IndexWriter::create(&path), Err(Error::Bug(_))));
}

#[test]
fn what_was_committed_is_there_and_whole() {
    let dir = small();
    let reader = IndexReader::open(&index(&dir)).expect("a reader");
    assert_eq!((reader.count(), reader.revision()), (39, 40));
    let ids = reader.ids().expect("ids");
    assert_eq!(ids.len(), 39);
    assert!(!ids.contains(&record(7).id));
    assert_eq!(
        IndexReader::check(&index(&dir)).expect("checked"),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_not_committed_is_not_there() {
    let dir = small();
    let mut writer = IndexWriter::open(&index(&dir)).expect("a writer");
    writer
        .put(99, &record(99), &ReadingText::default())
        .expect("put");
    drop(writer);
    assert_eq!(
        IndexReader::open(&index(&dir)).expect("a reader").count(),
        39
    );
    assert_eq!(
        IndexReader::open(&index(&dir))
            .expect("a reader")
            .revision(),
        40
    );
}

#[test]
fn a_missing_index_is_damage_and_not_an_empty_one() {
    let dir = small();
    fs::remove_file(index(&dir).join("meta.json")).expect("removed");
    for result in [
        IndexReader::open(&index(&dir)).map(|_| ()),
        IndexWriter::open(&index(&dir)).map(|_| ()),
        IndexReader::open(&dir.path().join("index-9")).map(|_| ()),
        IndexReader::check(&index(&dir)).map(|_| ()),
    ] {
        match result {
            Err(error @ Error::Damaged { .. }) => {
                assert!(error.to_string().contains("anjuan rebuild"))
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn another_version_is_told_from_damage() {
    let dir = small();
    let meta = index(&dir).join("meta.json");
    let text = fs::read_to_string(&meta).expect("read");
    let ours = format!("\\\"format\\\":{FORMAT}");
    for (from, to) in [(ours.as_str(), "\\\"format\\\":99"), ("\"has\"", "\"had\"")] {
        assert!(text.contains(from), "{from}");
        fs::write(&meta, text.replace(from, to)).expect("written");
        for result in [
            IndexReader::open(&index(&dir)).map(|_| ()),
            IndexWriter::open(&index(&dir)).map(|_| ()),
        ] {
            match result {
                Err(error @ Error::OtherVersion { .. }) => {
                    assert!(error.to_string().contains("anjuan rebuild"));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn every_hurt_file_is_found() {
    let dir = small();
    let files = segment_files(&index(&dir));
    assert!(files.len() >= 7, "{files:?}");
    for file in files {
        let bytes = fs::read(&file).expect("read");
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let mut hurt: Vec<Option<Vec<u8>>> = vec![
            None,
            Some(Vec::new()),
            Some(bytes[..bytes.len() / 2].to_vec()),
        ];
        let mut flipped = bytes.clone();
        flipped[0] ^= 1;
        hurt.push(Some(flipped));
        for change in hurt {
            match &change {
                None => fs::remove_file(&file).expect("removed"),
                Some(bytes) => fs::write(&file, bytes).expect("written"),
            }
            let problems = IndexReader::check(&index(&dir)).expect("checked");
            assert!(
                problems.iter().any(|p| p.contains(&name)),
                "{name}: {problems:?}"
            );
            fs::write(&file, &bytes).expect("written");
        }
    }
    assert!(
        IndexReader::check(&index(&dir))
            .expect("checked")
            .is_empty()
    );
}

#[test]
fn a_hurt_list_of_managed_files_hides_nothing() {
    let dir = small();
    let file = segment_files(&index(&dir)).remove(0);
    let mut bytes = fs::read(&file).expect("read");
    bytes[0] ^= 1;
    fs::write(&file, &bytes).expect("written");
    for list in ["[]", "{", ""] {
        fs::write(index(&dir).join(".managed.json"), list).expect("written");
        let problems = IndexReader::check(&index(&dir)).expect("checked");
        assert!(
            problems.iter().any(|p| p.contains("checksum")),
            "{problems:?}"
        );
        assert_eq!(
            IndexReader::open(&index(&dir)).expect("a reader").count(),
            39
        );
    }
}

#[test]
fn a_reader_leaves_no_trace() {
    let dir = small();
    let names = || {
        let mut names: Vec<_> = fs::read_dir(index(&dir))
            .expect("listed")
            .map(|entry| {
                let entry = entry.expect("an entry");
                let changed = entry.metadata().and_then(|m| m.modified()).expect("a time");
                (entry.file_name(), changed)
            })
            .collect();
        names.sort();
        names
    };
    for entry in fs::read_dir(index(&dir)).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "lock") {
            fs::remove_file(path).expect("removed");
        }
    }
    let before = names();
    IndexReader::open(&index(&dir)).expect("a reader");
    IndexReader::check(&index(&dir)).expect("checked");
    assert_eq!(names(), before);
}
