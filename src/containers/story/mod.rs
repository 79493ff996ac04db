//! The lines of one story (a body, a header, a note), its tables laid out as rows.
//!
//! Readers of Word and of OpenDocument call it in the order of the file. Cells of a row stand on
//! one line. A cell's further paragraphs join it with a space, so that label and value stay together,
//! but a row of one cell only is layout: its paragraphs stay lines. Rows of a table within a table
//! follow the row that holds them.

mod marks;
mod row;

use super::Trouble;
use super::limits::within_text;
use marks::NESTED;
pub(crate) use marks::{NOTE_MARK, PAGE_BREAK, PAGE_SHOWN, SECTION, is_mark, push_shown};
use row::Row;

/// What remains of a cell or of a row.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// All of it.
    #[default]
    Whole,
    /// Its place only: a cell that goes on the one above.
    Column,
    /// Nothing.
    Nothing,
}

/// Lines in the making.
#[derive(Debug, Default)]
pub(crate) struct Story {
    out: String,
    frames: Vec<Frame>,
    size: usize,
}

#[derive(Debug)]
enum Frame {
    Table,
    Row(Row),
    /// The lines of a cell.
    Cell(String),
    /// The lines of a text box or a note.
    Apart(String),
}

impl Story {
    /// Adds a paragraph, which may hold several lines. `Limit` if the story outgrows [`MAX_TEXT`].
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Trouble> {
        self.size += text.len() + 1;
        within_text(self.size)?;
        let target = self.target();
        target.push_str(text);
        target.push('\n');
        Ok(())
    }

    /// Adds a mark of this program between lines.
    pub(crate) fn mark(&mut self, mark: char) {
        self.target().push(mark);
    }

    /// Whether the story stands outside of all tables and boxes.
    pub(crate) fn is_outermost(&self) -> bool {
        self.frames.is_empty()
    }

    /// Begins a table.
    pub(crate) fn open_table(&mut self) {
        self.frames.push(Frame::Table);
    }

    /// Begins a row.
    pub(crate) fn open_row(&mut self) {
        self.frames.push(Frame::Row(Row::default()));
    }

    /// Begins a cell.
    pub(crate) fn open_cell(&mut self) {
        self.frames.push(Frame::Cell(String::new()));
    }

    /// Begins lines that are to stand elsewhere.
    pub(crate) fn open_apart(&mut self) {
        self.frames.push(Frame::Apart(String::new()));
    }

    /// Ends the lines that are to stand elsewhere and gives them back, without the last line's end.
    pub(crate) fn close_apart(&mut self) -> String {
        if !matches!(self.frames.last(), Some(Frame::Apart(_))) {
            return String::new();
        }
        let Some(Frame::Apart(mut text)) = self.frames.pop() else {
            return String::new();
        };
        if text.ends_with('\n') {
            text.pop();
        }
        text
    }

    /// Ends a cell.
    pub(crate) fn close_cell(&mut self, kept: Kept) {
        if !matches!(self.frames.last(), Some(Frame::Cell(_))) {
            return;
        }
        let Some(Frame::Cell(mut text)) = self.frames.pop() else {
            return;
        };
        match kept {
            Kept::Whole => {}
            Kept::Column => text.clear(),
            Kept::Nothing => return,
        }
        match self.frames.last_mut() {
            Some(Frame::Row(row)) => row.add(&text),
            _ => self.target().push_str(&text),
        }
    }

    /// Ends a row.
    pub(crate) fn close_row(&mut self, kept: Kept) {
        if !matches!(self.frames.last(), Some(Frame::Row(_))) {
            return;
        }
        if let Some(Frame::Row(row)) = self.frames.pop()
            && kept == Kept::Whole
        {
            self.put_row(row);
        }
    }

    /// Ends a table.
    pub(crate) fn close_table(&mut self) {
        if matches!(self.frames.last(), Some(Frame::Table)) {
            self.frames.pop();
        }
    }

