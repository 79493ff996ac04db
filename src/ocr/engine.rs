//! Finds the engines that are there, without starting one.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::config::{EngineChoice, OcrConfig};
use super::process::{Next, Process, short};
use super::program::program;
use super::stop::Stop;
use super::worker::python_command;

/// How long an answer about a version may take; it takes a fraction of a second on an idle machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks a Python for what RapidOCR needs, without importing any of it.
const PROBE: &str = "\
import sys
sys.path[:] = [path for path in sys.path if path]
import importlib.metadata, importlib.util
missing = [name for name in ('rapidocr', 'onnxruntime') if not importlib.util.find_spec(name)]
print('no ' + ' and no '.join(missing) if missing else 'version ' + importlib.metadata.version('rapidocr'))
";

/// A way to recognise text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// RapidOCR (PP-OCR models) in a Python.
    RapidOcr,
    /// Tesseract with `chi_sim`.
    Tesseract,
    /// The user's own command.
    Command,
}

impl Engine {
    /// The command that installs it.
    pub fn install(self) -> &'static str {
        match self {
            Engine::RapidOcr => "pip install rapidocr onnxruntime",
            Engine::Tesseract => "apt install tesseract-ocr tesseract-ocr-chi-sim",
            Engine::Command => "set command in the table [ocr]",
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Engine::RapidOcr => "rapidocr",
            Engine::Tesseract => "tesseract",
            Engine::Command => "command",
        })
    }
}

/// An engine that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Which it is.
    pub engine: Engine,
    /// Its version; empty of a command.
    pub version: String,
    /// The program that is run: for RapidOCR its Python.
    pub path: PathBuf,
    /// Whether Tesseract can tell which way up a page is (its data `osd`).
    #[serde(skip)]
    pub(super) osd: bool,
}

/// An engine that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Which it is.
    pub engine: Engine,
    /// Why it cannot be used.
    pub reason: String,
    /// The command that installs it.
    pub install: &'static str,
}

/// Where programs are looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    pub(super) ocr_python: Option<OsString>,
    pub(super) virtual_env: Option<OsString>,
    pub(super) path: OsString,
}

impl Surroundings {
    pub(super) fn of_process() -> Surroundings {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Surroundings {
            ocr_python: set("ANJUAN_OCR_PYTHON"),
            virtual_env: set("VIRTUAL_ENV"),
            path: set("PATH").unwrap_or_default(),
        }
    }
}

/// Every engine with what was found or why not, whatever the configuration chooses: for a report
/// on the surroundings. Runs small programs, a fraction of a second in all.
pub fn survey(config: &OcrConfig) -> Vec<Result<Found, Missing>> {
    let surroundings = Surroundings::of_process();
    let engines = [Engine::RapidOcr, Engine::Tesseract, Engine::Command];
    let stop = Stop::default();
    let look = |engine| look_for(engine, config, &surroundings, &stop);
    engines.into_iter().map(look).collect()
}

/// The engine that the configuration asks for, if it is there.
pub(super) fn choose(
    config: &OcrConfig,
    surroundings: &Surroundings,
    stop: &Stop,
) -> Option<Found> {
    let engines: &[Engine] = match config.engine {
        // Who sets a command wants it used.
        EngineChoice::Auto => &[Engine::Command, Engine::RapidOcr, Engine::Tesseract],
        EngineChoice::RapidOcr => &[Engine::RapidOcr],
        EngineChoice::Tesseract => &[Engine::Tesseract],
        EngineChoice::Command => &[Engine::Command],
        EngineChoice::None => &[],
    };
    let look = |&engine: &Engine| look_for(engine, config, surroundings, stop).ok();
    engines.iter().find_map(look)
}

fn look_for(
    engine: Engine,
    config: &OcrConfig,
    surroundings: &Surroundings,
    stop: &Stop,
) -> Result<Found, Missing> {
    let found = match engine {
        Engine::RapidOcr => look_for_rapidocr(config, surroundings, stop),
        Engine::Tesseract => look_for_tesseract(surroundings, stop),
        Engine::Command => look_for_command(config, surroundings),
    };
    found.map_err(|reason| Missing {
        engine,
        reason,
        install: engine.install(),
    })
}

