//! One file from bytes to documents: told by its content, read, hashed, parsed.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::isolated::Isolated;
use super::left_behind::is_left_behind;
use super::outcome::{Outcome, Skip};
use super::read::{open, within_limit};
use super::scans;
use super::tally::Tally;
use crate::containers::packed::Member;
use crate::containers::sniff::{Kind, sniff};
use crate::containers::{self, Content, Note, Scan};
use crate::count::count;
use crate::decode::{Decoded, Encoding, binary_text, decode};
use crate::isolation::Fault;
use crate::ocr::{OcrFailure, Recogniser};
use crate::parse::{self, Parsed};
use crate::record::{Source, Warning};
use crate::user_rules::UserRules;

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

    /// The bytes of one file in a packed file.
    fn member(&self, file: &Path, name: &[u8]) -> Result<Vec<u8>, Outcome> {
        let mut found = None;
        let opened = open(file)?;
        self.members(
            &opened.bytes,
            b"",
            &mut |path, content| match path.strip_prefix(INSIDE) == Some(name) {
                true => {
                    found = Some(content);
                    ControlFlow::Break(())
                }
                false => ControlFlow::Continue(()),
            },
        )?;
        found.unwrap_or_else(|| Err(Outcome::Failed("no such file in the packed file".into())))
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

    /// Gives every file in a packed file to `each`, under its path `shown!/name`.
    ///
    /// # Errors
    /// The outcome of the packed file, if it cannot be read to its end.
    pub fn members(
        &self,
        bytes: &[u8],
        shown: &[u8],
        each: &mut dyn FnMut(Vec<u8>, Result<Vec<u8>, Outcome>) -> ControlFlow<()>,
    ) -> Result<(), Outcome> {
        let mut taken = |member: Member| {
            let mut path = shown.to_vec();
            path.extend_from_slice(INSIDE);
            path.extend_from_slice(member.name.as_bytes());
            let content = member.content.map_err(Fault::Trouble).map_err(failed);
            each(
                path,
                content.and_then(|content| left_out(&member.name, content)),
            )
        };
        let members = self.isolated.members(sniff(bytes), bytes, &mut taken);
        members.map_err(failed)
    }

    fn text(&self, bytes: &[u8]) -> Result<(Content, &'static str, Vec<Warning>), Outcome> {
        let decoded = decode(bytes, self.encoding);
        if decoded.text.trim().is_empty() {
            return Err(Outcome::Skipped(Skip::Empty));
        }
        // Who names an encoding wants to see the text, however odd.
        if self.encoding.is_none() && binary_text(&decoded.text, decoded.replaced) {
            return Err(Outcome::Skipped(Skip::Binary("")));
        }
        let (encoding, warnings) = (decoded.encoding.name(), warnings(&decoded));
        let content = Content {
            text: decoded.text,
            ..Content::default()
        };
        Ok((content, encoding, warnings))
    }

    /// A container's text, its pictures recognised.
    fn container(&self, kind: Kind, bytes: &[u8]) -> Result<Content, Outcome> {
        let content = match containers::is_picture(kind) {
            true => Content {
                scans: vec![Scan {
                    page: 0,
                    image: bytes.to_vec(),
                }],
                ..Content::default()
            },
            false => self.isolated.read(kind, bytes).map_err(failed)?,
        };
        if content.scans.is_empty() {
            return Ok(content);
        }
        let pages = self.recognise_all(kind, bytes, &content.scans);
        let failures = || pages.iter().filter_map(|page| page.as_ref().err());
        if failures().any(|failure| *failure == OcrFailure::Stopped) {
            // What is there is no document yet.
            return Err(Outcome::Failed(OcrFailure::Stopped.to_string()));
        }
        let first = failures().next().cloned();
        let filled = scans::fill(content, pages);
        match first {
            // Nothing at all was read: the file's outcome says why.
            Some(failure) if filled.text.trim().is_empty() => Err(match failure {
                OcrFailure::NoEngine => Outcome::Skipped(Skip::NeedsOcr),
                failure => Outcome::Failed(failure.to_string()),
            }),
            _ => Ok(filled),
        }
    }

    /// What became of each scan.
    fn recognise_all(&self, kind: Kind, bytes: &[u8], scans: &[Scan]) -> Vec<scans::Page> {
        let recogniser = self.recogniser.as_ref();
        let Some(recogniser) = recogniser.filter(|recogniser| recogniser.engine().is_some()) else {
            // Without an engine the pictures need not be made.
            return vec![Err(OcrFailure::NoEngine); scans.len()];
        };
        self.tally.pages_found(scans.len());
        let recognise = |scan| {
            let page = self.recognise(recogniser, kind, bytes, scan);
            self.tally.page_done();
            page
        };
        scans.par_iter().map(recognise).collect()
    }

    fn recognise(
        &self,
        recogniser: &Recogniser,
        kind: Kind,
        bytes: &[u8],
        scan: &Scan,
    ) -> scans::Page {
        if !scan.image.is_empty() {
            return recogniser.recognise(&scan.image);
        }
        let image = self.isolated.page_image(kind, bytes, scan.page);
        recogniser.recognise(&image.map_err(|fault| OcrFailure::Failed(fault.to_string()))?)
    }

    /// The engine that recognised some of the content.
    fn engine_of(&self, content: &Content) -> Option<String> {
        let recogniser = self.recogniser.as_ref();
        let recogniser = recogniser.filter(|_| !content.confidence.is_empty())?;
        recogniser.engine().map(|found| {
            let name = format!("{} {}", found.engine, found.version);
            name.trim_end().to_owned()
        })
    }
}

