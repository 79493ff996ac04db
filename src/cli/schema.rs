//! `anjuan schema`.

use super::context::Context;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Prints the JSON Schema of a record, or the page of one field
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {}

/// Runs the command.
pub fn run(_args: &SchemaArgs, _context: &Context) -> Result<ExitCode> {
    Err(Error::Usage("`anjuan schema` is not there yet".into()))
}
