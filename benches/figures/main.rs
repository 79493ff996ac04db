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
mod texts;

use std::fs;
use std::path::{Path, PathBuf};

use texts::{Text, texts};

/// Files asked about, and the archives made of them.
pub(crate) struct Place {
    folder: PathBuf,
    archive: PathBuf,
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
