//! Ends readers whose time is up.

use std::collections::HashMap;
use std::io;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How often deadlines are looked at while there are any.
const TICK: Duration = Duration::from_millis(50);
/// How long the watch stays awake after the last job.
const AWAKE: Duration = Duration::from_secs(1);

/// Who ended a process, if not the process itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// Its time was up.
    Time,
    /// Everything was to stop.
    Stop,
}

/// A process that can be ended by two sides.
#[derive(Debug)]
pub(super) struct Process {
    child: Mutex<(Child, Option<Ended>)>,
}

impl Process {
    pub(super) fn new(child: Child) -> Arc<Self> {
        let child = Mutex::new((child, None));
        Arc::new(Process { child })
    }

    /// Ends the process and what it started; remembers the first who did.
    pub(super) fn end(&self, by: Option<Ended>) {
        let mut child = lock(&self.child);
        let (child, ended) = &mut *child;
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        *ended = ended.or(by);
        // Not yet waited for: the number still means this process and its group.
        #[cfg(unix)]
        let _ = rustix::process::kill_process_group(
            rustix::process::Pid::from_child(child),
            rustix::process::Signal::KILL,
        );
        let _ = child.kill();
    }

    /// How the process ended, if it has.
    pub(super) fn ended(&self) -> Option<(ExitStatus, Option<Ended>)> {
        let mut child = lock(&self.child);
        let status = child.0.try_wait().ok().flatten()?;
        Some((status, child.1))
    }

    /// Waits for the end of a process that is ending.
    pub(super) fn wait(&self) {
        let _ = lock(&self.child).0.wait();
    }
}

/// A process that is being watched.
#[derive(Debug)]
pub(super) struct Watched<'a> {
    shared: &'a Shared,
    job: u64,
}

impl Watched<'_> {
    /// Moves the deadline; `None` while the process is not to blame for the time.
    pub(super) fn set_deadline(&self, deadline: Option<Instant>) {
        if let Some(watched) = lock(&self.shared.state).jobs.get_mut(&self.job) {
            watched.0 = deadline;
        }
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        lock(&self.shared.state).jobs.remove(&self.job);
    }
}

/// Watches the running jobs.
#[derive(Debug, Default)]
pub(super) struct Watch {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Debug, Default)]
struct State {
    jobs: HashMap<u64, (Option<Instant>, Arc<Process>)>,
    /// Whether the thread sleeps until it is woken.
    asleep: bool,
    stopped: bool,
    over: bool,
}

impl Watch {
    /// Watches a process until the result is dropped, ending it at the deadline.
    pub(super) fn watch(
        &self,
        job: u64,
        deadline: Option<Instant>,
        process: &Arc<Process>,
    ) -> io::Result<Watched<'_>> {
        self.start()?;
        let mut state = lock(&self.shared.state);
        state.jobs.insert(job, (deadline, Arc::clone(process)));
        if state.stopped {
            process.end(Some(Ended::Stop));
        }
        if state.asleep {
            state.asleep = false;
            self.shared.wake.notify_all();
        }
        let shared = &self.shared;
        Ok(Watched { shared, job })
    }

    /// Ends every watched process, now and from now on.
    pub(super) fn stop(&self) {
        let mut state = lock(&self.shared.state);
        state.stopped = true;
        for (_, process) in state.jobs.values() {
            process.end(Some(Ended::Stop));
        }
    }

    /// Whether everything was to stop.
    pub(super) fn is_stopped(&self) -> bool {
        lock(&self.shared.state).stopped
    }

    fn start(&self) -> io::Result<()> {
        let mut thread = lock(&self.thread);
        if thread.is_none() {
            let shared = Arc::clone(&self.shared);
            let watch = thread::Builder::new().name("readers' watch".into());
            *thread = Some(watch.spawn(move || shared.run())?);
        }
        Ok(())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        lock(&self.shared.state).over = true;
        self.shared.wake.notify_all();
        if let Some(thread) = lock(&self.thread).take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn run(&self) {
        let mut state = lock(&self.state);
        let mut last_job = Instant::now();
        while !state.over {
            let now = Instant::now();
            for (deadline, process) in state.jobs.values() {
                if deadline.is_some_and(|deadline| deadline <= now) {
                    process.end(Some(Ended::Time));
                }
            }
            if !state.jobs.is_empty() {
                last_job = now;
            }
            state.asleep = now.duration_since(last_job) > AWAKE;
            state = if state.asleep {
                let woken = self
                    .wake
                    .wait_while(state, |state| state.asleep && !state.over);
                last_job = Instant::now();
                woken.unwrap_or_else(PoisonError::into_inner)
            } else {
                let waited = self.wake.wait_timeout(state, TICK);
                waited.unwrap_or_else(PoisonError::into_inner).0
            };
        }
    }
}

/// Locks what no panic leaves half done.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
