//! Whom a document speaks to 主送.
//!
//! Stands below the title and ends in a colon (GB/T 9704-2012 §7.3.2): organs, split at commas, or in a
//! reply persons with 委员, 代表, 同志, 先生 or 女士, named without it; 各位代表 in a notice.
//! Refuses salutations to a meeting (同志们) and sentences that end in a colon.

use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::record::Kind;
use crate::values::salutation::{Salutation, organs, persons};

pub(super) static RULE: Rule = Rule {
    field: "addressees",
    label: "主送",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"role":{"type":"string"}},"required":["name"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["主送", "addressee"],
        part: "name",
        compare: Compare::Contains,
    }],
    find,
    show: show::named,
    finds: &[
        (
            "关于第8号建议的答复\n尊敬的林　舟、沈若岚代表：\n你们提出的建议收悉，现答复如下：\n",
            r#"[{"name":"林舟","role":"代表"},{"name":"沈若岚","role":"代表"}]"#,
        ),
        (
            "关于防汛的通知\n各县（市、区）人民政府，市直各单位：\n现通知如下：\n",
            r#"[{"name":"各县（市、区）人民政府"},{"name":"市直各单位"}]"#,
        ),
    ],
    refuses: &[
        "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n各位代表：\n",
        "关于防汛的通告\n现将有关事项通告如下：\n",
    ],
    source: include_str!("addressees.rs"),
};

/// Whom a notice speaks to as a meeting is spoken to: `各位代表：`.
fn audience(document: &Document, findings: &mut Findings) {
    let line = document
        .layout
        .audience
        .filter(|_| document.kind.kind == Kind::OfficialDocument);
    let Some(line) = line else { return };
    let range = document.page.lines[line].range.clone();
    let text = document.text(range.clone());
    let Some(name) = text
        .strip_suffix(':')
        .filter(|name| name.starts_with("各位"))
    else {
        return;
    };
    let span = range.start..range.start + name.len();
    findings.add(
        "addressees",
        json!({"name": document.value(span.clone())}),
        vec![span],
        "addressees",
    );
}

fn find(document: &Document, findings: &mut Findings) {
    if matches!(
        document.kind.kind,
        Kind::NewspaperArticle | Kind::WorkReport | Kind::Other
    ) {
        return;
    }
    let Some((line, salutation)) = &document.layout.salutation else {
        labelled(document, findings);
        if !findings.has("addressees") {
            audience(document, findings);
        }
        return;
    };
    add(document, findings, salutation, 0);
    // `林舟代表：` over `王二委员：`
    let end = document.page.lines[*line].range.end;
    if salutation.role.is_none() || salutation.range.end != end {
        return;
    }
    for index in (line + 1..document.lines.end).take(MOST_BELOW) {
        let text = document.line(index);
        let Some(found) =
            persons(text).filter(|found| found.is_to_member() && found.range.end == text.len())
        else {
            break;
        };
        let thanks = ["感谢", "谢谢", "您好", "你好"]
            .iter()
            .any(|word| text.starts_with(word));
        if thanks
            || found
                .names
                .iter()
                .any(|name| is_circle(&text[name.clone()]))
        {
            break;
        }
        add(document, findings, &found, document.line_start(index));
    }
}

/// Whether a name is a circle of members and no person: 教育界.
fn is_circle(name: &str) -> bool {
    name.ends_with("界别") || name.ends_with('界') && name.chars().nth(2).is_some()
}

/// So many lines of persons may stand below the first.
const MOST_BELOW: usize = 6;

/// Adds whom a salutation names, which stands behind byte `start` of the match view.
fn add(document: &Document, findings: &mut Findings, salutation: &Salutation, start: usize) {
    for name in &salutation.names {
        let name = start + name.start..start + name.end;
        let mut value = json!({"name": document.value(name.clone())});
        if let Some(role) = &salutation.role {
            value["role"] = role.as_str().into();
        }
        findings.add("addressees", value, vec![name], "addressees");
    }
}

/// A form prints its addressees behind the label 主送.
fn labelled(document: &Document, findings: &mut Findings) {
    for label in document.labelled("addressees") {
        let text = document.text(label.value.clone());
        let with_colon = format!("{text}:");
        let Some(found) = persons(text).or_else(|| organs(&with_colon)) else {
            continue;
        };
        for name in found.names {
            let span = label.value.start + name.start..label.value.start + name.end;
            let mut value = json!({"name": document.value(span.clone())});
            if let Some(role) = &found.role {
                value["role"] = role.as_str().into();
            }
            findings.add("addressees", value, vec![span], "addressees_label");
        }
    }
}
