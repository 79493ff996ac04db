//! What an ingest did, in numbers that add up.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::source::Outcome;

/// How many of the paths that were not archived are listed.
const LISTED: usize = 20;

/// What an ingest did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Summary {
    /// Paths found.
    pub found: u64,
    /// Paths by the name of their outcome; the sum is `found`.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// Of the paths skipped, those left out by rule: hidden, links, excluded.
    pub expected: u64,
    /// Documents put into the archive.
    pub documents: u64,
    /// Of those, documents with warnings.
    pub documents_with_warnings: u64,
    /// Paths in the archive whose file is gone, those pruned not counted.
    pub vanished: u64,
    /// Paths whose file is gone and that were dropped.
    pub pruned: u64,
    /// The first of the paths that vanished.
    pub vanished_paths: Vec<String>,
    /// Whether the user's rules are others than before, so that unchanged files keep their old fields.
    pub rules_changed: bool,
    /// Bytes of the files read.
    pub bytes: u64,
    /// Time taken.
    pub seconds: f64,
    /// The first of the paths that may be documents and were not archived.
    pub not_archived: Vec<NotArchived>,
    /// How many more of those there are.
    pub not_archived_more: u64,
}

/// A path that may be a document and was not archived.
#[derive(Debug, Clone, Serialize)]
pub struct NotArchived {
    /// The stored path; undecodable bytes as U+FFFD.
    pub path: String,
    /// The outcome's name.
    pub outcome: &'static str,
    /// Why.
    pub reason: String,
}

impl Summary {
    /// Counts a path and its outcome.
    pub(super) fn add(&mut self, path: &[u8], outcome: &Outcome) {
        self.found += 1;
        *self.outcomes.entry(outcome.name()).or_default() += 1;
        if outcome.is_problem() {
            self.list(path, outcome);
        } else if matches!(outcome, Outcome::Skipped(_)) {
            self.expected += 1;
        }
    }

    /// Counts a path in the archive whose file is gone.
    pub(super) fn add_vanished(&mut self, path: &[u8], pruned: bool) {
        if pruned {
            self.pruned += 1;
            return;
        }
        self.vanished += 1;
        if self.vanished_paths.len() < LISTED {
            self.vanished_paths
                .push(String::from_utf8_lossy(path).into_owned());
        }
    }

    /// How many paths had this outcome.
    pub fn outcome(&self, name: &str) -> u64 {
        self.outcomes.get(name).copied().unwrap_or(0)
    }

    /// How many paths may be documents and were not archived.
    pub fn problems(&self) -> u64 {
        self.not_archived.len() as u64 + self.not_archived_more
    }

    /// Whether the archive is as it was before.
    pub fn nothing_changed(&self) -> bool {
        self.documents == 0
            && self.pruned == 0
            && self.outcome("unchanged") + self.outcome("skipped") == self.found
    }

    /// Sets the time, and makes sure that no path was lost on the way.
    pub(super) fn finish(mut self, seen: u64, time: Duration) -> Result<Summary> {
        let sum: u64 = self.outcomes.values().sum();
        if self.found != sum || self.found != seen {
            return Err(Error::Bug(format!(
                "{} paths were found, {seen} seen and {sum} have an outcome",
                self.found
            )));
        }
        self.seconds = time.as_secs_f64();
        Ok(self)
    }

    fn list(&mut self, path: &[u8], outcome: &Outcome) {
        if self.not_archived.len() == LISTED {
            self.not_archived_more += 1;
            return;
        }
        self.not_archived.push(NotArchived {
            path: String::from_utf8_lossy(path).into_owned(),
            outcome: outcome.name(),
            reason: outcome.reason().unwrap_or_default(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Skip;

    #[test]
    fn sums_add_up_or_it_is_a_bug() {
        let mut summary = Summary::default();
        for at in 0..30 {
            summary.add(b"a", &Outcome::Failed(at.to_string()));
        }
        summary.add(b"b", &Outcome::Skipped(Skip::Hidden));
        summary.add(b"c", &Outcome::Archived);
        assert_eq!(
            (summary.found, summary.expected, summary.problems()),
            (32, 1, 30)
        );
        assert_eq!(summary.not_archived.len(), LISTED);
        assert!(summary.clone().finish(32, Duration::ZERO).is_ok());
        assert!(matches!(
            summary.finish(33, Duration::ZERO),
            Err(Error::Bug(_))
        ));
    }
}
