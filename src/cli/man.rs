//! `anjuan man`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Writes the manual pages
#[derive(Debug, clap::Args)]
pub struct ManArgs {}

/// Runs the command.
pub fn run(_args: &ManArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan man` is not there yet".into()))
}
