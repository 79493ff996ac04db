//! `anjuan files`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Lists every file the archive has seen, with what became of it
#[derive(Debug, clap::Args)]
pub struct FilesArgs {}

/// Runs the command.
pub fn run(_args: &FilesArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan files` is not there yet".into()))
}
