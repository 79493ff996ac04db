//! Counts characters, many bytes at a time.

/// How many bytes are looked at together; a byte can count them.
const RUN: usize = 128;

/// How many characters begin in these bytes of a UTF-8 text.
pub(super) fn count_chars(bytes: &[u8]) -> usize {
    // Every byte but those that continue a character begins one.
    count(bytes, |byte| byte as i8 >= -0x40)
}

/// How many of these bytes are ASCII.
pub(super) fn count_ascii(bytes: &[u8]) -> usize {
    count(bytes, |byte| byte < 0x80)
}

/// Counted in runs that a byte can count, so that the processor adds up many at once.
#[inline]
fn count(bytes: &[u8], counts: impl Fn(u8) -> bool) -> usize {
    let runs = bytes.chunks(RUN);
    let sums = runs.map(|run| run.iter().map(|&byte| u8::from(counts(byte))).sum::<u8>());
    sums.map(usize::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_as_the_standard_library_does(text in "[a-z一-龥é\u{20000}-\u{20010} ]{0,200}") {
            let bytes = text.as_bytes();
            prop_assert_eq!(count_chars(bytes), text.chars().count());
            prop_assert_eq!(count_ascii(bytes), text.chars().filter(char::is_ascii).count());
        }
    }
}
