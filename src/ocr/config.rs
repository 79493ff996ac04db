//! What a user may set about recognition: the table `[ocr]`.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

/// The table `[ocr]`.
///
/// It may name programs to run, so it must come from the user and never from documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OcrConfig {
    /// Which engine to use.
    pub engine: EngineChoice,
    /// The Python that has `rapidocr` and `onnxruntime`: a path, or a name on `PATH`.
    pub python: Option<PathBuf>,
    /// A program of the user's own and its arguments. `{image}` stands for the path of the image;
    /// without it the program is given the image on its standard input.
    pub command: Vec<String>,
    /// How long one page may take, in seconds; at least 1.
    pub timeout_seconds: u64,
    /// How many RapidOCR processes run side by side; 0 for as many as fit the cores.
    pub workers: usize,
}

/// The choice of an engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineChoice {
    /// The command if one is set, else RapidOCR, else Tesseract: the first one that is there.
    #[default]
    Auto,
    /// RapidOCR in a Python.
    RapidOcr,
    /// The program `tesseract` with the language `chi_sim`.
    Tesseract,
    /// [`OcrConfig::command`].
    Command,
    /// No recognition.
    None,
}

impl Default for OcrConfig {
    fn default() -> OcrConfig {
        OcrConfig {
            engine: EngineChoice::Auto,
            python: None,
            command: Vec::new(),
            timeout_seconds: 120,
            workers: 0,
        }
    }
}

impl OcrConfig {
    /// How long one page may take.
    pub(super) fn timeout(&self) -> Duration {
        // A day is as good as for ever, and no clock overflows by it.
        Duration::from_secs(self.timeout_seconds.clamp(1, 86_400))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_and_an_unknown_key_is_refused() {
        let config: OcrConfig =
            toml::from_str("engine = \"rapidocr\"\npython = \"py\"\ntimeout_seconds = 5")
                .expect("a table");
        assert_eq!(config.engine, EngineChoice::RapidOcr);
        assert_eq!(config.timeout(), Duration::from_secs(5));
        assert!(toml::from_str::<OcrConfig>("engin = \"auto\"").is_err());
        assert!(toml::from_str::<OcrConfig>("engine = \"magic\"").is_err());
    }

    #[test]
    fn an_empty_table_is_the_default_and_odd_times_are_bounded() {
        let mut config: OcrConfig = toml::from_str("").expect("a table");
        assert_eq!(config, OcrConfig::default());
        config.timeout_seconds = u64::MAX;
        assert_eq!(config.timeout(), Duration::from_secs(86_400));
        config.timeout_seconds = 0;
        assert_eq!(config.timeout(), Duration::from_secs(1));
    }
}
