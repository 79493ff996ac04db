//! Styles as far as they decide what is shown: numbering, hidden text, page breaks, symbol fonts.

use std::collections::HashMap;

use crate::containers::Trouble;
use crate::containers::symbols::SymbolFont;
use crate::containers::xml::{Element, Event, Xml};

use super::{MAX_ITEMS, switched_on};

/// How many styles may stand on each other; a circle is cut here.
const MAX_PARENTS: usize = 32;

/// All styles of a document, by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of a paragraph that names none.
    default: Option<String>,
}

/// What one style says, or several that stand on each other.
#[derive(Debug, Default, Clone)]
pub(super) struct Style {
    parent: Option<String>,
    /// The numbering instance; 0 takes numbering away.
    pub(super) number: Option<i64>,
    /// The level within it.
    pub(super) level: Option<usize>,
    /// Whether its text is hidden.
    pub(super) hidden: Option<bool>,
    /// Whether its paragraphs begin a page.
    pub(super) page_before: Option<bool>,
    /// The symbol font of its text; `Some(None)` is a font of Unicode.
    pub(super) font: Option<Option<SymbolFont>>,
    /// The style that gives the numbering: levels name it.
    pub(super) numbered_by: Option<String>,
}

impl Styles {
    /// Reads the styles part.
    pub(super) fn read(text: &str) -> Result<Styles, Trouble> {
        let mut xml = Xml::new(text);
        let mut styles = Styles::default();
        let mut open: Option<(String, Style)> = None;
        loop {
            match xml.next()? {
                Event::Start(element) => match element.name() {
                    "style" => open = Some(styles.begin(&element)),
                    "latentStyles" | "tblStylePr" | "docDefaults" => xml.skip()?,
                    _ => {
                        if let Some((_, style)) = &mut open {
                            style.take(&element);
                        }
                    }
                },
                Event::End(end) if end.name() == "style" => {
                    if let Some((id, style)) = open.take() {
                        styles.by_id.insert(id, style);
                    }
                    if styles.by_id.len() > MAX_ITEMS {
                        return Err(Trouble::Limit(format!("more than {MAX_ITEMS} styles")));
                    }
                }
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    fn begin(&mut self, element: &Element<'_>) -> (String, Style) {
        let id = element.attr("styleId").unwrap_or_default();
        let paragraph = element.attr("type").as_deref() == Some("paragraph");
        if paragraph
            && element
                .attr("default")
                .is_some_and(|on| switched_on(Some(&on)))
        {
            self.default = Some(id.clone());
        }
        (id, Style::default())
    }

    /// What a paragraph of this style is: the style's own word goes before those it stands on.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        let known = id.filter(|id| self.by_id.contains_key(*id));
        self.resolve(known.or(self.default.as_deref()))
    }

    /// What text of this character style is.
    pub(super) fn character(&self, id: &str) -> Style {
        self.resolve(Some(id))
    }

    fn resolve(&self, id: Option<&str>) -> Style {
        let mut whole = Style::default();
        let mut next = id;
        for _ in 0..MAX_PARENTS {
            let Some((id, style)) = next.and_then(|id| self.by_id.get_key_value(id)) else {
                break;
            };
            if whole.number.is_none() && style.number.is_some() {
                whole.number = style.number;
                whole.numbered_by = Some(id.clone());
            }
            whole.level = whole.level.or(style.level);
            whole.hidden = whole.hidden.or(style.hidden);
            whole.page_before = whole.page_before.or(style.page_before);
            whole.font = whole.font.or(style.font);
            next = style.parent.as_deref();
        }
        whole
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "basedOn" => self.parent = element.attr("val"),
            "numId" => self.number = element.number("val"),
            "ilvl" => {
                let level = element.number("val");
                self.level = level.and_then(|level| usize::try_from(level).ok());
            }
            "vanish" => self.hidden = Some(switched_on(element.attr("val").as_deref())),
            "pageBreakBefore" => {
                self.page_before = Some(switched_on(element.attr("val").as_deref()));
            }
            "rFonts" => self.font = symbol_font(element),
            _ => {}
        }
    }
}

/// The symbol font that an `rFonts` sets; `None` if it sets no font by name.
pub(super) fn symbol_font(element: &Element<'_>) -> Option<Option<SymbolFont>> {
    let name = element.attr("ascii").or_else(|| element.attr("hAnsi"))?;
    Some(SymbolFont::named(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_stand_on_each_other() {
        let text = "<styles>\
            <style type='paragraph' default='1' styleId='n'><rPr><vanish/></rPr></style>\
            <style styleId='a'><basedOn val='n'/><pPr><numPr><numId val='3'/></numPr></pPr></style>\
            <style styleId='b'><basedOn val='a'/><pPr><numPr><ilvl val='1'/></numPr></pPr>\
            <rPr><vanish val='0'/></rPr></style></styles>";
        let styles = Styles::read(text).unwrap();
        let b = styles.paragraph(Some("b"));
        assert_eq!(
            (b.number, b.level, b.hidden),
            (Some(3), Some(1), Some(false))
        );
        assert_eq!(b.numbered_by.as_deref(), Some("a"));
        assert_eq!(styles.paragraph(None).hidden, Some(true));
        assert_eq!(styles.paragraph(Some("unknown")).hidden, Some(true));
    }

    #[test]
    fn a_circle_of_styles_ends() {
        let text = "<styles><style styleId='a'><basedOn val='b'/></style>\
            <style styleId='b'><basedOn val='a'/></style></styles>";
        assert_eq!(
            Styles::read(text).unwrap().paragraph(Some("a")).number,
            None
        );
    }
}
