//! Who made a proposal 提案者.
//!
//! Stands behind a label on the proposal's page (提案者, 提案人, 代表姓名), in brackets behind its title, or in
//! a report on the handling before 提出的; an opinion for the office that answers says 转来…委员提出的,
//! 现将…委员《…》 or 对省人大代表…等提出的, and may go on: 和…委员提出的. A letter's addressees are not repeated here.
//! Refuses an empty label, the form's instruction to the joint proposers, and words for nobody in particular
//! (部分人大代表).

mod sentence;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::record::Kind;
use crate::values::organ::is_organ;
use crate::values::party::proposes_as_body;
use crate::values::person::{is_name, names_alone, names_of_list};
use crate::values::salutation::split_outside_brackets;
use crate::values::without_spaces;
use sentence::{behind_titles, in_sentence, names_somebody};

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
        (
            "云川市财政局会办意见\n市教育局：\n沈若岚委员提出的《关于修路的提案》（第6号），以及林舟等两位委员提出的《关于修桥的提案》收悉，会办意见如下：\n一、支持。\n",
            r#"[{"name":"沈若岚","kind":"member"},{"name":"林舟","kind":"member"}]"#,
        ),
        (
            "云川市财政局会办意见\n市教育局：\n对省人大代表沈若岚等联名提出的《关于修路的建议》，对照《职工条例》和职工代表提出的《意见书》，会办意见如下：\n一、支持。\n",
            r#"[{"name":"沈若岚","kind":"member"}]"#,
        ),
    ],
    refuses: &["提案者:\n提案内容\n建议多修厕所，方便群众。\n"],
    source: include_str!("mod.rs"),
};

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
    if document.kind.kind != Kind::ProposalReply {
        return;
    }
    for names in behind_titles(document) {
        add(document, findings, names, "proposers_text");
    }
    let spoken = document.layout.salutation.as_ref();
    let to_member = spoken.is_some_and(|(_, salutation)| salutation.role.is_some());
    if !to_member && !findings.has("proposers") {
        for names in in_sentence(document) {
            add(document, findings, names, "proposers_text");
        }
    }
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
    let body = |part: &Range<usize>| proposes_as_body(&text[part.clone()]);
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
    if rule == "proposers_text" && !names_somebody(text) {
        return;
    }
    if proposes_as_body(text) || is_organ(text) {
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
