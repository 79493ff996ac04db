//! Reads UTF-8 with faults: cut or lone bytes, and lines pasted in from a file in GB18030.

use super::{Decoded, Encoding, decode_as, legacy};

/// Whether bytes that are not all UTF-8 are so for the most part, or hold whole lines of it.
///
/// GB18030 and Big5 give hardly any right sequences of UTF-8 by chance, and never a line of them.
pub(super) fn has_utf8(bytes: &[u8]) -> bool {
    let (right, wrong) = count(bytes);
    if right > wrong {
        return true;
    }
    bytes.split(|&byte| byte == b'\n').any(|line| {
        let (right, wrong) = count(line);
        wrong == 0 && right >= 6
    })
}

/// Reads each line by itself: as UTF-8, or as GB18030 where it plainly is.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let (mut replaced, mut foreign, mut own) = (0, 0, 0);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let encoding = encoding_of(line);
        let decoded = decode_as(line, encoding);
        text.push_str(&decoded.text);
        replaced += decoded.replaced;
        match encoding {
            Encoding::Utf8 if line.is_ascii() => {}
            Encoding::Utf8 => own += 1,
            _ => foreign += 1,
        }
    }
    let (encoding, foreign_lines) = if foreign > own {
        (Encoding::Gb18030, own)
    } else {
        (Encoding::Utf8, foreign)
    };
    Decoded {
        text,
        encoding,
        replaced,
        foreign_lines,
    }
}

fn encoding_of(line: &[u8]) -> Encoding {
    let (right, wrong) = count(line);
    // At least two common characters more than rare ones, and UTF-8 plainly broken.
    if wrong > right && legacy::score_gb(line) >= 20 {
        Encoding::Gb18030
    } else {
        Encoding::Utf8
    }
}

/// Characters of three or four bytes that are right in UTF-8, and places that are wrong.
///
/// Pairs of GB18030 look like right characters of two bytes now and then, hardly ever like longer ones.
fn count(bytes: &[u8]) -> (usize, usize) {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    (right, wrong)
}

#[cfg(test)]
mod tests {
    use super::super::decode as decode_any;
    use super::*;
    use encoding_rs::GB18030;

    #[test]
    fn lines_of_two_encodings_are_all_read() {
        let pasted = GB18030.encode("办理结果：A类，已经解决\n").0;
        let bytes = [
            "关于第178号提案的答复\n".as_bytes(),
            &pasted,
            "云川市科学技术局\n".as_bytes(),
        ]
        .concat();
        let decoded = decode_any(&bytes, None);
        assert_eq!(
            decoded.text,
            "关于第178号提案的答复\n办理结果：A类，已经解决\n云川市科学技术局\n"
        );
        assert_eq!(
            (decoded.encoding, decoded.replaced, decoded.foreign_lines),
            (Encoding::Utf8, 0, 1)
        );
    }

    #[test]
    fn surrogates_and_overlong_forms_stay_in_utf8() {
        let bytes = [
            "关于第178号提案的答复，云川市科学技术局".as_bytes(),
            b"\xed\xa0\x80\xc0\xaf",
        ]
        .concat();
        let decoded = decode_any(&bytes, None);
        assert_eq!(decoded.encoding, Encoding::Utf8);
        assert!(decoded.replaced > 0);
        assert!(decoded.text.starts_with("关于第178号提案的答复"));
    }

    #[test]
    fn pure_gb_is_not_taken_for_a_mixture() {
        let bytes = GB18030.encode("关于对市政协八届六次会议提案的答复\n").0;
        assert!(!has_utf8(&bytes));
    }
}
