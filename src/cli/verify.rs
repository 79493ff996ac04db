//! `anjuan verify`.

use std::io::{self, Write};
use std::path::Path;

use super::context::{Context, printed};
use super::render::{door, json};
use crate::archive::verify::{Report, verify};
use crate::count::count;
use crate::error::Result;
use crate::exit_code::ExitCode;

/// Checks the archive and names every fault with its remedy
///
/// Changes nothing. Compares the records with the index both ways, checks the files of the index
/// and the ledger, and reads every record.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// Do not read every record
    #[arg(long)]
    quick: bool,
    /// How to tell what was found
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A line for each fault
    Human,
    /// One JSON object
    Json,
}

/// Runs the command.
pub fn run(args: &VerifyArgs, context: &Context) -> Result<ExitCode> {
    let dir = context.archive_dir()?;
    let report = verify(&dir, args.quick)?;
    let mut out = context.out();
    let result = match args.format {
        Format::Human => write(&mut out, &dir, &report),
        Format::Json => json::write_pretty(&mut out, &report),
    };
    printed(result.and_then(|()| out.flush()))?;
    Ok(if report.is_damaged() {
        ExitCode::Damaged
    } else {
        ExitCode::Done
    })
}

fn write(out: &mut dyn Write, dir: &Path, report: &Report) -> io::Result<()> {
    for problem in &report.problems {
        writeln!(
            out,
            "{}: {} ({}); {}",
            door::path(problem.path.as_os_str().as_encoded_bytes()),
            door::line(problem.what.trim_end_matches('.')),
            problem.severity.words(),
            problem.advice,
        )?;
    }
    let holds = format!(
        "{} from {}",
        count(report.documents, "document", "documents"),
        count(report.files, "path", "paths")
    );
    let state = if report.is_damaged() {
        "damaged"
    } else {
        "sound"
    };
    writeln!(
        out,
        "The archive is {state}: {holds} in {}",
        door::path(dir.as_os_str().as_encoded_bytes())
    )
}
