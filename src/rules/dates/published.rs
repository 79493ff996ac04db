//! The date of publishing 发布日期, of a page or a newspaper.
//!
//! Stands behind a label of the page (发布日期, 发布时间, 日期), beside the source in its head, or in a
//! newspaper's masthead, which counts for every article of the page.
//! Refuses times of update (更新时间) and of archiving, labels of another document below the letter.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{Compare, DATE, QueryField, Rule, show};
use super::{label_date, set};
use crate::document::{Document, Findings};
use crate::parts::newspaper;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::is_han;
use crate::values::date::{DateMatch, find_dates, whole_date};
use crate::values::organ::is_organ;
use crate::values::person::names_alone;

pub(in crate::rules) static RULE: Rule = Rule {
    field: "dates.published",
    label: "发布日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["发布日期", "published"],
        part: "",
        compare: Compare::Date,
    }],
    find,
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
        (
            "2021-09-12 青禾政务网\n关于第8号建议的答复\n陆知行代表：\n",
            r#""2021-09-12""#,
        ),
    ],
    refuses: &["归档时间：2019-02-14\n关于第8号建议的答复\n陆知行代表：\n"],
    source: include_str!("published.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    let limit = match document.kind.kind {
        Kind::NewspaperArticle => document.lines.end,
        _ => (document.layout.body + 2)
            .min(document.lines.end)
            .max((document.lines.start + 20).min(document.lines.end)),
    };
    for key in ["date_published", "date_page"] {
        for label in document.labelled(key).filter(|label| label.line < limit) {
            // Below a letter the day of an earlier paper is named.
            let below = label.line > document.layout.body;
            let other = |found: &DateMatch| below && is_earlier(found, findings);
            // `时间：…` below a text that is no news is that of what it announces.
            if key == "date_page" && below && document.kind.kind == Kind::Other {
                continue;
            }
            if let Some(found) = label_date(document, label).filter(|found| !other(found)) {
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
    let told = second_of_two(document, findings).map(|found| (found, "date_page_head"));
    let told = told.or_else(|| Some((below_letter(document, findings, limit)?, "date_label")));
    if let Some(((start, found), rule)) = told {
        set(document, findings, "dates.published", start, &found, rule);
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
    // A paper's site tells or repeats its date in the page's tail: `2022-07-29 1 1 某某日报 content_1.html`.
    let tail = (document.layout.body..limit).filter(|&index| {
        let line = document.line(index);
        let addressed =
            || memchr::memchr(b'_', line.as_bytes()).is_some() && line.contains("content_");
        // `2016-01-27 来源：云川政协报`
        let sourced = || {
            let mut labels = document.labels_of(index).iter();
            document.kind.kind == Kind::NewspaperArticle
                && line.starts_with(|c: char| c.is_ascii_digit())
                && labels.any(|label| label.key == "source")
        };
        addressed() || sourced()
    });
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

/// Of two days below each other in a page's table that lost its labels the second, and where its text
/// begins: a page tells first when a document was written, and then when it was published.
fn second_of_two(document: &Document, findings: &Findings) -> Option<(usize, DateMatch)> {
    let day = |index: usize| {
        let line = document.line(index);
        let bare = line.trim_start_matches(['•', '·', '●', '-', ' ']);
        let found = whole_date(bare).filter(|_| bare.len() < line.len())?;
        let date = found.date.filter(|date| date.is_full())?.to_string();
        let start = document.page.lines[index].range.end - bare.len();
        Some((index, date, (start, found)))
    };
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    let mut days = head.filter_map(day);
    let (above, first, _) = days.next()?;
    let (below, second, found) = days.next()?;
    let written = findings.text("dates.written");
    let fits = days.next().is_none()
        && above + 1 == below
        && first <= second
        && written.is_none_or(|written| written == first);
    fits.then_some(found)
}

/// The day behind the one label of publishing below a letter, and where the label's value begins.
fn below_letter(
    document: &Document,
    findings: &Findings,
    limit: usize,
) -> Option<(usize, DateMatch)> {
    if !matches!(document.kind.kind, Kind::ProposalReply | Kind::ProposalPage) {
        return None;
    }
    let tail = limit.max(document.layout.body_end)..document.layout.attachments;
    let mut labels = document
        .labelled("date_published")
        .filter(|label| tail.contains(&label.line));
    let (label, None) = (labels.next()?, labels.next()) else {
        return None;
    };
    let found = label_date(document, label)?;
    let later = findings.has("dates.written") && !is_earlier(&found, findings);
    later.then_some((label.value.start, found))
}

/// Whether a day is before that of writing: nothing is published so, and the day is another paper's.
fn is_earlier(found: &DateMatch, findings: &Findings) -> bool {
    let day = found.date.map(|date| date.to_string());
    day.as_deref() < findings.text("dates.written")
}

/// Whether a text is the name of a site or of a paper, and nothing else.
fn names_site(text: &str) -> bool {
    let count = text.chars().count();
    let ends = [
        "网",
        "网站",
        "日报",
        "晚报",
        "教育报",
        "时报",
        "商报",
        "公众号",
        "门户",
        "新闻中心",
        "融媒体中心",
        "融媒",
    ];
    (4..=16).contains(&count)
        && text.chars().all(|c| is_han(c) || c == ' ')
        && ends.iter().any(|end| text.ends_with(end))
}

/// Whether a site or an office stands behind the day of publishing, the buttons for the size of the
/// letters left out: `2020-08-17 青禾街道 [大] [中] [小]`.
fn names_publisher(behind: &str) -> bool {
    let buttons = ["[大]", "[中]", "[小]", "大 中 小"];
    let bare = buttons
        .iter()
        .filter_map(|button| behind.find(button))
        .min()
        .map_or(behind, |at| &behind[..at]);
    let name = bare.trim();
    // `2006-09-12 云川教育报 林舟`
    let paper = name
        .split_once(' ')
        .is_some_and(|(paper, names)| names_site(paper) && !names_alone(names).is_empty());
    paper || names_site(name) || bare.len() < behind.len() && is_organ(name)
}

/// Whether a paper's line ends in its page, set apart: `2016年11月29日    综合新闻    A6`.
fn ends_in_page(line: &str) -> bool {
    let page = line.rsplit_once("  ").map(|(_, page)| page.trim());
    let number = page.and_then(|page| page.strip_prefix(|c: char| c.is_ascii_uppercase()));
    number.is_some_and(|number| {
        (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A date beside the source, or alone on a line of the head of a web page or newspaper.
fn page_head_date(document: &Document, index: usize) -> Option<DateMatch> {
    static WITH_TIME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ *\d{1,2}:\d{2}"));
    let line = document.line(index);
    let start = document.line_start(index);
    let above = index.checked_sub(1).map(|above| document.labels_of(above));
    // The line may be what a label above it asks for.
    let asked = above.unwrap_or_default().iter();
    let asked = asked.filter(|label| label.value.start == start);
    let mut of_line = document.labels_of(index).iter().chain(asked);
    let other = of_line.any(|label| label.key.starts_with("date_") || label.key == "index_number");
    if other
        || line.chars().count() > 140
        || document.kind.kind == Kind::WorkReport && !line.contains("来源")
    {
        return None;
    }
    let found = find_dates(line)
        .into_iter()
        .find(|found| found.date.is_some_and(|date| date.is_full()))?;
    // A row of many labels may begin with the day; further on one is another label's.
    if found.range.start > 0 && line.chars().nth(80).is_some() {
        return None;
    }
    // `Admin 于2022年8月24日发表`
    let posted = line[..found.range.start].trim_end().ends_with('于')
        && matches!(line[found.range.end..].trim(), "发表" | "发布");
    // `浏览：318　　2019-03-26`
    let count = line[..found.range.start]
        .trim_end()
        .trim_end_matches(['次', '人', ')', ']']);
    let counted = count.ends_with(|c: char| c.is_ascii_digit() || c == ':');
    let behind_count = found.range.end == line.len() && counted;
    let source = posted
        || document.labels_of(index).iter().any(|label| {
            matches!(label.key, "source" | "author" | "editor")
                || (found.range.start == 0 || behind_count) && label.key == "views"
        });
    let bare = line.trim_start_matches(['·', '●', ' ']);
    let alone = whole_date(bare).is_some();
    let timed = WITH_TIME.is_match(&line[found.range.end..]);
    let news = document.kind.kind == Kind::NewspaperArticle;
    // `【专讯】（2011-06-02）`
    let behind = line[found.range.end..].trim_matches([')', ']', ' ']);
    let column = news && behind.is_empty() && line.starts_with('[') && line.chars().count() <= 24;
    // `2012-07-18 B6 读者来信`, `2018年05月07日 02版 要闻`
    let paged = news && found.range.start == 0 && {
        let page = line[found.range.end..].trim_start();
        let behind = page.strip_prefix(|c: char| c.is_ascii_uppercase());
        let number = page
            .split_once('版')
            .map(|(number, _)| number.trim_start_matches('第'));
        let number =
            number.map(|number| number.trim_start_matches(|c: char| c.is_ascii_uppercase()));
        let digits = |number: &str| {
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        };
        behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
            || number.is_some_and(digits)
            || line.ends_with(|c: char| c.is_ascii_digit()) && ends_in_page(line)
            || line.contains("content_")
    };
    // `某某发布 2022-09-15 18:30 发表于…` stands above articles of public accounts.
    let account = timed
        && line.chars().count() <= 40
        && line[..found.range.start]
            .trim_end()
            .ends_with(|c: char| is_han(c));
    // `2019-11-05 云川政务网`, `云川融媒 2023-11-02`
    // `2018-09-06   云川区教育局`: no letter writes its own day so.
    let office = found.range.start == 0
        && line[found.range.clone()].contains('-')
        && line[found.range.end..].starts_with("  ")
        && is_organ(line[found.range.end..].trim());
    let site = office
        || found.range.start == 0 && names_publisher(&line[found.range.end..])
        || news && behind.is_empty() && names_site(line[..found.range.start].trim());
    // `云川日报 2017年8月16日 第06版:…` above what a paper reprints, its day of the week below its name.
    let before = line[..found.range.start].trim_end();
    let reprinted = index == document.layout.first_own
        && before.ends_with('报')
        && before.chars().nth(8).is_none()
        && line[found.range.end..].contains('版');
    let weekday = line[found.range.end..].trim_start().starts_with("星期")
        && index
            .checked_sub(1)
            .is_some_and(|above| document.line(above).ends_with("数字报"));
    // The page's address may stand before it.
    let behind_time = line[found.range.end..]
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c.is_whitespace());
    let paper = behind_time.is_empty() || behind_time.ends_with(['报', '网', '社', '台']);
    let named = line.starts_with("www.") && !behind_time.is_empty();
    let address = match (line.starts_with("http") || named) && paper {
        true => line.find(' ').unwrap_or(0),
        false => 0,
    };
    (source
        || account
        || reprinted
        || weekday
        || site
        || column
        || paged
        || (alone || timed && found.range.start <= address + 4) && (news || timed))
        .then_some(found)
}
