//! Who gets a copy 抄送, with the number of copies.
//!
//! Stands in the imprint: `抄送：A，B（2份）。`, over several lines, ended by 。 (GB/T 9704-2012 §7.4.2); also
//! 抄报 and 分送, and spaces instead of commas. Refuses an empty label, and what is too long for a
//! name: where a copy lost its full stop, a sentence follows.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::labels::Tie;
use crate::layout::is_prose;
use crate::pattern::pattern;
use crate::text::is_han;
use crate::values::numeral::number;
use crate::values::organ::{ends_as_organ, is_organ};
use crate::values::salutation::split_outside_brackets;
use crate::values::without_spaces;

pub(super) static RULE: Rule = Rule {
    field: "copied_to",
    label: "抄送",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"org":{"type":"string"},"copies":{"type":"integer"}},"required":["org"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["抄送", "copied_to"],
        part: "org",
        compare: Compare::Contains,
    }],
    find,
    show: show::copies,
    finds: &[
        (
            "抄  送:市政协提案委(4份),市政府督查科(1份)。\n",
            r#"[{"org":"市政协提案委","copies":4},{"org":"市政府督查科","copies":1}]"#,
        ),
        (
            "抄 报：市督查局 市政协提案委\n",
            r#"[{"org":"市督查局"},{"org":"市政协提案委"}]"#,
        ),
        (
            "抄  送：市政协提案委员会（三份）、市政府办公室（二份）\n",
            r#"[{"org":"市政协提案委员会","copies":3},{"org":"市政府办公室","copies":2}]"#,
        ),
        (
            "抄送：县委各部、委，县政协。\n",
            r#"[{"org":"县委各部、委"},{"org":"县政协"}]"#,
        ),
    ],
    refuses: &["抄送：\n印发机关\n"],
    source: include_str!("copied_to.rs"),
};

static COPIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" *\( *份 *\)$| *\(? *(?:各|共|一式)? *(?P<n>\d{1,3}|[一二三四五六七八九十两]{1,3}) *份 *\)?$| *\((?P<m>\d{1,2})\)$",
    )
});

fn find(document: &Document, findings: &mut Findings) {
    let addressed: Vec<usize> = document
        .labelled("addressees")
        .map(|label| label.line)
        .collect();
    for label in document.labelled("copied_to").filter(|label| {
        let below = document
            .layout
            .body
            .min(document.lines.end.saturating_sub(1));
        // Inside a paragraph another document's imprint is quoted.
        let before = document.text(document.line_start(label.line)..label.label.start);
        // The paper that goes round before a letter is issued names all whom it goes to.
        let above = addressed.partition_point(|&line| line < label.line);
        let sent = addressed[..above]
            .last()
            .is_some_and(|last| label.line <= last + 3);
        let placed = label.tie == Tie::Cell
            || label.line >= below
            || sent
            || document.line(label.line).contains(['|', '\t']);
        placed && !is_prose(before)
    }) {
        let mut range = label.value.clone();
        let mut line = label.line;
        if let Some(end) = name_broken_off(document, line) {
            line += 1;
            range.end = end;
        }
        add(document, findings, range.clone());
        // The list goes on below until its full stop.
        while line + 1 < document.lines.end
            && (!document.line(line).ends_with(['。', ';']) && goes_on(document, findings, line)
                || is_second_list(document, line + 1))
        {
            line += 1;
            range = document.page.lines[line].range.clone();
            add(document, findings, range.clone());
        }
    }
}

/// Whether a line is a list of organs with a full stop of its own, below one of others: `市人大常委会办公室，市法院。`
fn is_second_list(document: &Document, line: usize) -> bool {
    let text = document.line(line);
    let list = text.strip_suffix('。');
    let organ = |organ: &str| is_organ(organ.trim()) || is_court(organ.trim());
    document.page.lines[line].gap == 0
        && !document.layout.has_label(line)
        && list.is_some_and(|list| list.contains([',', '、']) && list.split([',', '、']).all(organ))
}

/// Whether a name is short for a place's court or procuratorate: `省法院`, `市检察院`.
fn is_court(name: &str) -> bool {
    ["法院", "检察院"].iter().any(|end| name.ends_with(end))
}

/// Whether the next line belongs to the list: the one before ends open, the next is short and no label.
fn goes_on(document: &Document, findings: &Findings, line: usize) -> bool {
    let next = line + 1;
    (document.line(line).ends_with([',', '、']) || is_further(document, findings, next))
        && !document.layout.has_label(next)
        && !document.line(next).contains("印发")
        && document.line(next).chars().count() < 60
}

