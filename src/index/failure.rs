//! What tantivy reports, in this program's terms.

use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use super::FORMAT;
use crate::error::Error;

/// The command that makes the index anew.
pub(super) const REBUILD: &str = "run `anjuan rebuild`";

/// Turns a failure in the index folder `dir` into what the user can do about it.
pub(super) fn told(dir: &Path, error: TantivyError) -> Error {
    match error {
        TantivyError::IoError(source) => io(dir, &source),
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            damaged(dir, format!("the file {} is missing", file.display()))
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
            match io_error.kind() {
                std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData => damaged(
                    dir,
                    format!(
                        "the file {} is cut short or overwritten",
                        filepath.display()
                    ),
                ),
                _ => io(&dir.join(filepath), &io_error),
            }
        }
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_))
        | TantivyError::IncompatibleIndex(_) => {
            other_version(dir, "of another index library".into())
        }
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
            io(&dir.join(filepath), &io_error)
        }
        TantivyError::OpenDirectoryError(
            OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_),
        ) => damaged(dir, "the index folder is missing".into()),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            io(dir, &io_error)
        }
        TantivyError::LockFailure(LockError::LockBusy, _) => Error::Locked(dir.to_path_buf()),
        TantivyError::LockFailure(LockError::IoError(source), _) => io(dir, &source),
        TantivyError::SchemaError(_) | TantivyError::FieldNotFound(_) => {
            other_version(dir, "with other fields".into())
        }
        TantivyError::DataCorruption(what) => damaged(dir, format!("{what:?}")),
        other => damaged(dir, other.to_string()),
    }
}

/// The index cannot be trusted.
pub(super) fn damaged(dir: &Path, what: String) -> Error {
    Error::Damaged {
        path: dir.to_path_buf(),
        what: format!("the index is damaged: {what}"),
        advice: REBUILD,
    }
}

/// The index was made by another version.
pub(super) fn other_version(dir: &Path, found: String) -> Error {
    Error::OtherVersion {
        path: dir.to_path_buf(),
        found,
        known: FORMAT,
        advice: REBUILD,
    }
}

fn io(path: &Path, source: &std::io::Error) -> Error {
    // The source is shared and cannot be moved out; kind and words are what is told of it.
    let source = match source.raw_os_error() {
        Some(code) => std::io::Error::from_raw_os_error(code),
        None => std::io::Error::new(source.kind(), source.to_string()),
    };
    Error::io(path, source)
}
