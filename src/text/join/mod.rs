//! Decides which source lines belong to one paragraph: hard wraps, scanned columns, page breaks.
//!
//! Blank lines are no paragraph marks in scanned text, and line ends are none in wrapped text.
//! What tells is the width of lines, the punctuation at their ends, and how the next one starts.

mod columns;
mod layout;
mod shape;
mod starts;

use crate::text::{CharSet, is_han};
use crate::values::organ::ends_as_organ;

use columns::joins_in_columns;
pub(super) use layout::Layout;
use layout::{EARLY, INDENT, MIN_WRAP};
use shape::HEAD;
pub(super) use shape::{Shape, Told};
use starts::is_numbered;

/// Whether line `next` goes on in the paragraph made of the lines `open`.
///
/// `gap` counts the blank lines between, `page` tells that a page number stands between.
pub(super) fn joins(
    shapes: &[Shape],
    open: &[usize],
    next: usize,
    gap: usize,
    page: bool,
    layout: &Layout,
) -> bool {
    let Some(&at) = open.last() else {
        return false;
    };
    let (last, following) = (&shapes[at], &shapes[next]);
    if last.cells || following.cells {
        return false;
    }
    if is_salutation(last, following) || is_organ_below(last, following) {
        return false;
    }
    if following.told.wrapped && gap == 0 && !page {
        return true;
    }
    let first = &shapes[open[0]];
    if following.starts_new || last.closes() || is_labelled(first, open.len(), following, layout) {
        return false;
    }
    if !last.prose && following.is_label() {
        return false;
    }
    if gap == 0 && !page && (goes_on_in_list(first, last, following) || is_divided(last, following))
    {
        return true;
    }
    if gap <= 1 && !page && (is_divided_head(last, following) || is_divided_credit(last, following))
    {
        return true;
    }
    if let Some(width) = layout.set_in {
        // A title fills its line by chance; what is set in below it is not its second line.
        if following.indented && (following.prose || following.last == ':') {
            return false;
        }
        if (gap == 0 || page) && first.indented && !(page && last.ends_full_stop()) {
            // A paragraph begins where a line is set in, and nowhere else.
            let columns = last.columns + if last.indented { INDENT } else { 0 };
            return !following.indented && columns + EARLY >= width;
        }
    }
    if let Some(width) = layout.columns
        && let Some(answer) = joins_in_columns(shapes, at, next, width)
    {
        return answer;
    }
    let full = || { layout.wrap }.is_some_and(|wrap| fills(last, following, wrap));
    if gap == 0 && !page && full() {
        return joins_wrapped(shapes, at, next);
    }
    joins_over_page(shapes, open, following, gap, page, layout)
}

/// Whether a paragraph that its first line alone makes is a label and its value, to which the next line
/// does not belong: a label of its own, or one in a column.
fn is_labelled(first: &Shape, lines: usize, following: &Shape, layout: &Layout) -> bool {
    let in_column = || layout.columns.is_some() && !first.prose;
    lines == 1 && first.is_label() && (in_column() || following.is_label())
}

/// Whether a line fills `wrap` characters; a lost indent or a half-width digit makes it a little shorter.
fn fills(line: &Shape, following: &Shape, wrap: usize) -> bool {
    let nearly = line.chars < wrap && line.chars + 2 >= wrap;
    let goes_on = || following.prose || following.chars + 2 >= wrap;
    line.chars == wrap || nearly && line.prose && !line.ends_sentence() && goes_on()
}

/// Words that a title ends in.
const TITLE_ENDS: [&str; 12] = [
    "答复",
    "复函",
    "答复函",
    "通知",
    "意见",
    "函",
    "决定",
    "批复",
    "报告",
    "请示",
    "通告",
    "公告",
];

/// Whether a title, which fills its line by chance, stands above whom the document speaks to.
fn is_salutation(last: &Shape, following: &Shape) -> bool {
    following.last == ':'
        && following.chars <= HEAD
        && (MIN_WRAP..=HEAD).contains(&last.chars)
        && !last.prose
        && TITLE_ENDS.iter().any(|end| last.head.ends_with(end))
}

/// Whether a page's title, which fills its line by chance, stands above the organ that the letter's own
/// title begins with.
fn is_organ_below(last: &Shape, following: &Shape) -> bool {
    !last.prose
        && !following.prose
        && following.chars <= HEAD
        && last.chars >= MIN_WRAP
        && matches!(last.last, '复' | '函')
        && ends_as_organ(following.head)
}

