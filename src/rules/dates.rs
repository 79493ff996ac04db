//! The dates of a document: 成文日期, 印发日期, 发布日期, 施行日期, 失效日期.
//!
//! written: under the signature, in Arabic or Chinese numerals (GB/T 9704-2012 §7.3.5), else behind a
//! label (成文日期, 发文日期), in a report on the line under the speaker or inside the subtitle.
//! printed: on the imprint's line that ends in 印发. published: behind a label (发布日期, 发布时间, 日期),
//! or beside the source in a page's head. effective, expires: behind their labels.
//! Digits that lost 年月日 are read where only one reading is a day of the calendar.
//! Refuses: empty forms (年 月 日), days that do not exist, times of update, dates inside sentences.

use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, DATE, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::labels::Labelled;
use crate::parts::newspaper;
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::date::{DateMatch, bare_date, find_dates, whole_date};
use crate::values::organ::is_organ;
use crate::values::pattern;

const SOURCE: &str = include_str!("dates.rs");

pub(super) static WRITTEN: Rule = Rule {
    field: "dates.written",
    label: "成文日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["成文日期", "written"],
        part: "",
        compare: Compare::Date,
    }],
    find: find_written,
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
    source: SOURCE,
};

pub(super) static PRINTED: Rule = Rule {
    field: "dates.printed",
    label: "印发日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["印发日期", "printed"],
        part: "",
        compare: Compare::Date,
    }],
    find: find_printed,
    show: show::plain,
    finds: &[(
        "各单位：\n请按此办理。\n云川市教育局办公室    2022年6月28日印发\n",
        r#""2022-06-28""#,
    )],
    refuses: &[
        "各单位：\n2022年6月28日印发的通知同时废止，请各单位按新的通知办理。\n",
        "各单位：\n请按此办理。\n云川市教育局办公室印发（2022年6月28日）\n",
    ],
    source: SOURCE,
};

pub(super) static PUBLISHED: Rule = Rule {
    field: "dates.published",
    label: "发布日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["发布日期", "published"],
        part: "",
        compare: Compare::Date,
    }],
    find: find_published,
    show: show::plain,
    finds: &[
        (
            "关于第8号建议的答复\n发布时间：2021-09-15 10:26 浏览次数：4\n陆知行代表：\n",
            r#""2021-09-15""#,
        ),
        (
            "关于第8号建议的答复\n来源：县政府办2021-09-10\n陆知行代表：\n",
            r#""2021-09-10""#,
        ),
    ],
    refuses: &["归档时间：2019-02-14\n关于第8号建议的答复\n陆知行代表：\n"],
    source: SOURCE,
};

pub(super) static EFFECTIVE: Rule = Rule {
    field: "dates.effective",
    label: "施行日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["施行日期", "effective"],
        part: "",
        compare: Compare::Date,
    }],
    find: |document, findings| {
        find_labelled(document, findings, "date_effective", "dates.effective")
    },
    show: show::plain,
    finds: &[(
        "关于征收管理事项的公告\n发文时间：2015-5-8\n实施时间：2015-6-1\n",
        r#""2015-06-01""#,
    )],
    refuses: &["有效日期:\n关于第8号建议的答复\n"],
    source: SOURCE,
};

pub(super) static EXPIRES: Rule = Rule {
    field: "dates.expires",
    label: "失效日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["失效日期", "expires"],
        part: "",
        compare: Compare::Date,
    }],
    find: |document, findings| find_labelled(document, findings, "date_expires", "dates.expires"),
    show: show::plain,
    finds: &[(
        "关于征收管理事项的公告\n废止日期：2020年6月1日\n",
        r#""2020-06-01""#,
    )],
    refuses: &["生效日期: | 2019-08-20 | 废止日期: | |\n关于第8号建议的答复\n"],
    source: SOURCE,
};

/// Sets a date at byte `at` of the match view, or warns that the calendar has no such day.
fn set(
    document: &Document,
    findings: &mut Findings,
    field: &'static str,
    at: usize,
    found: &DateMatch,
    rule: &'static str,
) {
    let span = at + found.range.start..at + found.range.end;
    match found.date {
        Some(date) => findings.set(field, date.to_string(), vec![span], rule),
        None => {
            let message = format!("{} is no day of the calendar", document.value(span.clone()));
            findings.warn("date_invalid", Some(field), message, Some(span.start));
        }
    }
}

