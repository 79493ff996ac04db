//! `anjuan parse`.

mod inputs;
mod output;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::context::{Context, printed};
use super::readers::readers;
use super::reading::ReadingArgs;
use crate::containers::{self, sniff::sniff};
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::parse::Parsed;
use crate::source::{self, Outcome, Readers};
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
    let readers = readers(None, args.reading.encoding)?;
    let mut failed = false;
    for chunk in inputs {
        let read = |input: Input| (read(&input, &readers, &rules), input);
        let results: Vec<_> = pool.install(|| chunk.into_par_iter().map(read).collect());
        for (texts, input) in results {
            let problems = texts
                .iter()
                .filter_map(|text| text.documents.as_ref().err());
            failed |= problems.into_iter().any(Outcome::is_problem);
            let messages = messages(&output, &texts);
            printed(output.write(&input.shown(), texts))?;
            for message in messages {
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

/// What was found in one text: a file, or a file in a packed file.
struct Text {
    /// The path for messages.
    shown: String,
    documents: Result<Vec<Parsed>, Outcome>,
}

/// What standard error says of files whose failure has no line in the output.
fn messages(output: &Output<'_>, texts: &[Text]) -> Vec<String> {
    let failures = texts.iter().filter_map(|text| {
        let outcome = text.documents.as_ref().err()?;
        let told = output.has_line_for_errors() || !outcome.is_problem();
        (!told).then(|| format!("{}: {}", text.shown, output::reason(outcome)))
    });
    failures.collect()
}

/// Reads a file: one text, or those of a packed file.
fn read(input: &Input, readers: &Readers, rules: &UserRules) -> Vec<Text> {
    let shown = input.shown();
    let bytes = match bytes_of(input) {
        Ok(bytes) => bytes,
        Err(outcome) => {
            let documents = Err(outcome);
            return vec![Text { shown, documents }];
        }
    };
    let parse = |bytes: &[u8], shown: &str| {
        let loaded = readers.load_bytes(bytes, shown)?;
        source::documents(loaded, rules)
    };
    if !containers::is_packed(sniff(&bytes)) {
        let documents = parse(&bytes, &shown);
        return vec![Text { shown, documents }];
    }
    let mut texts = Vec::new();
    let all = readers.members(&bytes, shown.as_bytes(), &mut |path, content| {
        let shown = String::from_utf8_lossy(&path).into_owned();
        let documents = content.and_then(|bytes| parse(&bytes, &shown));
        texts.push(Text { shown, documents });
        ControlFlow::Continue(())
    });
    if let Err(outcome) = all {
        let documents = Err(outcome);
        texts.push(Text { shown, documents });
    }
    texts
}

fn bytes_of(input: &Input) -> Result<Vec<u8>, Outcome> {
    let opened = match &input.what {
        What::Settled(outcome) => return Err(outcome.clone()),
        What::Stdin(bytes) => return Ok(bytes.clone()),
        What::File => source::open(&input.path),
        // The user names this very file: a link stands for what it points to.
        What::Named => match input.path.canonicalize() {
            Ok(real) if real.is_dir() => {
                return Err(Outcome::Failed("a folder, not a file".into()));
            }
            Ok(real) => source::open(&real),
            Err(_) => source::open(&input.path),
        },
    };
    opened.map(|opened| opened.bytes)
}
