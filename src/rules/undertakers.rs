//! Organs that handle a proposal 承办单位, with 主办, 协办 and 会办.
//!
//! Stand behind a label, or below it each with its role: on a proposal's page, in the opinion form that goes
//! with a reply, in a letter's tail. Refuses the 主办单位 and 承办单位 of a site's footer and wishes (希望办理的承办单位).

use std::ops::Range;

use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::labels::{Labelled, is_label};
use crate::layout::is_footer;
use crate::record::Kind;
use crate::values::without_spaces;

pub(super) static RULE: Rule = Rule {
    field: "undertakers",
    label: "承办单位",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"role":{"type":"string"}},"required":["name"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["承办单位", "undertaker"],
        part: "name",
        compare: Compare::Contains,
    }],
    find,
    show: show::named,
    finds: &[
        (
            "提案号\n市政协十届二次会议第206号\n提案者\n沈若岚\n承办单位\n科学技术局\n",
            r#"[{"name":"科学技术局","role":"承办"}]"#,
        ),
        (
            "提案号\n市政协十届二次会议第206号\n提案者\n沈若岚\n承办单位\n市商务局（主办）\n市教育局（会办）\n周以宁同志走访，听取意见（会办）\n",
            r#"[{"name":"市商务局","role":"主办"},{"name":"市教育局","role":"会办"}]"#,
        ),
    ],
    refuses: &[
        "主办单位：某县人民政府办公室 地址：朝阳街道3号\n某县人民政府版权所有\n",
        "主办单位:  会办单位:\n",
        "1.林舟提出的建议（主办单位：市教育局）；\n2.周以宁提出的建议（主办单位：市民政局）；\n3.陆知行提出的建议（主办单位：市城管局）。\n",
        "序号 项目名称 承办单位 金额（万元） 完成时限\n1 实验室建设 市科技局 1,200 2023年12月底\n",
    ],
    source: include_str!("undertakers.rs"),
};

/// How an organ takes part.
const ROLES: [&str; 5] = ["承办", "主办", "协办", "会办", "分办"];

/// The longest name, in characters.
const LONGEST: usize = 40;

fn find(document: &Document, findings: &mut Findings) {
    // A paper's imprint: `主办：某省科学技术协会`.
    if document.kind.kind == Kind::NewspaperArticle || lists_proposals(document) {
        return;
    }
    for label in document.labelled("undertakers") {
        let word = without_spaces(document.text(label.label.clone()));
        let role = ROLES.into_iter().find(|role| word.starts_with(role));
        let line = document.line(label.line);
        if is_table_head(line) {
            continue;
        }
        let footer = document.layout.is_furniture(label.line)
            || line.contains("地址")
            || line.contains("ICP");
        if footer || is_imprint(document, label.line) {
            continue;
        }
        add(document, findings, label.value.clone(), role);
        for index in below(document, label) {
            let own = without_role(document.line(index)).1;
            let list = document.page.lines[index].range.clone();
            add(document, findings, list, own.or(role));
        }
    }
}

/// The lines below a label's value that name further organs, each with its role: `市商务局（主办）` over
/// `市农业农村局（会办）`.
fn below(document: &Document, label: &Labelled) -> impl Iterator<Item = usize> {
    let first = document.line_at(label.value.start);
    let in_role = |index: usize| {
        let (names, role) = without_role(document.line(index));
        let told = ["同志", "听取", "同意"]
            .iter()
            .any(|word| names.contains(word));
        let listed = !names.contains([',', '。']) && !told;
        role.is_some() && listed && document.page.lines[index].gap <= 1
    };
    let further = first + 1..document.lines.end;
    let ended =
        { further.clone() }.find(|&index| !in_role(index) || document.layout.has_label(index));
    let end = ended.unwrap_or(document.lines.end);
    further.start..if in_role(first) { end } else { further.start }
}

