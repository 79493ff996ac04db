//! The title of a report: the lines above its subtitle.

use std::ops::Range;

use super::super::speakers::is_speaker;
use super::beginning::begins_title;
use super::ends_as_title;
use crate::document::Document;
use crate::kind::{is_message_head, report_subtitle};
use crate::layout::is_prose;
use crate::text::{is_han, is_numeral, unnumbered};
use crate::values::date;
use crate::values::organ::is_organ;
use crate::values::words::names_speech;

/// Whether line `above` names a matter that goes on in the title's line below: `关于2017年度市级预算执行` over
/// `和其他财政收支的审计工作报告`.
fn names_matter(document: &Document, above: usize, below: usize) -> bool {
    let (first, second) = (document.line(above), document.line(below));
    let matter = first.contains("关于") && !second.contains("关于") && begins_title(first);
    // `在县工商联成立七十周年` over `座谈会上的致辞`
    let occasion = first.starts_with('在') && !second.starts_with('在') && second.contains("上的");
    // `政协第十二届云川市委员会` over `常务委员会工作报告`
    let body = first.ends_with("委员会") || first.ends_with("代表大会");
    let standing = body && second.starts_with("常务委员会") && first.chars().all(is_han);
    (matter || occasion || standing) && document.page.lines[below].gap == 0 && !ends_as_title(first)
}

/// Whether a line says on a cover which of a meeting's papers it is, or is a site's column: `会议材料之三`,
/// `…代表大会文件（二）`, `部门文件`.
fn is_cover_mark(line: &str) -> bool {
    let number =
        |c: char| c.is_ascii_digit() || is_numeral(c) || matches!(c, '(' | ')' | '之' | ' ');
    let bare = line.trim_end_matches(number);
    let papers = ["会议材料", "大会材料", "会议文件", "大会文件"];
    let columns = ["部门文件", "政府文件", "政策文件", "规范性文件"];
    let red_head = line.strip_suffix("文件").is_some_and(is_organ);
    papers.iter().any(|paper| bare.ends_with(paper)) || columns.contains(&line) || red_head
}

/// Whether a line is a paper's masthead: `云川日报 2009年2月21日 星期六 第1版`.
fn is_masthead(line: &str) -> bool {
    let day = |found: &date::DateMatch| found.date.is_some_and(|date| date.is_full());
    (line.contains("星期") || line.ends_with('版')) && date::find_dates(line).iter().any(day)
}

/// A report's title: the lines above its subtitle, else the line that ends as a report's title does.
pub(super) fn report_title(document: &Document) -> Vec<Range<usize>> {
    let head = document.lines.start..document.layout.audience.unwrap_or(document.layout.body);
    let lines = match report_subtitle(document) {
        Some(subtitle) => above_subtitle(document, head.start..subtitle.start),
        None => return named_speech(document, head),
    };
    lines
        .into_iter()
        .map(|index| {
            // A site that shares documents numbers their pages: `1、政府工作报告`.
            let range = document.page.lines[index].range.clone();
            let line = document.line(index);
            let cell = line.rsplit('|').next().unwrap_or(line).trim_start();
            range.end - unnumbered(cell).len()..range.end
        })
        .collect()
}

/// Whether a line may be one of a report's title.
fn is_usable(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    // A day alone, or the time of a page.
    let dated =
        date::whole_date(line).is_some() || date::begins_with_date(line) && line.contains(':');
    !document.layout.is_furniture(index)
        && !document.layout.has_label(index)
        && !dated
        && !is_masthead(line)
        && !is_speaker(line)
        && line.chars().count() > 2
        && !is_message_head(line, document.page.lines[index].chars)
        && !is_cover_mark(line)
}

/// The line that ends as a report's title does, with the one above it that it goes on from.
fn named_speech(document: &Document, head: Range<usize>) -> Vec<Range<usize>> {
    // `领导讲话` heads a column of a site, the speech stands below.
    let is_column = |line: &str| line.chars().nth(COLUMN).is_none();
    let longer_below = |index: usize| {
        let mut below = (index + 1..head.end).map(|below| document.line(below));
        below.any(|line| !is_column(line) && names_speech(line))
    };
    let named = head.clone().find(|&index| {
        let line = document.line(index);
        let passed = document.layout.is_furniture(index) || is_column(line) && longer_below(index);
        !passed && names_speech(line)
    });
    let Some(named) = named else {
        return Vec::new();
    };
    // A page's title may name who speaks before the speech's own.
    let own = (named + 1..head.end).find(|&below| {
        let line = document.line(below);
        line.chars().nth(SHORTEST).is_some() && document.line(named).ends_with(line)
    });
    let last = own.unwrap_or(named);
    let above = last.checked_sub(1).filter(|above| head.contains(above));
    let first =
        above.filter(|&above| is_usable(document, above) && names_matter(document, above, last));
    let lines = first.unwrap_or(last)..=last;
    lines
        .map(|index| document.page.lines[index].range.clone())
        .collect()
}

/// The longest name of a site's column, in characters.
const COLUMN: usize = 4;
/// A speech's own title, which a page's ends with, has more characters than so many.
const SHORTEST: usize = 7;

/// The lines of the title in the head above a subtitle.
fn above_subtitle(document: &Document, head: Range<usize>) -> Vec<usize> {
    // A site's line of source and time may stand between title and subtitle.
    let above = head.rev().skip_while(|&index| !is_usable(document, index));
    // The row of a page's table holds the title in its last cell.
    let mut row = false;
    // Above a report's whole title stands no slogan, and what else is said there is the page's.
    let mut whole = false;
    let titles = |index: &usize| {
        let line = document.line(*index);
        let others = row || whole && (is_prose(line) || names_speech(line) && !is_open(line));
        row = line.contains('|');
        whole |= names_speech(line);
        !others && is_usable(document, *index)
    };
    let mut lines: Vec<usize> = above.take_while(titles).take(MOST_LINES).collect();
    lines.reverse();
    // A page's own title, cut short: `…工作报告——2022年1月18日在…` over `…工作报告`.
    if let [page, title, ..] = lines[..] {
        let behind = document.line(page).strip_prefix(document.line(title));
        let page = |behind: &str| {
            behind.starts_with("--") || matches!(behind, "(全文)" | "(摘要)" | "(节选)" | "(摘登)")
        };
        if behind.is_some_and(|behind| page(behind.trim_start())) {
            lines.remove(0);
        }
    }
    // That the print is an extract is no part of the title.
    let extract = |index: &usize| matches!(document.line(*index), "(摘要)" | "(节选)" | "(摘登)");
    lines.retain(|index| !extract(index));
    lines
}

/// Whether a title goes on below its line: `关于学习贯彻…重要讲话` over `精神情况的报告`.
fn is_open(line: &str) -> bool {
    let whole = ["的报告", "的讲话", "的发言", "的汇报", "的致辞"];
    line.starts_with("关于") && !whole.iter().any(|end| line.ends_with(end))
}

/// So many lines a report's title has at most.
const MOST_LINES: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_cover() {
        for line in [
            "会议材料之三",
            "第四次代表大会文件(二)",
            "大会材料",
            "部门文件",
        ] {
            assert!(is_cover_mark(line), "{line}");
        }
        for line in ["关于会议文件管理的讲话", "工作报告", "学习贯彻中央一号文件"]
        {
            assert!(!is_cover_mark(line), "{line}");
        }
    }
}
