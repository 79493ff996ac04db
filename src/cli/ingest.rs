//! `anjuan ingest`.

use std::io::Write;
use std::path::PathBuf;

use super::context::{Context, current_dir, printed};
use super::progress::Progress;
use super::readers::readers;
use super::reading::ReadingArgs;
use super::render::{door, json, summary};
use super::signals::Signals;
use crate::archive;
use crate::archive::ingest::{Event, Options, Summary, ingest};
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::user_rules::UserRules;

/// Reads files and folders into the archive
///
/// Folders are read with all that they hold. Files that have not changed are passed over, changed
/// ones are read again, and files that are gone are named. The first ingest makes the archive, the
/// folder `.anjuan` here. It may be stopped at any time: run the same command again to go on.
#[derive(Debug, clap::Args)]
pub struct IngestArgs {
    /// Files and folders to read
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Drop documents whose files are gone
    #[arg(long)]
    prune: bool,
    /// Look into every file, even if its size and times have not changed
    #[arg(long)]
    check_content: bool,
    /// Parse files again that have not changed
    #[arg(long, visible_alias = "reparse")]
    again: bool,
    /// Find the fields of your own that this TOML file defines; the archive keeps a copy, rules.toml,
    /// for the next time
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Archive documents that bear a secrecy mark (密级)
    #[arg(long)]
    allow_marked: bool,
    /// How to tell what was done
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// For scripts: print `acknowledged PATH` for each path as soon as its documents are on disk
    #[arg(long, hide = true)]
    acknowledge: bool,
    /// For scripts: commit after this many documents at the latest
    #[arg(long, hide = true, value_name = "N", default_value_t = 10_000)]
    batch_documents: u64,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Sentences
    Human,
    /// One JSON object
    Json,
}

/// Runs the command.
pub fn run(args: &IngestArgs, context: &Context) -> Result<ExitCode> {
    let dir = archive::find_or_place(context.named_archive(), &current_dir()?)?;
    let rules = args.rules.as_deref().map(UserRules::load).transpose()?;
    let signals = Signals::watch().map_err(|error| Error::io("signal handlers", error))?;
    let stop = || signals.stopped();
    let filter = args.reading.filter()?;
    let readers = readers(Some(&dir), args.reading.encoding)?;
    let progress = Progress::start(&args.paths, &filter, readers.tally());
    let options = Options {
        roots: &args.paths,
        filter,
        check_content: args.check_content,
        again: args.again,
        rules: rules.as_ref(),
        allow_marked: args.allow_marked,
        prune: args.prune,
        readers: &readers,
        jobs: args.reading.jobs,
        batch_documents: args.batch_documents,
        stop: &stop,
    };
    let mut rules_changed = false;
    let result = ingest(&dir, &options, &mut |event| match event {
        Event::Settled { bytes, .. } => progress.settled(bytes),
        Event::Acknowledged(paths) if args.acknowledge => acknowledge(paths),
        Event::Acknowledged(_) => {}
        Event::RulesChanged => rules_changed = true,
    });
    progress.end();
    if rules_changed && result.is_err() {
        // No summary tells of it.
        context.complain(summary::RULES_CHANGED);
    }
    match result {
        Ok(summary) => {
            printed(print(&summary, args.format, context))?;
            Ok(match summary.problems() {
                0 => ExitCode::Done,
                _ => ExitCode::SomeInputsLeft,
            })
        }
        Err(Error::Stopped) => {
            context.complain(&Error::Stopped.to_string());
            Ok(signals.exit_code())
        }
        Err(error) => Err(error),
    }
}

/// Tells a script what is on disk. That nobody listens is no reason to stop.
fn acknowledge(paths: &[Vec<u8>]) {
    let mut lines = String::new();
    for path in paths {
        lines.push_str("acknowledged ");
        lines.push_str(&door::path(path));
        lines.push('\n');
    }
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(lines.as_bytes()).and_then(|()| out.flush());
}

fn print(summary: &Summary, format: Format, context: &Context) -> std::io::Result<()> {
    let mut out = context.out();
    match format {
        Format::Human => summary::write(&mut out, summary)?,
        Format::Json => json::write_pretty(&mut out, summary)?,
    }
    out.flush()
}