fn find_labelled(document: &Document, findings: &mut Findings, key: &str, field: &'static str) {
    for label in document.labelled(key) {
        if let Some(found) = label_date(document, label) {
            set(
                document,
                findings,
                field,
                label.value.start,
                &found,
                "date_label",
            );
        }
    }
}

/// The date that a label's value begins with.
fn label_date(document: &Document, label: &Labelled) -> Option<DateMatch> {
    let text = document.text(label.value.clone());
    let range = text.contains('至') || text.contains('~');
    if range {
        return None;
    }
    let first = find_dates(text)
        .into_iter()
        .next()
        .filter(|found| text[..found.range.start].trim().is_empty());
    first.or_else(|| {
        let word = text.split_whitespace().next()?;
        bare_date(word).map(|found| DateMatch {
            range: 0..word.len(),
            ..found
        })
    })
}

/// A form's date line without numbers: 年 月 日.
static BLANK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"年 *(?:[\d一二三四五六七八九十]{1,3} *)?月 *日 *[)]?$"));
/// Whether a line ends in a date's 日.
fn ends_in_day(line: &str) -> bool {
    let bare = line.strip_suffix([')', '。']).unwrap_or(line);
    bare.trim_end_matches(' ').ends_with('日')
}

fn find_written(document: &Document, findings: &mut Findings) {
    match document.kind.kind {
        Kind::NewspaperArticle => return,
        Kind::WorkReport => return find_delivered(document, findings),
        Kind::ProposalPage => find_labelled(document, findings, "proposal_date", "dates.written"),
        _ => {}
    }
    for (index, found) in signature_dates(document) {
        set(
            document,
            findings,
            "dates.written",
            document.line_start(index),
            &found,
            "date_signature",
        );
    }
    for label in document.labelled("date_written") {
        if let Some(found) = label_date(document, label) {
            set(
                document,
                findings,
                "dates.written",
                label.value.start,
                &found,
                "date_label",
            );
        }
    }
    if !findings.has("dates.written") && document.kind.kind == Kind::OfficialDocument {
        // Minutes print organ and date on one line of the head.
        for index in document.lines.start..document.layout.body.min(document.lines.end) {
            let line = document.line(index);
            let found = date_behind_signature(document, index)
                .or_else(|| line.starts_with('(').then(|| whole_date(line)).flatten())
                .or_else(|| date_of_adoption(line))
                .or_else(|| {
                    let next =
                        (index + 1 < document.lines.end).then(|| document.line(index + 1))?;
                    let open = line.starts_with('(') && !line.contains(')');
                    date_of_adoption(&format!("{line}{next}"))
                        .filter(|found| open && found.range.end <= line.len())
                });
            if let Some(found) = found.filter(|_| !document.layout.has_label(index)) {
                set(
                    document,
                    findings,
                    "dates.written",
                    document.line_start(index),
                    &found,
                    "date_head",
                );
            }
        }
    }
    if !findings.has("dates.written") {
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
}

/// The day in the note below a title: `（2021年2月5日市第十五届人民代表大会第五次会议通过）`.
fn date_of_adoption(line: &str) -> Option<DateMatch> {
    let bare = line.trim_end_matches([')', ' ']);
    let adopted = line.starts_with('(')
        && ["通过", "批准", "修订", "修正"]
            .iter()
            .any(|word| bare.ends_with(word));
    let found = find_dates(line).into_iter().next().filter(|_| adopted)?;
    (found.range.start <= 2).then_some(found)
}

/// Dates that stand where signatures are dated, in order: the first is the document's.
fn signature_dates(document: &Document) -> Vec<(usize, DateMatch)> {
    let body = document.layout.body.min(document.lines.end);
    let glued = body < document.lines.end && document.line(body).chars().count() > 60;
    let from = if glued {
        body
    } else {
        (body + 1).min(document.lines.end)
    };
    let mut found: Vec<(usize, DateMatch)> = Vec::new();
    for index in from..document.lines.end {
        let line = document.line(index);
        let long = || line.chars().nth(60).is_some();
        if document.has(index, const { CharSet::of("印") }) && line.contains("印发")
            || !ends_in_day(line) && long()
            || document.layout.is_furniture(index)
        {
            continue;
        }
        let whole = whole_date(line).filter(|found| found.date.is_none_or(|date| date.is_full()));
        if let Some(date) = whole
            .or_else(|| bare_date(line).filter(|_| !is_other_value(document, index)))
            .or_else(|| date_behind_signature(document, index))
        {
            found.push((index, date));
        }
    }
    let signed = |(index, _): &(usize, DateMatch)| {
        index
            .checked_sub(1)
            .is_some_and(|above| is_organ(document.line(above)))
    };
    if let Some(position) = found
        .iter()
        .position(signed)
        .filter(|&position| position > 0 && found[position].0 < document.layout.attachments)
    {
        // A date under an organ's name outranks an earlier one inside the body.
        let first = found.remove(position);
        found.insert(0, first);
    }
    found
}

/// Whether a line is what a label above it asks for, and that is no date: a telephone number, a post code.
fn is_other_value(document: &Document, index: usize) -> bool {
    let start = document.line_start(index);
    document.labels.iter().any(|label| {
        label.line + 1 == index
            && (label.value.start == start || label.value.is_empty())
            && !label.key.contains("date")
    })
}

/// A date at the end of a line that begins with an organ or a label.
fn date_behind_signature(document: &Document, index: usize) -> Option<DateMatch> {
    let line = document.line(index);
    let behind = [' ', ')', '。', ','];
    // Most lines end in something else, and looking for dates is dear.
    if !line.trim_end_matches(behind).ends_with(may_end_date) {
        return None;
    }
    let found = find_dates(line).into_iter().last()?;
    let closing = line[found.range.end..].trim_matches(behind).is_empty();
    let before = line[..found.range.start].trim_end();
    // A letter that lost its line breaks ends in its signature.
    let last = before.rsplit(['。', '!']).next().unwrap_or(before);
    let signed = is_organ(last.trim_start_matches(['(', ' ']))
        || before.ends_with(':') && !before.contains('。') && !labels_other_date(document, index);
    (closing && signed && found.date.is_none_or(|date| date.is_full())).then_some(found)
}

/// Whether a date may end with this character.
fn may_end_date(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '号') || c.is_numeric()
}

