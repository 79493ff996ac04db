//! Rows of a page's table in which spaces alone part labels and values: `索 引 号 0100/2022-1 主题分类 教育`.

use std::ops::Range;

use super::form::is_of_its_form;
use super::keys::{BARE, TYPED};
use super::lexicon::{LEXICON, Lexicon};
use super::mark::{Mark, each_label};
use super::tie::Tie;
use crate::document::Page;
use crate::text::CharSet;

/// A row longer than this, in bytes, is a sentence.
pub(crate) const LONGEST_ROW: usize = 400;

/// Adds the labels of such rows; `marks` are those of the lines from `first` on.
///
/// One row of a table shows what it is: it has two labels, and a value that is told by its form.
/// The rows next to it begin with a label.
pub(super) fn add_spaced(page: &Page, first: usize, marks: &mut [Vec<Mark>], lexicon: &Lexicon) {
    let rows: Vec<Row> = (0..marks.len())
        .map(|position| Row::of(page, first + position, &marks[position], lexicon))
        .collect();
    let mut shown: Vec<bool> = rows.iter().map(Row::shows).collect();
    for position in 1..rows.len() {
        shown[position] |= shown[position - 1] && !rows[position].0.is_empty();
    }
    for position in (1..rows.len()).rev() {
        shown[position - 1] |= shown[position] && !rows[position - 1].0.is_empty();
    }
    for (position, row) in rows.into_iter().enumerate().filter(|(at, _)| shown[*at]) {
        marks[position] = row.0.into_iter().map(|(mark, _)| mark).collect();
    }
}

/// The labels of a row that begins with one, each with whether its value has the label's form.
struct Row(Vec<(Mark, bool)>);

impl Row {
    /// Nothing if the line is no such row, or if more is known of it.
    fn of(page: &Page, index: usize, known: &[Mark], lexicon: &Lexicon) -> Row {
        let range = page.lines[index].range.clone();
        let line = &page.matched.as_str()[range.clone()];
        let chars = page.lines[index].chars;
        let plain = chars.has_any(const { CharSet::of(" ") })
            && !chars.has_any(const { CharSet::of(":\t。") });
        let tied = || known.iter().any(|mark| mark.tie != Some(Tie::Space));
        let labels = match !plain || tied() {
            true => Vec::new(),
            false => labels_of_row(line, lexicon),
        };
        let mut row = Vec::new();
        for (nth, (key, label)) in labels.iter().enumerate() {
            let next = labels.get(nth + 1);
            let end = next.map_or(line.len(), |(_, next)| next.start);
            let formed = is_of_its_form(key, line[label.end..end].trim());
            let mark = Mark {
                key,
                range: range.start + label.start..range.start + label.end,
                after: range.start + label.end,
                tie: Some(Tie::Space),
            };
            row.push((mark, formed));
        }
        Row(row)
    }

    fn shows(&self) -> bool {
        self.0.len() >= 2 && self.0.iter().any(|(_, formed)| *formed)
    }
}

/// The labels of a line that begins with one and has only spaces around them.
fn labels_of_row(line: &str, lexicon: &Lexicon) -> Vec<(&'static str, Range<usize>)> {
    if !may_be_row(line, lexicon) || !line.contains(' ') || !is_plain(line) {
        return Vec::new();
    }
    let mut labels = set_off(line, lexicon, |behind| behind.starts_with(' '));
    labels.retain(|(key, _)| BARE.contains(key) || TYPED.contains(key));
    if labels.first().is_some_and(|(_, label)| label.start > 0) {
        labels.clear();
    }
    labels
}

/// Whether spaces part the labels and values of a folded line: `发布机构: 林业局 主题分类: 农业、水利`, or the
/// same without colons.
pub(crate) fn is_spaced_row(line: &str) -> bool {
    let colons = || {
        set_off(line, &LEXICON, |behind| {
            behind.trim_start().starts_with(':')
        })
    };
    let begins = || line.chars().next().is_some_and(|c| LEXICON.begins(c));
    labels_of_row(line, &LEXICON).len() >= 2
        || begins()
            && line.contains(':')
            && colons().len() >= if line.len() > LONGEST_ROW { 3 } else { 2 }
}

/// Whether [`is_spaced_row`] may say so of a line that begins with `first` and holds these characters:
/// a sentence is one only where colons stand behind labels.
pub(crate) fn may_be_spaced_row(first: char, chars: CharSet) -> bool {
    let sentence = chars.has_any(const { CharSet::of("。") });
    LEXICON.begins(first) && (!sentence || chars.has_any(const { CharSet::of(":") }))
}

/// Whether a line is short enough for a row and begins as a label does.
fn may_be_row(line: &str, lexicon: &Lexicon) -> bool {
    let first = line.chars().next();
    line.len() <= LONGEST_ROW && first.is_some_and(|c| lexicon.begins(c))
}

/// The labels at a line's start or behind a space, of those that are tied to what stands behind them.
fn set_off(
    line: &str,
    lexicon: &Lexicon,
    tied: impl Fn(&str) -> bool,
) -> Vec<(&'static str, Range<usize>)> {
    let mut labels = Vec::new();
    each_label(line, 0..line.len(), lexicon, |key, label| {
        let before = label.start == 0 || line[..label.start].ends_with(' ');
        if before && tied(&line[label.end..]) {
            labels.push((key, label));
        }
    });
    labels
}

/// Whether a line is neither a sentence nor made of cells.
fn is_plain(line: &str) -> bool {
    memchr::memchr3(b':', b'|', b'\t', line.as_bytes()).is_none() && !line.contains('。')
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_pairs;

    #[test]
    fn rows_of_labels_and_values() {
        for (text, want) in [
            (
                "索 引 号 0100/2022-1 主题分类 教育、科技",
                &[("index_number", "0100/2022-1"), ("category", "教育、科技")][..],
            ),
            (
                "发布机构 青禾县教育局 成文日期 2022年3月1日\n名称 关于供餐的通知\n发文字号 青教〔2022〕3号 有效性 有效",
                &[
                    ("publisher", "青禾县教育局"),
                    ("date_written", "2022年3月1日"),
                    ("name", "关于供餐的通知"),
                    ("doc_number", "青教[2022]3号"),
                    ("validity", "有效"),
                ],
            ),
            (
                "提案编号 0142 提案者 沈若岚 办理结果 A",
                &[
                    ("proposal_number", "0142"),
                    ("proposers", "沈若岚"),
                    ("result", "A"),
                ],
            ),
            ("关键词 供餐 学校 有效性 调查", &[]),
            ("来源 文号 发布日期 有效性", &[]),
            ("标题 文号 发布日期 有效性", &[]),
            ("文号 由办公室编排，发布日期 不晚于月底", &[]),
        ] {
            assert_pairs(text, want);
        }
    }
}
