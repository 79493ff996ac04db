//! The points of a reply 答复要点: the parts in which it answers, with the request that each takes up.
//!
//! A reply answers in the order of the requests and often repeats them: `一、关于增设公交站的建议`, or as a
//! paragraph of its own: `关于您提出的“增设公交站”的建议，…`. A point is a heading of the reply's first level
//! or such a paragraph; `request` is the matter where the words name it as a request, a suggestion, a
//! question or a proposal.
//! Refuses replies of one paragraph, and other documents, whose headings answer nothing.

use std::ops::Range;

use serde_json::{Map, Value};

use super::sections::{heading, numbered};
use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::record::Kind;
use crate::text::{CharSet, is_han};
use crate::values::tidy;

pub(super) static RULE: Rule = Rule {
    field: "points",
    label: "答复要点",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"number":{"type":"string"},"text":{"type":"string"},"request":{"type":"string"},"line":{"type":"integer"}},"required":["text","line"]},"minItems":1}"#,
    extra: &[],
    queries: &[
        QueryField {
            names: &["答复要点", "point"],
            part: "text",
            compare: Compare::Contains,
        },
        QueryField {
            names: &["诉求", "request"],
            part: "request",
            compare: Compare::Contains,
        },
    ],
    find,
    show: show::points,
    finds: &[
        (
            "陆知行代表：\n您提出的《关于改造老街的建议》收悉，现答复如下：\n一、关于增设公交站的建议。\n老街东口的站台五月动工。\n二、下一步打算\n年底以前通车。\n",
            r#"[{"number":"一","text":"关于增设公交站的建议","request":"增设公交站","line":3},{"number":"二","text":"下一步打算","line":5}]"#,
        ),
        (
            "陆知行代表：\n您提出的《关于改造老街的建议》收悉，现答复如下：\n关于您提出的“增设公交站”的建议，我局已经立项，五月动工。\n关于停车收费的问题，由区发改局会同我局测算，年底以前定下来。\n",
            r#"[{"text":"关于您提出的“增设公交站”的建议","request":"增设公交站","line":3},{"text":"关于停车收费的问题","request":"停车收费","line":4}]"#,
        ),
    ],
    refuses: &[
        "陆知行代表：\n您提出的《关于改造老街的建议》收悉，现答复如下：\n老街东口的站台五月动工，年底以前通车。\n",
        "关于防汛的通知\n各单位：\n一、总体要求\n各单位要早做准备。\n二、主要任务\n",
    ],
    source: include_str!("points.rs"),
};

/// What may stand before the matter of a request, one behind the other, each of them or not.
const LEAD: [&[&str]; 7] = [
    &["对", "针对", "就"],
    &["关于"],
    &["对"],
    &[
        "贵委",
        "贵会",
        "贵支部",
        "贵代表团",
        "贵",
        "您们",
        "您",
        "你们",
        "你",
        "代表",
        "委员",
    ],
    &["所"],
    &["提出", "提到", "反映", "建议"],
    &["的"],
];

/// What a request calls its matter, near its end.
const MATTERS: [&str; 7] = ["建议", "问题", "意见", "提案", "诉求", "议题", "事宜"];

/// How many characters may stand behind such a word.
const BEHIND: usize = 4;

/// The longest heading that is shown whole, in characters.
const LONGEST: usize = 36;

/// How far into a paragraph the words that name its request reach, in bytes.
const REACH: usize = 300;

fn find(document: &Document, findings: &mut Findings) {
    if document.kind.kind != Kind::ProposalReply {
        return;
    }
    let mut points = sections_of_first_level(document, findings);
    if points.is_empty() {
        points = paragraphs(document);
    }
    for (number, text) in points {
        let mut item = Map::with_capacity(4);
        if let Some(number) = number {
            item.insert("number".to_owned(), number.into());
        }
        let words = tidy(document.original(text.clone()));
        item.insert("text".to_owned(), words.into());
        if let Some(matter) = request(document.text(text.clone())) {
            let matter = text.start + matter.start..text.start + matter.end;
            let matter = tidy(document.original(matter));
            item.insert("request".to_owned(), matter.into());
        }
        let line = document.source_line(text.start);
        item.insert("line".to_owned(), line.into());
        findings.add_new("points", item, [text], "points");
    }
}

