//! `anjuan show`.

mod find;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::context::{Context, printed};
use super::readers::readers;
use super::render::card;
use super::render::door;
use super::render::hit::with_paths;
use super::render::json;
use super::render::paint::Paint;
use super::render::places::Shown;
use crate::archive::{Store, Stored, user_fields};
use crate::decode::Encoding;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;

/// Shows one document: its fields and where each of them stands
///
/// The document is named by its id, by the beginning of its id (four characters or more), or by
/// its path. A file that holds several documents shows them all. With --find nothing found is
/// exit code 1.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The document
    #[arg(value_name = "ID|PATH")]
    document: OsString,
    /// Show the reading text: what is searched
    #[arg(long)]
    text: bool,
    /// Show the source text, read again from the file
    #[arg(long, conflicts_with = "text")]
    raw: bool,
    /// Show where the texts of this query stand in the document, and how often
    #[arg(long, value_name = "QUERY", conflicts_with_all = ["text", "raw"])]
    find: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// A JSON object for each document
    Json,
}

/// Fewest characters of an id's beginning.
const SHORTEST: usize = 4;

/// Runs the command.
///
/// # Errors
/// When there is no such document, its file changed (for --raw), or the archive is damaged.
pub fn run(args: &ShowArgs, context: &Context) -> Result<ExitCode> {
    let (dir, store) = context.open_store()?;
    let user = user_fields(&dir)?;
    let places = Shown::new(&dir);
    if let Some(query) = &args.find {
        let ids = ids(&args.document, &store, &places)?;
        let finder = find::Finder {
            store: &store,
            places: &places,
            needles: find::needles(query, &user)?,
            paint: Paint::new(context.colored()),
            as_json: args.format == Format::Json,
        };
        return finder.run(&ids, &mut *context.out());
    }
    let mut out = context.out();
    let mut raw_shown = false;
    for (at, id) in ids(&args.document, &store, &places)?.iter().enumerate() {
        let Some(stored) = store.by_id(id)? else {
            continue;
        };
        let paths = store.paths_of(id)?;
        let openable: Vec<PathBuf> = paths.iter().map(|path| places.openable(path)).collect();
        let text = match (args.text, args.raw) {
            (true, _) => Some(stored.reading.text.clone()),
            (_, true) => Some(source_text(&dir, &stored, &openable)?),
            _ => None,
        };
        if args.format == Format::Json {
            printed(json::write_pretty(
                &mut *out,
                &as_json(args, &stored, &openable, text)?,
            ))?;
            continue;
        }
        match text {
            // Several documents of one file share its source text.
            Some(_) if args.raw && raw_shown => {}
            Some(text) => printed(body(&mut *out, at, &text))?,
            None => {
                let paint = Paint::new(context.colored());
                printed(card::write(&mut *out, paint, at, &stored, &openable, &user))?;
            }
        }
        raw_shown = args.raw;
    }
    printed(out.flush())?;
    Ok(ExitCode::Done)
}

/// Prints a text as it is but for what could act on a terminal.
fn body(out: &mut dyn Write, at: usize, text: &str) -> std::io::Result<()> {
    if at > 0 {
        writeln!(out)?;
    }
    let text = text.replace("\r\n", "\n");
    out.write_all(door::text(&text).as_bytes())?;
    if text.ends_with('\n') {
        Ok(())
    } else {
        writeln!(out)
    }
}

fn as_json(
    args: &ShowArgs,
    stored: &Stored,
    paths: &[PathBuf],
    text: Option<String>,
) -> Result<serde_json::Value> {
    let mut value = serde_json::to_value(&stored.record)
        .map_err(|error| Error::Bug(format!("a record could not be written as JSON: {error}")))?;
    with_paths(&mut value, paths);
    if let Some(text) = text {
        value[if args.raw { "source_text" } else { "text" }] = text.into();
    }
    Ok(value)
}

/// The ids that the user means.
fn ids(document: &OsString, store: &Store, places: &Shown) -> Result<Vec<String>> {
    let nothing = || {
        let name = door::path(document.as_encoded_bytes());
        Error::Usage(format!(
            "{name}: no document in the archive has this id or path; `anjuan files` lists the paths"
        ))
    };
    if let Some(prefix) = document
        .to_str()
        .map(str::to_ascii_lowercase)
        .filter(|text| is_id(text))
    {
        if store.by_id(&prefix)?.is_some() {
            return Ok(vec![prefix]);
        }
        let found = store.ids_with_prefix(&prefix)?;
        let mut files: Vec<&str> = found.iter().map(|id| file_part(id)).collect();
        files.dedup();
        match files.len() {
            0 => {}
            1 => return Ok(found),
            count => {
                let some: Vec<&str> = files.into_iter().take(5).collect();
                return Err(Error::Usage(format!(
                    "{prefix}: {count} documents have an id that begins so, as {}; type more of it",
                    some.join(" ")
                )));
            }
        }
    }
    for stored in [
        places.stored(Path::new(document)),
        document.as_encoded_bytes().to_vec(),
    ] {
        let found = store.ids_of_path(&stored)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Err(nothing())
}

/// Whether a text can be an id or the beginning of one.
fn is_id(text: &str) -> bool {
    text.len() >= SHORTEST
        && file_part(text).bytes().all(|b| b.is_ascii_hexdigit())
        && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// The part of an id that its file's other documents share.
fn file_part(id: &str) -> &str {
    id.split_once('-').map_or(id, |(file, _)| file)
}

/// The source text, from the first of the paths that still holds it.
fn source_text(dir: &Path, stored: &Stored, paths: &[PathBuf]) -> Result<String> {
    let source = &stored.record.source;
    let mut reasons = Vec::new();
    for path in paths {
        let shown = door::path(path.as_os_str().as_encoded_bytes());
        let mut read = readers(Some(dir), None)?.load(path, &source.path);
        if let Ok(loaded) = &read
            && loaded.source.encoding != source.encoding
        {
            // It was read in an encoding that the user had named.
            let encoding = Encoding::from_name(&source.encoding);
            read = readers(Some(dir), encoding)?.load(path, &source.path);
        }
        match read {
            Ok(loaded) if loaded.source.blake3 == source.blake3 => return Ok(loaded.content.text),
            Ok(_) => reasons.push(format!(
                "{shown}: the file has changed since it was archived"
            )),
            Err(outcome) => {
                let reason = outcome.reason().unwrap_or_default();
                reasons.push(format!(
                    "{shown}: the file cannot be read any more ({reason})"
                ));
            }
        }
    }
    if reasons.is_empty() {
        reasons.push(format!(
            "{}: the archive knows no file of this document",
            stored.id
        ));
    }
    Err(Error::Usage(format!(
        "{}; --text shows the text that the archive keeps",
        reasons.join("; ")
    )))
}
