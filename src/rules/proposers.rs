//! Who made a proposal 提案者.
//!
//! Stands behind a label on the proposal's page (提案者, 提案人, 代表姓名), or in a report on the handling
//! before 提出的; an opinion for the office that answers says 转来…委员提出的 or 现将…委员《…》. A letter's
//! addressees are not repeated here. Refuses an empty label and the form's instruction to the joint
//! proposers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::organ::is_organ;
use crate::values::person::{is_name, names_alone, names_of_list};
use crate::values::proposal::by_member;
use crate::values::salutation::split_outside_brackets;
use crate::values::without_spaces;

pub(super) static RULE: Rule = Rule {
    field: "proposers",
    label: "提案者",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"kind":{"type":"string"}},"required":["name"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["提案者", "提案人", "proposer"],
        part: "name",
        compare: Compare::Contains,
    }],
    find,
    show: show::names,
    finds: &[
        (
            "提案号\n市政协十届二次会议第206号\n提案者\n沈若岚\n提案内容\n建议多修厕所，方便群众。\n",
            r#"[{"name":"沈若岚","kind":"member"}]"#,
        ),
        (
            "第9号\n提案人：沈若岚（第一提案人）  周以宁  林舟\n提案内容\n建议多修厕所，方便群众。\n",
            r#"[{"name":"沈若岚","kind":"member"},{"name":"周以宁","kind":"member"},{"name":"林舟","kind":"member"}]"#,
        ),
        (
            "第9号\n提案者：沈若岚    周以宁    林   舟\n\n           陆知行\n提案内容\n建议多修厕所，方便群众。\n",
            r#"[{"name":"沈若岚","kind":"member"},{"name":"周以宁","kind":"member"},{"name":"林舟","kind":"member"},{"name":"陆知行","kind":"member"}]"#,
        ),
    ],
    refuses: &["提案者:\n提案内容\n建议多修厕所，方便群众。\n"],
    source: include_str!("proposers.rs"),
};

/// Names before 提出的 in a report on the handling.
static IN_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:会议上|期间|大会上),? *(?:由)?(?P<n>[\p{Han}·、]{2,120}?)(?:等)?(?:\d{1,3}[位名])?(?:人|委员|代表)?(?:联名)?提出的",
    )
});
/// `现就民盟市委提出的《…》`: who proposed, in an opinion for the office that answers.
static IN_OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:(?:^|[,。]|现)(?:就|对)|(?:^\p{Han}{0,8}?)?转(?:来|交|送|办)的?)(?P<n>[\p{Han}·、]{2,40}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)?(?:联名)?提出的(?:关于)?[《\x22]",
        r"|[。,]?(?:由[^。,《]{2,20}|贵[^。,《]{1,12})办的(?P<s>\p{Han}{2,4}(?:、\p{Han}{2,4}){0,5}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)(?:提出的)?《",
        r"|现将(?P<p>[\p{Han}·、]{2,40}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)《",
        r"|(?:现将)?我(?:[局厅委部办]|单位)对(?:[省市县区州]?(?:人大|政协))?(?P<r>[\p{Han}·、]{2,40}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)(?:联名)?提出的(?:关于|[《\x22])",
        r"|^(?P<o>[\p{Han}·、]{2,40}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)(?:联名)?所?提出的(?:关于)?[《\x22]",
        r"|^(?P<t>\p{Han}{2,4}?)(?:等[\d\p{Han}]{0,6})?(?:委员|代表)提出的关于\p{Han}{4,40}的(?:提案|建议|议案)(?:收悉|已收悉)",
        r"|^(?:现将)?(?P<q>[\p{Han}·、]{2,40}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)在[^。《]{4,40}提出了?(?:的)?(?:第[A-Z\d]{1,12}号(?:提案|建议))?[《\x22]",
        r"|》,由(?P<v>[\p{Han}·、]{2,40}?)(?:等)?(?:[\d一二三四五六七八九十]{1,3}[位名])?(?:委员|代表)(?:联名)?提出",
        r"|转来的?(?P<u>[\p{Han}·、]{2,40}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)《",
    ))
});
/// `（提案人：林舟）` behind a title.
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[(](?:第一)?(?:提案人|提案者|建议人|领衔人|领衔代表|提案委员|提案单位) *: *(?P<n>[^):]{2,60})[)]|[)》\x22][(](?P<o>[\p{Han}·、]{2,40}?)(?:等)?(?:\d{1,3}[位名])?(?:委员|代表)(?:联名)?提出[)]",
    )
});
/// Parties, circles and committees that propose as a body.
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"委员会|支部|总支|界别?$|界委员|小组|工商联|^(?:民革|民盟|民建|民进|农工|致公|九三|台盟)|总工会|妇联|团[市县区省]委|侨联|科协",
    )
});

