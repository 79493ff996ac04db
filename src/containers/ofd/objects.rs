//! What one page, template or composite part draws: text, borders, images.

use std::collections::HashMap;
use std::ops::Range;

use super::geometry::{Area, Matrix};
use super::path::path;
use super::text::Text;
use crate::containers::Trouble;
use crate::containers::lines::{Glyph, MAX_GLYPHS, MAX_RULES, Rule};
use crate::containers::xml::{Element, Event, Xml};

/// The most images of one page that are looked at.
const MAX_IMAGES: usize = 1_000;

/// An image on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Image {
    /// The resource it shows.
    pub(super) resource: String,
    /// What it covers.
    pub(super) area: Area,
    /// Whether it is neither turned nor mirrored.
    pub(super) upright: bool,
}

/// What is drawn, in millimetres of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Drawn {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    pub(super) images: Vec<Image>,
    /// The templates it lies on.
    pub(super) templates: Vec<String>,
    /// Composite units it shows, and where.
    pub(super) units: Vec<(String, Matrix)>,
    /// The page's own size.
    pub(super) area: Option<Area>,
    /// Whether its part is missing or not well formed.
    pub(super) damaged: bool,
    /// How many strings there are.
    pub(super) runs: u32,
    /// Text objects by their id, and which of the glyphs are theirs.
    pub(super) texts: Vec<(String, Range<usize>)>,
}

impl Drawn {
    /// Adds what another part draws, seen through a matrix.
    pub(super) fn add(&mut self, other: &Drawn, matrix: &Matrix) -> Result<(), Trouble> {
        if self.glyphs.len() + other.glyphs.len() > MAX_GLYPHS {
            return Err(too_many());
        }
        let same = *matrix == Matrix::SAME;
        let shift = self.glyphs.len();
        let texts = other.texts.iter();
        self.texts
            .extend(texts.map(|(id, own)| (id.clone(), own.start + shift..own.end + shift)));
        self.glyphs.extend(other.glyphs.iter().map(|glyph| {
            let run = glyph.run.wrapping_add(self.runs);
            let glyph = Glyph { run, ..*glyph };
            if same { glyph } else { moved(&glyph, matrix) }
        }));
        self.runs = self.runs.wrapping_add(other.runs);
        let room = MAX_RULES.saturating_sub(self.rules.len());
        self.rules
            .extend(other.rules.iter().take(room).map(|rule| Rule {
                from: matrix.point(rule.from.0, rule.from.1),
                to: matrix.point(rule.to.0, rule.to.1),
            }));
        let room = MAX_IMAGES.saturating_sub(self.images.len());
        let images = other.images.iter().filter(|_| same).take(room);
        self.images.extend(images.cloned());
        Ok(())
    }

    /// How many characters are shown, without white space.
    pub(super) fn shown(&self) -> usize {
        self.glyphs
            .iter()
            .filter(|glyph| !glyph.c.is_whitespace())
            .count()
    }
}

fn moved(glyph: &Glyph, matrix: &Matrix) -> Glyph {
    let (x, y) = matrix.point(glyph.x, glyph.y);
    let (dx, dy) = matrix.vector(glyph.dx, glyph.dy);
    let (ux, uy) = matrix.vector(0.0, glyph.size);
    let size = ux.hypot(uy);
    Glyph {
        x,
        y,
        dx,
        dy,
        size,
        ..*glyph
    }
}

/// Reads a page or template part.
pub(super) fn page(text: &str) -> Result<Drawn, Trouble> {
    let mut xml = Xml::new(text);
    let mut drawn = Drawn::default();
    content(&mut xml, &mut drawn, "")?;
    Ok(drawn)
}

/// Reads the composite units of a resource part, by their id.
pub(super) fn units(text: &str) -> Result<HashMap<String, Drawn>, Trouble> {
    let mut xml = Xml::new(text);
    let mut units = HashMap::new();
    loop {
        match xml.next()? {
            Event::Start(element) if element.name() == "CompositeGraphicUnit" => {
                let id = element.attr("ID").unwrap_or_default();
                let mut drawn = Drawn::default();
                content(&mut xml, &mut drawn, "CompositeGraphicUnit")?;
                units.insert(id, drawn);
            }
            Event::Eof => return Ok(units),
            _ => {}
        }
    }
}

/// Reads objects up to the end of the element `until`, or of the part.
fn content(xml: &mut Xml<'_>, drawn: &mut Drawn, until: &str) -> Result<(), Trouble> {
    loop {
        match xml.next()? {
            Event::Eof => return Ok(()),
            Event::End(end) if end.name() == until => return Ok(()),
            Event::End(_) | Event::Text(_) => {}
            Event::Start(element) => match element.name() {
                "Actions" | "Clips" => xml.skip()?,
                "Template" => drawn.templates.extend(element.attr("TemplateID")),
                "PhysicalBox" => {
                    drawn.area = Area::parse(&inner_text(xml)?).or(drawn.area);
                }
                "TextObject" | "PathObject" | "ImageObject" | "CompositeObject" => {
                    object(xml, &element, drawn)?;
                }
                _ => {}
            },
        }
    }
}

fn object(xml: &mut Xml<'_>, element: &Element<'_>, drawn: &mut Drawn) -> Result<(), Trouble> {
    if element
        .attr("Visible")
        .is_some_and(|value| value.trim() == "false")
    {
        return xml.skip();
    }
    let boundary = element
        .attr("Boundary")
        .and_then(|value| Area::parse(&value));
    let boundary = boundary.unwrap_or_default();
    let own = element.attr("CTM").and_then(|value| Matrix::parse(&value));
    let own = own.unwrap_or(Matrix::SAME);
    let place = Matrix::shift(boundary.x, boundary.y).around(&own);
    let resource = element.attr("ResourceID");
    match element.name() {
        "TextObject" => {
            let start = drawn.glyphs.len();
            Text::of(element, place).read(xml, drawn)?;
            let id = element.attr("ID").unwrap_or_default();
            if !id.is_empty() {
                drawn.texts.push((id, start..drawn.glyphs.len()));
            }
            Ok(())
        }
        "PathObject" => path(xml, drawn, &place),
        "CompositeObject" => {
            drawn.units.extend(resource.map(|id| (id, place)));
            xml.skip()
        }
        _ => {
            let [a, b, c, d, _, _] = own.0;
            let straight = b.abs() < 1e-3 * a.abs() && c.abs() < 1e-3 * d.abs();
            if drawn.images.len() < MAX_IMAGES {
                drawn.images.extend(resource.map(|resource| Image {
                    resource,
                    area: boundary,
                    upright: straight && a > 0.0 && d > 0.0,
                }));
            }
            xml.skip()
        }
    }
}

/// More characters than are taken from a page.
pub(super) fn too_many() -> Trouble {
    Trouble::Limit(format!("a page of more than {MAX_GLYPHS} characters"))
}

/// The text up to the end of the element that has just begun.
pub(super) fn inner_text(xml: &mut Xml<'_>) -> Result<String, Trouble> {
    let mut text = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(piece) => text.push_str(&piece),
            Event::Eof => break,
        }
    }
    Ok(text)
}
