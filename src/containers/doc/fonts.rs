//! The font table ([MS-DOC] 2.9.286): which fonts are symbol fonts.

use crate::containers::symbols::SymbolFont;

use super::bytes::{slice, u8_at, u16_at};

/// Where the name stands in an entry (FFN, 2.9.86).
const NAME: usize = 39;

/// For each font, the symbol font that it is.
pub(super) fn read(table: &[u8]) -> Vec<Option<SymbolFont>> {
    let count = usize::from(u16_at(table, 0).unwrap_or(0));
    let mut at = 4;
    let mut fonts = Vec::new();
    for _ in 0..count {
        let Some(length) = u8_at(table, at).map(usize::from) else {
            break;
        };
        let entry = slice(table, at + 1, length).unwrap_or_default();
        let (pairs, _) = entry.get(NAME..).unwrap_or_default().as_chunks::<2>();
        let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        fonts.push(SymbolFont::named(&String::from_utf16_lossy(&units)));
        at += 1 + length;
    }
    fonts
}
