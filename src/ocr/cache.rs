//! Remembers what was recognised: a picture is read once, whatever the archive is rebuilt from.
//!
//! The file holds what the engine said, piece by piece, and not the text made of it: so a better
//! way of putting pieces in order needs no second recognition. It can be deleted at any time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use super::page::Page;

/// The name of the file in the archive folder.
const FILE: &str = "recognised.db";
/// Raised when the stored form changes; older rows are then not found.
const FORM: u8 = 1;
/// Nothing that is stored is longer, in bytes.
const MAX_VALUE: i64 = 64 << 20;

/// The pages of pictures that were recognised before.
///
/// Nothing that is wrong with it is an error: a cache that cannot be used finds nothing.
#[derive(Debug)]
pub struct Cache {
    file: PathBuf,
    connection: Mutex<Option<Connection>>,
    trouble: Option<String>,
}

/// What a picture and an engine are known by.
pub(super) type Key = [u8; 32];

impl Cache {
    /// Opens the cache in the folder `archive`, or makes it. A damaged one is set aside as
    /// `recognised.db.damaged`; where none can be made, nothing is remembered.
    pub fn open(archive: &Path) -> Cache {
        let file = archive.join(FILE);
        let (connection, trouble) = match connect(&file) {
            Ok(connection) => (Some(connection), None),
            Err(error) if is_damage(&error) => {
                set_aside(&file);
                let trouble = format!("{FILE} was damaged and is begun anew: {error}");
                (connect(&file).ok(), Some(trouble))
            }
            Err(error) => (None, Some(format!("{FILE} cannot be used: {error}"))),
        };
        Cache {
            file,
            connection: Mutex::new(connection),
            trouble,
        }
    }

    /// What was wrong when it was opened, for a note to the user.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    pub(super) fn key(image: &[u8], engine: &str) -> Key {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[FORM]);
        hasher.update(blake3::hash(image).as_bytes());
        hasher.update(engine.as_bytes());
        *hasher.finalize().as_bytes()
    }

    /// The pages stored under `key`.
    pub(super) fn get(&self, key: &Key) -> Option<Vec<Page>> {
        let find = |connection: &Connection| {
            let sql = "SELECT value, seal FROM pages WHERE key = ?1 AND length(value) <= ?2";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row(params![key, MAX_VALUE], row).optional()
        };
        let (value, sealed): (Vec<u8>, Vec<u8>) = self.with(find)??;
        // SQLite does not notice a flipped bit in a text.
        if sealed != seal(key, &value) {
            return None;
        }
        serde_json::from_slice(&value).ok()
    }

    /// Stores `pages` under `key`, if that can be done.
    pub(super) fn put(&self, key: &Key, pages: &[Page]) {
        let Ok(value) = serde_json::to_vec(pages) else {
            return;
        };
        if value.len() as i64 > MAX_VALUE {
            return;
        }
        self.with(|connection| {
            let sql = "INSERT OR REPLACE INTO pages (key, value, seal) VALUES (?1, ?2, ?3)";
            let mut statement = connection.prepare_cached(sql)?;
            statement.execute(params![key, value, seal(key, &value)])
        });
    }

    /// Does `work`; damage found on the way sets the file aside and begins a new one.
    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Option<T> {
        let mut guard = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match work(guard.as_ref()?) {
            Ok(value) => Some(value),
            Err(error) => {
                if is_damage(&error) {
                    *guard = None;
                    set_aside(&self.file);
                    *guard = connect(&self.file).ok();
                }
                None
            }
        }
    }
}

/// Tells a value that is not the one stored.
fn seal(key: &Key, value: &[u8]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key);
    hasher.update(value);
    hasher
        .finalize()
        .as_bytes()
        .iter()
        .take(8)
        .copied()
        .collect()
}

fn connect(file: &Path) -> rusqlite::Result<Connection> {
    // In an archive from elsewhere a link might lead into another program's database.
    if file.is_symlink() {
        return Err(rusqlite::Error::InvalidPath(file.to_path_buf()));
    }
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    // Where there is no shared memory the old journal serves as well.
    let _: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS pages (key BLOB PRIMARY KEY, value BLOB NOT NULL, \
         seal BLOB NOT NULL) STRICT",
    )?;
    // A file of ours with another table of that name is as good as damaged.
    connection.prepare("SELECT key, value, seal FROM pages")?;
    Ok(connection)
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::Unknown)
    )
}

/// Renames the file out of the way; an older one set aside gives place.
fn set_aside(file: &Path) {
    let beside = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    if fs::rename(file, beside(".damaged")).is_err() {
        let _ = fs::remove_file(file);
    }
    // They belong to the old file and would damage the new one.
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(beside(ending));
    }
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
