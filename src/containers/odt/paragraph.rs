//! Paragraphs, lists and fields of OpenDocument.

use std::collections::HashMap;

use crate::containers::Trouble;
use crate::containers::fields::says_page_only;
use crate::containers::lists::{Counters, LEVELS, List};
use crate::containers::story::{PAGE_BREAK, is_mark, push_shown};
use crate::containers::symbols::translate;
use crate::containers::xml::Element;

use super::styles::{OUTLINE, Style};
use super::walk::Walker;

/// The most spaces that one element may stand for.
const MAX_SPACES: usize = 1_000;

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) apart_from_pages: String,
    pub(super) has_page_number: bool,
    boxes: String,
    style: Style,
    /// The level of a heading, from 1.
    outline: Option<usize>,
    /// Whether the last character was white space of the file, of which a run is one space.
    spaced: bool,
}

/// An open list.
#[derive(Debug, Default)]
pub(super) struct OpenList {
    style: String,
    key: i64,
    /// Whether the next paragraph is the first of its item.
    fresh: bool,
}

/// The lists of a story.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) open: Vec<OpenList>,
    pub(super) counters: Counters,
    next_key: i64,
    by_id: HashMap<String, i64>,
    by_style: HashMap<String, i64>,
}

impl Lists {
    /// Begins a list. One within another counts with it; one that continues another takes its key.
    pub(super) fn begin(&mut self, element: &Element<'_>) {
        let own = element.attr("style-name");
        if let Some(outer) = self.open.last() {
            let style = own.unwrap_or_else(|| outer.style.clone());
            let key = outer.key;
            self.open.push(OpenList {
                style,
                key,
                fresh: false,
            });
            return;
        }
        let style = own.unwrap_or_default();
        let told = element.attr("continue-list");
        let told = told.and_then(|id| self.by_id.get(&id).copied());
        let on = element.attr("continue-numbering").as_deref() == Some("true");
        let same = self.by_style.get(&style).copied().filter(|_| on);
        let key = told.or(same).unwrap_or_else(|| {
            self.next_key += 1;
            self.next_key
        });
        if let Some(id) = element.attr("id") {
            self.by_id.insert(id, key);
        }
        self.by_style.insert(style.clone(), key);
        self.open.push(OpenList {
            style,
            key,
            fresh: false,
        });
    }

    /// Begins an item; `numbered` is false for a header of a list.
    pub(super) fn item(&mut self, element: &Element<'_>, numbered: bool) {
        let level = self.open.len().saturating_sub(1);
        let Some(list) = self.open.last_mut() else {
            return;
        };
        list.fresh = numbered;
        if let Some(start) = element.number("start-value") {
            self.counters.set(list.key, level, start);
        }
    }
}

