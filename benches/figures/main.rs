//! The figures of ingest and search beside other programs over the same files, as the README's tables.
//!
//! `cargo bench --bench figures [-- [--documents N] [FOLDER]]`: over N (20,000) letters made up
//! from the project's own documents ([`letters`]), or over the `.txt` files of a folder. Takes some
//! minutes. Ratios of one run; prints, never fails for a slow figure. Linux: times and memory of
//! processes are read from `/proc`. `rg` (ripgrep) and `valgrind` are used where they are
//! installed, and said to be missing where not.

#![allow(clippy::print_stdout, reason = "the figures are there to be read")]

mod ask;
mod build;
mod letters;
mod process;

use std::fs;
use std::path::{Path, PathBuf};

/// A text file and what it holds.
pub(crate) struct Text {
    path: PathBuf,
    text: String,
}

/// Files asked about, and the archives made of them.
pub(crate) struct Place {
    folder: PathBuf,
    archive: PathBuf,
}

fn texts(folder: &Path, out: &mut Vec<Text>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            texts(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            out.extend(
                fs::read_to_string(&path)
                    .ok()
                    .map(|text| Text { path, text }),
            );
        }
    }
}

/// A copy of every `step`th file, for the smaller size.
fn sample(all: &[Text], step: usize, folder: &Path) -> std::io::Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    for (at, text) in all.iter().enumerate().step_by(step) {
        fs::write(folder.join(format!("{at:07}.txt")), &text.text)?;
    }
    Ok(())
}

/// A random number, the same in every run (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    /// One of the numbers below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    let (mut documents, mut folder) = (20_000, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--documents" => {
                documents = arguments
                    .next()
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(documents);
            }
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures");
    fs::create_dir_all(&scratch)?;
    let folder = match folder {
        Some(folder) => folder,
        None => letters::write(documents, &scratch.join(format!("letters-{documents}")))?,
    };
    let mut all = Vec::new();
    texts(&folder, &mut all);
    let small = Place {
        folder: scratch.join("tenth"),
        archive: scratch.join("tenth-archive"),
    };
    sample(&all, 10, &small.folder)?;
    let whole = Place {
        folder,
        archive: scratch.join("whole-archive"),
    };
    build::figures(&[&small, &whole])?;
    ask::processes(&whole, &all);
    ask::growth(&[&small, &whole], &all);
    Ok(())
}