fn labels_other_date(document: &Document, index: usize) -> bool {
    document.labels.iter().any(|label| {
        label.line == index
            && (label.key.starts_with("date_")
                || matches!(label.key, "proposal_date" | "reply_date"))
    })
}

/// The day on which a report was given.
fn find_delivered(document: &Document, findings: &mut Findings) {
    let spans = findings.spans("subtitle");
    if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
        let span = first.start..last.end;
        let text = document.text(span.clone());
        if let Some(found) = find_dates(text)
            .into_iter()
            .find(|found| found.date.is_some_and(|date| date.is_full()))
        {
            set(
                document,
                findings,
                "dates.written",
                span.start,
                &found,
                "date_subtitle",
            );
        }
    }
    let head = document.lines.start..document.layout.audience.unwrap_or(document.layout.body);
    for index in head {
        let line = document.line(index);
        // `（二○一四年九月九日，根据录音整理）`
        let note = line
            .starts_with('(')
            .then(|| line.find(','))
            .flatten()
            .map_or(line, |comma| &line[..comma]);
        if let Some(found) =
            whole_date(note).filter(|found| found.date.is_some_and(|date| date.is_full()))
        {
            let dashed = document.line(index).contains(['-', '/', ':']);
            if !dashed && !document.layout.has_label(index) {
                set(
                    document,
                    findings,
                    "dates.written",
                    document.line_start(index),
                    &found,
                    "date_delivered",
                );
            }
        }
    }
}

