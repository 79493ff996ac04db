//! The date of printing 印发日期, in the imprint.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{Compare, DATE, QueryField, Rule, show};
use super::{SOURCE, set};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::date::{DateMatch, bare_date, find_dates};

pub(in crate::rules) static RULE: Rule = Rule {
    field: "dates.printed",
    label: "印发日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["印发日期", "printed"],
        part: "",
        compare: Compare::Date,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "各单位：\n请按此办理。\n云川市教育局办公室    2022年6月28日印发\n",
            r#""2022-06-28""#,
        ),
        (
            "各单位：\n请按此办理。\n云川市教育局办公室                                                                                2022年6月28日印发\n",
            r#""2022-06-28""#,
        ),
    ],
    refuses: &[
        "各单位：\n2022年6月28日印发的通知同时废止，请各单位按新的通知办理。\n",
        "各单位：\n请按此办理。\n云川市教育局办公室印发（2022年6月28日）\n",
    ],
    source: SOURCE,
};

fn find(document: &Document, findings: &mut Findings) {
    if let Some((index, found)) = printed_line(document) {
        set(
            document,
            findings,
            "dates.printed",
            document.line_start(index),
            &found,
            "date_printed",
        );
    }
}

/// A date that lost 年 and 月 before byte `end` of a line: `2023712日印发`.
fn date_without_words(line: &str, end: usize) -> Option<DateMatch> {
    let before = line.get(..end)?.trim_end();
    let before = before.strip_suffix('日').unwrap_or(before);
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let found = bare_date(&before[start..])?;
    Some(DateMatch {
        range: start..line.get(..end)?.trim_end().len(),
        ..found
    })
}

/// The imprint's line with the date of printing: line and date.
pub(in crate::rules) fn printed_line(document: &Document) -> Option<(usize, DateMatch)> {
    static PRINTED_END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"印(?: ?[发制])?(?: *(?:共|\().*| *\|)?$"));
    let from = document.layout.body.min(document.lines.end);
    (from..document.lines.end).rev().find_map(|index| {
        let line = document.line(index);
        let prose = document.has(index, const { CharSet::of("。") });
        if !document.has(index, const { CharSet::of("印") })
            || prose
            || line.chars().filter(|c| *c != ' ').nth(89).is_some()
        {
            return None;
        }
        let end = PRINTED_END.find(line)?;
        let dated = find_dates(line).into_iter().next();
        let found = dated.or_else(|| date_without_words(line, end.start()))?;
        let between = line.get(found.range.end..end.start())?;
        between.trim().is_empty().then_some((index, found))
    })
}
