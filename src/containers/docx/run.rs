//! Runs: text, tabs, breaks, signs and references to notes (§17.3.2, §17.3.3).

use crate::containers::story::{NOTE_MARK, PAGE_BREAK, PAGE_SHOWN, is_mark, push_shown};
use crate::containers::symbols::{self, SymbolFont};
use crate::containers::xml::Element;

use super::fields::MAX_INSTRUCTION;
use super::styles::symbol_font;
use super::switched_on;
use super::walk::{Part, Walker};

/// The text of an element that is being read.
#[derive(Debug, Default)]
pub(super) struct Grab {
    pub(super) text: String,
    /// Whether it is the instruction of a field.
    instruction: bool,
    /// Whether white space at its ends counts.
    preserved: bool,
}

impl Walker<'_> {
    /// Takes a child of a run's `rPr`.
    pub(super) fn property_of_run(&mut self, element: &Element<'_>) {
        let shared = self.shared;
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match element.name() {
            "rStyle" => {
                let style = shared
                    .styles
                    .character(&element.attr("val").unwrap_or_default());
                paragraph.run_hidden = style.hidden.unwrap_or(paragraph.run_hidden);
                paragraph.run_font = style.font.unwrap_or(paragraph.run_font);
            }
            "vanish" => paragraph.run_hidden = switched_on(element.attr("val").as_deref()),
            "rFonts" => {
                paragraph.run_font = symbol_font(element).unwrap_or(paragraph.run_font);
            }
            _ => {}
        }
    }

    /// Takes an element that may stand in a run.
    pub(super) fn run_content(&mut self, element: &Element<'_>) {
        match element.name() {
            "r" => self.begin_run(),
            "t" | "instrText" => {
                self.grab = Some(Grab {
                    text: String::new(),
                    instruction: element.name() == "instrText",
                    preserved: element.attr("space").as_deref() == Some("preserve"),
                });
            }
            "tab" | "ptab" => self.put("\t"),
            "br" if element.attr("type").as_deref() == Some("page") => self.break_page(),
            "br" | "cr" => self.put("\n"),
            "lastRenderedPageBreak" => self.put_mark(PAGE_SHOWN),
            "noBreakHyphen" => self.put("-"),
            "sym" => self.put_symbol(element),
            "textpath" => {
                let text = element.attr("string").unwrap_or_default();
                self.put_word_art(&text);
            }
            "footnoteReference" => self.refer(element, 0),
            "endnoteReference" => self.refer(element, 1),
            "footnoteRef" | "endnoteRef" => self.put_mark(NOTE_MARK),
            "fldChar" => self.field_character(element),
            "fldSimple" => self.begin_simple_field(element),
            _ => {}
        }
    }

    fn begin_run(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.run_hidden = paragraph.style.hidden.unwrap_or(false);
            paragraph.run_font = paragraph.style.font.flatten();
        }
    }

    /// Ends a `t` or an `instrText`.
    pub(super) fn end_grab(&mut self) {
        let Some(grab) = self.grab.take() else { return };
        if grab.instruction && self.trust_fields {
            if let Some(field) = self.fields.last_mut()
                && field.instruction.len() + grab.text.len() <= MAX_INSTRUCTION
            {
                field.instruction.push_str(&grab.text);
            }
            return;
        }
        if grab.instruction {
            return;
        }
        let space = |c| matches!(c, ' ' | '\t' | '\r' | '\n');
        let text = match grab.preserved {
            true => grab.text.as_str(),
            false => grab.text.trim_matches(space),
        };
        let font = self
            .paragraphs
            .last()
            .and_then(|paragraph| paragraph.run_font);
        let mut shown = String::with_capacity(text.len());
        match font {
            Some(font) => push_shown(&mut shown, &symbols::translate(font, text)),
            None => push_shown(&mut shown, text),
        }
        self.put(&shown);
    }

    /// Adds text to the paragraph, unless it is hidden or part of an instruction.
    pub(super) fn put(&mut self, text: &str) {
        let in_instruction = self.fields.iter().any(|field| !field.in_result);
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if paragraph.run_hidden || text.is_empty() {
            return;
        }
        if in_instruction && self.trust_fields {
            self.withheld += 1;
            return;
        }
        paragraph.text.push_str(text);
        self.produced += 1;
        let mut on_page = false;
        for field in &mut self.fields {
            field.has_shown = true;
            on_page |= field.is_page_number;
        }
        if self.part == Part::Margin && !on_page {
            paragraph.apart_from_pages.push_str(text);
        }
        paragraph.has_page_number |= on_page;
    }

    fn put_mark(&mut self, mark: char) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push(mark);
        }
    }

    /// A page break by hand also ends the line.
    fn break_page(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if paragraph.text.chars().any(|c| !is_mark(c)) {
            paragraph.text.push('\n');
        }
        paragraph.text.push(PAGE_BREAK);
    }

    fn put_symbol(&mut self, element: &Element<'_>) {
        let code = element.attr("char").unwrap_or_default();
        let Ok(code) = u32::from_str_radix(code.trim(), 16) else {
            return;
        };
        let font = element.attr("font").unwrap_or_default();
        let known = SymbolFont::named(&font);
        let sign = match known {
            Some(font) => font.character(code),
            None => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        let private = matches!(sign, '\u{E000}'..='\u{F8FF}' | char::REPLACEMENT_CHARACTER);
        if private {
            self.odd("unknown_symbol", "a sign of a symbol font is not known");
            return self.put("\u{FFFD}");
        }
        let mut shown = String::new();
        push_shown(&mut shown, &sign.to_string());
        self.put(&shown);
    }

    /// Letters drawn as a picture (WordArt) stand like a text box.
    fn put_word_art(&mut self, text: &str) {
        let mut shown = String::new();
        push_shown(&mut shown, text);
        // It fails only outside of a paragraph and over the limit, which the next line meets.
        if self.paragraphs.last().is_some() && self.put_box(&shown).is_ok() {
            self.produced += 1;
        }
    }

    /// A reference to a note: its mark here, its text after the paragraph or at the end.
    fn refer(&mut self, element: &Element<'_>, kind: usize) {
        let hidden = self.paragraphs.last().is_none_or(|p| p.run_hidden);
        let Some(id) = element.number("id").filter(|_| !hidden) else {
            return;
        };
        let shared = self.shared;
        let notes = if kind == 0 {
            &shared.footnotes
        } else {
            &shared.endnotes
        };
        let custom = element.attr("customMarkFollows");
        let custom = custom.is_some_and(|value| switched_on(Some(&value)));
        let Some(seen) = self.seen_notes.get_mut(kind) else {
            return;
        };
        let next = i64::try_from(seen.len())
            .unwrap_or(i64::MAX)
            .saturating_add(1);
        let first = !seen.contains_key(&id);
        let number = *seen.entry(id).or_insert(next);
        let mark = if custom {
            String::new()
        } else {
            notes.mark(number)
        };
        if first {
            let text = notes.text(id, &mark);
            let due = if kind == 0 {
                &mut self.due
            } else {
                &mut self.endnotes
            };
            if !text.is_empty() {
                due.push(text);
            }
        }
        self.put(&mark);
    }
}