fn look_for_rapidocr(
    config: &OcrConfig,
    surroundings: &Surroundings,
    stop: &Stop,
) -> Result<Found, String> {
    let mut reasons = Vec::new();
    for path in pythons(config, surroundings) {
        let answer = ask(python_command(&path).arg("-c").arg(PROBE), false, stop);
        let version = answer
            .as_ref()
            .ok()
            .and_then(|a| a.strip_prefix("version "));
        if let Some(version) = version {
            return Ok(Found {
                engine: Engine::RapidOcr,
                version: version.to_owned(),
                path,
                osd: false,
            });
        }
        let reason = answer.unwrap_or_else(|reason| reason);
        reasons.push(format!("{}: {reason}", path.display()));
    }
    Err(match reasons.is_empty() {
        true => "no Python found".to_owned(),
        false => reasons.join("; "),
    })
}

/// The Pythons to ask, in order, each once.
fn pythons(config: &OcrConfig, surroundings: &Surroundings) -> Vec<PathBuf> {
    let python = |folder: &OsString| {
        let inner = if cfg!(windows) {
            "Scripts/python.exe"
        } else {
            "bin/python"
        };
        Path::new(folder).join(inner)
    };
    let named = [
        surroundings.ocr_python.as_ref().map(PathBuf::from),
        config.python.clone(),
        surroundings.virtual_env.as_ref().map(python),
        Some("python3".into()),
        Some("python".into()),
    ];
    let mut found: Vec<PathBuf> = Vec::new();
    for name in named.into_iter().flatten() {
        if let Some(path) = program(&name, &surroundings.path)
            && !found.contains(&path)
        {
            found.push(path);
        }
    }
    found
}

fn look_for_tesseract(surroundings: &Surroundings, stop: &Stop) -> Result<Found, String> {
    let path = program(Path::new("tesseract"), &surroundings.path).ok_or("not on PATH")?;
    let languages = ask(Command::new(&path).arg("--list-langs"), true, stop)?;
    let has = |language| languages.lines().any(|line| line.trim() == language);
    if !has("chi_sim") {
        return Err(format!("{} lacks the language chi_sim", path.display()));
    }
    let about = ask(Command::new(&path).arg("--version"), true, stop)?;
    let version = about.lines().next().unwrap_or_default();
    Ok(Found {
        engine: Engine::Tesseract,
        version: short(version.strip_prefix("tesseract ").unwrap_or(version)),
        path,
        osd: has("osd"),
    })
}

fn look_for_command(config: &OcrConfig, surroundings: &Surroundings) -> Result<Found, String> {
    let name = config.command.first().ok_or("no command is set")?;
    let path = program(Path::new(name), &surroundings.path)
        .ok_or_else(|| format!("{} is not there", short(name)))?;
    Ok(Found {
        engine: Engine::Command,
        version: String::new(),
        path,
        osd: false,
    })
}

/// What a program prints: its first line, or `all` of the first thousand.
fn ask(command: &mut Command, all: bool, stop: &Stop) -> Result<String, String> {
    let mut process = Process::start(command, stop)?;
    process.close_input();
    let deadline = Instant::now() + PATIENCE;
    let mut text = String::new();
    for _ in 0..1000 {
        match process.next(deadline) {
            Next::Line(line) => {
                text.push_str(String::from_utf8_lossy(&line).trim_end());
                text.push('\n');
                if !all {
                    break;
                }
            }
            Next::End if text.is_empty() => return Err(process.reason()),
            Next::End => break,
            Next::OutOfTime => return Err("does not answer".to_owned()),
            Next::Stopped => return Err("stopped".to_owned()),
            Next::TooLong => return Err("answers nonsense".to_owned()),
        }
    }
    Ok(match all {
        true => text,
        false => short(&text),
    })
}

/// Whether the template of a command wants the image in a file.
pub(super) fn wants_file(arguments: &[String]) -> bool {
    arguments
        .iter()
        .any(|argument| argument.contains("{image}"))
}

/// `argument` with `{image}` replaced by the path of the image.
pub(super) fn with_image(argument: &str, image: &Path) -> OsString {
    let mut whole = OsString::new();
    for (number, part) in argument.split("{image}").enumerate() {
        if number > 0 {
            whole.push(image);
        }
        whole.push(OsStr::new(part));
    }
    whole
}

#[cfg(all(test, unix))]
#[path = "engine_tests.rs"]
mod tests;
