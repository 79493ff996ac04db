//! Ctrl-C and TERM: the first asks a run to end cleanly, the second ends it at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::exit_code::ExitCode;

/// Whether a signal has come, and which.
#[derive(Debug, Clone)]
pub struct Signals {
    number: Arc<AtomicUsize>,
}

impl Signals {
    /// Starts to watch for signals.
    ///
    /// # Errors
    /// When the system refuses the handlers.
    pub fn watch() -> io::Result<Signals> {
        let number = Arc::new(AtomicUsize::new(0));
        let again = Arc::new(AtomicBool::new(false));
        for (signal, code) in [
            (SIGINT, ExitCode::Interrupted),
            (SIGTERM, ExitCode::Terminated),
        ] {
            // In this order: the flag that the first handler looks at is set by the second.
            flag::register_conditional_shutdown(signal, i32::from(code as u8), again.clone())?;
            flag::register(signal, again.clone())?;
            flag::register_usize(signal, number.clone(), signal as usize)?;
        }
        Ok(Signals { number })
    }

    /// Whether a signal has asked to stop.
    pub fn stopped(&self) -> bool {
        self.number.load(Ordering::Relaxed) != 0
    }

    /// The exit code that names the signal.
    pub fn exit_code(&self) -> ExitCode {
        if self.number.load(Ordering::Relaxed) == SIGTERM as usize {
            ExitCode::Terminated
        } else {
            ExitCode::Interrupted
        }
    }
}
