//! Containers through the program: one letter in many files has one record, packed files and hostile
//! ones have their outcomes, scans are recognised where an engine is there.

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{Folder, letter};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/containers")
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(fixtures().join(name)).expect("a fixture")
}

/// A value without the line numbers in it, which differ between containers.
fn without_lines(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "line" | "start_line" | "end_line"))
            .map(|(key, value)| (key.clone(), without_lines(value)))
            .collect(),
        Value::Array(list) => list.iter().map(without_lines).collect(),
        other => other.clone(),
    }
}

fn record(folder: &Folder, name: &str) -> Value {
    let run = folder.run(&["parse", name]);
    assert_eq!(run.code, 0, "{name}: {}", run.err);
    run.lines().remove(0)
}

#[test]
fn one_letter_has_one_record_whatever_holds_it() {
    let folder = Folder::new();
    let files = [
        "letter_pydocx.docx",
        "letter_pydocx.doc",
        "letter_as.wps",
        "letter_pydocx.odt",
        "letter_pydocx.rtf",
        "letter_pydocx.pdf",
        "letter_typst.pdf",
        "letter_encrypted_owner.pdf",
        "handmade_spec.ofd",
        "easyofd_from_lo_text.ofd",
    ];
    folder.write("truth.txt", fixture("truth.txt"));
    let truth = record(&folder, "truth.txt");
    for name in files {
        // The ending tells nothing: the content does.
        folder.write("file.txt", fixture(name));
        let got = record(&folder, "file.txt");
        for field in [
            "kind",
            "title",
            "doc_number",
            "signers",
            "result",
            "disclosure",
            "addressees",
            "dates",
            "issuers",
            "proposals",
            "printed_by",
            "copied_to",
            "contacts",
        ] {
            let (got, want) = (without_lines(&got[field]), without_lines(&truth[field]));
            assert_eq!(got, want, "{field} of {name}");
        }
        assert_ne!(got["source"]["media_type"], "text/plain", "{name}");
    }
}

#[test]
fn evidence_names_its_page() {
    let folder = Folder::new();
    folder.write("a.pdf", fixture("letter_pydocx.pdf"));
    let record = record(&folder, "a.pdf");
    assert_eq!(record["source"]["pages"], 4);
    assert_eq!(record["source"]["media_type"], "application/pdf");
    assert_eq!(record["evidence"]["doc_number"][0]["page"], 1);
    assert_eq!(record["evidence"]["dates.written"][0]["page"], 3);
}

/// A zip of stored files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in files {
        writer.start_file(*name, stored).expect("begun");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

#[test]
fn files_in_packed_files_are_documents_of_their_own() {
    let folder = Folder::new();
    let inner = zip(&[("x.txt", b"x")]);
    folder.write(
        "docs/a.zip",
        zip(&[
            ("一/甲.txt", letter(1).as_bytes()),
            ("乙.docx", &fixture("letter_pydocx.docx")),
            ("b.rar", b"Rar!\x1a\x07\0"),
            ("inner.zip", &inner),
            (".DS_Store", b"x"),
        ]),
    );
    folder.write("docs/c.txt", letter(1));
    let summary = folder.ingest(&[], 3);
    assert_eq!(
        summary["outcomes"],
        json!({"archived": 2, "duplicate": 1, "skipped": 3, "unpacked": 1})
    );
    let outcomes: Vec<(String, String, String)> = folder.ledger();
    let of = |path: &str| {
        let row = outcomes.iter().find(|row| row.0 == path);
        row.map(|row| (row.1.as_str(), row.2.as_str()))
    };
    assert_eq!(of("docs/a.zip").map(|row| row.0), Some("unpacked"));
    assert_eq!(of("docs/a.zip!/乙.docx").map(|row| row.0), Some("archived"));
    assert_eq!(
        of("docs/c.txt"),
        Some(("duplicate", "of docs/a.zip!/一/甲.txt"))
    );
    assert_eq!(
        of("docs/a.zip!/b.rar"),
        Some(("skipped", "binary content (RAR)"))
    );
    let nested = "a packed file inside a packed file";
    assert_eq!(of("docs/a.zip!/inner.zip"), Some(("skipped", nested)));
    assert_eq!(of("docs/a.zip!/.DS_Store"), Some(("skipped", "hidden")));
    folder.expect_sound();

    // A second look takes nothing for changed or gone.
    let summary = folder.ingest(&["--prune"], 0);
    assert_eq!(summary["outcomes"], json!({"unchanged": 7}));
    let shown = folder
        .run(&["show", "docs/a.zip!/乙.docx", "--raw"])
        .expect(0);
    assert!(
        shown.out.contains("云科函〔2023〕117号\t签发人：欧阳堃"),
        "{}",
        shown.out
    );

    // A file that is no longer in it has vanished; the duplicate's document stays.
    folder.write(
        "docs/a.zip",
        zip(&[("乙.docx", &fixture("letter_pydocx.docx"))]),
    );
    folder.ingest(&["--prune"], 0);
    let paths: Vec<String> = folder.ledger().into_iter().map(|row| row.0).collect();
    assert_eq!(paths, ["docs/a.zip", "docs/a.zip!/乙.docx", "docs/c.txt"]);
    folder.expect_sound();
}

