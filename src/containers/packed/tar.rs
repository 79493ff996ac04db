//! The members of a tar, read as a stream, one after the other.

use std::io::{self, Read};
use std::ops::ControlFlow;

use super::Packed;
use super::header::{self, BLOCK, Header, Properties, Type};
use super::limits::Limits;
use super::names::Legacy;
use super::unpack::{Source, cut_off, trouble_of, unpack};
use crate::containers::Trouble;

/// The longest list of names and properties of an entry that is read.
const MAX_PROPERTIES: u64 = 1 << 20;

/// Whether bytes begin like a tar.
pub(super) fn is_tar(bytes: &[u8]) -> bool {
    bytes
        .first_chunk::<BLOCK>()
        .is_some_and(|block| header::read(block).is_some())
}

/// Gives every member of a tar to `packed`.
pub(super) fn members(source: impl Source, packed: &mut Packed<'_>) -> Result<(), Trouble> {
    let limits = packed.limits;
    let mut stream = Stream {
        source,
        left: limits.unpacked,
        unread: 0,
        limits,
    };
    let mut entries = 0;
    while let Some((name, header)) = stream.next_entry()? {
        entries += 1;
        if entries > limits.entries {
            return Err(limits.too_many());
        }
        if header.kind == Type::Folder {
            continue;
        }
        let content = match refused(&header, &limits) {
            Some(trouble) => Err(trouble),
            None => stream.content(header.size),
        };
        let broken = content
            .as_ref()
            .err()
            .filter(|trouble| breaks(trouble, &limits))
            .cloned();
        let name = Legacy::of([name.as_slice()].into_iter()).read(&name);
        if let ControlFlow::Break(()) = packed.give(&name, content) {
            return Ok(());
        }
        if let Some(trouble) = broken {
            return Err(trouble);
        }
    }
    Ok(())
}

/// Why the content of an entry is not read at all.
fn refused(header: &Header, limits: &Limits) -> Option<Trouble> {
    match header.kind {
        Type::Special(what) => Some(Trouble::Unsupported(what.into())),
        _ if header.size > limits.entry => Some(limits.too_large()),
        _ => None,
    }
}

/// Whether nothing behind an entry can be read for the trouble with it.
fn breaks(trouble: &Trouble, limits: &Limits) -> bool {
    matches!(trouble, Trouble::Damaged(_)) || *trouble == limits.too_much()
}

struct Stream<S> {
    source: S,
    /// How many bytes may still be read in all.
    left: u64,
    /// How many bytes of the current entry are not read yet, padding among them.
    unread: u64,
    limits: Limits,
}

impl<S: Source> Stream<S> {
    /// The next entry with its full name; `None` at the end.
    fn next_entry(&mut self) -> Result<Option<(Vec<u8>, Header)>, Trouble> {
        let mut long_name = None;
        let mut properties = Properties::default();
        loop {
            let Some(mut header) = self.header()? else {
                return Ok(None);
            };
            match header.kind {
                Type::LongName => {
                    let mut name = self.properties(header.size)?;
                    name.truncate(super::bytes::before_nul(&name).len());
                    long_name = Some(name);
                }
                Type::Properties => {
                    properties = header::read_properties(&self.properties(header.size)?);
                }
                Type::Other => {}
                _ => {
                    let size = properties.size.filter(|_| header.has_content);
                    header.size = size.unwrap_or(header.size);
                    if properties.sparse {
                        header.kind = Type::Special("a sparse file, not read");
                    }
                    self.skip_maps(header.has_maps)?;
                    self.unread = padded(header.size);
                    let name = properties.name.or(long_name);
                    let name = name.unwrap_or_else(|| std::mem::take(&mut header.name));
                    return Ok(Some((name, header)));
                }
            }
        }
    }

    /// The next header; `None` at the end.
    fn header(&mut self) -> Result<Option<Header>, Trouble> {
        self.skip()?;
        let Some(block) = self.block()? else {
            // Not every packer writes the blocks that end a tar.
            return Ok(None);
        };
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let damaged = || Trouble::Damaged("a header of the tar is wrong".into());
        let header = header::read(&block).ok_or_else(damaged)?;
        self.unread = padded(header.size);
        Ok(Some(header))
    }

    /// The next block; `None` if the tar ends before it.
    fn block(&mut self) -> Result<Option<[u8; BLOCK]>, Trouble> {
        let mut bytes = Vec::new();
        let size = BLOCK as u64;
        unpack(
            &mut self.source,
            &mut bytes,
            size,
            &self.limits,
            &mut self.left,
        )?;
        match <[u8; BLOCK]>::try_from(bytes) {
            Ok(block) => Ok(Some(block)),
            Err(bytes) if bytes.is_empty() => Ok(None),
            Err(_) => Err(cut_off()),
        }
    }

    /// Maps of a sparse file (old GNU) are a chain of blocks, each of which says whether another follows.
    fn skip_maps(&mut self, mut more: bool) -> Result<(), Trouble> {
        while more {
            let block = self.block()?.ok_or_else(cut_off)?;
            more = block.get(504) == Some(&1);
        }
        Ok(())
    }

    fn properties(&mut self, size: u64) -> Result<Vec<u8>, Trouble> {
        if size > MAX_PROPERTIES {
            return Err(Trouble::Limit("more than 1 MiB of properties".into()));
        }
        self.content(size)
    }

    /// The content of an entry.
    fn content(&mut self, size: u64) -> Result<Vec<u8>, Trouble> {
        let mut content = Vec::new();
        let read = unpack(
            &mut self.source,
            &mut content,
            size,
            &self.limits,
            &mut self.left,
        );
        self.unread = self.unread.saturating_sub(content.len() as u64);
        read?;
        if content.len() as u64 != size {
            return Err(cut_off());
        }
        Ok(content)
    }

    /// Goes past what is left of an entry.
    fn skip(&mut self) -> Result<(), Trouble> {
        let wanted = self.unread.min(self.left);
        let mut rest = (&mut self.source).take(wanted);
        let skipped = io::copy(&mut rest, &mut io::sink()).map_err(|error| trouble_of(&error))?;
        self.left -= skipped;
        if skipped < wanted {
            return Err(cut_off());
        }
        if wanted < self.unread {
            return Err(self.limits.too_much());
        }
        self.unread = 0;
        Ok(())
    }
}

/// The length of a content with what fills its last block.
fn padded(size: u64) -> u64 {
    size.checked_next_multiple_of(BLOCK as u64)
        .unwrap_or(u64::MAX)
}
