//! The tables of records.db, their format version, and what SQLite's failures mean to a user.

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use crate::error::{Error, Result};

/// The format of the archive; another number is refused.
pub const FORMAT: u32 = 3;

/// SQLite's application id of a records.db: "anju".
const APPLICATION: i32 = 0x616e_6a75;

/// What helps when the records themselves are hurt; they are the truth, so nothing else holds them.
pub(crate) const RECORDS_ADVICE: &str = "see `anjuan verify` for what is hurt; put a copy of the archive in its place, or ingest the files into a new one";

// Documents that are gone keep their row without content, so that a row's number always means the
// same id and the index can learn of the deletion. `checksum` covers all other columns: SQLite
// itself does not notice a flipped bit inside a value.
const TABLES: &str = "
    CREATE TABLE meta(
        key TEXT PRIMARY KEY,
        value INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE documents(
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        revision INTEGER NOT NULL,
        deleted INTEGER NOT NULL,
        file_hash BLOB NOT NULL,
        checksum INTEGER NOT NULL,
        record BLOB NOT NULL,
        layout BLOB NOT NULL,
        text BLOB NOT NULL
    );
    CREATE INDEX documents_by_revision ON documents(revision, deleted);
    CREATE INDEX documents_by_file ON documents(file_hash);
    CREATE TABLE files(
        path BLOB PRIMARY KEY,
        outcome TEXT NOT NULL,
        reason TEXT,
        hash BLOB,
        size INTEGER,
        modified INTEGER,
        changed INTEGER,
        warnings TEXT NOT NULL,
        vanished INTEGER NOT NULL,
        checksum INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX files_by_hash ON files(hash);
";

/// Makes the tables in an empty database, all or nothing.
pub(crate) fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute(
        "INSERT INTO meta VALUES ('index_generation', 1), ('revision', 0)",
        [],
    )?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()
}

/// Whether the database holds nothing yet: the first ingest was stopped before its first step.
pub(crate) fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    Ok(tables == 0)
}

/// Refuses a database that is not ours or of another format.
pub(crate) fn check(connection: &Connection, file: &Path) -> Result<()> {
    let number = |name| {
        connection
            .pragma_query_value(None, name, |row| row.get::<_, i32>(0))
            .map_err(|error| translate(file, error))
    };
    if number("application_id")? != APPLICATION {
        return Err(Error::Damaged {
            path: file.to_path_buf(),
            what: "this is not the records of an anjuan archive".into(),
            advice: RECORDS_ADVICE,
        });
    }
    let found = number("user_version")?;
    if found != FORMAT as i32 {
        return Err(Error::OtherVersion {
            path: file.to_path_buf(),
            found: found.to_string(),
            known: FORMAT,
            advice: "use the anjuan that made it, or ingest the files into a new archive",
        });
    }
    Ok(())
}

/// What a failure of SQLite means: damage, the environment, or a bug.
pub(crate) fn translate(file: &Path, error: rusqlite::Error) -> Error {
    let io = |kind| Error::io(file, std::io::Error::new(kind, error.to_string()));
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged {
            path: file.to_path_buf(),
            what: format!("the records are damaged ({error})"),
            advice: RECORDS_ADVICE,
        },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::Locked(file.parent().unwrap_or(file).to_path_buf())
        }
        Some(ErrorCode::DiskFull) => io(std::io::ErrorKind::StorageFull),
        Some(ErrorCode::ReadOnly) => io(std::io::ErrorKind::ReadOnlyFilesystem),
        Some(ErrorCode::PermissionDenied) => io(std::io::ErrorKind::PermissionDenied),
        Some(
            ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::OutOfMemory
            | ErrorCode::FileLockingProtocolFailed,
        ) => io(std::io::ErrorKind::Other),
        _ if is_shape(&error) => Error::Damaged {
            path: file.to_path_buf(),
            what: format!("a stored value has not the right form ({error})"),
            advice: RECORDS_ADVICE,
        },
        _ => Error::Bug(format!("{}: {error}", file.display())),
    }
}

/// A value of another type than was written, or a table that is not there.
fn is_shape(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::QueryReturnedNoRows
            | rusqlite::Error::SqlInputError { .. }
    ) || error.sqlite_error_code() == Some(ErrorCode::Unknown)
}
