//! The settings of an archive: `config.toml` in its folder, written by the user.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::ocr::OcrConfig;

/// The file's name.
pub const FILE: &str = "config.toml";

/// What `config.toml` may set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How pictures of text are recognised.
    pub ocr: OcrConfig,
}

impl Config {
    /// The settings of the archive folder `dir`; the defaults if it has no file of them.
    ///
    /// The file may name programs to run, so one that others than its owner may write is refused.
    ///
    /// # Errors
    /// [`Error::Usage`] with the line of what is wrong in the file.
    pub fn of_archive(dir: &Path) -> Result<Config> {
        let path = dir.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Config::default());
            }
            Err(error) => return Err(Error::io(&path, error)),
        };
        if is_open_to_others(&path) {
            return Err(Error::Usage(format!(
                "{}: others may write this file, and it can name programs to run; `chmod go-w` it",
                path.display()
            )));
        }
        toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            let what = error.message();
            Error::Usage(format!("{}:{line}: {what}", path.display()))
        })
    }
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o022 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_path: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::EngineChoice;

    #[test]
    fn settings_are_read_and_mistakes_are_named_by_line() {
        let home = tempfile::tempdir().expect("a folder");
        let read = || Config::of_archive(home.path());
        assert_eq!(read().expect("none"), Config::default());
        let write = |text: &str| fs::write(home.path().join(FILE), text).expect("written");
        write("[ocr]\nengine = \"tesseract\"\n");
        assert_eq!(
            read().expect("settings").ocr.engine,
            EngineChoice::Tesseract
        );
        write("[ocr]\nengin = \"tesseract\"\n");
        let error = read().expect_err("a mistake").to_string();
        assert!(error.contains("config.toml:2: "), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_write_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join(FILE);
        fs::write(&path, "").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).expect("opened");
        assert!(Config::of_archive(home.path()).is_err());
    }
}
