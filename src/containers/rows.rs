//! Tables that are told by the depth of each paragraph and by the ends of cells and rows, as in
//! Word binaries and in RTF.

use super::Trouble;
use super::story::{Kept, Story};

/// How deep tables may stand in each other.
const MAX_TABLES: usize = 32;

/// A story and the tables that are open in it.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    story: Story,
    /// For each open table, whether a row and a cell of it are open.
    tables: Vec<(bool, bool)>,
}

impl Rows {
    /// Adds a paragraph that stands in so many tables.
    pub(crate) fn line(&mut self, depth: usize, text: &str) -> Result<(), Trouble> {
        self.enter(depth);
        self.story.line(text)
    }

    /// Adds a mark of this program between lines.
    pub(crate) fn mark(&mut self, mark: char) {
        self.story.mark(mark);
    }

    /// Whether no table is open.
    pub(crate) fn is_outermost(&self) -> bool {
        self.tables.is_empty()
    }

    /// Closes tables until `depth` are open.
    pub(crate) fn leave(&mut self, depth: usize) {
        while self.tables.len() > depth.min(MAX_TABLES) {
            self.end_row();
            self.tables.pop();
            self.story.close_table();
        }
    }

    /// Ends the cell at this depth, though nothing may stand in it.
    pub(crate) fn end_cell(&mut self, depth: usize, kept: Kept) {
        self.enter(depth);
        if let Some((_, cell)) = self.tables.last_mut() {
            *cell = false;
            self.story.close_cell(kept);
        }
    }

    /// Ends the innermost row.
    pub(crate) fn end_row(&mut self) {
        if let Some((row, cell)) = self.tables.last_mut() {
            if std::mem::take(cell) {
                self.story.close_cell(Kept::Whole);
            }
            if std::mem::take(row) {
                self.story.close_row(Kept::Whole);
            }
        }
    }

    /// All lines.
    pub(crate) fn finish(self) -> String {
        self.story.finish()
    }

    /// Opens tables, rows and cells until a paragraph of this depth has its place.
    fn enter(&mut self, depth: usize) {
        self.leave(depth);
        while self.tables.len() < depth.min(MAX_TABLES) {
            self.open_cell();
            self.story.open_table();
            self.tables.push((false, false));
        }
        self.open_cell();
    }

    fn open_cell(&mut self) {
        if let Some((row, cell)) = self.tables.last_mut() {
            if !std::mem::replace(row, true) {
                self.story.open_row();
            }
            if !std::mem::replace(cell, true) {
                self.story.open_cell();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depths_become_tables() {
        let mut rows = Rows::default();
        rows.line(0, "前").unwrap();
        rows.line(1, "甲").unwrap();
        rows.end_cell(1, Kept::Whole);
        rows.line(2, "内").unwrap();
        rows.end_cell(2, Kept::Whole);
        rows.end_cell(2, Kept::Whole);
        rows.line(2, "右").unwrap();
        rows.end_cell(2, Kept::Whole);
        rows.end_row();
        rows.line(1, "乙").unwrap();
        rows.end_cell(1, Kept::Whole);
        rows.end_row();
        rows.line(usize::MAX, "深").unwrap();
        rows.leave(0);
        rows.line(0, "后").unwrap();
        assert_eq!(rows.finish(), "前\n甲\t乙\n内\t\t右\n深\n后\n");
    }
}
