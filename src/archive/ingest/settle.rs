//! The second half of an ingest: gives each path its outcome, in records, ledger and index.

use std::time::{Duration, Instant};

use rusqlite::params;

use super::reading::{Documents, Ready, Work};
use super::summary::Summary;
use super::{Event, Options};
use crate::archive::{FileRow, Places, Writers};
use crate::error::Result;
use crate::parse::Parsed;
use crate::source::{Outcome, Skip, Stamp};

/// The warning with which the parser says that a document bears a secrecy mark.
const SECRECY_MARK: &str = "secrecy_mark";

/// What has been done since the last commit.
pub(super) struct Batch {
    pub(super) documents: u64,
    pub(super) bytes: u64,
    pub(super) started: Instant,
    /// Paths whose documents the commit will acknowledge.
    paths: Vec<Vec<u8>>,
}

impl Batch {
    fn new() -> Batch {
        Batch {
            documents: 0,
            bytes: 0,
            started: Instant::now(),
            paths: Vec::new(),
        }
    }
}

/// Gives paths their outcome.
pub(super) struct Settler<'a> {
    pub(super) writers: Writers,
    pub(super) places: &'a Places,
    pub(super) summary: Summary,
    pub(super) batch: Batch,
    allow_marked: bool,
    seen: u64,
}

