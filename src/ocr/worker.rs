//! One RapidOCR process that is kept open: images in, a JSON line a page out.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::page::{JsonPiece, MAX_PAGES, Page, page_of};
use super::process::{Next, Process, short};
use super::stop::Stop;

/// The program that runs in the Python; it is handed over as an argument and never stands on disk.
const PROGRAM: &str = include_str!("worker.py");
/// How long the models may take to load; 40 s were seen on a loaded machine.
const LOADING: Duration = Duration::from_secs(240);
/// Lines that are no answer and are passed over, between two answers.
const MAX_NOISE: usize = 1000;
/// Address space of the process beside that of its threads, in bytes; 1.7 GB were seen.
const MEMORY: u64 = 4 << 30;
/// Address space for each thread, in bytes.
const MEMORY_PER_THREAD: u64 = 256 << 20;
/// The largest page, in pixels: A3 at 600 dpi has 70 million.
const MAX_PIXELS: u64 = 100_000_000;

/// Why a worker gave no pages.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The engine itself says that it cannot read the image; the worker goes on.
    Refused(String),
    /// The worker died or talks nonsense; a fresh one may do better.
    Broken(String),
    /// It took too long; the worker is of no more use.
    OutOfTime,
    /// It was said to stop; the worker is of no more use.
    Stopped,
}

/// A worker.
#[derive(Debug)]
pub(super) struct Worker {
    process: Process,
    asked: u64,
}

/// A line of a worker.
#[derive(Debug, Deserialize)]
struct Answer {
    id: Option<u64>,
    ready: Option<String>,
    lines: Option<Vec<JsonPiece>>,
    done: Option<usize>,
    error: Option<String>,
}

impl Worker {
    /// Starts a worker that computes with `threads` threads, and waits until its models are loaded.
    ///
    /// # Errors
    /// In words, when it does not come up.
    pub(super) fn start(python: &Path, threads: usize, stop: &Stop) -> Result<Worker, String> {
        Worker::start_program(python, PROGRAM, threads, LOADING, stop)
    }

    pub(super) fn start_program(
        python: &Path,
        program: &str,
        threads: usize,
        loading: Duration,
        stop: &Stop,
    ) -> Result<Worker, String> {
        let memory = MEMORY + MEMORY_PER_THREAD * threads as u64;
        let numbers = [threads as u64, memory, MAX_PIXELS, MAX_PAGES as u64];
        let mut command = python_command(python);
        command.arg("-c").arg(program);
        command.args(numbers.map(|number| number.to_string()));
        command.env("OMP_NUM_THREADS", threads.to_string());
        let process = Process::start(&mut command, stop)?;
        let mut worker = Worker { process, asked: 0 };
        let ready = worker.answer(Instant::now() + loading, |answer| answer.ready.is_some());
        match ready {
            Ok(_) => Ok(worker),
            Err(Fault::OutOfTime) => Err("its models take too long to load".to_owned()),
            Err(Fault::Stopped) => Err("stopped".to_owned()),
            Err(Fault::Broken(reason) | Fault::Refused(reason)) => Err(reason),
        }
    }

    /// The pages of the image file `image`; each may take `timeout`.
    ///
    /// # Errors
    /// [`Fault`]; after any but [`Fault::Refused`] the worker must be dropped.
    pub(super) fn recognise(
        &mut self,
        image: &[u8],
        timeout: Duration,
    ) -> Result<Vec<Page>, Fault> {
        self.asked += 1;
        let id = self.asked;
        let mut request = format!("{{\"id\": {id}, \"bytes\": {}}}\n", image.len()).into_bytes();
        request.extend_from_slice(image);
        self.process.send(request);
        let mut pages = Vec::new();
        loop {
            let deadline = Instant::now() + timeout;
            let answer = self.answer(deadline, |answer| answer.id == Some(id))?;
            if let Some(reason) = answer.error {
                return Err(Fault::Refused(short(&reason)));
            }
            if let Some(lines) = answer.lines {
                pages.push(page_of(lines));
            }
            if let Some(count) = answer.done {
                return match count == pages.len() {
                    true => Ok(pages),
                    false => Err(Fault::Broken("answers nonsense".to_owned())),
                };
            }
            if pages.len() > MAX_PAGES {
                return Err(Fault::Broken("answers without end".to_owned()));
            }
        }
    }

    /// The next answer that is `wanted`; what is none is passed over, up to a limit.
    fn answer(
        &mut self,
        deadline: Instant,
        wanted: impl Fn(&Answer) -> bool,
    ) -> Result<Answer, Fault> {
        for _ in 0..MAX_NOISE {
            match self.process.next(deadline) {
                Next::Line(line) => {
                    let answer = serde_json::from_slice::<Answer>(&line).ok();
                    if let Some(answer) = answer.filter(|answer| wanted(answer)) {
                        return Ok(answer);
                    }
                }
                Next::End => return Err(Fault::Broken(self.process.reason())),
                Next::OutOfTime => return Err(Fault::OutOfTime),
                Next::Stopped => return Err(Fault::Stopped),
                Next::TooLong => break,
            }
        }
        Err(Fault::Broken("answers nonsense".to_owned()))
    }
}

/// A Python that takes nothing from the current folder, writes nothing and reaches no proxy.
pub(super) fn python_command(python: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .env("PYTHONSAFEPATH", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1")
        .env_remove("PYTHONINSPECT");
    for proxy in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(proxy).env_remove(proxy.to_uppercase());
    }
    // Older Pythons do not know PYTHONSAFEPATH and look into the current folder first.
    #[cfg(unix)]
    command.current_dir("/");
    command
}

#[cfg(all(test, unix))]
#[path = "worker_tests.rs"]
mod tests;
