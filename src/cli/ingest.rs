//! `anjuan ingest`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Reads files and folders into the archive
#[derive(Debug, clap::Args)]
pub struct IngestArgs {}

/// Runs the command.
pub fn run(_args: &IngestArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan ingest` is not there yet".into()))
}
