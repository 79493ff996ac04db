//! What it costs to ask: whole processes beside ripgrep, and questions inside one process.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anjuan::archive::{Store, index_dir};
use anjuan::index::IndexReader;
use anjuan::query::{Options, Page, Question, Sort};

use crate::Place;
use crate::process::{instructions, wall};
use crate::texts::{Dice, Text};

const PROGRAM: &str = env!("CARGO_BIN_EXE_anjuan");
/// Texts in which candidates are counted.
const LOOKED_AT: usize = 400;
/// Questions of each sort in one process.
const QUESTIONS: usize = 400;

/// Prints what whole processes take for five queries.
pub(crate) fn processes(place: &Place, all: &[Text]) {
    let rg = Command::new("rg").arg("--version").output().is_ok();
    if !rg {
        println!("ripgrep is not installed (`cargo install ripgrep`): its column is empty.\n");
    }
    println!(
        "| query | documents | search, ms | `rg -l -F`, ms | ÷ | instructions, million |\n|---|---|---|---|---|---|"
    );
    for (what, query) in queries(all) {
        let archive = place.archive.to_string_lossy();
        let arguments = ["--archive", &*archive, "search", &*query];
        let search = || wall(Command::new(PROGRAM).args(arguments));
        let grep = || {
            wall(
                Command::new("rg")
                    .args(["-l", "-F", "-e", &query])
                    .arg(&place.folder),
            )
        };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for turn in 0..15 {
            ours.push(search());
            if rg && !query.contains(':') && turn % 3 == 0 {
                theirs.push(grep());
            }
        }
        let ours = median(&mut ours);
        let (theirs, ratio) = match theirs.is_empty() {
            true => ("–".into(), "–".into()),
            false => {
                let theirs = median(&mut theirs);
                (
                    format!("{:.0}", theirs * 1e3),
                    format!("1/{:.0}", theirs / ours),
                )
            }
        };
        let million = instructions(PROGRAM, &arguments, &place.archive)
            .map_or("– (no valgrind)".into(), |million| {
                format!("{million:.1}")
            });
        let count = count(place, &query);
        println!(
            "| {what}: {query} | {count} | {:.1} | {theirs} | {ratio} | {million} |",
            ours * 1e3
        );
    }
    println!();
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn count(place: &Place, query: &str) -> String {
    let output = Command::new(PROGRAM)
        .args(["--archive", &*place.archive.to_string_lossy()])
        .args(["search", "--count", query])
        .output();
    output.map_or(String::new(), |output| {
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    })
}

/// A query of each sort that costs something else.
fn queries(all: &[Text]) -> Vec<(&'static str, String)> {
    let mut dice = Dice(7);
    let some: Vec<&Text> = (0..LOOKED_AT)
        .filter_map(|_| all.get(dice.below(all.len())))
        .collect();
    let holding = |needle: &str| {
        some.iter()
            .filter(|text| text.text.contains(needle))
            .count()
    };
    let mut candidates = |length| -> Vec<(usize, String)> {
        let drawn = (0..3_000).filter_map(|_| substring(all, &mut dice, length));
        let mut list: Vec<(usize, String)> = drawn.map(|text| (holding(&text), text)).collect();
        list.sort();
        list
    };
    let last =
        |list: Vec<(usize, String)>| list.last().map_or(String::new(), |(_, text)| text.clone());
    let rare = candidates(6)
        .into_iter()
        .next()
        .map_or(String::new(), |(_, text)| text);
    vec![
        ("a rare string", rare),
        ("a common word", last(candidates(2))),
        ("a phrase that many documents hold", last(candidates(4))),
        ("a field", "办理结果:B".into()),
        ("no document", "龘靐齉爩".into()),
    ]
}

/// A run of Han characters of some text.
fn substring(all: &[Text], dice: &mut Dice, length: usize) -> Option<String> {
    let text = &all.get(dice.below(all.len()))?.text;
    let mut at = dice.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let found: String = text[at..].chars().take(length).collect();
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    (found.chars().count() == length && found.chars().all(han)).then_some(found)
}

/// Prints how long questions take inside one process, archive by archive.
pub(crate) fn growth(places: &[&Place], all: &[Text]) {
    let mut dice = Dice(11);
    let mut substrings = Vec::new();
    while substrings.len() < QUESTIONS {
        let length = 1 + dice.below(12);
        substrings.extend(substring(all, &mut dice, length));
    }
    let jieba = jieba_rs::Jieba::new();
    let mut words = Vec::new();
    while words.len() < QUESTIONS {
        let piece = substring(all, &mut dice, 12).unwrap_or_default();
        let cut = jieba.cut(&piece, false);
        let longer = cut
            .iter()
            .map(|token| token.word)
            .filter(|word| word.chars().count() > 1);
        words.extend(longer.skip(1).take(1).map(str::to_owned));
    }
    println!(
        "| documents | substrings of 1 to 12 characters, p50 / p99, ms | words, p50 / p99, ms |\n|---|---|---|"
    );
    for place in places {
        let reader = reader(&place.archive);
        let (a, b) = (
            percentiles(&reader, &substrings),
            percentiles(&reader, &words),
        );
        println!("| {} | {a} | {b} |", reader.count());
    }
    println!();
}

fn reader(archive: &Path) -> IndexReader {
    let store = Store::open_reader(archive).expect("an archive");
    let generation = store.index_generation().expect("a number");
    IndexReader::open(&index_dir(archive, generation)).expect("an index")
}

fn percentiles(reader: &IndexReader, queries: &[String]) -> String {
    let page = Page {
        sort: Sort::Relevance,
        offset: 0,
        limit: Some(20),
    };
    let mut times: Vec<f64> = queries
        .iter()
        .map(|query| {
            let start = Instant::now();
            let quoted = format!("\"{query}\"");
            let question = Question::new(reader, Some(&quoted), Options::default());
            std::hint::black_box(
                question
                    .and_then(|question| question.find(page))
                    .expect("an answer"),
            );
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |part: f64| {
        times
            .get((times.len() as f64 * part) as usize)
            .copied()
            .unwrap_or(0.0)
    };
    format!("{:.2} / {:.1}", at(0.5), at(0.99))
}
