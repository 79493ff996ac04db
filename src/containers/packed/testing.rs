//! Makes packed files for tests, right ones and hostile ones.

use std::io::Write;

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};

/// Packs with gzip.
pub(super) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("packed");
    encoder.finish().expect("packed")
}

/// Packs with deflate.
pub(super) fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("packed");
    encoder.finish().expect("packed")
}

/// An entry of a zip to be made, with every number free to be wrong.
pub(super) struct ZipEntry {
    pub(super) name: Vec<u8>,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) packed: Vec<u8>,
    pub(super) crc: u32,
    pub(super) size: u32,
    pub(super) mode: u32,
    pub(super) extra: Vec<u8>,
    /// Where its content is said to be, if not where it is.
    pub(super) offset: Option<u32>,
}

impl ZipEntry {
    /// A stored entry.
    pub(super) fn stored(name: impl AsRef<[u8]>, content: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(content);
        ZipEntry {
            name: name.as_ref().to_vec(),
            flags: 0,
            method: 0,
            packed: content.to_vec(),
            crc: crc.sum(),
            size: content.len() as u32,
            mode: 0,
            extra: vec![],
            offset: None,
        }
    }

    /// A deflated entry.
    pub(super) fn deflated(name: impl AsRef<[u8]>, content: &[u8]) -> Self {
        ZipEntry {
            method: 8,
            packed: deflate(content),
            ..Self::stored(name, content)
        }
    }
}

/// A zip in the making.
#[derive(Default)]
pub(super) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
    comment: Vec<u8>,
}

impl Zip {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn stored(self, name: &str, content: &[u8]) -> Self {
        self.entry(ZipEntry::stored(name, content))
    }

    pub(super) fn deflated(self, name: &str, content: &[u8]) -> Self {
        self.entry(ZipEntry::deflated(name, content))
    }

    pub(super) fn comment(mut self, comment: &[u8]) -> Self {
        self.comment = comment.to_vec();
        self
    }

    pub(super) fn entry(mut self, entry: ZipEntry) -> Self {
        let offset = entry.offset.unwrap_or(self.bytes.len() as u32);
        let common = |flags: u16| {
            let mut common = Vec::new();
            for number in [20, flags, entry.method, 0, 0] {
                common.extend(number.to_le_bytes());
            }
            for number in [entry.crc, entry.packed.len() as u32, entry.size] {
                common.extend(number.to_le_bytes());
            }
            common.extend((entry.name.len() as u16).to_le_bytes());
            common
        };
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(common(entry.flags));
        self.bytes.extend([0, 0]);
        self.bytes.extend(&entry.name);
        self.bytes.extend(&entry.packed);
        self.directory.extend(b"PK\x01\x02\x14\x03");
        self.directory.extend(common(entry.flags));
        self.directory
            .extend((entry.extra.len() as u16).to_le_bytes());
        self.directory.extend([0; 6]);
        self.directory.extend((entry.mode << 16).to_le_bytes());
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(&entry.name);
        self.directory.extend(&entry.extra);
        self.count = self.count.wrapping_add(1);
        self
    }

    pub(super) fn done(self) -> Vec<u8> {
        let mut bytes = self.bytes;
        let offset = bytes.len() as u32;
        bytes.extend(&self.directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(self.count.to_le_bytes());
        bytes.extend((self.directory.len() as u32).to_le_bytes());
        bytes.extend(offset.to_le_bytes());
        bytes.extend((self.comment.len() as u16).to_le_bytes());
        bytes.extend(&self.comment);
        bytes
    }
}

/// An entry of a tar: header, content and padding.
pub(super) fn tar_entry(name: impl AsRef<[u8]>, letter: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = tar_header(name.as_ref(), letter, content.len() as u64);
    bytes.extend(content);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

/// A header of a tar.
pub(super) fn tar_header(name: &[u8], letter: u8, size: u64) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name);
    block[124..136].copy_from_slice(format!("{size:011o}\0").as_bytes());
    block[156] = letter;
    block[257..265].copy_from_slice(b"ustar\x0000");
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// A tar of entries.
pub(super) fn tar(entries: &[Vec<u8>]) -> Vec<u8> {
    [entries.concat(), vec![0; 1024]].concat()
}