/// The headings of the highest level, with their numbers.
fn sections_of_first_level(
    document: &Document,
    findings: &Findings,
) -> Vec<(Option<String>, Range<usize>)> {
    let items = findings.get("sections").and_then(Value::as_array);
    let items = items.map_or(&[][..], Vec::as_slice);
    let level = |item: &Value| item["level"].as_u64().unwrap_or(u64::MAX);
    let Some(first) = items.iter().map(level).min() else {
        return Vec::new();
    };
    let spans = findings.spans("sections").iter();
    let of_first = items
        .iter()
        .zip(spans)
        .filter(|(item, _)| level(item) == first);
    let points = of_first.filter_map(|(item, span)| {
        let index = document.line_at(span.start);
        let line = document.page.lines[index].range.clone();
        let rest = document.text(span.end..line.end);
        // A whole sentence is no heading: its first clause tells what the point is about.
        let short = |range: &Range<usize>| rest[range.clone()].chars().nth(LONGEST).is_none();
        let named =
            heading(rest).filter(|range| short(range) || request(&rest[range.clone()]).is_some());
        let range = named.or_else(|| first_clause(rest))?;
        let lead = rest[range.clone()].len() - rest[range.clone()].trim_start().len();
        let number = item["number"].as_str().map(str::to_owned);
        Some((number, span.end + range.start + lead..span.end + range.end))
    });
    points.collect()
}

/// Paragraphs that begin with the request which they answer; none unless there are two.
fn paragraphs(document: &Document) -> Vec<(Option<String>, Range<usize>)> {
    let end = document.layout.body_end.min(document.lines.end);
    let body = document.layout.body + 1..end.max(document.layout.body + 1);
    let points: Vec<_> = body
        .filter(|&index| {
            let line = document.line(index);
            line.starts_with(['关', '对', '针', '您', '你', '就'])
                && document.has_any(index, const { CharSet::of("议见案") })
                || line.starts_with("关于")
        })
        .filter_map(|index| {
            let (start, line) = (document.line_start(index), document.line(index));
            let range = first_clause(&line[..line.floor_char_boundary(REACH)])?;
            request(&line[range.clone()])?;
            Some((None, start + range.start..start + range.end))
        })
        .collect();
    match points.len() {
        0 | 1 => Vec::new(),
        _ => points,
    }
}

/// A text up to its first mark outside quotation marks.
fn first_clause(text: &str) -> Option<Range<usize>> {
    let mut quoted = 0i32;
    let end = text.char_indices().find(|(_, c)| {
        match c {
            '"' => quoted = 1 - quoted.min(1),
            '《' => quoted += 1,
            '》' => quoted -= 1,
            _ => {}
        }
        quoted <= 0 && matches!(c, ',' | '。' | ':' | ';')
    });
    let end = end.map(|(at, _)| at)?;
    (end > 0 && text[..end].chars().nth(99).is_none()).then_some(0..end)
}

/// The matter of a heading or of a paragraph's start that names a request, from byte `at` on, the words of
/// `lead` before it left out: in quotation marks, else as short as may be.
fn matter(text: &str, at: usize, lead: &[&[&str]]) -> Option<Range<usize>> {
    let rest = &text[at..];
    if let Some((words, lead)) = lead.split_first() {
        let mut led = words.iter().filter(|word| rest.starts_with(**word));
        let behind = led.find_map(|word| matter(text, at + word.len(), lead));
        return behind.or_else(|| matter(text, at, lead));
    }
    let quoted = |open: char, close: char| {
        let inner = rest.strip_prefix(open)?;
        let inner = &inner[..inner.find(close)?];
        let end = at + open.len_utf8() + inner.len() + close.len_utf8();
        (inner.chars().nth(1).is_some() && ends_request(&text[end..])).then_some(at..end)
    };
    let plain = || {
        let chars = rest.char_indices();
        let chars = chars.take_while(|(_, c)| !matches!(c, '。' | ';'));
        let mut ends = chars.skip(1).map(|(from, c)| at + from + c.len_utf8());
        let end = ends.find(|&end| ends_request(&text[end..]))?;
        Some(at..end)
    };
    quoted('"', '"')
        .or_else(|| quoted('《', '》'))
        .or_else(plain)
}

