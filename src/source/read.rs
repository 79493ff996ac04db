//! Reads a file once into memory, without waiting, without following links, up to a limit.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::outcome::{Outcome, Skip};
use super::stamp::Stamp;
use super::walk::special;
use crate::containers::sniff::{Kind, sniff};

/// Texts and web pages larger than this are not read, in bytes.
pub const MAX_TEXT: u64 = 16 << 20;
/// Other files larger than this are not read, in bytes.
pub const MAX_BYTES: u64 = 256 << 20;

/// How much of a file is enough to see that it is no text.
const HEAD: usize = 8 << 10;

/// The bytes of a file, all from one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its size and times.
    pub stamp: Stamp,
}

/// Reads a file, or says why it is not read.
pub fn open(path: &Path) -> Result<Opened, Outcome> {
    // A file that is being written is given a second chance, not a half place in the archive.
    for _ in 0..2 {
        if let Some(opened) = try_open(path)? {
            return Ok(opened);
        }
    }
    Err(Outcome::Failed("changed while it was read".into()))
}

/// Reads a file; `None` if it changed meanwhile.
fn try_open(path: &Path) -> Result<Option<Opened>, Outcome> {
    let failed = |error: io::Error| Outcome::Failed(reason_of(&error));
    let mut file = match open_plain(path) {
        Err(error) if is_link_error(&error) => return Err(Outcome::Skipped(Skip::Symlink)),
        result => result.map_err(failed)?,
    };
    let before = file.metadata().map_err(failed)?;
    if let Some(what) = special(before.file_type()) {
        return Err(Outcome::Skipped(Skip::Special(what)));
    }
    let mut bytes = Vec::new();
    let size = usize::try_from(before.len()).unwrap_or(usize::MAX);
    read_up_to(&mut file, HEAD, size, &mut bytes).map_err(failed)?;
    let kind = sniff(&bytes);
    if let Kind::Other(what) = kind {
        return Err(Outcome::Skipped(Skip::Binary(what)));
    }
    within_limit(kind, before.len())?;
    let limit = limit_of(kind);
    read_up_to(&mut file, limit as usize + 1, size, &mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(limit));
    }
    let stamp = Stamp::of(&file.metadata().map_err(failed)?);
    let same = stamp == Stamp::of(&before) && stamp.size as u64 == bytes.len() as u64;
    Ok(same.then_some(Opened { bytes, stamp }))
}

/// [`Outcome::Failed`] if so many bytes are more than is read of a kind.
pub(super) fn within_limit(kind: Kind, bytes: u64) -> Result<(), Outcome> {
    let limit = limit_of(kind);
    match bytes > limit {
        true => Err(too_large(limit)),
        false => Ok(()),
    }
}

fn limit_of(kind: Kind) -> u64 {
    match kind {
        Kind::Text | Kind::Html => MAX_TEXT,
        _ => MAX_BYTES,
    }
}

fn too_large(limit: u64) -> Outcome {
    Outcome::Failed(format!("too large (limit {} MiB)", limit >> 20))
}

/// Reads until `bytes` holds `limit` bytes or the file ends, which it should after `size` bytes: those
/// are read at once, not in pieces that grow.
fn read_up_to(file: &mut File, limit: usize, size: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut filled = bytes.len();
    bytes.resize(limit.min(size).max(filled), 0);
    while filled < bytes.len() {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    let wanted = limit.saturating_sub(bytes.len()) as u64;
    file.take(wanted).read_to_end(bytes).map(drop)
}

/// A file's trouble in a few words.
pub(super) fn reason_of(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

#[cfg(unix)]
fn open_plain(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK)
        .open(path)
}

#[cfg(unix)]
fn is_link_error(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::ELOOP)
}

#[cfg(not(unix))]
fn open_plain(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(not(unix))]
fn is_link_error(_error: &io::Error) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_read_whole() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.txt");
        let content = "甲".repeat(9000);
        fs::write(&path, &content).expect("written");
        let opened = open(&path).expect("read");
        assert_eq!(opened.bytes, content.as_bytes());
        assert_eq!(opened.stamp.size, 27_000);
        fs::write(&path, "").expect("written");
        assert_eq!(open(&path).expect("read").bytes, b"");
    }

    #[test]
    fn large_sparse_files_are_refused_unread_and_large_containers_named() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("a.txt");
        File::create(&path)
            .and_then(|file| file.set_len(10 << 30))
            .expect("sparse");
        assert_eq!(
            open(&path),
            Err(Outcome::Failed("too large (limit 16 MiB)".into()))
        );
        fs::write(&path, "Rar!\x1a\x07").expect("written");
        OpenOptions::new()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_len(10 << 30))
            .expect("sparse");
        assert_eq!(open(&path), Err(Outcome::Skipped(Skip::Binary("RAR"))));
    }

    #[test]
    fn links_devices_and_missing_files_are_told_apart() {
        let home = tempfile::tempdir().expect("a folder");
        let link = home.path().join("link");
        std::os::unix::fs::symlink("/etc/hostname", &link).expect("a link");
        assert_eq!(open(&link), Err(Outcome::Skipped(Skip::Symlink)));
        assert_eq!(
            open(Path::new("/dev/zero")),
            Err(Outcome::Skipped(Skip::Special("device")))
        );
        assert_eq!(
            open(&home.path().join("gone")),
            Err(Outcome::Failed("no such file or folder".into()))
        );
        // The kernel says 0 bytes and gives more: never taken for a whole file.
        assert_eq!(
            open(Path::new("/proc/self/status")),
            Err(Outcome::Failed("changed while it was read".into()))
        );
    }
}
