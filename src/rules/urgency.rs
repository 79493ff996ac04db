//! The urgency 紧急程度: 特急, 加急, and 特提, 平急 of telegrams.
//!
//! Stands at the top left of the first page, on a line of its own, or before the telegram's 明电
//! (GB/T 9704-2012 §7.2.3); behind its label on a drafting sheet 发文稿纸. Refuses the words inside a
//! sentence, and what else stands behind the label (平件, 一般).

use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::layout::TOP_LINES;
use crate::pattern::pattern;

pub(super) static RULE: Rule = Rule {
    field: "urgency",
    label: "紧急程度",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["紧急程度", "urgency"],
        part: "",
        compare: Compare::Equals,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "特急\n\n云川市人民政府文件\n\n云政〔2022〕3号\n",
            r#""特急""#,
        ),
        ("加 急\n云川市教育局文件\n", r#""加急""#),
        (
            "云川市教育局发文稿纸\n紧急程度：加急  密级：\n文号：云教〔2022〕3号\n各学校：\n请照办。\n",
            r#""加急""#,
        ),
    ],
    refuses: &[
        "各位同志：\n遇有特急情况，请立即打电话，不要等到第二天再说。\n",
        "云川市教育局发文稿纸\n紧急程度：一般\n文号：云教〔2022〕3号\n各学校：\n请照办。\n",
    ],
    source: include_str!("urgency.rs"),
};

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:等级 *:? *)?(?P<u>特 {0,2}急|加 {0,2}急|急 {0,2}件|特 {0,2}提|平 {0,2}急)(?: *[·.]? *明 ?电)?(?: {2,}.{1,60})?$",
    )
});

fn find(document: &Document, findings: &mut Findings) {
    let head = document.lines.start..document.layout.body;
    let begins = |index: &usize| {
        let line = document.line(*index);
        line.starts_with(['特', '加', '急', '平', '等'])
    };
    let lines = head.take(TOP_LINES).filter(begins);
    let lines = lines.map(|index| document.page.lines[index].range.clone());
    for place in document.labelled_in_head("urgency").chain(lines) {
        let found = LINE.captures(document.text(place.clone()));
        if let Some(found) = found.and_then(|found| found.name("u")) {
            let span = place.start + found.start()..place.start + found.end();
            let value = document.value(span.clone());
            findings.set("urgency", value, vec![span], "urgency");
        }
    }
}