/// The imprint's line with the date of printing: line and date.
pub(super) fn printed_line(document: &Document) -> Option<(usize, DateMatch)> {
    static PRINTED_END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"印(?: ?[发制])?(?: *(?:共|\().*| *\|)?$"));
    let from = document.layout.body.min(document.lines.end);
    (from..document.lines.end).rev().find_map(|index| {
        let line = document.line(index);
        let prose = document.has(index, const { CharSet::of("。") });
        if !document.has(index, const { CharSet::of("印") })
            || prose
            || line.chars().nth(89).is_some()
        {
            return None;
        }
        let end = PRINTED_END.find(line)?;
        let found = find_dates(line).into_iter().next()?;
        let between = line.get(found.range.end..end.start())?;
        between.trim().is_empty().then_some((index, found))
    })
}

fn find_printed(document: &Document, findings: &mut Findings) {
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

fn find_published(document: &Document, findings: &mut Findings) {
    let limit = match document.kind.kind {
        Kind::NewspaperArticle => document.lines.end,
        _ => (document.layout.body + 2)
            .min(document.lines.end)
            .max((document.lines.start + 20).min(document.lines.end)),
    };
    for key in ["date_published", "date_page"] {
        for label in document.labelled(key).filter(|label| label.line < limit) {
            if let Some(found) = label_date(document, label) {
                set(
                    document,
                    findings,
                    "dates.published",
                    label.value.start,
                    &found,
                    "date_label",
                );
            }
        }
    }
    if findings.has("dates.published") {
        return;
    }
    if document.kind.kind == Kind::NewspaperArticle
        && let Some((line, found)) = newspaper::masthead_date(document.page)
    {
        set(
            document,
            findings,
            "dates.published",
            document.line_start(line),
            &found,
            "date_masthead",
        );
        return;
    }
    // A paper's site repeats its date in the page's tail: `2022-07-29 1 1 某某日报 content_1.html`.
    let tail =
        (document.layout.body..limit).filter(|&index| document.line(index).contains("content_"));
    let end = document.layout.body.min(limit).max(document.lines.start);
    for index in (document.lines.start..end).chain(tail) {
        if let Some(found) = page_head_date(document, index) {
            set(
                document,
                findings,
                "dates.published",
                document.line_start(index),
                &found,
                "date_page_head",
            );
            return;
        }
    }
}

/// A date beside the source, or alone on a line of the head of a web page or newspaper.
fn page_head_date(document: &Document, index: usize) -> Option<DateMatch> {
    static WITH_TIME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ *\d{1,2}:\d{2}"));
    let line = document.line(index);
    let other = document.labels.iter().any(|label| {
        label.line == index && (label.key.starts_with("date_") || label.key == "index_number")
    });
    if other
        || line.chars().count() > 80
        || document.kind.kind == Kind::WorkReport && !line.contains("来源")
    {
        return None;
    }
    let found = find_dates(line)
        .into_iter()
        .find(|found| found.date.is_some_and(|date| date.is_full()))?;
    let source = document.labels.iter().any(|label| {
        let beside = matches!(label.key, "source" | "author" | "editor")
            || found.range.start == 0 && label.key == "views";
        label.line == index && beside
    });
    let bare = line.trim_start_matches(['·', '●', ' ']);
    let alone = whole_date(bare).is_some();
    let timed = WITH_TIME.is_match(&line[found.range.end..]);
    let news = document.kind.kind == Kind::NewspaperArticle;
    // `【专讯】（2011-06-02）`
    let behind = line[found.range.end..].trim_matches([')', ']', ' ']);
    let column = news && behind.is_empty() && line.starts_with('[') && line.chars().count() <= 24;
    // `2012-07-18 B6 读者来信`
    let paged = news && found.range.start == 0 && {
        let page = line[found.range.end..].trim_start();
        page.starts_with(|c: char| c.is_ascii_uppercase())
            && page[1..].starts_with(|c: char| c.is_ascii_digit())
            || line.contains("content_")
    };
    // `某某发布 2022-09-15 18:30 发表于…` stands above articles of public accounts.
    let account = timed
        && line.chars().count() <= 40
        && line[..found.range.start]
            .trim_end()
            .ends_with(|c: char| crate::text::is_han(c));
    (source
        || account
        || column
        || paged
        || (alone || timed && found.range.start <= 4) && (news || timed))
        .then_some(found)
}

/// Whether `range` holds a date and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    whole_date(text).is_some() || bare_date(text).is_some()
}

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
