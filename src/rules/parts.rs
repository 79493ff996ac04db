//! The parts of a document 组成: main text, proposal, reply, attachment, opinion form, caption, by lines.
//!
//! A reply with its form has main, attachment or survey; a proposal's page has proposal and reply where the
//! label 答复内容 or a salutation divides it; an article's photo has a caption.
//! Refuses documents of one part.

use std::ops::Range;

use serde_json::json;

use super::{Rule, show};
use crate::document::{Document, Findings};
use crate::kind::is_caption_end;
use crate::record::Kind;

pub(super) static RULE: Rule = Rule {
    field: "parts",
    label: "组成",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"role":{"enum":["main","proposal","reply","attachment","survey","caption"]},"start_line":{"type":"integer"},"end_line":{"type":"integer"}},"required":["role","start_line","end_line"]},"minItems":1}"#,
    extra: &[],
    queries: &[],
    find,
    show: show::count,
    finds: &[(
        "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n云川市教育局\n附件\n征求意见表\n提案编号\t178\n",
        r#"[{"role":"main","start_line":1,"end_line":3},{"role":"survey","start_line":4,"end_line":6}]"#,
    )],
    refuses: &["陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n云川市教育局\n"],
    source: include_str!("parts.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    let mut parts: Vec<(&'static str, Range<usize>)> = Vec::new();
    match document.kind.kind {
        Kind::ProposalPage => {
            let label = document
                .labels
                .iter()
                .find(|label| label.key == "reply")
                .map(|label| label.line);
            let reply =
                label.or_else(|| document.layout.salutation.as_ref().map(|(line, _)| *line));
            if let Some(reply) = reply.filter(|&line| line > document.lines.start) {
                parts.push(("proposal", document.lines.start..reply));
                parts.push(("reply", reply..document.lines.end));
            }
        }
        Kind::NewspaperArticle => {
            let captions = document.lines.clone().filter(|&index| {
                is_caption_end(document.line(index), document.page.lines[index].chars)
            });
            parts.extend(captions.map(|index| ("caption", index..index + 1)));
        }
        _ if document.layout.attachments < document.lines.end => {
            parts.push(("main", document.lines.start..document.layout.attachments));
            let role = if is_survey(document) {
                "survey"
            } else {
                "attachment"
            };
            parts.push((role, document.layout.attachments..document.lines.end));
        }
        _ => {}
    }
    for (role, lines) in parts.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let span = document.page.lines[lines.start].range.start
            ..document.page.lines[lines.end - 1].range.end;
        let source = document.source_span(span.clone());
        let line = |at: usize| document.page.source.line_of(at);
        let value = json!({"role": role, "start_line": line(source.start), "end_line": line(source.end.saturating_sub(1).max(source.start))});
        // The first line shows where the part begins; the whole would repeat the document.
        findings.add(
            "parts",
            value,
            vec![document.page.lines[lines.start].range.clone()],
            "parts",
        );
    }
}

fn is_survey(document: &Document) -> bool {
    (document.layout.attachments..document.lines.end)
        .take(4)
        .any(|index| {
            let line = document.line(index);
            ["意见表", "反馈表", "征询", "意见反馈", "测评表"]
                .iter()
                .any(|word| line.contains(word))
        })
}
