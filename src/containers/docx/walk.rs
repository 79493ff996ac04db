//! One part of a DOCX, event by event: structure, alternatives, what is passed over.

use std::collections::HashMap;

use crate::containers::lists::Counters;
use crate::containers::story::{Kept, Story};
use crate::containers::xml::{Element, Event, Xml};
use crate::containers::{Trouble, limits};

use super::MAX_ITEMS;
use super::document::Shared;
use super::fields::Field;
use super::paragraph::Paragraph;
use super::run::Grab;
use super::section::Section;
use super::tag::{PASSED_OVER, Tag, tag};

/// What kind of part is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Body,
    /// A header or a footer.
    Margin,
    /// Footnotes or endnotes.
    Notes,
}

/// Something odd: its code and what it is, in words.
pub(super) type Odd = (&'static str, &'static str);

/// What a part holds.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Its lines, with marks.
    pub(super) text: String,
    pub(super) notes: HashMap<i64, String>,
    pub(super) sections: Vec<Section>,
    pub(super) odd: Vec<Odd>,
}

/// The state of reading one part.
pub(super) struct Walker<'d> {
    pub(super) shared: &'d Shared,
    pub(super) part: Part,
    pub(super) counters: Counters,
    pub(super) story: Story,
    pub(super) path: Vec<Tag>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) fields: Vec<Field>,
    /// Whether what stands in the instruction of a field is left out.
    pub(super) trust_fields: bool,
    /// How many texts were left out as part of an instruction.
    pub(super) withheld: usize,
    /// How many texts were put, ever.
    pub(super) produced: usize,
    /// `produced` at the beginning of each open choice of alternatives.
    alternates: Vec<usize>,
    /// Text whose paragraph's end is deleted: the next paragraph goes on with it.
    pub(super) carry: String,
    carries: Vec<String>,
    pub(super) grab: Option<Grab>,
    /// For each open row and each open cell, whether it is shown.
    pub(super) shown: Vec<Kept>,
    note_id: i64,
    /// Footnotes that were referred to and not yet written.
    pub(super) due: Vec<String>,
    pub(super) endnotes: Vec<String>,
    pub(super) seen_notes: [HashMap<i64, i64>; 2],
    pub(super) result: Walked,
}

/// Reads one part.
pub(super) fn walk(text: &str, shared: &Shared, part: Part) -> Result<Walked, Trouble> {
    let mut walker = Walker::new(shared, part, true);
    walker.run(text)?;
    // A field that never ends would hide the rest of the document: its instructions are then text
    // that was never meant to be one.
    let broken = walker.withheld > 0 && walker.fields.iter().any(|field| !field.in_result);
    if broken {
        walker = Walker::new(shared, part, false);
        walker.run(text)?;
        walker.odd(
            "field_not_closed",
            "a field has no end: all its text is kept",
        );
    }
    Ok(walker.finish())
}

