//! The parts of a DOCX, read in order and put together.

use crate::containers::flow::Flow;
use crate::containers::limits::add_margin;
use crate::containers::numerals::Format;
use crate::containers::package::Package;
use crate::containers::xml::{self, Event, Xml};
use crate::containers::{Content, Trouble};

use super::notes::{Notes, note_format};
use super::numbering::Numbering;
use super::relations::Relations;
use super::section::{Place, Section, shown_parts};
use super::styles::Styles;
use super::switched_on;
use super::walk::{Odd, Part, Walked, walk};

/// What all parts of a document share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) footnotes: Notes,
    pub(super) endnotes: Notes,
    /// Whether even pages have headers of their own.
    even_pages: bool,
}

/// Reads the document whose body is the part `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Content, Trouble> {
    let relations = Relations::read(package, main)?;
    let mut shared = Shared::default();
    let mut load = |kind: &str| match relations.of_kind(kind) {
        Some(name) => package.part(name),
        None => Ok(None),
    };
    if let Some(bytes) = load("styles")? {
        shared.styles = Styles::read(&xml::decode(&bytes))?;
    }
    if let Some(bytes) = load("numbering")? {
        shared.numbering = Numbering::read(&xml::decode(&bytes))?;
    }
    if let Some(bytes) = load("settings")? {
        shared.even_pages = has_even_pages(&xml::decode(&bytes))?;
    }
    let notes = [load("footnotes")?, load("endnotes")?];
    let bytes = package.part(main)?;
    let bytes = bytes.ok_or_else(|| Trouble::Damaged(format!("no part {main}")))?;
    let text = xml::decode(&bytes);
    let formats = [
        note_format(&text, "footnotePr", Format::Decimal),
        note_format(&text, "endnotePr", Format::LowerRoman),
    ];
    for (place, (bytes, format)) in notes.into_iter().zip(formats).enumerate() {
        let texts = match bytes {
            Some(bytes) => walk(&xml::decode(&bytes), &shared, Part::Notes)?.notes,
            None => Default::default(),
        };
        let notes = Notes::new(texts, format);
        match place {
            0 => shared.footnotes = notes,
            _ => shared.endnotes = notes,
        }
    }
    let body = walk(&text, &shared, Part::Body)?;
    drop(text);
    assemble(package, &relations, &shared, body)
}

/// Headers, body, footers.
fn assemble(
    package: &mut Package<'_>,
    relations: &Relations,
    shared: &Shared,
    body: Walked,
) -> Result<Content, Trouble> {
    let breaks = body.sections.iter().skip(1).map(|s| !s.continuous);
    let mut flow = Flow::new(breaks.collect());
    let mut odd = body.odd;
    let mut read = |place| margins(package, relations, shared, &body.sections, place);
    let (headers, odd_headers) = read(Place::Header)?;
    let (footers, odd_footers) = read(Place::Footer)?;
    odd.extend(odd_headers.into_iter().chain(odd_footers));
    for header in &headers {
        flow.furniture(header);
    }
    flow.body(&body.text);
    for footer in &footers {
        flow.furniture(footer);
    }
    for (code, message) in odd {
        flow.note(code, message);
    }
    flow.finish()
}

/// The distinct headers or footers, in the order in which the sections show them, and what was odd
/// about them.
fn margins(
    package: &mut Package<'_>,
    relations: &Relations,
    shared: &Shared,
    sections: &[Section],
    place: Place,
) -> Result<(Vec<String>, Vec<Odd>), Trouble> {
    let (mut texts, mut odd) = (Vec::new(), Vec::new());
    for id in shown_parts(sections, place, shared.even_pages) {
        let Some(name) = relations.of_id(&id) else {
            continue;
        };
        let Some(bytes) = package.part(name)? else {
            continue;
        };
        let walked = walk(&xml::decode(&bytes), shared, Part::Margin)?;
        add_margin(&mut texts, &walked.text)?;
        odd.extend(walked.odd);
    }
    Ok((texts, odd))
}

fn has_even_pages(settings: &str) -> Result<bool, Trouble> {
    let mut xml = Xml::new(settings);
    loop {
        match xml.next()? {
            Event::Start(element) if element.name() == "evenAndOddHeaders" => {
                return Ok(switched_on(element.attr("val").as_deref()));
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}
