//! The subtitle 副标题.
//!
//! In a report the line `——在…会议上的报告` without its dash; in a newspaper the smaller line of a
//! headline. Refuses titles of two lines, which are one title.

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::kind::REPORT_SUBTITLE;
use crate::parts::newspaper::headline;
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
    let span = match document.kind.kind {
        Kind::NewspaperArticle => headline(document).subtitle,
        Kind::WorkReport => {
            let head =
                document.lines.start..document.layout.audience.unwrap_or(document.layout.body);
            head.into_iter()
                .find(|&index| REPORT_SUBTITLE.is_match(document.line(index)))
                .map(|index| {
                    let range = document.page.lines[index].range.clone();
                    let text = document.text(range.clone());
                    let bare = text.trim_start_matches(['-', ' ', '(']);
                    let kept = if text.starts_with('(') {
                        bare.trim_end_matches(')')
                    } else {
                        bare
                    };
                    range.end - bare.len()..range.end - bare.len() + kept.len()
                })
        }
        _ => None,
    };
    if let Some(span) = span {
        findings.set(
            "subtitle",
            document.value(span.clone()),
            vec![span],
            "subtitle",
        );
    }
}
