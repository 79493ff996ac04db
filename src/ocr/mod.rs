//! Recognises the text of scanned pages with an engine that the user has installed.
//!
//! No engine is built in: RapidOCR in a Python, Tesseract, or a command of the user's own does the
//! work, in processes of their own that are ended with us. None is started before a scan asks. The
//! recognised text is the source text of a page: nothing is corrected here, names least of all.

mod assemble;
mod cache;
mod columns;
mod command;
mod config;
mod engine;
mod page;
mod process;
mod program;
mod rapidocr;
mod recognised;
mod rows;
mod stop;
mod tesseract;
mod tsv;
mod worker;

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

pub use cache::Cache;
pub use config::{EngineChoice, OcrConfig};
pub use engine::{Engine, Found, Missing, survey};
pub use recognised::{Recognised, RecognisedLine};

use engine::{Surroundings, choose};
use page::Page;
use rapidocr::RapidOcr;
use stop::Stop;

/// Why a picture gave no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OcrFailure {
    /// There is no engine, or the configuration turns recognition off.
    #[error("needs OCR: {}", Engine::RapidOcr.install())]
    NoEngine,
    /// The engine could not read it, for this reason.
    #[error("OCR failed: {0}")]
    Failed(String),
    /// A page took longer than this.
    #[error("OCR took longer than {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// [`Recogniser::stop`] ended it.
    #[error("stopped")]
    Stopped,
}

/// Recognises pictures of pages; made once and shared by all threads.
#[derive(Debug)]
pub struct Recogniser {
    config: OcrConfig,
    surroundings: Surroundings,
    /// The folder of the cache, and the cache once it is asked.
    archive: Option<PathBuf>,
    cache: OnceLock<Option<Cache>>,
    ready: OnceLock<Option<Ready>>,
    stop: Stop,
}

/// An engine that was found, ready to be asked.
#[derive(Debug)]
struct Ready {
    found: Found,
    /// Filled for RapidOCR.
    rapidocr: Option<RapidOcr>,
}

impl Recogniser {
    /// A recogniser that remembers in the archive folder what it has recognised. Starts nothing yet,
    /// and the folder need not be there before the first picture.
    pub fn new(config: &OcrConfig, archive: Option<PathBuf>) -> Recogniser {
        Recogniser::within(config, archive, Surroundings::of_process())
    }

    fn within(
        config: &OcrConfig,
        archive: Option<PathBuf>,
        surroundings: Surroundings,
    ) -> Recogniser {
        Recogniser {
            config: config.clone(),
            surroundings,
            archive,
            cache: OnceLock::new(),
            ready: OnceLock::new(),
            stop: Stop::default(),
        }
    }

    /// Ends all recognition within a moment, and every later one, with [`OcrFailure::Stopped`]; for
    /// use from another thread.
    pub fn stop(&self) {
        self.stop.say();
    }

    /// The engine that is used, looked for on the first call.
    pub fn engine(&self) -> Option<&Found> {
        self.ready().map(|ready| &ready.found)
    }

    /// The pages of an image file (PNG, JPEG, TIFF …): one, or several of a TIFF with several.
    ///
    /// Blocks until the pages are recognised, one after the other; call it from several threads.
    ///
    /// # Errors
    /// [`OcrFailure`]; a file of which one page fails fails whole.
    pub fn recognise(&self, image: &[u8]) -> Result<Vec<Recognised>, OcrFailure> {
        let ready = self.ready();
        // An engine may not have been found because it was said to stop.
        if self.stop.is_said() {
            return Err(OcrFailure::Stopped);
        }
        let ready = ready.ok_or(OcrFailure::NoEngine)?;
        let identity = self.identity(&ready.found);
        let open = || self.archive.as_deref().map(Cache::open);
        let cache = self.cache.get_or_init(open);
        let key = cache.as_ref().map(|_| Cache::key(image, &identity));
        let known = match (cache, &key) {
            (Some(cache), Some(key)) => cache.get(key),
            _ => None,
        };
        let pages = match known {
            Some(pages) => pages,
            None => {
                let pages = self.run(ready, image)?;
                if let (Some(cache), Some(key)) = (cache, &key) {
                    cache.put(key, &pages);
                }
                pages
            }
        };
        let name = format!("{} {}", ready.found.engine, ready.found.version);
        let assembled = |page| assemble::assemble(page, ready.found.engine, name.trim_end());
        Ok(pages.iter().map(assembled).collect())
    }

    fn run(&self, ready: &Ready, image: &[u8]) -> Result<Vec<Page>, OcrFailure> {
        let (path, timeout) = (&ready.found.path, self.config.timeout());
        let recognised = match (ready.found.engine, &ready.rapidocr) {
            (Engine::RapidOcr, Some(rapidocr)) => rapidocr.recognise(image, timeout),
            (Engine::RapidOcr, None) => Err(OcrFailure::NoEngine),
            (Engine::Tesseract, _) => {
                tesseract::recognise(path, ready.found.osd, image, timeout, &self.stop)
            }
            (Engine::Command, _) => {
                let arguments = self.config.command.get(1..).unwrap_or_default();
                command::recognise(path, arguments, image, timeout, &self.stop)
            }
        };
        // Whatever became of it: it was ended.
        match self.stop.is_said() {
            true => Err(OcrFailure::Stopped),
            false => recognised,
        }
    }

    /// What tells one engine's results from another's.
    fn identity(&self, found: &Found) -> String {
        let mut identity = format!("{} {}", found.engine, found.version);
        if found.engine == Engine::Command {
            for part in &self.config.command {
                identity.push('\0');
                identity.push_str(part);
            }
        }
        identity
    }

    fn ready(&self) -> Option<&Ready> {
        let look = || {
            let found = choose(&self.config, &self.surroundings, &self.stop)?;
            let rapidocr = (found.engine == Engine::RapidOcr)
                .then(|| RapidOcr::new(found.path.clone(), self.config.workers, &self.stop));
            Some(Ready { found, rapidocr })
        };
        self.ready.get_or_init(look).as_ref()
    }
}

#[cfg(all(test, unix))]
mod tests;
