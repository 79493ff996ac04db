//! White space found by its bytes: texts are looked through for it often, and hold little of it.

/// How many bytes the white space character has that these bytes of a UTF-8 text begin with; 0 if
/// they begin with another character.
pub(crate) fn white_space_len(bytes: &[u8]) -> usize {
    match bytes {
        [b'\t'..=b'\r' | b' ', ..] => 1,
        [0xc2, 0x85 | 0xa0, ..] => 2,
        [0xe1, 0x9a, 0x80, ..] | [0xe3, 0x80, 0x80, ..] => 3,
        [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..] | [0xe2, 0x81, 0x9f, ..] => 3,
        _ => 0,
    }
}

/// White space as it stands in folded text: spaces, tabs and line breaks of ASCII.
pub(crate) fn is_folded_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// Behind the white space at byte `at` of a folded text.
pub(crate) fn skip_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(is_folded_space).len()
}

/// Whether a byte may begin white space: it does, or it begins few other characters.
const fn may_begin(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3)
}

/// Where the next white space stands in `text`, from the character at byte `from` on: its place and its
/// length.
pub(crate) fn next_white_space(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    // From character to character: most have three bytes, of which the first one tells.
    while let Some(&lead) = bytes.get(at) {
        if may_begin(lead)
            && let len @ 1.. = white_space_len(&bytes[at..])
        {
            return Some((at, len));
        }
        at += match lead {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
    }
    None
}

/// Whether white space stands in a text.
pub(crate) fn has_white_space(text: &str) -> bool {
    // Without a branch, so that the processor looks at many at once: most texts hold none.
    let found = |found, byte| found | u8::from(may_begin(byte));
    text.bytes().fold(0, found) != 0 && next_white_space(text, 0).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_space_is_seen() {
        for c in '\0'..=char::MAX {
            let text = format!("甲{c}乙");
            let place = c.is_whitespace().then_some(("甲".len(), c.len_utf8()));
            assert_eq!(next_white_space(&text, 0), place, "{c:?}");
            assert_eq!(has_white_space(&text), c.is_whitespace(), "{c:?}");
        }
    }
}
