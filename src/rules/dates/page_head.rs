//! The day in the head of a page or a newspaper: beside the source, the name of a site, the number of a page.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::is_han;
use crate::values::date::{DateMatch, find_dates, whole_date};
use crate::values::organ::is_organ;
use crate::values::paper::names_site;
use crate::values::person::names_alone;

/// A date beside the source, or alone on a line of the head of a web page or newspaper; `written` is the day
/// on which the document was written, where that is known.
pub(super) fn page_head_date(
    document: &Document,
    index: usize,
    written: Option<&str>,
) -> Option<DateMatch> {
    let line = Dated::of(document, index)?;
    let news = document.kind.kind == Kind::NewspaperArticle;
    let told = line.is_beside_source()
        || line.is_posted()
        || line.is_of_account()
        || line.heads_reprint()
        || line.names_publisher()
        || line.is_above_weekday()
        || line.is_time() && (news || line.is_timed())
        || line.is_after(written)
        || news && (line.is_behind_site() || line.is_behind_column() || line.is_before_page());
    told.then_some(line.found)
}

/// A line of the head with the first whole day in it, and what stands around that.
struct Dated<'d> {
    document: &'d Document<'d>,
    index: usize,
    line: &'d str,
    before: &'d str,
    behind: &'d str,
    found: DateMatch,
}

