//! Readers' processes: started when needed, kept for the next job, replaced when they fail.

use std::cell::Cell;
use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::protocol::{MAX_HEAD, MAX_INPUT, Order};
use super::watch::{Watch, lock};
use super::worker::{Task, Worker};
use super::{Answer, Fault, Job};
use crate::containers::Trouble;

/// After so many jobs a process is replaced, so that leaks do not add up.
const MAX_JOBS: usize = 500;
/// A process that still holds so much memory after a job is replaced, in bytes.
const MAX_MEMORY: u64 = 192 << 20;

/// Processes that read, one for each thread that asks at the same time.
///
/// Started with an empty environment and nothing but their pipes; ended and waited for on drop.
#[derive(Debug)]
pub struct Workers {
    program: PathBuf,
    arguments: Vec<OsString>,
    idle: Mutex<Vec<Worker>>,
    watch: Watch,
    numbers: AtomicU64,
}

impl Workers {
    /// Workers that are `program` run with `arguments`; it must call
    /// [`serve_parent`](super::serve_parent). Nothing is started yet.
    pub fn new(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        Workers {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            idle: Mutex::default(),
            watch: Watch::default(),
            numbers: AtomicU64::new(1),
        }
    }

    /// Has a job done and gives the parts of its answer to `each`, which may break off.
    ///
    /// What becomes of a job does not depend on the jobs before it: where a process in use may have
    /// failed for their sake, and nothing was answered yet, a fresh one tries once more.
    ///
    /// # Errors
    ///
    /// Says why there is no answer, or no whole one: `each` may have got parts of it already.
    pub fn run(
        &self,
        job: &Job,
        bytes: &[u8],
        each: &mut dyn FnMut(Answer) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let head = head_of(job, bytes)?;
        let given = Cell::new(false);
        let mut each = |answer| {
            given.set(true);
            each(answer)
        };
        if let Some(worker) = self.take_idle() {
            match self.attempt(worker, job, &head, bytes, &mut each) {
                Err(fault) if fault.may_be_inherited() && !given.get() => {}
                end => return end,
            }
        }
        let worker = self.start(job)?;
        self.attempt(worker, job, &head, bytes, &mut each)
    }

    /// Ends all running jobs with [`Fault::Stopped`], and every later one; for use from another
    /// thread.
    pub fn stop(&self) {
        self.watch.stop();
    }

    fn take_idle(&self) -> Option<Worker> {
        loop {
            let worker = lock(&self.idle).pop()?;
            if worker.is_alive() {
                return Some(worker);
            }
        }
    }

    fn start(&self, job: &Job) -> Result<Worker, Fault> {
        if self.watch.is_stopped() {
            return Err(Fault::Stopped);
        }
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        Worker::start(command).map_err(|error| {
            let why = format!("{}: {error}", self.program.display());
            Fault::not_started(&job.reader, why)
        })
    }

    fn attempt(
        &self,
        mut worker: Worker,
        job: &Job,
        head: &[u8],
        bytes: &[u8],
        each: &mut dyn FnMut(Answer) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        let task = Task {
            job,
            number,
            head,
            bytes,
        };
        let mut deadline = Instant::now().checked_add(job.time);
        let watched = self.watch.watch(number, deadline, &worker.process);
        let watched = watched.map_err(|error| Fault::not_started(&job.reader, error))?;
        let end = worker.run(&task, &mut |answer| {
            // The time that the taker needs is not the reader's.
            let now = Instant::now();
            watched.set_deadline(None);
            let flow = each(answer);
            deadline = deadline.and_then(|deadline| deadline.checked_add(now.elapsed()));
            watched.set_deadline(deadline);
            flow
        });
        drop(watched);
        self.keep(worker);
        end
    }

    /// Keeps a process for the next job if it is fit for one.
    fn keep(&self, worker: Worker) {
        if worker.is_alive() && worker.jobs < MAX_JOBS && worker.memory < MAX_MEMORY {
            lock(&self.idle).push(worker);
        }
    }
}

fn head_of(job: &Job, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let order = Order {
        reader: job.reader.clone(),
        options: job.options.clone(),
        cpu_seconds: job.cpu_seconds,
    };
    let head = serde_json::to_vec(&order);
    let head = head.map_err(|error| Fault::not_started(&job.reader, error))?;
    if bytes.len() as u64 > MAX_INPUT || head.len() > MAX_HEAD {
        let limit = format!("more than {} MiB", MAX_INPUT >> 20);
        return Err(Trouble::Limit(limit).into());
    }
    Ok(head)
}
