//! Readers beside a writer: they see whole batches, never an error, never less than before.

mod support;

use std::process::Stdio;

use anjuan::archive::{Store, index_dir};
use anjuan::error::Error;
use anjuan::index::IndexReader;
use support::{Folder, letter};

#[test]
fn readers_see_whole_batches_while_an_ingest_runs() {
    let folder = Folder::new();
    for number in 0..200 {
        folder.write(&format!("docs/{number}.txt"), letter(number));
    }
    // The archive exists before readers come.
    folder
        .write("docs2/first.txt", letter(1_000))
        .run(&["ingest", "docs2"])
        .expect(0);
    let mut child = folder
        .command(&["ingest", "docs", "--batch-documents", "10"])
        .stdout(Stdio::null())
        .spawn()
        .expect("started");
    let (mut opened, mut records, mut indexed) = (0, 0, 0);
    while child.try_wait().expect("asked").is_none() {
        let (now, then) = counts(&folder).expect("readable at any time");
        assert!(
            now >= records && then >= indexed,
            "{now} of {records}, {then} of {indexed}"
        );
        // Batches are of ten documents, after the one that was there.
        assert_eq!(now % 10, 1, "half a batch is seen");
        (records, indexed, opened) = (now, then, opened + 1);
    }
    assert_eq!(counts(&folder).expect("readable"), (201, 201));
    assert!(opened > 3, "the ingest was over before anybody looked");
}

fn counts(folder: &Folder) -> Result<(u64, u64), Error> {
    let store = Store::open_reader(&folder.archive())?;
    let reader = IndexReader::open(&index_dir(&folder.archive(), store.index_generation()?))?;
    Ok((store.count()?, reader.count()))
}
