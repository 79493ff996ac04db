//! Ingest again after files went: what is gone is told, and nothing else is dropped.

mod support;

use std::fs;

use anjuan::archive::Store;
use serde_json::json;
use support::{Folder, letter};

fn count(folder: &Folder) -> u64 {
    let store = Store::open_reader(&folder.archive()).expect("an archive");
    store.count().expect("a count")
}

#[test]
fn duplicates_live_on_when_the_first_goes() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/z.txt", letter(1));
    folder.ingest(&[], 0);
    folder.write("docs/a.txt", letter(2));
    folder.ingest(&[], 0);
    let ledger = folder.ledger();
    assert_eq!(
        (ledger[1].0.as_str(), ledger[1].1.as_str()),
        ("docs/z.txt", "archived")
    );
    let store = Store::open_reader(&folder.archive()).expect("opened");
    let heir = store.by_id(&ledger[1].2).expect("read").expect("kept");
    assert_eq!(heir.record.source.path, "docs/z.txt");
    assert_eq!(store.count().expect("count"), 2);
    folder.expect_sound();
}

#[test]
fn vanished_files_are_told_and_pruned_on_demand() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/b.txt", letter(2))
        .write("docs/copy.txt", letter(2))
        .write("other/c.txt", letter(3))
        .write("docs/gone.txt", "");
    folder.run(&["ingest", "docs", "other"]).expect(3);
    folder
        .remove("docs/a.txt")
        .remove("docs/b.txt")
        .remove("docs/gone.txt");
    fs::remove_file(folder.path("other/c.txt")).expect("removed");
    let summary = folder.ingest(&[], 0);
    assert_eq!(summary["vanished"], 2);
    assert_eq!(
        summary["vanished_paths"],
        json!(["docs/a.txt", "docs/b.txt"])
    );
    assert_eq!(count(&folder), 3);
    let vanished = folder.run(&["files", "--outcome", "vanished", "--format", "ndjson"]);
    assert_eq!(vanished.lines().len(), 2);
    let summary = folder.ingest(&["--prune"], 0);
    assert_eq!(
        (&summary["vanished"], &summary["pruned"]),
        (&json!(0), &json!(2))
    );
    // b.txt is gone, its bytes live on under the other name; c.txt is in a folder not named.
    assert_eq!(count(&folder), 2);
    let paths: Vec<String> = folder
        .ledger()
        .into_iter()
        .map(|(path, _, _)| path)
        .collect();
    assert_eq!(paths, ["docs/copy.txt", "other/c.txt"]);
    folder.expect_sound();
}

#[test]
fn a_missing_folder_is_no_reason_to_drop_what_it_held() {
    let folder = Folder::new();
    folder.write("docs/a.txt", letter(1));
    folder.ingest(&[], 0);
    fs::rename(folder.path("docs"), folder.path("away")).expect("renamed");
    let summary = folder.ingest(&["--prune"], 3);
    assert_eq!(
        summary["not_archived"][0]["reason"],
        "no such file or folder"
    );
    assert_eq!(count(&folder), 1);
    // Named from above, it is gone.
    fs::remove_dir_all(folder.path("away")).expect("removed");
    folder.run(&["ingest", ".", "--prune"]).expect(0);
    assert_eq!(count(&folder), 0);
    // A file that was named and is gone.
    folder
        .write("one.txt", letter(2))
        .run(&["ingest", "one.txt"])
        .expect(0);
    folder
        .remove("one.txt")
        .run(&["ingest", "one.txt", "--prune"])
        .expect(0);
    assert_eq!(count(&folder), 0);
}

#[test]
fn what_is_left_out_for_once_stays_archived() {
    let folder = Folder::new();
    folder
        .write("docs/.x/a.txt", letter(1))
        .write("docs/b.txt", letter(2));
    folder.ingest(&["--hidden"], 0);
    let summary = folder.ingest(&["--exclude", "b.txt", "--prune"], 0);
    assert_eq!(summary["outcomes"], json!({"skipped": 2}));
    assert_eq!(
        (&summary["vanished"], &summary["pruned"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(count(&folder), 2);
    folder.expect_sound();
}
