//! `anjuan search`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Finds documents by words and fields
#[derive(Debug, clap::Args)]
pub struct SearchArgs {}

/// Runs the command.
pub fn run(_args: &SearchArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan search` is not there yet".into()))
}