/// Whether a list of receivers, which ends in a full stop, goes on: `抄送：甲局，乙⏎局。`
fn goes_on_in_list(first: &Shape, last: &Shape, following: &Shape) -> bool {
    let receivers = first.head.starts_with(['抄', '主']) && first.is_label();
    let end = following.last == '。' && following.telling.has_any(const { CharSet::of(",、。") });
    receivers && end && !last.ends_sentence() && last.chars >= MIN_WRAP && !following.is_label()
}

/// Whether a number was divided at its hyphen: `0000-⏎65012348`.
fn is_divided(last: &Shape, following: &Shape) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    last.divided && digit(following.head.chars().next())
}

/// Whether the names or the day in the head of a report were divided: `本报讯（通讯员 南宫雁 拓跋⏎宁）昨天…`,
/// `本报讯（记者 林舟）1月2⏎5日…`.
fn is_divided_head(last: &Shape, following: &Shape) -> bool {
    if !last.is_message_head() {
        return false;
    }
    let open = last
        .head
        .rsplit('(')
        .next()
        .is_some_and(|names| names.len() < last.head.len() && !names.contains(')'));
    let closed = following
        .head
        .find(')')
        .is_some_and(|at| at <= LONGEST_NAMES);
    let day = last.head.ends_with(|c: char| c.is_ascii_digit())
        && last
            .head
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end()
            .ends_with('月');
    let behind = following
        .head
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let goes_on = behind.len() + 1 == following.head.len() && behind.trim_start().starts_with('日');
    open && closed || day && goes_on
}

/// Whether the name of who took a picture was divided, or from what it says: `…通讯员 长孙⏎砚 摄`,
/// `…记者 林舟⏎摄`.
fn is_divided_credit(last: &Shape, following: &Shape) -> bool {
    // Few lines end so, and looking for a role is dear.
    if following.last != '摄' {
        return false;
    }
    let begun = ["记者", "通讯员"].iter().find_map(|role| {
        let behind = last
            .head
            .rsplit_once(role)
            .map(|(_, behind)| behind.trim_start());
        behind.filter(|name| name.chars().all(is_han))
    });
    let named = begun.map_or(0, |name| name.chars().count());
    let rest = following.head.strip_suffix('摄').map(str::trim_end);
    let rest = rest.map_or(usize::MAX, |rest| rest.chars().count());
    last.chars <= HEAD
        && ((1..=2).contains(&named) && rest == 1 || (2..=4).contains(&named) && rest == 0)
}

/// Names behind a line's end are no longer than this, in bytes.
const LONGEST_NAMES: usize = 36;

/// A line cut at a count of characters goes on, unless its sentence ends there and the next looks new.
fn joins_wrapped(shapes: &[Shape], at: usize, next: usize) -> bool {
    let (last, following) = (&shapes[at], &shapes[next]);
    // One line that is as long as the wrap by chance is no wrapped line: a title, a number.
    let text = last.prose
        || following.prose
        || following.chars == last.chars
        || after_full(shapes, at, |shape| shape.chars == last.chars);
    if !text || !last.prose && following.is_label() {
        return false;
    }
    if last.ends_full_stop() || last.last == ':' {
        let goes_on =
            following.chars == last.chars || following.prose && following.ends_full_stop();
        return goes_on && !following.is_label();
    }
    true
}

/// Whether the line before `at` is filled too.
fn after_full(shapes: &[Shape], at: usize, full: impl Fn(&Shape) -> bool) -> bool {
    at.checked_sub(1)
        .and_then(|before| shapes.get(before))
        .is_some_and(full)
}

/// A paragraph broken by a page end: long, in mid-sentence, and prose goes on.
fn joins_over_page(
    shapes: &[Shape],
    open: &[usize],
    next: &Shape,
    gap: usize,
    page: bool,
    layout: &Layout,
) -> bool {
    let last = &shapes[open[open.len() - 1]];
    let length: usize = open.iter().map(|&index| shapes[index].chars).sum();
    let prose = open.iter().any(|&index| shapes[index].prose) || page;
    let filled = layout.wrap == Some(last.chars) || layout.wrap.is_none() || page;
    (gap > 0 || page)
        && length > 25
        && prose
        && filled
        && !last.ends_sentence()
        && !next.is_label()
        && next.last != ':'
        && !shapes[open[0]].is_label()
        && (next.prose || layout.wrap == Some(next.chars))
        && next.chars > 4
        && !is_section_heading(&shapes[open[0]], open.len())
}

/// `一、…` on one line without a full stop: a heading, however long.
fn is_section_heading(first: &Shape, lines: usize) -> bool {
    lines == 1 && is_numbered(first.head) && !first.head.contains('。')
}
