//! Who gives a report or speech 报告人, with posts.
//!
//! Stands between title and salutation: posts, a space or more, the name
//! (`市科技局党组书记、副局长  陆知行`); or alone above the audience, as a text's first line. Refuses captions (`…作政府工作报告。记者…摄`) and bylines.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::kind::report_subtitle;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::is_han;
use crate::values::person::is_name;
use crate::values::without_spaces;

pub(super) static RULE: Rule = Rule {
    field: "speakers",
    label: "报告人",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"post":{"type":"string"}},"required":["name"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["报告人", "speaker"],
        part: "name",
        compare: Compare::Contains,
    }],
    find,
    show: show::named,
    finds: &[(
        "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n云川市人民政府市长　费　轲\n各位代表：\n",
        r#"[{"name":"费轲","post":"云川市人民政府市长"}]"#,
    )],
    refuses: &[
        "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n费轲作政府工作报告。本报记者 林舟摄\n各位代表：\n",
    ],
    source: include_str!("speakers.rs"),
};

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<post>[省市县区州乡镇] {1,4}长|[\p{Han}、,()]{1,60}?(?:长|书记|主任|主席|委员|总裁|董事|主委|专员|代表|秘书|组长|总队长|政委)) *(?P<name>[\p{Han}·]{2,10}|\p{Han} {1,4}\p{Han}|\p{Han} {1,3}\p{Han} {1,3}\p{Han})$",
    )
});

fn find(document: &Document, findings: &mut Findings) {
    if document.kind.kind != Kind::WorkReport {
        return;
    }
    find_with_post(document, findings);
    if findings.has("speakers") {
        return;
    }
    // Below the day or the occasion a name may stand without a post.
    let end = document.layout.audience.unwrap_or(document.layout.body);
    let lines = document.lines.start..end;
    for index in lines.filter(|&index| !document.layout.is_furniture(index)) {
        let line = document.line(index).trim_matches(['(', ')']);
        // Or above the audience, where nothing else stands.
        let below_head = match index == document.lines.start {
            true => document.layout.audience == Some(index + 1) && document.kind.cues.len() == 2,
            false => {
                let above = document.line(index - 1);
                above.starts_with(['-', '('])
                    || super::dates::is_date(above)
                    || report_subtitle(document).is_some_and(|lines| lines.end == index)
            }
        };
        if below_head && is_name(&without_spaces(line)) && !document.layout.has_label(index) {
            let start = document.line_start(index) + document.line(index).find(line).unwrap_or(0);
            let span = start..start + line.len();
            let value = json!({"name": document.value(span.clone())});
            findings.add("speakers", value, vec![span], "speakers_alone");
        }
    }
}

/// Whether a name's length behind a post ends a line, as [`LINE`] needs, which is dear.
fn names_post(line: &str) -> bool {
    let posts = ['长', '记', '任', '席', '员', '裁', '事', '委', '表', '书'];
    let mut ends = line.match_indices(posts);
    ends.any(|(at, post)| {
        let name = line[at + post.len()..].trim_start_matches(' ');
        !name.is_empty() && name.chars().nth(LONGEST_NAME).is_none()
    })
}

/// The longest name, in characters.
const LONGEST_NAME: usize = 10;

fn find_with_post(document: &Document, findings: &mut Findings) {
    let end = document.layout.audience.unwrap_or(document.layout.body);
    for index in (document.lines.start..end).filter(|&index| !document.layout.is_furniture(index)) {
        let line = document.line(index).trim_matches(['(', ')']);
        let offset = document.line(index).find(line).unwrap_or(0);
        let words = |c: char| is_han(c) || matches!(c, '、' | ',' | '(' | ')' | '·' | ' ');
        if !line.chars().all(words) || !names_post(line) {
            continue;
        }
        let Some(found) = LINE.captures(line) else {
            continue;
        };
        let (Some(post), Some(name)) = (found.name("post"), found.name("name")) else {
            continue;
        };
        if !is_name(&without_spaces(name.as_str())) || document.layout.has_label(index) {
            continue;
        }
        let start = document.line_start(index) + offset;
        let spans = [
            start + name.start()..start + name.end(),
            start + post.start()..start + post.end(),
        ];
        let value = json!({"name": document.value(spans[0].clone()), "post": document.value(spans[1].clone())});
        findings.add("speakers", value, spans.to_vec(), "speakers");
    }
}
