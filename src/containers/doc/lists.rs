//! Lists of automatic numbering ([MS-DOC] 2.9.148 LSTF, 2.9.150 LVLF, 2.9.131 LFO).

use std::collections::HashMap;

use crate::containers::lists::{LEVELS, Level, List, Suffix};
use crate::containers::numerals::Format;
use crate::containers::symbols::{self, SymbolFont};

use super::bytes::{i32_at, slice, u8_at, u16_at, u32_at};
use super::sprm::{Character, Paragraph};

/// The most lists and the most instances of them; Word allows 2,046.
const MAX_LISTS: usize = 4_096;
/// The size of an LSTF, of an LVLF and of an LFO.
const LIST: usize = 28;
const LEVEL: usize = 28;
const INSTANCE: usize = 16;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<i32, Definition>,
    /// The instances; paragraphs name them from 1 on.
    instances: Vec<Instance>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: Vec<Level>,
    /// For each level, the paragraph style that takes it.
    styles: Vec<u16>,
}

#[derive(Debug, Default)]
struct Instance {
    list: i32,
    levels: [Option<Level>; LEVELS],
    restarts: [Option<i64>; LEVELS],
}

impl Lists {
    /// Reads the lists at the head of `lists`, whose levels follow them, and the instances at the
    /// head of `instances`. What breaks off is left out.
    pub(super) fn read(lists: &[u8], instances: &[u8], fonts: &[Option<SymbolFont>]) -> Lists {
        let mut all = Lists::default();
        // Where one breaks off, what has been read so far stands.
        let _ = all.read_lists(lists, fonts);
        let _ = all.read_instances(instances, fonts);
        all
    }

    fn read_lists(&mut self, bytes: &[u8], fonts: &[Option<SymbolFont>]) -> Option<()> {
        let count = usize::from(u16_at(bytes, 0)?).min(MAX_LISTS);
        let mut at = 2 + count * LIST;
        for index in 0..count {
            let entry = slice(bytes, 2 + index * LIST, LIST)?;
            let simple = u8_at(entry, 26)? & 1 == 1;
            let mut definition = Definition::default();
            definition
                .styles
                .extend((0..LEVELS).filter_map(|n| u16_at(entry, 8 + n * 2)));
            for _ in 0..if simple { 1 } else { LEVELS } {
                let (level, length) = level(bytes.get(at..)?, fonts)?;
                definition.levels.push(level);
                at += length;
            }
            self.lists.insert(i32_at(entry, 0)?, definition);
        }
        Some(())
    }

    fn read_instances(&mut self, bytes: &[u8], fonts: &[Option<SymbolFont>]) -> Option<()> {
        let count = (u32_at(bytes, 0)? as usize).min(MAX_LISTS);
        let mut overrides = Vec::new();
        for index in 0..count {
            let entry = slice(bytes, 4 + index * INSTANCE, INSTANCE)?;
            self.instances.push(Instance {
                list: i32_at(entry, 0)?,
                ..Instance::default()
            });
            overrides.push(usize::from(u8_at(entry, 12)?));
        }
        let mut at = 4 + count * INSTANCE;
        for (instance, count) in self.instances.iter_mut().zip(overrides) {
            // The position of a shape, not used, stands before the levels.
            at += 4;
            for _ in 0..count.min(LEVELS) {
                let start = i32_at(bytes, at)?;
                let flags = u32_at(bytes, at + 4)?;
                at += 8;
                let index = (flags & 0xF) as usize;
                if flags & 0x20 != 0 {
                    let (level, length) = level(bytes.get(at..)?, fonts)?;
                    at += length;
                    if flags & 0x10 != 0 {
                        set(&mut instance.restarts, index, level.start);
                    }
                    set(&mut instance.levels, index, level);
                } else if flags & 0x10 != 0 {
                    set(&mut instance.restarts, index, i64::from(start));
                }
            }
        }
        Some(())
    }

    /// The list of a paragraph and its level in it.
    pub(super) fn of<'a>(&'a self, paragraph: &Paragraph) -> Option<(List<'a>, usize)> {
        let number = paragraph.list?;
        let index = usize::from(number).checked_sub(1)?;
        let instance = self.instances.get(index)?;
        let definition = self.lists.get(&instance.list)?;
        let bases = definition.levels.iter().zip(&instance.levels);
        let levels = bases.map(|(base, own)| own.as_ref().unwrap_or(base));
        let list = List {
            key: i64::from(instance.list),
            instance: i64::from(number),
            levels: levels.collect(),
            restarts: instance.restarts,
        };
        let styles = &definition.styles;
        let by_style = || {
            styles
                .iter()
                .position(|style| *style == paragraph.style && *style != 0)
        };
        let level = paragraph.level.map(usize::from).or_else(by_style);
        Some((list, level.unwrap_or(0)))
    }
}

fn set<T>(slots: &mut [Option<T>; LEVELS], index: usize, value: T) {
    if let Some(slot) = slots.get_mut(index) {
        *slot = Some(value);
    }
}

/// One level and how many bytes it takes: LVLF, paragraph and character changes, template.
fn level(bytes: &[u8], fonts: &[Option<SymbolFont>]) -> Option<(Level, usize)> {
    let flags = u8_at(bytes, 5)?;
    let characters = usize::from(u8_at(bytes, 24)?);
    let paragraphs = usize::from(u8_at(bytes, 25)?);
    let at = LEVEL + paragraphs;
    let mut character = Character::default();
    character.apply(slice(bytes, at, characters)?);
    let at = at + characters;
    let length = usize::from(u16_at(bytes, at)?);
    let text = slice(bytes, at + 2, length * 2)?;
    let format = Format::coded(i64::from(u8_at(bytes, 4)?));
    let mut template = template(text);
    let font = character
        .font
        .and_then(|font| *fonts.get(usize::from(font))?);
    if let (Some(font), Format::Bullet) = (font, format) {
        template = symbols::translate(font, &template);
    }
    let level = Level {
        start: i64::from(i32_at(bytes, 0)?),
        format,
        template,
        suffix: match u8_at(bytes, 15)? {
            0 => Suffix::Tab,
            1 => Suffix::Space,
            _ => Suffix::Nothing,
        },
        // fNoRestart: begins anew only after a level up to the one that is named.
        restart: (flags & 0x08 != 0).then(|| usize::from(u8_at(bytes, 26).unwrap_or(0))),
        legal: flags & 0x04 != 0,
        hidden: character.absent,
    };
    Some((level, at + 2 + length * 2))
}

/// The text of a label with its numbers as `%1` and so on: in the file they are the codes 0 to 8.
fn template(text: &[u8]) -> String {
    let (pairs, _) = text.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    let mut out = String::new();
    for c in char::decode_utf16(units) {
        match c.unwrap_or(char::REPLACEMENT_CHARACTER) {
            level @ '\0'..='\u{8}' => out.push_str(&format!("%{}", u32::from(level) + 1)),
            c => out.push(c),
        }
    }
    out
}
