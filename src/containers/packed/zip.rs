//! The members of a zip, one after the other.

use std::io::{self, Read};
use std::ops::ControlFlow;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::Packed;
use super::bytes::{slice_at, u16_at};
use super::directory::{self, Entry, to_usize};
use super::limits::Limits;
use super::names::Legacy;
use super::unpack::{Source, unpack};
use crate::containers::Trouble;

const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_LENGTH: usize = 30;

/// Gives every member of a zip to `packed`.
pub(super) fn members(bytes: &[u8], packed: &mut Packed<'_>) -> Result<(), Trouble> {
    let limits = packed.limits;
    let directory = directory::read(bytes, &limits)?;
    let names = directory.entries.iter().map(|entry| entry.name);
    let legacy = Legacy::of(names);
    let mut left = limits.unpacked;
    for entry in directory.entries.iter().filter(|entry| !is_folder(entry)) {
        let content = content(bytes, entry, &limits, &mut left);
        let spent = content.as_ref().err() == Some(&limits.too_much());
        if let ControlFlow::Break(()) = packed.give(&name(entry, legacy), content) {
            return Ok(());
        }
        if spent {
            return Err(limits.too_much());
        }
    }
    directory.trouble.map_or(Ok(()), Err)
}

fn name(entry: &Entry<'_>, legacy: Legacy) -> String {
    match std::str::from_utf8(entry.name) {
        Ok(name) => name.to_owned(),
        Err(_) if entry.name_is_utf8 => String::from_utf8_lossy(entry.name).into_owned(),
        Err(_) => legacy.read(entry.name),
    }
}

/// Whether an entry only names a folder. One with content is no folder, whatever its name.
fn is_folder(entry: &Entry<'_>) -> bool {
    entry.size == 0 && matches!(entry.name.last(), Some(b'/' | b'\\'))
}

/// The content of an entry; `left` is how much may still be unpacked in all.
fn content(
    bytes: &[u8],
    entry: &Entry<'_>,
    limits: &Limits,
    left: &mut u64,
) -> Result<Vec<u8>, Trouble> {
    // Bit 0: encrypted; 6: strongly; 13: the directory, too. Method 99: AES.
    if entry.flags & (1 | 1 << 6 | 1 << 13) != 0 || entry.method == 99 {
        return Err(Trouble::Encrypted);
    }
    if let Some(what) = special(entry.mode) {
        return Err(Trouble::Unsupported(what.into()));
    }
    let packed = local_content(bytes, entry)
        .ok_or_else(|| Trouble::Damaged("its place in the zip is wrong".into()))?;
    let mut content = Vec::new();
    match entry.method {
        0 => unpack(&mut &*packed, &mut content, u64::MAX, limits, left),
        8 => unpack(
            &mut Deflated(DeflateDecoder::new(packed)),
            &mut content,
            u64::MAX,
            limits,
            left,
        ),
        method => Err(Trouble::Unsupported(format!(
            "compression {}",
            method_name(method)
        ))),
    }?;
    let mut crc = Crc::new();
    crc.update(&content);
    if crc.sum() != entry.crc || content.len() as u64 != entry.size {
        return Err(Trouble::Damaged("the checksum does not fit".into()));
    }
    Ok(content)
}

struct Deflated<'a>(DeflateDecoder<&'a [u8]>);

impl Read for Deflated<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Source for Deflated<'_> {
    fn left(&self) -> u64 {
        self.0.get_ref().len() as u64
    }
}

/// The packed bytes of an entry, behind its local header.
fn local_content<'a>(bytes: &'a [u8], entry: &Entry<'_>) -> Option<&'a [u8]> {
    let local = bytes.get(to_usize(entry.offset)..)?;
    if slice_at(local, 0, 4)? != LOCAL {
        return None;
    }
    let name = usize::from(u16_at(local, 26)?);
    let extra = usize::from(u16_at(local, 28)?);
    slice_at(local, LOCAL_LENGTH + name + extra, to_usize(entry.packed))
}

/// What an entry is that is no file, by its file type of Unix.
fn special(mode: u32) -> Option<&'static str> {
    match mode & 0o170_000 {
        0o120_000 => Some("a link, not read"),
        0o020_000 | 0o060_000 => Some("a device, not read"),
        0o010_000 => Some("a pipe, not read"),
        0o140_000 => Some("a socket, not read"),
        _ => None,
    }
}

fn method_name(method: u16) -> String {
    let name = match method {
        1 => "Shrink",
        2..=5 => "Reduce",
        6 => "Implode",
        9 => "Deflate64",
        12 => "BZip2",
        14 => "LZMA",
        20 | 93 => "Zstandard",
        95 => "XZ",
        98 => "PPMd",
        _ => return format!("method {method}"),
    };
    name.into()
}
