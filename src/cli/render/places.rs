//! Stored paths as the user can type them: relative to the current folder when under it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::door;
use crate::archive::Places;

/// Turns stored paths into paths for people and for other programs.
pub struct Shown {
    places: Places,
    here: Option<PathBuf>,
}

impl Shown {
    /// For the archive in the folder `archive`.
    pub fn new(archive: &Path) -> Shown {
        let here = std::env::current_dir()
            .and_then(|dir| dir.canonicalize())
            .ok();
        Shown {
            places: Places::new(archive),
            here,
        }
    }

    /// The path as it can be opened from the current folder.
    pub fn openable(&self, stored: &[u8]) -> PathBuf {
        let real = self.places.on_disk(stored);
        match self
            .here
            .as_ref()
            .and_then(|here| real.strip_prefix(here).ok())
        {
            Some(inside) if !inside.as_os_str().is_empty() => inside.to_path_buf(),
            _ => real,
        }
    }

    /// The path on one line, safe to print.
    pub fn line(&self, stored: &[u8]) -> String {
        door::path(self.openable(stored).as_os_str().as_encoded_bytes())
    }

    /// Writes the path's own bytes and a line feed.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write_raw(&self, out: &mut dyn Write, stored: &[u8]) -> io::Result<()> {
        out.write_all(self.openable(stored).as_os_str().as_encoded_bytes())?;
        out.write_all(b"\n")
    }

    /// The stored form of a path that a user typed.
    pub fn stored(&self, path: &Path) -> Vec<u8> {
        self.places.stored(path)
    }

    /// The file of a stored path.
    pub fn on_disk(&self, stored: &[u8]) -> PathBuf {
        self.places.on_disk(stored)
    }
}

/// A path in JSON: its text, and its bytes in hex if they are not UTF-8.
pub fn json(path: &Path) -> (String, Option<String>) {
    let bytes = path.as_os_str().as_encoded_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => {
            let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            (String::from_utf8_lossy(bytes).into_owned(), Some(hex))
        }
    }
}
