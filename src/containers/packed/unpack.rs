//! Unpacks in small steps and looks at the limits after each.

use std::io::{self, ErrorKind, Read};

use super::limits::Limits;
use crate::containers::Trouble;

/// How much is unpacked between two looks at the limits.
const STEP: u64 = 64 << 10;

/// Something that is unpacked from bytes in memory.
pub(super) trait Source: Read {
    /// How many packed bytes are not taken yet.
    fn left(&self) -> u64;
}

impl Source for &[u8] {
    fn left(&self) -> u64 {
        self.len() as u64
    }
}

/// Appends up to `size` bytes of an entry to `content`, fewer only if the source ends before.
///
/// `left` is how many bytes may still be unpacked in all; it goes down with what is.
pub(super) fn unpack(
    source: &mut impl Source,
    content: &mut Vec<u8>,
    size: u64,
    limits: &Limits,
    left: &mut u64,
) -> Result<(), Trouble> {
    let before = source.left();
    loop {
        let wanted = STEP.min(size - content.len() as u64);
        let length = content.len();
        let step = source.take(wanted).read_to_end(content);
        let read = (content.len() - length) as u64;
        let within = read <= *left;
        *left = left.saturating_sub(read);
        step.map_err(|error| trouble_of(&error))?;
        if !within {
            return Err(limits.too_much());
        }
        if content.len() as u64 > limits.entry {
            return Err(limits.too_large());
        }
        let taken = before.saturating_sub(source.left());
        limits.check_ratio(taken, content.len() as u64)?;
        if read < wanted || content.len() as u64 == size {
            return Ok(());
        }
    }
}

/// The trouble of a source that cannot be unpacked.
pub(super) fn trouble_of(error: &io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::UnexpectedEof => cut_off(),
        _ => Trouble::Damaged(error.to_string()),
    }
}

/// Says that something ends before it should.
pub(super) fn cut_off() -> Trouble {
    Trouble::Damaged("it is cut off".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_for_is_taken() {
        let bytes = vec![b'x'; 200_000];
        let mut source = bytes.as_slice();
        for (size, expected) in [(0, 0), (10, 10), (150_000, 150_000), (99_999, 49_990)] {
            let mut content = vec![];
            let mut left = u64::MAX;
            let end = unpack(&mut source, &mut content, size, &Limits::FULL, &mut left);
            assert_eq!((end, content.len()), (Ok(()), expected));
            assert_eq!(left, u64::MAX - expected as u64);
        }
    }

    #[test]
    fn limits_end_the_unpacking() {
        let limits = Limits {
            entry: 100_000,
            ..Limits::FULL
        };
        let bytes = vec![b'x'; 200_000];
        let end = |mut left| {
            let mut content = vec![];
            let end = unpack(&mut &*bytes, &mut content, u64::MAX, &limits, &mut left);
            (end, content.len() < 140_000)
        };
        assert_eq!(end(u64::MAX), (Err(limits.too_large()), true));
        assert_eq!(end(10), (Err(limits.too_much()), true));
    }
}
