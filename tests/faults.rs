//! Damage is found and never shown as truth; archives that cannot be written to can be read.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use anjuan::archive::verify::verify;
use anjuan::archive::{Lock, Store, index_dir};
use anjuan::error::Error;
use anjuan::index::IndexReader;
use support::{Folder, files_below, finished, letter};

fn archive() -> Folder {
    let folder = Folder::new();
    for number in 0..30 {
        folder.write(&format!("docs/{number}.txt"), letter(number));
    }
    folder.write("docs/copy.txt", letter(3));
    folder.ingest(&["--batch-documents", "10"], 0);
    folder
}

/// Everything the archive says.
fn content(dir: &Path) -> Result<String, Error> {
    let store = Store::open_reader(dir)?;
    let mut said = String::new();
    store.for_each(&mut |stored| {
        said += &format!("{stored:?}\n");
        Ok(())
    })?;
    store.for_each_file(&mut |file| {
        said += &format!("{file:?}\n");
        Ok(())
    })?;
    let index = IndexReader::open(&index_dir(dir, store.index_generation()?))?;
    Ok(said + &index.ids()?.join(" "))
}

/// The files whose damage must be found: not the empty lock files, not SQLite's shared memory.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files = files_below(dir);
    files.retain(|file| {
        let kept = file.metadata().expect("a size").len() > 0;
        kept && !file.ends_with("records.db-shm")
    });
    files
}

/// Damage is found, or nothing that the archive says is another.
#[track_caller]
fn expect_found_or_harmless(dir: &Path, before: &str, what: &str) -> bool {
    let found = verify(dir, false).is_ok_and(|report| !report.is_damaged());
    if found {
        let after = content(dir).expect("sound, so readable");
        assert!(
            after == before,
            "{what} was not found and changed what the archive says"
        );
    }
    !found
}

#[test]
fn flipped_bytes_are_found() {
    let folder = archive();
    let dir = folder.archive();
    let before = content(&dir).expect("readable");
    let (mut tried, mut found) = (0, 0);
    for (at, file) in files(&dir).iter().enumerate() {
        let whole = fs::read(file).expect("read");
        for step in 0..8 {
            let place = (whole.len() * step / 8 + at * 7 + step * 13) % whole.len();
            let mut hurt = whole.clone();
            hurt[place] ^= 1 << (step % 8);
            fs::write(file, &hurt).expect("written");
            let what = format!("byte {place} of {}", file.display());
            found += usize::from(expect_found_or_harmless(&dir, &before, &what));
            tried += 1;
        }
        fs::write(file, &whole).expect("written");
    }
    // Most bytes bear content. The bound shows that the test looks at all.
    assert!(found * 10 > tried * 7, "{found} of {tried} found");
    assert_eq!(content(&dir).expect("readable"), before);
}

#[test]
fn cut_and_missing_files_are_found() {
    let folder = archive();
    let dir = folder.archive();
    let before = content(&dir).expect("readable");
    for file in files(&dir) {
        let whole = fs::read(&file).expect("read");
        for length in [0, 1, whole.len() / 2, whole.len() - 1] {
            fs::write(&file, &whole[..length]).expect("written");
            let what = format!("{} cut to {length} bytes", file.display());
            let found = expect_found_or_harmless(&dir, &before, &what);
            // A last line feed is missed by nobody.
            assert!(found || length + 1 == whole.len(), "{what}");
        }
        fs::remove_file(&file).expect("removed");
        let what = format!("{} removed", file.display());
        assert!(expect_found_or_harmless(&dir, &before, &what), "{what}");
        fs::write(&file, &whole).expect("written");
    }
}

#[test]
fn damage_ends_with_4_and_rebuild_heals_the_index() {
    let folder = archive();
    let index = folder.archive().join("index-1");
    let before = content(&folder.archive()).expect("readable");
    for file in ["meta.json", ".managed.json"] {
        fs::write(index.join(file), "").expect("written");
        let run = folder.run(&["verify"]).expect(4);
        assert!(run.out.contains("run `anjuan rebuild`"), "{}", run.out);
    }
    let run = folder.run(&["ingest", "docs"]).expect(4);
    assert!(run.err.contains("run `anjuan rebuild`"), "{}", run.err);
    fs::remove_dir_all(&index).expect("removed");
    folder.run(&["ingest", "docs"]).expect(4);
    folder.run(&["verify"]).expect(4);
    folder.run(&["rebuild"]).expect(0);
    folder.expect_sound();
    assert_eq!(content(&folder.archive()).expect("readable"), before);
    assert!(!index.exists());
}

