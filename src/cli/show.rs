//! `anjuan show`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Shows one document with its fields and where they stand
#[derive(Debug, clap::Args)]
pub struct ShowArgs {}

/// Runs the command.
pub fn run(_args: &ShowArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan show` is not there yet".into()))
}
