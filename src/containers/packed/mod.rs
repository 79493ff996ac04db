//! Packed files: the members of zip, tar, tar.gz and of gzip with a single file.
//!
//! Nothing is ever written: names are only shown, and one member at a time is in memory. Limits are
//! counted while unpacking. A member that cannot be read says so by itself; the others go on where
//! the format allows.

mod bytes;
mod directory;
mod extra;
mod gzip;
mod header;
mod limits;
mod names;
mod tar;
#[cfg(test)]
mod testing;
mod unpack;
mod zip;

#[cfg(test)]
mod tests;

use std::io::Read;
use std::ops::ControlFlow;

use self::gzip::Gunzip;
use self::limits::Limits;
use self::names::{Apart, Legacy};
use self::unpack::unpack;
use super::Trouble;

/// A file inside a packed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name for showing, with its folders: parts apart by `/`, no `..`, no root, no drive, and
    /// different from that of every member before it (`a.txt`, `a (2).txt`). Empty for the file in a
    /// gzip that does not name it.
    pub name: String,
    /// Its content, or why it cannot be read.
    pub content: Result<Vec<u8>, Trouble>,
}

/// A format of packed files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Zip; also what is built on it, such as docx and ofd.
    Zip,
    /// Tar.
    Tar,
    /// Gzip, of a tar or of a single file.
    Gzip,
    /// One that is not read; its name.
    Other(&'static str),
}

impl Format {
    /// The format that `bytes` begin with.
    pub fn of(bytes: &[u8]) -> Option<Format> {
        const MAGICS: [(&[u8], Format); 8] = [
            (b"PK\x03\x04", Format::Zip),
            (b"PK\x05\x06", Format::Zip),
            (gzip::MAGIC, Format::Gzip),
            (b"Rar!\x1a\x07", Format::Other("RAR")),
            (b"7z\xbc\xaf\x27\x1c", Format::Other("7z")),
            (b"BZh", Format::Other("bzip2")),
            (b"\xfd7zXZ\0", Format::Other("xz")),
            (b"\x28\xb5\x2f\xfd", Format::Other("Zstandard")),
        ];
        let mut magics = MAGICS.into_iter();
        let known = magics.find(|(magic, _)| bytes.starts_with(magic));
        match known {
            Some((_, format)) => Some(format),
            None => tar::is_tar(bytes).then_some(Format::Tar),
        }
    }
}

/// Gives every file in a packed file to `each`, in the packed file's order, until it breaks off.
///
/// Folders are left out; hidden files and what systems leave behind are not. Entries that are no
/// files (links, devices) and encrypted ones are members with a trouble.
///
/// # Errors
///
/// If the packed file as a whole cannot be read, or not to its end: then members before the fault
/// have been given already, and the one at which a limit was reached says so, too.
pub fn members(
    bytes: &[u8],
    each: &mut dyn FnMut(Member) -> ControlFlow<()>,
) -> Result<(), Trouble> {
    members_within(bytes, Limits::FULL, each)
}

fn members_within(
    bytes: &[u8],
    limits: Limits,
    each: &mut dyn FnMut(Member) -> ControlFlow<()>,
) -> Result<(), Trouble> {
    let mut packed = Packed {
        limits,
        apart: Apart::default(),
        each,
    };
    match Format::of(bytes) {
        Some(Format::Zip) => zip::members(bytes, &mut packed),
        Some(Format::Tar) => tar::members(bytes, &mut packed),
        Some(Format::Gzip) => gzip_members(bytes, &mut packed),
        Some(Format::Other(name)) => Err(Trouble::Unsupported(name.into())),
        None => Err(Trouble::Unsupported("not a packed file".into())),
    }
}

/// What is common to the formats: the limits, and the way of a member to the caller.
struct Packed<'a> {
    limits: Limits,
    apart: Apart,
    each: &'a mut dyn FnMut(Member) -> ControlFlow<()>,
}

impl Packed<'_> {
    fn give(&mut self, name: &str, content: Result<Vec<u8>, Trouble>) -> ControlFlow<()> {
        let name = self.apart.name(names::shown(name));
        (self.each)(Member { name, content })
    }
}

fn gzip_members(bytes: &[u8], packed: &mut Packed<'_>) -> Result<(), Trouble> {
    let mut head = Vec::new();
    let length = header::BLOCK as u64;
    let _ = Gunzip::new(bytes).take(length).read_to_end(&mut head);
    if tar::is_tar(&head) {
        return tar::members(Gunzip::new(bytes), packed);
    }
    let limits = packed.limits;
    let mut gunzip = Gunzip::new(bytes);
    let mut content = Vec::new();
    let mut left = limits.unpacked;
    let end = unpack(&mut gunzip, &mut content, u64::MAX, &limits, &mut left);
    let content = end.map(|()| content);
    let name = gunzip.name().unwrap_or_default();
    let name = Legacy::of([name.as_slice()].into_iter()).read(&name);
    let name = if name.is_empty() {
        name
    } else {
        names::shown(&name)
    };
    // Whether it is the last member does not matter: it is the only one.
    let _ = (packed.each)(Member { name, content });
    Ok(())
}
