//! `anjuan completions`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Prints completions for a shell
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {}

/// Runs the command.
pub fn run(_args: &CompletionsArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan completions` is not there yet".into()))
}
