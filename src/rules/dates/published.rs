//! The date of publishing 发布日期, of a page or a newspaper.
//!
//! Stands behind a label of the page (发布日期, 发布时间, 日期), beside the source in its head, or in a
//! newspaper's masthead, which counts for every article of the page.
//! Refuses times of update (更新时间) and of archiving, labels of another document below the letter.

use super::super::{Compare, DATE, QueryField, Rule, show};
use super::page_head::page_head_date;
use super::{label_date, set};
use crate::document::{Document, Findings};
use crate::labels::Labelled;
use crate::parts::newspaper;
use crate::record::Kind;
use crate::text::is_numeral;
use crate::values::date::{DateMatch, whole_date};
use crate::values::paper::is_paper;

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

/// A day that is told somewhere: where the text begins in which it was found, the day, the rule's name.
type Told = (usize, DateMatch, &'static str);

fn find(document: &Document, findings: &mut Findings) {
    let limit = match document.kind.kind {
        Kind::NewspaperArticle => document.lines.end,
        _ => (document.layout.body + BEHIND_OPENING)
            .max(document.lines.start + TOP)
            .min(document.lines.end),
    };
    for (start, found, rule) in behind_labels(document, findings, limit) {
        set(document, findings, "dates.published", start, &found, rule);
    }
    if findings.has("dates.published") {
        return;
    }
    let told = second_of_two(document, findings)
        .or_else(|| below_letter(document, findings, limit))
        .or_else(|| in_masthead(document))
        .or_else(|| in_page_head(document, findings, limit));
    if let Some((start, found, rule)) = told {
        set(document, findings, "dates.published", start, &found, rule);
    }
}

/// A page's labels count in so many of its first lines, and in so many from the one that opens its body.
const TOP: usize = 20;
const BEHIND_OPENING: usize = 2;

/// The days behind labels above line `limit`.
fn behind_labels(document: &Document, findings: &Findings, limit: usize) -> Vec<Told> {
    let keys = ["date_published", "date_page"].into_iter();
    let labels = keys.flat_map(|key| document.labelled(key));
    let told = labels.filter_map(|label| {
        let below = label.line > document.layout.body;
        // `时间：…` below a text that is no news is that of what it announces.
        let announced = below && document.kind.kind == Kind::Other;
        if label.line >= limit || label.key == "date_page" && announced {
            return None;
        }
        let found = label_date(document, label)?;
        if label.key == "date_page" && tells_meeting(document, label, &found) {
            return None;
        }
        // Below a letter the day of an earlier paper is named.
        let other = below && is_earlier(&found, findings);
        (!other).then_some((label.value.start, found, "date_label"))
    });
    told.collect()
}

/// Whether a label tells when people met: `时间：2003年5月19日（星期一）下午3时`, or where stands below it.
fn tells_meeting(document: &Document, label: &Labelled, found: &DateMatch) -> bool {
    const WHERE: [&str; 6] = ["地点", "会议地点", "会议地址", "听证会地点", "出席", "主持"];
    let below = label.line + 1;
    let line = || document.line(below);
    if below < document.lines.end && WHERE.iter().any(|word| line().starts_with(word)) {
        return true;
    }
    let mut labels = document.labels_of(label.line).iter();
    if document.kind.kind == Kind::NewspaperArticle
        || labels.any(|label| matches!(label.key, "source" | "author" | "editor" | "views"))
    {
        return false;
    }
    let behind = document.text(label.value.clone())[found.range.end..].trim_start();
    let weekday = behind
        .strip_prefix('(')
        .and_then(|behind| behind.split_once(')'));
    let behind = weekday.map_or(behind, |(_, behind)| behind).trim_start();
    let part = ["上午", "下午", "晚上"]
        .iter()
        .any(|part| behind.starts_with(part));
    let hour = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let hour = hour.len() < behind.len() && hour.starts_with(['时', '点']);
    // A site's clock has seconds.
    (part || hour) && behind.matches(':').count() < 2
}

/// The day in a newspaper's masthead, which counts for every article of the page.
fn in_masthead(document: &Document) -> Option<Told> {
    let news = document.kind.kind == Kind::NewspaperArticle;
    // A paper prints reports too, below its day of the week.
    let printed = document.kind.kind == Kind::WorkReport;
    let found = (news || printed).then(|| newspaper::masthead_date(document.page))?;
    let (line, found) = found.filter(|(line, _)| news || heads_page(document, *line))?;
    Some((document.line_start(line), found, "date_masthead"))
}

/// Whether the day of the week on line `index` is a paper's: a page's number stands beside it, or the paper's name.
fn heads_page(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    let first = document.lines.start;
    let mut beside = index.saturating_sub(1).max(first)..document.lines.end.min(index + 2);
    let paged = beside.any(|beside| {
        let line = document.line(beside);
        // `第3版`, `A02版`, and no `手机版`.
        let numbered = |at: usize| line[..at].trim_end().ends_with(is_page_number);
        let mut pages = line.match_indices('版');
        pages.any(|(at, _)| numbered(at)) && line.chars().nth(MASTHEAD).is_none()
    });
    let name = line.split([' ', ':']).next().unwrap_or_default();
    line.contains("星期") && !line.contains("今天是") && (paged || is_paper(name))
}

/// Whether a character can end the number of a paper's page.
fn is_page_number(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c)
}

/// The longest line of a masthead, in characters.
const MASTHEAD: usize = 40;

/// The day in the head of a page, or in its tail above line `limit`: a paper's site tells or repeats it
/// there, `2022-07-29 1 1 某某日报 content_1.html`.
fn in_page_head(document: &Document, findings: &Findings, limit: usize) -> Option<Told> {
    let written = findings.text("dates.written");
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
    let mut lines = (document.lines.start..end).chain(tail);
    lines.find_map(|index| {
        let found = page_head_date(document, index, written)?;
        Some((document.line_start(index), found, "date_page_head"))
    })
}

/// Of two days below each other in a page's table that lost its labels the second: a page tells first when a document was written, and then when it was published.
fn second_of_two(document: &Document, findings: &Findings) -> Option<Told> {
    let day = |index: usize| {
        let line = document.line(index);
        let bare = line.trim_start_matches(['•', '·', '●', '-', ' ']);
        let found = whole_date(bare).filter(|_| bare.len() < line.len())?;
        let date = found.date.filter(|date| date.is_full())?.to_string();
        let start = document.page.lines[index].range.end - bare.len();
        Some((index, date, (start, found, "date_page_head")))
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

/// The day behind the one label of publishing below a letter.
fn below_letter(document: &Document, findings: &Findings, limit: usize) -> Option<Told> {
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
    later.then_some((label.value.start, found, "date_label"))
}

/// Whether a day is before that of writing: nothing is published so, and the day is another paper's.
fn is_earlier(found: &DateMatch, findings: &Findings) -> bool {
    let day = found.date.map(|date| date.to_string());
    day.as_deref() < findings.text("dates.written")
}
