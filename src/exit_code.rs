//! The exit codes of the program: a contract with scripts.

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Everything was done.
    Done = 0,
    /// A search found nothing.
    NothingFound = 1,
    /// The arguments were wrong.
    Usage = 2,
    /// Finished, but some inputs were not archived or not parsed; they are listed.
    SomeInputsLeft = 3,
    /// The archive is damaged or its index is missing; the message names the command that helps.
    Damaged = 4,
    /// The environment refused: disk full, permission, input or output error.
    Environment = 5,
    /// No archive was found.
    NoArchive = 10,
    /// Another process writes to the archive.
    Locked = 11,
    /// The archive was made by another format version.
    OtherVersion = 12,
    /// The query was refused: syntax or limits.
    QueryRefused = 13,
    /// A bug in anjuan.
    Bug = 70,
    /// Stopped by Ctrl-C after a clean end.
    Interrupted = 130,
    /// Stopped by a TERM signal after a clean end.
    Terminated = 143,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