fn find(document: &Document, findings: &mut Findings) {
    if matches!(
        document.kind.kind,
        Kind::NewspaperArticle | Kind::WorkReport
    ) {
        return;
    }
    for key in ["proposers", "org_proposer"] {
        for label in document.labelled(key) {
            for part in around_ranks(document, label.value.clone()) {
                add(document, findings, part, key);
            }
            let value = document.text(label.value.clone());
            let open = value.contains("  ") || document.line(label.line).ends_with('、');
            if open && names_alone(value).len() > 1 {
                below(document, findings, label.line + 1, key);
            }
            if names_with_office(value) {
                for index in label.line + 1..document.lines.end {
                    if !names_with_office(document.line(index)) {
                        break;
                    }
                    let range = document.page.lines[index].range.clone();
                    add(document, findings, range, key);
                }
            }
        }
    }
    let opening = document.layout.body..(document.layout.body + 4).min(document.lines.end);
    for index in opening.filter(|_| document.kind.kind == Kind::ProposalReply) {
        if !document.has(index, const { CharSet::of("提(") }) {
            continue;
        }
        let line = document.line(index);
        // What each branch of the pattern, which is dear, needs.
        if !(line.contains("提出)") || line.contains(':') && line.contains('(')) {
            continue;
        }
        let found = IN_BRACKETS.captures(line);
        if let Some(names) = found.and_then(|found| found.name("n").or(found.name("o"))) {
            let start = document.line_start(index);
            let span = start + names.start()..start + names.end();
            add(document, findings, span, "proposers_text");
        }
    }
    if document
        .layout
        .salutation
        .as_ref()
        .is_none_or(|(_, salutation)| salutation.role.is_none())
        && document.kind.kind == Kind::ProposalReply
        && !findings.has("proposers")
    {
        for index in document.lines.clone() {
            let (start, line) = behind_salutation(document, index);
            // Only the opening speaks of who proposed.
            let opening = index <= document.layout.body + 2;
            let told = document.has(index, const { CharSet::of("提出") });
            if !(told
                || opening
                    && (["现将", "办的", "转来"]
                        .iter()
                        .any(|word| line.contains(word))))
            {
                continue;
            }
            let in_opening = || {
                let named = opening && names_matter(line);
                named.then(|| IN_OPENING.captures(line)).flatten()
            };
            let in_text = speaks_of_session(line).then(|| IN_TEXT.captures(line));
            let found = in_text.flatten().or_else(in_opening);
            let names = found.and_then(|found| {
                let names = ["n", "p", "o", "q", "r", "s", "t", "u", "v"];
                names.iter().find_map(|n| Some(found.name(n)?.range()))
            });
            let member = || Some(by_member(line).filter(|_| opening)?.0);
            let names = names.or_else(member);
            // `由部分人大代表提出`, `由市政协委员提出` name nobody.
            let told = |names: &Range<usize>| {
                let text = &line[names.clone()];
                let nobody = ["政协", "人大", "部分", "多位", "有关"];
                !line[..names.start].ends_with("》,由")
                    || !names_alone(text).is_empty()
                        && !nobody.iter().any(|word| text.contains(word))
            };
            if let Some(names) = names.filter(told) {
                add(
                    document,
                    findings,
                    start + names.start..start + names.end,
                    "proposers_text",
                );
                return;
            }
        }
    }
}

/// Whether a line holds what the branches of [`IN_OPENING`], which is dear, need: a quoted matter, or one
/// that 关于 names.
fn names_matter(line: &str) -> bool {
    line.contains(['《', '"']) || line.contains("提出的关于")
}

