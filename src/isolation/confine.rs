//! The limits that a reader's process sets itself before it looks at anything.

use std::io;

/// The limits of a reader's process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space in bytes beyond what the program takes to begin with: stacks and all that it
    /// asks for.
    pub memory: u64,
    /// Stack of the thread that reads, in bytes.
    pub stack: usize,
    /// Open files.
    pub files: u64,
}

impl Default for Limits {
    /// 480 MiB of address space, a stack of 64 MiB, 16 open files.
    ///
    /// With the program's own pages that stays below 512 MiB of memory. The largest file is 256 MiB;
    /// 160 MiB are left for what is made of it.
    fn default() -> Self {
        Limits {
            memory: 480 << 20,
            stack: 64 << 20,
            files: 16,
        }
    }
}

#[cfg(unix)]
pub(super) use self::unix::{confine, end_with_parent, limit_cpu, memory, own_stdio};

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::{fs, thread};

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::process::{
        Resource, Rlimit, Signal, getpgrp, getpid, getrlimit, kill_current_process_group, setrlimit,
    };
    use rustix::time::{ClockId, clock_gettime};

    use super::{Limits, io};

    /// Sets the limits that hold for the process's life.
    pub(in super::super) fn confine(limits: &Limits) -> io::Result<()> {
        // Systems other than Linux do not all know this one.
        let memory = lower(Resource::As, limits.memory.saturating_add(address_space()));
        if cfg!(target_os = "linux") {
            memory?;
        }
        lower(Resource::Nofile, limits.files)?;
        lower(Resource::Fsize, 0)?;
        lower(Resource::Core, 0)?;
        // Who started us decides; Ctrl-C must not take readers away under its hands.
        let unheard = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(signal_hook::consts::SIGINT, unheard)?;
        Ok(())
    }

    fn lower(resource: Resource, limit: u64) -> io::Result<()> {
        let old = getrlimit(resource);
        let limit = old.maximum.map_or(limit, |maximum| maximum.min(limit));
        let new = Rlimit {
            current: Some(limit),
            maximum: Some(limit),
        };
        Ok(setrlimit(resource, new)?)
    }

    /// Allows so many more seconds of CPU time from now on.
    pub(in super::super) fn limit_cpu(seconds: u64) -> io::Result<()> {
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
        // The second that has begun is not charged to the new job.
        let used = u64::try_from(used).unwrap_or(0) + 1;
        let old = getrlimit(Resource::Cpu);
        let limit = used.saturating_add(seconds);
        let new = Rlimit {
            current: Some(old.maximum.map_or(limit, |maximum| maximum.min(limit))),
            ..old
        };
        Ok(setrlimit(Resource::Cpu, new)?)
    }

    /// The address space that the process has now, in bytes; 0 if the system does not say.
    fn address_space() -> u64 {
        let pages = fs::read_to_string("/proc/self/statm").ok();
        let pages = pages.and_then(|pages| pages.split(' ').next()?.parse::<u64>().ok());
        let size = rustix::param::page_size() as u64;
        pages.unwrap_or(0).saturating_mul(size)
    }

    /// The memory that the process holds, in bytes; 0 if the system does not say.
    pub(in super::super) fn memory() -> u64 {
        if !cfg!(target_os = "linux") {
            return 0;
        }
        // Where not even this can be opened, files leak: as good a reason to start afresh.
        let Ok(pages) = fs::read_to_string("/proc/self/statm") else {
            return u64::MAX;
        };
        let resident = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok());
        resident
            .unwrap_or(0_u64)
            .saturating_mul(rustix::param::page_size() as u64)
    }

    /// Standard input and output for the protocol alone: what a reader prints goes to standard error.
    pub(in super::super) fn own_stdio() -> io::Result<(File, File)> {
        let input = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
        let output = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?;
        rustix::stdio::dup2_stdout(rustix::stdio::stderr())?;
        Ok((input.into(), output.into()))
    }

    /// Ends the process, and what it started, when nobody can write to its input any more.
    ///
    /// Linux can send a signal at a parent's end, but means the thread that started the process,
    /// which may well end before its program does.
    pub(in super::super) fn end_with_parent() -> io::Result<()> {
        let watch = || {
            let mut input = [PollFd::from_borrowed_fd(
                rustix::stdio::stdin(),
                PollFlags::empty(),
            )];
            loop {
                let polled = poll(&mut input, None);
                let seen = input.first().map_or(PollFlags::empty(), PollFd::revents);
                if polled.is_ok() && !seen.is_empty() {
                    end();
                }
            }
        };
        let watcher = thread::Builder::new().name("parent".into());
        watcher.stack_size(128 << 10).spawn(watch)?;
        Ok(())
    }

    #[expect(clippy::exit, reason = "a reader in an endless loop cannot be asked")]
    fn end() -> ! {
        if getpgrp() == getpid() {
            let _ = kill_current_process_group(Signal::KILL);
        }
        std::process::exit(0)
    }
}

#[cfg(not(unix))]
pub(super) use self::other::{confine, end_with_parent, limit_cpu, memory, own_stdio};

#[cfg(not(unix))]
mod other {
    //! No limits but the clock's, which the other side keeps.

    use super::{Limits, io};

    pub(in super::super) fn confine(_limits: &Limits) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn limit_cpu(_seconds: u64) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn memory() -> u64 {
        0
    }

    pub(in super::super) fn own_stdio() -> io::Result<(io::Stdin, io::Stdout)> {
        Ok((io::stdin(), io::stdout()))
    }

    pub(in super::super) fn end_with_parent() -> io::Result<()> {
        Ok(())
    }
}
