//! Numbers of orders and minutes, which stand on a line below their name.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::values::without_spaces;

/// An order's number on a line of its own: 第31号.
static SERIAL_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[(\[]? *(?:\d{4} *年 *)?第 *[\d〇○零一二三四五六七八九十百]{1,6} *号 *[)\]]?$")
});

static ORDER_LINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[\p{Han} ]{2,40}(?:令|公告|通告)|公 *告|通 *告|令)$"));

/// The second half of a number that names its kind of document: `〔2023〕19号` below `专题会议纪要`.
static YEAR_LINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]\d{4}[)\]] *第? *\d{1,5} *号$"));

/// What stands above it.
static MINUTES_LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\p{Han}{0,8}会 *议 *纪 *要$"));

/// Whether a line may be one of the numbers alone, which the patterns tell at a price.
fn may_be_serial(line: &str) -> bool {
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '第' | '(' | '[' | ' ');
    line.starts_with(begins) && line.ends_with(['号', ')', ']', ' '])
}

/// Whether a text is year and serial and no more: `〔2023〕19号`.
pub(super) fn is_half(text: &str) -> bool {
    YEAR_LINE.is_match(text)
}

/// `云川市人民政府令` on one line, `第31号` on the next; `专题会议纪要` and `〔2023〕19号`.
pub(super) fn order_over_two_lines(document: &Document) -> Option<Vec<Range<usize>>> {
    if document.kind.kind != Kind::OfficialDocument {
        return None;
    }
    let head = document.lines.start..document.layout.body;
    let find = |serial: &Regex, names: &dyn Fn(&str) -> bool| {
        let serial = head.clone().find(|&index| {
            may_be_serial(document.line(index)) && serial.is_match(document.line(index))
        })?;
        let mut above = (head.start..serial).rev().take(2);
        Some((serial, above.find(|&index| names(document.line(index)))))
    };
    // `…结果的公告` is a title's end.
    let order = |line: &str| {
        ORDER_LINE.is_match(line) && !line.ends_with("的公告") && !line.ends_with("的通告")
    };
    let minutes = || {
        find(&YEAR_LINE, &|line| {
            without_spaces(line).ends_with("会议纪要")
        })
    };
    let (serial, above) =
        find(&SERIAL_LINE, &order).or_else(|| minutes().filter(|(_, above)| above.is_some()))?;
    // The mark of the first page names the organ, and is no half of the number.
    let apart = |above: usize| {
        is_half(document.line(serial)) && !MINUTES_LINE.is_match(document.line(above))
    };
    let above = above.filter(|&above| !apart(above));
    let range = |index: usize| document.page.lines[index].range.clone();
    // The word may stand apart from its organ.
    let organ = above
        .filter(|&index| {
            index > head.start && document.line(index).chars().filter(|c| *c != ' ').count() <= 2
        })
        .map(|index| index - 1)
        .filter(|&index| crate::values::organ::is_organ(document.line(index)));
    Some(
        organ
            .into_iter()
            .chain(above)
            .chain([serial])
            .map(range)
            .collect(),
    )
}
