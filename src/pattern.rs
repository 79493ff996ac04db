//! The program's own patterns, which run over folded text.

use regex::Regex;

/// Classes as written in patterns, and what they stand for in a folded text: its digits and spaces are
/// ASCII already, and the planes of Chinese characters hold little else. The full classes of Unicode have
/// hundreds of ranges, and compiling them took two thirds of the time that a program needs to start. A
/// pattern over text that is not folded names the full-width digits itself.
const CLASSES: &[(&str, &str)] = &[
    (
        r"\p{Han}",
        r"[\u{2e80}-\u{2fdf}\u{3005}\u{3007}\u{3400}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{3ffff}]",
    ),
    (r"\d", "[0-9]"),
    (r"\D", "[^0-9]"),
    (r"\s", r"[ \t-\r]"),
];

/// Compiles a pattern that is part of the program.
pub(crate) fn pattern(text: &str) -> Regex {
    let mut lean = text.to_owned();
    for (class, meaning) in CLASSES {
        lean = lean.replace(class, meaning);
    }
    Regex::new(&lean).unwrap_or_else(|error| unreachable!("{text}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_han;

    #[test]
    fn classes_hold_what_folded_text_does() {
        let (han, digit, space) = (pattern(r"^\p{Han}$"), pattern(r"^\d$"), pattern(r"^\s$"));
        let full = Regex::new(r"^\p{Han}$").expect("a pattern");
        for c in '\0'..='\u{40000}' {
            let text = String::from(c);
            assert!(han.is_match(&text) || !is_han(c), "{c}");
            let rare = matches!(c, '\u{3006}'..='\u{33ff}' | '\u{16000}'..='\u{1ffff}');
            assert!(han.is_match(&text) || rare || !full.is_match(&text), "{c}");
            assert_eq!(digit.is_match(&text), c.is_ascii_digit(), "{c}");
            let ascii = matches!(c, ' ' | '\t'..='\r');
            assert_eq!(space.is_match(&text), ascii, "{c}");
        }
    }
}
