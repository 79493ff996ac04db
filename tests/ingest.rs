//! Ingest: every path has one outcome, and the archive follows its folders.

mod support;

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::Duration;

use anjuan::archive::Store;
use serde_json::{Value, json};
use support::{Folder, letter};

fn row(path: &str, outcome: &str, last: &str) -> (String, String, String) {
    (path.into(), outcome.into(), last.into())
}

fn count(folder: &Folder) -> u64 {
    let store = Store::open_reader(&folder.archive()).expect("an archive");
    store.count().expect("a count")
}

#[test]
fn every_path_has_one_outcome_and_the_sums_add_up() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/b/copy.txt", letter(1))
        .write("docs/c.txt", letter(2))
        .write("docs/empty.txt", "")
        .write("docs/blank.txt", "\u{feff} \n\u{3000}\n")
        .write("docs/scan.txt", "Rar!\x1a\x07\0")
        .write("docs/noise.txt", [0u8, 1, 2, 3, 4, 5, 6, 7].repeat(90))
        .write("docs/.hidden/x.txt", letter(3))
        .write("docs/notes.md", letter(4));
    fs::File::create(folder.path("docs/huge.txt"))
        .and_then(|file| file.set_len(9 << 30))
        .expect("a sparse file");
    symlink("/etc/hostname", folder.path("docs/link")).expect("a link");
    let fifo = folder.path("docs/pipe");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.expect("mkfifo runs").success());

    let summary = folder.ingest(&["--exclude", "*.md"], 3);
    assert_eq!(
        summary["outcomes"],
        json!({"archived": 2, "duplicate": 1, "skipped": 8, "failed": 1})
    );
    assert_eq!(summary["found"], 12);
    assert_eq!(summary["expected"], 3);
    let ids: Vec<String> = folder
        .ledger()
        .into_iter()
        .map(|(_, _, last)| last)
        .collect();
    assert_eq!(
        folder.ledger(),
        [
            row("docs/.hidden", "skipped", "hidden"),
            row("docs/a.txt", "archived", &ids[1]),
            row("docs/b/copy.txt", "duplicate", "of docs/a.txt"),
            row("docs/blank.txt", "skipped", "empty"),
            row("docs/c.txt", "archived", &ids[4]),
            row("docs/empty.txt", "skipped", "empty"),
            row("docs/huge.txt", "failed", "too large (limit 16 MiB)"),
            row("docs/link", "skipped", "symlink"),
            row("docs/noise.txt", "skipped", "binary content"),
            row("docs/notes.md", "skipped", "excluded"),
            row("docs/pipe", "skipped", "special file (pipe)"),
            row("docs/scan.txt", "skipped", "binary content (RAR)"),
        ]
    );
    assert_eq!(count(&folder), 2);
    let store = Store::open_reader(&folder.archive()).expect("an archive");
    let paths = store.paths_of(&ids[1]).expect("paths");
    assert_eq!(paths, [b"docs/a.txt".to_vec(), b"docs/b/copy.txt".to_vec()]);
    assert_eq!(
        store.ids_of_path(b"docs/b/copy.txt").expect("ids"),
        [ids[1].clone()]
    );
    folder.expect_sound();
}

#[test]
fn a_second_run_finds_nothing_to_do() {
    let folder = Folder::new();
    for number in 0..7 {
        folder.write(&format!("docs/{number}.txt"), letter(number));
    }
    folder.ingest(&[], 0);
    let revision = || {
        Store::open_reader(&folder.archive())
            .expect("opened")
            .revision()
            .expect("one")
    };
    let before = revision();
    let run = folder.run(&["ingest", "docs"]).expect(0);
    assert!(
        run.out.starts_with("Nothing changed: 7 files unchanged.\n"),
        "{}",
        run.out
    );
    let summary = folder.ingest(&["--check-content"], 0);
    assert_eq!(summary["outcomes"], json!({"unchanged": 7}));
    let summary = folder.ingest(&["--again"], 0);
    assert_eq!(summary["outcomes"], json!({"unchanged": 7}));
    assert_eq!(revision(), before);
}

