//! What a command runs in: the archive it works on and the streams it prints to.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::args::{Color, Global};
use super::render::door;
use crate::archive::{self, Store};
use crate::error::{Error, Result};
use crate::user_rules::UserFields;

/// The global options, made ready.
#[derive(Debug)]
pub struct Context {
    archive: Option<PathBuf>,
    color: Color,
}

impl Context {
    /// Takes the global options.
    pub fn new(global: &Global) -> Context {
        Context {
            archive: global.archive.clone(),
            color: global.color,
        }
    }

    /// The archive folder named by the user, if one is.
    pub fn named_archive(&self) -> Option<&Path> {
        self.archive.as_deref()
    }

    /// The archive folder: the one named, else the nearest `.anjuan` upwards.
    pub fn archive_dir(&self) -> Result<PathBuf> {
        archive::find(self.named_archive(), &current_dir()?)
    }

    /// Opens the archive's records for reading; gives the archive folder too.
    pub fn open_store(&self) -> Result<(PathBuf, Store)> {
        let dir = self.archive_dir()?;
        let store = Store::open_reader(&dir)?;
        Ok((dir, store))
    }

    /// The user's own fields that the archive remembers; none where there is no archive.
    pub fn user_fields(&self) -> Result<UserFields> {
        match self.archive_dir() {
            Ok(dir) => archive::user_fields(&dir),
            Err(Error::NoArchive { .. }) => Ok(UserFields::default()),
            Err(error) => Err(error),
        }
    }

    /// Standard output for results: buffered; styles are dropped where no colours are wanted.
    ///
    /// The caller flushes it; write errors become [`Error::Io`] by [`printed`].
    pub fn out(&self) -> Box<dyn Write> {
        let stdout = io::stdout();
        let choice = match self.color {
            Color::Auto => anstream::AutoStream::choice(&stdout),
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        // Nothing of ours bears a style when colours are off, so no stripping pass is needed then.
        match choice {
            anstream::ColorChoice::Never => Box::new(BufWriter::new(stdout)),
            choice => Box::new(BufWriter::new(anstream::AutoStream::new(stdout, choice))),
        }
    }

    /// Whether results are coloured.
    pub fn colored(&self) -> bool {
        match self.color {
            Color::Auto => {
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
            }
            Color::Always => true,
            Color::Never => false,
        }
    }

    /// Whether results go to a terminal.
    pub fn on_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// How many columns the terminal has that results go to; `None` if they go elsewhere.
    pub fn terminal_width(&self) -> Option<usize> {
        let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
        Some(usize::from(width.0))
    }

    /// Prints a failure to standard error.
    pub fn complain(&self, message: &str) {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(io::stderr(), "anjuan: {}", door::line(message));
    }
}

/// The folder the program was started in.
pub fn current_dir() -> Result<PathBuf> {
    std::env::current_dir().map_err(|source| Error::io(".", source))
}

/// Turns a failure to print into the library's error.
pub fn printed(result: io::Result<()>) -> Result<()> {
    result.map_err(|source| Error::io("standard output", source))
}
