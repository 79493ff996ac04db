//! ZIP packages held in memory (DOCX, ODT, OFD): parts by name, inflated under limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{MAX_ENTRIES, MAX_ENTRY, MAX_RATIO, MAX_UNPACKED, Trouble};

/// Entries below this many bytes may be packed as tightly as they like.
const RATIO_FLOOR: u64 = 1 << 20;
/// The record that ends a ZIP file (APPNOTE 4.3.16).
const END_RECORD: &[u8] = b"PK\x05\x06";
/// How far from its end a ZIP file is looked through for its end record: record and comment.
const END_REACH: usize = 22 + 0xFFFF;

/// An opened package.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    size: u64,
    spent: u64,
}

impl<'a> Package<'a> {
    /// Opens a package. Fails as `Damaged` if the bytes are no ZIP file, as `Limit` if it holds more
    /// than [`MAX_ENTRIES`] entries.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Trouble> {
        // Asked before the directory is read, so that a million empty entries cost nothing.
        if declared_entries(bytes) > MAX_ENTRIES {
            return Err(too_many());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| trouble(&error))?;
        if zip.len() > MAX_ENTRIES {
            return Err(too_many());
        }
        let names = zip
            .file_names_raw()
            .map(|name| plain_name(&String::from_utf8_lossy(name)))
            .collect();
        let size = bytes.len() as u64;
        Ok(Package {
            zip,
            names,
            size,
            spent: 0,
        })
    }

    /// The names of all parts, in the order of the package, without a leading `/`.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The bytes of a part; `None` if there is no such part. The exact name goes before one that
    /// differs in case, as producers disagree about case.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        match self.place(name) {
            Some(index) => self.entry(index).map(Some),
            None => Ok(None),
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        let name = plain_name(name);
        let exact = self.names.iter().position(|known| *known == name);
        exact.or_else(|| {
            let mut names = self.names.iter();
            names.position(|known| known.eq_ignore_ascii_case(&name))
        })
    }

    fn entry(&mut self, index: usize) -> Result<Vec<u8>, Trouble> {
        let name = self.names.get(index).cloned().unwrap_or_default();
        let left = MAX_UNPACKED.saturating_sub(self.spent);
        let entry = self.zip.by_index(index).map_err(|error| trouble(&error))?;
        // A header may claim any packed size, but not more than there is.
        let packed = entry.compressed_size().min(self.size);
        let by_ratio = packed.saturating_mul(MAX_RATIO).max(RATIO_FLOOR);
        let limit = MAX_ENTRY.min(left).min(by_ratio);
        let mut bytes = Vec::new();
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        self.spent += bytes.len() as u64;
        if bytes.len() as u64 > limit {
            return Err(Trouble::Limit(over(&name, limit, left, by_ratio)));
        }
        read.map_err(|error| Trouble::Damaged(format!("part {name}: {error}")))?;
        Ok(bytes)
    }
}

/// Which limit an entry went over, in words.
fn over(name: &str, limit: u64, left: u64, by_ratio: u64) -> String {
    if limit == by_ratio {
        format!("part {name} unpacks to more than {MAX_RATIO} times its size")
    } else if limit == left {
        format!("the package unpacks to more than {MAX_UNPACKED} bytes")
    } else {
        format!("part {name} unpacks to more than {MAX_ENTRY} bytes")
    }
}

fn too_many() -> Trouble {
    Trouble::Limit(format!("more than {MAX_ENTRIES} entries in a package"))
}

/// How many entries the end record speaks of; 0 if there is none.
fn declared_entries(bytes: &[u8]) -> usize {
    let tail = bytes.get(bytes.len().saturating_sub(END_REACH)..);
    let tail = tail.unwrap_or_default();
    let found = tail.windows(4).rposition(|four| four == END_RECORD);
    let count = found.and_then(|at| tail.get(at + 10..at + 12));
    count.map_or(0, |two| {
        two.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b))
    })
}

/// A part's name in the one spelling that is compared.
fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

fn trouble(error: &ZipError) -> Trouble {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Trouble::Encrypted
        }
        ZipError::CompressionMethodNotSupported(method) => {
            Trouble::Unsupported(format!("ZIP compression method {method}"))
        }
        ZipError::UnsupportedArchive(what) => Trouble::Unsupported(format!("ZIP: {what}")),
        // As other packed files say it.
        ZipError::InvalidArchive(what) if what.contains("EOCD") => {
            Trouble::Damaged("the end of the zip is missing".into())
        }
        ZipError::InvalidArchive(what) => Trouble::Damaged(format!("ZIP: {what}")),
        other => Trouble::Damaged(format!("ZIP: {other}")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    /// A package of these parts.
    pub(crate) fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in parts {
            zip.start_file(*name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn parts_are_found_by_exact_name_then_by_case() {
        let bytes = pack(&[("A/b.xml", b"1"), ("a/B.xml", b"2"), ("c.xml", b"3")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.names(), ["A/b.xml", "a/B.xml", "c.xml"]);
        assert_eq!(package.part("/a/B.xml").unwrap().unwrap(), b"2");
        assert_eq!(package.part("C.XML").unwrap().unwrap(), b"3");
        assert_eq!(package.part("d.xml").unwrap(), None);
        assert!(package.has("/c.xml"));
    }

    #[test]
    fn bombs_are_stopped_while_inflating() {
        let bytes = pack(&[("bomb", &vec![0; 3 << 20])]);
        let outcome = Package::open(&bytes).unwrap().part("bomb");
        assert!(matches!(outcome, Err(Trouble::Limit(why)) if why.contains("200 times")));
        let bytes = pack(&[("small", &vec![0; 1 << 20])]);
        let part = Package::open(&bytes).unwrap().part("small");
        assert_eq!(part.unwrap().unwrap().len(), 1 << 20);
    }

    #[test]
    fn lying_headers_change_nothing() {
        let mut bytes = pack(&[("bomb", &vec![0; 3 << 20])]);
        // The unpacked size in the central directory says 1.
        let at = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        bytes[at + 24..at + 28].copy_from_slice(&1u32.to_le_bytes());
        let outcome = Package::open(&bytes).and_then(|mut package| package.part("bomb"));
        assert!(outcome.is_err());
    }

    #[test]
    fn too_many_entries_are_refused() {
        let names: Vec<String> = (0..=MAX_ENTRIES).map(|n| n.to_string()).collect();
        let parts: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
        assert!(matches!(
            Package::open(&pack(&parts)),
            Err(Trouble::Limit(_))
        ));
    }

    #[test]
    fn an_encrypted_part_says_so() {
        let mut bytes = pack(&[("a", b"text")]);
        let at = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        bytes[at + 8] |= 1;
        bytes[6] |= 1;
        let outcome = Package::open(&bytes).unwrap().part("a");
        assert_eq!(outcome, Err(Trouble::Encrypted));
    }

    #[test]
    fn no_zip_is_damaged() {
        for bytes in [&b""[..], b"PK\x03\x04", b"PK\x05\x06"] {
            assert!(matches!(Package::open(bytes), Err(Trouble::Damaged(_))));
        }
    }
}
