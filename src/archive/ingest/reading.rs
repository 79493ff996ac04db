//! The middle of an ingest: one path read, hashed and parsed, on whatever core is free.

use std::ops::ControlFlow;
use std::path::Path;

use blake3::Hash;
use rayon::ThreadPool;

use super::Options;
use super::members::Members;
use crate::archive::{FileRow, Packed};
use crate::containers::{self, sniff::sniff};
use crate::parse::Parsed;
use crate::source::{self, Outcome, Readers, Skip, Stamp};
use crate::user_rules::UserRules;

/// A packed file from this size on, in bytes, is unpacked with all threads at work on what it holds;
/// smaller ones are many, and each takes one thread.
const LARGE: u64 = 1 << 20;

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

/// What the first look at a path gives.
pub(super) enum Looked {
    /// The path, and those of the files in it.
    Ready(Vec<Ready>),
    /// A packed file whose files are worth all threads.
    Large(Box<PackedFile>),
}

impl Looked {
    fn ready(stored: Vec<u8>, bytes: u64, work: Work) -> Looked {
        Looked::Ready(vec![Ready {
            stored,
            bytes,
            work,
        }])
    }
}

/// A packed file that is in memory and not yet unpacked.
pub(super) struct PackedFile {
    opened: source::Opened,
    hash: Hash,
    stored: Vec<u8>,
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
    pub(super) fn read(&self, path: &Path, stored: Vec<u8>, row: Option<FileRow>) -> Looked {
        // A stop is asked for: what is read now would be thrown away.
        let opened = if (self.stop)() {
            Err(Outcome::Failed("stopped".into()))
        } else {
            source::open(path)
        };
        let opened = match opened {
            Ok(opened) => opened,
            Err(outcome) => return Looked::ready(stored, 0, Work::Settled(outcome)),
        };
        let hash = blake3::hash(&opened.bytes);
        let bytes = opened.bytes.len() as u64;
        let known = row.as_ref().and_then(|row| row.hash.as_deref());
        if known == Some(hash.as_bytes()) && !self.rereads {
            return Looked::ready(stored, bytes, Work::Unchanged(opened.stamp));
        }
        if !containers::is_packed(sniff(&opened.bytes)) {
            let work = self.parse(&opened.bytes, hash, opened.stamp, &stored);
            return Looked::ready(stored, bytes, work.unwrap_or_else(Work::Settled));
        }
        let packed = PackedFile {
            opened,
            hash,
            stored,
        };
        match bytes >= LARGE {
            true => Looked::Large(Box::new(packed)),
            false => Looked::Ready(self.unpack(packed, None)),
        }
    }

    /// A packed file, which has no documents of its own, and the files in it, parsed by the threads of
    /// `pool` if it is given.
    pub(super) fn unpack(&self, packed: PackedFile, pool: Option<&ThreadPool>) -> Vec<Ready> {
        let PackedFile {
            opened,
            hash,
            stored,
        } = packed;
        let mut members = Members {
            reader: self,
            pool,
            stamp: opened.stamp,
            waiting: Vec::new(),
            bytes: 0,
            ready: Vec::new(),
        };
        let mut each = |path, content| {
            members.take(path, content);
            match (self.stop)() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let end = self.readers.members(&opened.bytes, &stored, &mut each);
        let members = members.finish();
        let work = match end {
            Ok(()) => Work::Documents(Box::new(Documents {
                hash,
                stamp: opened.stamp,
                list: Vec::new(),
                left: members.iter().any(Ready::is_left),
                packed: true,
            })),
            Err(outcome) => Work::Settled(outcome),
        };
        let bytes = opened.bytes.len() as u64;
        let mut all = vec![Ready {
            stored,
            bytes,
            work,
        }];
        all.extend(members);
        all
    }

    pub(super) fn parse(
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
