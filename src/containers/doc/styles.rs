//! The style sheet ([MS-DOC] 2.9.271): what paragraphs and characters of a style are.

use super::bytes::{slice, u8_at, u16_at};
use super::sprm::{Character, Paragraph};

/// How many styles may stand on each other; a circle is cut here.
const MAX_PARENTS: usize = 32;
/// Style numbers have 12 bits.
const MAX_STYLES: usize = 4_096;
/// The style on which none stands.
const NONE: u16 = 0x0FFF;

/// All styles, each with those that it stands on already applied.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<(Paragraph, Character)>);

/// One style as the sheet has it.
#[derive(Debug, Default, Clone, Copy)]
struct Entry<'a> {
    parent: u16,
    paragraph: &'a [u8],
    character: &'a [u8],
}

impl Styles {
    /// Reads the sheet; what is broken in it counts as absent.
    pub(super) fn read(sheet: &[u8]) -> Styles {
        let entries = entries(sheet).unwrap_or_default();
        let whole = (0..entries.len()).map(|index| resolve(&entries, index));
        Styles(whole.collect())
    }

    /// What a paragraph of this style is.
    pub(super) fn paragraph(&self, style: u16) -> Paragraph {
        let found = self.0.get(usize::from(style));
        let paragraph = found.map(|(paragraph, _)| *paragraph);
        Paragraph {
            style,
            ..paragraph.unwrap_or_default()
        }
    }

    /// What characters of this style are.
    pub(super) fn character(&self, style: u16) -> Character {
        let found = self.0.get(usize::from(style));
        found.map(|(_, character)| *character).unwrap_or_default()
    }
}

fn resolve(entries: &[Entry<'_>], index: usize) -> (Paragraph, Character) {
    let mut chain = Vec::new();
    let mut next = entries.get(index);
    while let Some(entry) = next.filter(|_| chain.len() < MAX_PARENTS) {
        chain.push(entry);
        next = entries
            .get(usize::from(entry.parent))
            .filter(|_| entry.parent != NONE);
    }
    let (mut paragraph, mut character) = (Paragraph::default(), Character::default());
    for entry in chain.iter().rev() {
        paragraph.apply(entry.paragraph);
        character.apply(entry.character);
    }
    (paragraph, character)
}

fn entries(sheet: &[u8]) -> Option<Vec<Entry<'_>>> {
    let header = usize::from(u16_at(sheet, 0)?);
    let count = usize::from(u16_at(sheet, 2)?).min(MAX_STYLES);
    let base = usize::from(u16_at(sheet, 4)?);
    let mut at = 2 + header;
    let mut entries = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(sheet, at).map(usize::from) else {
            break;
        };
        let style = slice(sheet, at + 2, length).unwrap_or_default();
        entries.push(entry(style, base).unwrap_or(Entry {
            parent: NONE,
            ..Entry::default()
        }));
        at += 2 + length;
    }
    Some(entries)
}

/// One style: its base, its name, then its changes, each at an even place.
fn entry(style: &[u8], base: usize) -> Option<Entry<'_>> {
    let word = u16_at(style, 2)?;
    let (kind, parent) = (word & 0xF, word >> 4);
    let name = usize::from(u16_at(style, base)?);
    let mut at = base + 2 + name * 2 + 2;
    let mut next = || {
        at += at & 1;
        let length = usize::from(u16_at(style, at)?);
        let changes = slice(style, at + 2, length)?;
        at += 2 + length;
        Some(changes)
    };
    let mut entry = Entry {
        parent,
        ..Entry::default()
    };
    match kind {
        1 => {
            // A paragraph's changes begin with the number of its style.
            entry.paragraph = next()
                .and_then(|changes| changes.get(2..))
                .unwrap_or_default();
            entry.character = next().unwrap_or_default();
        }
        2 => entry.character = next().unwrap_or_default(),
        _ => {}
    }
    u8_at(style, 0).map(|_| entry)
}
