//! The copy number 份号 of a classified document.
//!
//! Six digits, alone on the first line, flush left, sometimes behind № (GB/T 9704-2012 §7.2.1), or behind
//! its label in the head. Refuses numbers on later lines: postcodes, serials.

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
    finds: &[
        (
            "000017\n特急\n云川市人民政府文件\n云政〔2022〕3号\n",
            r#""000017""#,
        ),
        (
            "云川市人民政府文件\n份号：000017\n云政〔2022〕3号\n",
            r#""000017""#,
        ),
    ],
    refuses: &[
        "云川市人民政府\n\n467000\n\n各单位：\n",
        "2020723\n云川市人民政府\n",
    ],
    source: include_str!("copy_number.rs"),
};

static LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:№ ?|No\.? ?)?(?P<n>0\d{5})$"));

fn find(document: &Document, findings: &mut Findings) {
    let first = document.page.lines[document.lines.clone()].first();
    let first = first.map(|line| line.range.clone());
    let places = { first }
        .into_iter()
        .chain(document.labelled_in_head("copy_number"));
    for place in places {
        let text = document.text(place.clone());
        // The pattern is dear, and few lines end in a digit.
        let numbered = text.ends_with(|c: char| c.is_ascii_digit());
        let found = numbered.then(|| LINE.captures(text)).flatten();
        if let Some(number) = found.and_then(|found| found.name("n")) {
            let span = place.start + number.start()..place.start + number.end();
            let value = document.value(span.clone());
            findings.set("copy_number", value, vec![span], "copy_number");
        }
    }
}
