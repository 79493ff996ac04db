//! Paragraphs: their properties, their automatic number, and the line they become (§17.3.1).

use crate::containers::Trouble;
use crate::containers::story::{PAGE_BREAK, SECTION, is_mark};
use crate::containers::symbols::SymbolFont;
use crate::containers::xml::Element;

use super::styles::Style;
use super::switched_on;
use super::tag::Tag;
use super::walk::{Part, Walker};

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Text outside of fields that show page numbers.
    pub(super) apart_from_pages: String,
    /// Whether a field shows a page number here.
    pub(super) has_page_number: bool,
    /// Lines of text boxes that are anchored here.
    boxes: String,
    pub(super) style: Style,
    style_id: Option<String>,
    number: Option<i64>,
    level: Option<usize>,
    page_before: Option<bool>,
    end: End,
    pub(super) ends_section: bool,
    /// Whether the run that is open is hidden.
    pub(super) run_hidden: bool,
    /// The symbol font of the run that is open.
    pub(super) run_font: Option<SymbolFont>,
}

/// What became of a paragraph's end.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum End {
    #[default]
    Kept,
    /// Deleted, the change not yet accepted.
    Deleted,
    Hidden,
}

impl Walker<'_> {
    pub(super) fn begin_paragraph(&mut self) {
        let style = self.shared.styles.paragraph(None);
        self.paragraphs.push(Paragraph {
            run_hidden: style.hidden.unwrap_or(false),
            style,
            ..Paragraph::default()
        });
    }

    /// Takes a child of `pPr` or `numPr`.
    pub(super) fn paragraph_property(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match element.name() {
            "pStyle" => {
                paragraph.style_id = element.attr("val");
                paragraph.style = self.shared.styles.paragraph(paragraph.style_id.as_deref());
            }
            "numId" => paragraph.number = element.number("val"),
            "ilvl" => {
                let level = element.number("val");
                paragraph.level = level.and_then(|level| usize::try_from(level).ok());
            }
            "pageBreakBefore" => {
                paragraph.page_before = Some(switched_on(element.attr("val").as_deref()));
            }
            _ => {}
        }
    }

    /// Takes a child of the `rPr` of a paragraph's end.
    pub(super) fn end_property(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match element.name() {
            "del" | "moveFrom" => paragraph.end = End::Deleted,
            "vanish" | "specVanish"
                if switched_on(element.attr("val").as_deref()) && paragraph.end == End::Kept =>
            {
                paragraph.end = End::Hidden;
            }
            _ => {}
        }
    }

    pub(super) fn end_paragraph(&mut self) -> Result<(), Trouble> {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return Ok(());
        };
        let boxes = std::mem::take(&mut paragraph.boxes);
        let section = paragraph.ends_section;
        self.put_paragraph(paragraph, !boxes.is_empty())?;
        if !boxes.is_empty() {
            self.story.line(&boxes)?;
        }
        if section && self.part == Part::Body {
            self.story.mark(SECTION);
        }
        self.write_due()
    }

    fn put_paragraph(&mut self, paragraph: Paragraph, has_boxes: bool) -> Result<(), Trouble> {
        let page_only = self.part == Part::Margin
            && paragraph.has_page_number
            && crate::containers::fields::says_page_only(&paragraph.apart_from_pages);
        if page_only {
            return Ok(());
        }
        let empty = paragraph.text.is_empty();
        if empty && self.carry.is_empty() && (has_boxes || paragraph.end != End::Kept) {
            return Ok(());
        }
        let label = match paragraph.end {
            End::Deleted => None,
            _ => self.label(&paragraph),
        };
        let mut line = std::mem::take(&mut self.carry);
        line.push_str(&paragraph.text);
        if let Some(label) = label {
            // A page begins before the number, though the file says so after it.
            let at = line.find(|c| !is_mark(c)).unwrap_or(line.len());
            line.insert_str(at, &label);
        }
        if paragraph.page_before.or(paragraph.style.page_before) == Some(true) {
            line.insert(0, PAGE_BREAK);
        }
        if paragraph.end == End::Kept {
            self.story.line(&line)
        } else {
            self.carry = line;
            Ok(())
        }
    }

    /// The paragraph's automatic number, counted.
    fn label(&mut self, paragraph: &Paragraph) -> Option<String> {
        let shared = self.shared;
        let number = paragraph.number.or(paragraph.style.number)?;
        let list = shared.numbering.list(number, &shared.styles)?;
        let by_style = || {
            let names = [&paragraph.style_id, &paragraph.style.numbered_by];
            let mut names = names.into_iter().flatten();
            names.find_map(|id| shared.numbering.level_of(number, id, &shared.styles))
        };
        let inherited = match paragraph.number {
            Some(_) => None,
            None => by_style(),
        };
        let level = paragraph.level.or(inherited).or(paragraph.style.level);
        self.counters.label(&list, level.unwrap_or(0))
    }

    /// Adds the lines of a text box after the paragraph that holds it.
    pub(super) fn put_box(&mut self, text: &str) -> Result<(), Trouble> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return self.story.line(text);
        };
        if paragraph.run_hidden {
            return Ok(());
        }
        if !paragraph.boxes.is_empty() {
            paragraph.boxes.push('\n');
        }
        paragraph.boxes.push_str(text);
        Ok(())
    }

    /// Ends a line that waited for its paragraph's end in vain.
    pub(super) fn flush_carry(&mut self) -> Result<(), Trouble> {
        if self.carry.is_empty() {
            return Ok(());
        }
        let line = std::mem::take(&mut self.carry);
        self.story.line(&line)
    }

    /// Writes the footnotes that are due, where no table or box is open.
    pub(super) fn write_due(&mut self) -> Result<(), Trouble> {
        if !self.story.is_outermost() || !self.paragraphs.is_empty() {
            return Ok(());
        }
        for note in std::mem::take(&mut self.due) {
            self.story.line(&note)?;
        }
        Ok(())
    }

    /// Takes a child of an `rPr`: of a run or of a paragraph's end.
    pub(super) fn run_property(&mut self, element: &Element<'_>) {
        match self.above(2) {
            Some(Tag::ParagraphProperties) => self.end_property(element),
            Some(Tag::Run) => self.property_of_run(element),
            _ => {}
        }
    }
}
