//! Finds `label: value` pairs: metadata of web pages, forms, tables, trailers of letters.
//!
//! A label is a word of `data/labels.txt`, spaces inside it aside, followed by a colon, a cell
//! border, a bracket, wide space, or standing alone on its line above its value; in rows of several
//! labels one space is enough. A value that is itself a label is a missing value.

mod columns;
mod form;
mod glued;
mod keys;
mod lexicon;
mod mark;
mod spaced;
mod tie;
mod value;

use std::ops::Range;

use crate::document::Page;

use columns::columns;
use glued::add_glued;
pub(crate) use keys::{USER, USER_TYPED};
use lexicon::LEXICON;
pub use lexicon::spellings;
pub(crate) use lexicon::{Lexicon, squeezed};
use mark::{Mark, is_table_head, marks_of_line};
use spaced::add_spaced;
pub(crate) use spaced::{LONGEST_ROW, is_spaced_row, may_be_spaced_row};
pub use tie::Tie;
pub(crate) use tie::is_unit;
use value::{tie_value, trim, value_start};

/// A label and what stands behind it.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The canonical key of `data/labels.txt`.
    pub key: &'static str,
    /// The label's bytes in the match view.
    pub label: Range<usize>,
    /// The value's bytes in the match view, trimmed; empty where there is none.
    pub value: Range<usize>,
    /// The line of the label.
    pub line: usize,
    /// How the two are tied.
    pub tie: Tie,
}

/// All labels of the lines `lines`, in order.
pub fn scan_labels(page: &Page, lines: Range<usize>) -> Vec<Labelled> {
    scan_labels_with(page, lines, &LEXICON)
}

/// All labels of a lexicon in the lines `lines`, in order.
pub(crate) fn scan_labels_with(
    page: &Page,
    lines: Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Labelled> {
    let mut marks: Vec<Vec<Mark>> = lines
        .clone()
        .map(|index| marks_of_line(page, index, lexicon))
        .collect();
    add_glued(page, lines.start, &mut marks, lexicon);
    add_spaced(page, lines.start, &mut marks, lexicon);
    let stacked = is_stacked(page, lines.start, &marks);
    let mut found = Vec::new();
    for (position, line_marks) in marks.iter().enumerate() {
        let index = lines.start + position;
        if let Some(columns) = columns(page, index, lines.end, line_marks) {
            found.extend(columns);
            continue;
        }
        if !line_marks.is_empty() && is_table_head(page.line(index)) {
            continue;
        }
        for (nth, mark) in line_marks.iter().enumerate() {
            let end = line_marks
                .get(nth + 1)
                .map_or(page.lines[index].range.end, |next| next.range.start);
            let next = marks.get(position + 1).map(|marks| (index + 1, marks));
            found.extend(tie_value(page, index, mark, end, next, stacked));
        }
    }
    found
}

/// Whether a text is a label and nothing else.
pub(crate) fn is_label(text: &str) -> bool {
    LEXICON.is_label(text)
}

/// The key of the label that a text begins with.
pub(crate) fn label_at_start(text: &str) -> Option<&'static str> {
    LEXICON.at_start(text).map(|found| LEXICON.keys[found.word])
}

/// How many labels stand alone above their values before a page is taken for a form of such ones.
const STACKED: usize = 4;

/// Whether labels with their colons stand alone on their lines, and the values below them.
fn is_stacked(page: &Page, first: usize, marks: &[Vec<Mark>]) -> bool {
    let text = page.matched.as_str();
    let alone = |position: usize| match &marks[position][..] {
        [mark] => {
            let range = page.lines[first + position].range.clone();
            mark.tie == Some(Tie::Colon)
                && mark.range.start <= value_start(page, first + position)
                && trim(text, mark.after..range.end).is_empty()
        }
        _ => false,
    };
    let below = |position: usize| marks.get(position + 1).is_some_and(Vec::is_empty);
    let stacked = (0..marks.len()).filter(|&position| alone(position) && below(position));
    stacked.take(STACKED).count() == STACKED
}

/// The labels of line `index` among labels in the order of their lines.
pub(crate) fn labels_of(labels: &[Labelled], index: usize) -> &[Labelled] {
    let from = labels.partition_point(|label| label.line < index);
    let of_line = &labels[from..];
    &of_line[..of_line.partition_point(|label| label.line == index)]
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn pairs(text: &str) -> Vec<(&'static str, String)> {
        let page = Page::new(text.into());
        scan_labels(&page, 0..page.lines.len())
            .into_iter()
            .map(|l| (l.key, page.matched.as_str()[l.value].to_owned()))
            .collect()
    }

    pub(super) fn assert_pairs(text: &str, want: &[(&str, &str)]) {
        let got = pairs(text);
        let got: Vec<(&str, &str)> = got.iter().map(|(key, value)| (*key, &value[..])).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn labels_of_pages_forms_and_letters() {
        for (text, want) in [
            (
                "索 引 号：0123/2020-01 发布机构: 县水务局",
                &[("index_number", "0123/2020-01"), ("publisher", "县水务局")][..],
            ),
            ("文号: 关键字:", &[("doc_number", ""), ("keywords", "")]),
            (
                "发文字号\n索引号\n0123/2020-01",
                &[("doc_number", ""), ("index_number", "0123/2020-01")],
            ),
            (
                "办理结果：A\n\n是否同意对外公开：是",
                &[("result", "A"), ("disclosure", "是")],
            ),
            ("[办理结果标注(A1)]", &[("result", "A1")]),
            (
                "文 号: | 环岭发[2019]83号 | 所属主题: | 政务信息 |",
                &[("doc_number", "环岭发[2019]83号"), ("category", "政务信息")],
            ),
            (
                "建议编号\t\t提案编号\t52\t满意程度\t满意",
                &[
                    ("proposal_number", ""),
                    ("proposal_number", "52"),
                    ("satisfaction", "满意"),
                ],
            ),
            ("我们对办理结果非常满意。", &[]),
            ("序号\t项目名称\t承办单位\t完成时限", &[]),
            ("PubDate\t2022-06-28", &[("date_published", "2022-06-28")]),
            (
                "抄  送：市政协提案委（3份）。",
                &[("copied_to", "市政协提案委(3份)")],
            ),
        ] {
            assert_pairs(text, want);
        }
    }
}
