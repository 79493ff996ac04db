//! Numbers of any width, one behind the other, lowest bit first.

/// Writes bits.
#[derive(Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits that are no whole byte yet.
    rest: u64,
    used: u32,
}

impl BitWriter {
    /// Writes the lowest `width` bits of `value`, at most 32; the others must be 0.
    #[inline]
    pub(super) fn put(&mut self, value: u64, width: u32) {
        self.rest |= value << self.used;
        self.used += width;
        if self.used >= 32 {
            self.bytes
                .extend_from_slice(&(self.rest as u32).to_le_bytes());
            self.rest >>= 32;
            self.used -= 32;
        }
    }

    /// How many bits were written.
    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64 * 8 + u64::from(self.used)
    }

    /// Writes the bits behind `out`, filled up to a byte, and is empty again.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        out.append(&mut self.bytes);
        let whole = self.used.div_ceil(8) as usize;
        out.extend(self.rest.to_le_bytes().iter().take(whole));
        (self.rest, self.used) = (0, 0);
    }
}

/// So many bits are seen at least.
pub(super) const PEEKED: u32 = 57;

/// The [`PEEKED`] or more bits from bit `at` on; `None` where fewer than eight bytes are left.
#[inline]
pub(super) fn peek(bytes: &[u8], at: u64) -> Option<u64> {
    let eight = bytes.get((at / 8) as usize..)?.first_chunk()?;
    Some(u64::from_le_bytes(*eight) >> (at % 8))
}

/// The lowest `width` bits, at most 32.
#[inline]
pub(super) fn low(bits: u64, width: u32) -> u32 {
    (bits & ((1 << width) - 1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_is_seen(numbers in prop::collection::vec((any::<u32>(), 0u32..=32), 0..60)) {
            let mut writer = BitWriter::default();
            for (number, width) in &numbers {
                writer.put(u64::from(low(u64::from(*number), *width)), *width);
            }
            let length = writer.len();
            let mut bytes = Vec::new();
            writer.finish(&mut bytes);
            prop_assert_eq!(bytes.len() as u64, length.div_ceil(8));
            bytes.extend([0xff; 8]);
            let mut at = 0;
            for (number, width) in numbers {
                let seen = low(peek(&bytes, at).expect("inside"), width);
                prop_assert_eq!(seen, low(u64::from(number), width));
                at += u64::from(width);
            }
        }

        #[test]
        fn nothing_is_seen_behind_the_end(bytes in prop::collection::vec(any::<u8>(), 0..12), at in any::<u64>()) {
            prop_assert_eq!(peek(&bytes, at).is_some(), at / 8 + 8 <= bytes.len() as u64);
        }
    }
}