#[test]
fn a_line_for_each_path_holds_what_a_packed_file_holds() {
    let folder = Folder::new();
    folder
        .write(
            "a.zip",
            zip(&[
                ("1.txt", letter(1).as_bytes()),
                ("2.rar", b"Rar!\x1a\x07\0"),
            ]),
        )
        .write("list", "a.zip\n");
    let lines = folder
        .run(&["parse", "--files-from", "list"])
        .expect(3)
        .lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["source"]["path"], "a.zip!/1.txt");
    assert_eq!(lines[0]["more"][0]["error"], "binary content (RAR)");
}

#[test]
fn what_cannot_be_read_costs_itself_alone() {
    let folder = Folder::new();
    let mut count = 0;
    let mut write = |name: String, content: &[u8]| {
        folder.write(&format!("docs/{name}"), content);
        count += 1;
    };
    // Every container cut at several places, and with a hole in its middle.
    for name in [
        "letter_pydocx.docx",
        "letter_pydocx.doc",
        "letter_pydocx.odt",
        "letter_pydocx.pdf",
        "letter_cid_gbkeuc_noembed.pdf",
        "handmade_spec.ofd",
        "easyofd_from_lo_text.ofd",
        "packed/zip64.zip",
        "packed/gnu.tgz",
    ] {
        let whole = fixture(name);
        let plain = name.replace('/', "_");
        for parts in [10, 3, 2] {
            write(
                format!("cut-{parts}-{plain}"),
                &whole[..whole.len() / parts],
            );
        }
        let mut hole = whole.clone();
        let middle = hole.len() / 2;
        hole[middle..]
            .iter_mut()
            .take(400)
            .for_each(|byte| *byte = 0x5a);
        write(format!("hole-{plain}"), &hole);
    }
    write("user.pdf".into(), &fixture("letter_encrypted_user.pdf"));
    write("empty.pdf".into(), b"%PDF-1.7\n%%EOF\n");
    write(
        "deep.pdf".into(),
        format!("%PDF-1.7\n1 0 obj\n{}", "[".repeat(200_000)).as_bytes(),
    );
    write(
        "deep.html".into(),
        format!("<html>{}", "<div>".repeat(100_000)).as_bytes(),
    );
    write(
        "deep.rtf".into(),
        format!("{{\\rtf1{}", "{".repeat(200_000)).as_bytes(),
    );
    write("bomb.zip".into(), &bomb());
    folder.write("docs/good.txt", letter(1));
    let run = folder.run(&["ingest", "docs", "--format", "json"]);
    assert!(matches!(run.code, 0 | 3), "{}", run.err);
    let ledger = folder.ledger();
    let member = |path: &&(String, String, String)| !path.0.contains("!/");
    assert_eq!(ledger.iter().filter(member).count(), count + 1);
    for (path, outcome, reason) in &ledger {
        let kept = matches!(outcome.as_str(), "archived" | "unpacked");
        assert!(!reason.is_empty() || kept, "{path}: {outcome}");
        assert!(!reason.contains("bug in anjuan"), "{path}: {reason}");
    }
    let of = |path: &str| ledger.iter().find(|row| row.0 == path).expect("a row");
    assert_eq!(of("docs/good.txt").1, "archived");
    assert!(of("docs/user.pdf").2.starts_with("encrypted: "));
    assert!(of("docs/bomb.zip!/a.txt").2.starts_with("over the limit: "));
    folder.expect_sound();
}

