//! The content of a gzip file (RFC 1952).

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

use super::bytes::before_nul;
use super::unpack::Source;

/// What a gzip file begins with.
pub(super) const MAGIC: &[u8] = b"\x1f\x8b";

/// Reads what is packed.
pub(super) struct Gunzip<'a>(GzDecoder<&'a [u8]>);

impl<'a> Gunzip<'a> {
    /// A reader of `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Gunzip(GzDecoder::new(bytes))
    }

    /// The name in the header of what is being read.
    pub(super) fn name(&self) -> Option<Vec<u8>> {
        let name = self.0.header()?.filename()?;
        Some(before_nul(name).to_vec())
    }
}

impl Read for Gunzip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.0.read(buffer)?;
            // Files of several parts are one content; other bytes behind the last are ignored.
            let rest = *self.0.get_ref();
            if read > 0 || buffer.is_empty() || !rest.starts_with(MAGIC) {
                return Ok(read);
            }
            self.0 = GzDecoder::new(rest);
        }
    }
}

impl Source for Gunzip<'_> {
    fn left(&self) -> u64 {
        self.0.get_ref().len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::gzip;
    use super::*;

    fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        Gunzip::new(bytes).read_to_end(&mut content)?;
        Ok(content)
    }

    #[test]
    fn parts_are_joined_and_padding_is_ignored() {
        let bytes = [gzip(b"ab"), gzip(b""), gzip(b"c"), vec![0; 9]].concat();
        assert_eq!(read(&bytes).expect("read"), b"abc");
    }

    #[test]
    fn damage_is_told() {
        let mut bytes = gzip("云川市".repeat(100).as_bytes());
        let crc = bytes.len() - 8;
        bytes[crc] ^= 1;
        assert!(read(&bytes).is_err());
        bytes.truncate(20);
        assert!(read(&bytes).is_err());
    }
}
