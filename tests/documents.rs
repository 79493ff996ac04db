//! What must hold for every document of the project, of the seeds, and for any text at all.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anjuan::decode::decode;
use anjuan::parse::parse;
use anjuan::record::Source;
use proptest::prelude::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The `.txt` files below a folder; none where the folder is not there.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            out.extend(texts(&path));
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// Every evidence entry is the slice it says; every field has some; every record says its kind.
fn check(name: &str, text: &str) {
    let chars: Vec<char> = text.chars().collect();
    let parsed = parse(text.to_owned(), &Source::default());
    assert!(!parsed.is_empty(), "{name}: no record");
    for record in parsed.iter().map(|parsed| &parsed.record) {
        assert!(
            record.warnings.len() <= 200,
            "{name}: {} warnings",
            record.warnings.len()
        );
        for (field, list) in &record.evidence.0 {
            for evidence in list {
                let slice: String = chars
                    .get(evidence.start..evidence.end)
                    .unwrap_or_default()
                    .iter()
                    .collect();
                assert_eq!(slice, evidence.text, "{name}: {field}");
                assert!(evidence.line >= 1 && !evidence.rule.is_empty());
            }
        }
        for rule in anjuan::rules::RULES {
            let set = record.get(rule.field).is_some();
            assert_eq!(
                set,
                !record.evidence.get(rule.field).is_empty(),
                "{name}: {} and its evidence",
                rule.field
            );
        }
    }
}

#[test]
fn evidence_is_the_source() {
    let shared = root().join("../shared");
    let folders = [
        root().join("corpus"),
        root().join("fixtures/documents"),
        shared.join("seeds"),
        shared.join("eval/dev/docs"),
    ];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| texts(folder)).collect();
    assert!(files.len() >= 150, "{} documents", files.len());
    for path in files {
        check(
            &path.display().to_string(),
            &decode(&fs::read(&path).expect("readable"), None).text,
        );
    }
}

#[test]
fn every_record_follows_the_schema() {
    let output = Command::new(env!("CARGO_BIN_EXE_anjuan"))
        .arg("schema")
        .output()
        .expect("the program runs");
    let schema: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    for path in texts(&root().join("corpus"))
        .into_iter()
        .chain(texts(&root().join("fixtures/documents")))
    {
        let text = decode(&fs::read(&path).expect("readable"), None).text;
        for parsed in parse(
            text,
            &Source {
                blake3: "0".repeat(64),
                ..Source::default()
            },
        ) {
            let value = serde_json::to_value(&parsed.record).expect("JSON");
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{} at {}", error, error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        }
    }
}

/// Lines of real layouts cut, doubled and shuffled.
fn mangled() -> impl Strategy<Value = String> {
    let lines: Vec<String> = texts(&root().join("fixtures/documents"))
        .iter()
        .flat_map(|path| {
            decode(&fs::read(path).expect("readable"), None)
                .text
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|line| !line.trim().is_empty())
        .collect();
    proptest::collection::vec((0..lines.len(), 0usize..90, 0usize..3), 0..40).prop_map(
        move |picks| {
            let cut = |(index, from, gap): (usize, usize, usize)| {
                let line: String = lines[index].chars().skip(from % 7).take(120).collect();
                line + &"\n".repeat(gap + 1)
            };
            picks.into_iter().map(cut).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_parse(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check("bytes", &decode(&bytes, None).text);
    }

    #[test]
    fn any_han_parses(text in "[一-龥，。：（）〔〕0-9年月日号第届次会议提案建议答复关于委员代表: \t\n—|]{0,300}") {
        check("han", &text);
    }

    #[test]
    fn mangled_documents_parse(text in mangled()) {
        check("mangled", &text);
    }
}

/// So many characters in a row are a sentence's, and no label's or formula's.
const RUN: usize = 24;

/// The runs of [`RUN`] characters of a file's text, white space left out.
fn runs(path: &Path) -> Vec<[char; RUN]> {
    let text = decode(&fs::read(path).expect("readable"), None).text;
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let run = |run: &[char]| <[char; RUN]>::try_from(run).expect("as long");
    chars.windows(RUN).map(run).collect()
}

/// The project's documents are invented: real ones stay where they are, and need not be there.
#[test]
fn no_text_of_the_seeds_stands_in_the_project() {
    let seeds = texts(&root().join("../shared/seeds"));
    let known: HashSet<[char; RUN]> = seeds.iter().flat_map(|seed| runs(seed)).collect();
    for folder in ["fixtures", "corpus"] {
        for path in texts(&root().join(folder)) {
            let taken = runs(&path).into_iter().find(|run| known.contains(run));
            let taken = taken.map(|run| run.iter().collect::<String>());
            assert_eq!(taken, None, "{}: write invented text", path.display());
        }
    }
}
