//! `anjuan verify`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Checks the archive and names every fault with its remedy
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {}

/// Runs the command.
pub fn run(_args: &VerifyArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan verify` is not there yet".into()))
}
