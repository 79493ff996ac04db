//! The meeting 会议 at which a report or speech was given.
//!
//! Stands in the subtitle, between 在 and 上. Refuses meetings that the text only mentions.

use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::record::Kind;

pub(super) static RULE: Rule = Rule {
    field: "occasion",
    label: "会议",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["会议", "occasion"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n各位代表：\n",
            r#""云川市第十届人民代表大会第二次会议""#,
        ),
        (
            "在云川渔业博览会开幕式上的致辞\n市长　费　轲\n尊敬的各位来宾：\n",
            r#""云川渔业博览会开幕式""#,
        ),
    ],
    refuses: &[
        "云川市教育局关于召开会议的通知\n各单位：\n我局决定召开会议，请准时参加，不得迟到。\n",
    ],
    source: include_str!("occasion.rs"),
};

static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?s)(?:^|^[\p{Han} ]{2,12}|日 ?,?|[-(] ?)在(?P<m>.{2,60}(?:会议|大会|全会|会|班|式|论坛|活动|[节日周]))(?:上|讲话)",
    )
});

fn find(document: &Document, findings: &mut Findings) {
    if document.kind.kind != Kind::WorkReport {
        return;
    }
    // A speech may bear its occasion as its title.
    let spans = ["subtitle", "title"]
        .into_iter()
        .map(|field| findings.spans(field))
        .find(|spans| !spans.is_empty());
    let Some((Some(first), Some(last))) = spans.map(|spans| (spans.first(), spans.last())) else {
        return;
    };
    let span = first.start..last.end;
    if let Some(found) = MEETING
        .captures(document.text(span.clone()))
        .and_then(|found| found.name("m"))
    {
        let span = span.start + found.start()..span.start + found.end();
        findings.set(
            "occasion",
            document.value(span.clone()),
            vec![span],
            "occasion",
        );
    }
}
