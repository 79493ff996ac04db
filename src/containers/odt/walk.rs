//! A part of an ODT, event by event.

use crate::containers::Trouble;
use crate::containers::limits::within_text;
use crate::containers::story::{Kept, PAGE_SHOWN, Story};
use crate::containers::symbols::SymbolFont;
use crate::containers::xml::{Element, Event, Xml};

use super::paragraph::{Lists, Paragraph};
use super::styles::Styles;

/// The most times that a repeated cell is counted.
const MAX_REPEATS: i64 = 64;

/// What a body holds.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) text: String,
    /// The page styles that are used, in order; an empty name is the first of the document.
    pub(super) masters: Vec<String>,
    pub(super) odd: Vec<(&'static str, &'static str)>,
}

/// What an open span sets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) hidden: bool,
    /// The symbol font of its text; `Some(None)` is a font of Unicode.
    pub(super) font: Option<Option<SymbolFont>>,
}

/// The state of reading one part.
pub(super) struct Walker<'d> {
    pub(super) styles: &'d Styles,
    pub(super) margin: bool,
    pub(super) story: Story,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) lists: Lists,
    /// Lists that are open around a table, a note or a box.
    outer_lists: Vec<Lists>,
    /// The open spans.
    pub(super) spans: Vec<Span>,
    /// For each open row, how many cells the last one covers to its right.
    covers: Vec<i64>,
    pub(super) in_page_number: bool,
    pub(super) masters: Vec<String>,
    pub(super) produced: usize,
    pub(super) due: Vec<String>,
    pub(super) endnotes: Vec<String>,
    pub(super) citation: Option<String>,
    /// For each open note, its mark and whether it is an endnote.
    pub(super) notes: Vec<(String, bool)>,
    odd: Vec<(&'static str, &'static str)>,
}

/// Elements whose content is not shown.
const PASSED_OVER: &[&str] = &[
    "tracked-changes",
    "annotation",
    "forms",
    "title",
    "desc",
    "number",
    "table-of-content-source",
    "illustration-index-source",
    "table-index-source",
    "object-index-source",
    "user-index-source",
    "alphabetical-index-source",
    "bibliography-source",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "automatic-styles",
    "font-face-decls",
    "scripts",
    "styles",
    "event-listeners",
    "binary-data",
    "covered-table-cell",
    "ruby-text",
    "script",
];

/// Reads the body of a document.
pub(super) fn walk(content: &str, styles: &Styles) -> Result<Walked, Trouble> {
    let mut walker = Walker::new(styles, false);
    let mut xml = Xml::new(content);
    loop {
        match xml.next()? {
            Event::Start(element) => walker.enter(&mut xml, &element)?,
            Event::End(end) => walker.end(end.name())?,
            Event::Text(text) => walker.text(&text)?,
            Event::Eof => break,
        }
    }
    for note in std::mem::take(&mut walker.endnotes) {
        walker.story.line(&note)?;
    }
    Ok(Walked {
        text: walker.story.finish(),
        masters: walker.masters,
        odd: walker.odd,
    })
}

