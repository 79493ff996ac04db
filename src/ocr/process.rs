//! Runs an engine: lines out of it with a deadline, its last words kept, and never waits on a full pipe.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::stop::Stop;

/// The longest line that is taken, in bytes: a page of the most text as JSON is shorter.
const MAX_LINE: usize = 8 << 20;
/// How much of the standard error is kept, in bytes.
const LAST_WORDS: usize = 4 << 10;
/// How long an engine that closed its output may take to end.
const GRACE: Duration = Duration::from_secs(2);
/// How often the wish to stop is looked at while an engine is waited for.
const LOOK: Duration = Duration::from_millis(100);

/// What comes next from an engine.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A line without its line feed.
    Line(Vec<u8>),
    /// A line above the limit.
    TooLong,
    /// The output ended.
    End,
    /// The deadline passed.
    OutOfTime,
    /// It was said to stop.
    Stopped,
}

/// A running engine; it is ended, with all that it started, when this is dropped.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: Option<Sender<Vec<u8>>>,
    output: Receiver<Next>,
    last_words: Arc<Mutex<Vec<u8>>>,
    listener: Option<thread::JoinHandle<()>>,
    stop: Stop,
}

impl Process {
    /// Starts `command`; whoever waits for it hears `stop`.
    ///
    /// # Errors
    /// In words, when it cannot be started.
    pub(super) fn start(command: &mut Command, stop: &Stop) -> Result<Process, String> {
        if stop.is_said() {
            return Err("stopped".to_owned());
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        own_group(command);
        let mut child = command.spawn().map_err(|error| {
            let program = command.get_program().to_string_lossy();
            format!("{program} cannot be started: {error}")
        })?;
        let (to_child, input) = mpsc::channel();
        // A bounded queue: an engine that floods us waits.
        let (lines, output) = mpsc::sync_channel(16);
        let last_words = Arc::new(Mutex::new(Vec::new()));
        if let Some(stdin) = child.stdin.take() {
            thread::spawn(move || feed(stdin, &input));
        }
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || read_lines(stdout, &lines));
        }
        let listener = child.stderr.take().map(|stderr| {
            let kept = Arc::clone(&last_words);
            thread::spawn(move || keep_last(stderr, &kept))
        });
        Ok(Process {
            child,
            input: Some(to_child),
            output,
            last_words,
            listener,
            stop: stop.clone(),
        })
    }

    /// Sends `bytes` to its standard input, without waiting for them to be read.
    pub(super) fn send(&self, bytes: Vec<u8>) {
        if let Some(input) = &self.input {
            // An engine that is gone shows by the end of its output.
            let _ = input.send(bytes);
        }
    }

    /// Closes its standard input behind what was sent.
    pub(super) fn close_input(&mut self) {
        self.input = None;
    }

    /// Bounds its memory, where the system allows that from outside.
    #[cfg(target_os = "linux")]
    pub(super) fn bound_memory(&self, bytes: u64) {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let limit = || Rlimit {
            current: Some(bytes),
            maximum: Some(bytes),
        };
        // The wall clock still bounds an engine for which this fails.
        let _ = prlimit(Some(Pid::from_child(&self.child)), Resource::As, limit());
    }

    /// Bounds its memory, where the system allows that from outside: not here.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn bound_memory(&self, _bytes: u64) {}

    /// The next line, waited for until `deadline` or until it is said to stop.
    pub(super) fn next(&self, deadline: Instant) -> Next {
        loop {
            if self.stop.is_said() {
                return Next::Stopped;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left.min(LOOK)) {
                Ok(next) => return next,
                Err(RecvTimeoutError::Timeout) if left > LOOK => {}
                Err(RecvTimeoutError::Timeout) => return Next::OutOfTime,
                Err(RecvTimeoutError::Disconnected) => return Next::End,
            }
        }
    }

    /// Waits for the end of a process whose output has ended; `None` if it had to be killed.
    pub(super) fn wait(&mut self) -> Option<ExitStatus> {
        let deadline = Instant::now() + GRACE;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < deadline && !self.stop.is_said() => {
                    thread::sleep(Duration::from_millis(5))
                }
                _ => {
                    self.kill();
                    return None;
                }
            }
        }
    }

    /// Why it ended, for a process whose output has ended: its exit and its last words.
    pub(super) fn reason(&mut self) -> String {
        let how = match self.wait() {
            Some(status) => describe(status),
            None => "closed its output and went on".to_owned(),
        };
        match self.last_line() {
            Some(line) => format!("{how}: {line}"),
            None => how,
        }
    }

    /// The last line of its standard error, shortened.
    fn last_line(&mut self) -> Option<String> {
        let deadline = Instant::now() + Duration::from_millis(300);
        while self.listener.as_ref().is_some_and(|t| !t.is_finished()) && Instant::now() < deadline
        {
            thread::sleep(Duration::from_millis(5));
        }
        let kept = self
            .last_words
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&kept);
        let line = text.lines().rfind(|line| !line.trim().is_empty())?;
        Some(short(line))
    }

    fn kill(&mut self) {
        kill_group(&self.child);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.input = None;
        // What has been waited for is gone, and its number may be another's.
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            self.kill();
        }
    }
}

/// `text` without control characters, at most 200 characters.
pub(super) fn short(text: &str) -> String {
    let text = text.trim().chars().filter(|c| !c.is_control());
    text.take(200).collect()
}

fn feed(mut stdin: ChildStdin, input: &Receiver<Vec<u8>>) {
    for bytes in input {
        if stdin
            .write_all(&bytes)
            .and_then(|()| stdin.flush())
            .is_err()
        {
            return;
        }
    }
}

fn read_lines(stdout: ChildStdout, lines: &mpsc::SyncSender<Next>) {
    let mut reader = BufReader::new(stdout);
    loop {
        let mut line = Vec::new();
        let read = (&mut reader)
            .take(MAX_LINE as u64)
            .read_until(b'\n', &mut line);
        let next = match read {
            Ok(0) | Err(_) => return,
            Ok(_) if line.last() == Some(&b'\n') => {
                line.pop();
                Next::Line(line)
            }
            Ok(n) if n >= MAX_LINE => Next::TooLong,
            Ok(_) => Next::Line(line),
        };
        let stop = next == Next::TooLong;
        if lines.send(next).is_err() || stop {
            return;
        }
    }
}

fn keep_last(mut stderr: impl Read, kept: &Mutex<Vec<u8>>) {
    let mut buffer = [0u8; 1024];
    while let Ok(read @ 1..) = stderr.read(&mut buffer) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(buffer.get(..read).unwrap_or_default());
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
}

/// Ctrl-C in the terminal is for us, who decide; and a group can be ended whole.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_command: &mut Command) {}

#[cfg(unix)]
fn kill_group(child: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

#[cfg(not(unix))]
fn kill_group(_child: &Child) {}

#[cfg(unix)]
fn describe(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("ended with code {code}"),
        (None, Some(9)) => "was killed (out of memory?)".to_owned(),
        (None, Some(signal)) => format!("crashed (signal {signal})"),
        (None, None) => "crashed".to_owned(),
    }
}

#[cfg(not(unix))]
fn describe(status: ExitStatus) -> String {
    format!("ended with {status}")
}

#[cfg(all(test, unix))]
#[path = "process_tests.rs"]
mod tests;