/// A line without the salutation that a copy left before its text, and where that text begins.
fn behind_salutation<'d>(document: &'d Document, index: usize) -> (usize, &'d str) {
    let range = document.page.lines[index].range.clone();
    let spoken = document.layout.salutation.as_ref();
    let end = spoken.map(|(_, found)| found.range.end);
    let from = end.filter(|end| range.contains(end)).unwrap_or(range.start);
    let text = document.text(from..range.end).trim_start();
    (range.end - text.len(), text)
}

/// Whether the words stand in a line that [`IN_TEXT`], which is dear, needs.
fn speaks_of_session(line: &str) -> bool {
    line.contains("提出的")
        && ["会议上", "期间", "大会上"]
            .iter()
            .any(|word| line.contains(word))
}

/// The parts of a list before and behind `（第一提案人）`.
fn around_ranks(document: &Document, list: Range<usize>) -> Vec<Range<usize>> {
    static RANK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\((?:第[一二三]|主要)?(?:提案|建议|领衔|执笔|附议|联名|牵头)(?:人|者|代表|委员)?\)",
        )
    });
    let text = document.text(list.clone());
    let mut parts = Vec::new();
    let mut from = 0;
    for rank in RANK.find_iter(text) {
        parts.push(list.start + from..list.start + rank.start());
        from = rank.end();
    }
    parts.push(list.start + from..list.end);
    for part in &mut parts {
        let text = document.text(part.clone());
        let bare = text.trim_start_matches([' ', '、', ',']);
        part.start = part.end - bare.len();
        part.end = part.start + bare.trim_end_matches([' ', '、', ',']).len();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a text is a name with an office in brackets behind it, one of several below each other:
/// `林舟（县文化馆）`.
fn names_with_office(text: &str) -> bool {
    let inside = text.strip_suffix(')').and_then(|text| text.split_once('('));
    inside.is_some_and(|(name, office)| {
        is_name(&without_spaces(name)) && office.chars().nth(2).is_some() && !office.contains('(')
    })
}

/// The rest of a list of names that goes on below its label.
fn below(document: &Document, findings: &mut Findings, index: usize, rule: &'static str) {
    if index >= document.lines.end || document.layout.has_label(index) {
        return;
    }
    let range = document.page.lines[index].range.clone();
    let text = document.text(range.clone());
    if !names_alone(text).is_empty() {
        add(document, findings, range, rule);
    }
}

fn add(document: &Document, findings: &mut Findings, range: Range<usize>, rule: &'static str) {
    let text = document.text(range.clone());
    // `沈若岚、林舟（农工党）、周以宁`: the bracket is one's alone.
    let listed = split_outside_brackets(text, &['、']);
    if text.contains("(") && text.contains(")、") && listed.len() > 1 {
        for part in listed {
            let part = range.start + part.start..range.start + part.end;
            add(document, findings, part, rule);
        }
        return;
    }
    let whole = !names_alone(text).is_empty();
    let text = match whole {
        true => text,
        false => text.split("  ").next().unwrap_or_default(),
    };
    let text = text
        .split(['(', ')', '|', '\t', '等'])
        .next()
        .unwrap_or_default()
        .trim();
    let role = ["委员", "代表"]
        .iter()
        .find_map(|role| text.strip_suffix(role));
    let text = role.filter(|_| rule == "proposers_text").unwrap_or(text);
    // Bodies and members may stand in one list: `台盟某市支部、苗青`.
    let parts = split_outside_brackets(text, &['、', ',', ';']);
    let body = |part: &Range<usize>| BODY.is_match(&text[part.clone()]);
    if parts.len() > 1 && parts.iter().any(body) {
        for part in parts {
            add(
                document,
                findings,
                range.start + part.start..range.start + part.end,
                rule,
            );
        }
        return;
    }
    if BODY.is_match(text) || is_organ(text) {
        let span = range.start..range.start + text.len();
        if !text.is_empty() && text.chars().count() < 40 {
            findings.add(
                "proposers",
                json!({"name": document.value(span.clone()), "kind": "body"}),
                vec![span],
                rule,
            );
        }
        return;
    }
    for name in names_of_list(text) {
        let span = range.start + name.start..range.start + name.end;
        findings.add(
            "proposers",
            json!({"name": document.value(span.clone()), "kind": "member"}),
            vec![span],
            rule,
        );
    }
}
