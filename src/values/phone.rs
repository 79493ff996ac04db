//! Telephone numbers: mobiles, landlines with area code and extension, short local numbers behind a label.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        // Every digit may stand apart: `0 0 0 0 - 5 5 5 1 2 3 4`.
        r"0(?: \d){2,3} ?[-—─~] ?\d(?: \d){6,7}(?-u:\b)|1[3-9]\d(?:[- ]?\d{4}){2}|\(?0\d{1,3}\)? ?[-—─~ ]{0,2} ?(?:\d{7,8}|\d{4} \d{3,4}(?-u:\b))(?:[-—转]\d{1,5})?|0\d{2,3}-12\d{3}(?-u:\b)|0\d{2,4}-\d{6}(?:[-转]\d{1,5})?(?-u:\b)|0\d{4}-\d{7}(?-u:\b)|0\d{2,3}-(?:\d{2} \d{5,6}|\d{3} \d{4,5}|\d{5} \d{2,3})(?-u:\b)|0\d{2,3}-(?:\d{3}-\d{4}|(?:[3-9]\d{3}|1[0-8]\d{2}|2[1-9]\d{2})-\d{3,4})(?-u:\b)|\d{7,8}(?:-(?:\d{3}|[03-9]\d{3}|1[0-8]\d{2}|2[1-9]\d{2})(?-u:\b))?|[48]00[- ]?\d{3,4}[- ]?\d{3,4}",
        // A local number that layout or scanning divided.
        r"|(?:\d(?: \d){6,11}|\d{3} \d{4,5}|\d{4} \d{3,4}|\d{5} \d{2,3})(?-u:\b)|\d{5,6}"
    ))
});

/// The shortest number, in digits.
const LEAST: usize = 5;

/// Telephone numbers of a folded text that is known to hold some, in order; masked numbers are none.
pub fn find_phones(text: &str) -> Vec<Range<usize>> {
    // The pattern is dear, and a number has so many digits.
    if text.bytes().filter(u8::is_ascii_digit).count() < LEAST {
        return Vec::new();
    }
    let digit = |c: char| c.is_ascii_digit() || c == '*';
    PHONE
        .find_iter(text)
        .map(|found| found.range())
        .filter(|range| {
            !text[..range.start].ends_with(digit) && !text[range.end..].starts_with(digit)
        })
        .filter(|range| text[range.clone()].len() >= LEAST)
        .filter(|range| !is_fax(&text[..range.start]) && !text[range.end..].starts_with("(传真)"))
        .collect()
}

/// Whether what stands before a number says that it is a fax's alone: `电话5586132，传真5586130`.
fn is_fax(before: &str) -> bool {
    let before = before.trim_end_matches([':', ' ', '为', '号', '码']);
    let Some(before) = before.strip_suffix("传真") else {
        return false;
    };
    let before = before.trim_end_matches(['及', '兼', '和', '与', '、', '/', ' ']);
    !before.ends_with("电话")
}

/// A number as it is written down: digits and one kind of dash.
pub fn tidy_phone(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if "—─~–".contains(c) { '-' } else { c })
        .collect();
    text.replace("--", "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_is_none() {
        for (text, want) in [
            ("13800002150", &["13800002150"][..]),
            // A line of complaints, behind its area's code; an extension.
            ("0000-12380、0000-3312380", &["0000-12380", "0000-3312380"]),
            ("00642718-206", &["00642718-206"]),
            ("0000-662-0917", &["0000-662-0917"]),
            ("0000-26 91175", &["0000-2691175"]),
            ("0000-12345 110", &["0000-12345"]),
            ("0000-5912-118", &["0000-5912-118"]),
            ("0000-67710043", &["0000-67710043"]),
            ("0000--6034221", &["0000-6034221"]),
            // Prefectures had area codes of five digits.
            (
                "00000-661230、0000-661230",
                &["00000-661230", "0000-661230"],
            ),
            (
                "林舟0000-5123202、13800002100",
                &["0000-5123202", "13800002100"],
            ),
            ("2960000", &["2960000"]),
            ("5586132,传真5586130", &["5586132"]),
            ("电话/传真:5586130", &["5586130"]),
            ("电话及传真:0000-5586130", &["0000-5586130"]),
            ("5586130(传真同号)", &["5586130"]),
            ("43670211,43670219(传真)", &["43670211"]),
            ("8233 019", &["8233019"]),
            ("7 2 8 0 0 1 9", &["7280019"]),
            ("7 2 8 0 0 1 9", &["7280019"]),
            ("63650 112;邮政编码", &["63650112"]),
            ("0 0 0 0 - 5 5 5 1 2 3 4", &["0000-5551234"]),
            ("0000-5551 234", &["0000-5551234"]),
            ("0000-5551234 13800002150", &["0000-5551234", "13800002150"]),
            ("65431 13800002150", &["65431", "13800002150"]),
            ("138 0000 7719", &["13800007719"]),
            ("138-0000-3316", &["138-0000-3316"]),
            ("131******0505", &[]),
            ("00055520", &["00055520"]),
        ] {
            let got: Vec<String> = find_phones(text)
                .into_iter()
                .map(|range| tidy_phone(&text[range]))
                .collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
