//! Numbers of proposals that stand without a session.

use std::sync::LazyLock;

use regex::Regex;

use super::serial::{SERIAL, SERIAL_BEHIND_ORDINAL};
use super::words::number_in_words;
use super::{Assembly, REGISTERS, Reference, kind_of, numbers};
use crate::pattern::pattern;

/// `第72号建议`, `第 31 号 提 案`, `37号提案`, apart from a session.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    const LIST: &str = r"(?:\s*、\s*\d{1,8})*";
    const CATEGORY: &str = r"(?:[(](?P<cat>[\p{Han}]{2,10}类)[^)]{0,12}[)])?";
    const KIND: &str = r"(?:人\s*大\s*|政\s*协\s*|代\s*表\s*|委\s*员\s*)*(?P<k>提\s*案|建\s*议|议\s*案|书\s*面\s*意\s*见)";
    pattern(&format!(
        r"(?:第\s*(?P<n>{SERIAL_BEHIND_ORDINAL}{LIST})|(?P<m>{SERIAL}{LIST}))\s*号\s*{CATEGORY}\s*{KIND}"
    ))
});

/// `提案第7号的答复`, `（建议第20240317号）`: the number behind its kind.
static BEHIND_KIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<k>提案|建议|议案)第\s*(?P<n>{SERIAL_BEHIND_ORDINAL}(?:\s*、\s*\d{{1,8}})*)\s*号(?:[()\[\],。;《\x22的 ]|\n|答复|收悉|$)"
    ))
});

/// What makes a suggestion one that no deputy made: 检察建议.
const OTHERS: [&str; 8] = [
    "检察", "司法", "监察", "审计", "市民", "网民", "热线", "膳食",
];

/// The first number of a proposal that stands without its session: `第72号建议`.
pub fn find_number(text: &str) -> Option<Reference> {
    in_digits(text)
        .or_else(|| in_words(text))
        .or_else(|| behind_kind(text))
}

fn behind_kind(text: &str) -> Option<Reference> {
    let mut found = text
        .contains('号')
        .then(|| BEHIND_KIND.captures_iter(text))?;
    let found = found.find(|found| {
        let before = &text[..found.get(0).map_or(0, |all| all.start())];
        !OTHERS.iter().any(|word| before.ends_with(word))
    })?;
    let (kind, number) = (found.name("k")?, found.name("n")?);
    let of_kind = kind_of(kind.as_str());
    let sign = text[number.end()..]
        .find('号')
        .map(|at| at + '号'.len_utf8());
    let end = number.end() + sign.unwrap_or(0);
    Some(Reference {
        assembly: assembly_of(of_kind),
        numbers: numbers(number.as_str()),
        kind: of_kind,
        range: kind.start()..end,
        ..Reference::default()
    })
}

fn in_words(text: &str) -> Option<Reference> {
    let mut places = text.match_indices('第').map(|(at, _)| at);
    let found = places.find_map(|at| {
        let found = number_in_words(text, at)?;
        found.kind.is_some().then_some(found)
    })?;
    Some(Reference {
        assembly: assembly_of(found.kind),
        numbers: vec![found.number],
        kind: found.kind,
        range: found.range,
        ..Reference::default()
    })
}

/// The assembly that proposals of a kind are made in, if that tells it.
fn assembly_of(kind: Option<&str>) -> Option<Assembly> {
    (kind == Some("提案")).then_some(Assembly::Cppcc)
}

fn in_digits(text: &str) -> Option<Reference> {
    let found = ALONE.captures_iter(text).find(|found| {
        let start = found.get(0).map_or(0, |all| all.start());
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ']' | '[' | '-' | '/');
        !text[..start].ends_with(part)
    })?;
    let all = found.get(0)?;
    let number = found.name("n").or(found.name("m"))?.range();
    let apart = found
        .name("m")
        .and_then(|number| register_before(text, number.start()));
    let number = &text[apart.unwrap_or(number.start)..number.end];
    let kind = kind_of(&found["k"]);
    Some(Reference {
        assembly: assembly_of(kind),
        numbers: numbers(number),
        kind,
        category: found
            .name("cat")
            .map(|category| category.as_str().to_owned()),
        range: all.range(),
        ..Reference::default()
    })
}

/// Where a register's character begins that stands before the number at byte `at`, on its own: 闭 of
/// `对闭07号建议`, not 大 of 人大.
fn register_before(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].strip_suffix(REGISTERS)?;
    let own =
        before.is_empty() || before.ends_with(['对', '于', ' ', '(', '[', '、', ',', '和', '及']);
    own.then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_a_session() {
        for (text, want) in [
            ("第72号建议", Some("72")),
            ("37号提案", Some("37")),
            ("第余168号提案", Some("余168")),
            ("第集011号提案", Some("集011")),
            ("第A-12号建议", Some("A-12")),
            ("第JY120001030512号建议", Some("JY120001030512")),
            ("关于对闭07号建议的答复", Some("闭07")),
            ("第约12号建议", Some("12")),
            ("第议12号提案", Some("议12")),
            ("关于市人大15号建议的答复", Some("15")),
            ("对市政协提案委12号提案", Some("12")),
            ("常委会平12号提案", Some("12")),
            ("关于对平时提案第Q07号的答复", Some("Q07")),
            ("《关于修墙的建议》(建议第20240317号)收悉", Some("20240317")),
            ("建议第3号楼加装电梯", None),
            ("关于对检察建议第12号的回复", None),
            ("关于提案第7号(教育类)的答复", Some("7")),
            ("对政协提案第5、18号的答复", Some("5+18")),
            ("第ABCD0318号提案", None),
            ("云发[2022]12号建议", None),
        ] {
            let found = find_number(text).map(|found| found.numbers.join("+"));
            assert_eq!(found.as_deref(), want, "{text}");
        }
    }
}
