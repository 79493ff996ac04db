//! Documents that look as if they said something: `fixtures/look_alikes/NAME.txt`, and what must not be found there.
//!
//! `NAME.expect` is one line: `absent:` fields that no record has; then `warns:` codes of warnings that
//! must be given, and `silent:` codes that must not.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anjuan::parse::parse;
use anjuan::record::{Record, Source};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/look_alikes")
}

/// The names of all cases, sorted.
fn cases() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let names: BTreeSet<String> = entries
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            Some(name.strip_suffix(".txt")?.to_owned())
        })
        .collect();
    names.into_iter().collect()
}

/// What a case's records say against its expectation, as sentences.
fn problems(name: &str) -> Vec<String> {
    let read = |ending: &str| {
        let path = folder().join(format!("{name}.{ending}"));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let records: Vec<Record> = parse(read("txt"), &Source::default())
        .into_iter()
        .map(|parsed| parsed.record)
        .collect();
    let mut out = Vec::new();
    for demand in read("expect").trim().split(';') {
        let (kind, words) = demand
            .split_once(':')
            .unwrap_or_else(|| panic!("{name}: {demand} is no demand"));
        for word in words.split_whitespace() {
            out.extend(problem(&records, kind.trim(), word));
        }
    }
    out
}

fn problem(records: &[Record], kind: &str, word: &str) -> Option<String> {
    let warned = records
        .iter()
        .flat_map(|record| &record.warnings)
        .any(|warning| warning.code == word);
    match kind {
        "absent" => {
            let known = anjuan::rules::rule(word);
            assert!(known.is_some(), "{word} is no field");
            let value = records.iter().find_map(|record| record.get(word));
            value.map(|value| format!("{word} is {value}"))
        }
        "warns" => (!warned).then(|| format!("no warning {word}")),
        "silent" => warned.then(|| format!("warning {word}")),
        _ => panic!("{kind} is no demand"),
    }
}

#[test]
fn look_alikes_yield_nothing() {
    let cases = cases();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let failures: Vec<String> = cases
        .iter()
        .flat_map(|name| {
            let problems = problems(name);
            problems
                .into_iter()
                .map(move |problem| format!("{name}: {problem}"))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
