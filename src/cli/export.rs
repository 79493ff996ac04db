//! `anjuan export`.

use std::io::Write;

use super::context::{Context, printed};
use super::finding::{self, Dates};
use super::render::json::{self, ArrayWriter};
use super::render::places;
use super::render::table::RecordTable;
use crate::error::Result;
use crate::exit_code::ExitCode;

/// Writes the archive, or what a query finds, for other programs
///
/// Records come in the order in which they were archived, one at a time, whatever their number.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// Only what this query finds, as in `anjuan search`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    dates: Dates,
    /// In which form
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A JSON record a line
    Ndjson,
    /// One JSON array
    Json,
    /// A table for spreadsheets, with Chinese headings
    Csv,
}

/// Runs the command.
///
/// # Errors
/// When the query is refused, or the archive is missing or damaged.
pub fn run(args: &ExportArgs, context: &Context) -> Result<ExitCode> {
    let mut out = context.out();
    match args.format {
        Format::Ndjson => finding::each_record(context, &args.query, &args.dates, &mut |found| {
            printed(json::write_line(&mut *out, &found.record))
        })?,
        Format::Json => array(args, context, &mut *out)?,
        Format::Csv => table(args, context, &mut *out)?,
    }
    printed(out.flush())?;
    Ok(ExitCode::Done)
}

fn array(args: &ExportArgs, context: &Context, out: &mut dyn Write) -> Result<()> {
    // The bracket is written with the first record, so that a refused query leaves no half array.
    let mut array = None;
    let mut out = Some(out);
    finding::each_record(context, &args.query, &args.dates, &mut |found| {
        if let Some(out) = out.take() {
            array = Some(opened(out)?);
        }
        match &mut array {
            Some(array) => printed(array.push(&found.record)),
            None => Ok(()),
        }
    })?;
    if let Some(out) = out.take() {
        array = Some(opened(out)?);
    }
    match array {
        Some(array) => printed(array.finish()),
        None => Ok(()),
    }
}

fn opened(out: &mut dyn Write) -> Result<ArrayWriter<'_>> {
    ArrayWriter::new(out).map_err(|source| crate::error::Error::io("standard output", source))
}

fn table(args: &ExportArgs, context: &Context, out: &mut dyn Write) -> Result<()> {
    let user = context.user_fields()?;
    let mut table = RecordTable::new(out, &user)?;
    let mut shown = None;
    finding::each_record(context, &args.query, &args.dates, &mut |found| {
        let shown = shown.get_or_insert_with(|| places::Shown::new(found.dir));
        let paths = found.store.paths_of(&found.record.id)?;
        let paths: Vec<String> = paths.iter().map(|path| shown.line(path)).collect();
        table.push(&found.record, &paths)
    })?;
    table.finish()
}
