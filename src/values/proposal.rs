//! Proposal references: `市政协八届六次会议第178号提案`, `县十六届人大二次会议第54号建议` and their kin.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use super::numeral::number;
use super::{pattern, without_spaces};
use crate::text::is_han;

/// Which assembly a proposal was made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assembly {
    /// 政协, where members make 提案.
    Cppcc,
    /// 人大, where deputies make 建议 and 议案.
    Npc,
}

impl Assembly {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Assembly::Cppcc => "cppcc",
            Assembly::Npc => "npc",
        }
    }

    /// The assembly that a folded text names, by 政协 or 人大.
    pub fn named_in(text: &str) -> Option<Assembly> {
        let text = without_spaces(text);
        let cppcc = text.find("政协").or_else(|| text.find("政治协商"));
        let npc = text.find("人大").or_else(|| text.find("人民代表大会"));
        match (cppcc, npc) {
            (Some(a), Some(b)) => Some(if a < b {
                Assembly::Cppcc
            } else {
                Assembly::Npc
            }),
            (Some(_), None) => Some(Assembly::Cppcc),
            (None, Some(_)) => Some(Assembly::Npc),
            (None, None) => None,
        }
    }
}

/// A reference to a proposal, with what the text says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// Assembly.
    pub assembly: Option<Assembly>,
    /// 全国, 省, 市, 县, 区 …, as printed before the assembly.
    pub level: Option<String>,
    /// 届
    pub term: Option<u32>,
    /// 次
    pub session: Option<u32>,
    /// Numbers as printed; several where one answer goes to several proposals.
    pub numbers: Vec<String>,
    /// 提案, 建议, 议案.
    pub kind: Option<&'static str>,
    /// Category, such as 教育类.
    pub category: Option<String>,
    /// Bytes of the text.
    pub range: Range<usize>,
}

const NUM: &str = r"(?:\d ?\d?|[一二三四五六七八九十](?: ?[一二三四五六七八九十]){0,2})";

/// 届 and 次 with what stands between and before them.
static SESSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"第?\s*(?P<t>{NUM})\s*届\s*(?P<mid>[\p{{Han}}\s]*?)第?\s*(?P<s>{NUM})\s*次\s*(?:全体)?\s*(?:会\s*议?|大\s*会)"
    ))
});

/// The number behind a session, or alone.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?P<fill>[\p{Han}\s]*?)\s*(?P<title>《[^》]{2,90}》)?\s*[(\[]?\s*(?:第\s*)?(?P<n>(?:[A-Z]{1,3}|\p{Han})?\d{1,8}(?:\s*号?\s*[、,]\s*第?\s*\d{1,8})*)\s*号",
        r"\s*(?:[(](?P<cat>[\p{Han}]{2,10}类)[^)]{0,12}[)])?\s*(?P<k>(?:人\s*大\s*|政\s*协\s*|代\s*表\s*|委\s*员\s*)*(?:提\s*案|建\s*议|议\s*案|书\s*面\s*意\s*见))?"
    ))
});

/// `第72号建议`, `第 31 号 提 案`, `37号提案`, apart from a session.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:第\s*)?(?P<n>(?:[A-Z]{1,3}|[平闭温])?\d{1,8}(?:\s*、\s*\d{1,8})*)\s*号\s*(?:[(](?P<cat>[\p{Han}]{2,10}类)[^)]{0,12}[)])?",
        r"\s*(?:人\s*大\s*|政\s*协\s*|代\s*表\s*|委\s*员\s*)*(?P<k>提\s*案|建\s*议|议\s*案|书\s*面\s*意\s*见)"
    ))
});

/// Ends of a place's name that tell its level, the longer ones first.
const LEVELS: &[&str] = &[
    "自治区",
    "自治州",
    "自治县",
    "全国",
    "省",
    "市",
    "县",
    "区",
    "州",
    "镇",
    "乡",
    "盟",
    "旗",
];

/// The longest number with its list and title behind a session, in bytes.
const LONGEST: usize = 600;

/// Assembly words that may stand before the term.
static BODY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:政\s*协|人\s*大|人民代表大会|中国人民政治协商会议|人民政协)\s*(?P<place>[\p{Han}]{0,12}?)(?:委员会|会议)?\s*$",
    )
});

