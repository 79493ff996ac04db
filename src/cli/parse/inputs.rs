//! What `anjuan parse` reads: paths from the command line, from a list, or standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::error::{Error, Result};
use crate::source::{self, Filter, MAX_BYTES, Outcome, Walk};

/// How many files are read at a time.
const CHUNK: usize = 64;

/// A path to read.
pub(super) struct Input {
    pub(super) path: PathBuf,
    pub(super) what: What,
}

/// How to read it.
pub(super) enum What {
    /// A file that the walk found.
    File,
    /// A file that was named.
    Named,
    /// Standard input, read already.
    Stdin(Vec<u8>),
    /// Its outcome is known.
    Settled(Outcome),
}

impl Input {
    /// The path for records and messages.
    pub(super) fn shown(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }
}

/// Inputs, as many at a time as are there, up to a limit.
pub(super) struct Inputs(Receiver<Input>);

impl Iterator for Inputs {
    type Item = Vec<Input>;

    fn next(&mut self) -> Option<Vec<Input>> {
        let mut chunk = vec![self.0.recv().ok()?];
        chunk.extend(self.0.try_iter().take(CHUNK - 1));
        Some(chunk)
    }
}

/// The files under the paths named.
pub(super) fn from_paths(paths: &[PathBuf], filter: Filter) -> Inputs {
    let paths = paths.to_vec();
    spawn(move |send| {
        for path in paths {
            if !walk(&path, &filter, send) {
                return;
            }
        }
    })
}

/// The paths that a file, or standard input, holds one a line.
pub(super) fn from_list(list: &Path) -> Result<Inputs> {
    let reader: Box<dyn Read + Send> = if list == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(list).map_err(|error| Error::io(list, error))?)
    };
    Ok(spawn(move |send| {
        for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            let what = if line.is_empty() {
                What::Settled(Outcome::Failed("an empty line names no file".into()))
            } else {
                What::Named
            };
            let path = path_of(line);
            if send.send(Input { path, what }).is_err() {
                return;
            }
        }
    }))
}

fn spawn(produce: impl FnOnce(&SyncSender<Input>) + Send + 'static) -> Inputs {
    let (send, receive) = sync_channel(CHUNK);
    thread::spawn(move || produce(&send));
    Inputs(receive)
}

/// Sends what a path named stands for; false when nobody takes it any more.
fn walk(path: &Path, filter: &Filter, send: &SyncSender<Input>) -> bool {
    if path == Path::new("-") {
        let what = stdin();
        let path = path.to_path_buf();
        return send.send(Input { path, what }).is_ok();
    }
    if path.is_file() {
        let (path, what) = (path.to_path_buf(), What::Named);
        return send.send(Input { path, what }).is_ok();
    }
    Walk::new(path, filter).all(|found| {
        let what = match found.what {
            source::What::File => What::File,
            source::What::Skip(skip) => What::Settled(Outcome::Skipped(skip)),
            source::What::Fail(reason) => What::Settled(Outcome::Failed(reason)),
        };
        let path = found.path;
        send.send(Input { path, what }).is_ok()
    })
}

fn stdin() -> What {
    let mut bytes = Vec::new();
    match io::stdin().take(MAX_BYTES + 1).read_to_end(&mut bytes) {
        Ok(read) if read as u64 > MAX_BYTES => What::Settled(Outcome::Failed(format!(
            "too large (limit {} MiB)",
            MAX_BYTES >> 20
        ))),
        Ok(_) => What::Stdin(bytes),
        Err(error) => What::Settled(Outcome::Failed(error.to_string())),
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
