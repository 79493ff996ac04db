//! Decides which source lines belong to one paragraph: hard wraps, scanned columns, page breaks.
//!
//! Blank lines are no paragraph marks in scanned text, and line ends are none in wrapped text.
//! What tells is the width of lines, the punctuation at their ends, and how the next one starts.

use std::sync::LazyLock;

use regex::Regex;

use super::char_set::CharSet;
use super::count::{count_ascii, count_chars};
use super::fold::is_han;

/// What the joiner knows of a line.
#[derive(Debug, Clone)]
pub(super) struct Shape<'t> {
    /// Set in by two characters.
    indented: bool,
    told: Told,
    /// Ends in a digit and a hyphen.
    divided: bool,
    /// Folded, trimmed, at most [`HEAD`] characters from the start.
    head: &'t str,
    /// Characters of the trimmed line.
    chars: usize,
    /// Display columns: a Han character is two wide.
    columns: usize,
    last: char,
    cells: bool,
    prose: bool,
    /// It begins something new: see [`starts_new`].
    starts_new: bool,
    telling: CharSet,
    /// White space other than tabs stands between its characters.
    spaced: bool,
}

/// What is told of a line by its container, or by where it was found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// Its place on a page shows that it goes on in a paragraph.
    pub(super) wrapped: bool,
    /// It is the header or footer of a page.
    pub(super) furniture: bool,
    /// A copy put it behind another line.
    pub(super) cut: bool,
}

/// How much of a line's start is looked at.
const HEAD: usize = 40;
/// The shortest line, in characters, that a wrap can fill.
const MIN_WRAP: usize = 12;
/// The longest line, in characters or columns, that a wrap or a column can fill.
const WIDEST: usize = 500;

/// Starts of lines that begin something new: numbering, labels, trailers, message heads.
static STARTS_NEW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?:\D|$)|[①-⑳]",
        r"|第[一二三四五六七八九十百\d]{1,5}[章节条编]|附 *件|附:|抄 *[送报]:|主 *题 *词|联 *系|承 *办|经 *办|签发人|主送",
        r"|\((?:联系|此件|记者)|尊敬的|本报讯|--|\[[\p{Han} ]{2,8}\]|[·●■◆□])"
    ))
    .expect("the pattern is fixed")
});

/// `标签:` within the first characters of a line.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{Han} /]{2,12}:").expect("the pattern is fixed"));

/// A line that is a date and nothing else.
static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\d{4}|[一二三四五六七八九〇零○oO0]{4}) ?年[\d 一二三四五六七八九十月]{2,12}日?(?:印发)?$")
        .expect("the pattern is fixed")
});

/// The head of a local report or a dispatch.
static MESSAGE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:本报讯|本报记者|据?(?:本报|[\p{Han}]{2,6}社)[\p{Han}、]{2,12} ?\d{1,2} ?月)")
        .expect("the pattern is fixed")
});

/// Whether [`STARTS_NEW`] may match what begins with this character.
fn opens_new(c: char) -> bool {
    matches!(c, '0'..='9' | '①'..='⑳' | '(' | '-' | '[' | '·' | '●' | '■' | '◆' | '□')
        || matches!(
            c,
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        )
        || matches!(
            c,
            '第' | '附' | '抄' | '主' | '联' | '承' | '经' | '签' | '尊' | '本'
        )
}

/// Whether [`DATE_LINE`] may match what begins with this character.
fn opens_date(c: char) -> bool {
    matches!(
        c,
        '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
    ) || matches!(c, '〇' | '零' | '○' | 'o' | 'O')
}

/// The first [`HEAD`] characters of a line that has more.
fn head(line: &str) -> &str {
    // A guess that is right where all are Chinese, and what it is wrong by.
    let mut end = line.floor_char_boundary(HEAD * "一".len());
    let mut count = count_chars(&line.as_bytes()[..end]);
    while count > HEAD {
        end = line.floor_char_boundary(end - 1);
        count -= 1;
    }
    let rest = line[end..].chars().take(HEAD - count);
    end += rest.map(char::len_utf8).sum::<usize>();
    &line[..end]
}

/// Whether a line that begins with `head` and holds these characters begins something new.
fn starts_new(head: &str, telling: CharSet) -> bool {
    head.starts_with(opens_new) && STARTS_NEW.is_match(head)
        || telling.has_any(const { CharSet::of("年") })
            && head.starts_with(opens_date)
            && DATE_LINE.is_match(head)
        || is_message_head(head, telling)
}