/// Adds the organs of a list; `role` is what its label tells of them.
fn add(
    document: &Document,
    findings: &mut Findings,
    list: Range<usize>,
    role: Option<&'static str>,
) {
    let text = document.text(list.clone());
    let (mut start, mut in_list) = (list.start, None);
    for name in text.split(['、', ',', ';', ' ']) {
        let span = start..start + name.len();
        start = span.end
            + text[span.end - list.start..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        // `承办单位：主办 县公安局`
        if let Some(told) = ROLES.into_iter().find(|role| *role == name) {
            in_list = Some(told);
            continue;
        }
        let named = (2..=LONGEST).contains(&name.chars().count());
        if named && !name.contains([':', '。']) && !is_label(name) {
            let (bare, own) = without_role(without_seal(name));
            let role = own.or(in_list).or(role).unwrap_or("承办");
            let organ = document.value(span.start..span.start + bare.len());
            findings.add(
                "undertakers",
                json!({"name": organ, "role": role}),
                vec![span],
                "undertakers",
            );
        }
    }
}

/// An organ's name without the place of its seal behind it: `云川市民政局（章）`.
fn without_seal(name: &str) -> &str {
    let seals = ["(章)", "(盖章)", "(公章)", "(签章)"];
    let bare = seals.iter().find_map(|seal| name.strip_suffix(seal));
    bare.unwrap_or(name)
}

/// Whether a text of no known kind tells of several proposals, each with its own undertakers.
fn lists_proposals(document: &Document) -> bool {
    let hosts = document.labelled("undertakers").filter(|label| {
        let word = document.text(label.label.clone());
        word.starts_with('主') || word.starts_with('承')
    });
    let mut lines: Vec<usize> = hosts.map(|label| label.line).collect();
    lines.dedup();
    document.kind.kind == Kind::Other && lines.len() >= 3
}

/// A name without the role that brackets behind it tell, and that role: `县卫生局（主办）`.
fn without_role(name: &str) -> (&str, Option<&'static str>) {
    let told = ROLES.into_iter().find_map(|role| {
        let bare = name.strip_suffix(')')?.strip_suffix(role)?;
        Some((bare.strip_suffix('(')?.trim_end(), Some(role)))
    });
    told.unwrap_or((name, None))
}

/// Whether a line is the head of a table, in which the label is one of several.
fn is_table_head(line: &str) -> bool {
    let heads = [
        "序号",
        "项目",
        "金额",
        "时限",
        "备注",
        "进度",
        "责任人",
        "任务",
        "事项",
    ];
    heads.iter().filter(|head| line.contains(*head)).count() >= 2
}

/// Whether the lines around are a site's imprint.
fn is_imprint(document: &Document, line: usize) -> bool {
    // `主办：某县人民政府办公室` alone at the end of a page.
    let text = document.line(line);
    let host =
        text.starts_with("主办:") && text.contains("政府") && line >= document.layout.body_end;
    if host && line + 3 >= document.lines.end {
        return true;
    }
    // `主办单位：某县人民政府  承办单位：某县人民政府办公室` below `打印本页`
    let unit = |line: usize| {
        let text = document.line(line);
        ["主办单位", "承办单位", "主办:", "承办:"]
            .iter()
            .any(|word| text.starts_with(word))
    };
    let owned = |line: usize| {
        let words = ["地址", "电话", "备案", "版权"];
        line < document.lines.end && words.iter().any(|word| document.line(line).contains(word))
    };
    let both = text.contains("主办单位") && text.contains("承办单位")
        || line > document.lines.start && unit(line - 1)
        || line + 1 < document.lines.end && unit(line + 1)
        || owned(line)
        || owned(line + 1);
    let below = line >= document.layout.body_end && document.layout.is_below_tools(line);
    if unit(line) && both && below && text.contains("政府") {
        return true;
    }
    let near = line.saturating_sub(1)..(line + 5).min(document.lines.end);
    near.into_iter().any(|index| {
        let line = document.line(index);
        is_footer(line, document.page.lines[index].chars) || line.contains("技术支持")
    })
}
