//! What can go wrong, by what the user can do about it.

use std::path::{Path, PathBuf};

use crate::exit_code::ExitCode;

/// A failure of the library. Its message says what happened, to what, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No archive at the place named, or in the current folder and those above it.
    #[error(
        "no archive {place}: make one with `anjuan ingest FOLDER`, or name one with --archive DIR"
    )]
    NoArchive {
        /// Where was looked: `at DIR` or `in DIR or the folders above it`.
        place: String,
    },
    /// Another process holds the writer lock.
    #[error("{}: another anjuan is writing to this archive; try again when it has finished", .0.display())]
    Locked(PathBuf),
    /// Records or index cannot be trusted.
    #[error("{}: {what}; {advice}", .path.display())]
    Damaged {
        /// The damaged file or folder.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
        /// The command that helps.
        advice: &'static str,
    },
    /// The archive was written by another version of anjuan.
    #[error("{}: archive format {found}, this anjuan reads format {known}; {advice}", .path.display())]
    OtherVersion {
        /// The archive folder.
        path: PathBuf,
        /// The format found.
        found: String,
        /// The format this program reads.
        known: u32,
        /// What to do.
        advice: &'static str,
    },
    /// The operating system refused.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own words.
        source: std::io::Error,
    },
    /// The query cannot be understood or is too large.
    #[error("{message}")]
    Query {
        /// What is wrong and what would be right.
        message: String,
        /// Where, as a code point offset in the query.
        at: usize,
    },
    /// The user's input names something that is not there.
    #[error("{0}")]
    Usage(String),
    /// A user's file of rules is wrong.
    #[error("{}:{line}: {what}", .path.display())]
    Rules {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there and what would be right.
        what: String,
    },
    /// Something that should not happen.
    #[error("{0}; this is a bug in anjuan, please report it")]
    Bug(String),
    /// A signal asked to stop.
    #[error("stopped; what was acknowledged is kept, run the same command again to go on")]
    Stopped,
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Wraps a system error with the path it happened to.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Error {
        Error::Io {
            path: path.as_ref().to_path_buf(),
            source,
        }
    }

    /// The exit code that tells this failure to scripts.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Error::NoArchive { .. } => ExitCode::NoArchive,
            Error::Locked(_) => ExitCode::Locked,
            Error::Damaged { .. } => ExitCode::Damaged,
            Error::OtherVersion { .. } => ExitCode::OtherVersion,
            Error::Io { .. } => ExitCode::Environment,
            Error::Query { .. } => ExitCode::QueryRefused,
            Error::Usage(_) | Error::Rules { .. } => ExitCode::Usage,
            Error::Bug(_) => ExitCode::Bug,
            Error::Stopped => ExitCode::Interrupted,
        }
    }
}