impl Walker<'_> {
    pub(super) fn begin_paragraph(&mut self, element: &Element<'_>) {
        let style = element.attr("style-name").unwrap_or_default();
        let style = self.styles.style(&style);
        let heading = element.name() == "h" && element.attr("is-list-header").is_none();
        let outline = element.number("outline-level").unwrap_or(1);
        self.paragraphs.push(Paragraph {
            outline: usize::try_from(outline).ok().filter(|_| heading),
            style,
            ..Paragraph::default()
        });
    }

    pub(super) fn end_paragraph(&mut self) -> Result<(), Trouble> {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return Ok(());
        };
        let boxes = std::mem::take(&mut paragraph.boxes);
        let label = self.label(&paragraph);
        let style = &paragraph.style;
        let page_only =
            self.margin && paragraph.has_page_number && says_page_only(&paragraph.apart_from_pages);
        let hidden = style.hidden == Some(true) && paragraph.text.is_empty();
        let mut line = String::new();
        if let Some(master) = &style.master {
            self.masters.push(master.clone());
        } else if self.masters.is_empty() {
            self.masters.push(String::new());
        }
        let first = self.produced == 0;
        if !first && (style.break_before == Some(true) || style.master.is_some()) {
            line.push(PAGE_BREAK);
        }
        let text = paragraph.text.as_str();
        let marks = text.find(|c| !is_mark(c)).unwrap_or(text.len());
        let (marks, rest) = text.split_at(marks);
        line.push_str(marks);
        line.push_str(&label.unwrap_or_default());
        line.push_str(rest);
        let blank = line.is_empty() && !boxes.is_empty();
        self.produced += usize::from(!line.is_empty());
        if !page_only && !blank && !hidden {
            self.story.line(&line)?;
        }
        if !boxes.is_empty() {
            self.story.line(&boxes)?;
        }
        if style.break_after == Some(true) {
            self.story.mark(PAGE_BREAK);
        }
        self.write_due()
    }

    /// The automatic number of a paragraph: of its list item, or of a heading.
    fn label(&mut self, paragraph: &Paragraph) -> Option<String> {
        let depth = self.lists.open.len();
        let (name, key, level) = match self.lists.open.last_mut() {
            Some(list) => {
                if !std::mem::take(&mut list.fresh) {
                    return None;
                }
                let own = paragraph
                    .style
                    .list
                    .clone()
                    .filter(|_| list.style.is_empty());
                (
                    own.unwrap_or_else(|| list.style.clone()),
                    list.key,
                    depth - 1,
                )
            }
            None => {
                let level = paragraph.outline?.checked_sub(1)?;
                if paragraph.text.is_empty() {
                    return None;
                }
                (OUTLINE.to_owned(), 0, level)
            }
        };
        let levels = self.styles.list(&name)?;
        let list = List {
            key,
            instance: key,
            levels: levels.iter().collect(),
            restarts: [None; LEVELS],
        };
        self.lists.counters.label(&list, level)
    }

    /// Adds text of the file: a run of white space is one space, none at the begin of a paragraph.
    pub(super) fn put_text(&mut self, text: &str) {
        let mut shown = String::new();
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\r' | '\n') {
                let begins = paragraph.text.is_empty() && shown.is_empty();
                if !paragraph.spaced && !begins {
                    shown.push(' ');
                }
                paragraph.spaced = true;
            } else {
                paragraph.spaced = false;
                push_shown(&mut shown, c.encode_utf8(&mut [0; 4]));
            }
        }
        let font = self.spans.iter().rev().find_map(|span| span.font);
        match font.flatten() {
            Some(font) => self.put(&translate(font, &shown)),
            None => self.put(&shown),
        }
    }

    /// Adds text as it is.
    pub(super) fn put(&mut self, text: &str) {
        let hidden = self.spans.iter().any(|span| span.hidden);
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if hidden || paragraph.style.hidden == Some(true) {
            return;
        }
        paragraph.text.push_str(text);
        if self.in_page_number {
            paragraph.has_page_number = true;
        } else {
            paragraph.apart_from_pages.push_str(text);
        }
    }

    /// Elements that stand for characters.
    pub(super) fn put_element(&mut self, element: &Element<'_>) {
        match element.name() {
            "tab" => self.put("\t"),
            "line-break" => self.put("\n"),
            "s" => {
                let count = element.number("c").unwrap_or(1);
                let count = usize::try_from(count).unwrap_or(1).min(MAX_SPACES);
                self.put(&" ".repeat(count));
            }
            _ => return,
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.spaced = false;
        }
    }

    /// Adds a mark of this program.
    pub(super) fn put_mark(&mut self, mark: char) {
        match self.paragraphs.last_mut() {
            Some(paragraph) => paragraph.text.push(mark),
            None => self.story.mark(mark),
        }
    }

    /// Adds the lines of a text box after the paragraph that holds it.
    pub(super) fn put_box(&mut self, text: &str) -> Result<(), Trouble> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return self.story.line(text);
        };
        if !paragraph.boxes.is_empty() {
            paragraph.boxes.push('\n');
        }
        paragraph.boxes.push_str(text);
        Ok(())
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
}
