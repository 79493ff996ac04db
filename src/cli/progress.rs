//! The progress bar of an ingest: on a terminal only, on standard error.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressStyle};

use crate::source::{Filter, Recognition, Tally, Walk};

/// How often the bar is drawn anew: recognition goes on for minutes in which no file is settled.
const TICK: Duration = Duration::from_millis(200);

/// A progress bar, which is nothing where there is no terminal.
pub struct Progress {
    bar: ProgressBar,
    bytes: Arc<AtomicU64>,
}

impl Progress {
    /// Starts the bar; the files are counted meanwhile, so that it can say how long it will take.
    pub fn start(roots: &[PathBuf], filter: &Filter, tally: Arc<Tally>) -> Progress {
        let bar = ProgressBar::new_spinner();
        let bytes = Arc::new(AtomicU64::new(0));
        let progress = Progress {
            bar: bar.clone(),
            bytes: Arc::clone(&bytes),
        };
        // Hidden where standard error is no terminal.
        if bar.is_hidden() {
            return progress;
        }
        bar.set_style(style("{spinner} {human_pos} files, {msg}"));
        bar.enable_steady_tick(TICK);
        let shown = bar.clone();
        thread::spawn(move || {
            while !shown.is_finished() {
                shown.set_message(message(&shown, bytes.load(Ordering::Relaxed), &tally));
                thread::sleep(TICK);
            }
        });
        let (roots, filter) = (roots.to_vec(), filter.clone());
        thread::spawn(move || {
            let walks = roots.iter().map(|root| Walk::new(root, &filter));
            let count = walks.map(Iterator::count).sum::<usize>();
            bar.set_length(count as u64);
            bar.set_style(style("{wide_bar} {human_pos}/{human_len} files, {msg}"));
        });
        progress
    }

    /// One path more has its outcome.
    pub fn settled(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// What stands behind the number of files.
fn message(bar: &ProgressBar, bytes: u64, tally: &Tally) -> String {
    let read = HumanBytes(bytes);
    let files_left = bar.length().unwrap_or(0).saturating_sub(bar.position());
    if let Some(so_far) = tally.recognition() {
        // Files are settled many at a time; those that are read already need not be read again.
        let read_ahead = so_far.files.saturating_sub(bar.position());
        return format!(
            "{read}, {}",
            recognition(&so_far, files_left.saturating_sub(read_ahead))
        );
    }
    let rate = bar.position() as f64 / bar.elapsed().as_secs_f64().max(0.1);
    match bar.length() {
        Some(_) => format!(
            "{read}, {rate:.0} files/s, {} left",
            HumanDuration(bar.eta())
        ),
        None => format!("{read}, {rate:.0} files/s"),
    }
}

/// How far recognition has come, and how long it will take if the other files hold as many scans.
fn recognition(so_far: &Recognition, files_left: u64) -> String {
    let waiting = so_far.pages.saturating_sub(so_far.done);
    let rate = so_far.pages_a_minute();
    let left = so_far.seconds_left(files_left);
    let left = left.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    match (rate, left) {
        (Some(rate), Some(left)) => format!(
            "OCR: {} pages, {rate:.0} a minute, {waiting} waiting, {} left",
            so_far.done,
            HumanDuration(left)
        ),
        _ => format!("OCR: {waiting} pages waiting"),
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognition_tells_its_rate_and_its_end() {
        let so_far = Recognition {
            files: 10,
            pages: 30,
            done: 20,
            seconds: 120.0,
        };
        assert_eq!(
            recognition(&so_far, 10),
            "OCR: 20 pages, 10 a minute, 10 waiting, 4 minutes left"
        );
        let first = Recognition { done: 0, ..so_far };
        assert_eq!(recognition(&first, 10), "OCR: 30 pages waiting");
    }
}