/// A zip whose file of 80 MiB takes some kilobytes.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let deflated = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    writer.start_file("a.txt", deflated).expect("begun");
    let zeros = vec![b'0'; 1 << 20];
    (0..80).for_each(|_| writer.write_all(&zeros).expect("written"));
    writer.finish().expect("finished").into_inner()
}

#[test]
fn without_an_engine_a_scan_is_left_out_and_the_rest_goes_on() {
    let folder = Folder::new();
    folder
        .write("docs/a.txt", letter(1))
        .write("docs/b.png", fixture("scans/lo-1_clean200.png"))
        .write("docs/c.pdf", fixture("scan_imageonly.pdf"))
        .write(".anjuan/config.toml", "[ocr]\nengine = \"none\"\n");
    let summary = folder.ingest(&[], 3);
    assert_eq!(summary["outcomes"], json!({"archived": 1, "skipped": 2}));
    let needs = "needs OCR: pip install rapidocr onnxruntime";
    for row in folder.ledger().iter().skip(1) {
        assert_eq!((row.1.as_str(), row.2.as_str()), ("skipped", needs));
    }
}

#[test]
fn scans_are_recognised_once() {
    let folder = Folder::new();
    let engines = folder.run(&["doctor", "--format", "json"]).expect(0).json();
    if engines["ocr"].is_null() {
        // Not the macro: it is caught by the harness, and a skipped test must show.
        let told = "SKIPPED, no OCR engine: scans_are_recognised_once";
        let _ = writeln!(std::io::stderr(), "{told}");
        return;
    }
    folder.write("docs/a.png", fixture("scans/lo-1_clean200.png"));
    folder.ingest(&[], 0);
    let shown = folder
        .run(&["show", "docs/a.png", "--format", "json"])
        .expect(0)
        .json();
    assert_eq!(shown["result"], "A");
    assert_eq!(shown["disclosure"], "是");
    assert_eq!(shown["proposals"][0]["number"], "0286");
    assert_eq!(shown["source"]["media_type"], "image/png");
    assert!(shown["source"]["recognised_by"].is_string());
    assert!(shown["evidence"]["result"][0]["confidence"].is_u64());
    assert!(folder.archive().join("recognised.db").is_file());
}

#[test]
fn an_engine_reads_the_fields_that_an_office_needs() {
    let folder = Folder::new();
    let report = folder.run(&["doctor", "--format", "json"]).expect(0).json();
    let engine = report["ocr"]["engine"].as_str().unwrap_or("none");
    if !matches!(engine, "rapidocr" | "tesseract") {
        let told = "SKIPPED, no OCR engine: an_engine_reads_the_fields_that_an_office_needs";
        let _ = writeln!(std::io::stderr(), "{told}");
        return;
    }
    for name in ["lo-1_noisy200.jpg", "typst-1_noisy200.jpg"] {
        folder.write(name, fixture(&format!("scans/{name}")));
        let record = record(&folder, name);
        assert_eq!(record["result"], "A", "{name}");
        assert_eq!(record["disclosure"], "是", "{name}");
        assert_eq!(record["proposals"][0]["number"], "0286", "{name}");
        if engine == "rapidocr" {
            assert_eq!(record["doc_number"], "云科函〔2023〕117号", "{name}");
            assert_eq!(record["signers"], json!(["欧阳堃"]), "{name}");
        }
    }
    folder.write("end.png", fixture("scans/lo-3_clean200.png"));
    let record = record(&folder, "end.png");
    let dates = json!({"written": "2023-06-18", "printed": "2023-06-20"});
    assert_eq!(record["dates"], dates);
}
