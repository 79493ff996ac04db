//! How fast documents are parsed, beside bare jieba-rs `cut` of the same bytes, and how time grows with the text.
//!
//! `cargo bench --bench extraction [-- FOLDER]`: letters of an office, the project's short documents and hostile texts, or a folder's documents alone. One core; ratios of one run, taken in turn; prints, never fails.

#![allow(clippy::print_stdout, reason = "the figures are there to be read")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[path = "figures/letters.rs"]
mod letters;
#[path = "figures/texts.rs"]
mod texts;

use anjuan::decode::decode;
use anjuan::parse::{parse, parse_with};
use anjuan::record::Source;
use anjuan::user_rules::UserRules;

/// The decoded texts of a folder.
fn decoded(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    texts::texts(folder, &mut all);
    let bytes = all.iter().filter_map(|text| fs::read(&text.path).ok());
    bytes.map(|bytes| decode(&bytes, None).text).collect()
}

fn seconds(mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// Prints one line: how fast texts are parsed, and how many times as fast as they are cut into words.
fn row(name: &str, all: &[String], jieba: &jieba_rs::Jieba) {
    let bytes: usize = all.iter().map(String::len).sum();
    let (mut cut, mut parsed) = (Vec::new(), Vec::new());
    // Patterns are compiled at their first use.
    let none = UserRules::default();
    for text in all {
        drop(parse_with(text.clone(), &Source::default(), &none));
    }
    for _ in 0..7 {
        cut.push(seconds(|| {
            all.iter()
                .for_each(|text| drop(std::hint::black_box(jieba.cut(text, false))));
        }));
        parsed.push(seconds(|| {
            all.iter().for_each(|text| {
                drop(std::hint::black_box(parse(
                    text.clone(),
                    &Source::default(),
                )));
            });
        }));
    }
    let median = |list: &mut Vec<f64>| {
        list.sort_by(f64::total_cmp);
        list[list.len() / 2]
    };
    let (cut, parsed) = (median(&mut cut), median(&mut parsed));
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    println!(
        "{:>5} {:>8.1} KB {:>8.1} MB/s {:>8.1} MB/s {:>7.2}  {name}",
        all.len(),
        bytes as f64 / 1e3 / all.len().max(1) as f64,
        rate(cut),
        rate(parsed),
        cut / parsed
    );
}

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let jieba = jieba_rs::Jieba::new();
    println!(" docs  size each     jieba cut        parse  parse : cut");
    if let Some(folder) = &folder {
        row(folder, &decoded(Path::new(folder)), &jieba);
        return;
    }
    let written = tempfile::tempdir().expect("a temporary folder");
    let letters = letters::write(300, written.path()).expect("letters are written");
    row("letters of an office", &decoded(&letters), &jieba);
    for folder in ["corpus", "fixtures/documents"] {
        row(folder, &decoded(&root.join(folder)), &jieba);
    }
    println!("\nseconds per MiB of hostile text, at 1 and at 4 MiB");
    for unit in [
        "第一条 为了",
        "〔〔（（《《",
        "20221231",
        "会议第12号提案",
        "一、二、",
        "“《关于",
        "市教育局 ",
        "签发人：林舟 ",
        "云办〔2022〕3号 ",
        "联系电话：0000-8203391\n",
        "甲乙丙丁。\n",
        "12\n",
    ] {
        let run = |mebibytes: usize| {
            let text = unit.repeat((mebibytes << 20) / unit.len());
            seconds(|| {
                drop(std::hint::black_box(parse(
                    text.clone(),
                    &Source::default(),
                )))
            }) / mebibytes as f64
        };
        println!("{:6.3}  {:6.3}  {}", run(1), run(4), unit.trim());
    }
}
