//! Recognises UTF-16 without a byte order mark by the pattern of its bytes.

use super::Encoding;

/// How much of a file is looked at.
const SAMPLE: usize = 64 << 10;

/// The byte order in which nearly all units are what Chinese documents are made of.
///
/// The caller has found that the bytes are not plain UTF-8: ASCII letters in pairs look like Han
/// characters here.
pub(super) fn guess(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let share = |unit: fn([u8; 2]) -> u16| {
        let units = sample.as_chunks::<2>().0;
        let likely = units.iter().filter(|pair| is_likely(unit(**pair))).count();
        if likely * 10 < units.len() * 9 {
            0
        } else {
            likely
        }
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match little.cmp(&big) {
        std::cmp::Ordering::Greater => Some(Encoding::Utf16Le),
        std::cmp::Ordering::Less => Some(Encoding::Utf16Be),
        std::cmp::Ordering::Equal => None,
    }
}

/// ASCII text, Han characters, and the punctuation between them.
fn is_likely(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0a | 0x0d | 0x20..=0x7e
        | 0x2010..=0x2049 | 0x2160..=0x217f | 0x2460..=0x24ff | 0x25a0..=0x25ff
        | 0x3000..=0x301f | 0x4e00..=0x9fff | 0xff01..=0xff5e)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    #[test]
    fn other_encodings_are_not_taken_for_it() {
        let text = "市政协八届六次会议第178号提案答复";
        assert_eq!(guess(&GB18030.encode(text).0), None);
        assert_eq!(guess(&BIG5.encode("關於對市政協第178號提案的答覆").0), None);
        assert_eq!(guess(b""), None);
        assert_eq!(guess(b"a"), None);
    }
}
