//! Numbers of proposals in words: `第八号提案`, `第○○八号建议`, `第一百二十三号议案`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::kind_of;
use crate::pattern::pattern;
use crate::text::is_han;
use crate::values::numeral::number;

/// A proposal's number that is written in words.
pub(super) struct InWords {
    /// In digits, without zeros before them.
    pub(super) number: String,
    /// 提案, 建议, 议案.
    pub(super) kind: Option<&'static str>,
    /// From 第 on, as bytes of the text.
    pub(super) range: Range<usize>,
}

static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^第\s*(?P<n>[一二三四五六七八九十百千〇○零](?:\s?[一二三四五六七八九十百千〇○零]){0,6})\s*号",
        r"\s*(?P<k>(?:人\s*大\s*|政\s*协\s*|代\s*表\s*|委\s*员\s*)*(?:提\s*案|建\s*议|议\s*案))?"
    ))
});

/// The number that begins at byte `at` of a folded text. Other papers of a session are numbered too:
/// where nothing says that it is a proposal's, no word may follow.
pub(super) fn number_in_words(text: &str, at: usize) -> Option<InWords> {
    let found = IN_WORDS.captures(text.get(at..)?)?;
    let all = found.get(0)?;
    let kind = found.name("k").and_then(|kind| kind_of(kind.as_str()));
    let behind = text[at + all.end()..].chars().next();
    if kind.is_none() && behind.is_some_and(|c| is_han(c) || c == '《') {
        return None;
    }
    let number = number(&found["n"]).filter(|number| *number > 0)?;
    // The first of a session is one of rank, unless it is the one that is answered.
    let behind = &text[at + all.end()..];
    let answered = ["的答", "的复", "的回", "答复", "回复", ")"];
    let named = answered.iter().any(|word| behind.starts_with(word)) || behind.is_empty();
    if !named && (kind == Some("议案") || number == 1) {
        return None;
    }
    Some(InWords {
        number: number.to_string(),
        kind,
        range: at..at + all.end(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        for (text, want) in [
            ("第八号提案", Some("8")),
            ("第○○八号建议的答复", Some("8")),
            ("第一百二十三号人大代表议案", Some("123")),
            ("第一二三号）", Some("123")),
            ("第五号公告", None),
            ("第一号提案办理的要求", None),
            ("第一号提案的答复", Some("1")),
            ("第三号议案的决议", None),
            ("第八次会议", None),
            ("第〇号提案", None),
        ] {
            let found = number_in_words(text, 0);
            assert_eq!(found.map(|found| found.number).as_deref(), want, "{text}");
        }
    }
}
