//! The state of reading an RTF: groups, destinations, characters.

use crate::containers::limits::within_text;
use crate::containers::story::push_shown;
use crate::containers::symbols::translate;
use crate::containers::{Content, MAX_DEPTH, Trouble};

use super::charset::{Font, Fonts};
use super::context::Context;
use super::stretches::Margins;
use super::token::{Token, Tokens};

/// Where the text of a group goes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Into the context.
    #[default]
    Shown,
    /// Before the paragraph, as its automatic number.
    Label,
    /// Nowhere, though a group within may be shown: the properties of a shape.
    Silent,
    /// Nowhere, with all groups within.
    Nowhere,
    Fonts,
    Instruction,
    Form,
}

/// What a group sets for itself.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Group {
    pub(super) place: Place,
    /// How many characters stand in for one of Unicode.
    pub(super) substitutes: i32,
    pub(super) font: i32,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    /// How many fields are open in it.
    pub(super) fields: usize,
    /// A destination of `\*` that is not known is not shown.
    pub(super) optional: bool,
    /// Whether no control word has come yet.
    pub(super) fresh: bool,
}

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    pub(super) has_shown: bool,
    pub(super) is_check_box: bool,
    pub(super) checked: Option<bool>,
    pub(super) began_checked: bool,
}

/// The state of reading.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) groups: Vec<Group>,
    pub(super) now: Group,
    /// The stretch that is open, and those that wait for its end.
    pub(super) context: Context,
    pub(super) outer: Vec<Context>,
    pub(super) fonts: Fonts,
    pub(super) font: Option<(i32, Font)>,
    pub(super) fields: Vec<Field>,
    /// Bytes that are not decoded yet.
    pending: Vec<u8>,
    /// A high surrogate that waits for its low one.
    high: Option<u16>,
    /// How many characters are still to be passed over as substitutes.
    substitutes: i32,
    pub(super) margins: Margins,
    pub(super) endnotes: Vec<String>,
    pub(super) footnotes_counted: usize,
    pub(super) endnotes_counted: usize,
    pub(super) title_page: bool,
    /// For each section after the first, whether it begins a page.
    pub(super) sections: Vec<bool>,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let mut reader = Reader::default();
    reader.now.substitutes = 1;
    let mut tokens = Tokens::new(bytes);
    let mut opened = false;
    while let Some(token) = tokens.next() {
        match token {
            Token::Open => {
                opened = true;
                reader.open()?;
            }
            Token::Close => {
                reader.close()?;
                if opened && reader.groups.is_empty() {
                    break;
                }
            }
            Token::Word("bin", Some(count)) => tokens.pass(usize::try_from(count).unwrap_or(0)),
            Token::Word(name, number) => reader.word(name, number)?,
            Token::Symbol(symbol) => reader.symbol(symbol)?,
            Token::Byte(byte) => reader.byte(byte)?,
        }
    }
    reader.finish()
}

impl Reader {
    fn open(&mut self) -> Result<(), Trouble> {
        self.flush();
        if self.groups.len() >= MAX_DEPTH {
            return Err(Trouble::Limit(format!(
                "RTF groups deeper than {MAX_DEPTH}"
            )));
        }
        self.substitutes = 0;
        self.groups.push(self.now);
        self.now.fields = 0;
        self.now.optional = false;
        self.now.fresh = true;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Trouble> {
        self.flush();
        self.substitutes = 0;
        if let (Place::Fonts, Some((number, font))) = (self.now.place, self.font.take()) {
            self.fonts.add(number, font);
        }
        for _ in 0..self.now.fields {
            self.end_field();
        }
        let ends = self.context.groups == self.groups.len();
        self.now = self.groups.pop().unwrap_or(self.now);
        if ends { self.end_context() } else { Ok(()) }
    }

    fn byte(&mut self, byte: u8) -> Result<(), Trouble> {
        self.now.fresh = false;
        if self.substitutes > 0 {
            self.substitutes -= 1;
            return Ok(());
        }
        if self.now.place != Place::Nowhere {
            self.pending.push(byte);
        }
        within_text(self.pending.len())?;
        Ok(())
    }

    /// Adds a character of Unicode and expects its substitutes.
    pub(super) fn unicode(&mut self, number: i32) {
        self.flush();
        self.substitutes = self.now.substitutes;
        // Numbers above 32767 are written as negative ones.
        let unit = (number & 0xFFFF) as u16;
        let high = self.high.take();
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let units = high.into_iter().chain([unit]);
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        match self.fonts.symbol(self.now.font) {
            Some(font) => self.put(&translate(font, &text)),
            None => self.put(&text),
        }
    }

    /// Decodes what is pending. A high surrogate goes on waiting: words may stand before its other
    /// half.
    pub(super) fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        if self.high.take().is_some() {
            self.put("\u{FFFD}");
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = match self.now.place {
            Place::Shown | Place::Label => self.now.font,
            _ => -1,
        };
        let text = self.fonts.decode(font, &bytes);
        self.put(&text);
    }

    /// A word or a symbol that stands for a character may be a substitute itself.
    pub(super) fn is_substitute(&mut self) -> bool {
        let is = self.substitutes > 0;
        self.substitutes -= i32::from(is);
        is
    }

    /// Adds text where the group's text goes.
    pub(super) fn put(&mut self, text: &str) {
        let now = self.now;
        match now.place {
            Place::Nowhere | Place::Silent | Place::Form => {}
            Place::Fonts => {
                if let Some((_, font)) = &mut self.font
                    && font.name.len() < 100
                {
                    font.name.push_str(text);
                }
            }
            Place::Instruction => self.instruct(text),
            Place::Shown | Place::Label => {
                if now.hidden || now.deleted {
                    return;
                }
                let mut on_page = false;
                for field in &mut self.fields {
                    field.has_shown = true;
                    on_page |= crate::containers::fields::is_page_number(&field.instruction);
                }
                let mut shown = String::new();
                match text {
                    "\t" | "\n" => shown.push_str(text),
                    _ => push_shown(&mut shown, text),
                }
                let is_label = now.place == Place::Label;
                self.context.put(&shown, is_label, on_page);
            }
        }
    }
}
