//! The index number 索引号 of public government information.
//!
//! Stands in the metadata of a web page, behind its label or, on some pages, without one. The original
//! design is an organisation code of nine characters, a slash, the year, a hyphen and a serial; in use are
//! also credit codes of 18 characters, letters, underscores and further hyphens.
//! Refuses: a label with the next label behind it; dates, and addresses that hold slashes.

use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::layout::HEAD_LINES;
use crate::pattern::pattern;

pub(super) static RULE: Rule = Rule {
    field: "index_number",
    label: "索引号",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["索引号", "index_number"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "索引号：005000000/2024-00013\n主题分类：科技\n",
            r#""005000000/2024-00013""#,
        ),
        (
            "索 引 号\nslx_swj/2024-00021\n发布机构\n县水务局\n",
            r#""slx_swj/2024-00021""#,
        ),
    ],
    refuses: &["索引号: 发布机构: 县水务局\n", "联系电话：0000-6661234\n"],
    source: include_str!("index_number.rs"),
};

static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[0-9A-Za-z_]{2,18}[-/_A-Za-z0-9]*\d{3,}$|^[0-9A-Z]{4,18}(?:-\d{1,6}){3,6}$|^[0-9A-Z]{6,18}/\d{4}-\d{1,7}$",
    )
});
static SPACED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[0-9A-Z]{6,18} ?/ ?\d{4}-\d{1,7}(?:$|[ |,;])"));
/// The full form, sure enough to stand without a label.
static ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[0-9A-Z]{9,18}|\d{6}-\d{2,4})/(?:\d{4}|\d{6})-\d{4,8}$"));

/// The longest number of [`ALONE`], in bytes.
const LONGEST: usize = 33;

fn find(document: &Document, findings: &mut Findings) {
    for label in document.labelled("index_number") {
        let text = document.text(label.value.clone());
        // `014471903 / 2018-00226`
        let spaced = SPACED
            .find(text)
            .map(|found| found.as_str().trim_end_matches([' ', '|', ',', ';']));
        let word = spaced.unwrap_or_else(|| text.split_whitespace().next().unwrap_or_default());
        if spaced.is_some() || SHAPE.is_match(word) {
            let span = label.value.start..label.value.start + word.len();
            findings.set(
                "index_number",
                document.value(span.clone()),
                vec![span],
                "index_number",
            );
            return;
        }
    }
    for index in document.lines.clone().take(HEAD_LINES) {
        let line = document.line(index).trim_start_matches(['·', '●', ' ']);
        // A date begins so too; the pattern is dear.
        let shown = || line.contains('/') && line.len() <= LONGEST && ALONE.is_match(line);
        if line.starts_with(|c: char| c.is_ascii_alphanumeric()) && shown() {
            let range = document.page.lines[index].range.clone();
            let span = range.end - line.len()..range.end;
            findings.set(
                "index_number",
                document.value(span.clone()),
                vec![span],
                "index_number_alone",
            );
        }
    }
}
