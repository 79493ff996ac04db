//! The subtitle 副标题.
//!
//! In a report the line `——在…会议上的报告` without its dash; in a newspaper the smaller line of a
//! headline. Refuses titles of two lines, which are one title.

use std::ops::Range;

use super::title::article_headline;
use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::kind::report_subtitle;
use crate::record::Kind;

pub(super) static RULE: Rule = Rule {
    field: "subtitle",
    label: "副标题",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["副标题", "subtitle"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[(
        "把夜校办到村口\n\n——在2020年全市农民教育工作会议上的讲话\n\n同志们：\n",
        r#""在2020年全市农民教育工作会议上的讲话""#,
    )],
    refuses: &["关于加强管理的通知\n——以此为准\n各单位：\n"],
    source: include_str!("subtitle.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    let spans: Vec<Range<usize>> = match document.kind.kind {
        Kind::NewspaperArticle => {
            let mut labelled = document
                .labelled("subtitle")
                .map(|label| label.value.clone());
            let told = labelled
                .find(|value| document.text(value.clone()).chars().nth(3).is_some())
                .or_else(|| article_headline(document).subtitle);
            told.into_iter().collect()
        }
        Kind::WorkReport => {
            report_subtitle(document).map_or(Vec::new(), |lines| without_dash(document, lines))
        }
        _ => Vec::new(),
    };
    if !spans.is_empty() {
        let value: String = spans
            .iter()
            .map(|span| document.value(span.clone()))
            .collect();
        findings.set("subtitle", value, spans, "subtitle");
    }
}

/// The lines of a subtitle without the dash before it and the brackets around it.
fn without_dash(document: &Document, lines: Range<usize>) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = lines
        .map(|line| document.page.lines[line].range.clone())
        .collect();
    let Some(first) = spans.first_mut() else {
        return spans;
    };
    let text = document.text(first.clone());
    let bracket = text.starts_with('(');
    first.start = first.end - text.trim_start_matches(['-', ' ', '(']).len();
    if bracket && let Some(last) = spans.last_mut() {
        let text = document.text(last.clone());
        last.end = last.start + text.trim_end_matches(')').len();
    }
    spans
}
