//! Codes on lines of their own: what they begin and end with, behind their label, among badges.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::meaning::tells_meaning;
use crate::pattern::pattern;

/// A code with 类, alone or beside the words of disclosure.
pub(super) static CLASS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]? ?(?P<c>[A-E]\d?) ?类 ?[)\]]?(?: +[\p{Han}:]{2,12})?$"));

/// The code glued to its label, alone on a line of the head: `分类B`, `办理类别A类`.
pub(super) fn behind_class(line: &str) -> Option<Range<usize>> {
    if !ends_with_code(line) {
        return None;
    }
    let whose = ["办理结果", "办理情况", "办理", "答复", "办复", "办结"];
    let bare = whose.iter().find_map(|word| line.strip_prefix(word));
    let bare = bare.unwrap_or(line);
    let behind = ["分类", "类别"]
        .iter()
        .find_map(|label| bare.strip_prefix(label))
        .filter(|behind| opens_with_code(behind))?;
    let code = CODE_ALONE.captures(behind)?.name("c")?;
    let at = line.len() - behind.len();
    Some(at + code.start()..at + code.end())
}

/// A code, with 类 or without it, and nothing else.
static CODE_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?P<c>[A-E]\d?) ?类?$"));

/// The code on a line of a page's badges, beside one that says that the proposal was answered:
/// `已办复　B类　建议`.
pub(super) fn badge(line: &str) -> Option<Range<usize>> {
    const ANSWERED: [&str; 7] = [
        "已办复",
        "办复",
        "已办结",
        "办结",
        "已答复",
        "已办理",
        "已回复",
    ];
    if line.len() > LONGEST_BADGES || !line.contains('类') {
        return None;
    }
    let words = || line.split_whitespace();
    let short = |word: &str| word.chars().nth(LONGEST_BADGE).is_none() && !word.contains(':');
    if !words().all(short) || !words().any(|word| ANSWERED.contains(&word)) {
        return None;
    }
    let mut codes = words().filter_map(|word| {
        let found = CLASS.captures(word).filter(|_| opens_with_code(word))?;
        let (start, code) = (line.find(word)?, found.name("c")?);
        Some(start + code.start()..start + code.end())
    });
    codes.next().filter(|_| codes.next().is_none())
}

/// The longest line of badges, in bytes.
const LONGEST_BADGES: usize = 60;
/// The longest badge, in characters.
const LONGEST_BADGE: usize = 6;

/// The code before what it means, on a line of the head: `A：已经解决`, `B（正在解决）`.
pub(super) fn before_meaning(line: &str) -> Option<Range<usize>> {
    let bare = line.trim_start_matches(['(', '[']);
    let start = line.len() - bare.len();
    let code = usize::from(bare.starts_with(LETTERS));
    let code = code + usize::from(bare[code..].starts_with(|c: char| c.is_ascii_digit()));
    let behind = bare.get(code..).filter(|_| opens_with_code(line))?;
    let behind = behind.strip_prefix('类').unwrap_or(behind);
    if !behind.starts_with([':', '(', ' ', '-']) {
        return None;
    }
    let words = words_beside(behind);
    let bare = words.trim_end_matches([')', ']', '。', ' ', '的']);
    let ended = MEANS.iter().any(|end| bare.ends_with(end));
    let short = words.chars().nth(LONGEST_MEANING).is_none();
    (short && ended && tells_meaning(words)).then_some(start..start + code)
}

/// The words behind a code that say what it means: the signer, or the words of disclosure, may stand apart
/// behind them.
pub(super) fn words_beside(behind: &str) -> &str {
    let words = behind.split("  ").find(|words| !words.trim().is_empty());
    let words = words.unwrap_or_default();
    let inner = words.strip_prefix(['(', '[']);
    let bracketed = inner.and_then(|inner| inner.split([')', ']']).next());
    bracketed.unwrap_or(words.trim_start_matches([':', ' ', '-']))
}

/// How words for what a code means end.
const MEANS: [&str; 9] = [
    "解决", "采纳", "参考", "落实", "计划", "规划", "实施", "问题", "推进",
];

/// The longest words for what a code means, in characters.
const LONGEST_MEANING: usize = 14;

/// The letters of codes.
const LETTERS: [char; 5] = ['A', 'B', 'C', 'D', 'E'];

/// Whether a text begins with a code's letter, an opening bracket aside: the patterns are dear.
pub(super) fn opens_with_code(text: &str) -> bool {
    text.trim_start_matches([' ', '(', '['])
        .starts_with(LETTERS)
}

/// Whether a text ends with a code, 类 and a closing bracket aside.
pub(super) fn ends_with_code(text: &str) -> bool {
    let bare = text.trim_end_matches([' ', ')', ']', '类']);
    let digit = bare.ends_with(|c: char| c.is_ascii_digit());
    bare[..bare.len() - usize::from(digit)].ends_with(LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_before_what_they_mean() {
        for (line, want) in [
            ("A:已经解决", Some("A")),
            ("(B)正在解决", None),
            ("B类(列入计划逐步解决)", Some("B")),
            ("A1 已经解决", Some("A1")),
            ("C:未采纳", Some("C")),
            ("A座已经解决停水的问题", None),
            ("A(已解决)    签发人:林舟", Some("A")),
            ("A类(已解决的问题)", Some("A")),
            ("A1 部分项目", None),
            ("A:采纳建议情况", None),
            ("已经解决", None),
        ] {
            assert_eq!(before_meaning(line).map(|code| &line[code]), want, "{line}");
        }
    }

    #[test]
    fn badges() {
        for (line, want) in [
            ("已办复 B类 建议", Some("B")),
            ("A类 办结", Some("A")),
            ("B类 城建 重点", None),
            ("提案类别 B类 教育", None),
            ("已办复 建议", None),
            ("已办复 A类 B类", None),
        ] {
            assert_eq!(badge(line).map(|code| &line[code]), want, "{line}");
        }
    }
}
