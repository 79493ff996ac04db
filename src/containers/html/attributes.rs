//! What the attributes of an element say that its text depends on.

use super::names::{self, Place};
use super::style::{self, Sheet};
use super::tags::Tag;

/// Facts about a node, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flags(u16);

impl Flags {
    /// Not shown.
    pub(super) const HIDDEN: Flags = Flags(1);
    /// Its children stand side by side.
    pub(super) const FLEX: Flags = Flags(2);
    /// A list without marks.
    pub(super) const NO_MARKS: Flags = Flags(4);
    /// A link, or text in one.
    pub(super) const LINK: Flags = Flags(8);
    /// A link to a file that is taken home: an attachment.
    pub(super) const FILE: Flags = Flags(16);
    /// Named as navigation, footer, tools.
    pub(super) const NAVIGATION: Flags = Flags(32);
    /// Named as an edge of the page: often navigation, sometimes more.
    pub(super) const EDGE: Flags = Flags(64);
    /// Named as the place of the document.
    pub(super) const MAIN: Flags = Flags(128);
    /// A field of a form that only shows its text.
    pub(super) const READ_ONLY: Flags = Flags(256);
    /// Text with a label of a government page's metadata.
    pub(super) const LABEL: Flags = Flags(512);
    /// Named as a title.
    pub(super) const TITLE: Flags = Flags(1024);

    /// Whether all of `other` is set.
    pub(super) fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Takes `other` away.
    pub(super) fn clear(&mut self, other: Flags) {
        self.0 &= !other.0;
    }

    /// Sets `other`.
    pub(super) fn set(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

/// The attributes of one start tag, as far as they matter.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    names: String,
    role: String,
    style: String,
    /// `href`, empty and present are different.
    href: Option<String>,
    anchor: bool,
    hidden: bool,
    read_only: bool,
    start: Option<i32>,
    kind: String,
    /// `name` of a `<meta>`.
    pub(super) name: String,
    /// `content` of a `<meta>`.
    pub(super) content: String,
}

/// The longest value that is looked at, in bytes: pictures as `data:` addresses are longer.
const LONGEST: usize = 4096;

impl Attributes {
    /// Takes up one attribute; names are in lower case already.
    pub(super) fn add(&mut self, name: &[u8], value: &[u8]) {
        let value = value.get(..LONGEST).unwrap_or(value);
        let text = || String::from_utf8_lossy(value);
        match name {
            b"id" | b"class" => {
                self.anchor |= name == b"id";
                if self.names.len() < LONGEST {
                    self.names.push(' ');
                    self.names.push_str(&text());
                }
            }
            b"role" => self.role = text().to_ascii_lowercase(),
            b"style" => self.style = text().into_owned(),
            b"href" => self.href = Some(text().into_owned()),
            b"hidden" => self.hidden = true,
            b"readonly" | b"disabled" => self.read_only = true,
            b"start" | b"value" => self.start = text().trim().parse().ok(),
            b"type" => self.kind = text().trim().to_owned(),
            b"name" => {
                self.anchor = true;
                self.name = text().into_owned();
            }
            b"content" => self.content = text().into_owned(),
            _ => {}
        }
    }

    /// The facts that follow for an element `tag`.
    pub(super) fn flags(&self, tag: Tag, sheet: &Sheet) -> Flags {
        let mut flags = Flags::default();
        let mut set = |flag: Flags, on: bool| {
            if on {
                flags.set(flag);
            }
        };
        let style = style::declarations(&self.style);
        set(Flags::HIDDEN, self.hidden || style.hidden);
        set(
            Flags::FLEX,
            style.flex || !self.names.is_empty() && sheet.is_flex(&self.names),
        );
        set(
            Flags::NO_MARKS,
            style.no_marks || matches!(tag, Tag::Ol | Tag::Li) && sheet.lists_have_no_marks(),
        );
        // Old pages put named anchors around text: those lead nowhere.
        let link = tag == Tag::A && (self.href.is_some() || !self.anchor);
        set(Flags::LINK, link);
        set(
            Flags::FILE,
            link && self.href.as_deref().is_some_and(names::is_file),
        );
        set(Flags::READ_ONLY, self.read_only);
        set(Flags::TITLE, names::is_title(&self.names));
        match names::place(tag, &self.names, &self.role) {
            Place::Main => flags.set(Flags::MAIN),
            Place::Navigation => flags.set(Flags::NAVIGATION),
            Place::Edge => flags.set(Flags::EDGE),
            Place::Open => {}
        }
        flags
    }

    /// The number that a list starts with, or that an entry has.
    pub(super) fn number(&self) -> Option<i32> {
        self.start
    }

    /// How a list counts: the first character of `type`, or of the style in its words.
    pub(super) fn numbering(&self) -> char {
        style::numbering(&self.style)
            .or_else(|| self.kind.chars().next())
            .unwrap_or('1')
    }
}
