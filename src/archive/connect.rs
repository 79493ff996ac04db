//! Connects to records.db, for one writer and any number of readers.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{RECORDS, schema};
use crate::error::{Error, Result};

/// How long to wait while another process switches journals or recovers from a kill.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes of a page of the database.
const PAGE: u32 = 2048;

/// Connects for reading: also while a writer is at work, and on media that cannot be written to.
pub(super) fn connect_reader(file: &Path) -> Result<Connection> {
    let result = match connect(file, false) {
        Err(error) if cannot_write(&error) && has_log(file) => {
            let what = "an ingest was stopped before it closed the records, and they cannot be \
                        opened where nothing can be written; copy the archive to a folder of yours";
            return Err(Error::io(file, std::io::Error::other(what)));
        }
        Err(error) if cannot_write(&error) => connect(file, true),
        result => result,
    };
    result.map_err(|error| schema::translate(file, error))
}

/// Connects for writing; makes the tables if there are none.
pub(super) fn connect_writer(file: &Path) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open(file)?;
    connection.busy_timeout(PATIENCE)?;
    // Texts and records end somewhere in a page; of larger pages more stays empty. Only a new file obeys.
    connection.pragma_update(None, "page_size", PAGE)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        // Some network file systems cannot; the old journal is as safe, only readers wait more.
        connection.pragma_update(None, "journal_mode", "DELETE")?;
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    if schema::is_empty(&connection)? {
        schema::create(&mut connection)?;
    }
    Ok(connection)
}

/// Connects for reading. `frozen` promises SQLite that nothing writes, so that it needs no files of
/// its own beside the database.
pub(super) fn connect(file: &Path, frozen: bool) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if frozen {
        Connection::open_with_flags(frozen_uri(file), flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        Connection::open_with_flags(file, flags)?
    };
    connection.busy_timeout(PATIENCE)?;
    // The first read tells whether the media can be used this way.
    schema::is_empty(&connection)?;
    Ok(connection)
}

fn frozen_uri(file: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in file.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(*byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri + "?immutable=1"
}

fn cannot_write(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

/// Whether the write-ahead log holds something that the database file does not.
fn has_log(file: &Path) -> bool {
    let log = file.with_file_name(format!("{RECORDS}-wal"));
    log.metadata().is_ok_and(|log| log.len() > 0)
}
