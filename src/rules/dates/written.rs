//! The date of a document itself 成文日期.
//!
//! Stands below the signature, in Arabic or Chinese numerals (GB/T 9704-2012 §7.3.5), else behind a label
//! (成文日期, 发文日期); in a report on the line under the speaker or inside the subtitle; of a law in the
//! note of its adoption. Digits that lost 年月日 are read where only one reading is a day of the calendar.
//! Refuses: empty forms (年 月 日), days that do not exist (a warning), dates inside sentences.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::{Compare, DATE, QueryField, Rule, show};
use super::delivered::find_delivered;
use super::signature::{date_behind_signature, signature_dates};
use super::{find_labelled, set};
use crate::document::{Document, Findings};
use crate::kind::{notes_adoption, without_footnote};
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::date::{DateMatch, find_dates, whole_date};
use crate::values::organ::{is_organ, split_organs};

pub(in crate::rules) static RULE: Rule = Rule {
    field: "dates.written",
    label: "成文日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["成文日期", "written"],
        part: "",
        compare: Compare::Date,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "陆知行代表：\n您提出的关于食堂的建议收悉，现答复如下：\n灶台已经换好。\n云川市教育局\n二○二二年六月二十四日\n",
            r#""2022-06-24""#,
        ),
        (
            "陆知行代表：\n您提出的关于食堂的建议收悉，现答复如下：\n灶台已经换好。\n云川市教育局\n2020723\n",
            r#""2020-07-23""#,
        ),
        (
            "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n各位代表：\n",
            r#""2022-01-06""#,
        ),
    ],
    refuses: &[
        "陆知行代表：\n您提出的关于食堂的建议收悉，现答复如下：\n灶台已经换好。\n云川市教育局\n2008年9月31日\n",
        "陆知行代表：\n您提出的关于食堂的建议收悉，现答复如下：\n灶台已经换好。\n云川市教育局\n　年　月　日\n",
    ],
    source: include_str!("written.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    match document.kind.kind {
        Kind::NewspaperArticle => return,
        Kind::WorkReport => {
            find_delivered(document, findings);
            if !findings.has("dates.written") {
                find_labelled(document, findings, "date_written", "dates.written");
            }
            return;
        }
        Kind::ProposalPage => find_labelled(document, findings, "proposal_date", "dates.written"),
        _ => {}
    }
    for (index, found) in signature_dates(document) {
        set_line(document, findings, index, &found, "date_signature");
    }
    find_labelled(document, findings, "date_written", "dates.written");
    if !findings.has("dates.written") {
        let found = match document.kind.kind {
            Kind::OfficialDocument => dates_in_head(document),
            Kind::ProposalReply => date_below_title(document, findings).into_iter().collect(),
            _ => Vec::new(),
        };
        for (index, found) in found {
            set_line(document, findings, index, &found, "date_head");
        }
    }
    if !findings.has("dates.written") {
        warn_of_blank(document, findings);
    }
}

/// Sets the date found in line `index`.
fn set_line(
    document: &Document,
    findings: &mut Findings,
    index: usize,
    found: &DateMatch,
    rule: &'static str,
) {
    let start = document.line_start(index);
    set(document, findings, "dates.written", start, found, rule);
}

/// The dates that a document prints above its body, with their lines: on one line with the organ, as
/// minutes do, in brackets, in the note of its adoption.
fn dates_in_head(document: &Document) -> Vec<(usize, DateMatch)> {
    let body = document.layout.body.min(document.lines.end);
    // The body may begin behind a note of number and date.
    let note = (body < document.lines.end).then_some(body);
    let noted = note.and_then(|index| Some((index, date_beside_number(document, index)?)));
    let head = (document.lines.start..body).filter(|&index| !document.layout.has_label(index));
    let dated = head.filter_map(|index| Some((index, date_in_head_line(document, index)?)));
    noted.into_iter().chain(dated).collect()
}

/// The document's date in a line above its body.
fn date_in_head_line(document: &Document, index: usize) -> Option<DateMatch> {
    let line = document.line(index);
    let bracketed = || line.starts_with('(').then(|| whole_date(line)).flatten();
    // The note of an adoption may go on below.
    let broken = || {
        let next = (index + 1 < document.lines.end).then(|| document.line(index + 1))?;
        let open = line.starts_with('(') && !line.contains(')');
        let found = open.then(|| date_of_adoption(&format!("{line}{next}")))??;
        (found.range.end <= line.len()).then_some(found)
    };
    date_behind_signature(document, index)
        .or_else(bracketed)
        .or_else(|| date_beside_number(document, index))
        .or_else(|| date_below_organ(document, index))
        .or_else(|| date_of_adoption(line))
        .or_else(broken)
}

