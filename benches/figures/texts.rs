//! Texts of folders, and numbers that are the same in every run.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file and what it holds.
pub(crate) struct Text {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// Adds the `.txt` files below a folder in UTF-8, in the order of their paths.
pub(crate) fn texts(folder: &Path, out: &mut Vec<Text>) {
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

/// A random number, the same in every run (xorshift).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// One of the numbers below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}
