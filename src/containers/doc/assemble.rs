//! The stories of a DOC, put together: headers, body with notes and boxes, footers.

use std::collections::HashMap;

use crate::containers::flow::Flow;
use crate::containers::limits::add_margin;
use crate::containers::lists::Counters;
use crate::containers::notes::mark;
use crate::containers::numerals::Format;
use crate::containers::story::NOTE_MARK;
use crate::containers::symbols::SymbolFont;
use crate::containers::{Content, Trouble};

use super::Streams;
use super::bytes::{plc, slice, u8_at, u16_at, u32_at};
use super::fib::{Fib, Story, Table};
use super::lists::Lists;
use super::notes::{bare_parts, parts, references};
use super::pages::Runs;
use super::pieces::Pieces;
use super::sections;
use super::sprm::{Character, Paragraph, sprms};
use super::story::{Extras, write};
use super::styles::Styles;

/// The text of a document and what is known about its characters.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) pieces: Pieces,
    characters: Runs<'a>,
    paragraphs: Runs<'a>,
    styles: Styles,
    fonts: Vec<Option<SymbolFont>>,
    pub(super) lists: Lists,
    pub(super) data: &'a [u8],
}

impl<'a> Text<'a> {
    fn read(fib: &Fib, streams: &'a Streams) -> Result<Text<'a>, Trouble> {
        let table = |table| fib.table(&streams.table, table);
        let fonts = super::fonts::read(table(Table::Fonts));
        let lists = fib.table_and_on(&streams.table, Table::Lists);
        Ok(Text {
            pieces: Pieces::read(table(Table::Pieces), &streams.main)?,
            characters: Runs::characters(table(Table::CharacterPages), &streams.main)?,
            paragraphs: Runs::paragraphs(table(Table::ParagraphPages), &streams.main)?,
            styles: Styles::read(table(Table::Styles)),
            lists: Lists::read(lists, table(Table::ListInstances), &fonts),
            fonts,
            data: &streams.data,
        })
    }

    /// The symbol font of this number.
    pub(super) fn font(&self, number: u16) -> Option<SymbolFont> {
        self.fonts.get(usize::from(number)).copied().flatten()
    }

    /// What the characters at a place of the main stream are, and how far that holds.
    pub(super) fn character(&self, place: u32) -> (u32, u32, Character) {
        let paragraph = self.paragraphs.at(place);
        let style = paragraph.and_then(|run| u16_at(run.changes, 0));
        let mut character = self.styles.character(style.unwrap_or(0));
        let (mut begin, mut end) = paragraph.map_or((place, place), |run| (run.begin, run.end));
        let Some(run) = self.characters.at(place) else {
            return (place, place, character);
        };
        if paragraph.is_some() {
            begin = begin.max(run.begin);
            end = end.min(run.end);
        }
        if let Some(sprm) = sprms(run.changes).find(|sprm| sprm.code == 0x4A30) {
            let own = self.styles.character(sprm.word().unwrap_or(0));
            character.absent |= own.absent;
            character.font = own.font.or(character.font);
        }
        character.apply(run.changes);
        (begin, end, character)
    }

    /// What the paragraph is whose end stands at a position.
    pub(super) fn paragraph(&self, position: u32) -> Paragraph {
        let place = self.pieces.place(position).unwrap_or(u32::MAX);
        let run = self.paragraphs.at(place);
        let changes = run.map(|run| run.changes).unwrap_or_default();
        let style = u16_at(changes, 0).unwrap_or(0);
        let mut paragraph = self.styles.paragraph(style);
        let own = changes.get(2..).unwrap_or_default();
        paragraph.apply(own);
        // What is too long for its page, as the borders of many cells, lies in another stream.
        for sprm in sprms(own).filter(|sprm| matches!(sprm.code, 0x6645 | 0x6646)) {
            paragraph.apply(self.far_changes(sprm.long()).unwrap_or_default());
        }
        paragraph.apply(self.pieces.change(position));
        paragraph
    }

    /// The changes that lie in the stream `Data` (sprmPHugePapx, [MS-DOC] 2.6.2 and 2.9.210).
    fn far_changes(&self, at: Option<u32>) -> Option<&[u8]> {
        let at = usize::try_from(at?).ok()?;
        let length = usize::from(u16_at(self.data, at)?);
        slice(self.data, at.checked_add(2)?, length)
    }
}

/// Reads a document.
pub(super) fn read(fib: &Fib, streams: &Streams) -> Result<Content, Trouble> {
    let text = Text::read(fib, streams)?;
    let sections = sections::read(fib.table(&streams.table, Table::Sections), &streams.main);
    let mut extras = Extras {
        sections: sections.ends.clone(),
        ..Extras::default()
    };
    let margins = margins(fib, streams, &text, &sections)?;
    let endnotes = notes(fib, streams, &text, &mut extras)?;
    let loose = boxes(fib, streams, &text, &mut extras)?;
    let mut flow = Flow::default();
    let [headers, footers] = margins;
    for header in headers.iter().chain(&header_boxes(fib, streams, &text)?) {
        flow.furniture(header);
    }
    let mut counters = Counters::default();
    flow.body(&write(
        &text,
        &extras,
        &mut counters,
        false,
        fib.range(Story::Body),
    )?);
    for lines in loose.iter().chain(&endnotes) {
        flow.body(lines);
    }
    for footer in &footers {
        flow.furniture(footer);
    }
    flow.finish()
}

/// A part of another story than the body.
fn lines(text: &Text<'_>, margin: bool, part: (u32, u32)) -> Result<String, Trouble> {
    write(
        text,
        &Extras::default(),
        &mut Counters::default(),
        margin,
        part,
    )
}

/// The distinct headers and the distinct footers that some page shows. The story begins with six
/// parts that separate notes; then each section has six: headers and footers of even, odd and
/// first pages (2.8.13).
fn margins(
    fib: &Fib,
    streams: &Streams,
    text: &Text<'_>,
    sections: &sections::Sections,
) -> Result<[Vec<String>; 2], Trouble> {
    let table = fib.table(&streams.table, Table::Headers);
    let properties = fib.table(&streams.table, Table::DocumentProperties);
    let even_pages = u8_at(properties, 0).unwrap_or(0) & 1 == 1;
    let mut margins = [Vec::new(), Vec::new()];
    let all = bare_parts(table, fib.range(Story::Headers));
    // In the order of pages: first, odd, even.
    for section in all.get(6..).unwrap_or_default().chunks(6) {
        for (index, place, shown) in [
            (4, 0, sections.title_page),
            (1, 0, true),
            (0, 0, even_pages),
            (5, 1, sections.title_page),
            (3, 1, true),
            (2, 1, even_pages),
        ] {
            let Some(part) = section.get(index).filter(|_| shown) else {
                continue;
            };
            if let Some(margin) = margins.get_mut(place) {
                add_margin(margin, &lines(text, true, *part)?)?;
            }
        }
    }
    Ok(margins)
}

/// Puts footnotes where they are referred to; gives back the endnotes.
fn notes(
    fib: &Fib,
    streams: &Streams,
    text: &Text<'_>,
    extras: &mut Extras,
) -> Result<Vec<String>, Trouble> {
    let mut read = |marks, texts, story, format| -> Result<Vec<(u32, String)>, Trouble> {
        let parts = bare_parts(fib.table(&streams.table, texts), fib.range(story));
        let references = references(fib.table(&streams.table, marks));
        let mut number = 0;
        let mut notes = Vec::new();
        for ((position, automatic), part) in references.into_iter().zip(parts) {
            number += i64::from(automatic);
            let mark = match automatic {
                true => mark(format, number),
                false => String::new(),
            };
            let note = lines(text, false, part)?.replace(NOTE_MARK, &mark);
            notes.push((position, note));
            extras.notes.insert(position, (mark, String::new()));
        }
        Ok(notes)
    };
    use Table::{EndnoteMarks, EndnoteTexts, FootnoteMarks, FootnoteTexts};
    let (decimal, roman) = (Format::Decimal, Format::LowerRoman);
    let footnotes = read(FootnoteMarks, FootnoteTexts, Story::Footnotes, decimal)?;
    let endnotes = read(EndnoteMarks, EndnoteTexts, Story::Endnotes, roman)?;
    for (position, note) in footnotes {
        if let Some((_, text)) = extras.notes.get_mut(&position) {
            *text = note.trim_end_matches('\n').to_owned();
        }
    }
    Ok(endnotes.into_iter().map(|(_, note)| note).collect())
}

/// Puts text boxes where they are anchored; gives back those whose anchor is not known.
fn boxes(
    fib: &Fib,
    streams: &Streams,
    text: &Text<'_>,
    extras: &mut Extras,
) -> Result<Vec<String>, Trouble> {
    let mut loose = Vec::new();
    // A shape's anchor, by the shape's number; 0 is no shape.
    let anchors = plc(fib.table(&streams.table, Table::Anchors), 26);
    let anchors: HashMap<u32, u32> = anchors
        .filter_map(|(position, _, thing)| Some((u32_at(thing, 0)?, position)))
        .filter(|(shape, _)| *shape != 0)
        .collect();
    let table = fib.table(&streams.table, Table::Boxes);
    let shapes = plc(table, 22).map(|(_, _, thing)| u32_at(thing, 14).unwrap_or(0));
    let parts = parts(table, 22, fib.range(Story::Boxes));
    for (part, shape) in parts.into_iter().zip(shapes) {
        let lines = lines(text, false, part)?;
        let lines = lines.trim_end_matches('\n');
        if lines.trim().is_empty() {
            continue;
        }
        let Some(position) = anchors.get(&shape) else {
            loose.push(format!("{lines}\n"));
            continue;
        };
        let here = extras.boxes.entry(*position).or_default();
        if !here.is_empty() {
            here.push('\n');
        }
        here.push_str(lines);
    }
    Ok(loose)
}

/// Text boxes of headers and footers, each once.
fn header_boxes(fib: &Fib, streams: &Streams, text: &Text<'_>) -> Result<Vec<String>, Trouble> {
    let mut boxes: Vec<String> = Vec::new();
    let table = fib.table(&streams.table, Table::HeaderBoxes);
    for part in parts(table, 22, fib.range(Story::HeaderBoxes)) {
        add_margin(&mut boxes, &lines(text, true, part)?)?;
    }
    Ok(boxes)
}
