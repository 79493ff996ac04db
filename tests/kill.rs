//! `kill -9` at any moment of an ingest: what was acknowledged is there, and the next run completes.
//!
//! `ANJUAN_KILL_RUNS=20 cargo test --test kill` kills more often, in runs of 2,000 documents.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anjuan::archive::verify::verify;
use anjuan::archive::{Store, index_dir};
use anjuan::index::IndexReader;
use support::{Folder, files_below, letter};

/// A linear congruential generator: the same moments in every run of the test.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % limit
    }
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let wished = std::env::var("ANJUAN_KILL_RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok());
    let documents: usize = if wished.is_some() { 2_000 } else { 400 };
    let mut seeded = Seeded(20_221_122);
    let mut acknowledged_in_all = 0;
    for _ in 0..wished.unwrap_or(3) {
        let folder = Folder::new();
        for number in 0..documents {
            folder.write(&format!("docs/{}/{number}.txt", number % 9), letter(number));
        }
        // Several kills in a row must not add up to more than one does.
        for _ in 0..2 {
            let after = seeded.below(documents as u64 * 2 / 3) as usize;
            let pause = Duration::from_micros(seeded.below(20_000));
            let acknowledged = kill_ingest(&folder, after, pause);
            acknowledged_in_all += acknowledged.len();
            expect_all(&folder, &acknowledged);
        }
        folder.ingest(&[], 0);
        let store = Store::open_reader(&folder.archive()).expect("an archive");
        assert_eq!(store.count().expect("a count"), documents as u64);
        folder.expect_sound();
        expect_no_leftovers(&folder);
    }
    assert!(
        acknowledged_in_all > 0,
        "no run came far enough to test anything"
    );
}

/// Ingests until `after` paths are acknowledged and a moment longer, then kills; gives the paths.
fn kill_ingest(folder: &Folder, after: usize, pause: Duration) -> BTreeSet<String> {
    let args = ["ingest", "docs", "--acknowledge", "--batch-documents", "25"];
    let mut child = folder
        .command(&args)
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut seen = BTreeSet::new();
    let mut keep = |line: String| {
        if let Some(path) = line.strip_prefix("acknowledged ") {
            seen.insert(path.to_owned());
        }
        seen.len()
    };
    for line in lines.by_ref() {
        if keep(line.expect("a line")) >= after {
            break;
        }
    }
    let moment = Instant::now();
    while moment.elapsed() < pause {
        std::hint::spin_loop();
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    // What it said before it died counts as well; a line cut in two was not said.
    for line in lines.map_while(Result::ok) {
        keep(line);
    }
    seen
}

fn expect_all(folder: &Folder, acknowledged: &BTreeSet<String>) {
    if acknowledged.is_empty() {
        // Killed before the archive was made, perhaps.
        return;
    }
    let report = verify(&folder.archive(), false).expect("an archive");
    assert!(!report.is_damaged(), "{:?}", report.problems);
    let store = Store::open_reader(&folder.archive()).expect("an archive");
    let generation = store.index_generation().expect("a generation");
    let index = IndexReader::open(&index_dir(&folder.archive(), generation)).expect("an index");
    let indexed: BTreeSet<String> = index.ids().expect("ids").into_iter().collect();
    for path in acknowledged {
        // The last line may have been cut in two by the kill.
        if !folder.path(path).is_file() {
            continue;
        }
        let ids = store.ids_of_path(path.as_bytes()).expect("read");
        assert_eq!(ids.len(), 1, "{path} was acknowledged and is not there");
        assert!(
            indexed.contains(&ids[0]),
            "{path} was acknowledged and is not indexed"
        );
    }
}

fn expect_no_leftovers(folder: &Folder) {
    for file in files_below(&folder.archive()) {
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(!name.starts_with(".tmp"), "{} was left", file.display());
    }
    let indexes = fs::read_dir(folder.archive())
        .expect("listed")
        .filter(|entry| entry.as_ref().expect("an entry").path().is_dir());
    assert_eq!(indexes.count(), 1);
}
