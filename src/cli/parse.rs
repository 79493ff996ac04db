//! `anjuan parse`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Prints the fields of files as JSON, without an archive
#[derive(Debug, clap::Args)]
pub struct ParseArgs {}

/// Runs the command.
pub fn run(_args: &ParseArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan parse` is not there yet".into()))
}
