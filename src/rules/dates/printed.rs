//! The date of printing 印发日期.
//!
//! Stands on the imprint's line that ends in 印发 (GB/T 9704-2012 §7.4.3), or behind its label. Digits that
//! lost 年月 are read where only one reading is a day of the calendar.
//! Refuses sentences that speak of what was 印发, and 印发 before its date.

use super::super::{Compare, DATE, QueryField, Rule, show};
use super::{find_labelled, set};
use crate::document::{Document, Findings};
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
        (
            "各单位：\n请按此办理。\n印发机关：云川市教育局办公室  印发日期：2022年6月28日\n",
            r#""2022-06-28""#,
        ),
    ],
    refuses: &[
        "各单位：\n2022年6月28日印发的通知同时废止，请各单位按新的通知办理。\n",
        "各单位：\n请按此办理。\n云川市教育局办公室印发（2022年6月28日）\n",
    ],
    source: include_str!("printed.rs"),
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
    find_labelled(document, findings, "date_printed", "dates.printed");
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

/// Where 印, 印发 or 印制 begins with which a line ends, the number of copies behind it left out.
fn printed_end(line: &str) -> Option<usize> {
    let ends = |behind: &str| {
        let rest = behind.trim_start_matches(' ');
        behind.is_empty() || rest == "|" || rest.starts_with(['共', '('])
    };
    let mut places = line.match_indices('印');
    let found = places.find(|(at, word)| {
        let behind = &line[at + word.len()..];
        let made = behind.strip_prefix(' ').unwrap_or(behind);
        made.strip_prefix(['发', '制']).is_some_and(ends) || ends(behind)
    });
    found.map(|(at, _)| at)
}

/// The imprint's line with the date of printing: line and date.
pub(in crate::rules) fn printed_line(document: &Document) -> Option<(usize, DateMatch)> {
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
        let end = printed_end(line)?;
        let dated = find_dates(line).into_iter().next();
        let found = dated.or_else(|| date_without_words(line, end))?;
        let between = line.get(found.range.end..end)?;
        between.trim().is_empty().then_some((index, found))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pattern::pattern;

    proptest! {
        #[test]
        fn an_end_is_that_of_the_pattern(
            line in "[甲印]{0,2}( ?印 ?[发制]? {0,2}[共(|]?[甲|]?){0,2}"
        ) {
            let end = pattern(r"印(?: ?[发制])?(?: *(?:共|\().*| *\|)?$");
            prop_assert_eq!(printed_end(&line), end.find(&line).map(|found| found.start()));
        }
    }
}