impl<'d> Walker<'d> {
    fn new(shared: &'d Shared, part: Part, trust_fields: bool) -> Walker<'d> {
        Walker {
            shared,
            part,
            counters: Counters::default(),
            story: Story::default(),
            path: Vec::new(),
            paragraphs: Vec::new(),
            fields: Vec::new(),
            trust_fields,
            withheld: 0,
            produced: 0,
            alternates: Vec::new(),
            carry: String::new(),
            carries: Vec::new(),
            grab: None,
            shown: Vec::new(),
            note_id: 0,
            due: Vec::new(),
            endnotes: Vec::new(),
            seen_notes: Default::default(),
            result: Walked::default(),
        }
    }

    fn run(&mut self, text: &str) -> Result<(), Trouble> {
        let mut xml = Xml::new(text);
        loop {
            match xml.next()? {
                Event::Start(element) => {
                    if self.is_passed_over(&element) {
                        xml.skip()?;
                        continue;
                    }
                    let tag = self.start(&element)?;
                    self.path.push(tag);
                }
                Event::End(_) => {
                    let tag = self.path.pop().unwrap_or(Tag::Other);
                    self.end(tag)?;
                }
                Event::Text(text) => {
                    if let Some(grab) = &mut self.grab {
                        limits::within_text(grab.text.len() + text.len())?;
                        grab.text.push_str(&text);
                    }
                }
                Event::Eof => break,
            }
        }
        self.flush_carry()?;
        for note in std::mem::take(&mut self.endnotes) {
            self.story.line(&note)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Walked {
        self.result.text = self.story.finish();
        self.result
    }

    /// Notes something odd, once.
    pub(super) fn odd(&mut self, code: &'static str, message: &'static str) {
        if self.result.odd.iter().all(|(known, _)| *known != code) {
            self.result.odd.push((code, message));
        }
    }

    /// The tag `up` steps above the element that begins or has just ended.
    pub(super) fn above(&self, up: usize) -> Option<Tag> {
        let index = self.path.len().checked_sub(up)?;
        self.path.get(index).copied()
    }

    fn is_passed_over(&mut self, element: &Element<'_>) -> bool {
        let name = element.name();
        match name {
            // A mark of a deleted row or paragraph, not a wrapper of deleted text.
            "del" | "moveFrom"
                if matches!(self.above(1), Some(Tag::RunProperties | Tag::RowProperties)) =>
            {
                false
            }
            // One alternative only: the first that shows something.
            "Choice" | "Fallback" if self.above(1) == Some(Tag::Alternate) => {
                let before = self.alternates.last();
                before.is_some_and(|before| self.produced > *before)
            }
            "rt" => {
                self.odd("phonetic_guide", "a phonetic guide (ruby) is left out");
                true
            }
            "footnote" | "endnote" => {
                let kind = element.attr("type");
                self.part == Part::Notes && kind.is_some_and(|kind| kind != "normal")
            }
            "altChunk" => {
                self.odd(
                    "embedded_document",
                    "a document within the document is left out",
                );
                true
            }
            _ => PASSED_OVER.contains(&name),
        }
    }

    fn start(&mut self, element: &Element<'_>) -> Result<Tag, Trouble> {
        let name = element.name();
        match name {
            "p" => self.begin_paragraph(),
            "tbl" => {
                self.flush_carry()?;
                self.story.open_table();
            }
            "tr" => {
                self.story.open_row();
                self.shown.push(Kept::Whole);
            }
            "tc" => {
                self.story.open_cell();
                self.shown.push(Kept::Whole);
            }
            "txbxContent" => {
                self.story.open_apart();
                self.carries.push(std::mem::take(&mut self.carry));
            }
            "footnote" | "endnote" if self.part == Part::Notes => {
                self.note_id = element.number("id").unwrap_or(-1);
                self.story.open_apart();
            }
            "AlternateContent" => self.alternates.push(self.produced),
            "sectPr" => {
                if self.above(1) == Some(Tag::ParagraphProperties)
                    && let Some(paragraph) = self.paragraphs.last_mut()
                {
                    paragraph.ends_section = true;
                }
                if self.result.sections.len() >= MAX_ITEMS {
                    return Err(Trouble::Limit(format!("more than {MAX_ITEMS} sections")));
                }
                self.result.sections.push(Section::default());
            }
            _ => self.start_inner(element),
        }
        Ok(tag(name))
    }

    /// Elements that take their meaning from the one around them.
    fn start_inner(&mut self, element: &Element<'_>) {
        match self.above(1) {
            Some(Tag::Section) => {
                if let Some(section) = self.result.sections.last_mut() {
                    section.take(element);
                }
            }
            Some(Tag::RowProperties) => {
                if matches!(element.name(), "del" | "moveFrom") {
                    self.keep(Kept::Nothing);
                }
            }
            Some(Tag::CellProperties) => self.cell_property(element),
            Some(Tag::ParagraphProperties) => self.paragraph_property(element),
            Some(Tag::RunProperties) => self.run_property(element),
            Some(Tag::Form | Tag::ListBox) => self.form_property(element),
            Some(Tag::Tabs) => {}
            _ => self.run_content(element),
        }
    }

    fn end(&mut self, tag: Tag) -> Result<(), Trouble> {
        match tag {
            Tag::Paragraph => self.end_paragraph()?,
            Tag::Text => self.end_grab(),
            Tag::Field => self.end_field(),
            Tag::Table => {
                self.story.close_table();
                self.write_due()?;
            }
            Tag::Row | Tag::Cell => {
                self.flush_carry()?;
                let shown = self.shown.pop().unwrap_or_default();
                match tag {
                    Tag::Row => self.story.close_row(shown),
                    _ => self.story.close_cell(shown),
                }
            }
            Tag::TextBox => {
                self.flush_carry()?;
                self.carry = self.carries.pop().unwrap_or_default();
                let text = self.story.close_apart();
                self.put_box(&text)?;
            }
            Tag::Note => {
                self.flush_carry()?;
                let text = self.story.close_apart();
                self.result.notes.insert(self.note_id, text);
                if self.result.notes.len() > MAX_ITEMS {
                    return Err(Trouble::Limit(format!("more than {MAX_ITEMS} notes")));
                }
            }
            Tag::Alternate => {
                self.alternates.pop();
            }
            _ => {}
        }
        Ok(())
    }
}
