//! Marks of footnotes and endnotes, written so that they cannot be taken for a part of the text.

use super::numerals::Format;

/// The mark of the note of this number: raised digits, a ringed number, or brackets.
pub(crate) fn mark(format: Format, number: i64) -> String {
    let text = format.write(number);
    if text.chars().all(|c| c.is_ascii_digit()) {
        return text.chars().filter_map(raised).collect();
    }
    match format {
        Format::Circled => text,
        _ => format!("[{text}]"),
    }
}

fn raised(digit: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit.to_digit(10)? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cannot_be_taken_for_text() {
        assert_eq!(mark(Format::Decimal, 12), "¹²");
        assert_eq!(mark(Format::Circled, 2), "②");
        assert_eq!(mark(Format::LowerRoman, 4), "[iv]");
    }
}
