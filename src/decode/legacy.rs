//! Tells GB18030 from Big5 by how common the characters are that each reading gives.

use super::Encoding;

/// The encoding whose reading scores higher; GB18030 if neither does.
pub(super) fn guess(bytes: &[u8]) -> Encoding {
    if score_big5(bytes) > score_gb(bytes) {
        Encoding::Big5
    } else {
        Encoding::Gb18030
    }
}

/// How well the bytes read as GB18030: in tenths of a common character.
pub(super) fn score_gb(bytes: &[u8]) -> i64 {
    score(bytes, |lead, trail| match (lead, trail) {
        // Characters of four bytes: the pair after this one is its second half.
        (0x81..=0xfe, 0x30..=0x39) => Pair::Rare,
        // Level 1 of GB 2312: the 3,755 characters in everyday use.
        (0xb0..=0xd7, 0xa1..=0xfe) => Pair::Common,
        (0xa1..=0xa3, 0xa1..=0xfe) => Pair::Punctuation,
        // Strokes that draw the frames of forms.
        (0xa9, 0xa4..=0xef) => Pair::Punctuation,
        (0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe) => Pair::Rare,
        _ => Pair::Wrong,
    })
}

fn score_big5(bytes: &[u8]) -> i64 {
    score(bytes, |lead, trail| match (lead, trail) {
        (0xa4..=0xc6, 0x40..=0x7e | 0xa1..=0xfe) => Pair::Common,
        (0xa1..=0xa3, 0x40..=0x7e | 0xa1..=0xfe) => Pair::Punctuation,
        (0x87..=0xfe, 0x40..=0x7e | 0xa1..=0xfe) => Pair::Rare,
        _ => Pair::Wrong,
    })
}

enum Pair {
    Common,
    Punctuation,
    Rare,
    Wrong,
}

fn score(bytes: &[u8], class: fn(u8, u8) -> Pair) -> i64 {
    let mut total = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        let (points, width) = match class(bytes[at], bytes.get(at + 1).copied().unwrap_or(0)) {
            Pair::Common => (10, 2),
            Pair::Punctuation => (8, 2),
            Pair::Rare => (-5, 2),
            Pair::Wrong => (-20, 1),
        };
        total += points;
        at += width;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    #[test]
    fn short_texts_are_told_apart() {
        for text in [
            "提案",
            "答复",
            "云川市",
            "办理结果",
            "科学技术局",
            "〔2022〕32号",
            "────────────\n县政协提案\n┌──────┐",
        ] {
            assert_eq!(guess(&GB18030.encode(text).0), Encoding::Gb18030, "{text}");
        }
        for text in ["提案的答覆", "雲川市", "辦理結果", "科學技術局", "關於"] {
            assert_eq!(guess(&BIG5.encode(text).0), Encoding::Big5, "{text}");
        }
    }
}
