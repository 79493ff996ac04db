//! `anjuan rebuild`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Makes the search index anew from the records
#[derive(Debug, clap::Args)]
pub struct RebuildArgs {}

/// Runs the command.
pub fn run(_args: &RebuildArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan rebuild` is not there yet".into()))
}