impl<'a> Settler<'a> {
    /// Takes the open archive.
    pub(super) fn new(
        writers: Writers,
        options: &Options<'_>,
        places: &'a Places,
    ) -> Result<Settler<'a>> {
        // In a table and not in memory: an archive may have a million paths.
        writers.store.execute(
            "CREATE TEMP TABLE seen(path BLOB PRIMARY KEY, closed INTEGER) WITHOUT ROWID",
            [],
        )?;
        Ok(Settler {
            writers,
            places,
            summary: Summary::default(),
            batch: Batch::new(),
            allow_marked: options.allow_marked,
            seen: 0,
        })
    }

    /// Gives a path its outcome.
    pub(super) fn settle(&mut self, ready: Ready, events: &mut dyn FnMut(Event<'_>)) -> Result<()> {
        let Ready {
            stored,
            bytes,
            work,
        } = ready;
        let old = self.writers.store.store().file(&stored)?;
        let archived = old.as_ref().is_some_and(|row| row.hash.is_some());
        if archived && matches!(work, Work::Missing) {
            // A file of the archive is gone: the last stage says so.
            return Ok(());
        }
        // Folders named one inside the other show a path twice.
        let closed = matches!(work, Work::Settled(_) | Work::Missing);
        if !self.mark_seen(&stored, closed)? {
            return Ok(());
        }
        self.seen += 1;
        let outcome = match work {
            Work::Settled(outcome) => self.leave(&stored, old, outcome)?,
            Work::Missing => Outcome::Failed("no such file or folder".into()),
            Work::Unchanged(stamp) => {
                self.keep_members(&stored)?;
                self.keep(old, stamp)?
            }
            Work::Documents(documents) => self.take(&stored, old, *documents)?,
        };
        self.summary.add(&stored, &outcome);
        self.summary.bytes += bytes;
        self.batch.bytes += bytes;
        events(Event::Settled {
            path: &stored,
            outcome: &outcome,
            bytes,
        });
        if matches!(outcome, Outcome::Archived | Outcome::Duplicate { .. }) {
            self.batch.paths.push(stored);
        }
        Ok(())
    }

    /// Makes the batch durable; gives the paths that are so now.
    pub(super) fn commit(&mut self) -> Result<Vec<Vec<u8>>> {
        self.writers.commit()?;
        Ok(std::mem::replace(&mut self.batch, Batch::new()).paths)
    }

    /// Closes the archive and gives the summary.
    pub(super) fn finish(self, time: Duration) -> Result<Summary> {
        self.writers.close()?;
        self.summary.finish(self.seen, time)
    }

    /// A path that has no documents to take.
    fn leave(&mut self, path: &[u8], old: Option<FileRow>, outcome: Outcome) -> Result<Outcome> {
        let archived = old.as_ref().filter(|row| row.hash.is_some());
        let (hash, warnings) = match (&outcome, archived) {
            // Left out this time only: what is in the archive stays as it is.
            (Outcome::Skipped(Skip::Hidden | Skip::Excluded), Some(_)) => return Ok(outcome),
            // The files in it stand for themselves, and stay until it can be read again.
            (Outcome::Failed(_), Some(row)) if row.outcome == Outcome::Unpacked.name() => {
                (None, Vec::new())
            }
            // Not readable now: the last reading stays until there is a better one.
            (Outcome::Failed(_), Some(row)) => (row.hash.clone(), row.warnings.clone()),
            (_, Some(row)) => {
                self.release(row)?;
                (None, Vec::new())
            }
            (_, None) => (None, Vec::new()),
        };
        self.write_file(old.as_ref(), row(path, &outcome, hash, None, warnings))?;
        Ok(outcome)
    }

    /// A path that holds the same bytes as last time.
    fn keep(&mut self, old: Option<FileRow>, stamp: Stamp) -> Result<Outcome> {
        if let Some(old) = old {
            let new = FileRow {
                stamp: Some(stamp),
                vanished: false,
                ..old.clone()
            };
            self.write_file(Some(&old), new)?;
        }
        Ok(Outcome::Unchanged)
    }

    /// The files in a packed file that holds the same bytes as last time.
    fn keep_members(&mut self, packed: &[u8]) -> Result<()> {
        let store = self.writers.store.store();
        for path in store.paths_inside(packed)? {
            if self.mark_seen(&path, false)? {
                self.seen += 1;
                self.summary.add(&path, &Outcome::Unchanged);
                self.bring_back(&path)?;
            }
        }
        Ok(())
    }

    /// Unsays that a path has vanished: the packed file in which it stands was away for a while.
    fn bring_back(&mut self, path: &[u8]) -> Result<()> {
        let old = self.writers.store.store().file(path)?;
        let Some(old) = old.filter(|row| row.vanished) else {
            return Ok(());
        };
        let new = FileRow {
            vanished: false,
            ..old.clone()
        };
        self.write_file(Some(&old), new)
    }

    /// A path with documents.
    fn take(&mut self, path: &[u8], old: Option<FileRow>, new: Documents) -> Result<Outcome> {
        if !self.allow_marked && new.list.iter().any(|(parsed, _)| is_marked(parsed)) {
            return self.leave(path, old, Outcome::Refused("secrecy mark".into()));
        }
        let hash = new.hash.as_bytes();
        if let Some(old) = &old
            && old.hash.as_deref().is_some_and(|before| before != hash)
        {
            self.release(old)?;
        }
        let first = self.writers.store.store().first_path_of(hash)?;
        let outcome = match first {
            _ if new.packed => Outcome::Unpacked,
            Some(of) if of != path => Outcome::Duplicate { of },
            _ => self.put_all(hash, &new.list)?,
        };
        // A second look that finds the same is no news, and yet the ledger says "archived".
        let named = match outcome {
            Outcome::Unchanged => Outcome::Archived,
            ref outcome => outcome.clone(),
        };
        let same = old.as_ref().is_some_and(|old| {
            old.hash.as_deref() == Some(hash) && old.outcome == named.name() && !old.vanished
        });
        let kept = matches!(
            named,
            Outcome::Archived | Outcome::Unpacked | Outcome::Duplicate { .. }
        );
        let row = row(
            path,
            &named,
            kept.then(|| hash.to_vec()),
            kept.then_some(new.stamp),
            warning_codes(&new),
        );
        self.write_file(old.as_ref(), row)?;
        Ok(match outcome {
            Outcome::Unchanged if !same => Outcome::Archived,
            Outcome::Duplicate { .. } | Outcome::Unpacked if same => Outcome::Unchanged,
            outcome => outcome,
        })
    }

    /// Writes a row of the ledger if it says something new.
    pub(super) fn write_file(&mut self, old: Option<&FileRow>, new: FileRow) -> Result<()> {
        if old == Some(&new) {
            return Ok(());
        }
        self.writers.store.set_file(&new)
    }

    /// Notes that this run came to a path; `closed` if it looked at nothing below it.
    fn mark_seen(&mut self, path: &[u8], closed: bool) -> Result<bool> {
        self.writers.store.begin()?;
        let sql = "INSERT OR IGNORE INTO temp.seen VALUES (?1, ?2)";
        Ok(self.writers.store.execute(sql, params![path, closed])? == 1)
    }
}

fn row(
    path: &[u8],
    outcome: &Outcome,
    hash: Option<Vec<u8>>,
    stamp: Option<Stamp>,
    warnings: Vec<String>,
) -> FileRow {
    FileRow {
        path: path.to_vec(),
        outcome: outcome.name().into(),
        reason: outcome.reason(),
        hash,
        stamp,
        warnings,
        vanished: false,
    }
}

fn is_marked(parsed: &Parsed) -> bool {
    let warnings = &parsed.record.warnings;
    warnings.iter().any(|warning| warning.code == SECRECY_MARK)
}

/// The warning of a packed file in which something was left that another time may be read.
pub(super) const MEMBERS_LEFT: &str = "members_left";

fn warning_codes(new: &Documents) -> Vec<String> {
    let warnings = new
        .list
        .iter()
        .flat_map(|(parsed, _)| &parsed.record.warnings);
    let mut codes: Vec<String> = warnings.map(|warning| warning.code.clone()).collect();
    codes.extend(new.left.then(|| MEMBERS_LEFT.to_owned()));
    codes.sort();
    codes.dedup();
    codes
}
