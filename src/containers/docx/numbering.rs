//! The numbering part: definitions of lists and their instances (ISO/IEC 29500-1 §17.9).

use std::collections::HashMap;

use crate::containers::Trouble;
use crate::containers::lists::{LEVELS, Level, List, Suffix};
use crate::containers::numerals::Format;
use crate::containers::symbols::{self, SymbolFont};
use crate::containers::xml::{Element, Event, Xml};

use super::styles::{Styles, symbol_font};
use super::{MAX_ITEMS, switched_on};

/// How many times a definition may point to another by a style.
const MAX_LINKS: usize = 8;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<i64, Definition>,
    instances: HashMap<i64, Instance>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: [Option<LevelEntry>; LEVELS],
    /// The numbering style that holds the levels instead.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    definition: i64,
    levels: [Option<LevelEntry>; LEVELS],
    restarts: [Option<i64>; LEVELS],
}

#[derive(Debug, Default, Clone)]
struct LevelEntry {
    level: Level,
    /// The paragraph style that takes this level.
    style: Option<String>,
    font: Option<SymbolFont>,
    /// The format is one that was spelled out, `001, 002, …`.
    custom: bool,
}

/// Where the reader stands.
#[derive(Debug, Default)]
struct Place {
    definition: Option<i64>,
    instance: Option<i64>,
    /// Which level an override is of.
    over: Option<usize>,
    level: Option<(usize, LevelEntry)>,
}

impl Numbering {
    /// Reads the numbering part.
    pub(super) fn read(text: &str) -> Result<Numbering, Trouble> {
        let mut xml = Xml::new(text);
        let mut numbering = Numbering::default();
        let mut place = Place::default();
        loop {
            match xml.next()? {
                Event::Start(element) => numbering.start(&mut place, &element),
                Event::End(end) => numbering.end(&mut place, end.name()),
                Event::Text(_) => {}
                Event::Eof => return Ok(numbering),
            }
            if numbering.definitions.len() + numbering.instances.len() > MAX_ITEMS {
                return Err(Trouble::Limit(format!("more than {MAX_ITEMS} lists")));
            }
        }
    }

    fn start(&mut self, place: &mut Place, element: &Element<'_>) {
        let index = || element.number("ilvl").and_then(|n| usize::try_from(n).ok());
        match element.name() {
            "abstractNum" => {
                place.definition = element.number("abstractNumId");
                if let Some(id) = place.definition {
                    self.definitions.insert(id, Definition::default());
                }
            }
            "num" => {
                place.instance = element.number("numId");
                if let Some(id) = place.instance {
                    self.instances.insert(id, Instance::default());
                }
            }
            "numStyleLink" => {
                let open = place
                    .definition
                    .and_then(|id| self.definitions.get_mut(&id));
                if let Some(definition) = open {
                    definition.link = element.attr("val");
                }
            }
            "lvlOverride" => place.over = index(),
            "lvl" => place.level = index().map(|index| (index, LevelEntry::default())),
            "abstractNumId" | "startOverride" => self.instance_start(place, element),
            _ => {
                if let Some((_, entry)) = &mut place.level {
                    entry.take(element);
                }
            }
        }
    }

    fn instance_start(&mut self, place: &Place, element: &Element<'_>) {
        let open = place.instance.and_then(|id| self.instances.get_mut(&id));
        let (Some(instance), Some(value)) = (open, element.number("val")) else {
            return;
        };
        if element.name() == "abstractNumId" {
            instance.definition = value;
        } else if let Some(slot) = place.over.and_then(|at| instance.restarts.get_mut(at)) {
            *slot = Some(value);
        }
    }

