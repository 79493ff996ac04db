//! The copy number 份号 of a classified document.
//!
//! Six digits, alone on the first line, flush left, sometimes behind №
//! (GB/T 9704-2012 §7.2.1). Refuses numbers on later lines: postcodes, serials.

use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::pattern::pattern;

pub(super) static RULE: Rule = Rule {
    field: "copy_number",
    label: "份号",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["份号", "copy_number"],
        part: "",
        compare: Compare::Number,
    }],
    find,
    show: show::plain,
    finds: &[(
        "000017\n特急\n云川市人民政府文件\n云政〔2022〕3号\n",
        r#""000017""#,
    )],
    refuses: &[
        "云川市人民政府\n\n467000\n\n各单位：\n",
        "2020723\n云川市人民政府\n",
    ],
    source: include_str!("copy_number.rs"),
};

static LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:№ ?|No\.? ?)?(?P<n>0\d{5})$"));

fn find(document: &Document, findings: &mut Findings) {
    let first = document.lines.start;
    if first >= document.lines.end {
        return;
    }
    let line = document.line(first);
    // The pattern is dear, and few lines end in a digit.
    if line.ends_with(|c: char| c.is_ascii_digit())
        && let Some(found) = LINE.captures(line).and_then(|found| found.name("n"))
    {
        let start = document.line_start(first);
        let span = start + found.start()..start + found.end();
        findings.set(
            "copy_number",
            document.value(span.clone()),
            vec![span],
            "copy_number",
        );
    }
}