/// All references of a folded text that name a session, in order; line breaks may stand inside them.
pub fn find_references(text: &str) -> Vec<Reference> {
    if !text.contains('届') {
        return Vec::new();
    }
    let found = sessions(text);
    if !found.is_empty() {
        return found;
    }
    TERM_ONLY
        .captures_iter(text)
        .filter_map(|captures| between_sessions(&captures))
        .collect()
}

/// References around each 届: looked for in windows, for the pattern is dear and the character rare.
fn sessions(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('届') {
        if at < done {
            continue;
        }
        let from = text[done..at]
            .char_indices()
            .rev()
            .nth(14)
            .map_or(done, |(start, _)| done + start);
        // No session is longer than this behind its 届, and nothing else stands in it.
        let inside = |c: char| is_han(c) || c.is_whitespace() || c.is_numeric();
        let behind = text[at..].chars().take(80).take_while(|&c| inside(c));
        let end = at + behind.map(char::len_utf8).sum::<usize>();
        if !text[at..end].contains('次') {
            continue;
        }
        if let Some(captures) = SESSION.captures_at(&text[..end], from)
            && captures["mid"].chars().nth(24).is_none()
            && let Some(all) = captures
                .get(0)
                .filter(|all| all.start() < at && at < all.end())
        {
            done = all.end();
            found.extend(reference(text, &captures));
        }
    }
    found
}

fn between_sessions(captures: &regex::Captures<'_>) -> Option<Reference> {
    let (before, inside) = (&captures["b"], &captures["mid"]);
    let assembly = Assembly::named_in(&format!("{before}{inside}"))?;
    Some(Reference {
        assembly: Some(assembly),
        level: level(before, inside),
        term: number(&captures["t"]),
        numbers: numbers(&captures["n"]),
        kind: kind_of(&captures["k"]),
        range: captures.name("t")?.start()..captures.get(0)?.end(),
        ..Reference::default()
    })
}

fn reference(text: &str, captures: &regex::Captures<'_>) -> Option<Reference> {
    let all = captures.get(0)?;
    let before_start = text[..all.start()]
        .char_indices()
        .rev()
        .take(24)
        .last()
        .map_or(all.start(), |(at, _)| at);
    let mut before = &text[before_start..all.start()];
    if let Some(cut) = before.rfind([',', '。', ':', '《', '"', ')', '(', ']', ';', '\t', '|']) {
        before = &before[cut + before[cut..].chars().next().map_or(1, char::len_utf8)..];
    }
    let inside = &captures["mid"];
    let assembly = Assembly::named_in(&format!("{before}{inside}"));
    // A standing committee's session has no proposals of members.
    if without_spaces(inside).contains("常务委员会") || without_spaces(inside).contains("常委会")
    {
        return None;
    }
    let mut reference = Reference {
        assembly,
        level: level(before, inside),
        term: number(&captures["t"]),
        session: number(&captures["s"]),
        range: all.range(),
        ..Reference::default()
    };
    if let Some(assembly) = BODY_BEFORE.find(before) {
        reference.range.start =
            before_start + (all.start() - before_start - before.len()) + assembly.start();
    }
    let behind = &text[all.end()..text.ceil_char_boundary(all.end() + LONGEST)];
    let near = |found: &regex::Captures<'_>| found["fill"].chars().nth(12).is_none();
    if may_begin_number(behind)
        && let Some(found) = NUMBER.captures(behind).filter(near)
    {
        let fill = without_spaces(&found["fill"]);
        let number = found.name("n")?.as_str();
        let bare = without_filler(&fill, number);
        if bare.len() < number.len() || FILLER.is_match(&fill) {
            reference.numbers = numbers(bare);
            // 提案 of `提案者` on the next line is a label and no type.
            let kind = found.name("k").filter(|kind| {
                let behind = &text[all.end() + kind.end()..];
                !behind.starts_with(['者', '人', '内', '题', '标', '单'])
            });
            reference.kind = kind.and_then(|kind| kind_of(kind.as_str()));
            reference.category = found
                .name("cat")
                .map(|category| category.as_str().to_owned());
            reference.range.end = all.end() + found.get(0)?.end();
        }
    }
    Some(reference)
}

