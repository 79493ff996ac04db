//! The readers of the commands that read documents: processes of this program, an engine for pictures.

use std::path::Path;

use crate::archive::Config;
use crate::decode::Encoding;
use crate::error::{Error, Result};
use crate::ocr::Recogniser;
use crate::source::{Isolated, Readers};

/// The hidden command that a reader's process runs.
pub const COMMAND: &str = "reader";

/// Readers for the archive folder `dir`, whose settings and remembered recognitions they use; without
/// an archive, with the settings by default and no memory.
pub fn readers(dir: Option<&Path>, encoding: Option<Encoding>) -> Result<Readers> {
    let program =
        std::env::current_exe().map_err(|error| Error::io("this program's file", error))?;
    let isolated = Isolated::with_program(program, COMMAND);
    let config = dir.map(Config::of_archive).transpose()?.unwrap_or_default();
    let recogniser = Recogniser::new(&config.ocr, dir.map(Path::to_path_buf));
    Ok(Readers::new(isolated, encoding).with_recogniser(recogniser))
}
