//! Lists of property changes ([MS-DOC] 2.2.5): a code of two bytes, then its operand.

use super::bytes::{slice, u8_at, u16_at, u32_at};

/// One change: its code and its operand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sprm<'a> {
    pub(super) code: u16,
    pub(super) operand: &'a [u8],
}

impl Sprm<'_> {
    /// The operand as a switch: 0x80 and 0x81 stand for the style's own word and its opposite.
    pub(super) fn switch(&self, style: bool) -> bool {
        match u8_at(self.operand, 0) {
            Some(0x80) => style,
            Some(0x81) => !style,
            other => other.is_some_and(|value| value & 1 == 1),
        }
    }

    /// The operand's first byte.
    pub(super) fn byte(&self) -> Option<u8> {
        u8_at(self.operand, 0)
    }

    /// The operand's first two bytes.
    pub(super) fn word(&self) -> Option<u16> {
        u16_at(self.operand, 0)
    }

    /// The operand's first four bytes.
    pub(super) fn long(&self) -> Option<u32> {
        u32_at(self.operand, 0)
    }
}

/// The changes of a list, up to its end or to where it breaks off.
pub(super) fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = u16_at(list, at)?;
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // sprmTDefTable counts in two bytes, and one byte too many.
            _ if code == 0xD608 => {
                let length = usize::from(u16_at(list, at + 2)?);
                (2, length.saturating_sub(1))
            }
            _ => (1, usize::from(u8_at(list, at + 2)?)),
        };
        let operand = slice(list, at + 2 + skip, length)?;
        at += 2 + skip + length;
        Some(Sprm { code, operand })
    })
}

/// What a character is beside its code.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Character {
    /// Hidden, or deleted and the change not accepted.
    pub(super) absent: bool,
    /// A sign of a font, in place of the character: font and code.
    pub(super) symbol: Option<(u16, u16)>,
    /// The font of Latin characters.
    pub(super) font: Option<u16>,
    /// Where its data lies in the stream `Data`.
    pub(super) data: Option<u32>,
}

impl Character {
    /// Applies changes.
    pub(super) fn apply(&mut self, list: &[u8]) {
        let style = self.absent;
        let (mut hidden, mut deleted) = (style, false);
        for sprm in sprms(list) {
            match sprm.code {
                0x083C => hidden = sprm.switch(style),
                0x0800 => deleted = sprm.switch(false),
                0x6A09 => {
                    let sign = u16_at(sprm.operand, 2);
                    self.symbol = sprm.word().zip(sign);
                }
                0x4A4F => self.font = sprm.word(),
                0x6A03 => self.data = sprm.long(),
                _ => {}
            }
        }
        self.absent = hidden || deleted;
    }
}

/// What a paragraph is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    /// How many tables it stands in.
    pub(super) depth: u32,
    /// It is the end of a row.
    pub(super) row_end: bool,
    /// It is the end of a cell of an inner table.
    pub(super) cell_end: bool,
    pub(super) page_before: bool,
    /// The list instance, from 1; 0 takes numbering away.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
}

impl Paragraph {
    /// Applies changes.
    pub(super) fn apply(&mut self, list: &[u8]) {
        for sprm in sprms(list) {
            match sprm.code {
                0x4600 => self.style = sprm.word().unwrap_or(0),
                0x2416 if sprm.switch(false) => self.depth = self.depth.max(1),
                0x2416 => self.depth = 0,
                0x6649 => self.depth = sprm.long().unwrap_or(0),
                0x2417 | 0x244C => self.row_end = sprm.switch(false),
                0x244B => self.cell_end = sprm.switch(false),
                0x2407 => self.page_before = sprm.switch(false),
                0x260A => self.level = sprm.byte(),
                0x460B => self.list = sprm.word(),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn operands_have_their_lengths() {
        let list = [0x3C, 0x08, 1, 0x08, 0xD6, 3, 0, 9, 9, 0x0B, 0x46, 7, 0];
        let codes: Vec<u16> = sprms(&list).map(|sprm| sprm.code).collect();
        assert_eq!(codes, [0x083C, 0xD608, 0x460B]);
        let mut paragraph = Paragraph::default();
        paragraph.apply(&list);
        assert_eq!(paragraph.list, Some(7));
    }

    proptest! {
        #[test]
        fn any_list_ends(list in proptest::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(sprms(&list).count() <= list.len());
        }
    }
}
