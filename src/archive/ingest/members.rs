//! The files in a packed file on their way to being parsed: some at a time, on all threads.

use rayon::ThreadPool;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::reading::{Reader, Ready, Work};
use crate::source::{Outcome, Stamp};

/// Files are parsed together when they are this many …
const TOGETHER_FILES: usize = 64;
/// … or of this many bytes.
const TOGETHER_BYTES: usize = 8 << 20;

/// A file in a packed file: its path, and its bytes or why there are none.
type Member = (Vec<u8>, Result<Vec<u8>, Outcome>);

/// Parses the files of a packed file, in its order.
pub(super) struct Members<'a> {
    pub(super) reader: &'a Reader<'a>,
    /// The threads that parse; without, each file is parsed when it comes.
    pub(super) pool: Option<&'a ThreadPool>,
    pub(super) stamp: Stamp,
    pub(super) waiting: Vec<Member>,
    pub(super) bytes: usize,
    pub(super) ready: Vec<Ready>,
}

impl Members<'_> {
    /// Takes the next file.
    pub(super) fn take(&mut self, path: Vec<u8>, content: Result<Vec<u8>, Outcome>) {
        self.bytes += content.as_ref().map_or(0, Vec::len);
        self.waiting.push((path, content));
        let enough = self.waiting.len() >= TOGETHER_FILES || self.bytes >= TOGETHER_BYTES;
        if enough || self.pool.is_none() {
            self.parse();
        }
    }

    /// All files that were taken.
    pub(super) fn finish(mut self) -> Vec<Ready> {
        self.parse();
        self.ready
    }

    fn parse(&mut self) {
        self.bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        let (reader, stamp) = (self.reader, self.stamp);
        let parse = |(path, content): Member| ready(reader, stamp, path, content);
        match self.pool {
            None => self.ready.extend(waiting.into_iter().map(parse)),
            Some(pool) => {
                let parsed: Vec<Ready> =
                    pool.install(|| waiting.into_par_iter().map(parse).collect());
                self.ready.extend(parsed);
            }
        }
    }
}

fn ready(
    reader: &Reader<'_>,
    stamp: Stamp,
    path: Vec<u8>,
    content: Result<Vec<u8>, Outcome>,
) -> Ready {
    let parsed = content.and_then(|bytes| reader.parse(&bytes, blake3::hash(&bytes), stamp, &path));
    Ready {
        stored: path,
        bytes: 0,
        work: parsed.unwrap_or_else(Work::Settled),
    }
}
