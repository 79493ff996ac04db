//! Runs risky readers in processes of their own, with limits, so that a bad document costs one file.
//!
//! A stack overflow, an abort or a full memory cannot be caught inside a process. [`Workers`] starts
//! this program again as a reader, hands it one job at a time through pipes and keeps it for the
//! next; [`serve`] is what runs in there. Whatever happens to the reader is a [`Fault`] of that job.

mod child;
mod confine;
mod fault;
mod pool;
mod protocol;
mod watch;
mod worker;

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use child::{Handler, Sender, serve, serve_parent};
pub use confine::Limits;
pub use fault::Fault;
pub use pool::Workers;
pub use protocol::{MAX_BODY, MAX_HEAD, MAX_INPUT};

/// What a reader is asked to do with some bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The reader's name, as in "the PDF reader".
    pub reader: String,
    /// What it needs to know besides the bytes.
    pub options: Value,
    /// How long it may take, by the clock; the time that the answers' taker needs does not count.
    pub time: Duration,
    /// How many seconds of CPU time it may take.
    pub cpu_seconds: u64,
    /// How many bytes it may answer in all.
    pub answers: u64,
}

impl Job {
    /// A job with limits that suit any ordinary document: 60 seconds, 30 of them of CPU time, and
    /// 512 MiB of answers.
    pub fn new(reader: impl Into<String>, options: Value) -> Self {
        Job {
            reader: reader.into(),
            options,
            time: Duration::from_secs(60),
            cpu_seconds: 30,
            answers: 512 << 20,
        }
    }
}

/// A part of a reader's answer: a description and bytes that belong to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The description, in JSON.
    head: Vec<u8>,
    /// Bytes that belong to it: a text, a picture.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// An answer of a description and bytes.
    ///
    /// # Errors
    ///
    /// If the description has no form in JSON.
    pub fn new(head: &impl Serialize, bytes: Vec<u8>) -> serde_json::Result<Self> {
        let head = serde_json::to_vec(head)?;
        Ok(Answer { head, bytes })
    }

    /// The description.
    ///
    /// # Errors
    ///
    /// If it is not what is expected; [`Fault::nonsense`] tells it.
    pub fn head<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.head)
    }
}
