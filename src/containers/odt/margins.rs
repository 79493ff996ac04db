//! Headers and footers of the page styles of an ODT.

use crate::containers::Trouble;
use crate::containers::limits::add_margin;
use crate::containers::xml::{Event, Xml};

use super::styles::Styles;
use super::walk::Walker;

/// The distinct headers and footers of the page styles that are used.
pub(super) fn walk_margins(
    common: &str,
    styles: &Styles,
    used: &[String],
) -> Result<[Vec<String>; 2], Trouble> {
    let mut xml = Xml::new(common);
    let mut margins: [Vec<String>; 2] = Default::default();
    let mut masters = 0;
    loop {
        match xml.next()? {
            Event::Start(element) if element.name() == "master-page" => {
                let name = element.attr("name").unwrap_or_default();
                masters += 1;
                let first = masters == 1 && used.iter().any(String::is_empty);
                if !first && !used.contains(&name) {
                    xml.skip()?;
                }
            }
            Event::Start(element) => {
                let shown = element.attr("display").as_deref() != Some("false");
                let place = place(element.name()).filter(|_| shown);
                let Some(margin) = place.and_then(|place| margins.get_mut(place)) else {
                    continue;
                };
                add_margin(margin, &walk_margin(&mut xml, styles)?)?;
            }
            Event::Eof => return Ok(margins),
            _ => {}
        }
    }
}

/// The lines of the header or footer that has just begun.
fn walk_margin(xml: &mut Xml<'_>, styles: &Styles) -> Result<String, Trouble> {
    let mut walker = Walker::new(styles, true);
    loop {
        match xml.next()? {
            Event::Start(element) => walker.enter(xml, &element)?,
            Event::End(end) if place(end.name()).is_some() => return Ok(walker.story.finish()),
            Event::End(end) => walker.end(end.name())?,
            Event::Text(text) => walker.text(&text)?,
            Event::Eof => return Ok(walker.story.finish()),
        }
    }
}

/// 0 for the headers of a page style, 1 for its footers.
fn place(name: &str) -> Option<usize> {
    match name {
        "header" | "header-left" | "header-first" => Some(0),
        "footer" | "footer-left" | "footer-first" => Some(1),
        _ => None,
    }
}
