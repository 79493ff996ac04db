//! RapidOCR on every core: workers that are kept open, started when asked for and replaced when they fail.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::OcrFailure;
use super::page::Page;
use super::stop::Stop;
use super::worker::{Fault, Worker};

/// How often an image is tried again with a fresh worker.
const MAX_RETRIES: usize = 2;
/// After so many workers in a row that did not come up, no more are started.
const MAX_FAILED_STARTS: usize = 3;
/// The most workers unless more are asked for: each takes 0.8 GB.
const MAX_WORKERS: usize = 4;

type Start = Box<dyn Fn() -> Result<Worker, String> + Send + Sync>;

/// RapidOCR.
pub(super) struct RapidOcr {
    start: Start,
    slots: Mutex<Slots>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Slots {
    idle: Vec<Worker>,
    /// How many more may be at work.
    free: usize,
    failed_starts: usize,
    /// Why workers are no longer started.
    given_up: Option<String>,
}

impl RapidOcr {
    /// RapidOCR in `python` with `workers` processes, 0 for as many as fit the cores.
    pub(super) fn new(python: PathBuf, workers: usize, stop: &Stop) -> RapidOcr {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        // One thread a process takes a fifth less of the processors' time than one process with all.
        let workers = match workers {
            0 => cores.min(MAX_WORKERS),
            workers => workers,
        };
        let threads = (cores / workers).max(1);
        let stop = stop.clone();
        let start = move || Worker::start(&python, threads, &stop);
        RapidOcr::with(Box::new(start), workers)
    }

    pub(super) fn with(start: Start, workers: usize) -> RapidOcr {
        let slots = Slots {
            free: workers.max(1),
            ..Slots::default()
        };
        RapidOcr {
            start,
            slots: Mutex::new(slots),
            freed: Condvar::new(),
        }
    }

    /// The pages of an image file; each may take `timeout`. Waits for a free worker.
    ///
    /// # Errors
    /// [`OcrFailure::Failed`] or [`OcrFailure::Timeout`].
    pub(super) fn recognise(
        &self,
        image: &[u8],
        timeout: Duration,
    ) -> Result<Vec<Page>, OcrFailure> {
        let mut turn = self.turn();
        let mut reason = String::new();
        for _ in 0..=MAX_RETRIES {
            let mut worker = match turn.worker.take() {
                Some(worker) => worker,
                None => match self.start_worker() {
                    Ok(worker) => worker,
                    Err(why) => {
                        reason = why;
                        continue;
                    }
                },
            };
            match worker.recognise(image, timeout) {
                Ok(pages) => {
                    turn.worker = Some(worker);
                    return Ok(pages);
                }
                Err(Fault::Refused(why)) => {
                    turn.worker = Some(worker);
                    return Err(OcrFailure::Failed(why));
                }
                // Trying again would most likely take as long again.
                Err(Fault::OutOfTime) => return Err(OcrFailure::Timeout(timeout)),
                Err(Fault::Stopped) => return Err(OcrFailure::Stopped),
                Err(Fault::Broken(why)) => reason = format!("rapidocr {why}"),
            }
        }
        Err(OcrFailure::Failed(reason))
    }

    fn start_worker(&self) -> Result<Worker, String> {
        if let Some(reason) = &self.lock().given_up {
            return Err(reason.clone());
        }
        let started = (self.start)();
        let mut slots = self.lock();
        match started {
            Ok(worker) => {
                slots.failed_starts = 0;
                Ok(worker)
            }
            Err(reason) => {
                let reason = format!("rapidocr does not start: {reason}");
                slots.failed_starts += 1;
                if slots.failed_starts >= MAX_FAILED_STARTS {
                    slots.given_up = Some(reason.clone());
                }
                Err(reason)
            }
        }
    }

    fn turn(&self) -> Turn<'_> {
        let mut slots = self.lock();
        while slots.free == 0 {
            slots = self
                .freed
                .wait(slots)
                .unwrap_or_else(PoisonError::into_inner);
        }
        slots.free -= 1;
        Turn {
            of: self,
            worker: slots.idle.pop(),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to have one worker at work; given back, with the worker if it is still good, on drop.
struct Turn<'r> {
    of: &'r RapidOcr,
    worker: Option<Worker>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut slots = self.of.lock();
        slots.free += 1;
        slots.idle.extend(self.worker.take());
        drop(slots);
        self.of.freed.notify_one();
    }
}

impl std::fmt::Debug for RapidOcr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RapidOcr")
            .field("slots", &self.slots)
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, unix))]
#[path = "rapidocr_tests.rs"]
mod tests;