/// Whether a number may stand behind words or a title that a text begins with: [`NUMBER`] is dear.
fn may_begin_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| is_han(c) || c.is_whitespace());
    let title = rest
        .strip_prefix('《')
        .and_then(|rest| rest.split_once('》'));
    let rest = title.map_or(rest, |(_, rest)| rest);
    let before = |c: char| {
        c.is_whitespace() || c.is_ascii_uppercase() || is_han(c) || matches!(c, '(' | '[')
    };
    rest.trim_start_matches(before)
        .starts_with(|c: char| c.is_numeric())
}

/// A number without the Chinese character before it that belongs to the words before: the 表 of
/// 代表12号. Another one is the place that counts its proposals apart: 余168号.
fn without_filler<'n>(fill: &str, number: &'n str) -> &'n str {
    match number.chars().next().filter(|&c| is_han(c)) {
        Some(c) if FILLER.is_match(&format!("{fill}{c}")) => &number[c.len_utf8()..],
        _ => number,
    }
}

/// Words between a session and its number.
static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:大会|闭会|期间|会上|上|的|所|您们?|你们?|分别|联名|提出|提交|反映|关于|人大|政协|代表|委员|重点|提案|建议|议案|对|第)*$",
    )
});

/// A term without a session: proposals made between two sessions.
static TERM_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<b>[\p{{Han}} ]{{0,12}}?)第?\s*(?P<t>{NUM})\s*届\s*(?P<mid>[\p{{Han}}\s]{{0,16}}?)(?:闭会|休会)?(?:期间)?\s*第\s*(?P<n>(?:[A-Z]{{1,3}}|[平闭温])?\d{{1,8}})\s*号\s*(?:人大|政协)?(?:代表|委员)?(?P<k>提案|建议|议案)"
    ))
});

