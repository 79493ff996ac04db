//! Characters of a DOC: letters, signs, notes, form fields.

use crate::containers::fields::{MAX_INSTRUCTION, is_page_number, shown};
use crate::containers::story::{NOTE_MARK, push_shown};
use crate::containers::symbols::{SymbolFont, translate};

use super::bytes::{slice, u16_at, u32_at};
use super::sprm::Character;
use super::story::Writer;

impl Writer<'_> {
    /// A character that is no mark of a paragraph or a field.
    pub(super) fn character(&mut self, position: u32, unit: u16) {
        let properties = self.properties(position);
        if let Some((mark, note)) = self.extras.notes.get(&position)
            && !properties.absent
        {
            self.put(mark);
            if !note.is_empty() {
                self.referred.push(note);
            }
            if !mark.is_empty() {
                return;
            }
        }
        match unit {
            0x08 => self
                .boxes
                .extend(self.extras.boxes.get(&position).map(String::as_str)),
            0x01 => self.form(&properties),
            _ if properties.absent => {}
            0x09 => self.put("\t"),
            0x0A | 0x0B | 0x0E => self.put("\n"),
            0x1E => self.put("-"),
            0x02 => {
                if self.extras.notes.is_empty() {
                    self.line.push(NOTE_MARK);
                }
            }
            0x28 if properties.symbol.is_some() => {
                let (font, code) = properties.symbol.unwrap_or_default();
                self.symbol(self.text.font(font), code);
            }
            0..0x20 => {}
            _ => self.letter(&properties, unit),
        }
    }

    fn letter(&mut self, properties: &Character, unit: u16) {
        let high = self.high.take();
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let units = high.into_iter().chain([unit]);
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        let mut clean = String::new();
        match properties.font.and_then(|font| self.text.font(font)) {
            Some(font) => push_shown(&mut clean, &translate(font, &text)),
            None => push_shown(&mut clean, &text),
        }
        self.put(&clean);
    }

    fn symbol(&mut self, font: Option<SymbolFont>, code: u16) {
        let sign = match font {
            Some(font) => font.character(u32::from(code)),
            None => char::from_u32(u32::from(code)).unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        let mut clean = String::new();
        push_shown(&mut clean, &sign.to_string());
        self.put(&clean);
    }

    /// The check box of a form field: its data lie where the picture's would.
    fn form(&mut self, properties: &Character) {
        let Some(field) = self.fields.last_mut() else {
            return;
        };
        if field.instruction.trim_start().starts_with("FORMCHECKBOX") {
            let at = properties.data.map_or(usize::MAX, |at| at as usize);
            field.check_box = checked(self.text.data, at);
        }
    }

    fn put(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.trust_fields && self.fields.iter().any(|field| !field.in_result) {
            self.withheld += 1;
            if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result)
                && field.instruction.len() + text.len() <= MAX_INSTRUCTION
            {
                field.instruction.push_str(text);
            }
            return;
        }
        self.line.push_str(text);
        let mut on_page = false;
        for field in &mut self.fields {
            field.has_shown = true;
            on_page |= field.is_page_number;
        }
        self.has_page_number |= on_page;
        if self.margin && !on_page {
            self.apart_from_pages.push_str(text);
        }
    }

    /// Ends the innermost field; one that has shown nothing may show what it stands for.
    pub(super) fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else {
            return;
        };
        self.has_page_number |= is_page_number(&field.instruction);
        if field.has_shown || !self.trust_fields {
            return;
        }
        let check = field
            .check_box
            .map(|on| if on { "☒" } else { "☐" }.to_owned());
        if let Some(text) = check.or_else(|| shown(&field.instruction)) {
            let mut clean = String::new();
            push_shown(&mut clean, &text);
            self.put(&clean);
        }
    }

    /// What a character is beside its code.
    pub(super) fn properties(&mut self, position: u32) -> Character {
        let changes = self.text.pieces.change(position);
        let place = self.text.pieces.place(position).unwrap_or(u32::MAX);
        if let Some((begin, end, known)) = self.known
            && changes.is_empty()
            && (begin..end).contains(&place)
        {
            return known;
        }
        let (begin, end, mut known) = self.text.character(place);
        if changes.is_empty() {
            self.known = Some((begin, end, known));
        } else {
            known.apply(changes);
        }
        known
    }
}

/// Whether a check box is checked ([MS-DOC] 2.9.78, FFData, after its picture header).
fn checked(data: &[u8], at: usize) -> Option<bool> {
    let header = usize::from(u16_at(data, at.checked_add(4)?)?);
    let form = data.get(at.checked_add(header)?..)?;
    if u32_at(form, 0)? != 0xFFFF_FFFF {
        return None;
    }
    let bits = u16_at(form, 4)?;
    match bits >> 2 & 0x1F {
        0 => Some(false),
        1 => Some(true),
        // Not touched yet: the state that it began with stands after its name.
        _ => {
            let name = usize::from(u16_at(form, 10)?);
            let begin = slice(form, 12 + (name + 1) * 2, 2)?;
            Some(u16_at(begin, 0)? != 0)
        }
    }
}