fn is_message_head(head: &str, telling: CharSet) -> bool {
    // The pattern is dear, and each of its branches needs one of these.
    telling.has_any(const { CharSet::of("本社") })
        && (head.contains("本报") || head.contains('社'))
        && MESSAGE_HEAD.is_match(head)
}

impl<'t> Shape<'t> {
    /// Looks at a folded line with these telling characters; `indented` tells that it is set in as
    /// the first line of a paragraph, and what its container tells.
    pub(super) fn of(line: &'t str, telling: CharSet, indented: bool, told: Told) -> Shape<'t> {
        let line = line.trim();
        let chars = count_chars(line.as_bytes());
        let head = match chars > HEAD {
            true => head(line),
            false => line,
        };
        let mut ends = line.chars().rev();
        let divided = ends.next() == Some('-') && ends.next().is_some_and(|c| c.is_ascii_digit());
        Shape {
            indented,
            told,
            divided,
            head,
            starts_new: told.cut || starts_new(head, telling),
            telling,
            chars,
            columns: 2 * chars - count_ascii(line.as_bytes()),
            last: line.chars().next_back().unwrap_or(' '),
            cells: telling.has_any(const { CharSet::of("\t|") }),
            prose: telling.has_any(const { CharSet::of(",。;、!?") }),
            spaced: memchr::memchr(b' ', line.as_bytes()).is_some(),
        }
    }

    /// Whether white space other than a tab stands in the line.
    pub(super) fn is_spaced(&self) -> bool {
        self.spaced
    }

    pub(super) fn is_blank(&self) -> bool {
        self.chars == 0
    }

    /// `— 3 —`, `- 3 -`, `第 3 页`, or a number alone.
    pub(super) fn is_page_number(&self) -> bool {
        if self.chars > 14 {
            return false;
        }
        let inner = self.head.trim_matches(['-', '~', '·', ' ', '一']);
        let page = inner
            .strip_prefix('第')
            .and_then(|rest| rest.trim_end().strip_suffix('页'))
            .map(str::trim);
        let digits = page.unwrap_or(inner);
        (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether its container marks it as the header or footer of a page.
    pub(super) fn is_furniture(&self) -> bool {
        self.told.furniture
    }

    /// Whether a browser may have printed it around a page: a day and an hour, an address.
    fn is_printed(&self) -> bool {
        let day = self.head.starts_with(|c: char| c.is_ascii_digit()) && self.head.contains('/');
        day || self.head.contains("://")
    }

    /// A number without dashes, which may be a value in a form, or a header that is more than a
    /// number: set apart only where a sentence goes on behind it.
    pub(super) fn may_be_text(&self) -> bool {
        self.head.bytes().all(|b| b.is_ascii_digit())
            || self.told.furniture && !self.is_page_number() && !self.is_printed()
    }

    /// Whether the line ends as a sentence or a clause of its own ends.
    fn ends_sentence(&self) -> bool {
        matches!(
            self.last,
            '。' | '!' | '?' | ';' | ':' | '…' | '"' | ')' | ']' | '》'
        )
    }

    fn ends_full_stop(&self) -> bool {
        matches!(self.last, '。' | '!' | '?' | '"' | ')')
    }

    fn is_message_head(&self) -> bool {
        is_message_head(self.head, self.telling)
    }

    fn is_byline(&self) -> bool {
        // 记者 or 通讯员.
        self.telling.has_any(const { CharSet::of("记员") }) && BYLINE.is_match(self.head)
    }

    fn is_label(&self) -> bool {
        self.telling.has_any(const { CharSet::of(":") }) && LABEL.is_match(self.head)
    }
}

/// How the lines of a text are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// Characters of a full line, where a program cut lines at a count.
    wrap: Option<usize>,
    /// Display columns of a full line, where the text was scanned from columns.
    columns: Option<usize>,
    /// Display columns of a full line, where paragraphs are set in and lines are as a page shows them.
    set_in: Option<usize>,
}

impl Layout {
    pub(super) fn of(shapes: &[Shape]) -> Layout {
        let (wrap, columns) = (wrap_width(shapes), column_width(shapes));
        // Scanned lines of one width differ in characters, cut ones do not.
        let cut = match (wrap, columns) {
            (Some(wrap), Some(columns)) => {
                let equal = shapes.iter().filter(|shape| shape.chars == wrap).count();
                let longer = shapes
                    .iter()
                    .filter(|shape| shape.chars > wrap && shape.columns <= columns + 2)
                    .count();
                longer * 10 <= equal
            }
            _ => false,
        };
        Layout {
            wrap,
            columns: columns.filter(|_| !cut),
            set_in: set_in_width(shapes),
        }
    }
}

/// The width of lines as a page shows them: first lines that are set in and go on in one that is not.
fn set_in_width(shapes: &[Shape]) -> Option<usize> {
    let first_lines = shapes.windows(2).filter(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let goes_on = !second.indented && !second.is_blank() && !second.starts_new;
        first.indented && goes_on && !first.cells && is_text(first.last) && first.chars >= MIN_WRAP
    });
    let mut widths: Vec<usize> = first_lines.map(|pair| pair[0].columns + INDENT).collect();
    widths.sort_unstable();
    let middle = *widths.get(widths.len() / 2)?;
    let like = |width: &&usize| width.abs_diff(middle) <= EARLY;
    let alike = widths.iter().filter(like).count();
    (widths.len() >= 3 && alike * 4 >= widths.len() * 3).then_some(middle)
}

/// Columns by which a paragraph's first line is set in.
const INDENT: usize = 4;
/// Columns by which a line may end early, before a word or number that is not divided.
const EARLY: usize = 10;

/// The length that cut lines share: at least two neighbours of one length, broken in mid-sentence.
fn wrap_width(shapes: &[Shape]) -> Option<usize> {
    let mut counts = [0u32; WIDEST + 1];
    for pair in shapes.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let open = !a.ends_sentence() && is_text(a.last) && a.last != ',';
        if (MIN_WRAP..=WIDEST).contains(&a.chars)
            && !a.cells
            && !b.is_blank()
            && b.chars <= a.chars
            && open
            && !b.starts_new
            && !b.is_label()
        {
            counts[a.chars] += 1;
        }
    }
    let longer = |width: usize| {
        shapes
            .iter()
            .filter(|shape| shape.chars == width && !shape.cells)
            .count()
    };
    let widths = shapes.iter().map(|shape| shape.chars.min(WIDEST));
    let (cuts, width) = widths.map(|width| (counts[width], width)).max()?;
    (cuts >= 2 && longer(width) >= 3).then_some(width)
}