/// Whether a line is one organ more, each on a line of its own, and none that signs or prints.
fn is_further(document: &Document, findings: &Findings, line: usize) -> bool {
    let name = document.line(line);
    let issuers = findings
        .get("issuers")
        .and_then(|issuers| issuers.as_array());
    // The issuer, whole or short, and its own offices print; another place's office of the kind does not.
    let is_of = |issuer: &str| {
        let end = issuer.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let place = issuer
            .char_indices()
            .nth(2)
            .map_or(issuer.len(), |(at, _)| at);
        let alike = name.starts_with(&issuer[..place]);
        name.contains(issuer)
            || alike && (name.ends_with(&issuer[end..]) || name.ends_with("办公厅"))
    };
    let signs = issuers.is_some_and(|issuers| {
        issuers
            .iter()
            .filter_map(|issuer| issuer.as_str())
            .any(is_of)
    });
    let ends = ["办公室", "秘书科"];
    let prints = signs || ends.iter().any(|end| name.ends_with(end));
    let closed = line + 1 >= document.lines.end
        || document.labels_of(line + 1).iter().any(|label| {
            let keys = [
                "phone",
                "copied_to",
                "undertakers",
                "disclosure",
                "attachments",
            ];
            label.key.starts_with("contact") || keys.contains(&label.key)
        })
        // The imprint below has an office of its own.
        || document.line(line + 1).contains("印发")
            && document.line(line + 1).starts_with(is_han);
    document.page.lines[line].gap == 0 && is_organ(name) && !prints && closed
}

/// Where the next line ends, if it goes on in a name that its line broke off: `…，县政府⏎办公室（1份）`.
fn name_broken_off(document: &Document, line: usize) -> Option<usize> {
    let next = line + 1;
    let marks = [',', '、', ';', '。', '(', ')'];
    if next >= document.lines.end
        || document.layout.has_label(next)
        || document.page.lines[next].gap > 0
        || document.line(line).ends_with(marks)
    {
        return None;
    }
    // An office alone above `…印发` is the one that printed.
    if next + 1 < document.lines.end && document.line(next + 1).ends_with("印发") {
        return None;
    }
    let begun = document.line(line).rsplit(marks).next()?;
    let rest = document.line(next).split(marks).next()?;
    let listed = begun.len() < document.line(line).len();
    let part = !is_organ(rest) || rest == "办公室";
    (listed && part && !rest.is_empty() && is_organ(&[begun, rest].concat()))
        .then(|| document.page.lines[next].range.end)
}

/// Whether a part of a list is too long for a name that does not end as names of organs do.
fn is_prose_part(part: &str) -> bool {
    let ends = [
        '位', '门', '构', '员', '关', '站', '室', '处', '业', '区', '县', '市', '镇', '乡', ')',
        ']',
    ];
    part.chars().nth(14).is_some() && !part.ends_with(ends) && !ends_as_organ(&without_spaces(part))
}

/// The parts of a list, one of a single character joined to the one before: `县委各部、委`.
fn with_short_ones(text: &str, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let piece = text[part.clone()].trim();
        let kind = matches!(
            piece,
            "委" | "办" | "局" | "厅" | "处" | "室" | "院" | "司" | "会"
        );
        match out.last_mut() {
            Some(last) if kind && text[last.clone()].contains('各') => last.end = part.end,
            _ => out.push(part),
        }
    }
    out
}

fn add(document: &Document, findings: &mut Findings, range: Range<usize>) {
    let text = document.text(range.clone());
    let mut parts = split_outside_brackets(text, &[',', '、', ';', '。', '|']);
    if parts.len() == 1 {
        parts = split_outside_brackets(text, &[' ']);
    }
    for part in with_short_ones(text, parts) {
        let piece = &text[part.clone()];
        let lead = piece.len() - piece.trim_start().len();
        let piece = piece.trim().trim_end_matches(['.', ' ']);
        let copies = (piece.contains('份') || piece.ends_with(')'))
            .then(|| COPIES.captures(piece))
            .flatten();
        let organ = &piece[..copies
            .as_ref()
            .and_then(|found| found.get(0))
            .map_or(piece.len(), |found| found.start())];
        let start = range.start + part.start + lead;
        let span = start..start + organ.trim_end().len();
        // Behind the list a sentence may stand, where a copy lost its full stop.
        if is_prose_part(organ.trim()) {
            return;
        }
        if organ.trim().chars().count() < 2 || organ.chars().count() > 60 {
            continue;
        }
        let mut value = json!({"org": document.value(span.clone())});
        if let Some(count) = copies.and_then(|found| {
            let printed = found.name("n").or_else(|| found.name("m"))?;
            number(printed.as_str())
        }) {
            value["copies"] = count.into();
        }
        findings.add(
            "copied_to",
            value,
            vec![start..start + piece.len()],
            "copied_to",
        );
    }
}
