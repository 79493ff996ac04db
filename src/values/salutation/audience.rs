//! Meetings and audiences, whose salutation names nobody.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::CharSet;

/// Meetings and audiences, whose salutation names nobody.
static AUDIENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:各\s?位\s?[\p{Han}]{2,4}(?:、[\p{Han}]{2,6}){0,3}|同\s?志\s?们|尊敬的(?:各位[\p{Han}、,]{2,24}|[\p{Han}、,]{2,16}各位(?:[\p{Han}、,]{0,20})(?:领导|来宾|嘉宾|专家|代表|委员|同仁|同志|朋友|同事|老师|企业家|乡亲))|(?:主任|主席|院长|委员长)、?(?:(?:各位)?[\p{Han}]{2,8}[、,]?)*各位[\p{Han}]{2,8}|主席团|\p{Han}{1,4}们(?:[、,] ?\p{Han}{1,4}们){1,4}|[\p{Han}]{0,6}朋友们)\s*[:!,。]?",
    )
});

/// How far into a line 朋友们 may begin, in bytes: behind six Chinese characters.
const FRIENDS: usize = 27;

/// The longest of those spoken to first, in characters: `体育老师们`.
const LONGEST_FIRST: usize = 5;

/// Whether a line begins as one of the branches of [`AUDIENCE`], which is dear.
fn opens_audience(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next();
    let mut second = || chars.find(|c| !matches!(c, ' ' | '\t'..='\r'));
    match first {
        Some('各') => second() == Some('位'),
        Some('同') if second() == Some('志') => true,
        // `尊敬的检查组各位领导`, but no member beside others.
        Some('尊') => line.strip_prefix("尊敬的").is_some_and(|names| {
            let first = names.find("各位").map(|at| &names[..at]);
            first.is_some_and(|first| !first.contains("委员") && !first.contains("代表"))
        }),
        Some('主') => matches!(second(), Some('任' | '席')),
        Some('院') => second() == Some('长'),
        Some('委') => second() == Some('员'),
        // `老师们、同学们`
        _ => {
            let mut before = ' ';
            let mut first = line.chars().take(LONGEST_FIRST + 1);
            let ended = first.find(|&c| {
                let ends = matches!(c, '、' | ',' | ':');
                before = if ends { before } else { c };
                ends
            });
            before == '们' && (ended.is_some() || line.chars().nth(LONGEST_FIRST).is_none())
        }
    }
}

/// Whether a folded line with these telling characters speaks to a meeting.
pub fn is_audience_line(line: &str, chars: CharSet) -> bool {
    (opens_audience(line) || chars.has_any(const { CharSet::of("朋") })) && is_audience(line)
}

/// Whether a folded text speaks to a meeting: `同志们：`, `各位代表：`.
pub fn is_audience(line: &str) -> bool {
    let head = &line[..line.floor_char_boundary(FRIENDS)];
    if !opens_audience(line) && !head.chars().any(|c| c == '朋') {
        return false;
    }
    AUDIENCE.find(line).is_some_and(|found| {
        found.end() == line.len() || found.as_str().ends_with([':', '!', ',', '。'])
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn no_audience_is_passed_over(
            line in "(各 ?位|同志们|尊敬的各位|尊敬的检查组各位领导|主任|主席|院长|委员长|主席团|老朋友们)(、|各位|代表|副主任|,){0,4}[:,。]?"
        ) {
            let head = &line[..line.floor_char_boundary(FRIENDS)];
            prop_assert!(opens_audience(&line) || head.contains('朋') || !AUDIENCE.is_match(&line), "{}", line);
        }
    }
}
