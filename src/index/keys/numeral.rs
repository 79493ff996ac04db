//! Reads small Chinese numerals as they stand in 届, 次 and 第…号.

use crate::values::numeral::{digit, number};

/// The value of a Chinese or Arabic numeral below 10,000; `None` for anything else.
///
/// `十四`, `一百零三`, `二〇二二` and `14` are read.
pub fn small(text: &str) -> Option<u32> {
    let numeral = text.chars().all(|c| c.is_ascii_digit() || is_numeral(c));
    numeral
        .then(|| number(text))
        .flatten()
        .filter(|n| *n < 10_000)
}

/// Whether `c` can stand in a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    // Letters that stand for zero in scanned numbers are letters in a query.
    !c.is_ascii_alphabetic() && (digit(c).is_some() || matches!(c, '十' | '百' | '千'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numerals_of_both_kinds() {
        for (text, value) in [
            ("8", Some(8)),
            ("八", Some(8)),
            ("十", Some(10)),
            ("十四", Some(14)),
            ("二十", Some(20)),
            ("一百零三", Some(103)),
            ("三百二十一", Some(321)),
            ("二〇二二", Some(2022)),
            ("七五二", Some(752)),
            ("", None),
            ("八届", None),
            ("百千", None),
            ("123456", None),
            ("九九九九九", None),
        ] {
            assert_eq!(small(text), value, "{text}");
        }
    }
}
