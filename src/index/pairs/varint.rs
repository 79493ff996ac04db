//! Numbers of seven bits a byte, lowest first; a set high bit says that more follows.

/// Writes a number.
#[inline]
pub(super) fn write(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads the number at `at` and moves behind it; `None` if there is none.
#[inline]
pub(super) fn read(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let first = *bytes.get(*at)?;
    *at += 1;
    if first < 0x80 {
        return Some(u64::from(first));
    }
    read_on(bytes, at, first)
}

fn read_on(bytes: &[u8], at: &mut usize, first: u8) -> Option<u64> {
    let mut number = u64::from(first & 0x7f);
    for shift in (7..63).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec(0..u64::MAX >> 1, 0..20)) {
            let mut out = Vec::new();
            numbers.iter().for_each(|number| write(&mut out, *number));
            let mut at = 0;
            let read: Vec<u64> = std::iter::from_fn(|| read(&out, &mut at)).collect();
            prop_assert_eq!(read, numbers);
        }

        #[test]
        fn any_bytes_are_read_to_their_end(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut at = 0;
            while read(&bytes, &mut at).is_some() {}
            prop_assert!(at <= bytes.len());
        }
    }
}