/// The day in brackets between the title of a letter and its salutation: `（2022年5月9日）`.
fn date_below_title(document: &Document, findings: &Findings) -> Option<(usize, DateMatch)> {
    let title = findings.spans("title").last()?;
    let index = document.line_at(title.end) + 1;
    let in_head = index < document.layout.body.min(document.lines.end);
    let line = in_head.then(|| document.line(index))?;
    let bracketed = line.starts_with('(') && line.ends_with(')') && !line.contains(':');
    let found = bracketed.then(|| whole_date(line))??;
    Some((index, found))
}

/// Warns of a form's date line that is not filled in.
fn warn_of_blank(document: &Document, findings: &mut Findings) {
    let labelled = document.labelled("date_written").map(|label| label.line);
    let tail = document.layout.body..document.lines.end;
    if let Some(index) = labelled.chain(tail).find(|&index| {
        document.has(index, const { CharSet::of("年月日") })
            && document.line(index).chars().nth(39).is_none()
            && BLANK.is_match(document.line(index))
    }) {
        findings.warn(
            "date_blank",
            Some("dates.written"),
            "the date of the form is not filled in",
            Some(document.line_start(index)),
        );
    }
}

/// The day below the organs that stand under the title of a bulletin of statistics.
fn date_below_organ(document: &Document, index: usize) -> Option<DateMatch> {
    let found = whole_date(document.line(index))?;
    organs_of_bulletin(document, index)?;
    found
        .date
        .is_some_and(|date| date.is_full())
        .then_some(found)
}

/// The lines of organs between the title of a bulletin (公报) and its day in line `date_line`.
pub(in crate::rules) fn organs_of_bulletin(
    document: &Document,
    date_line: usize,
) -> Option<Range<usize>> {
    let is_row = |index: usize| {
        let line = document.line(index);
        let organs = split_organs(line);
        let plain = !document.layout.is_furniture(index) && !document.layout.has_label(index);
        plain && !organs.is_empty() && organs.into_iter().all(|organ| is_organ(&line[organ]))
    };
    let rows = (document.lines.start..date_line)
        .rev()
        .take_while(|&index| is_row(index));
    let first = rows.last()?;
    let mut above = (document.lines.start..first).rev();
    let title = above
        .find(|&index| !document.layout.has_label(index) && !document.layout.is_furniture(index))?;
    let titled = without_footnote(document.line(title)).ends_with("公报");
    titled.then_some(first..date_line)
}

/// The day in a note of number and date below a title: `（云检〔1989〕5号　一九八九年十月十六日）`.
fn date_beside_number(document: &Document, index: usize) -> Option<DateMatch> {
    let line = document.line(index);
    let note = first_bracket(line)?;
    document
        .numbers(index)
        .find(|number| number.range.end <= note.len())?;
    let full = |found: &DateMatch| found.date.is_some_and(|date| date.is_full());
    find_dates(note).into_iter().find(full)
}

/// What a line begins with in brackets, further ones inside: `（溪法民字（1991）第17号　1991年11月6日`.
fn first_bracket(line: &str) -> Option<&str> {
    let mut depth = 0;
    let close = line.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        depth == 0
    });
    close
        .filter(|_| line.starts_with('('))
        .map(|(at, _)| &line[..at])
}

/// The day in the note below a title: `（2021年2月5日市第十五届人民代表大会第五次会议通过）`.
fn date_of_adoption(line: &str) -> Option<DateMatch> {
    let found = notes_adoption(line)
        .then(|| find_dates(line).into_iter().next())
        .flatten()?;
    (found.range.start <= 2).then_some(found)
}

/// A form's date line without numbers: 年 月 日.
static BLANK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"年 *(?:[\d一二三四五六七八九十]{1,3} *)?月 *日 *[)]?$"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_forms() {
        for line in [
            "年 月 日",
            "二〇 年 月 日",
            "2022年 月 日",
            "2022年6月 日",
            "提案日期: 年 月 日",
        ] {
            assert!(BLANK.is_match(line), "{line}");
        }
        for line in ["2018年1月9日", "2018年十月九日", "9日"] {
            assert!(!BLANK.is_match(line), "{line}");
        }
    }
}