fn is_text(c: char) -> bool {
    is_han(c) || c.is_alphanumeric() || matches!(c, ',' | '、')
}

/// The width of scanned columns: most long lines lie within a few columns of one width.
fn column_width(shapes: &[Shape]) -> Option<usize> {
    let long = |shape: &&Shape| shape.chars >= 8 && !shape.cells;
    let lines = shapes.iter().filter(long);
    let count = lines.clone().count();
    if count < 8 {
        return None;
    }
    let mut counts = [0u32; WIDEST + 3];
    let widths = lines.clone().map(|shape| shape.columns);
    let widths = widths.filter(|&columns| columns <= WIDEST);
    for columns in widths.clone() {
        counts[columns] += 1;
    }
    // A line of eight characters has as many columns or more.
    let near = |width: usize| counts[width - 2..=width + 2].iter().sum::<u32>() as usize;
    let (_, width) = widths.map(|width| (near(width), width)).max()?;
    // Lines cut by a column's edge end anywhere; lines of a list end in punctuation.
    let filled = lines.filter(|shape| shape.columns.abs_diff(width) <= 2);
    let open = filled.filter(|shape| is_text(shape.last)).count();
    let enough = near(width) * 2 >= count && open * 3 >= near(width);
    (width >= 24 && enough).then_some(width)
}

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
    if is_salutation(last, following) {
        return false;
    }
    if following.told.wrapped && gap == 0 && !page {
        return true;
    }
    if following.starts_new || last.is_byline() {
        return false;
    }
    let first = &shapes[open[0]];
    let label = || layout.columns.is_some() && !first.prose && first.is_label();
    if !last.prose && following.is_label() || open.len() == 1 && label() {
        return false;
    }
    if gap == 0 && !page && (goes_on_in_list(first, last, following) || is_divided(last, following))
    {
        return true;
    }
    if layout.set_in.is_some() && following.indented && (following.prose || following.last == ':') {
        // A title fills its line by chance; what is set in below it is not its second line.
        return false;
    }
    if let Some(width) = layout.set_in
        && (gap == 0 || page)
        && first.indented
        && !(page && last.ends_full_stop())
    {
        // A paragraph begins where a line is set in, and nowhere else.
        let columns = last.columns + if last.indented { INDENT } else { 0 };
        return !following.indented && columns + EARLY >= width;
    }
    if let Some(width) = layout.columns
        && let Some(answer) = joins_in_columns(shapes, at, next, width)
    {
        return answer;
    }
    // A lost indent or a half-width digit makes a full line a little shorter.
    let nearly = |wrap: usize| {
        last.chars < wrap && last.chars + 2 >= wrap && last.prose && !last.ends_sentence()
    };
    let goes_on = |wrap: usize| following.prose || following.chars + 2 >= wrap;
    let full = layout
        .wrap
        .is_some_and(|wrap| last.chars == wrap || nearly(wrap) && goes_on(wrap));
    if gap == 0 && !page && full {
        return joins_wrapped(shapes, at, next);
    }
    joins_over_page(shapes, open, following, gap, page, layout)
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

