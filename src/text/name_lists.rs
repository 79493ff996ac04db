//! Lists of names in a line, whose spaces separate: bracketed heads of reports, captions, closing bylines,
//! contacts. They are read character by character: a pattern for them is dear.

use std::ops::Range;

use super::is_han;

/// Words before names that stand in brackets: `（本报记者 林舟）`, `（联系人：林舟 电话：…）`.
const ROLES: [&str; 6] = ["记者", "通讯员", "实习生", "联系人", "经办人", "电话"];
/// Words before names that stand without brackets too.
const WRITERS: [&str; 2] = ["记者", "通讯员"];

/// The most characters between a bracket and a role.
const BEFORE_ROLE: usize = 16;
/// The most characters behind a role in brackets.
const BEHIND_ROLE: usize = 60;
/// The most characters between a reporter and 摄.
const OF_CAPTION: usize = 40;
/// The longest word of a list, in characters.
const LONGEST: usize = 4;
/// The most such words behind a reporter.
const MOST: usize = 6;

/// Where lists of names stand in a folded text, in bytes, in order.
pub(super) fn name_lists(folded: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = folded[from..].find(['(', '。', '!', '?', '"', '记', '通']) {
        let at = from + at;
        let text = &folded[at..];
        let first = text.chars().next().map_or(1, char::len_utf8);
        let end = match text.as_bytes()[0] {
            b'(' => with_role(text).or_else(|| in_brackets(&folded[..at], text)),
            _ if text.starts_with(['记', '通']) => {
                behind_writer(text).or_else(|| in_head(&folded[..at], text))
            }
            _ => behind_sentence(&text[first..]).map(|end| first + end),
        };
        from = at + end.unwrap_or(first);
        found.extend(end.map(|end| at..at + end));
    }
    found
}

/// Where brackets end that a text begins with and that hold a role.
fn with_role(text: &str) -> Option<usize> {
    let inside = text[1..].split(['(', ')', '。']).next().unwrap_or_default();
    let places = inside.char_indices().take(BEFORE_ROLE + 1);
    let behind = places.filter_map(|(at, _)| {
        let role = ROLES.iter().find(|role| inside[at..].starts_with(**role))?;
        Some(at + role.len())
    });
    let behind = behind.last()?;
    let more = inside[behind..].chars().take(BEHIND_ROLE);
    let end = 1 + behind + more.map(char::len_utf8).sum::<usize>();
    Some(end + usize::from(text[end..].starts_with(')')))
}

/// Where brackets end that a text begins with and that hold nothing but names, at its end, before a number or
/// in a message's head: `本报讯（段一 王二）`.
fn in_brackets(before: &str, text: &str) -> Option<usize> {
    let (_, end) = names(&text[1..])?;
    let behind = text[1 + end..].strip_prefix(')')?;
    let number = behind.strip_prefix(' ').unwrap_or(behind);
    match behind.is_empty() {
        _ if before.ends_with("报讯") => Some(text.len() - behind.len()),
        true => Some(text.len()),
        false if number.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(text.len() - number.len() + 1)
        }
        false => None,
    }
}

/// Where brackets end that hold nothing but names, behind the mark that ends a sentence.
fn behind_sentence(text: &str) -> Option<usize> {
    let inside = text.trim_start_matches(' ').strip_prefix('(')?;
    let (end, _) = names(inside)?;
    let behind = inside[end..].strip_prefix(')')?;
    Some(text.len() - behind.len())
}

/// Where names end behind the reporter that a text begins with: at 摄, or with the text.
fn behind_writer(text: &str) -> Option<usize> {
    let word = WRITERS.iter().find(|word| text.starts_with(**word))?;
    let behind = &text[word.len()..];
    let caption = behind.char_indices().take(OF_CAPTION + 1);
    let caption = caption.take_while(|(_, c)| !matches!(c, '。' | '(' | ')'));
    let shot = caption.skip(1).filter(|&(_, c)| c == '摄').last();
    if let Some((at, c)) = shot {
        return Some(word.len() + at + c.len_utf8());
    }
    let list = behind
        .strip_prefix(' ')
        .filter(|list| list.starts_with(is_han))?;
    if !list.chars().all(|c| c == ' ' || is_han(c)) {
        return None;
    }
    let words = list
        .split(' ')
        .map(|word| word.chars().count().div_ceil(LONGEST));
    (words.sum::<usize>() <= MOST).then_some(text.len())
}

