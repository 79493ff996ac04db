//! How fast documents are parsed, beside bare jieba-rs `cut` of the same bytes, and how time grows with the text.
//!
//! `cargo bench --bench extraction [-- FOLDER]`: the project's short documents and hostile texts, or a folder's documents alone. One core; ratios of one run, taken in turn; prints, never fails.

#![allow(clippy::print_stdout, reason = "the figures are there to be read")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anjuan::decode::decode;
use anjuan::parse::{parse, parse_with};
use anjuan::record::Source;
use anjuan::user_rules::UserRules;

fn texts(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).map_or(Vec::new(), |entries| {
        entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect()
    });
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        if path.is_dir() {
            out.extend(texts(&path));
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            out.extend(fs::read(&path).map(|bytes| decode(&bytes, None).text));
        }
    }
    out
}

fn seconds(mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let mut all = match &folder {
        Some(folder) => texts(Path::new(folder)),
        None => texts(&root.join("corpus")),
    };
    if folder.is_none() {
        all.extend(texts(&root.join("fixtures/documents")));
    }
    let bytes: usize = all.iter().map(String::len).sum();
    let jieba = jieba_rs::Jieba::new();
    let (mut cut, mut parsed) = (Vec::new(), Vec::new());
    // Patterns are compiled at their first use.
    let none = UserRules::default();
    for text in &all {
        drop(parse_with(text.clone(), &Source::default(), &none));
    }
    for _ in 0..7 {
        cut.push(seconds(|| {
            all.iter()
                .for_each(|text| drop(std::hint::black_box(jieba.cut(text, false))))
        }));
        parsed.push(seconds(|| {
            all.iter().for_each(|text| {
                drop(std::hint::black_box(parse(
                    text.clone(),
                    &Source::default(),
                )))
            })
        }));
    }
    let median = |list: &mut Vec<f64>| {
        list.sort_by(f64::total_cmp);
        list[list.len() / 2]
    };
    let (cut, parsed) = (median(&mut cut), median(&mut parsed));
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    println!("{} documents, {:.2} MB", all.len(), bytes as f64 / 1e6);
    println!("jieba-rs cut  {:6.1} MB/s", rate(cut));
    println!(
        "parse         {:6.1} MB/s   {:.2} times as fast as the cut",
        rate(parsed),
        cut / parsed
    );

    if folder.is_some() {
        return;
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
