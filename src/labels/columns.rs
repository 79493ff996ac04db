//! Rows that name the columns of a table: `承办人 | 联系电话 | 办理结果`, whose values stand below.

use std::ops::Range;

use super::Labelled;
use super::mark::{Mark, is_table_head};
use super::tie::Tie;
use super::value::trim;
use crate::document::Page;
use crate::text::is_han;
use crate::values::words::names_table;

/// The labels of line `index`, each with the cell below it, if all cells of the line are labels and one row
/// alone stands below them, before line `end`; of a proposal's entry most cells are enough.
pub(super) fn columns(
    page: &Page,
    index: usize,
    end: usize,
    marks: &[Mark],
) -> Option<Vec<Labelled>> {
    let in_cells = |mark: &Mark| matches!(mark.tie, Some(Tie::Cell));
    if marks.len() < 2 || !marks.iter().all(in_cells) {
        return None;
    }
    let text = page.matched.as_str();
    let head = cells(page, index)?;
    let row = (index + 1 < end)
        .then(|| cells(page, index + 1))
        .flatten()?;
    let next = (index + 2 < end).then(|| cells(page, index + 2)).flatten();
    let words = |cell: &Range<usize>| {
        let word = text[cell.clone()].trim();
        word.chars().nth(LONGEST).is_none() && word.chars().all(is_han)
    };
    // More rows are a list of documents.
    let alone = row.len() == head.len() && next.is_none_or(|next| next.len() != row.len());
    // A list of one entry counts where it is a proposal's, and nothing above says what it is a list of.
    let counted = is_table_head(page.line(index)) || marks.len() < head.len();
    let proposal = marks.iter().any(|mark| mark.key == "proposal_number");
    let told = index.checked_sub(1).is_some_and(|above| {
        let line = page.line(above);
        line.ends_with(['表', '计']) || names_table(line)
    });
    let entry = proposal && !told && marks.len() * 2 > head.len() && head.iter().all(words);
    if !alone || counted && !entry {
        return None;
    }
    let heads: Vec<Range<usize>> = head.into_iter().map(|cell| trim(text, cell)).collect();
    let labelled = |mark: &Mark| {
        let column = heads.iter().position(|head| *head == mark.range)?;
        Some(Labelled {
            key: mark.key,
            label: mark.range.clone(),
            value: trim(text, row[column].clone()),
            line: index,
            tie: Tie::Cell,
        })
    };
    // 序号 counts the rows.
    let named = |mark: &&Mark| !text[mark.range.clone()].starts_with('序');
    marks.iter().filter(named).map(labelled).collect()
}

/// The longest name of a column that is no label, in characters.
const LONGEST: usize = 8;

/// Whether a row names the columns of a table: it has many cells, and below it stand as many, figures
/// in the main.
pub(super) fn heads_columns(page: &Page, index: usize) -> bool {
    let cells = |index: usize| {
        let line = &page.matched.as_str()[page.lines.get(index)?.range.clone()];
        let cells: Vec<&str> = line.split(['|', '\t']).map(str::trim).collect();
        (cells.len() > 4).then_some(cells)
    };
    let figure = |cell: &&&str| cell.ends_with(|c: char| c.is_ascii_digit() || c == '%');
    let (Some(head), Some(below)) = (cells(index), cells(index + 1)) else {
        return false;
    };
    let figures = below.iter().filter(figure).count();
    head.len() == below.len()
        && head.iter().filter(figure).count() == 0
        && figures * 2 > below.len()
}

/// The cells of a row, empty ones at its ends aside, as bytes of the match view.
fn cells(page: &Page, index: usize) -> Option<Vec<Range<usize>>> {
    let line = page.lines[index].range.clone();
    let text = &page.matched.as_str()[line.clone()];
    let border = memchr::memchr2(b'|', b'\t', text.as_bytes()).map(|at| text.as_bytes()[at])?;
    let mut cells = Vec::new();
    let mut from = line.start;
    for at in memchr::memchr_iter(border, text.as_bytes()) {
        cells.push(from..line.start + at);
        from = line.start + at + 1;
    }
    cells.push(from..line.end);
    let blank = |cell: &Range<usize>| page.matched.as_str()[cell.clone()].trim().is_empty();
    if border == b'|' {
        if cells.first().is_some_and(blank) {
            cells.remove(0);
        }
        if cells.last().is_some_and(blank) {
            cells.pop();
        }
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_pairs, pairs};

    #[test]
    fn labels_above_their_values() {
        for (text, want) in [
            (
                "| 承办人 | 联系电话 | 办理结果 |\n| 沈若岚 | 0000-2017364 | B |",
                &[
                    ("contact", "沈若岚"),
                    ("phone", "0000-2017364"),
                    ("result", "B"),
                ][..],
            ),
            (
                "提案编号\t办理结果\n12\tA\n关于供餐的提案",
                &[("proposal_number", "12"), ("result", "A")],
            ),
            (
                "序号\t提案号\t案由\t办理类别\t办复日期\n43\t0231\t关于供餐的提案\tB\t2022-08-19\n提案内容如下",
                &[
                    ("proposal_number", "0231"),
                    ("content", "关于供餐的提案"),
                    ("result", "B"),
                ],
            ),
        ] {
            assert_pairs(text, want);
        }
        // A list.
        let list = pairs("提案编号\t办理结果\n12\tA\n13\tB");
        assert!(list.iter().all(|(_, value)| value.is_empty()), "{list:?}");
    }
}
