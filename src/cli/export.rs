//! `anjuan export`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Writes the archive, or what a query finds, for other programs
#[derive(Debug, clap::Args)]
pub struct ExportArgs {}

/// Runs the command.
pub fn run(_args: &ExportArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan export` is not there yet".into()))
}
