//! The scoreboard: every labelled document of the project parsed and compared, clean and damaged.
//!
//! `cargo test --release --test accuracy -- --nocapture` prints the tables that stand in the README.

#![allow(clippy::print_stdout, reason = "the scoreboard is there to be read")]

mod noise;
mod score;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anjuan::decode::decode;
use anjuan::parse::{Parsed, parse};
use anjuan::record::Source;
use noise::{KINDS, damage};
use score::{Count, FIELDS, Flat, compare, flatten};
use serde_json::Value;

/// A record as labelled: its fields, and those that are not scored.
type Label = (Flat, Vec<String>);
/// A label and the record it is compared with.
type Pair<'a> = (Option<&'a Label>, Option<&'a Flat>);

/// A labelled document.
struct Case {
    name: String,
    text: String,
    labels: Vec<Label>,
}

/// What a run over all cases gave.
#[derive(Default)]
struct Board {
    fields: BTreeMap<&'static str, Count>,
    records: usize,
    whole: usize,
    misses: Vec<String>,
}

impl Board {
    fn total(&self) -> Count {
        let mut total = Count::default();
        self.fields.values().for_each(|count| total.add(*count));
        total
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn label(value: &Value) -> Label {
    let ignore = value["ignore"].as_array().map(|list| {
        list.iter()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect()
    });
    (
        flatten(&value["fields"], value["kind"].as_str().unwrap_or_default()),
        ignore.unwrap_or_default(),
    )
}

fn read(path: &Path) -> String {
    decode(
        &fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        None,
    )
    .text
}

/// Every labelled document: `fixtures/documents` and the corpus.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("fixtures/documents"))
        .expect("the folder is part of the project")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    for path in paths {
        let labels: Value = serde_json::from_str(&fs::read_to_string(&path).expect("readable"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let labels = labels
            .as_array()
            .expect("a list of records")
            .iter()
            .map(label)
            .collect();
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        cases.push(Case {
            name,
            text: read(&path.with_extension("txt")),
            labels,
        });
    }
    let corpus =
        fs::read_to_string(root().join("fixtures/corpus.jsonl")).expect("the labels of the corpus");
    for line in corpus.lines() {
        let value: Value = serde_json::from_str(line).expect("a line of JSON");
        let name = value["file"].as_str().expect("a path").to_owned();
        let labels = value["records"]
            .as_array()
            .expect("a list of records")
            .iter()
            .map(label)
            .collect();
        cases.push(Case {
            text: read(&root().join("corpus").join(&name)),
            name,
            labels,
        });
    }
    cases
}

/// Labels and records matched by title, then by order.
fn pairs<'a>(labels: &'a [Label], records: &'a [Flat]) -> Vec<Pair<'a>> {
    let mut left: Vec<&Flat> = records.iter().collect();
    let mut out: Vec<Pair<'_>> = Vec::new();
    for label in labels {
        let title = label.0.get("title");
        let hit = left
            .iter()
            .position(|record| title.is_some() && record.get("title") == title);
        let hit = hit.or_else(|| (labels.len() == 1 && !left.is_empty()).then_some(0));
        out.push((Some(label), hit.map(|at| left.remove(at))));
    }
    for pair in out.iter_mut().filter(|pair| pair.1.is_none()) {
        if !left.is_empty() {
            pair.1 = Some(left.remove(0));
        }
    }
    out.extend(left.into_iter().map(|record| (None, Some(record))));
    out
}

fn flat(parsed: &Parsed) -> Flat {
    let record = serde_json::to_value(&parsed.record).expect("a record is JSON");
    flatten(&record, parsed.record.kind.name())
}

fn board(cases: &[Case], change: impl Fn(&str) -> String) -> Board {
    let mut board = Board::default();
    for case in cases {
        let records: Vec<Flat> = parse(change(&case.text), &Source::default())
            .iter()
            .map(flat)
            .collect();
        for (label, record) in pairs(&case.labels, &records) {
            let (counts, right, misses) = compare(
                label.map(|(flat, ignore)| (flat, ignore.as_slice())),
                record,
            );
            for (name, count) in counts {
                board.fields.entry(name).or_default().add(count);
            }
            board.records += 1;
            board.whole += usize::from(right);
            board.misses.extend(
                misses
                    .into_iter()
                    .map(|miss| format!("{}: {miss}", case.name)),
            );
        }
    }
    board
}

/// The table of fields, as the README shows it.
fn field_table(board: &Board) -> String {
    let mut out =
        String::from("| field | values | precision | recall | F1 |\n|---|---|---|---|---|\n");
    let mut row = |name: &str, count: Count| {
        out += &format!(
            "| {name} | {} | {:.3} | {:.3} | {:.3} |\n",
            count.right + count.missing,
            count.precision(),
            count.recall(),
            count.f1()
        );
    };
    for name in FIELDS {
        row(name, board.fields.get(name).copied().unwrap_or_default());
    }
    row("all", board.total());
    out
}

/// The table of kinds of damage, as the README shows it.
fn noise_table(boards: &[(String, Board)]) -> String {
    let mut out = String::from("| text | F1 | records wholly right |\n|---|---|---|\n");
    for (name, board) in boards {
        out += &format!(
            "| {name} | {:.3} | {} of {} |\n",
            board.total().f1(),
            board.whole,
            board.records
        );
    }
    out
}

/// Between the markers `<!-- NAME -->` and `<!-- end -->` of the README.
fn shown(readme: &str, name: &str) -> String {
    let start = format!("<!-- {name} -->\n");
    let from = readme
        .find(&start)
        .unwrap_or_else(|| panic!("the README has no marker {start}"))
        + start.len();
    let len = readme[from..]
        .find("<!-- end -->")
        .expect("the README closes the marker");
    readme[from..from + len].to_owned()
}

#[test]
fn scoreboard() {
    let cases = cases();
    assert!(
        cases.len() >= 120,
        "{} labelled documents are too few",
        cases.len()
    );
    let clean = board(&cases, str::to_owned);
    let mut boards: Vec<(String, Board)> = KINDS
        .iter()
        .map(|&kind| {
            (
                format!("{kind:?}").to_lowercase(),
                board(&cases, |text| damage(text, kind)),
            )
        })
        .collect();
    let fields = field_table(&clean);
    let clean_f1 = clean.total().f1();
    println!(
        "{} documents, {} records\n\n{fields}",
        cases.len(),
        clean.records
    );
    clean.misses.iter().for_each(|miss| println!("  {miss}"));
    boards.insert(0, ("clean".to_owned(), clean));
    let noise = noise_table(&boards);
    println!("\n{noise}");

    let total = &boards[0].1;
    assert!(clean_f1 >= 0.97, "micro F1 fell to {clean_f1:.4}");
    assert!(
        total.whole * 100 >= total.records * 85,
        "{} of {} records are wholly right",
        total.whole,
        total.records
    );
    for name in ["doc_number", "signers", "result", "proposals"] {
        let precision = total.fields[name].precision();
        assert!(
            precision >= 0.99,
            "precision of {name} fell to {precision:.4}"
        );
    }
    for (name, board) in &boards {
        let loss = clean_f1 - board.total().f1();
        assert!(loss <= 0.01, "{name} costs {loss:.4}: {:#?}", board.misses);
    }
    let path = root().join("README.md");
    let mut readme = fs::read_to_string(&path).expect("README.md");
    for (name, table) in [("fields", fields), ("noise", noise)] {
        let stale = shown(&readme, name);
        if std::env::var_os("ANJUAN_UPDATE").is_some() {
            let marker = format!("<!-- {name} -->\n");
            readme = readme.replace(&format!("{marker}{stale}"), &format!("{marker}{table}"));
            fs::write(&path, &readme).expect("written");
        } else {
            assert_eq!(
                stale, table,
                "the README's table `{name}` is stale: ANJUAN_UPDATE=1 renews it"
            );
        }
    }
}
