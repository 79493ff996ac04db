//! Names with the words of their roles.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use crate::document::{Document, Findings};
use crate::kind::continues_page;
use crate::labels::label_at_start;
use crate::pattern::pattern;
use crate::values::organ::is_organ;
use crate::values::person::{is_name, names_alone, names_of_list};
use crate::values::without_spaces;

pub(super) static ROLE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:本报|本台|新华社|全媒体?|见习|实习|特约|首席|融媒体?|驻[\p{Han}]{2,4})*(?P<r>记 ?者|通 ?讯 ?员|实习生|拍友|网友|读者|摄影|摄影师)",
    )
});

/// `（甲 乙）` or `（本报记者 甲）` at the end of an article.
pub(super) fn closing(document: &Document, findings: &mut Findings, range: Range<usize>) {
    /// What those named in brackets did, before or behind their names.
    static DONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:文 ?/ ?图|图 ?/ ?文|文图|图文)[ :]*)?(?P<n>.*?) *(?:摘编|整理|编译|供稿|采写|文 ?/ ?图)?$",
        )
    });
    let text = document.text(range.clone());
    // `（责任编辑 林舟）`
    // And `（上接第一版）`.
    let other =
        label_at_start(text) == Some("editor") || text.starts_with("整理") || continues_page(text);
    if other {
        return;
    }
    if by_each(document, findings, range.clone()) {
        return;
    }
    let names = DONE.captures(text).and_then(|found| found.name("n"));
    let Some(names) = names.map(|names| names.range()) else {
        return;
    };
    let range = range.start + names.start..range.start + names.end;
    let text = document.text(range.clone());
    // `（县档案馆供稿）`
    if is_organ(text) {
        return;
    }
    if ROLE_WORDS.is_match(text) {
        add_roles(document, findings, range, "reporter", "bylines_end");
        return;
    }
    // `（县委办公室 林舟）`, `（县广播电视台 林舟）`
    let station = |office: &str| office.ends_with(['台', '报', '社']) || office.ends_with("中心");
    let office = text
        .split_once(' ')
        .filter(|(office, _)| is_organ(office) || station(office));
    let names = office.map_or(text, |(_, names)| names);
    if !names_alone(names).is_empty() {
        let names = range.end - names.len()..range.end;
        add_names(document, findings, names, "correspondent", "bylines_end");
    }
}

/// Takes names with what each did behind a stroke, if they are all that stands there: `段一/文  王二/图`.
fn by_each(document: &Document, findings: &mut Findings, range: Range<usize>) -> bool {
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r" *(?P<n>\p{Han}{2,4}?|\p{Han} \p{Han}) ?/ ?(?P<d>文图|图文|文|图|摄)")
    });
    let text = document.text(range.clone());
    if !text.contains('/') {
        return false;
    }
    let (mut found, mut end) = (Vec::new(), 0);
    for part in EACH.captures_iter(text) {
        let (Some(all), Some(name)) = (part.get(0), part.name("n")) else {
            return false;
        };
        // `段一 文/图` lost its space: 文 is no part of the name.
        let both = &part["d"] == "图" && name.as_str().ends_with('文');
        if both || all.start() != end || !is_name(&without_spaces(name.as_str())) {
            return false;
        }
        end = all.end();
        let role = match &part["d"] {
            "图" | "摄" => "photographer",
            _ => "reporter",
        };
        // A paper's or an account's.
        if name.as_str().ends_with(['报', '网', '社', '台']) || name.as_str().ends_with("发布")
        {
            return false;
        }
        found.push((range.start + name.start()..range.start + name.end(), role));
    }
    if end < text.len() || found.is_empty() {
        return false;
    }
    for (name, role) in found {
        add_names(document, findings, name, role, "bylines_end");
    }
    true
}

/// Names with the words of their roles between them; those before the first word take `first`'s role, and
/// where no word stands in a message's head, all are correspondents.
pub(super) fn add_roles(
    document: &Document,
    findings: &mut Findings,
    range: Range<usize>,
    first: &'static str,
    rule: &'static str,
) {
    let text = document.text(range.clone());
    let words: Vec<_> = ROLE_WORDS
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?.range(), found.name("r")?.as_str())))
        .collect();
    if words.is_empty() {
        add_names(
            document,
            findings,
            range,
            if rule == "bylines_head" {
                "correspondent"
            } else {
                first
            },
            rule,
        );
        return;
    }
    // `（林舟 通讯员 王二）`: the first needs no word.
    let before = &text[..words[0].0.start];
    let helped = matches!(without_spaces(words[0].1).as_ref(), "通讯员" | "实习生");
    let apart = before.ends_with([' ', '、', ',']);
    // A place is named again in the article: `（云川 通讯员 王二）`.
    let named = before.trim();
    let again = || {
        let times = |index| document.line(index).matches(named).count();
        document.lines.clone().map(times).sum::<usize>() > 1
    };
    // Two characters alone may be a place named once.
    let long = named.chars().nth(2).is_some();
    if helped && apart && long && !names_alone(named).is_empty() && !again() {
        let before = range.start..range.start + words[0].0.start;
        add_names(document, findings, before, first, rule);
    }
    for (position, (word, role)) in words.iter().enumerate() {
        let end = words
            .get(position + 1)
            .map_or(text.len(), |(next, _)| next.start);
        let role = match without_spaces(role).as_ref() {
            "通讯员" | "实习生" => "correspondent",
            "摄影" | "摄影师" => "photographer",
            _ => first,
        };
        let role = if first == "photographer" { first } else { role };
        add_names(
            document,
            findings,
            range.start + word.end..range.start + end,
            role,
            rule,
        );
    }
}

/// What those named did, beside their names.
const DID: [&str; 9] = [
    "报道",
    "摄影",
    "整理",
    "摄影报道",
    "供稿",
    "受访者",
    "资料图",
    "资料照片",
    "航拍",
];

pub(super) fn add_names(
    document: &Document,
    findings: &mut Findings,
    range: Range<usize>,
    role: &'static str,
    rule: &'static str,
) {
    let text = document.text(range.clone());
    for name in names_of_list(text.trim_start_matches([':', ' ', '|', '丨'])) {
        let lead = text.len() - text.trim_start_matches([':', ' ', '|', '丨']).len();
        let span = range.start + lead + name.start..range.start + lead + name.end;
        let value = document.value(span.clone());
        // `（记者 林舟 摄影报道）`
        if DID.contains(&document.text(span.clone())) {
            continue;
        }
        let known = findings
            .get("bylines")
            .and_then(|list| list.as_array())
            .is_some_and(|list| list.iter().any(|item| item["name"] == value.as_str()));
        if !known {
            findings.add(
                "bylines",
                json!({"name": value, "role": role}),
                vec![span],
                rule,
            );
        }
    }
}