#[test]
fn changed_files_replace_their_documents() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/b.txt", letter(2));
    folder.ingest(&[], 0);
    let old = folder.ledger()[0].2.clone();
    // Touched: the same bytes at another time.
    let later = std::time::SystemTime::now() + Duration::from_secs(99);
    let touched = fs::File::options()
        .write(true)
        .open(folder.path("docs/b.txt"))
        .expect("there");
    touched.set_modified(later).expect("touched");
    folder.write("docs/a.txt", letter(9));
    assert_eq!(
        folder.ingest(&[], 0)["outcomes"],
        json!({"archived": 1, "unchanged": 1})
    );
    let store = Store::open_reader(&folder.archive()).expect("opened");
    assert_eq!(store.by_id(&old).expect("read"), None);
    assert_eq!(store.count().expect("count"), 2);
    folder.expect_sound();
    // Back again: the id returns.
    folder.write("docs/a.txt", letter(1));
    folder.ingest(&[], 0);
    assert!(store.by_id(&old).expect("read").is_some());
    folder.expect_sound();
}

#[test]
fn an_edit_that_keeps_size_and_time_is_found() {
    let folder = Folder::new();
    folder.write("docs/a.txt", letter(1));
    let time = fs::metadata(folder.path("docs/a.txt"))
        .and_then(|m| m.modified())
        .expect("a time");
    folder.ingest(&[], 0);
    folder.write("docs/a.txt", letter(2));
    let file = fs::File::options()
        .write(true)
        .open(folder.path("docs/a.txt"))
        .expect("there");
    file.set_modified(time).expect("set");
    drop(file);
    assert_eq!(
        folder.ingest(&["--check-content"], 0)["outcomes"],
        json!({"archived": 1})
    );
}

#[test]
fn unreadable_files_fail_and_keep_their_last_reading() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/b.txt", letter(2));
    folder.ingest(&[], 0);
    // Too large now, whoever runs the test; what was read before stays.
    let grown = fs::File::options()
        .write(true)
        .open(folder.path("docs/a.txt"))
        .expect("there");
    grown.set_len(17 << 20).expect("grown");
    let summary = folder.ingest(&[], 3);
    assert_eq!(summary["outcomes"], json!({"failed": 1, "unchanged": 1}));
    assert_eq!(count(&folder), 2);
    folder.expect_sound();
    folder.write("docs/a.txt", letter(1));
    assert_eq!(
        folder.ingest(&[], 0)["outcomes"],
        json!({"archived": 1, "unchanged": 1})
    );
    folder.expect_sound();
}

#[test]
fn closed_files_and_folders_are_failures_unless_root_reads_them() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/d/b.txt", letter(2));
    folder.ingest(&[], 0);
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).expect("set");
    };
    mode("docs/a.txt", 0o000);
    mode("docs/d", 0o000);
    let is_root = fs::read(folder.path("docs/a.txt")).is_ok();
    let run = folder.run(&["ingest", "docs", "--prune", "--format", "json"]);
    mode("docs/d", 0o700);
    if !is_root {
        let reasons: Vec<Value> = run.json()["not_archived"]
            .as_array()
            .expect("a list")
            .clone();
        assert!(
            reasons
                .iter()
                .all(|path| path["reason"] == "permission denied")
        );
        assert_eq!((run.code, reasons.len()), (3, 2));
    }
    assert_eq!(count(&folder), 2);
}

#[test]
fn names_of_any_bytes_are_archived_and_told_safely() {
    let folder = Folder::new();
    folder.write("docs/\u{1b}[2J.txt", letter(1));
    let odd = folder
        .path("docs")
        .join(std::ffi::OsStr::from_bytes(b"\xff.txt"));
    fs::write(odd, letter(2)).expect("written");
    folder.ingest(&[], 0);
    let human = folder.run(&["files"]).expect(0).out;
    assert!(human.contains("␛[2J.txt"), "{human}");
    assert!(!human.contains('\u{1b}'));
    let rows = folder
        .run(&["files", "--format", "ndjson"])
        .expect(0)
        .lines();
    assert_eq!(rows[1]["path_hex"], "646f63732fff2e747874");
    assert_eq!(folder.ingest(&[], 0)["outcomes"], json!({"unchanged": 2}));
}

