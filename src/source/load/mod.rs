//! One file from bytes to documents: told by its content, read, hashed, parsed.

mod documents;
mod members;
mod pictures;
mod text;

use std::path::Path;
use std::sync::Arc;

use super::isolated::Isolated;
use super::outcome::{Outcome, Skip};
use super::read::{open, within_limit};
use super::tally::Tally;
use crate::containers::sniff::{Kind, sniff};
use crate::containers::{self, Content, Note};
use crate::decode::Encoding;
use crate::isolation::Fault;
use crate::ocr::Recogniser;
use crate::record::{Source, Warning};

pub use documents::documents;
pub use members::INSIDE;
use members::split_member;

/// A file's text, ready to be parsed.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What records say of the file.
    pub source: Source,
    /// Its text, with pages and what else its container tells.
    pub content: Content,
    /// What was odd about its bytes.
    pub warnings: Vec<Warning>,
}

/// Reads files of every kind; shared by all threads.
#[derive(Debug, Default)]
pub struct Readers {
    isolated: Isolated,
    recogniser: Option<Recogniser>,
    encoding: Option<Encoding>,
    tally: Arc<Tally>,
}

impl Readers {
    /// Readers that read containers in processes of `isolated`, and texts in `encoding` if it is
    /// given. Without more they recognise no pictures.
    pub fn new(isolated: Isolated, encoding: Option<Encoding>) -> Readers {
        Readers {
            isolated,
            recogniser: None,
            encoding,
            tally: Arc::default(),
        }
    }

    /// The same, with an engine for pictures.
    pub fn with_recogniser(self, recogniser: Recogniser) -> Readers {
        Readers {
            recogniser: Some(recogniser),
            ..self
        }
    }

    /// What they have done so far.
    pub fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.tally)
    }

    /// Whether a forced encoding makes the reading of a file another than last time.
    pub fn forces_encoding(&self) -> bool {
        self.encoding.is_some()
    }

    /// Whether there is an engine that recognises pictures; the first call looks for one.
    pub fn recognises(&self) -> bool {
        let recogniser = self.recogniser.as_ref();
        recogniser.is_some_and(|recogniser| recogniser.engine().is_some())
    }

    /// Ends what is being read and recognised in other processes, and every later reading there; for
    /// use from another thread.
    pub fn stop(&self) {
        self.isolated.stop();
        if let Some(recogniser) = &self.recogniser {
            recogniser.stop();
        }
    }

    /// Reads a file that holds one text; `shown` is the path for its records.
    ///
    /// # Errors
    /// The outcome of a file that gives no text; a packed file is [`Skip::Packed`].
    pub fn load(&self, path: &Path, shown: &str) -> Result<Loaded, Outcome> {
        match split_member(path) {
            Some((file, member)) => {
                let bytes = self.member(&file, &member)?;
                self.load_bytes(&bytes, shown)
            }
            None => self.load_bytes(&open(path)?.bytes, shown),
        }
    }

    /// Takes bytes as a file that holds one text.
    ///
    /// # Errors
    /// As [`Readers::load`].
    pub fn load_bytes(&self, bytes: &[u8], shown: &str) -> Result<Loaded, Outcome> {
        let kind = sniff(bytes);
        // A file in a packed file was opened by nobody who looked at this.
        within_limit(kind, bytes.len() as u64)?;
        let (content, encoding, warnings) = match kind {
            Kind::Text => self.text(bytes)?,
            Kind::Html => {
                let content = containers::html::read(bytes, self.encoding.map(Encoding::name));
                (
                    content.map_err(Fault::Trouble).map_err(failed)?,
                    "",
                    Vec::new(),
                )
            }
            Kind::Other(what) => return Err(Outcome::Skipped(Skip::Binary(what))),
            kind if containers::is_packed(kind) => return Err(Outcome::Skipped(Skip::Packed)),
            kind => (self.container(kind, bytes)?, "", Vec::new()),
        };
        self.tally.file_read();
        if content.text.trim().is_empty() {
            return Err(Outcome::Skipped(Skip::Empty));
        }
        let pages = u32::try_from(content.pages.len()).unwrap_or(u32::MAX);
        let warnings = warnings
            .into_iter()
            .chain(content.notes.iter().map(warning_of));
        Ok(Loaded {
            source: Source {
                path: shown.to_owned(),
                media_type: kind.media_type().into(),
                encoding: encoding.into(),
                bytes: bytes.len() as u64,
                blake3: blake3::hash(bytes).to_hex().to_string(),
                pages: (pages > 0).then_some(pages),
                recognised_by: self.engine_of(&content),
            },
            warnings: warnings.collect(),
            content,
        })
    }
}

fn failed(fault: Fault) -> Outcome {
    Outcome::Failed(fault.to_string())
}

fn warning_of(note: &Note) -> Warning {
    Warning {
        code: note.code.clone(),
        field: None,
        message: note.message.clone(),
        line: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::user_rules::UserRules;

    fn codes(bytes: &[u8]) -> Vec<String> {
        let loaded = Readers::default().load_bytes(bytes, "a").expect("text");
        let documents = documents(loaded, &UserRules::default()).expect("documents");
        let warnings = &documents[0].record.warnings;
        warnings
            .iter()
            .map(|warning| warning.code.clone())
            .collect()
    }

    #[test]
    fn odd_bytes_are_warned_of() {
        assert_eq!(codes("云科〔2022〕32号".as_bytes()), [""; 0]);
        assert_eq!(codes("云科\0〔2022〕32号".as_bytes()), ["nul_characters"]);
        assert_eq!(codes(b"\xe4\xba\x91\xe7\xa7\x91\xe5"), ["unreadable_bytes"]);
    }

    #[test]
    fn nothing_and_noise_are_skipped() {
        for blank in [
            &b""[..],
            b" \n\t\r\n",
            b"\xef\xbb\xbf",
            "\u{3000}\n".as_bytes(),
        ] {
            assert_eq!(
                Readers::default()
                    .load_bytes(blank, "a")
                    .expect_err("skipped"),
                Outcome::Skipped(Skip::Empty)
            );
        }
        assert_eq!(
            Readers::default()
                .load_bytes(b"Rar!\x1a\x07\0", "a")
                .expect_err("skipped"),
            Outcome::Skipped(Skip::Binary("RAR"))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_have_an_outcome(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(loaded) = Readers::default().load_bytes(&bytes, "a") {
                prop_assert!(documents(loaded, &UserRules::default()).is_ok());
            }
        }
    }
}