    fn end(&mut self, place: &mut Place, name: &str) {
        match name {
            "abstractNum" => place.definition = None,
            "num" => place.instance = None,
            "lvlOverride" => place.over = None,
            "lvl" => {
                let Some((index, entry)) = place.level.take() else {
                    return;
                };
                let levels = match (place.definition, place.instance) {
                    (Some(id), _) => self.definitions.get_mut(&id).map(|d| &mut d.levels),
                    (None, Some(id)) => self.instances.get_mut(&id).map(|i| &mut i.levels),
                    (None, None) => None,
                };
                if let Some(slot) = levels.and_then(|levels| levels.get_mut(index)) {
                    *slot = Some(entry.settled());
                }
            }
            _ => {}
        }
    }

    /// The list of an instance, as a paragraph sees it.
    pub(super) fn list<'a>(&'a self, number: i64, styles: &Styles) -> Option<List<'a>> {
        let instance = self.instances.get(&number)?;
        let (key, definition) = self.definition(instance, styles)?;
        let mut levels = Vec::with_capacity(LEVELS);
        for (own, base) in instance.levels.iter().zip(&definition.levels) {
            let Some(entry) = own.as_ref().or(base.as_ref()) else {
                break;
            };
            levels.push(&entry.level);
        }
        Some(List {
            key,
            instance: number,
            levels,
            restarts: instance.restarts,
        })
    }

    /// The level that names the paragraph style `style`.
    pub(super) fn level_of(&self, number: i64, style: &str, styles: &Styles) -> Option<usize> {
        let instance = self.instances.get(&number)?;
        let (_, definition) = self.definition(instance, styles)?;
        let names = |entry: &Option<LevelEntry>| {
            let entry = entry.as_ref();
            entry.is_some_and(|entry| entry.style.as_deref() == Some(style))
        };
        let mut own = instance.levels.iter();
        own.position(names)
            .or_else(|| definition.levels.iter().position(names))
    }

    fn definition(&self, instance: &Instance, styles: &Styles) -> Option<(i64, &Definition)> {
        let mut id = instance.definition;
        for _ in 0..MAX_LINKS {
            let definition = self.definitions.get(&id)?;
            let Some(link) = &definition.link else {
                return Some((id, definition));
            };
            let number = styles.character(link).number?;
            id = self.instances.get(&number)?.definition;
        }
        None
    }
}

impl LevelEntry {
    fn take(&mut self, element: &Element<'_>) {
        let value = element.attr("val");
        let level = &mut self.level;
        match element.name() {
            "start" => level.start = element.number("val").unwrap_or(1),
            "numFmt" => self.take_format(element, value.as_deref()),
            "lvlText" => level.template = value.unwrap_or_default(),
            "suff" => {
                level.suffix = match value.as_deref() {
                    Some("space") => Suffix::Space,
                    Some("nothing") => Suffix::Nothing,
                    _ => Suffix::Tab,
                }
            }
            "lvlRestart" => {
                let restart = element.number("val");
                level.restart = restart.and_then(|n| usize::try_from(n).ok());
            }
            "isLgl" => level.legal = switched_on(value.as_deref()),
            "vanish" => level.hidden = switched_on(value.as_deref()),
            "pStyle" => self.style = value,
            "rFonts" => self.font = symbol_font(element).flatten(),
            _ => {}
        }
    }

    /// A format spelled out as `01, 02, …` stands beside a plainer one for older readers.
    fn take_format(&mut self, element: &Element<'_>, value: Option<&str>) {
        if value == Some("custom") {
            let spelled = element.attr("format").unwrap_or_default();
            let width = spelled.chars().take_while(char::is_ascii_digit).count();
            self.custom = (1..=10).contains(&width);
            self.level.format = Format::Padded(width.min(10));
        } else if !self.custom {
            self.level.format = Format::named(value.unwrap_or_default());
        }
    }

    /// Bullets of a symbol font become their characters.
    fn settled(mut self) -> LevelEntry {
        if let (Some(font), Format::Bullet) = (self.font, self.level.format) {
            self.level.template = symbols::translate(font, &self.level.template);
        }
        self
    }
}