#[test]
fn one_thread_or_many_make_the_same_archive() {
    let folder = Folder::new();
    for number in 0..60 {
        folder.write(
            &format!("docs/{}/{number}.txt", number % 7),
            letter(number / 2),
        );
    }
    let mut seen = Vec::new();
    for jobs in ["1", "4"] {
        let archive = folder.path(jobs);
        let archive = archive.to_str().expect("UTF-8");
        folder.ingest(
            &[
                "--jobs",
                jobs,
                "--archive",
                archive,
                "--batch-documents",
                "9",
            ],
            0,
        );
        let store = Store::open_reader(&folder.path(jobs)).expect("opened");
        let mut documents = Vec::new();
        store
            .for_each(&mut |stored| {
                documents.push((stored.rowid, stored.id, stored.record));
                Ok(())
            })
            .expect("read");
        seen.push(documents);
    }
    assert_eq!(seen[0].len(), 30);
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn a_packed_file_that_is_away_or_damaged_for_a_while_leaves_the_archive_sound() {
    let folder = Folder::new();
    let packed = |numbers: std::ops::Range<usize>| {
        use std::io::Write;
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        for number in numbers {
            writer
                .start_file(format!("{number}.txt"), stored)
                .expect("begun");
            // Together above the size from which all threads unpack.
            let text = letter(number) + &"　　附：本页以下空白。\n".repeat(400);
            writer.write_all(text.as_bytes()).expect("written");
        }
        writer.finish().expect("finished").into_inner()
    };
    let whole = packed(0..100);
    assert!(whole.len() > 1 << 20);
    folder
        .write("docs/a.zip", &whole)
        .write("docs/z.txt", letter(500));
    let summary = folder.ingest(&["--jobs", "3"], 0);
    assert_eq!(summary["outcomes"], json!({"archived": 101, "unpacked": 1}));
    let paths = |folder: &Folder| -> Vec<String> {
        let rows = folder.ledger().into_iter();
        rows.filter(|row| row.1 == "archived")
            .map(|row| row.0)
            .collect()
    };
    let before = paths(&folder);
    // The order is the packed file's, whatever the number of threads.
    let export = folder.run(&["export"]).expect(0).out;
    let other = Folder::new();
    other
        .write("docs/a.zip", &whole)
        .write("docs/z.txt", letter(500));
    other.ingest(&["--jobs", "1"], 0);
    assert_eq!(other.run(&["export"]).expect(0).out, export);

    folder.write("docs/a.zip", &whole[..whole.len() / 2]);
    let summary = folder.ingest(&["--prune"], 3);
    assert_eq!(summary["outcomes"], json!({"failed": 1, "unchanged": 1}));
    assert_eq!(paths(&folder), before);
    folder.expect_sound();
    folder.write("docs/a.zip", &whole);
    folder.ingest(&[], 0);
    folder.expect_sound();

    // Gone and back again, unchanged: nothing in it has vanished.
    fs::rename(folder.path("docs/a.zip"), folder.path("away")).expect("moved");
    assert_eq!(folder.ingest(&[], 0)["vanished"], 101);
    fs::rename(folder.path("away"), folder.path("docs/a.zip")).expect("moved");
    assert_eq!(folder.ingest(&[], 0)["vanished"], 0);
    assert_eq!(paths(&folder), before);
    folder.expect_sound();
}

#[test]
fn what_programs_leave_in_folders_is_no_document() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/~$答复.docx", letter(2))
        .write("docs/Thumbs.db", letter(3))
        .write("docs/__MACOSX/b.txt", letter(4));
    let summary = folder.ingest(&[], 0);
    assert_eq!(summary["outcomes"], json!({"archived": 1, "skipped": 3}));
    assert_eq!(summary["expected"], 3);
}
