//! A stretch of the text as lines: control characters, fields, tables ([MS-DOC] 2.4).

use std::collections::HashMap;

use crate::containers::fields::{is_page_number, says_page_only};
use crate::containers::lists::Counters;
use crate::containers::rows::Rows;
use crate::containers::story::{Kept, PAGE_BREAK, is_mark};
use crate::containers::{MAX_DEPTH, Trouble};

use super::assemble::Text;
use super::sprm::{Character, Paragraph};

/// What stands at a position beside the text.
#[derive(Debug, Default)]
pub(super) struct Extras {
    /// Marks of notes and their texts.
    pub(super) notes: HashMap<u32, (String, String)>,
    /// Lines of the text boxes that are anchored here.
    pub(super) boxes: HashMap<u32, String>,
    /// Ends of sections, and whether a page begins after them.
    pub(super) sections: HashMap<u32, bool>,
}

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    pub(super) in_result: bool,
    pub(super) has_shown: bool,
    pub(super) is_page_number: bool,
    pub(super) check_box: Option<bool>,
}

/// The state of writing one stretch.
pub(super) struct Writer<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) extras: &'t Extras,
    /// Whether it is a header or a footer.
    pub(super) margin: bool,
    pub(super) counters: &'t mut Counters,
    pub(super) rows: Rows,
    pub(super) fields: Vec<Field>,
    pub(super) trust_fields: bool,
    pub(super) withheld: usize,
    pub(super) line: String,
    pub(super) apart_from_pages: String,
    pub(super) has_page_number: bool,
    pub(super) boxes: Vec<&'t str>,
    /// Notes that the open line refers to.
    pub(super) referred: Vec<&'t str>,
    /// Notes to be written after the paragraph or the table that has ended.
    pub(super) due: Vec<&'t str>,
    /// The last high surrogate, not yet followed by its low one.
    pub(super) high: Option<u16>,
    /// What the characters of a stretch of the main stream are.
    pub(super) known: Option<(u32, u32, Character)>,
}

/// The lines from `begin` to `end`.
pub(super) fn write(
    text: &Text<'_>,
    extras: &Extras,
    counters: &mut Counters,
    margin: bool,
    (begin, end): (u32, u32),
) -> Result<String, Trouble> {
    let before = counters.clone();
    let mut writer = Writer::new(text, extras, counters, margin, true);
    writer.run(begin, end)?;
    // A field that never ends would hide the rest: what looks like an instruction is then text.
    let broken = writer.withheld > 0 && writer.fields.iter().any(|field| !field.in_result);
    if !broken {
        return Ok(writer.rows.finish());
    }
    *counters = before;
    let mut writer = Writer::new(text, extras, counters, margin, false);
    writer.run(begin, end)?;
    Ok(writer.rows.finish())
}

impl<'t> Writer<'t> {
    fn new(
        text: &'t Text<'t>,
        extras: &'t Extras,
        counters: &'t mut Counters,
        margin: bool,
        trust_fields: bool,
    ) -> Writer<'t> {
        Writer {
            text,
            extras,
            margin,
            counters,
            rows: Rows::default(),
            fields: Vec::new(),
            trust_fields,
            withheld: 0,
            line: String::new(),
            apart_from_pages: String::new(),
            has_page_number: false,
            boxes: Vec::new(),
            referred: Vec::new(),
            due: Vec::new(),
            high: None,
            known: None,
        }
    }

    fn run(&mut self, begin: u32, end: u32) -> Result<(), Trouble> {
        for position in begin..end {
            let Some(unit) = self.text.pieces.units.get(position as usize).copied() else {
                break;
            };
            self.unit(position, unit)?;
        }
        if !self.line.is_empty() || !self.boxes.is_empty() {
            self.end_paragraph(&Paragraph::default(), false)?;
        }
        self.rows.leave(0);
        self.write_due()
    }

    fn unit(&mut self, position: u32, unit: u16) -> Result<(), Trouble> {
        match unit {
            0x13 => {
                if self.fields.len() < MAX_DEPTH {
                    self.fields.push(Field::default());
                }
            }
            0x14 => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.is_page_number = is_page_number(&field.instruction);
                }
            }
            0x15 => self.end_field(),
            0x0D | 0x07 => return self.paragraph_mark(position, unit),
            0x0C => return self.page_mark(position),
            _ => self.character(position, unit),
        }
        Ok(())
    }

    /// A page break within a paragraph, or the end of a section.
    fn page_mark(&mut self, position: u32) -> Result<(), Trouble> {
        let section = self.extras.sections.get(&(position + 1)).copied();
        if let Some(begins_page) = section {
            let paragraph = self.text.paragraph(position);
            self.end_paragraph(&paragraph, false)?;
            if begins_page {
                self.rows.mark(PAGE_BREAK);
            }
            return Ok(());
        }
        if self.line.chars().any(|c| !is_mark(c)) {
            self.line.push('\n');
        }
        self.line.push(PAGE_BREAK);
        Ok(())
    }

    fn paragraph_mark(&mut self, position: u32, unit: u16) -> Result<(), Trouble> {
        let mut paragraph = self.text.paragraph(position);
        let cell = unit == 0x07;
        if cell {
            paragraph.depth = paragraph.depth.max(1);
        } else if self.properties(position).absent && !paragraph.row_end {
            // The end is deleted or hidden: the next paragraph goes on in this line.
            return Ok(());
        }
        self.end_paragraph(&paragraph, cell || paragraph.cell_end)
    }

    fn end_paragraph(&mut self, paragraph: &Paragraph, cell_end: bool) -> Result<(), Trouble> {
        let depth = paragraph.depth as usize;
        self.rows.leave(depth);
        self.write_due()?;
        if paragraph.row_end && self.line.is_empty() {
            self.rows.end_row();
            return Ok(());
        }
        self.put_line(depth, paragraph)?;
        if cell_end {
            self.rows.end_cell(depth, Kept::Whole);
        }
        if paragraph.row_end {
            self.rows.end_row();
        }
        self.write_due()
    }

    fn put_line(&mut self, depth: usize, paragraph: &Paragraph) -> Result<(), Trouble> {
        let line = std::mem::take(&mut self.line);
        let apart = std::mem::take(&mut self.apart_from_pages);
        let has_page_number = std::mem::take(&mut self.has_page_number);
        let boxes = std::mem::take(&mut self.boxes);
        let label = self.text.lists.of(paragraph);
        let label = label.and_then(|(list, level)| self.counters.label(&list, level));
        let page_only = self.margin && has_page_number && says_page_only(&apart);
        let blank = line.is_empty() && label.is_none() && !boxes.is_empty();
        if !page_only && !blank {
            let mut whole = String::new();
            if paragraph.page_before {
                whole.push(PAGE_BREAK);
            }
            whole.push_str(&label.unwrap_or_default());
            whole.push_str(&line);
            self.rows.line(depth, &whole)?;
        }
        self.due.append(&mut self.referred);
        boxes
            .into_iter()
            .try_for_each(|lines| self.rows.line(depth, lines))
    }

    fn write_due(&mut self) -> Result<(), Trouble> {
        if self.rows.is_outermost() {
            for note in std::mem::take(&mut self.due) {
                self.rows.line(0, note)?;
            }
        }
        Ok(())
    }
}