/// Where those end whom a message's head names without brackets, the space behind them included:
/// `本报讯 记者段一 通讯员王二 “…`.
fn in_head(before: &str, text: &str) -> Option<usize> {
    if !before.trim_end_matches(' ').ends_with(['讯', '电']) {
        return None;
    }
    let mut end = 0;
    while let Some(word) = WRITERS.iter().find(|word| text[end..].starts_with(**word)) {
        let name = &text[end + word.len()..];
        let name = &name[..name.find(|c| !is_han(c)).unwrap_or(name.len())];
        let at = end + word.len() + name.len();
        let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
        if !(2..=3).contains(&name.chars().count()) || spaces == 0 {
            break;
        }
        end = at + spaces;
    }
    (end > 0).then_some(end)
}

/// Where the last of two names or more ends that a text begins with, spaces between them, and where the
/// spaces behind it do.
fn names(text: &str) -> Option<(usize, usize)> {
    let (mut end, mut at, mut count) = (0, 0, 0);
    loop {
        let word = text[at..].chars().take_while(|&c| is_han(c));
        let (chars, len) = { word }
            .take(LONGEST + 1)
            .fold((0, 0), |(chars, len), c| (chars + 1, len + c.len_utf8()));
        if !(1..=LONGEST).contains(&chars) {
            break;
        }
        count += 1;
        end = at + len;
        at = text.len() - text[end..].trim_start_matches(' ').len();
        if at == end {
            break;
        }
    }
    (count > 1).then_some((end, at))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static NAMES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"\([^()。]{0,16}(?:记者|通讯员|实习生|联系人|经办人|电话)[^()。]{0,60}\)?",
            r"|\((?:\p{Han}{1,4} +)+\p{Han}{1,4} *\)(?:$| ?\d)",
            // Behind 报讯 nothing need follow: see `names_in_a_head`.
            r"|(?:记者|通讯员)[^。()]{1,40}摄|(?:记者|通讯员) (?:\p{Han}{1,4} *){1,6}$",
            r"|[。!?\x22] *\((?:\p{Han}{1,4} +)+\p{Han}{1,4}\)"
        ))
    });

    #[test]
    fn names_in_a_head() {
        let text = "本报讯(段一 王二)近日,云川举行车赛";
        let lists = name_lists(text);
        assert_eq!(
            lists
                .iter()
                .map(|list| &text[list.clone()])
                .collect::<Vec<_>>(),
            ["(段一 王二)"]
        );
        assert!(name_lists("开幕(段一 王二)近日,云川举行车赛").is_empty());
        let text = "本报讯 记者段一 通讯员王二 近日,云川举行车赛";
        assert_eq!(&text[name_lists(text)[0].clone()], "记者段一 通讯员王二 ");
        assert!(name_lists("昨天 记者段一 近日,云川举行车赛").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]

        #[test]
        fn lists_are_those_of_the_pattern(
            text in "([甲。,]{0,2}(甲{14,17})?[。!]? ?\\(?[甲乙 ]{0,4}(记者|通讯员|联系人|电话)?[ (甲:]{0,4}(甲{36,42})?[甲乙 ]{0,5}\\)?[甲。1 ]{0,2}摄?){1,3}( ?甲{0,5}){0,7}(甲{55,62})?\\)?"
        ) {
            let found: Vec<_> = NAMES.find_iter(&text).map(|found| found.range()).collect();
            prop_assert_eq!(name_lists(&text), found, "{}", text);
        }
    }
}
