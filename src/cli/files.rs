//! `anjuan files`.

use std::io::{self, Write};

use serde::Serialize;

use super::context::{Context, printed};
use super::render::{door, json};
use crate::archive::{FileRow, Store};
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::source::is_expected_reason;

/// Lists every path the archive has seen, with what became of it
///
/// `problem` stands for every path that may hold a document and is not archived.
#[derive(Debug, clap::Args)]
pub struct FilesArgs {
    /// List only paths with this outcome
    #[arg(long, value_enum, value_name = "OUTCOME")]
    outcome: Option<Wanted>,
    /// How to list them
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A line a path: outcome, path, reason
    Human,
    /// A JSON object a path
    Ndjson,
    /// A JSON array
    Json,
    /// A table for spreadsheets
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Wanted {
    Archived,
    Duplicate,
    Skipped,
    Failed,
    Refused,
    Vanished,
    Problem,
}

/// A row of the list.
#[derive(Debug, Serialize)]
struct Line {
    /// The path; bytes that are not UTF-8 as U+FFFD.
    path: String,
    /// The path's bytes in hex where `path` does not tell them.
    #[serde(skip_serializing_if = "Option::is_none")]
    path_hex: Option<String>,
    outcome: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    warnings: Vec<String>,
    /// The id of the file's first document.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// All ids, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
}

/// Runs the command.
pub fn run(args: &FilesArgs, context: &Context) -> Result<ExitCode> {
    let (_, store) = context.open_store()?;
    let mut out = context.out();
    list(args, &store, &mut out)?;
    printed(out.flush())?;
    Ok(ExitCode::Done)
}

fn list(args: &FilesArgs, store: &Store, out: &mut dyn Write) -> Result<()> {
    let each = |f: &mut dyn FnMut(Line) -> io::Result<()>| {
        store.for_each_file(&mut |row| {
            if is_wanted(&row, args.outcome) {
                printed(f(line(row, store)?))?;
            }
            Ok(())
        })
    };
    match args.format {
        Format::Human => each(&mut |line| write_human(out, &line)),
        Format::Ndjson => each(&mut |line| json::write_line(out, &line)),
        Format::Json => {
            let mut array = json::ArrayWriter::new(out).map_err(failed)?;
            each(&mut |line| array.push(&line))?;
            printed(array.finish())
        }
        Format::Csv => {
            // The mark tells spreadsheets that this is UTF-8.
            printed(out.write_all("\u{feff}".as_bytes()))?;
            let mut csv = csv::Writer::from_writer(out);
            let head = ["path", "path_hex", "outcome", "reason", "warnings", "id"];
            csv.write_record(head).map_err(csv_failed)?;
            each(&mut |line| csv.write_record(cells(&line)).map_err(io::Error::from))?;
            printed(csv.flush())
        }
    }
}

fn failed(error: io::Error) -> crate::error::Error {
    crate::error::Error::io("standard output", error)
}

fn csv_failed(error: csv::Error) -> crate::error::Error {
    failed(error.into())
}

fn is_wanted(row: &FileRow, wanted: Option<Wanted>) -> bool {
    let Some(wanted) = wanted else { return true };
    match wanted {
        Wanted::Vanished => row.vanished,
        Wanted::Problem => is_problem(row),
        named => clap::ValueEnum::to_possible_value(&named)
            .is_some_and(|value| value.get_name() == row.outcome && !row.vanished),
    }
}

fn is_problem(row: &FileRow) -> bool {
    match row.outcome.as_str() {
        "failed" | "refused" => true,
        "skipped" => !row.reason.as_deref().is_some_and(is_expected_reason),
        _ => false,
    }
}

fn line(row: FileRow, store: &Store) -> Result<Line> {
    let (mut ids, mut reason) = (Vec::new(), row.reason);
    if let Some(hash) = &row.hash {
        ids = store.ids_of_hash(hash)?;
        if row.outcome == "duplicate" {
            let first = store.first_path_of(hash)?.unwrap_or_default();
            reason = Some(format!("of {}", String::from_utf8_lossy(&first)));
        }
    }
    let path = String::from_utf8_lossy(&row.path).into_owned();
    Ok(Line {
        path_hex: (path.as_bytes() != row.path).then(|| hex(&row.path)),
        path,
        outcome: if row.vanished {
            "vanished".into()
        } else {
            row.outcome
        },
        reason,
        warnings: row.warnings,
        id: ids.first().cloned(),
        ids: if ids.len() > 1 { ids } else { Vec::new() },
    })
}

fn write_human(out: &mut dyn Write, line: &Line) -> io::Result<()> {
    write!(
        out,
        "{:<9}  {}",
        line.outcome,
        door::path(line.path.as_bytes())
    )?;
    if let Some(reason) = &line.reason {
        write!(out, "  ({})", door::line(reason))?;
    }
    if !line.warnings.is_empty() {
        write!(out, "  [{}]", door::line(&line.warnings.join(", ")))?;
    }
    writeln!(out)
}

fn cells(line: &Line) -> [String; 6] {
    [
        line.path.as_str(),
        line.path_hex.as_deref().unwrap_or(""),
        &line.outcome,
        line.reason.as_deref().unwrap_or(""),
        &line.warnings.join(" "),
        line.id.as_deref().unwrap_or(""),
    ]
    .map(|cell| door::csv_cell(cell).into_owned())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
