//! The archive: one folder with the records (SQLite), the search index made from them, and a lock.
//!
//! ```text
//! .anjuan/
//!   records.db   documents, the ledger of files, the number of the index folder
//!   index-N/     the search index; can be made again from the records
//!   rules.toml   the user's own fields, if there are any
//!   config.toml  settings, written by the user: how pictures are recognised
//!   recognised.db  what was recognised in pictures; can be made again from the files
//!   lock         held by the one process that writes
//! ```

mod compress;
mod config;
mod connect;
pub mod ingest;
mod lean;
mod ledger;
mod lock;
mod open;
mod packed;
mod paths;
pub mod rebuild;
mod rules;
mod schema;
mod sketch;
mod store;
mod two_byte;
mod unread;
pub mod verify;
mod writer;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

pub use config::{Config, FILE as CONFIG_FILE};
pub use ledger::FileRow;
pub use lock::Lock;
pub use open::Writers;
pub(crate) use packed::Packed;
pub use paths::Places;
pub use rules::{user_fields, user_rules};
pub use schema::FORMAT;
pub use store::{Change, Store, Stored};
pub use unread::Unread;
pub use writer::StoreWriter;

/// The name of the archive folder that is looked for and made.
pub const FOLDER: &str = ".anjuan";

/// The file that holds the records.
pub(crate) const RECORDS: &str = "records.db";

/// Finds the archive: `named` if given, else the nearest `.anjuan` from `start` upwards.
///
/// A named folder that is no archive but holds one (`--archive PROJECT`) stands for that one.
///
/// # Errors
/// [`Error::NoArchive`] if there is none.
pub fn find(named: Option<&Path>, start: &Path) -> Result<PathBuf> {
    if let Some(named) = named {
        return found_at(named).ok_or_else(|| Error::NoArchive {
            place: format!("at {}", named.display()),
        });
    }
    start
        .ancestors()
        .map(|folder| folder.join(FOLDER))
        .find(|folder| folder.is_dir())
        .ok_or_else(|| Error::NoArchive {
            place: format!("in {} or the folders above it", start.display()),
        })
}

/// Finds the archive as [`find`] does, or the place where the first ingest makes it.
///
/// # Errors
/// [`Error::Usage`] if the folder named is in use for something else.
pub fn find_or_place(named: Option<&Path>, start: &Path) -> Result<PathBuf> {
    match find(named, start) {
        Err(Error::NoArchive { .. }) => {}
        found => return found,
    }
    let Some(named) = named else {
        return Ok(start.join(FOLDER));
    };
    match fs::read_dir(named).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(Error::Usage(format!(
            "{}: the folder holds other files, no archive; name a new or an empty one",
            named.display()
        ))),
        Ok(false) => Ok(named.to_path_buf()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(named.to_path_buf()),
        Err(error) => Err(Error::io(named, error)),
    }
}

/// The folder of index generation `generation`.
pub fn index_dir(archive: &Path, generation: u64) -> PathBuf {
    archive.join(format!("index-{generation}"))
}

/// Every index folder in the archive with its generation, lowest first.
pub fn index_dirs(archive: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(archive).map_err(|error| Error::io(archive, error))? {
        let entry = entry.map_err(|error| Error::io(archive, error))?;
        let name = entry.file_name();
        let generation = name.to_str().and_then(|name| name.strip_prefix("index-"));
        if let Some(generation) = generation.and_then(|digits| digits.parse().ok()) {
            found.push((generation, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

fn found_at(named: &Path) -> Option<PathBuf> {
    let inner = named.join(FOLDER);
    if looks_like_archive(named) {
        Some(named.to_path_buf())
    } else if inner.is_dir() {
        Some(inner)
    } else {
        None
    }
}

/// Whether the folder is an archive, were it a damaged one without its records.
fn looks_like_archive(folder: &Path) -> bool {
    folder.is_dir()
        && (folder.file_name().is_some_and(|name| name == FOLDER)
            || folder.join(RECORDS).exists()
            || index_dirs(folder).is_ok_and(|found| !found.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_archive_upwards_is_found() {
        let home = tempfile::tempdir().expect("a folder");
        let deep = home.path().join("a/b/c");
        fs::create_dir_all(&deep).expect("folders");
        fs::create_dir_all(home.path().join("a/.anjuan")).expect("folders");
        assert_eq!(
            find(None, &deep).expect("found"),
            home.path().join("a/.anjuan")
        );
        assert_eq!(
            find(Some(&home.path().join("a")), &deep).expect("found"),
            home.path().join("a/.anjuan")
        );
        assert!(matches!(
            find(Some(home.path()), &deep),
            Err(Error::NoArchive { .. })
        ));
    }

    #[test]
    fn a_folder_in_use_is_not_made_an_archive() {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("letter.txt"), "x").expect("written");
        assert!(matches!(
            find_or_place(Some(home.path()), home.path()),
            Err(Error::Usage(_))
        ));
        let new = home.path().join("new");
        assert_eq!(
            find_or_place(Some(&new), home.path()).expect("a place"),
            new
        );
        assert_eq!(
            find_or_place(None, home.path()).expect("a place"),
            home.path().join(FOLDER)
        );
    }

    #[test]
    fn index_folders_are_listed_by_number() {
        let home = tempfile::tempdir().expect("a folder");
        for name in ["index-10", "index-9", "index-x", "other"] {
            fs::create_dir(home.path().join(name)).expect("a folder");
        }
        let numbers: Vec<u64> = index_dirs(home.path())
            .expect("listed")
            .into_iter()
            .map(|(n, _)| n)
            .collect();
        assert_eq!(numbers, [9, 10]);
    }
}