/// What stands between a packed file's path and the name of a file in it: `a.zip!/b.doc`.
pub const INSIDE: &[u8] = b"!/";

/// The packed file and the name inside it, if a path is one of a file in a packed file.
fn split_member(path: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let splits = bytes.windows(INSIDE.len()).enumerate();
    let splits = splits
        .filter(|(_, window)| *window == INSIDE)
        .map(|(at, _)| at);
    splits.into_iter().find_map(|at| {
        let file = path_of(&bytes[..at]);
        file.is_file()
            .then(|| (file, bytes[at + INSIDE.len()..].to_vec()))
    })
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Members that are left out for their name.
fn left_out(name: &str, content: Vec<u8>) -> Result<Vec<u8>, Outcome> {
    match name.split('/').any(is_left_behind) {
        true => Err(Outcome::Skipped(Skip::Hidden)),
        false => Ok(content),
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

/// The documents of a file, with the file's warnings on the first of them and the fields of `rules`.
///
/// # Errors
/// A bug that stops the parser is this file's failure and not the whole run's.
pub fn documents(loaded: Loaded, rules: &UserRules) -> Result<Vec<Parsed>, Outcome> {
    let Loaded {
        source,
        content,
        warnings,
    } = loaded;
    let parse = || parse::parse_content(content, &source, rules);
    let parsed = catch_unwind(AssertUnwindSafe(parse));
    let mut documents =
        parsed.map_err(|_| Outcome::Failed("a bug in anjuan stopped its parsing".into()))?;
    let Some(first) = documents.first_mut() else {
        return Err(Outcome::Failed("no document was found in it".into()));
    };
    if warnings
        .iter()
        .any(|warning| warning.code == "unreadable_bytes")
    {
        // The parser sees the same characters and cannot know that decoding made them.
        first
            .record
            .warnings
            .retain(|warning| warning.code != "replacement_char");
    }
    first.record.warnings.splice(0..0, warnings);
    Ok(documents)
}

fn warnings(decoded: &Decoded) -> Vec<Warning> {
    let name = decoded.encoding.name();
    let warning = |code: &str, message: String| Warning {
        code: code.into(),
        field: None,
        message,
        line: None,
    };
    let mut warnings = Vec::new();
    if decoded.replaced > 0 {
        let message = format!(
            "{} could not be read as {name} and show as U+FFFD",
            count(decoded.replaced as u64, "place", "places")
        );
        warnings.push(warning("unreadable_bytes", message));
    }
    if decoded.foreign_lines > 0 {
        let message = format!(
            "{} in another encoding than {name}",
            count(decoded.foreign_lines as u64, "line is", "lines are")
        );
        warnings.push(warning("mixed_encodings", message));
    }
    let nul = decoded.text.matches('\0').count();
    if nul > 0 {
        let message = format!(
            "{} in the text",
            count(nul as u64, "NUL character stands", "NUL characters stand")
        );
        warnings.push(warning("nul_characters", message));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
