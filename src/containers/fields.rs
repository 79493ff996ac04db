//! Fields of Word by their instruction: page numbers, and those that show text without a result.

use super::numerals::Format;
use super::symbols::SymbolFont;

/// The longest instruction that is looked at, in bytes.
pub(crate) const MAX_INSTRUCTION: usize = 4_096;

/// Whether a field shows the number of a page or of the pages.
pub(crate) fn is_page_number(instruction: &str) -> bool {
    let word = instruction.split_whitespace().next().unwrap_or_default();
    let names = ["PAGE", "NUMPAGES", "SECTIONPAGES"];
    names.iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// Whether a line of a header or footer says nothing but the page: `rest` is the line without the
/// numbers that fields put there.
pub(crate) fn says_page_only(rest: &str) -> bool {
    let mut rest = rest.to_lowercase();
    for word in ["page", "of"] {
        rest = rest.replace(word, "");
    }
    let empty = |c: char| !c.is_alphanumeric() || matches!(c, '第' | '页' | '頁' | '共');
    rest.chars().all(empty)
}

/// What a field without a result shows: the sign of SYMBOL, the characters that EQ sets over each
/// other (Word's 带圈字符 and 拼音指南, of which the base character is kept).
pub(crate) fn shown(instruction: &str) -> Option<String> {
    let trimmed = instruction.trim();
    let (word, rest) = trimmed.split_once(char::is_whitespace)?;
    if word.eq_ignore_ascii_case("SYMBOL") {
        return symbol(rest);
    }
    if word.eq_ignore_ascii_case("EQ") {
        return overstruck(rest);
    }
    None
}

fn symbol(rest: &str) -> Option<String> {
    let mut words = rest.split_whitespace();
    let code = words.next()?;
    let code = match code.strip_prefix("0x").or(code.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    let font = rest.split_once("\\f").map(|(_, font)| font.trim_start());
    let font = font.map(|font| match font.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => font.split_whitespace().next().unwrap_or_default(),
    });
    match font.and_then(SymbolFont::named) {
        Some(font) => Some(font.character(code).to_string()),
        None => char::from_u32(code)
            .filter(|c| !c.is_control())
            .map(String::from),
    }
}

fn overstruck(rest: &str) -> Option<String> {
    let at = rest.find("\\o").or_else(|| rest.find("\\O"))?;
    let open = rest.get(at..)?.find('(')? + at + 1;
    let close = rest.rfind(')').filter(|close| *close >= open)?;
    let inner = rest.get(open..close)?;
    // Arguments are apart by commas outside of brackets; the base stands last.
    let mut depth = 0usize;
    let mut parts = vec![String::new()];
    for c in inner.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut()?.push(c);
    }
    let is_shape = |part: &String| matches!(part.trim(), "○" | "◯" | "〇" | "□" | "△" | "◇");
    let ringed = parts.iter().any(|p| matches!(p.trim(), "○" | "◯" | "〇"));
    let base = parts.iter().rev().find(|part| !is_shape(part))?.trim();
    let base = base.rsplit_once('(').map_or(base, |(_, inner)| inner);
    let base = base.trim_end_matches(')');
    match base.parse::<u32>() {
        Ok(number @ 1..=50) if ringed => Some(Format::Circled.write(i64::from(number))),
        _ => Some(base.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn page_numbers_are_known() {
        assert!(is_page_number(" PAGE  \\* MERGEFORMAT "));
        assert!(is_page_number("numpages"));
        assert!(!is_page_number(" PAGEREF _Toc1 "));
        assert!(says_page_only("— —"));
        assert!(says_page_only("第页 共页"));
        assert!(!says_page_only("云岭市"));
    }

    #[test]
    fn signs_without_a_result_are_shown() {
        assert_eq!(
            shown(" SYMBOL 254 \\f \"Wingdings\" \\s 12").as_deref(),
            Some("☑")
        );
        assert_eq!(shown("SYMBOL 8364").as_deref(), Some("€"));
        assert_eq!(shown("eq \\o\\ac(○,3)").as_deref(), Some("③"));
        assert_eq!(shown("eq \\o\\ac(□,密)").as_deref(), Some("密"));
        let phonetic = "EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(yǎn),䶮)";
        assert_eq!(shown(phonetic).as_deref(), Some("䶮"));
        assert_eq!(shown("TOC \\o"), None);
        assert_eq!(shown(""), None);
    }

    proptest! {
        #[test]
        fn any_instruction_is_short(text in "(EQ|SYMBOL) [\\\\o(),0-9a-f○\" 密]{0,40}") {
            prop_assert!(shown(&text).is_none_or(|out| out.len() <= text.len()));
        }
    }
}
