//! `anjuan doctor`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::context::{Context, printed};
use super::readers;
use super::render::{door, json};
use crate::archive::{CONFIG_FILE, Config, Store};
use crate::containers::sniff::Kind;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::ocr::{self, Found, Missing, Recogniser, survey};
use crate::source::Isolated;

/// Shows what this machine gives: OCR engines, readers, the archive and its settings
///
/// Pictures of text need an OCR engine, which is looked for here as ingest does. Changes nothing.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    /// How to tell what was found
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Lines
    Human,
    /// One JSON object
    Json,
}

/// What was found.
#[derive(Serialize)]
struct Report {
    version: &'static str,
    /// Why files other than text and web pages cannot be read; nothing if they can.
    readers: Option<String>,
    /// The engine that ingest uses.
    ocr: Option<Found>,
    /// All engines.
    engines: Vec<Engine>,
    archive: Option<PathBuf>,
    documents: Option<u64>,
    /// The file of settings, if the archive has one.
    config: Option<PathBuf>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Engine {
    Found(Found),
    Missing(Missing),
}

/// Runs the command.
pub fn run(args: &DoctorArgs, context: &Context) -> Result<ExitCode> {
    let report = look(context)?;
    let mut out = context.out();
    let result = match args.format {
        Format::Human => write(&mut out, &report),
        Format::Json => json::write_pretty(&mut out, &report),
    };
    printed(result.and_then(|()| out.flush()))?;
    Ok(match report.readers {
        None => ExitCode::Done,
        Some(_) => ExitCode::Environment,
    })
}

fn look(context: &Context) -> Result<Report> {
    let archive = match context.archive_dir() {
        Ok(dir) => Some(dir),
        Err(Error::NoArchive { .. }) => None,
        Err(error) => return Err(error),
    };
    let config = archive.as_deref().map(Config::of_archive).transpose()?;
    let ocr = config.unwrap_or_default().ocr;
    let store = archive.as_deref().map(Store::open_reader).transpose()?;
    let engines = survey(&ocr).into_iter().map(|engine| match engine {
        Ok(found) => Engine::Found(found),
        Err(missing) => Engine::Missing(missing),
    });
    Ok(Report {
        version: env!("CARGO_PKG_VERSION"),
        readers: trouble_of_readers()?,
        engines: engines.collect(),
        ocr: Recogniser::new(&ocr, None).engine().cloned(),
        documents: store.map(|store| store.count()).transpose()?,
        config: archive
            .as_ref()
            .map(|dir| dir.join(CONFIG_FILE))
            .filter(|path| path.is_file()),
        archive,
    })
}

/// Has a reader's process read a small document.
fn trouble_of_readers() -> Result<Option<String>> {
    let program =
        std::env::current_exe().map_err(|error| Error::io("this program's file", error))?;
    let isolated = Isolated::with_program(program, readers::COMMAND);
    let read = isolated.read(Kind::Rtf, b"{\\rtf1\\ansi ok\\par}");
    Ok(match read {
        Ok(content) if content.text.trim() == "ok" => None,
        Ok(_) => Some("a reader gave another text than the one it read".into()),
        Err(fault) => Some(fault.to_string()),
    })
}

fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    writeln!(out, "anjuan {}", report.version)?;
    match &report.readers {
        None => writeln!(
            out,
            "readers    work: Word, WPS, PDF, OFD, ODT, RTF, ZIP, TAR"
        )?,
        Some(what) => writeln!(out, "readers    {}", door::line(what))?,
    }
    match &report.ocr {
        Some(found) => writeln!(
            out,
            "OCR        {} {}",
            found.engine,
            door::line(&found.version)
        )?,
        None => writeln!(out, "OCR        none: pictures of text are left out")?,
    }
    for engine in &report.engines {
        write_engine(out, engine)?;
    }
    match (&report.archive, report.documents) {
        (Some(dir), Some(documents)) => {
            writeln!(out, "archive    {} ({documents} documents)", shown(dir))?;
        }
        _ => writeln!(
            out,
            "archive    none here: `anjuan ingest FOLDER` makes one"
        )?,
    }
    if let Some(config) = &report.config {
        writeln!(out, "settings   {}", shown(config))?;
    }
    Ok(())
}

fn write_engine(out: &mut dyn Write, engine: &Engine) -> io::Result<()> {
    match engine {
        Engine::Found(found) => writeln!(
            out,
            "  found    {} {} ({})",
            found.engine,
            door::line(&found.version),
            shown(&found.path)
        ),
        Engine::Missing(missing) => {
            let reason = door::line(&missing.reason);
            write!(out, "  missing  {}: {reason}", missing.engine)?;
            match missing.engine {
                ocr::Engine::Command => writeln!(out),
                _ => writeln!(out, "; to install it: {}", missing.install),
            }
        }
    }
}

fn shown(path: &Path) -> String {
    door::path(path.as_os_str().as_encoded_bytes())
}