impl<'d> Dated<'d> {
    /// The line's day; none where it is another label's, or further on in a long row.
    fn of(document: &'d Document, index: usize) -> Option<Dated<'d>> {
        let line = document.line(index);
        let start = document.line_start(index);
        let above = index.checked_sub(1).map(|above| document.labels_of(above));
        // The line may be what a label above it asks for.
        let asked = above.unwrap_or_default().iter();
        let asked = asked.filter(|label| label.value.start == start);
        let mut labels = document.labels_of(index).iter().chain(asked);
        let other =
            labels.any(|label| label.key.starts_with("date_") || label.key == "index_number");
        // `来源：云川日报` may stand above the day with its time.
        let below_source = || {
            let above = index.checked_sub(1).map(|above| document.line(above));
            line.contains(':') && above.is_some_and(|above| above.starts_with("来源"))
        };
        let report = document.kind.kind == Kind::WorkReport;
        // `2009年03月02日09:15 云川新闻网`
        let site = || {
            let word = line.rsplit(' ').next().unwrap_or_default();
            line.contains(':') && names_site(word)
        };
        let viewed = || {
            let mut labels = document.labels_of(index).iter();
            labels.any(|label| label.key == "views")
        };
        let unsourced = report && !line.contains("来源") && !below_source() && !site() && !viewed();
        if other || unsourced || line.chars().nth(LONGEST).is_some() {
            return None;
        }
        let found = find_dates(line)
            .into_iter()
            .find(|found| found.date.is_some_and(|date| date.is_full()))?;
        if found.range.start > 0 && line.chars().nth(LONG).is_some() {
            return None;
        }
        Some(Dated {
            document,
            index,
            line,
            before: &line[..found.range.start],
            behind: &line[found.range.end..],
            found,
        })
    }

    /// `来源：县政府办2021-09-10`, `2019-03-26 浏览：318`, `云川市教育局  2019-03-26  阅读：12`,
    /// `发布单位：云川市教育局  2021-09-10`
    fn is_beside_source(&self) -> bool {
        let first = self.before.is_empty();
        let day = self.document.line_start(self.index) + self.found.range.start;
        let labels = self.document.labels_of(self.index);
        labels.iter().any(|label| match label.key {
            "source" | "author" => true,
            // Another word before the day is its label: `责任编辑：林舟  更新于 2025-12-31`.
            "editor" | "publisher" => {
                let name = self.document.text(label.value.start.min(day)..day);
                let other = OTHER_DAYS.iter().any(|word| name.contains(word));
                label.value.start > day || !name.trim().is_empty() && !other
            }
            "views" => first || self.is_behind_count() || is_organ(self.before.trim_end()),
            _ => false,
        })
    }

    /// `浏览：318　　2019-03-26`
    fn is_behind_count(&self) -> bool {
        let count = self.before.trim_end();
        let count = count.trim_end_matches(['次', '人', ')', ']']);
        self.behind.is_empty() && count.ends_with(|c: char| c.is_ascii_digit() || c == ':')
    }

    /// `Admin 于2022年8月24日发表`
    fn is_posted(&self) -> bool {
        let done = matches!(self.behind.trim(), "发表" | "发布");
        done && self.before.trim_end().ends_with('于')
    }

    /// `某某发布 2022-09-15 18:30 发表于…` above articles of public accounts.
    fn is_of_account(&self) -> bool {
        let short = self.line.chars().nth(LONGEST_ACCOUNT).is_none();
        short && self.is_timed() && self.before.trim_end().ends_with(is_han)
    }

    /// `云川日报 2017年8月16日 第06版:…` above what a paper reprints.
    fn heads_reprint(&self) -> bool {
        let paper = self.before.trim_end();
        self.index == self.document.layout.first_own
            && paper.ends_with('报')
            && paper.chars().nth(LONGEST_PAPER).is_none()
            && self.behind.contains('版')
    }

    /// `2019-11-05 云川政务网`, `2018-09-06   云川区教育局`: no letter writes its own day so.
    fn names_publisher(&self) -> bool {
        let office = self.line[self.found.range.clone()].contains('-')
            && self.behind.starts_with("  ")
            && is_organ(self.behind.trim());
        self.before.is_empty() && (office || names_publisher(self.behind))
    }

    /// The day of the week below the name of a paper's site.
    fn is_above_weekday(&self) -> bool {
        let above = self.index.checked_sub(1);
        self.behind.trim_start().starts_with("星期")
            && above.is_some_and(|above| self.document.line(above).ends_with("数字报"))
    }

    /// `云川融媒 2023-11-02`
    fn is_behind_site(&self) -> bool {
        // `云川晚报·读者来信　2018年11月20日`
        let name = self.before.split('·').next().unwrap_or_default();
        // `http://… 云川新闻网 2014年11月19日 09:12:45`
        let word = self
            .before
            .trim_end()
            .rsplit(' ')
            .next()
            .unwrap_or_default();
        self.is_last() && names_site(name.trim()) || self.is_timed() && names_site(word)
    }

    /// `【专讯】（2011-06-02）`
    fn is_behind_column(&self) -> bool {
        let short = self.line.chars().nth(LONGEST_COLUMN).is_none();
        short && self.is_last() && self.line.starts_with('[')
    }

    /// `2012-07-18 B6 读者来信`, `2018年05月07日 02版 要闻`
    fn is_before_page(&self) -> bool {
        let letter = |c: char| c.is_ascii_uppercase();
        let page = self.behind.trim_start();
        let lettered = page
            .strip_prefix(letter)
            .is_some_and(|page| page.starts_with(|c: char| c.is_ascii_digit()));
        let numbered = page.split_once('版').is_some_and(|(number, _)| {
            let number = number.trim_start_matches('第').trim_start_matches(letter);
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        });
        let addressed = self.line.contains("content_");
        self.before.is_empty() && (lettered || numbered || addressed || ends_in_page(self.line))
    }

    /// `2024-09-18` alone, behind the day on which the letter was signed: a page adds it, as no letter writes its
    /// own.
    fn is_after(&self, written: Option<&str>) -> bool {
        let day = self.found.date.map(|date| date.to_string());
        let later = written.is_some() && day.as_deref() > written;
        later && self.line[self.found.range.clone()].contains('-') && self.is_alone()
    }

    /// A day and nothing else.
    fn is_alone(&self) -> bool {
        whole_date(self.line.trim_start_matches(['·', '●', ' '])).is_some()
    }

    /// A day with the time of day, or alone, the page's address before it.
    fn is_time(&self) -> bool {
        let time = |c: char| c.is_ascii_digit() || c == ':' || c.is_whitespace();
        let behind = self.behind.trim_start_matches(time);
        let paper = behind.is_empty() || behind.ends_with(['报', '网', '社', '台']);
        let named = self.line.starts_with("www.") && !behind.is_empty();
        let address = match (self.line.starts_with("http") || named) && paper {
            true => self.line.find(' ').unwrap_or(0),
            false => 0,
        };
        self.is_alone() || self.is_timed() && self.found.range.start <= address + MARK
    }

    /// Whether the time of day stands behind the day.
    fn is_timed(&self) -> bool {
        static TIME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ *\d{1,2}:\d{2}"));
        TIME.is_match(self.behind)
    }

    /// Whether the day ends its line, a bracket aside.
    fn is_last(&self) -> bool {
        self.behind.trim_matches([')', ']', ' ']).is_empty()
    }
}

/// Words before days that are none of publishing.
const OTHER_DAYS: [&str; 8] = [
    "更新", "截止", "有效", "修订", "签署", "成立", "报名", "施行",
];
/// The longest line with a page's day, in characters, and the longest in which the day is not the first.
const LONGEST: usize = 140;
const LONG: usize = 80;
/// The longest line above an article of a public account, and the longest with a paper's column.
const LONGEST_ACCOUNT: usize = 40;
const LONGEST_COLUMN: usize = 24;
/// The longest name of a paper.
const LONGEST_PAPER: usize = 8;
/// A bullet and a space before the day, in bytes.
const MARK: usize = 4;

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
