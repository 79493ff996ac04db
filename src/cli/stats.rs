//! `anjuan stats`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Counts documents by any field
#[derive(Debug, clap::Args)]
pub struct StatsArgs {}

/// Runs the command.
pub fn run(_args: &StatsArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan stats` is not there yet".into()))
}
