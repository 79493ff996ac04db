//! The masthead of a newspaper page, with its date.

use super::role::is_issue_line;
use crate::document::Page;
use crate::layout::is_furniture_line;
use crate::values::date::{DateMatch, find_dates};
use crate::values::paper::is_paper;

/// So many lines at the top may hold the date.
const TOP: usize = 4;
/// So many lines are looked at, those of a site among them.
const REACH: usize = 12;

/// Whether the number of an issue stands behind its date: `第26,316号`.
fn numbers_issue(behind: &str) -> bool {
    let number = behind.trim_start().strip_prefix('第');
    let number = number.and_then(|number| number.strip_suffix(['号', '期']));
    number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit() || c == ','))
}

/// Whether a line begins with the name of a paper and its date, or is the date and the name:
/// `云川晚报 2023年4月10日 A06版`, `2004年12月3日 云川报`.
fn dates_paper(line: &str) -> bool {
    let found = find_dates(line).into_iter().next();
    found.is_some_and(|found| {
        let (before, after) = (&line[..found.range.start], &line[found.range.end..]);
        let name = after
            .trim_start()
            .split([' ', ')'])
            .next()
            .unwrap_or_default();
        is_paper(before.trim()) && after.contains('版')
            || before.trim_start_matches('(').is_empty() && is_paper(name)
    })
}

/// The day in the comment in which a publishing system for papers keeps an article's properties:
/// `<!--enpproperty <articleid>…</articleid><date>2020-06-12 00:00:00:0</date>`.
fn date_of_properties(line: &str) -> Option<DateMatch> {
    let at = line.find("enpproperty")?;
    let at = at + line[at..].find("<date>")? + "<date>".len();
    let shown = &line[at..line.floor_char_boundary(at + DAY)];
    let mut found = find_dates(shown).into_iter().next()?;
    found.range = at + found.range.start..at + found.range.end;
    found
        .date
        .is_some_and(|date| date.is_full())
        .then_some(found)
}

/// The bytes that a day takes there, its time included.
const DAY: usize = 24;

/// The date of the newspaper: in the masthead above all articles, or in the note that names it below
/// one, `《云川日报》2022年6月24日 第2版`: line and date.
pub fn masthead_date(page: &Page) -> Option<(usize, DateMatch)> {
    let text = |index: usize| page.line(index);
    let count = page.lines.len();
    // What a site prints above the paper does not count.
    let own = (0..count.min(REACH))
        .filter(|&index| !is_furniture_line(text(index), page.lines[index].chars));
    let own: Vec<usize> = own.take(TOP).collect();
    let top = own.last().map_or(0, |last| last + 1).max(count.min(TOP));
    let head = (0..top).filter(|index| *index < TOP || own.contains(index));
    let below = (top.max(count.saturating_sub(2))..count).filter(|&index| {
        text(index).trim_start_matches('(').starts_with('《') || dates_paper(text(index))
    });
    // `1985-01-02` over `第 1 版`.
    let is_above_page = |index: usize, line: &str, found: &DateMatch| {
        found.range == (0..line.len())
            && index + 1 < count
            && text(index + 1).starts_with('第')
            && is_issue_line(text(index + 1), page.lines[index + 1].chars)
    };
    let in_properties = || {
        let mut first = 0..count.min(TOP);
        first.find_map(|index| Some((index, date_of_properties(text(index))?)))
    };
    let told = head.chain(below).find_map(|index| {
        let line = text(index);
        let found = find_dates(line)
            .into_iter()
            .find(|found| found.date.is_some_and(|date| date.is_full()))?;
        let paper = is_issue_line(line, page.lines[index].chars)
            || line.contains("星期")
            || line.contains("上一版")
            || line.contains("下一版")
            || is_above_page(index, line, &found)
            || numbers_issue(&line[found.range.end..])
            || line[..found.range.start]
                .trim_end_matches(['(', '》', ' '])
                .ends_with('报')
            || dates_paper(line);
        // The moon's calendar and the numbers of the paper may follow on the line.
        let most = if line.contains("星期") { 160 } else { 60 };
        (paper && line.chars().nth(most).is_none()).then_some((index, found))
    });
    told.or_else(in_properties)
}
