//! The printing office 印发机关.
//!
//! Stands in the imprint on the last page, left of the printing date or on the line above it
//! (GB/T 9704-2012 §7.4.3), or behind its label. Refuses dates of printing without an office.

use std::ops::Range;

use super::dates::printed::printed_line;
use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::values::organ::is_organ;
use crate::values::words::DISCLOSURES;

pub(super) static RULE: Rule = Rule {
    field: "printed_by",
    label: "印发机关",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["印发机关", "printed_by"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "各单位：\n请按此办理。\n云川市科学技术局办公室      2022年6月28日印发\n",
            r#""云川市科学技术局办公室""#,
        ),
        (
            "各单位：\n请按此办理。\n云川市科学技术局办公室\n\n2022年6月28日印发\n",
            r#""云川市科学技术局办公室""#,
        ),
        (
            "各单位：\n请按此办理。\n云川市人民政府办公室秘书科　　2022年6月28日印发\n",
            r#""云川市人民政府办公室秘书科""#,
        ),
        (
            "各单位：\n请按此办理。\n印发机关：云川市教育局办公室  印发日期：2022年6月28日\n",
            r#""云川市教育局办公室""#,
        ),
    ],
    refuses: &["各单位：\n请按此办理。\n2022年6月28日印发\n"],
    source: include_str!("printed_by.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    let labels = document
        .labelled("printed_by")
        .map(|label| label.value.clone());
    let places = in_imprint(document).into_iter().flatten().chain(labels);
    let organ = |range: Range<usize>| {
        let text = document.text(range.clone());
        let trimmed = text.trim_end_matches([' ', ',', '\t']);
        // Between office and day the words of disclosure may stand.
        let disclosed = DISCLOSURES
            .iter()
            .find_map(|words| trimmed.strip_suffix(words));
        let trimmed = disclosed.map_or(trimmed, str::trim_end);
        (is_organ(trimmed) || is_section(trimmed)).then(|| range.start..range.start + trimmed.len())
    };
    if let Some(span) = { places }.find_map(organ) {
        let value = document.value(span.clone());
        findings.set("printed_by", value, vec![span], "printed_by");
    }
}

/// Where the office may stand in the imprint: before the date, or on the line above where the date is alone.
fn in_imprint(document: &Document) -> Option<Vec<Range<usize>>> {
    let (line, date) = printed_line(document)?;
    let start = document.line_start(line);
    let before = start..start + date.range.start;
    let alone = document.text(before.clone()).trim().is_empty();
    let above = line
        .checked_sub(1)
        .filter(|above| alone && *above >= document.lines.start);
    let above = above.map(|above| document.page.lines[above].range.clone());
    Some(std::iter::once(before).chain(above).collect())
}

/// Whether a text is an organ and a section of it: `…人民政府办公室秘书科`.
fn is_section(text: &str) -> bool {
    let starts = || text.char_indices().rev().map(|(at, _)| at);
    text.ends_with(['科', '处', '室', '股', '组'])
        && starts().skip(2).take(4).any(|at| is_organ(&text[..at]))
}
