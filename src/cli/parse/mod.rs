//! `anjuan parse`.

mod inputs;
mod output;

use std::io::Write;
use std::path::PathBuf;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::context::{Context, printed};
use super::reading::ReadingArgs;
use crate::decode::Encoding;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::parse::Parsed;
use crate::source::{self, Outcome};
use crate::user_rules::UserRules;
use inputs::{Input, What};
use output::Output;

/// Prints the fields of files as JSON, without an archive
///
/// Each field comes with its evidence. Output is in the order of the input. Files that cannot be
/// read are named on standard error; with --files-from they get a line of their own instead:
/// {"source":{"path":"…"},"error":"…"}.
#[derive(Debug, clap::Args)]
pub struct ParseArgs {
    /// Files and folders to read; `-` reads one document from standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    paths: Vec<PathBuf>,
    /// Read paths from this file, one a line, `-` for standard input; print exactly one JSON line
    /// for each (further records of one file stand under `more` in it)
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    files_from: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Find the fields of your own that this TOML file defines
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// How to print records
    #[arg(long, value_enum, default_value = "ndjson")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A JSON object a line for each record
    Ndjson,
    /// A JSON array
    Json,
    /// Fields by their Chinese names
    Human,
}

/// Runs the command.
pub fn run(args: &ParseArgs, context: &Context) -> Result<ExitCode> {
    if args.files_from.is_some() && args.format != Format::Ndjson {
        return Err(Error::Usage(
            "--files-from prints a JSON line for each path; leave out --format".into(),
        ));
    }
    let rules = args.rules.as_deref().map(UserRules::load).transpose()?;
    let rules = rules.unwrap_or_default();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.reading.jobs)
        .build()
        .map_err(|error| Error::Usage(format!("--jobs: {error}")))?;
    let inputs = match &args.files_from {
        Some(list) => inputs::from_list(list)?,
        None => inputs::from_paths(&args.paths, args.reading.filter()?),
    };
    let mut out = context.out();
    let mut output = Output::new(
        &mut out,
        args.format,
        args.files_from.is_some(),
        rules.fields(),
    );
    let mut failed = false;
    for chunk in inputs {
        let read = |input: Input| (read(&input, args.reading.encoding, &rules), input);
        let results: Vec<_> = pool.install(|| chunk.into_par_iter().map(read).collect());
        for (result, input) in results {
            if let Err(outcome) = &result {
                failed |= outcome.is_problem();
            }
            let message = printed_message(&output, &result, &input);
            printed(output.write(&input.shown(), result))?;
            if let Some(message) = message {
                context.complain(&message);
            }
        }
        // Whoever feeds paths one by one waits for the answer.
        printed(output.flush())?;
    }
    printed(output.finish())?;
    printed(out.flush())?;
    Ok(if failed {
        ExitCode::SomeInputsLeft
    } else {
        ExitCode::Done
    })
}

/// What standard error says of a file whose failure has no line in the output.
fn printed_message(
    output: &Output<'_>,
    result: &Result<Vec<Parsed>, Outcome>,
    input: &Input,
) -> Option<String> {
    let outcome = result.as_ref().err()?;
    let told = output.has_line_for_errors() || !outcome.is_problem();
    (!told).then(|| format!("{}: {}", input.shown(), output::reason(outcome)))
}

fn read(
    input: &Input,
    encoding: Option<Encoding>,
    rules: &UserRules,
) -> Result<Vec<Parsed>, Outcome> {
    let shown = input.shown();
    let loaded = match &input.what {
        What::Settled(outcome) => return Err(outcome.clone()),
        What::File => source::load(&input.path, &shown, encoding)?,
        // The user names this very file: a link stands for what it points to.
        What::Named => match input.path.canonicalize() {
            Ok(real) if real.is_dir() => {
                return Err(Outcome::Failed("a folder, not a file".into()));
            }
            Ok(real) => source::load(&real, &shown, encoding)?,
            Err(_) => source::load(&input.path, &shown, encoding)?,
        },
        What::Stdin(bytes) => source::load_bytes(bytes, &shown, encoding)?,
    };
    source::documents(loaded, rules)
}
