//! Fields of RTF: instructions, results, form fields.

use crate::containers::fields::{MAX_INSTRUCTION, is_page_number, shown};

use super::reader::{Field, Reader};

/// The most fields that may stand in each other.
const MAX_FIELDS: usize = 64;

impl Reader {
    /// Begins a field that ends with the open group.
    pub(super) fn begin_field(&mut self) {
        if self.fields.len() < MAX_FIELDS {
            self.now.fields += 1;
            self.fields.push(Field::default());
        }
    }

    /// The state of a check box: 25 is that which it began with.
    pub(super) fn form(&mut self, name: &str, number: i32) {
        let Some(field) = self.fields.last_mut() else {
            return;
        };
        match name {
            "fftype" => field.is_check_box = number == 1,
            "ffdefres" => field.began_checked = number == 1,
            _ => field.checked = (number != 25).then_some(number == 1),
        }
    }

    /// Adds to the instruction of the innermost field.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut()
            && field.instruction.len() + text.len() <= MAX_INSTRUCTION
        {
            field.instruction.push_str(text);
        }
    }

    /// Ends the innermost field; one that has shown nothing may show what it stands for.
    pub(super) fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else {
            return;
        };
        if is_page_number(&field.instruction) {
            self.context.has_page_number = true;
        }
        if field.has_shown {
            return;
        }
        let checked = field.checked.unwrap_or(field.began_checked);
        let check = if checked { "☒" } else { "☐" };
        let check = field.is_check_box.then(|| check.to_owned());
        if let Some(text) = check.or_else(|| shown(&field.instruction)) {
            self.put(&text);
        }
    }
}
