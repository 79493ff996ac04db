//! Tree → text: one pass over the elements in the order of the page.

use std::ops::Range;

use super::attributes::Flags;
use super::furniture::Judge;
use super::lists::{Lists, marker};
use super::out::Out;
use super::page::Page;
use super::row;
use super::tags::Tag;
use super::tree::Node;
use crate::containers::Trouble;

/// What a walk gives.
pub(super) struct Walked {
    /// The text.
    pub(super) text: String,
    /// Navigation in it.
    pub(super) furniture: Vec<Range<usize>>,
    /// NUL characters that were left out.
    pub(super) nuls: usize,
}

/// What happens where an element ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    Block,
    Entry,
    List,
    Pre,
    Furniture(usize),
}

struct Walk<'p> {
    page: &'p Page,
    judge: Judge,
    out: Out,
    open: Vec<(usize, Close)>,
    lists: Lists,
    furniture: Vec<Range<usize>>,
    in_furniture: usize,
    /// How many elements around keep their white space.
    pre: usize,
    /// One past the document's own box.
    main: usize,
    /// One past the row that is written as one line.
    row: usize,
    /// The next node that begins a cell of the row.
    cell: usize,
    /// Whether the row has a cell.
    has_cell: bool,
    /// The last term or cell, which may be the label of what comes.
    label: Option<usize>,
}

/// Writes a page behind `head`.
///
/// # Errors
/// [`Trouble::Limit`] if there is more text than is read.
pub(super) fn walk(page: &Page, head: String) -> Result<Walked, Trouble> {
    let mut walk = Walk {
        page,
        judge: Judge::new(page),
        out: Out::new(head),
        open: Vec::new(),
        lists: Lists::default(),
        furniture: Vec::new(),
        in_furniture: 0,
        pre: 0,
        main: 0,
        row: 0,
        cell: 0,
        has_cell: false,
        label: None,
    };
    let mut index = 0;
    while let Some(node) = page.tree.node(index) {
        walk.close_before(index);
        index = if page.shows(index, node) {
            walk.node(index, node)?;
            index + 1
        } else {
            (node.end as usize).max(index + 1)
        };
    }
    walk.close_before(index);
    Ok(Walked {
        nuls: walk.out.nuls,
        text: walk.out.finish(),
        furniture: walk.furniture,
    })
}

impl Walk<'_> {
    fn node(&mut self, index: usize, node: &Node) -> Result<(), Trouble> {
        self.begin_cell(index, node);
        match node.tag {
            Tag::Text => {
                let text = self.page.tree.text_of(node);
                return if self.pre > 0 {
                    self.out.preformatted(text)
                } else {
                    self.out.text(text)
                };
            }
            Tag::Br | Tag::Hr => self.line_end(index),
            _ => self.element(index, node),
        }
        Ok(())
    }

    fn element(&mut self, index: usize, node: &Node) {
        let end = node.end as usize;
        if self.judge.is_main(self.page, index) {
            self.main = self.main.max(end);
        }
        if node.tag.is_block() || node.tag == Tag::Textarea {
            self.line_end(index);
            self.open.push((end, Close::Block));
        }
        if node.tag.is_block() && index >= self.row && self.in_furniture == 0 {
            self.judge_element(index, end);
        }
        if node.tag.is_preformatted() && index >= self.row {
            self.pre += 1;
            self.open.push((end, Close::Pre));
        }
        self.part(index, node);
    }

    /// What lists, tables and rows of boxes do beyond having lines of their own.
    fn part(&mut self, index: usize, node: &Node) {
        let end = node.end as usize;
        match node.tag {
            Tag::Ol | Tag::Ul | Tag::Menu | Tag::Dir => {
                self.lists.open(node, index >= self.row);
                self.open.push((end, Close::List));
            }
            Tag::Li => self.entry(index, node),
            Tag::Dt => self.label = Some(index),
            Tag::Dd if index >= self.row && row::is_one_line(self.page, index) => {
                self.join_to_label(index);
            }
            Tag::Td | Tag::Th if index >= self.row => {
                self.join_to_label(index);
                self.label = Some(index);
            }
            Tag::Tr if index >= self.row && row::is_line(self.page, index) => {
                self.begin_row(index, end);
            }
            _ if node.flags.has(Flags::FLEX)
                && index >= self.row
                && row::is_flex_line(self.page, index) =>
            {
                self.line_end(index);
                self.begin_row(index, end);
                self.open.push((end, Close::Block));
            }
            _ => {}
        }
    }

    fn judge_element(&mut self, index: usize, end: usize) {
        let inside = index < self.main;
        if self.judge.is_furniture(self.page, index, inside) {
            self.in_furniture += 1;
            self.open.push((end, Close::Furniture(self.out.len())));
        }
    }

    fn entry(&mut self, index: usize, node: &Node) {
        if let Some((number, kind)) = self.lists.next(node)
            && self.in_furniture == 0
            && index >= self.row
            && self.page.counts(index).chars > 0
        {
            self.out.marker(&marker(number, kind));
            self.open.push((node.end as usize, Close::Entry));
        }
    }

    /// Goes on in the line of the label directly before node `index`: a term and its definition, the
    /// first cell of a row that is no single line.
    fn join_to_label(&mut self, index: usize) {
        let Some(label) = self.label.take() else {
            return;
        };
        if self.in_furniture > 0 || !row::is_label(self.page, label, index) {
            return;
        }
        let Some(line) = self.out.last_line() else {
            return;
        };
        let marked = self.furniture.last();
        if marked.is_none_or(|furniture| furniture.end <= line.start) {
            self.out.resume(line);
        }
    }

    fn begin_row(&mut self, index: usize, end: usize) {
        self.row = end;
        self.cell = index + 1;
        self.has_cell = false;
    }

    /// Parts the cells of a row that is one line.
    fn begin_cell(&mut self, index: usize, node: &Node) {
        if index >= self.row || index < self.cell {
            return;
        }
        self.cell = (node.end as usize).max(index + 1);
        if node.tag.is_cell() || self.page.counts(index).chars > 0 {
            if self.has_cell {
                self.out.cell();
            }
            self.has_cell = true;
        }
    }

    fn line_end(&mut self, index: usize) {
        if index < self.row {
            self.out.space();
        } else {
            self.out.end_line();
        }
    }

    /// Closes what ends before node `index`.
    fn close_before(&mut self, index: usize) {
        while let Some((end, close)) = self.open.last().copied()
            && end <= index
        {
            self.open.pop();
            // The row's own end is no longer inside the row.
            let inside = end < self.row;
            match close {
                Close::Block if inside => self.out.space(),
                Close::Block => self.out.end_line(),
                Close::Entry => self.out.drop_marker(),
                Close::List => self.lists.close(),
                Close::Pre => self.pre -= 1,
                Close::Furniture(start) => self.end_furniture(start),
            }
        }
    }

    fn end_furniture(&mut self, start: usize) {
        self.out.end_line();
        self.in_furniture -= 1;
        let end = self.out.len();
        match self.furniture.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ if start < end => self.furniture.push(start..end),
            _ => {}
        }
    }
}