/// Whether a text is what ends a request behind its matter: `等的建议`, `问题的解决`.
fn ends_request(text: &str) -> bool {
    let text = text.strip_prefix('等').unwrap_or(text);
    let text = text.strip_prefix('的').unwrap_or(text);
    // Two characters of the word, and what may stand behind it.
    if text.chars().nth(2 + BEHIND).is_some() {
        return false;
    }
    let behind = MATTERS.iter().find_map(|word| text.strip_prefix(word));
    behind.is_some_and(|behind| behind.chars().all(is_han))
}

/// The matter of a folded heading that names a request, without quotation marks, as bytes of it.
fn request(text: &str) -> Option<Range<usize>> {
    let text = text.trim_end_matches(['。', ':', ',', ';', ' ']);
    // Most headings do not end so.
    let mut ends = text.char_indices().rev().take(BEHIND).map(|(at, _)| at);
    let names = |end: usize| MATTERS.iter().any(|word| text[..end].ends_with(word));
    if !names(text.len()) && !ends.any(names) || numbered(text) {
        return None;
    }
    let range = matter(text, 0, &LEAD)?;
    let matter = &text[range.clone()];
    let quoted = |open, close| {
        let inner = matter.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    };
    let bare = quoted('"', '"')
        .or_else(|| quoted('《', '》'))
        .unwrap_or(matter);
    // Both marks, or none.
    let mark = matter.chars().next().map_or(0, char::len_utf8);
    let start = range.start + if bare.len() < matter.len() { mark } else { 0 };
    (bare.chars().count() >= 2).then(|| start..start + bare.len())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static REQUEST: LazyLock<Regex> = LazyLock::new(|| {
        let parts = [
            r"^(?:对|针对|就)?(?:关于)?(?:对)?(?:贵(?:委|会|支部|代表团)?|(?:您|你)们?|代表|委员)?(?:所)?(?:提出|提到|反映|建议)?的?",
            r"(?P<m>\x22[^\x22]{2,}\x22|《[^》]{2,}》|[^。;]{2,}?)(?:等)?的?(?:",
            &MATTERS.join("|"),
            r")\p{Han}{0,4}$",
        ];
        pattern(&parts.concat())
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]

        #[test]
        fn matters_are_those_of_the_pattern(
            text in "[对就针]{0,2}(关于)?对?(贵[委会]?|[您你]们?|代表)?所?(提出|反映|建议)?的?(\"?甲{0,3}\"?|《甲{0,3}》)[甲。等]{0,2}等?的?(建议|问题|意见)?甲{0,5}(建议)?"
        ) {
            let found = REQUEST.captures(&text).and_then(|found| found.name("m"));
            prop_assert_eq!(matter(&text, 0, &LEAD), found.map(|found| found.range()), "{}", text);
        }
    }

    #[test]
    fn requests_of_headings() {
        for (text, want) in [
            ("关于增设公交站的建议", Some("增设公交站")),
            ("关于“增设公交站”的建议", Some("增设公交站")),
            ("关于停车难问题", Some("停车难")),
            ("对您提出的加强管理的建议", Some("加强管理")),
            ("针对您反映的路灯不亮的问题", Some("路灯不亮")),
            ("您建议的《条例》修改意见", Some("《条例》修改")),
            (
                "关于与院所对接，打通“最后一公里”，引进资源的建议",
                Some("与院所对接,打通\"最后一公里\",引进资源"),
            ),
            ("下一步打算", None),
            ("工作开展情况", None),
        ] {
            let folded: String = text.chars().map(crate::text::fold_char).collect();
            let got = request(&folded).map(|range| folded[range].to_owned());
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }
}
