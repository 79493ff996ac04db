//! Fields: the result is shown, the instruction is not; form fields by their state (§17.16).

use crate::containers::fields::{is_page_number, shown};
use crate::containers::story::push_shown;
use crate::containers::xml::Element;

use super::switched_on;
use super::tag::Tag;
use super::walk::Walker;

pub(super) use crate::containers::fields::MAX_INSTRUCTION;

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    /// Whether the reader stands in its result.
    pub(super) in_result: bool,
    /// Whether its result has shown something.
    pub(super) has_shown: bool,
    pub(super) is_page_number: bool,
    form: Form,
}

/// A form field.
#[derive(Debug, Default)]
struct Form {
    check_box: bool,
    checked: bool,
    entries: Vec<String>,
    chosen: usize,
}

/// The most entries of a list box that are kept.
const MAX_ENTRIES: usize = 200;
/// The most fields that may stand in each other.
const MAX_FIELDS: usize = 64;

impl Walker<'_> {
    pub(super) fn field_character(&mut self, element: &Element<'_>) {
        match element.attr("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < MAX_FIELDS => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.is_page_number = is_page_number(&field.instruction);
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    pub(super) fn begin_simple_field(&mut self, element: &Element<'_>) {
        let instruction = element.attr("instr").unwrap_or_default();
        self.fields.push(Field {
            is_page_number: is_page_number(&instruction),
            instruction,
            in_result: true,
            ..Field::default()
        });
    }

    /// Ends the innermost field; one that has shown nothing may show what it stands for.
    pub(super) fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else {
            return;
        };
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.has_page_number |= is_page_number(&field.instruction);
        }
        if field.has_shown || !self.trust_fields {
            return;
        }
        let form = field.form.shown();
        if let Some(text) = form.or_else(|| shown(&field.instruction)) {
            let mut clean = String::new();
            push_shown(&mut clean, &text);
            self.put(&clean);
        }
    }

    /// Takes a child of a form field, its check box or its list box.
    pub(super) fn form_property(&mut self, element: &Element<'_>) {
        let within = self.above(1);
        let Some(field) = self.fields.last_mut() else {
            return;
        };
        let form = &mut field.form;
        let value = element.attr("val");
        match element.name() {
            "checkBox" => form.check_box = true,
            "default" | "checked" if within == Some(Tag::Form) => {
                form.checked = switched_on(value.as_deref());
            }
            "result" => {
                let chosen = element.number("val");
                form.chosen = chosen.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            }
            "listEntry" if form.entries.len() < MAX_ENTRIES => {
                form.entries.push(value.unwrap_or_default());
            }
            _ => {}
        }
    }
}

impl Form {
    fn shown(&self) -> Option<String> {
        if self.check_box {
            return Some(if self.checked { "☒" } else { "☐" }.to_owned());
        }
        self.entries.get(self.chosen).cloned()
    }
}
