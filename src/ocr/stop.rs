//! The wish to stop: said once, from any thread, and heard by whoever waits for an engine.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether recognition is to stop; every clone is the same wish.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Says that it is to stop, for good.
    pub(super) fn say(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was said.
    pub(super) fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