/// Whether a list of receivers, which ends in a full stop, goes on: `抄送：甲局，乙⏎局。`
fn goes_on_in_list(first: &Shape, last: &Shape, following: &Shape) -> bool {
    let receivers = first.head.starts_with(['抄', '主']) && first.is_label();
    let end = following.last == '。' && following.telling.has_any(const { CharSet::of(",、。") });
    receivers && end && !last.ends_sentence() && last.chars >= MIN_WRAP && !following.is_label()
}

/// Whether a number was divided at its hyphen: `0871-⏎65012348`.
fn is_divided(last: &Shape, following: &Shape) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    last.divided && digit(following.head.chars().next())
}

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

/// In scanned columns blank lines mean nothing; `None` where the width does not tell.
fn joins_in_columns(shapes: &[Shape], at: usize, next: usize, width: usize) -> Option<bool> {
    let (last, following) = (&shapes[at], &shapes[next]);
    let full = last.columns + 3 >= width;
    let narrow = |shape: &Shape| shape.columns + 4 <= width && shape.columns + 12 >= width;
    if is_caption_end(last) || last.last == '。' && !full {
        return Some(false);
    }
    if last.ends_full_stop() {
        let new_paragraph = narrow(following) && !following.ends_full_stop();
        return Some(full && !new_paragraph && following.prose);
    }
    if full {
        let text = last.prose
            || following.prose
            || following.columns + 3 >= width
            || after_full(shapes, at, |shape| shape.columns + 3 >= width);
        return Some(text && !headline_above(shapes, at, next, width));
    }
    // The first line of a paragraph lost its indent: two characters narrower, and the text goes on.
    let goes_on = following.columns + 3 >= width || following.ends_full_stop() && following.prose;
    let alone = stands_alone(shapes, at);
    Some(last.columns + 8 >= width && goes_on && !alone && !is_headline(shapes, next))
}

/// A line without punctuation between blank lines, or the second of two: a headline, wherever it stands.
fn stands_alone(shapes: &[Shape], at: usize) -> bool {
    let plain = |index: usize| shapes.get(index).is_some_and(|shape| !shape.prose);
    let second = at > 0
        && !is_blank(shapes, at.checked_sub(1))
        && plain(at - 1)
        && is_blank(shapes, at.checked_sub(2));
    plain(at) && (is_blank(shapes, at.checked_sub(1)) || second) && is_blank(shapes, Some(at + 1))
}

/// Whether line `index` is blank or lies outside the text.
fn is_blank(shapes: &[Shape], index: Option<usize>) -> bool {
    index.is_none_or(|index| shapes.get(index).is_none_or(Shape::is_blank))
}

/// Whether the two lines are a headline and its smaller line: no punctuation, set off, the second one narrow.
fn headline_above(shapes: &[Shape], at: usize, next: usize, width: usize) -> bool {
    let (last, following) = (&shapes[at], &shapes[next]);
    let behind = shapes.get(next + 1);
    let ended = behind
        .is_none_or(|behind| behind.is_blank() || behind.is_message_head() || behind.is_byline());
    !last.prose
        && !following.prose
        && following.columns + 3 < width
        && is_blank(shapes, at.checked_sub(1))
        && ended
}

/// A byline on a line of its own: `□ 本报记者 段一`.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[□■●] *)?(?:本报|全媒体|见习|实习|特约)*(?:记者|通讯员) [^,。;:]{2,36}$")
        .expect("the pattern is fixed")
});

fn is_caption_end(shape: &Shape) -> bool {
    shape.last == '摄'
}

/// A narrow unpunctuated line before a message head or the end of the text is a headline.
fn is_headline(shapes: &[Shape], at: usize) -> bool {
    let shape = &shapes[at];
    let next = shapes[at + 1..].iter().find(|shape| !shape.is_blank());
    !shape.ends_full_stop() && next.is_none_or(Shape::is_message_head)
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
    lines == 1
        && first.head.starts_with(opens_new)
        && STARTS_NEW.is_match(first.head)
        && !first.head.contains('。')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_head_is_as_long_as_it_says(line in "[a一é\u{20000}]{41,90}") {
            prop_assert_eq!(head(&line), line.chars().take(HEAD).collect::<String>());
        }
    }
}
