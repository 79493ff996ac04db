//! One reader's process, as seen from our side.

use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::process::{ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::protocol::{self, Broken, Failure, Kind, MAX_BODY, Report};
use super::watch::{Ended, Process};
use super::{Answer, Fault, Job};

/// How much of what a process says on standard error is kept: its last words.
const LAST_WORDS: usize = 4 << 10;
/// How long a process that has closed its output may take to end.
const GRACE: Duration = Duration::from_millis(300);
/// Jobs up to this size fit into an empty pipe of any system.
const PIPE: usize = 32 << 10;

/// A reader's process.
#[derive(Debug)]
pub(super) struct Worker {
    pub(super) process: Arc<Process>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last_words: Receiver<Vec<u8>>,
    /// How many jobs it was given.
    pub(super) jobs: usize,
    /// The memory that it held after the last job, in bytes.
    pub(super) memory: u64,
}

impl Worker {
    /// Starts a process.
    pub(super) fn start(mut command: Command) -> io::Result<Worker> {
        command.env_clear();
        // Without this, address space is set aside for every thread.
        command.env("MALLOC_ARENA_MAX", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command.stderr(Stdio::piped());
        // A group of its own: Ctrl-C does not reach it, and it ends with all that it started.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let process = Process::new(child);
        let (Some(input), Some(output), Some(errors)) = pipes else {
            return Err(io::Error::other("no pipes"));
        };
        let last_words = listen(errors).inspect_err(|_| {
            process.end(None);
            process.wait();
        })?;
        Ok(Worker {
            process,
            input,
            output: BufReader::with_capacity(64 << 10, output),
            last_words,
            jobs: 0,
            memory: 0,
        })
    }

    /// Gives the process a job and its answers to `each`; unless all went well it is ended then.
    pub(super) fn run(&mut self, task: &Task<'_>, each: &mut Taker<'_>) -> Result<(), Fault> {
        self.jobs += 1;
        match self.converse(task, each) {
            End::Done(report) => {
                self.memory = report.memory;
                report
                    .failure
                    .map_or(Ok(()), |failure| Err(fault_of(failure, task.job)))
            }
            End::Stopped => Ok(()),
            End::Fault(fault) => Err(self.by_watch(task.job).unwrap_or(fault)),
            End::Gone => Err(self.why_gone(task.job)),
        }
    }

    /// Writes the job and reads the answers at the same time, so that neither side waits for ever.
    fn converse(&mut self, task: &Task<'_>, each: &mut Taker<'_>) -> End {
        let Worker {
            input,
            output,
            process,
            ..
        } = self;
        // A process that is gone says why on its other pipes.
        let mut feed = || {
            let _ = protocol::write(input, Kind::Job, task.number, task.head, task.bytes);
        };
        let mut take = || {
            let end = take_answers(output, task, each);
            if !matches!(end, End::Done(_)) {
                wait_or_end(process, &end);
            }
            end
        };
        if task.head.len() + task.bytes.len() <= PIPE {
            feed();
            return take();
        }
        let feeder = thread::Builder::new().stack_size(128 << 10);
        thread::scope(|scope| match feeder.spawn_scoped(scope, &mut feed) {
            Ok(_) => take(),
            Err(error) => End::Fault(Fault::not_started(&task.job.reader, error)),
        })
    }

    /// Whether it can be given another job.
    pub(super) fn is_alive(&self) -> bool {
        self.process.ended().is_none()
    }

    fn by_watch(&self, job: &Job) -> Option<Fault> {
        let (_, ended) = self.process.ended()?;
        Some(match ended? {
            Ended::Stop => Fault::Stopped,
            Ended::Time => Fault::OutOfTime {
                reader: job.reader.clone(),
                seconds: job.time.as_secs(),
            },
        })
    }

    /// Why the process ended in the middle of an answer.
    fn why_gone(&self, job: &Job) -> Fault {
        if let Some(fault) = self.by_watch(job) {
            return fault;
        }
        let words = self.last_words.recv_timeout(GRACE).unwrap_or_default();
        let words = String::from_utf8_lossy(&words);
        // The words of Rust's standard library, which then aborts in both cases.
        if words.contains("memory allocation of") {
            let reader = job.reader.clone();
            return Fault::OutOfMemory { reader };
        }
        if words.contains("has overflowed its stack") {
            return Fault::crashed(&job.reader, "stack overflow");
        }
        match self.process.ended() {
            Some((status, _)) => by_status(status, job),
            None => Fault::nonsense(&job.reader, "it closed its output"),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.process.end(None);
        self.process.wait();
    }
}

/// A job in the form in which a process gets it.
pub(super) struct Task<'a> {
    pub(super) job: &'a Job,
    pub(super) number: u64,
    pub(super) head: &'a [u8],
    pub(super) bytes: &'a [u8],
}

/// Takes answers, and stops the clock while it does.
pub(super) type Taker<'a> = dyn FnMut(Answer) -> ControlFlow<()> + 'a;

enum End {
    Done(Report),
    /// The taker wants no more.
    Stopped,
    Fault(Fault),
    /// The process closed its output.
    Gone,
}

fn take_answers(output: &mut impl Read, task: &Task<'_>, each: &mut Taker<'_>) -> End {
    let reader = &task.job.reader;
    let nonsense = |what| End::Fault(Fault::nonsense(reader, what));
    let mut left = task.job.answers;
    loop {
        let frame = match protocol::read(output, MAX_BODY) {
            Ok(frame) => frame,
            Err(Broken::Ended) => return End::Gone,
            Err(Broken::Nonsense(what)) => return nonsense(what),
        };
        if frame.job != task.number {
            return nonsense("an answer to another job");
        }
        match frame.kind {
            Kind::Job => return nonsense("a job"),
            Kind::Done => {
                let report = serde_json::from_slice(&frame.head);
                return report.map_or_else(|_| nonsense("no report"), End::Done);
            }
            Kind::Answer => {}
        }
        // Frames without content cost something, too.
        let size = (frame.head.len() + frame.body.len() + 64) as u64;
        let Some(rest) = left.checked_sub(size) else {
            let limit = format!("more than {} MiB of answers", task.job.answers >> 20);
            return End::Fault(crate::containers::Trouble::Limit(limit).into());
        };
        left = rest;
        let answer = Answer {
            head: frame.head,
            bytes: frame.body,
        };
        if each(answer).is_break() {
            return End::Stopped;
        }
    }
}

/// Waits a little for a process that is ending by itself, so that it can say how; ends any other.
fn wait_or_end(process: &Process, end: &End) {
    let patience = Instant::now() + GRACE;
    while matches!(end, End::Gone) && process.ended().is_none() && Instant::now() < patience {
        thread::sleep(Duration::from_millis(1));
    }
    process.end(None);
    if !matches!(end, End::Gone) {
        process.wait();
    }
}

fn fault_of(failure: Failure, job: &Job) -> Fault {
    match failure {
        Failure::Trouble(trouble) => Fault::Trouble(trouble),
        Failure::Panic(words) => Fault::crashed(&job.reader, &words),
    }
}

#[cfg(unix)]
fn by_status(status: ExitStatus, job: &Job) -> Fault {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;
    let Some(signal) = status.signal() else {
        return by_code(status, job);
    };
    let words = [
        (Signal::ABORT, "abort"),
        (Signal::SEGV, "segmentation fault"),
        (Signal::BUS, "bus error"),
        (Signal::ILL, "illegal instruction"),
        (Signal::FPE, "arithmetic error"),
        (Signal::XFSZ, "it tried to write a file"),
        (Signal::TRAP, "trap"),
        (
            Signal::KILL,
            "killed from outside, perhaps for want of memory",
        ),
        (Signal::TERM, "ended from outside"),
    ];
    if signal == Signal::XCPU.as_raw() {
        return Fault::OutOfTime {
            reader: job.reader.clone(),
            seconds: job.cpu_seconds,
        };
    }
    let known = words
        .into_iter()
        .find(|(known, _)| known.as_raw() == signal);
    match known {
        Some((_, words)) => Fault::crashed(&job.reader, words),
        None => Fault::crashed(&job.reader, &format!("signal {signal}")),
    }
}

#[cfg(not(unix))]
fn by_status(status: ExitStatus, job: &Job) -> Fault {
    by_code(status, job)
}

fn by_code(status: ExitStatus, job: &Job) -> Fault {
    let code = status.code().unwrap_or_default();
    Fault::crashed(&job.reader, &format!("it ended early, with code {code}"))
}

/// Reads standard error to its end and keeps the last of it, so that no process waits to be heard.
fn listen(mut errors: ChildStderr) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, receiver) = sync_channel(1);
    let listen = move || {
        let mut words = Vec::new();
        let mut buffer = [0; LAST_WORDS];
        while let Ok(read @ 1..) = errors.read(&mut buffer) {
            words.extend_from_slice(buffer.get(..read).unwrap_or_default());
            let old = words.len().saturating_sub(LAST_WORDS);
            words.drain(..old);
        }
        let _ = sender.send(words);
    };
    let listener = thread::Builder::new().name("reader's errors".into());
    listener.stack_size(128 << 10).spawn(listen)?;
    Ok(receiver)
}
