//! Ctrl-C at any moment: the run ends at once, nothing goes on without it, nothing is taken for gone.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anjuan::archive::Store;
use anjuan::archive::ingest::{Options, ingest};
use anjuan::error::Error;
use anjuan::source::{Filter, Readers};
use support::{Folder, letter};

/// How long a run may go on after the signal; debug builds on a loaded machine are slow.
const SOON: Duration = Duration::from_secs(5);
/// How long something may take to begin.
const PATIENCE: Duration = Duration::from_secs(60);

fn scan() -> Vec<u8> {
    let path = "fixtures/containers/scans/lo-1_clean200.png";
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a fixture")
}

#[track_caller]
fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The processes whose current folder is `home`: the program and its readers.
fn processes_in(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let is_in = |path: &PathBuf| fs::read_link(path.join("cwd")).is_ok_and(|cwd| cwd == home);
    // A process that has ended and is not yet waited for has no folder.
    paths.filter(is_in).collect()
}

/// Sends Ctrl-C's signal and demands that the run ends soon, with its code and with its processes.
#[track_caller]
fn expect_stop(folder: &Folder, mut child: Child, signal: &str, code: i32) {
    let start = Instant::now();
    let pid = child.id().to_string();
    let sent = Command::new("kill").args([signal, &pid]).status();
    assert!(sent.expect("kill runs").success());
    let status = child.wait().expect("an end");
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert_eq!(status.code(), (signal != "-KILL").then_some(code));
    let home = folder.path("").canonicalize().expect("a folder");
    wait_until("processes are left", || processes_in(&home).is_empty());
}

/// A folder with many scans, and an OCR engine that leaves a mark and never answers.
fn slow_engine() -> Folder {
    let folder = Folder::new();
    folder
        .write("engine", "#!/bin/sh\necho $$ > begun\nsleep 600\n")
        .write("docs/a.txt", letter(1));
    for number in 0_u8..20 {
        let mut image = scan();
        image.push(number);
        folder.write(&format!("docs/{number}.png"), image);
    }
    let engine = folder.path("engine");
    fs::set_permissions(&engine, fs::Permissions::from_mode(0o755)).expect("a program");
    let engine = engine.to_str().expect("a path");
    let config = format!("[ocr]\nengine = \"command\"\ncommand = [\"{engine}\"]\n");
    folder.write(".anjuan/config.toml", config);
    folder
}

#[test]
fn recognition_ends_with_its_run() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let folder = slow_engine();
        let child = folder.command(&["ingest", "docs"]).spawn().expect("begun");
        wait_until("no engine", || folder.path("begun").exists());
        expect_stop(&folder, child, signal, code);
    }
}

/// A PDF that takes a reader many seconds.
fn long_pdf() -> Vec<u8> {
    const PAGES: usize = 9_000;
    let shown = "BT /F 9 Tf 20 700 Td (0123456789 0123456789 0123456789) Tj ET\n".repeat(100);
    let mut pdf = String::from("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n");
    let kids: String = (0..PAGES).map(|at| format!("{} 0 R ", at + 10)).collect();
    pdf += &format!("2 0 obj <</Type/Pages/Count {PAGES}/Kids[{kids}]>> endobj\n");
    pdf += "3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n";
    let length = shown.len();
    pdf += &format!("4 0 obj <</Length {length}>> stream\n{shown}\nendstream endobj\n");
    for at in 0..PAGES {
        pdf += &format!(
            "{} 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
             /Resources<</Font<</F 3 0 R>>>>>> endobj\n",
            at + 10
        );
    }
    pdf += "trailer <</Root 1 0 R>>\n%%EOF\n";
    pdf.into_bytes()
}

#[test]
fn readers_end_with_their_run_even_if_it_is_killed() {
    for signal in ["-INT", "-KILL"] {
        let folder = Folder::new();
        folder.write("docs/a.pdf", long_pdf());
        let child = folder.command(&["ingest", "docs"]).spawn().expect("begun");
        let home = folder.path("").canonicalize().expect("a folder");
        wait_until("no reader", || processes_in(&home).len() == 2);
        std::thread::sleep(Duration::from_millis(200));
        expect_stop(&folder, child, signal, 130);
    }
}

#[test]
fn a_walk_that_is_stopped_takes_nothing_for_gone() {
    let folder = Folder::new();
    for number in 0..30 {
        folder.write(&format!("docs/{number}.txt"), letter(number));
    }
    folder.ingest(&[], 0);
    // Said in the walk, while the other thread waits for what it finds.
    let said = AtomicBool::new(false);
    let walks = || std::thread::current().name() == Some("walk");
    let stop = || said.fetch_or(walks(), Ordering::SeqCst) || walks();
    let options = Options {
        roots: &[folder.path("docs")],
        filter: Filter::new(&[], &[], false).expect("a filter"),
        check_content: false,
        again: false,
        rules: None,
        allow_marked: false,
        prune: true,
        readers: &Readers::default(),
        jobs: 1,
        batch_documents: 1,
        stop: &stop,
    };
    let result = ingest(&folder.archive(), &options, &mut |_| {});
    assert!(matches!(result, Err(Error::Stopped)), "{result:?}");
    let store = Store::open_reader(&folder.archive()).expect("an archive");
    assert_eq!(store.count().expect("a count"), 30);
    folder.expect_sound();
}
