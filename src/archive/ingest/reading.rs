//! The middle of an ingest: one path read, hashed and parsed, on whatever core is free.

use std::path::Path;

use super::Options;
use crate::archive::{FileRow, Packed};
use crate::decode::Encoding;
use crate::parse::Parsed;
use crate::source::{self, Outcome, Stamp};
use crate::user_rules::UserRules;

/// A path with all that can be known of it without the archive's writer.
pub(super) struct Ready {
    /// The stored path.
    pub(super) stored: Vec<u8>,
    /// The size of the file if it was read, in bytes.
    pub(super) bytes: u64,
    pub(super) work: Work,
}

/// What is to be done about a path.
pub(super) enum Work {
    /// Its outcome is known; of a folder, for all that it holds.
    Settled(Outcome),
    /// A path was named that is not there.
    Missing,
    /// It holds the bytes it held last time.
    Unchanged(Stamp),
    /// It has these documents.
    Documents(Box<Documents>),
}

/// The documents of a file.
pub(super) struct Documents {
    /// BLAKE3 of the file.
    pub(super) hash: blake3::Hash,
    pub(super) stamp: Stamp,
    pub(super) list: Vec<(Parsed, Packed)>,
}

/// Reads files.
pub(super) struct Reader<'a> {
    /// Whether unchanged files are parsed again: what is found in them may differ from last time.
    pub(super) rereads: bool,
    encoding: Option<Encoding>,
    rules: &'a UserRules,
    stop: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Reader<'a> {
    pub(super) fn new(options: &Options<'a>, rules: &'a UserRules) -> Reader<'a> {
        Reader {
            rereads: options.again || options.encoding.is_some(),
            encoding: options.encoding,
            rules,
            stop: options.stop,
        }
    }

    /// Reads and parses a file; `row` is the ledger's if its bytes are in the archive.
    pub(super) fn read(&self, path: &Path, stored: Vec<u8>, row: Option<FileRow>) -> Ready {
        // A stop is asked for: what is read now would be thrown away.
        let opened = if (self.stop)() {
            Err(Outcome::Failed("stopped".into()))
        } else {
            source::open(path)
        };
        let (bytes, work) = match opened {
            Ok(opened) => {
                let bytes = opened.bytes.len() as u64;
                let work = self.parse(&opened, &stored, row.as_ref());
                (bytes, work.unwrap_or_else(Work::Settled))
            }
            Err(outcome) => (0, Work::Settled(outcome)),
        };
        Ready {
            stored,
            bytes,
            work,
        }
    }

    fn parse(
        &self,
        opened: &source::Opened,
        stored: &[u8],
        row: Option<&FileRow>,
    ) -> Result<Work, Outcome> {
        let hash = blake3::hash(&opened.bytes);
        let known = row.and_then(|row| row.hash.as_deref());
        if known == Some(hash.as_bytes()) && !self.rereads {
            return Ok(Work::Unchanged(opened.stamp));
        }
        let shown = String::from_utf8_lossy(stored);
        let loaded = source::load_bytes(&opened.bytes, &shown, self.encoding)?;
        let pack = |parsed: Parsed| {
            let packed = Packed::new(&parsed.record, &parsed.reading)
                .map_err(|what| Outcome::Failed(format!("it cannot be stored: {what}")))?;
            Ok((parsed, packed))
        };
        let documents = source::documents(loaded, self.rules)?;
        Ok(Work::Documents(Box::new(Documents {
            hash,
            stamp: opened.stamp,
            list: documents.into_iter().map(pack).collect::<Result<_, _>>()?,
        })))
    }
}
