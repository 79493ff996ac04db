//! `anjuan reader`: the process in which risky files are read; started by this program only.

use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::source;

/// Reads files for another process of this program, which hands them over on standard input
#[derive(Debug, clap::Args)]
pub struct ReaderArgs {}

/// Runs the command.
pub fn run() -> Result<ExitCode> {
    source::serve().map_err(|error| Error::io("the program that started this reader", error))?;
    Ok(ExitCode::Done)
}
