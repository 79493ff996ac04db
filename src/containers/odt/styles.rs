//! Styles of OpenDocument as far as they decide what is shown: lists, hidden text, page breaks.

use std::collections::HashMap;

use crate::containers::Trouble;
use crate::containers::lists::{LEVELS, Level, Suffix};
use crate::containers::numerals::Format;
use crate::containers::symbols::{SymbolFont, translate};
use crate::containers::xml::{Element, Event, Xml};

use super::formats::{format, listed, template};

/// The most styles that a document may define.
const MAX_STYLES: usize = 50_000;
/// How many styles may stand on each other; a circle is cut here.
const MAX_PARENTS: usize = 32;
/// The name under which the numbering of headings is kept; no style can have it.
pub(super) const OUTLINE: &str = "\0outline";

/// The styles of both parts; those of the body go before the common ones.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    lists: HashMap<String, Vec<Level>>,
}

/// What one style says, or several that stand on each other.
#[derive(Debug, Default, Clone)]
pub(super) struct Style {
    parent: Option<String>,
    pub(super) hidden: Option<bool>,
    /// The symbol font of its text; `Some(None)` is a font of Unicode.
    pub(super) font: Option<Option<SymbolFont>>,
    pub(super) break_before: Option<bool>,
    pub(super) break_after: Option<bool>,
    /// The list that paragraphs of it belong to; an empty name is none.
    pub(super) list: Option<String>,
    /// The page style with which its paragraphs begin a page.
    pub(super) master: Option<String>,
}

/// What is open while styles are read.
#[derive(Debug, Default)]
struct Open {
    style: Option<(String, Style)>,
    list: Option<(String, Vec<Level>)>,
}

impl Styles {
    /// Reads the styles of a part; one of a name that is known takes its place.
    pub(super) fn read(&mut self, text: &str) -> Result<(), Trouble> {
        let mut xml = Xml::new(text);
        let mut open = Open::default();
        loop {
            match xml.next()? {
                Event::Start(element) => match element.name() {
                    "body" | "master-styles" | "font-face-decls" | "scripts" => xml.skip()?,
                    _ => open.start(&element),
                },
                Event::End(end) => self.end(&mut open, end.name())?,
                Event::Text(_) => {}
                Event::Eof => return Ok(()),
            }
        }
    }

    fn end(&mut self, open: &mut Open, name: &str) -> Result<(), Trouble> {
        match name {
            "style" => {
                if let Some((name, style)) = open.style.take() {
                    self.styles.insert(name, style);
                }
            }
            "list-style" | "outline-style" => {
                if let Some((name, levels)) = open.list.take() {
                    self.lists.insert(name, levels);
                }
            }
            _ => {}
        }
        if self.styles.len() + self.lists.len() > MAX_STYLES {
            return Err(Trouble::Limit(format!("more than {MAX_STYLES} styles")));
        }
        Ok(())
    }

    /// The style of this name with those that it stands on.
    pub(super) fn style(&self, name: &str) -> Style {
        let mut whole = Style::default();
        let mut next = self.styles.get(name);
        for _ in 0..MAX_PARENTS {
            let Some(style) = next else { break };
            whole.hidden = whole.hidden.or(style.hidden);
            whole.font = whole.font.or(style.font);
            whole.break_before = whole.break_before.or(style.break_before);
            whole.break_after = whole.break_after.or(style.break_after);
            whole.list = whole.list.or_else(|| style.list.clone());
            whole.master = whole.master.or_else(|| style.master.clone());
            let parent = style.parent.as_ref();
            next = parent.and_then(|parent| self.styles.get(parent));
        }
        whole
    }

    /// The levels of the list of this name.
    pub(super) fn list(&self, name: &str) -> Option<&[Level]> {
        self.lists.get(name).map(Vec::as_slice)
    }
}

impl Open {
    fn start(&mut self, element: &Element<'_>) {
        let name = element.attr("name").unwrap_or_default();
        match element.name() {
            "style" => {
                let text = |name| element.attr(name);
                self.style = Some((
                    name,
                    Style {
                        parent: text("parent-style-name"),
                        list: text("list-style-name"),
                        master: text("master-page-name").filter(|name| !name.is_empty()),
                        ..Style::default()
                    },
                ));
            }
            "list-style" => self.list = Some((name, vec![Level::default(); LEVELS])),
            "outline-style" => {
                self.list = Some((OUTLINE.to_owned(), vec![Level::default(); LEVELS]));
            }
            "list-level-style-number"
            | "list-level-style-bullet"
            | "outline-level-style"
            | "list-level-style-image" => self.level(element),
            "list-level-label-alignment" => self.follow(element),
            "text-properties" => self.text_properties(element),
            "paragraph-properties" => {
                if let Some((_, style)) = &mut self.style {
                    let page = |name| element.attr(name).map(|kind| kind == "page");
                    style.break_before = page("break-before");
                    style.break_after = page("break-after");
                }
            }
            _ => {}
        }
    }

    /// The place of the level that is being read: the last that was begun.
    fn level(&mut self, element: &Element<'_>) {
        let Some((_, levels)) = &mut self.list else {
            return;
        };
        let number = element.number("level").unwrap_or(1);
        let number = usize::try_from(number).unwrap_or(0);
        let Some(level) = number
            .checked_sub(1)
            .and_then(|index| levels.get_mut(index))
        else {
            return;
        };
        let text = |name| element.attr(name).unwrap_or_default();
        if let Some(bullet) = element.attr("bullet-char") {
            level.format = Format::Bullet;
            level.template = bullet;
            return;
        }
        let shown = element.number("display-levels").unwrap_or(1);
        level.format = format(&text("num-format"));
        level.start = element.number("start-value").unwrap_or(1);
        level.template = match element.attr("num-list-format") {
            Some(whole) => listed(&whole),
            None if level.format == Format::None => text("num-prefix") + &text("num-suffix"),
            None => {
                let shown = usize::try_from(shown).unwrap_or(1);
                template(&text("num-prefix"), number, shown, &text("num-suffix"))
            }
        };
    }

    fn follow(&mut self, element: &Element<'_>) {
        let suffix = match element.attr("label-followed-by").as_deref() {
            Some("space") => Suffix::Space,
            Some("nothing") => Suffix::Nothing,
            _ => Suffix::Tab,
        };
        if let Some(level) = self.last_level() {
            level.suffix = suffix;
        }
    }

    fn text_properties(&mut self, element: &Element<'_>) {
        if let Some((_, style)) = &mut self.style {
            let display = element.attr("display");
            style.hidden = display.map(|display| display == "none").or(style.hidden);
            style.font = symbol_font(element).or(style.font);
        } else if let Some(level) = self.last_level()
            && level.format == Format::Bullet
            && let Some(font) = symbol_font(element).flatten()
        {
            level.template = translate(font, &level.template);
        }
    }

    fn last_level(&mut self) -> Option<&mut Level> {
        let (_, levels) = self.list.as_mut()?;
        let untouched = Level::default();
        levels.iter_mut().rev().find(|level| **level != untouched)
    }
}

/// The symbol font that text properties set; `None` if they set no font. A font is named by its
/// family, or by a face whose name may be the family with a number: `Wingdings1`.
fn symbol_font(element: &Element<'_>) -> Option<Option<SymbolFont>> {
    let name = element.attr("font-name").or(element.attr("font-family"))?;
    let family = name.trim_end_matches(|c: char| c.is_ascii_digit());
    Some(SymbolFont::named(&name).or(SymbolFont::named(family)))
}
