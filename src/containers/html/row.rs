//! When cells stand on one line: rows of tables, rows of boxes, terms and their definitions.

use super::page::Page;
use super::tags::Tag;

/// The most characters of a cell whose lines are written as one.
const CELL: u32 = 60;
/// The longest label, in characters.
const LABEL: u32 = 12;
/// The most characters of a row of boxes.
const FLEX: u32 = 120;

/// Whether a row is a line: it has several cells with text, none of them long and of many lines.
///
/// Rows of layout tables hold tables, a single cell, or whole articles.
pub(super) fn is_line(page: &Page, row: usize) -> bool {
    if page.counts(row).tables > 0 {
        return false;
    }
    let mut filled = 0;
    for child in page.tree.children(row) {
        let counts = page.counts(child);
        if counts.lines > 1 && (counts.chars > CELL || counts.prose > 0) {
            return false;
        }
        let is_cell = page.tree.node(child).is_some_and(|node| node.tag.is_cell());
        filled += u32::from(is_cell && counts.chars > 0);
    }
    filled >= 2
}

/// Whether boxes side by side are one line: few and short.
pub(super) fn is_flex_line(page: &Page, index: usize) -> bool {
    let counts = page.counts(index);
    if counts.chars > FLEX || counts.tables > 0 {
        return false;
    }
    let boxes = page
        .tree
        .children(index)
        .filter(|&child| page.counts(child).chars > 0);
    let mut lines = boxes.map(|child| page.counts(child).lines);
    let first_two = lines.by_ref().take(2).filter(|&lines| lines <= 1).count();
    first_two == 2 && lines.all(|lines| lines <= 1)
}

/// Whether an element is one line.
pub(super) fn is_one_line(page: &Page, index: usize) -> bool {
    page.counts(index).lines == 1
}

/// Whether the element `label` is a short text that stands directly before node `index`.
pub(super) fn is_label(page: &Page, label: usize, index: usize) -> bool {
    let Some(node) = page.tree.node(label) else {
        return false;
    };
    let counts = page.counts(label);
    let end = node.end as usize;
    let between = page.tree.nodes.get(end..index);
    let adjacent = between.is_some_and(|nodes| {
        nodes.len() <= 2
            && nodes
                .iter()
                .all(|node| node.tag == Tag::Text && page.tree.text_of(node).trim().is_empty())
    });
    let short = counts.lines == 1 && counts.chars <= LABEL && counts.links == 0;
    adjacent && short && page.counts(index).chars > 0
}
