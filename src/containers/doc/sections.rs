//! Sections ([MS-DOC] 2.8.26): where they end, and whether the next begins a page.

use std::collections::HashMap;

use super::bytes::{plc, slice, u16_at, u32_at};
use super::sprm::sprms;

/// The sections of a document.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// For each position that ends a section, whether a page begins after it.
    pub(super) ends: HashMap<u32, bool>,
    /// Whether the first page of some section has a header of its own.
    pub(super) title_page: bool,
    pub(super) count: usize,
}

/// Reads the sections; their properties lie in the main stream.
pub(super) fn read(table: &[u8], main: &[u8]) -> Sections {
    let mut sections = Sections::default();
    let mut last_end = None;
    for (_, end, thing) in plc(table, 12) {
        let mut begins_page = true;
        let at = u32_at(thing, 2).unwrap_or(u32::MAX) as usize;
        let length = u16_at(main, at).map(usize::from);
        let changes = length.and_then(|length| slice(main, at.checked_add(2)?, length));
        for sprm in sprms(changes.unwrap_or_default()) {
            match sprm.code {
                0x3009 => begins_page = !matches!(sprm.byte(), Some(0 | 1)),
                0x300A => sections.title_page |= sprm.switch(false),
                _ => {}
            }
        }
        // How a section begins decides about the end of the one before it.
        if let Some(position) = last_end {
            sections.ends.insert(position, begins_page);
        }
        last_end = Some(end);
        sections.count += 1;
    }
    sections
}
