//! Whether the documents that a reader wants come first: nDCG@10 beside plain BM25 over jieba's words.
//!
//! `cargo test --test ranking -- --nocapture` prints both figures and each query that falls behind;
//! `ANJUAN_UPDATE=1` writes the figures into the README.

#![allow(clippy::print_stdout, reason = "the figures are printed")]

mod support;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anjuan::archive::{self, Store};
use anjuan::index::IndexReader;
use anjuan::query::{Options, Page, Question, Sort};
use jieba_rs::Jieba;
use serde::Deserialize;
use support::Folder;

/// How many files of a list count.
const DEPTH: usize = 10;

#[derive(Deserialize)]
struct Fixture {
    query: Vec<Wanted>,
}

/// A query and the files that should come first.
#[derive(Deserialize)]
struct Wanted {
    ask: String,
    #[serde(default)]
    any: bool,
    best: Vec<String>,
    #[serde(default)]
    good: Vec<String>,
}

impl Wanted {
    fn grade(&self, path: &str) -> f64 {
        let among = |list: &[String]| list.iter().any(|known| known == path);
        match (among(&self.best), among(&self.good)) {
            (true, _) => 2.0,
            (_, true) => 1.0,
            _ => 0.0,
        }
    }

    /// Normalised discounted cumulative gain of a list of files.
    fn ndcg(&self, list: &[String]) -> f64 {
        let gain = |grades: &mut dyn Iterator<Item = f64>| -> f64 {
            let gains = grades.take(DEPTH).enumerate();
            gains
                .map(|(at, grade)| (grade.exp2() - 1.0) / (at as f64 + 2.0).log2())
                .sum()
        };
        let mut ideal = self
            .best
            .iter()
            .map(|_| 2.0)
            .chain(self.good.iter().map(|_| 1.0));
        gain(&mut list.iter().map(|path| self.grade(path))) / gain(&mut ideal)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture() -> Vec<Wanted> {
    let text = fs::read_to_string(root().join("fixtures/ranking.toml")).expect("the fixture");
    toml::from_str::<Fixture>(&text).expect("well formed").query
}

/// An archive of the corpus.
fn archived() -> Folder {
    let folder = Folder::new();
    let corpus = root().join("corpus");
    for file in support::files_below(&corpus) {
        let name = file.strip_prefix(&corpus).expect("inside");
        let name = name.to_str().expect("UTF-8");
        folder.write(name, fs::read(&file).expect("readable"));
    }
    folder.run(&["ingest", "."]).expect(0);
    folder
}

/// The records' paths and texts.
fn texts(store: &Store) -> BTreeMap<i64, (String, String)> {
    let mut out = BTreeMap::new();
    let mut each = |stored: archive::Stored| {
        let path = store.paths_of(&stored.id)?.swap_remove(0);
        let path = String::from_utf8(path).expect("UTF-8");
        out.insert(stored.rowid, (path, stored.reading.text));
        Ok(())
    };
    store.for_each(&mut each).expect("records");
    out
}

/// Files in the order of rows, each once.
fn files(rows: impl Iterator<Item = i64>, texts: &BTreeMap<i64, (String, String)>) -> Vec<String> {
    let mut seen = HashSet::new();
    rows.map(|row| texts[&row].0.clone())
        .filter(|path| seen.insert(path.clone()))
        .collect()
}

fn ours(reader: &IndexReader, wanted: &Wanted) -> Vec<i64> {
    let options = Options {
        any: wanted.any,
        ..Options::default()
    };
    let page = Page {
        sort: Sort::Relevance,
        offset: 0,
        limit: None,
    };
    let question = Question::new(reader, Some(&wanted.ask), options).expect("a question");
    let hits = question.find(page).expect("hits").1;
    hits.iter().map(|hit| hit.rowid).collect()
}

/// BM25 over jieba's words, as a plain index has it: one field, any of the words.
struct Plain {
    jieba: Jieba,
    documents: Vec<(i64, f64, HashMap<String, f64>)>,
    average: f64,
}

impl Plain {
    fn new(texts: &BTreeMap<i64, (String, String)>) -> Plain {
        let mut plain = Plain {
            jieba: Jieba::new(),
            documents: Vec::new(),
            average: 0.0,
        };
        for (row, (_, text)) in texts {
            let words = plain.words(text);
            let mut counts = HashMap::new();
            for word in &words {
                *counts.entry(word.clone()).or_insert(0.0) += 1.0;
            }
            plain.documents.push((*row, words.len() as f64, counts));
        }
        let total: f64 = plain.documents.iter().map(|(_, length, _)| length).sum();
        plain.average = total / plain.documents.len() as f64;
        plain
    }

    fn words(&self, text: &str) -> Vec<String> {
        let cut = self.jieba.cut_for_search(text, true);
        cut.into_iter()
            .filter(|token| token.word.chars().any(char::is_alphanumeric))
            .map(|token| token.word.to_lowercase())
            .collect()
    }

    fn rows(&self, query: &str) -> Vec<i64> {
        let mut words = self.words(query);
        words.sort();
        words.dedup();
        let mut scores: BTreeMap<i64, f64> = BTreeMap::new();
        let count = self.documents.len() as f64;
        for word in &words {
            let holds = self.documents.iter().filter(|d| d.2.contains_key(word));
            let found = holds.clone().count() as f64;
            let idf = (1.0 + (count - found + 0.5) / (found + 0.5)).ln();
            for (row, length, counts) in holds {
                let times = counts[word];
                let norm = 1.2 * (0.25 + 0.75 * length / self.average);
                *scores.entry(*row).or_default() += idf * 2.2 * times / (times + norm);
            }
        }
        let mut rows: Vec<(i64, f64)> = scores.into_iter().collect();
        rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rows.into_iter().map(|(row, _)| row).collect()
    }
}

fn sentence(queries: usize, ours: f64, plain: f64) -> String {
    format!(
        "Over {queries} queries to `corpus/`, graded and tuned with its lists in sight, the order reaches nDCG@10\n{ours:.3}; plain BM25 over jieba's words reaches {plain:.3} (`cargo test --test ranking`).\n"
    )
}

/// Holds the README's sentence to the truth.
fn expect_told(path: &Path, sentence: &str) {
    const MARKS: [&str; 2] = ["<!-- ranking -->\n", "<!-- end -->"];
    let readme = fs::read_to_string(path).expect("the README");
    let start = readme.find(MARKS[0]).expect("a marker") + MARKS[0].len();
    let end = start + readme[start..].find(MARKS[1]).expect("the marker's end");
    if std::env::var_os("ANJUAN_UPDATE").is_some() {
        let text = format!("{}{sentence}{}", &readme[..start], &readme[end..]);
        fs::write(path, text).expect("written");
    } else {
        assert_eq!(&readme[start..end], sentence, "ANJUAN_UPDATE=1 renews it");
    }
}

#[test]
fn what_a_reader_wants_comes_first() {
    let folder = archived();
    let store = Store::open_reader(&folder.archive()).expect("records");
    let generation = store.index_generation().expect("a number");
    let index = archive::index_dir(&folder.archive(), generation);
    let reader = IndexReader::open(&index).expect("an index");
    let texts = texts(&store);
    let plain = Plain::new(&texts);
    let wanted = fixture();
    let (mut our_sum, mut plain_sum) = (0.0, 0.0);
    for wanted in &wanted {
        let our = wanted.ndcg(&files(ours(&reader, wanted).into_iter(), &texts));
        let other = wanted.ndcg(&files(plain.rows(&wanted.ask).into_iter(), &texts));
        if our < 0.999 || our < other {
            println!("{}: {our:.3}, plain {other:.3}", wanted.ask);
        }
        our_sum += our;
        plain_sum += other;
    }
    let count = wanted.len() as f64;
    let (our, other) = (our_sum / count, plain_sum / count);
    println!(
        "nDCG@10 {our:.4}, plain {other:.4}, {} queries",
        wanted.len()
    );
    assert!(our >= other, "{our} is worse than {other}");
    expect_told(
        &root().join("README.md"),
        &sentence(wanted.len(), our, other),
    );
}

#[test]
fn every_file_of_the_fixture_is_there() {
    let wanted = fixture();
    assert!(wanted.len() >= 60);
    for wanted in &wanted {
        for path in wanted.best.iter().chain(&wanted.good) {
            assert!(root().join("corpus").join(path).is_file(), "{path}");
        }
    }
}
