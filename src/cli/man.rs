//! `anjuan man`.

use std::path::PathBuf;

use clap::CommandFactory;

use super::args::Cli;
use super::context::{Context, printed};
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Prints the manual page, or writes the pages of all commands to a folder
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// Folder for anjuan.1, anjuan-ingest.1 …
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &ManArgs, context: &Context) -> Result<ExitCode> {
    if let Some(dir) = &args.dir {
        std::fs::create_dir_all(dir)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), dir))
            .map_err(|error| Error::io(dir, error))?;
        return Ok(ExitCode::Done);
    }
    let mut page = Vec::new();
    printed(clap_mangen::Man::new(Cli::command()).render(&mut page))?;
    let mut out = context.out();
    printed(out.write_all(&page).and_then(|()| out.flush()))?;
    Ok(ExitCode::Done)
}
