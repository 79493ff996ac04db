//! The first half of an ingest: walks, passes over unchanged files, reads and parses the others.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Options;
use super::reading::{Looked, Reader, Ready, Work};
use super::settle::MEMBERS_LEFT;
use crate::archive::paths::{resolve, resolve_above};
use crate::archive::{FileRow, Places, Store};
use crate::error::{Error, Result};
use crate::source::{self, Outcome, Stamp, Walk, What};
use crate::user_rules::UserRules;

/// A chunk is parsed when it holds this many files …
const CHUNK_FILES: usize = 256;
/// … or files of this many bytes together.
const CHUNK_BYTES: u64 = 8 << 20;

/// The warning of a file of which pages need an engine that was not there.
const NEEDS_OCR: &str = "needs_ocr";

/// A path on the way to being [`Ready`].
enum Job {
    Done(Ready),
    Read {
        path: PathBuf,
        stored: Vec<u8>,
        row: Option<FileRow>,
    },
}

/// Walks and parses.
pub(super) struct Producer<'a> {
    options: &'a Options<'a>,
    places: &'a Places,
    roots: Vec<PathBuf>,
    archive: PathBuf,
    ledger: Store,
    reader: Reader<'a>,
    pool: ThreadPool,
}

impl<'a> Producer<'a> {
    /// A producer for the archive folder `dir`, with a connection of its own to the ledger.
    pub(super) fn new(
        dir: &Path,
        options: &'a Options<'a>,
        rules: &'a UserRules,
        places: &'a Places,
    ) -> Result<Self> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(options.jobs)
            .thread_name(|number| format!("parse-{number}"))
            .build()
            .map_err(|error| Error::Usage(format!("--jobs: {error}")))?;
        Ok(Producer {
            options,
            places,
            roots: roots(options.roots),
            archive: resolve(dir),
            ledger: Store::open_reader(dir)?,
            reader: Reader::new(options, rules),
            pool,
        })
    }

    /// Sends everything found, in the order of the walk, until the receiver is gone.
    pub(super) fn run(self, send: &SyncSender<Result<Vec<Ready>>>) {
        if let Err(error) = self.walk_all(send) {
            // Nobody to tell: the receiver has failed already.
            let _ = send.send(Err(error));
        }
    }

    fn walk_all(&self, send: &SyncSender<Result<Vec<Ready>>>) -> Result<()> {
        let filter = self.options.filter.clone().without(self.archive.clone());
        let mut chunk = Vec::new();
        let mut bytes = 0;
        for root in &self.roots {
            if is_missing(root) {
                chunk.push(Job::Done(self.done(root, Work::Missing)));
                continue;
            }
            for found in Walk::new(root, &filter) {
                if (self.options.stop)() {
                    return Ok(());
                }
                let (job, size) = self.look_at(found)?;
                chunk.push(job);
                bytes += size;
                if chunk.len() >= CHUNK_FILES || bytes >= CHUNK_BYTES {
                    bytes = 0;
                    if send
                        .send(Ok(self.work(std::mem::take(&mut chunk))))
                        .is_err()
                    {
                        return Ok(());
                    }
                }
            }
        }
        let _ = send.send(Ok(self.work(chunk)));
        Ok(())
    }

    /// Decides without reading it what is to be done about a path; gives how much will be read.
    fn look_at(&self, found: source::Found) -> Result<(Job, u64)> {
        let settled = |outcome| Ok((Job::Done(self.done(&found.path, Work::Settled(outcome))), 0));
        match found.what {
            What::Skip(skip) => return settled(Outcome::Skipped(skip)),
            What::Fail(reason) => return settled(Outcome::Failed(reason)),
            What::File => {}
        }
        let stored = self.places.stored_real(&found.path);
        let row = self.ledger.file(&stored)?;
        let row = row.filter(|row| is_archived(row) && !self.may_give_more(row));
        // What cannot be asked for its size is for the reader to report.
        let stamp = fs::symlink_metadata(&found.path)
            .map(|metadata| Stamp::of(&metadata))
            .ok();
        let read_anyway = self.options.check_content || self.reader.rereads;
        if let (Some(row), Some(stamp)) = (&row, stamp)
            && row.stamp == Some(stamp)
            && !read_anyway
        {
            let ready = Ready {
                stored,
                bytes: 0,
                work: Work::Unchanged(stamp),
            };
            return Ok((Job::Done(ready), 0));
        }
        let path = found.path;
        let size = stamp.map_or(0, |stamp| u64::try_from(stamp.size).unwrap_or(0));
        Ok((Job::Read { path, stored, row }, size.min(source::MAX_TEXT)))
    }

    /// Whether a file that has not changed may be read better than last time.
    fn may_give_more(&self, row: &FileRow) -> bool {
        let warned = |code: &str| row.warnings.iter().any(|warning| warning == code);
        warned(MEMBERS_LEFT) || warned(NEEDS_OCR) && self.options.readers.recognises()
    }

    fn done(&self, path: &Path, work: Work) -> Ready {
        Ready {
            stored: self.places.stored_real(path),
            bytes: 0,
            work,
        }
    }

    /// Reads and parses a chunk on all cores; the order stays.
    fn work(&self, chunk: Vec<Job>) -> Vec<Ready> {
        let reader = &self.reader;
        let work = |job| match job {
            Job::Done(ready) => Looked::Ready(vec![ready]),
            Job::Read { path, stored, row } => reader.read(&path, stored, row),
        };
        let looked: Vec<Looked> = self
            .pool
            .install(|| chunk.into_par_iter().map(work).collect());
        // Large packed files one after the other, by this thread: one of the pool's could come to
        // wait for its files in the middle of another packed file, and so hold many open.
        let unpacked = looked.into_iter().map(|looked| match looked {
            Looked::Ready(list) => list,
            Looked::Large(packed) => reader.unpack(*packed, Some(&self.pool)),
        });
        unpacked.flatten().collect()
    }
}

/// Whether the bytes of a path are in the archive for good, so that the same bytes need no reading.
fn is_archived(row: &FileRow) -> bool {
    row.hash.is_some() && matches!(row.outcome.as_str(), "archived" | "duplicate" | "unpacked")
}

fn is_missing(root: &Path) -> bool {
    fs::symlink_metadata(root).is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

/// The paths named, resolved; one that is named twice counts once.
fn roots(named: &[PathBuf]) -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = Vec::new();
    for root in named {
        let real = resolve_above(root);
        if !roots.contains(&real) {
            roots.push(real);
        }
    }
    roots
}