    /// All lines; what is still open is closed.
    pub(crate) fn finish(mut self) -> String {
        while let Some(frame) = self.frames.last() {
            match frame {
                Frame::Table => self.close_table(),
                Frame::Row(_) => self.close_row(Kept::Whole),
                Frame::Cell(_) => self.close_cell(Kept::Whole),
                Frame::Apart(_) => {
                    let text = self.close_apart();
                    self.target().push_str(&text);
                    self.target().push('\n');
                }
            }
        }
        self.out
    }

    /// Where lines go now: the innermost cell or box, or the story itself.
    fn target(&mut self) -> &mut String {
        for frame in self.frames.iter_mut().rev() {
            if let Frame::Cell(text) | Frame::Apart(text) = frame {
                return text;
            }
        }
        &mut self.out
    }

    fn put_row(&mut self, row: Row) {
        let nested = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Cell(_) => Some(true),
            Frame::Apart(_) => Some(false),
            _ => None,
        });
        let nested = nested.unwrap_or(false);
        let target = self.target();
        let text = if row.cells > 1 {
            row.line + "\n" + &row.below
        } else {
            row.first.replace(NESTED, "")
        };
        for (at, line) in text.lines().enumerate() {
            // Empty cells at the end of a row are cells; behind other lines nothing is meant.
            let kept = at == 0 && row.cells > 1;
            let line = match kept {
                true => line.trim_end_matches(' '),
                false => line.trim_end_matches(['\t', ' ']),
            };
            if line.chars().all(|c| c.is_whitespace() || is_mark(c)) {
                // A row without text leaves no line, but a page may begin in it.
                target.extend(line.chars().filter(|c| is_mark(*c)));
                continue;
            }
            if nested {
                target.push(NESTED);
            }
            target.push_str(line);
            target.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds a table: rows apart by `|`, cells by `,`, paragraphs by `/`.
    fn table(story: &mut Story, rows: &str) {
        story.open_table();
        for row in rows.split('|') {
            story.open_row();
            for cell in row.split(',') {
                story.open_cell();
                for paragraph in cell.split('/') {
                    story.line(paragraph).unwrap();
                }
                story.close_cell(Kept::Whole);
            }
            story.close_row(Kept::Whole);
        }
        story.close_table();
    }

    #[test]
    fn cells_of_a_row_share_a_line() {
        let mut story = Story::default();
        table(&mut story, "承办单位,科技局/财政局|,甲\t乙|只有,|,");
        assert_eq!(story.finish(), "承办单位\t科技局 财政局\n\t甲 乙\n只有\t\n");
    }

    #[test]
    fn a_row_of_one_cell_keeps_its_lines() {
        let mut story = Story::default();
        table(&mut story, "云科〔2023〕1号\t签发人：甲/第二段");
        assert_eq!(story.finish(), "云科〔2023〕1号\t签发人：甲\n第二段\n");
    }

    #[test]
    fn an_inner_table_follows_its_row() {
        let mut story = Story::default();
        story.open_table();
        story.open_row();
        story.open_cell();
        story.line("外").unwrap();
        table(&mut story, "a,b|c,d");
        story.line("后").unwrap();
        story.close_cell(Kept::Whole);
        story.open_cell();
        story.line("右").unwrap();
        story.close_cell(Kept::Whole);
        story.close_row(Kept::Whole);
        story.close_table();
        assert_eq!(story.finish(), "外 后\t右\na\tb\nc\td\n");
    }

    #[test]
    fn closing_what_is_not_open_does_nothing() {
        let mut story = Story::default();
        story.close_cell(Kept::Whole);
        story.close_row(Kept::Whole);
        story.close_table();
        assert_eq!(story.close_apart(), "");
        story.open_table();
        story.line("甲").unwrap();
        story.open_cell();
        story.line("乙").unwrap();
        assert_eq!(story.finish(), "甲\n乙\n");
    }

    #[test]
    fn too_much_text_is_refused() {
        let mut story = Story::default();
        let megabyte = "文".repeat(350_000);
        let outcome = (0..20).try_for_each(|_| story.line(&megabyte));
        assert!(matches!(outcome, Err(Trouble::Limit(_))));
    }
}