impl<'d> Walker<'d> {
    pub(super) fn new(styles: &'d Styles, margin: bool) -> Walker<'d> {
        Walker {
            styles,
            margin,
            story: Story::default(),
            paragraphs: Vec::new(),
            lists: Lists::default(),
            outer_lists: Vec::new(),
            spans: Vec::new(),
            covers: Vec::new(),
            in_page_number: false,
            masters: Vec::new(),
            produced: 0,
            due: Vec::new(),
            endnotes: Vec::new(),
            citation: None,
            notes: Vec::new(),
            odd: Vec::new(),
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), Trouble> {
        let open = self.paragraphs.last();
        within_text(open.map_or(0, |paragraph| paragraph.text.len()) + text.len())?;
        match &mut self.citation {
            Some(citation) => citation.push_str(text),
            None => self.put_text(text),
        }
        Ok(())
    }

    pub(super) fn enter(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
    ) -> Result<(), Trouble> {
        let name = element.name();
        if name == "ruby-text" {
            let odd = ("phonetic_guide", "a phonetic guide (ruby) is left out");
            if !self.odd.contains(&odd) {
                self.odd.push(odd);
            }
        }
        // Sections, variables and conditional text may be hidden by themselves.
        let hidden = element.attr("display").as_deref() == Some("none")
            || element.attr("is-hidden").as_deref() == Some("true");
        if hidden || PASSED_OVER.contains(&name) {
            if name == "covered-table-cell" {
                self.covered(element);
            }
            return xml.skip();
        }
        self.start(element);
        Ok(())
    }

    fn start(&mut self, element: &Element<'_>) {
        match element.name() {
            "p" | "h" => self.begin_paragraph(element),
            "span" => self.begin_span(element),
            "list" => self.lists.begin(element),
            "list-item" => self.lists.item(element, true),
            "list-header" => self.lists.item(element, false),
            "table" | "table-row" | "table-cell" => self.begin_of_table(element),
            "text-box" | "custom-shape" => {
                self.set_lists_aside();
                self.story.open_apart();
            }
            "note" => {
                let end = element.attr("note-class").as_deref() == Some("endnote");
                self.notes.push((String::new(), end));
            }
            "note-citation" => self.citation = Some(String::new()),
            "note-body" => {
                self.set_lists_aside();
                self.story.open_apart();
            }
            "page-number" | "page-count" => self.in_page_number = true,
            "soft-page-break" => self.put_mark(PAGE_SHOWN),
            _ => self.put_element(element),
        }
    }

    pub(super) fn end(&mut self, name: &str) -> Result<(), Trouble> {
        match name {
            "p" | "h" => self.end_paragraph()?,
            "span" => {
                self.spans.pop();
            }
            "list" => {
                self.lists.open.pop();
            }
            "table" => {
                self.story.close_table();
                self.take_lists_up();
                self.write_due()?;
            }
            "table-row" => {
                self.covers.pop();
                self.story.close_row(Kept::Whole);
            }
            "table-cell" => self.story.close_cell(Kept::Whole),
            "text-box" | "custom-shape" => {
                let text = self.story.close_apart();
                self.take_lists_up();
                self.put_box(&text)?;
            }
            "note-citation" => self.cite(),
            "note-body" => self.end_note()?,
            "note" => {
                self.notes.pop();
            }
            "page-number" | "page-count" => self.end_page_number(),
            _ => {}
        }
        Ok(())
    }

    fn begin_of_table(&mut self, element: &Element<'_>) {
        match element.name() {
            "table" => {
                self.set_lists_aside();
                self.story.open_table();
            }
            "table-row" => {
                self.story.open_row();
                self.covers.push(0);
            }
            _ => {
                self.story.open_cell();
                if let Some(covers) = self.covers.last_mut() {
                    let spanned = element.number("number-columns-spanned").unwrap_or(1);
                    *covers = spanned.saturating_sub(1);
                }
            }
        }
    }

    fn begin_span(&mut self, element: &Element<'_>) {
        let style = element.attr("style-name").unwrap_or_default();
        let style = self.styles.style(&style);
        self.spans.push(Span {
            hidden: style.hidden == Some(true),
            font: style.font,
        });
    }

    /// The place of a cell that one above covers; one that another covers from its left leaves none.
    fn covered(&mut self, element: &Element<'_>) {
        let repeated = element.number("number-columns-repeated").unwrap_or(1);
        for _ in 0..repeated.min(MAX_REPEATS) {
            match self.covers.last_mut() {
                Some(covers) if *covers > 0 => *covers -= 1,
                _ => {
                    self.story.open_cell();
                    self.story.close_cell(Kept::Column);
                }
            }
        }
    }

    fn set_lists_aside(&mut self) {
        self.outer_lists.push(std::mem::take(&mut self.lists));
    }

    pub(super) fn take_lists_up(&mut self) {
        self.lists = self.outer_lists.pop().unwrap_or_default();
    }
}