#[test]
fn records_that_are_gone_are_never_an_empty_archive() {
    let folder = archive();
    fs::remove_file(folder.archive().join("records.db")).expect("removed");
    for command in [
        &["files"][..],
        &["ingest", "docs"],
        &["verify"],
        &["rebuild"],
    ] {
        folder.run(command).expect(4);
    }
    fs::write(folder.archive().join("records.db"), "").expect("written");
    for command in [
        &["files"][..],
        &["ingest", "docs"],
        &["verify"],
        &["rebuild"],
    ] {
        folder.run(command).expect(4);
    }
}

#[test]
fn a_damaged_record_is_named_and_the_others_are_indexed() {
    let folder = archive();
    let database = rusqlite::Connection::open(folder.archive().join("records.db")).expect("opened");
    database
        .execute("UPDATE documents SET text = x'00' WHERE rowid = 5", [])
        .expect("hurt");
    drop(database);
    let run = folder.run(&["verify"]).expect(4);
    assert!(run.out.contains("its checksum is wrong"), "{}", run.out);
    let run = folder.run(&["rebuild"]).expect(4);
    assert_eq!(run.out, "Indexed 29 documents anew.\n");
    // Quick looks at no record, but counts.
    folder.run(&["verify", "--quick"]).expect(4);
}

#[test]
fn other_formats_end_with_12() {
    let folder = archive();
    let meta = folder.archive().join("index-1/meta.json");
    let text = fs::read_to_string(&meta).expect("read");
    let other = text.replace("{\\\"format\\\":", "{\\\"format\\\":9");
    assert_ne!(text, other);
    fs::write(&meta, other).expect("written");
    for command in [&["ingest", "docs"][..], &["verify"]] {
        let run = folder.run(command).expect(12);
        assert!(run.err.contains("anjuan rebuild"), "{}", run.err);
    }
    folder.run(&["rebuild"]).expect(0);
    let database = rusqlite::Connection::open(folder.archive().join("records.db")).expect("opened");
    database
        .pragma_update(None, "user_version", 99)
        .expect("set");
    drop(database);
    for command in [
        &["files"][..],
        &["ingest", "docs"],
        &["verify"],
        &["rebuild"],
    ] {
        folder.run(command).expect(12);
    }
}

#[test]
fn a_second_writer_is_told_at_once_and_readers_go_on() {
    let folder = archive();
    let lock = Lock::take(&folder.archive()).expect("free");
    for command in [&["ingest", "docs"][..], &["rebuild"]] {
        let run = folder.run(command).expect(11);
        assert!(run.err.contains("another anjuan is writing"), "{}", run.err);
    }
    folder.run(&["files"]).expect(0);
    folder.expect_sound();
    drop(lock);
    folder.run(&["ingest", "docs"]).expect(0);
}

#[test]
fn an_archive_that_cannot_be_written_to_can_be_read() {
    let folder = archive();
    let dir = folder.archive();
    let program = folder.path("anjuan");
    fs::copy(env!("CARGO_BIN_EXE_anjuan"), &program).expect("copied");
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    };
    for file in files_below(&dir) {
        mode(&file, 0o444);
    }
    for folder in [&dir, &dir.join("index-1")] {
        mode(folder, 0o555);
    }
    mode(&folder.path(""), 0o755);
    // Root writes everywhere, so root becomes nobody for this.
    let is_root = fs::metadata("/proc/self").is_ok_and(|metadata| {
        use std::os::unix::fs::MetadataExt;
        metadata.uid() == 0
    });
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(&program);
        command.args(args).current_dir(folder.path(""));
        if is_root {
            command.uid(65534).gid(65534);
        }
        finished(command.output().expect("started"))
    };
    assert_eq!(run(&["files"]).expect(0).out.lines().count(), 31);
    run(&["verify"]).expect(0);
    run(&["ingest", "docs"]).expect(5);
    run(&["rebuild"]).expect(5);
    mode(&dir, 0o755);
    mode(&dir.join("index-1"), 0o755);
}
