//! One stretch of an RTF that stands for itself: the body, a header, a note, a text box.

use crate::containers::Trouble;
use crate::containers::fields::says_page_only;
use crate::containers::limits::within_text;
use crate::containers::lists::{self, Suffix};
use crate::containers::rows::Rows;
use crate::containers::story::{Kept, NOTE_MARK, PAGE_BREAK, SECTION, is_mark};

/// What a stretch is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Body,
    Header,
    /// The header of first pages.
    FirstHeader,
    Footer,
    FirstFooter,
    Note,
    Box,
}

impl Kind {
    fn is_margin(self) -> bool {
        !matches!(self, Kind::Body | Kind::Note | Kind::Box)
    }
}

/// The state of a stretch.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) kind: Kind,
    /// A note that stands at the end of the document.
    pub(super) at_end: bool,
    /// How many groups were open when it began.
    pub(super) groups: usize,
    rows: Rows,
    line: String,
    label: String,
    apart_from_pages: String,
    pub(super) has_page_number: bool,
    boxes: String,
    referred: Vec<String>,
    due: Vec<String>,
    pub(super) in_table: bool,
    pub(super) depth: Option<usize>,
    /// Whether the paragraph begins a page.
    pub(super) page_before: bool,
    /// What remains of each cell of the row, as the row's definition says.
    cells: Vec<Kept>,
    next_cell: Kept,
    cell: usize,
}

/// The most cells of a row whose merging is kept.
const MAX_CELLS: usize = 1_000;

impl Context {
    /// A stretch that begins within so many groups.
    pub(super) fn new(kind: Kind, groups: usize) -> Context {
        Context {
            kind,
            groups,
            ..Context::default()
        }
    }

    /// Adds text that is shown.
    pub(super) fn put(&mut self, text: &str, is_label: bool, on_page: bool) {
        if is_label {
            self.label.push_str(text);
            return;
        }
        self.line.push_str(text);
        if on_page {
            self.has_page_number = true;
        } else {
            self.apart_from_pages.push_str(text);
        }
    }

    /// Adds a mark of this program.
    pub(super) fn put_mark(&mut self, mark: char) {
        self.line.push(mark);
    }

    /// A page begins within the paragraph.
    pub(super) fn break_page(&mut self) {
        if self.line.chars().any(|c| !is_mark(c)) {
            self.line.push('\n');
        }
        self.line.push(PAGE_BREAK);
    }

    /// A section ends, and with it the paragraph.
    pub(super) fn end_section(&mut self) -> Result<(), Trouble> {
        if !self.line.is_empty() {
            self.end_paragraph()?;
        }
        self.rows.mark(SECTION);
        Ok(())
    }

    fn table_depth(&self) -> usize {
        let told = self.depth.unwrap_or(1);
        if self.in_table { told.max(1) } else { 0 }
    }

    /// Ends a paragraph.
    pub(super) fn end_paragraph(&mut self) -> Result<(), Trouble> {
        let depth = self.table_depth();
        self.rows.leave(depth);
        self.write_due()?;
        self.put_line(depth)?;
        self.write_due()
    }

    fn put_line(&mut self, depth: usize) -> Result<(), Trouble> {
        let line = std::mem::take(&mut self.line);
        let label = followed(&std::mem::take(&mut self.label));
        let apart = std::mem::take(&mut self.apart_from_pages);
        let has_page_number = std::mem::take(&mut self.has_page_number);
        let boxes = std::mem::take(&mut self.boxes);
        let page_only = self.kind.is_margin() && has_page_number && says_page_only(&apart);
        let blank = line.is_empty() && label.is_empty() && !boxes.is_empty();
        if !page_only && !blank {
            let page = if self.page_before {
                PAGE_BREAK.to_string()
            } else {
                String::new()
            };
            self.rows.line(depth, &(page + &label + &line))?;
        }
        if !boxes.is_empty() {
            self.rows.line(depth, &boxes)?;
        }
        self.due.append(&mut self.referred);
        Ok(())
    }

    /// Ends a cell: of the inner table, if it is the end of a nested one.
    pub(super) fn end_cell(&mut self, nested: bool) -> Result<(), Trouble> {
        let depth = match nested {
            true => self.table_depth().max(2),
            false => 1,
        };
        self.rows.leave(depth);
        if !self.line.is_empty() || !self.boxes.is_empty() || !self.label.is_empty() {
            self.put_line(depth)?;
        }
        let mut kept = Kept::Whole;
        if !nested {
            kept = self.cells.get(self.cell).copied().unwrap_or_default();
            self.cell += 1;
        }
        self.rows.end_cell(depth, kept);
        Ok(())
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self, nested: bool) -> Result<(), Trouble> {
        if !nested {
            self.rows.leave(1);
            self.cell = 0;
        }
        self.rows.end_row();
        Ok(())
    }

    /// Begins the definition of a row.
    pub(super) fn define_row(&mut self) {
        self.cells.clear();
        self.next_cell = Kept::Whole;
    }

    /// The cell that is being defined goes on the one above or to its left.
    pub(super) fn define_merged(&mut self, kept: Kept) {
        self.next_cell = kept;
    }

    /// Ends the definition of a cell.
    pub(super) fn define_cell(&mut self) {
        let kept = std::mem::take(&mut self.next_cell);
        if self.cells.len() < MAX_CELLS {
            self.cells.push(kept);
        }
    }

    /// A note that the open line refers to: its mark takes the place that was kept for it.
    pub(super) fn refer(&mut self, mark: &str, note: Option<String>) {
        if let Some(at) = self.line.rfind(NOTE_MARK) {
            self.line.replace_range(at..at + NOTE_MARK.len_utf8(), mark);
        }
        self.referred.extend(note);
    }

    /// Adds the lines of a text box after the open paragraph.
    pub(super) fn put_box(&mut self, text: &str) -> Result<(), Trouble> {
        let text = text.trim_end_matches('\n');
        if text.trim().is_empty() {
            return Ok(());
        }
        if !self.boxes.is_empty() {
            self.boxes.push('\n');
        }
        self.boxes.push_str(text);
        within_text(self.boxes.len())
    }

    fn write_due(&mut self) -> Result<(), Trouble> {
        if self.rows.is_outermost() {
            for note in std::mem::take(&mut self.due) {
                self.rows.line(0, &note)?;
            }
        }
        Ok(())
    }

    /// All lines.
    pub(super) fn finish(mut self) -> Result<String, Trouble> {
        if !self.line.is_empty() || !self.boxes.is_empty() || self.has_page_number {
            self.end_paragraph()?;
        }
        self.rows.leave(0);
        self.write_due()?;
        Ok(self.rows.finish())
    }
}

/// A label as it is written in the file, with the tab that follows it.
fn followed(label: &str) -> String {
    let label = label.trim_start();
    let bare = label.trim_end_matches(['\t', ' ']);
    // A bullet whose font is not told.
    let private = |c: char| {
        if matches!(c, '\u{E000}'..='\u{F8FF}') {
            '•'
        } else {
            c
        }
    };
    let out = bare.replace('\t', " ").chars().map(private).collect();
    let suffix = match label.get(bare.len()..) {
        None | Some("") => Suffix::Nothing,
        Some(tail) if tail.contains('\t') => Suffix::Tab,
        Some(_) => Suffix::Space,
    };
    if bare.is_empty() {
        String::new()
    } else {
        lists::followed(out, suffix)
    }
}
