//! The progress bar of an ingest: on a terminal only, on standard error.

use std::cell::Cell;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use crate::source::{Filter, Walk};

/// A progress bar, which is nothing where there is no terminal.
pub struct Progress {
    bar: ProgressBar,
    bytes: Cell<u64>,
}

impl Progress {
    /// Starts the bar; the files are counted meanwhile, so that it can say how long it will take.
    pub fn start(roots: &[PathBuf], filter: &Filter) -> Progress {
        let bar = ProgressBar::new_spinner();
        let progress = Progress {
            bar: bar.clone(),
            bytes: Cell::new(0),
        };
        // Hidden where standard error is no terminal.
        if bar.is_hidden() {
            return progress;
        }
        bar.set_style(style("{spinner} {human_pos} files, {msg}"));
        bar.set_message("0 B");
        bar.enable_steady_tick(Duration::from_millis(200));
        let (roots, filter) = (roots.to_vec(), filter.clone());
        thread::spawn(move || {
            let walks = roots.iter().map(|root| Walk::new(root, &filter));
            let count = walks.map(Iterator::count).sum::<usize>();
            bar.set_length(count as u64);
            bar.set_style(style(
                "{wide_bar} {human_pos}/{human_len} files, {msg}, {eta} left",
            ));
        });
        progress
    }

    /// One path more has its outcome.
    pub fn settled(&self, bytes: u64) {
        if self.bar.is_hidden() {
            return;
        }
        self.bytes.set(self.bytes.get() + bytes);
        self.bar.inc(1);
        let rate = self.bar.position() as f64 / self.bar.elapsed().as_secs_f64().max(0.1);
        let read = HumanBytes(self.bytes.get());
        self.bar.set_message(format!("{read}, {rate:.0} files/s"));
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}
