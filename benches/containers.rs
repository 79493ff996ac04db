//! How fast files of each container are read, in this process and in one of their own, and scans recognised.
//!
//! `cargo bench --bench containers [-- FOLDER]`: the project's own files, or those of a folder. One
//! thread, medians of rounds taken in turn; recognition on all cores, if an engine is there. Prints
//! a table, never fails for a slow figure.

#![allow(clippy::print_stdout, reason = "the figures are there to be read")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anjuan::containers::sniff::{Kind, sniff};
use anjuan::containers::{self, holds_text, is_picture};
use anjuan::ocr::{OcrConfig, Recogniser};
use anjuan::source::Isolated;

/// How many times each kind's files are read, either way.
const ROUNDS: usize = 9;
/// A round reads so many files at least.
const FILES: usize = 60;

/// Files of one kind.
#[derive(Default)]
struct Group {
    files: Vec<Vec<u8>>,
    /// Pages in all; formats without pages have none.
    pages: usize,
}

fn paths_below(folder: &Path, out: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => paths_below(&path, out),
            false => out.push(path),
        }
    }
}

/// Groups by the name of their kind.
type Groups = BTreeMap<&'static str, (Kind, Group)>;

/// The files that can be read, by kind, and the pictures.
fn groups(folder: &Path) -> (Groups, Vec<Vec<u8>>) {
    let mut paths = Vec::new();
    paths_below(folder, &mut paths);
    let (mut groups, mut pictures) = (BTreeMap::new(), Vec::new());
    for bytes in paths.iter().filter_map(|path| fs::read(path).ok()) {
        let kind = sniff(&bytes);
        if is_picture(kind) {
            pictures.push(bytes);
        } else if holds_text(kind)
            && let Ok(content) = containers::read(kind, &bytes)
            // Pages that are pictures are no text layer.
            && content.scans.is_empty()
        {
            let (_, group) = groups
                .entry(kind.name())
                .or_insert((kind, Group::default()));
            group.pages += content.pages.len();
            group.files.push(bytes);
        }
    }
    (groups, pictures)
}

fn median(mut list: Vec<f64>) -> f64 {
    list.sort_by(f64::total_cmp);
    list.get(list.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Seconds for a reading of each file `times` times, by `read`.
fn seconds(group: &Group, times: usize, read: &dyn Fn(&[u8])) -> f64 {
    let start = Instant::now();
    for _ in 0..times {
        group.files.iter().for_each(|bytes| read(bytes));
    }
    start.elapsed().as_secs_f64()
}

fn print_kind(name: &str, kind: Kind, group: &Group, isolated: &Isolated) {
    let times = FILES.div_ceil(group.files.len());
    let here = |bytes: &[u8]| drop(std::hint::black_box(containers::read(kind, bytes)));
    let apart = |bytes: &[u8]| drop(std::hint::black_box(isolated.read(kind, bytes)));
    // The first reading starts the process and fills caches.
    seconds(group, 1, &apart);
    let (mut alone, mut in_process) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        in_process.push(seconds(group, times, &here));
        // Web pages are read in the program itself.
        if kind != Kind::Html {
            alone.push(seconds(group, times, &apart));
        }
    }
    let files = (group.files.len() * times) as f64;
    let (here, apart) = (median(in_process), median(alone));
    let pages = match group.pages {
        0 => "–".to_owned(),
        pages => format!("{:.0}", (pages * times) as f64 / here),
    };
    let (isolated, cost) = match apart.is_nan() {
        true => ("–".to_owned(), "–".to_owned()),
        false => (
            format!("{:.0}", files / apart),
            format!("{:.2}", (apart - here) * 1e3 / files),
        ),
    };
    println!(
        "| {name} | {} | {:.0} | {pages} | {isolated} | {cost} |",
        group.files.len(),
        files / here
    );
}

/// Recognises every picture on all cores, once to load the models and once for the figure.
fn print_recognition(pictures: &[Vec<u8>]) {
    let recogniser = Recogniser::new(&OcrConfig::default(), None);
    let Some(found) = recogniser.engine() else {
        println!(
            "\nNo OCR engine is there: {}",
            anjuan::ocr::Engine::RapidOcr.install()
        );
        return;
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let run = |pictures: &[Vec<u8>]| {
        let (next, pages) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    while let Some(picture) = pictures.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let read = recogniser.recognise(picture).map_or(0, |pages| pages.len());
                        pages.fetch_add(read, Ordering::Relaxed);
                    }
                });
            }
        });
        pages.into_inner()
    };
    run(pictures
        .get(..cores.min(pictures.len()))
        .unwrap_or_default());
    let start = Instant::now();
    let pages = run(pictures);
    println!(
        "\n{} {}: {pages} pages on {cores} cores, {:.0} a minute",
        found.engine,
        found.version,
        pages as f64 * 60.0 / start.elapsed().as_secs_f64()
    );
}

fn main() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/containers");
    let named = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let (groups, pictures) = groups(&named.map_or(own, PathBuf::from));
    let isolated = Isolated::with_program(env!("CARGO_BIN_EXE_anjuan").into(), "reader");
    println!(
        "| kind | files | files a second | pages a second | files a second, isolated | isolation, ms a file |"
    );
    println!("|---|---|---|---|---|---|");
    for (name, (kind, group)) in &groups {
        print_kind(name, *kind, group, &isolated);
    }
    if !pictures.is_empty() {
        print_recognition(&pictures);
    }
}