fn numbers(text: &str) -> Vec<String> {
    text.split(['、', ','])
        .map(|part| without_spaces(part).trim_matches(['第', '号']).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn kind_of(text: &str) -> Option<&'static str> {
    let text = without_spaces(text);
    ["提案", "议案", "建议", "书面意见"]
        .into_iter()
        .find(|kind| text.ends_with(kind))
}

fn level(before: &str, inside: &str) -> Option<String> {
    let squeezed = without_spaces(before);
    let place = ["政协", "人大", "人民代表大会"].iter().find_map(|body| {
        squeezed
            .split_once(body)
            .map(|(place, rest)| if place.is_empty() { rest } else { place })
    });
    let inside = without_spaces(inside);
    let candidates = [
        place.unwrap_or(&squeezed).to_owned(),
        inside
            .trim_end_matches("委员会")
            .trim_end_matches("人民代表大会")
            .trim_end_matches("人大")
            .trim_end_matches("政协")
            .to_owned(),
    ];
    candidates.iter().find_map(|text| {
        let level = LEVELS.iter().find(|level| text.ends_with(**level));
        level.map(|level| (*level).to_owned())
    })
}

/// The first number of a proposal that stands without its session: `第72号建议`.
pub fn find_number(text: &str) -> Option<Reference> {
    let found = ALONE.captures_iter(text).find(|found| {
        let start = found.get(0).map_or(0, |all| all.start());
        !text[..start].ends_with(|c: char| c.is_ascii_digit() || matches!(c, ']' | '[' | '-' | '/'))
    })?;
    let all = found.get(0)?;
    let kind = kind_of(&found["k"]);
    let assembly = match kind {
        Some("提案") => Some(Assembly::Cppcc),
        _ => None,
    };
    Some(Reference {
        assembly,
        numbers: numbers(&found["n"]),
        kind,
        category: found
            .name("cat")
            .map(|category| category.as_str().to_owned()),
        range: all.range(),
        ..Reference::default()
    })
}

impl Reference {
    /// The reference as JSON objects, one for each number.
    pub fn to_json(&self, title: Option<&str>) -> Vec<Value> {
        let count = self.numbers.len().max(1);
        (0..count)
            .map(|nth| Value::Object(self.object(self.numbers.get(nth).map(String::as_str), title)))
            .collect()
    }

    fn object(&self, number: Option<&str>, title: Option<&str>) -> Map<String, Value> {
        let mut map = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                map.insert(key.to_owned(), value);
            }
        };
        put(
            "assembly",
            self.assembly.map(|assembly| assembly.name().into()),
        );
        put("level", self.level.clone().map(Value::from));
        put("term", self.term.map(Value::from));
        put("session", self.session.map(Value::from));
        put("number", number.map(Value::from));
        put("type", self.kind.map(Value::from));
        put("title", title.map(Value::from));
        put("category", self.category.clone().map(Value::from));
        map
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_may_begin_where_one_does(
            text in "[上的代表 ]{0,4}(《[关于建议]{2,4}》)? ?[(\\[]? ?第? ?[A平]?[0-9]{0,3}(、第?[0-9]{1,2})? ?号?(提案)?"
        ) {
            prop_assert!(may_begin_number(&text) || !NUMBER.is_match(&text));
        }
    }

    fn read(text: &str) -> String {
        let folded: String = text.chars().map(crate::text::fold_char).collect();
        find_references(&folded)
            .first()
            .map_or("none".into(), |found| {
                let show = |value: Option<u32>| value.map_or("-".into(), |value| value.to_string());
                format!(
                    "{} {} {} {}",
                    found.assembly.map_or("-", Assembly::name),
                    show(found.term),
                    show(found.session),
                    found.numbers.join("+")
                )
            })
    }

    #[test]
    fn sessions_inside_sessions_are_read_without_panic() {
        for text in [
            "九届十届二次会议第8号提案",
            "届届届届",
            "一届二届三届四次会议五届",
        ] {
            let _ = find_references(text);
        }
    }

    #[test]
    fn references() {
        for (text, want) in [
            ("市政协八届六次会议第178号提案", "cppcc 8 6 178"),
            ("市政协十届二次会议第206号", "cppcc 10 2 206"),
            ("对市政协七届一次会议\n第61号提案的答复", "cppcc 7 1 61"),
            (
                "政协第十三届全国委员会第五次会议第01234号（教育类123号）提案答复的函",
                "cppcc 13 5 01234",
            ),
            ("十三届全国人大四次会议第1234号建议", "npc 13 4 1234"),
            (
                "省政协十二届二次会议第20190017号提案",
                "cppcc 12 2 20190017",
            ),
            ("政协云川市七届四次会议第26号提案", "cppcc 7 4 26"),
            ("区十六届人大二次会议人大代表第 12 号建议", "npc 16 2 12"),
            ("市八届人大三次会议第B015号建议", "npc 8 3 B015"),
            (
                "县政协十届三次会议第12、35、48号提案",
                "cppcc 10 3 12+35+48",
            ),
            (
                "云川市政协第 十 届 委员会第 三 次会议第０１２号",
                "cppcc 10 3 012",
            ),
            (
                "中国人民政治协商会议\n第八届仁榆区委员会第 三 次会议\n第 31 号 提 案",
                "cppcc 8 3 31",
            ),
            (
                "关于对市人大十五届四次会议《关于增设电子屏的建议》(第037号建议)的答复",
                "npc 15 4 037",
            ),
            ("十六届人大四次会第72号建议", "npc 16 4 72"),
            (
                "松县第十七届人民代表大会第四次会议代表第0053号建议",
                "npc 17 4 0053",
            ),
            ("县七届政协二次会议 第96号提案", "cppcc 7 2 96"),
            ("市十六届人大三次会议余168号建议", "npc 16 3 余168"),
            ("市十六届人大三次会议代表168号建议", "npc 16 3 168"),
            ("区十九届人大第六次会议第DH0271号建议", "npc 19 6 DH0271"),
            (
                "市十三届人大常委会\n闭会期间第B12号代表建议",
                "npc 13 - B12",
            ),
            ("市政协第四届第五次會議91號提案", "cppcc 4 5 91"),
            ("第十六届人民代表大会第三次会议期间提出的", "npc 16 3 "),
            ("对县十八届人大闭会期间第3号建议的答复", "npc 18 - 3"),
            (
                "在市三届人大五次会议期间提出《关于增设夜班车的建议》（第19号）",
                "npc 3 5 19",
            ),
            ("第十二届全国人民代表大会常务委员会第三十次会议", "none"),
            (
                "政协东岚县委员会十一届五次会议\n第22号提案",
                "cppcc 11 5 22",
            ),
            (
                "关于县第十六届人大第二次会议第87号建议答复的函",
                "npc 16 2 87",
            ),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
