//! The command line: one file a command; the only code that prints.

pub mod args;
pub mod completions;
pub mod context;
pub mod doctor;
pub mod exclusions;
pub mod export;
pub mod files;
pub mod finding;
mod hints;
pub mod ingest;
pub mod man;
pub mod parse;
pub mod progress;
pub mod reader;
pub mod readers;
pub mod reading;
pub mod rebuild;
pub mod render;
pub mod schema;
pub mod search;
pub mod show;
mod sight;
pub mod signals;
pub mod stats;
pub mod verify;

use std::io::{ErrorKind, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Parser;

use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use args::{Cli, Command};
use context::Context;
use render::door;

/// Runs the program and says how it ended.
pub fn main() -> std::process::ExitCode {
    std::panic::set_hook(Box::new(report_bug));
    let cli = match Cli::try_parse_from(exclusions::as_words(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => return refuse_arguments(&error).into(),
    };
    let context = Context::new(&cli.global);
    let code = match catch_unwind(AssertUnwindSafe(|| run(&cli.command, &context))) {
        Ok(Ok(code)) => code,
        // Whoever reads our output has seen enough: `anjuan export | head`.
        Ok(Err(Error::Io { source, .. })) if source.kind() == ErrorKind::BrokenPipe => {
            ExitCode::Done
        }
        Ok(Err(error)) => {
            context.complain(&error.to_string());
            error.exit_code()
        }
        Err(_) if IN_INDEX.load(Ordering::Relaxed) => ExitCode::Damaged,
        Err(_) => ExitCode::Bug,
    };
    code.into()
}

fn run(command: &Command, context: &Context) -> Result<ExitCode> {
    match command {
        Command::Ingest(args) => ingest::run(args, context),
        Command::Search(args) => search::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Parse(args) => parse::run(args, context),
        Command::Export(args) => export::run(args, context),
        Command::Stats(args) => stats::run(args, context),
        Command::Files(args) => files::run(args, context),
        Command::Verify(args) => verify::run(args, context),
        Command::Rebuild(args) => rebuild::run(args, context),
        Command::Schema(args) => schema::run(args, context),
        Command::Completions(args) => completions::run(args, context),
        Command::Man(args) => man::run(args, context),
        Command::Doctor(args) => doctor::run(args, context),
        Command::Reader(_) => reader::run(),
    }
}

/// Prints help, the version, or what is wrong with the arguments, which may be hostile file names.
fn refuse_arguments(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A closed pipe is no failure here either.
        let _ = error.print();
        return ExitCode::Done;
    }
    let message = error.render().to_string();
    let _ = write!(std::io::stderr(), "{}", door::text(&message));
    ExitCode::Usage
}

/// Set when the index library panicked: it does so on files that were overwritten, not on ours alone.
///
/// A panic's place is known to its hook and to nobody after it.
static IN_INDEX: AtomicBool = AtomicBool::new(false);

/// What a panic prints: one line through the door, as it may quote a document.
fn report_bug(panic: &PanicHookInfo<'_>) {
    let payload = panic.payload();
    let what = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it stopped without a word");
    let place = panic
        .location()
        .map(|place| format!(" ({}:{})", place.file(), place.line()))
        .unwrap_or_default();
    if panic
        .location()
        .is_some_and(|place| place.file().contains("tantivy"))
    {
        IN_INDEX.store(true, Ordering::Relaxed);
        let _ = writeln!(
            std::io::stderr(),
            "anjuan: the search index cannot be read ({}); run `anjuan verify`, then `anjuan rebuild`",
            door::line(what)
        );
        return;
    }
    let _ = writeln!(
        std::io::stderr(),
        "anjuan: {}{place}; this is a bug in anjuan, please report it",
        door::line(what)
    );
}
