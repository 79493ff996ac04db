//! What readers have done so far, for whoever shows how far a run has come.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Counts of [`Readers`](super::Readers), which go up while they are at work.
#[derive(Debug, Default)]
pub struct Tally {
    files: AtomicU64,
    pages: AtomicU64,
    recognised: AtomicU64,
    /// When the first page was asked for.
    since: std::sync::OnceLock<Instant>,
}

/// How far recognition has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recognition {
    /// Files read, of any kind, those in packed files among them.
    pub files: u64,
    /// Pages that were pictures in them.
    pub pages: u64,
    /// Of these, pages that are done, whatever came of them.
    pub done: u64,
    /// Seconds since the first of them was begun.
    pub seconds: f64,
}

impl Recognition {
    /// Pages a minute; nothing is said before the first page is done.
    pub fn pages_a_minute(&self) -> Option<f64> {
        (self.done > 0 && self.seconds > 0.0).then(|| self.done as f64 * 60.0 / self.seconds)
    }

    /// Seconds that the pages known will take, and those that `files` more are to be expected to hold.
    pub fn seconds_left(&self, files: u64) -> Option<f64> {
        let rate = self.pages_a_minute()? / 60.0;
        let expected = self.pages as f64 / self.files.max(1) as f64 * files as f64;
        Some((self.pages.saturating_sub(self.done) as f64 + expected) / rate)
    }
}

impl Tally {
    /// A file was read, up to its pictures.
    pub(super) fn file_read(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
    }

    /// So many pages are to be recognised.
    pub(super) fn pages_found(&self, count: usize) {
        self.since.get_or_init(Instant::now);
        self.pages.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// One of them is done.
    pub(super) fn page_done(&self) {
        self.recognised.fetch_add(1, Ordering::Relaxed);
    }

    /// How far recognition has come; nothing if no page is a picture.
    pub fn recognition(&self) -> Option<Recognition> {
        let since = self.since.get()?;
        // In this order: no more can be done than were found.
        let done = self.recognised.load(Ordering::Relaxed);
        Some(Recognition {
            files: self.files.load(Ordering::Relaxed),
            pages: self.pages.load(Ordering::Relaxed).max(done),
            done,
            seconds: since.elapsed().as_secs_f64(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_tells_how_long_it_will_take() {
        let so_far = Recognition {
            files: 10,
            pages: 30,
            done: 20,
            seconds: 60.0,
        };
        assert_eq!(so_far.pages_a_minute(), Some(20.0));
        // Ten pages are known; files hold three each.
        assert_eq!(so_far.seconds_left(0), Some(30.0));
        assert_eq!(so_far.seconds_left(10), Some(120.0));
        let first = Recognition { done: 0, ..so_far };
        assert_eq!(first.pages_a_minute(), None);
        assert_eq!(first.seconds_left(5), None);
    }

    #[test]
    fn nothing_is_said_without_pictures() {
        let tally = Tally::default();
        tally.file_read();
        assert_eq!(tally.recognition(), None);
        tally.pages_found(2);
        tally.page_done();
        let so_far = tally.recognition().expect("pages");
        assert_eq!((so_far.files, so_far.pages, so_far.done), (1, 2, 1));
    }
}
