//! A row of a table: its cells on one line.

use super::marks::NESTED;

/// A row in the making.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// How many cells it has.
    pub(super) cells: usize,
    /// The first cell, as lines.
    pub(super) first: String,
    /// All cells, from the second on.
    pub(super) line: String,
    /// Rows of tables within the cells.
    pub(super) below: String,
}

impl Row {
    /// Adds a cell.
    pub(super) fn add(&mut self, cell: &str) {
        self.cells += 1;
        if self.cells == 1 {
            self.first = cell.to_owned();
            return;
        }
        if self.cells == 2 {
            let first = std::mem::take(&mut self.first);
            self.put(&first);
        }
        self.line.push('\t');
        self.put(cell);
    }

    fn put(&mut self, cell: &str) {
        let mut words = 0;
        for line in cell.lines() {
            if let Some(nested) = line.strip_prefix(NESTED) {
                self.below.push_str(nested);
                self.below.push('\n');
                continue;
            }
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            if words > 0 {
                self.line.push(' ');
            }
            words += 1;
            let inner = line.chars().map(|c| if c == '\t' { ' ' } else { c });
            self.line.extend(inner);
        }
    }
}
