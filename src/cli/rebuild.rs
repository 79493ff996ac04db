//! `anjuan rebuild`.

use std::io::Write;

use super::context::{Context, printed};
use super::render::door;
use super::signals::Signals;
use crate::archive::rebuild::rebuild;
use crate::count::count;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Makes the search index anew from the records
///
/// The old index serves until the new one is checked. Needs as much free space as the index takes.
#[derive(Debug, clap::Args)]
pub struct RebuildArgs {}

/// Runs the command.
pub fn run(_args: &RebuildArgs, context: &Context) -> Result<ExitCode> {
    let dir = context.archive_dir()?;
    let signals = Signals::watch().map_err(|error| Error::io("signal handlers", error))?;
    let bar = indicatif::ProgressBar::new_spinner();
    let rebuilt = rebuild(&dir, &|| signals.stopped(), &mut |done| {
        bar.set_position(done)
    });
    bar.finish_and_clear();
    let rebuilt = match rebuilt {
        Err(Error::Stopped) => {
            context.complain("stopped; the old index stays in use");
            return Ok(signals.exit_code());
        }
        result => result?,
    };
    let documents = count(rebuilt.documents, "document", "documents");
    let mut out = context.out();
    printed(writeln!(out, "Indexed {documents} anew.").and_then(|()| out.flush()))?;
    if rebuilt.damaged.is_empty() {
        return Ok(ExitCode::Done);
    }
    for what in &rebuilt.damaged {
        context.complain(&format!("{}; it is not in the index", door::line(what)));
    }
    Ok(ExitCode::Damaged)
}
