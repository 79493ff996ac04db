//! Brings folders into the archive: walk → read, decode, parse → records → index → acknowledged.
//!
//! One thread walks and has files parsed on all cores, a bounded window ahead; this thread writes
//! them in the order of the walk, so that the archive is the same whatever the number of threads.
//! A batch is acknowledged when its records and its index are on disk.

mod documents;
mod members;
mod produce;
mod reading;
mod settle;
mod summary;
mod vanished;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Places, Writers, rules, user_rules};
use crate::error::{Error, Result};
use crate::source::{Filter, Outcome, Readers};
use crate::user_rules::UserRules;
use produce::Producer;
use reading::Ready;
use settle::Settler;
pub use summary::{NotArchived, Summary};

/// A batch is committed when it holds this much source text, in bytes: what waits for the index takes
/// several times as much memory …
const BATCH_BYTES: u64 = 32 << 20;
/// … or has been at work for this long.
const BATCH_TIME: Duration = Duration::from_secs(5);
/// How often a signal to stop is looked for while nothing else happens.
const HEARTBEAT: Duration = Duration::from_millis(100);

/// What to ingest and how.
pub struct Options<'a> {
    /// Files and folders.
    pub roots: &'a [PathBuf],
    /// Which of the files in them.
    pub filter: Filter,
    /// Read every file, even if its size and times are those of the last time.
    pub check_content: bool,
    /// Parse files again that have not changed.
    pub again: bool,
    /// The user's rules from now on; `None` for those that the archive remembers.
    pub rules: Option<&'a UserRules>,
    /// Archive documents that bear a secrecy mark.
    pub allow_marked: bool,
    /// Drop documents whose files are gone.
    pub prune: bool,
    /// What reads the files; an ingest that ends with an error stops it for good.
    pub readers: &'a Readers,
    /// Threads that parse; 0 for as many as there are cores.
    pub jobs: usize,
    /// Commit after this many documents at the latest.
    pub batch_documents: u64,
    /// Whether to stop: asked often, from several threads.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

/// What happens during an ingest.
#[derive(Debug)]
pub enum Event<'a> {
    /// A path has its outcome. It is not on disk yet.
    Settled {
        /// The stored path.
        path: &'a [u8],
        /// Its outcome.
        outcome: &'a Outcome,
        /// The size of the file if it was read, in bytes.
        bytes: u64,
    },
    /// The documents of these paths are on disk and in the index.
    Acknowledged(&'a [Vec<u8>]),
    /// The user's rules are others than before, and unchanged files keep their old fields. Told at
    /// once, as the summary does not come if the run is stopped.
    RulesChanged,
}

/// Ingests into the archive folder `dir`, which is made if it is not there.
///
/// # Errors
/// Trouble with a file is its outcome and no error. [`Error::Stopped`] when `options.stop` said so:
/// batches acknowledged until then are kept.
pub fn ingest(
    dir: &Path,
    options: &Options<'_>,
    events: &mut dyn FnMut(Event<'_>),
) -> Result<Summary> {
    let started = Instant::now();
    let writers = Writers::open(dir)?;
    let places = Places::new(dir);
    let remembered;
    let (rules, rules_changed) = match options.rules {
        Some(rules) => (rules, rules::remember(dir, rules.fields())?),
        None => {
            remembered = user_rules(dir)?;
            (&remembered, false)
        }
    };
    let producer = Producer::new(dir, options, rules, &places)?;
    let mut settler = Settler::new(writers, options, &places)?;
    let has_documents = settler.writers.store.store().count()? > 0;
    settler.summary.rules_changed = rules_changed && has_documents && !options.again;
    if settler.summary.rules_changed {
        events(Event::RulesChanged);
    }
    thread::scope(|scope| {
        // One chunk waits while the next is parsed and the one before is written.
        let (send, receive) = sync_channel(1);
        thread::Builder::new()
            .name("walk".into())
            .spawn_scoped(scope, move || producer.run(&send))
            .map_err(|error| Error::io(dir, error))?;
        let end = settle_all(&receive, &mut settler, options, events);
        if end.is_err() {
            // What is being read now would be thrown away, and may take minutes.
            options.readers.stop();
        }
        end
    })?;
    vanished::settle(&mut settler, options)?;
    commit(&mut settler, events)?;
    settler.finish(started.elapsed())
}

fn settle_all(
    receive: &Receiver<Result<Vec<Ready>>>,
    settler: &mut Settler<'_>,
    options: &Options<'_>,
    events: &mut dyn FnMut(Event<'_>),
) -> Result<()> {
    loop {
        if (options.stop)() {
            // What is not committed is dropped: the next run does it again.
            return Err(Error::Stopped);
        }
        let chunk = match receive.recv_timeout(HEARTBEAT) {
            Ok(chunk) => chunk?,
            Err(RecvTimeoutError::Timeout) => Vec::new(),
            // A walk that was stopped has not seen what it did not come to.
            Err(RecvTimeoutError::Disconnected) if (options.stop)() => return Err(Error::Stopped),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        for ready in chunk {
            if (options.stop)() {
                return Err(Error::Stopped);
            }
            settler.settle(ready, events)?;
            if settler.batch.documents >= options.batch_documents
                || settler.batch.bytes >= BATCH_BYTES
            {
                commit(settler, events)?;
            }
        }
        if settler.batch.started.elapsed() >= BATCH_TIME {
            commit(settler, events)?;
        }
    }
}

/// Makes the batch durable and tells so.
fn commit(settler: &mut Settler<'_>, events: &mut dyn FnMut(Event<'_>)) -> Result<()> {
    let paths = settler.commit()?;
    if !paths.is_empty() {
        events(Event::Acknowledged(&paths));
    }
    Ok(())
}
