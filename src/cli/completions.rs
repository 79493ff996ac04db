//! `anjuan completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::context::{Context, printed};
use crate::error::Result;
use crate::exit_code::ExitCode;

/// Prints completions for a shell
///
/// For example: anjuan completions bash > ~/.local/share/bash-completion/completions/anjuan
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Runs the command.
pub fn run(args: &CompletionsArgs, context: &Context) -> Result<ExitCode> {
    // The generator panics when it cannot write, and to memory it can.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "anjuan", &mut script);
    let mut out = context.out();
    printed(out.write_all(&script).and_then(|()| out.flush()))?;
    Ok(ExitCode::Done)
}
