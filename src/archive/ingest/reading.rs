//! The middle of an ingest: one path read, hashed and parsed, on whatever core is free.

use std::ops::ControlFlow;
use std::path::Path;

use blake3::Hash;

use super::Options;
use crate::archive::{FileRow, Packed};
use crate::containers::{self, sniff::sniff};
use crate::parse::Parsed;
use crate::source::{self, Outcome, Readers, Skip, Stamp};
use crate::user_rules::UserRules;

/// A path with all that can be known of it without the archive's writer.
pub(super) struct Ready {
    /// The stored path.
    pub(super) stored: Vec<u8>,
    /// The size of the file if it was read, in bytes.
    pub(super) bytes: u64,
    pub(super) work: Work,
}

impl Ready {
    /// Whether another time may give it documents.
    fn is_left(&self) -> bool {
        let left = |outcome: &Outcome| {
            matches!(
                outcome,
                Outcome::Failed(_) | Outcome::Skipped(Skip::NeedsOcr)
            )
        };
        matches!(&self.work, Work::Settled(outcome) if left(outcome))
    }
}

/// What is to be done about a path.
pub(super) enum Work {
    /// Its outcome is known; of a folder, for all that it holds.
    Settled(Outcome),
    /// A path was named that is not there.
    Missing,
    /// It holds the bytes it held last time.
    Unchanged(Stamp),
    /// It has these documents; a packed file has none of its own.
    Documents(Box<Documents>),
}

/// The documents of a file.
pub(super) struct Documents {
    /// BLAKE3 of the file.
    pub(super) hash: Hash,
    pub(super) stamp: Stamp,
    pub(super) list: Vec<(Parsed, Packed)>,
    /// Whether it is a packed file, which has no documents of its own.
    pub(super) packed: bool,
    /// Whether files in a packed file were left that another time may be read.
    pub(super) left: bool,
}

/// Reads files.
pub(super) struct Reader<'a> {
    /// Whether unchanged files are parsed again: what is found in them may differ from last time.
    pub(super) rereads: bool,
    readers: &'a Readers,
    rules: &'a UserRules,
    stop: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Reader<'a> {
    pub(super) fn new(options: &Options<'a>, rules: &'a UserRules) -> Reader<'a> {
        Reader {
            rereads: options.again || options.readers.forces_encoding(),
            readers: options.readers,
            rules,
            stop: options.stop,
        }
    }

    /// Reads and parses a file, and all that it holds if it is a packed one; `row` is the ledger's if
    /// its bytes are in the archive.
    pub(super) fn read(&self, path: &Path, stored: Vec<u8>, row: Option<FileRow>) -> Vec<Ready> {
        // A stop is asked for: what is read now would be thrown away.
        let opened = if (self.stop)() {
            Err(Outcome::Failed("stopped".into()))
        } else {
            source::open(path)
        };
        let (bytes, work, members) = match opened {
            Ok(opened) => {
                let hash = blake3::hash(&opened.bytes);
                let known = row.as_ref().and_then(|row| row.hash.as_deref());
                let bytes = opened.bytes.len() as u64;
                if known == Some(hash.as_bytes()) && !self.rereads {
                    (bytes, Work::Unchanged(opened.stamp), Vec::new())
                } else if containers::is_packed(sniff(&opened.bytes)) {
                    let (work, members) = self.unpack(&opened, hash, &stored);
                    (bytes, work, members)
                } else {
                    let work = self.parse(&opened.bytes, hash, opened.stamp, &stored);
                    (bytes, work.unwrap_or_else(Work::Settled), Vec::new())
                }
            }
            Err(outcome) => (0, Work::Settled(outcome), Vec::new()),
        };
        let mut all = vec![Ready {
            stored,
            bytes,
            work,
        }];
        all.extend(members);
        all
    }

    /// A packed file, which has no documents of its own, and the files in it.
    fn unpack(&self, opened: &source::Opened, hash: Hash, stored: &[u8]) -> (Work, Vec<Ready>) {
        let mut members = Vec::new();
        let mut each = |path: Vec<u8>, content: Result<Vec<u8>, Outcome>| {
            let parsed = content
                .and_then(|bytes| self.parse(&bytes, blake3::hash(&bytes), opened.stamp, &path));
            members.push(Ready {
                stored: path,
                bytes: 0,
                work: parsed.unwrap_or_else(Work::Settled),
            });
            match (self.stop)() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let work = match self.readers.members(&opened.bytes, stored, &mut each) {
            Ok(()) => Work::Documents(Box::new(Documents {
                hash,
                stamp: opened.stamp,
                list: Vec::new(),
                packed: true,
                left: members.iter().any(Ready::is_left),
            })),
            Err(outcome) => Work::Settled(outcome),
        };
        (work, members)
    }

    fn parse(
        &self,
        bytes: &[u8],
        hash: Hash,
        stamp: Stamp,
        stored: &[u8],
    ) -> Result<Work, Outcome> {
        let shown = String::from_utf8_lossy(stored);
        let loaded = self.readers.load_bytes(bytes, &shown)?;
        let pack = |parsed: Parsed| {
            let packed = Packed::new(&parsed.record, &parsed.reading)
                .map_err(|what| Outcome::Failed(format!("it cannot be stored: {what}")))?;
            Ok((parsed, packed))
        };
        let documents = source::documents(loaded, self.rules)?;
        Ok(Work::Documents(Box::new(Documents {
            hash,
            stamp,
            list: documents.into_iter().map(pack).collect::<Result<_, _>>()?,
            packed: false,
            left: false,
        })))
    }
}
