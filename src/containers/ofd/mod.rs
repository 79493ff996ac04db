//! OFD (GB/T 33190): text objects of pages and their templates, as visual lines.
//!
//! `package` finds the documents, pages, templates and images; `objects` reads what one page part
//! draws; the lines module puts lines together, as for PDF. Names are matched without namespace,
//! paths without case. Left out: annotations (seals, watermarks, repeated on every page). Custom tags
//! name texts that are on the pages (`tags`).

mod geometry;
mod objects;
mod package;
mod parts;
mod path;
mod picture;
mod tags;
mod text;

use std::collections::HashMap;

use super::garbled::is_garbled;
use super::lines::{Glyph, PageLines, Pages, lines};
use super::{Content, Note, Scan, Tag, Trouble};
use objects::Drawn;
use package::Ofd;
use picture::Found;
use tags::References;

/// The most pages that are read.
const MAX_PAGES: usize = 10_000;
/// The most bytes of pictures that one content holds; others are asked for by their page.
const MAX_PICTURES: usize = 64 << 20;

/// Reads the text of an OFD, and the pictures of pages without text.
///
/// The pages of all documents of the file follow each other. Pictures beyond 64 MiB in all are left
/// empty, see [`page_image`].
///
/// # Errors
///
/// [`Trouble::Encrypted`] if its parts are encrypted, [`Trouble::Damaged`] if it is no ZIP file or a
/// part that the text needs is missing or not well formed, [`Trouble::Limit`] over a limit of size,
/// depth or number.
pub fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let mut ofd = Ofd::open(bytes)?;
    let outcome = read_pages(&mut ofd);
    match outcome {
        Err(Trouble::Damaged(_)) if ofd.is_encrypted() => Err(Trouble::Encrypted),
        outcome => outcome,
    }
}

/// The picture that page `page`, counted from 0 over all documents, consists of: a whole PNG, JPEG
/// or TIFF file.
///
/// # Errors
///
/// As [`read`]; [`Trouble::Unsupported`] if the page is not one picture of these kinds.
pub fn page_image(bytes: &[u8], page: usize) -> Result<Vec<u8>, Trouble> {
    let mut ofd = Ofd::open(bytes)?;
    let mut before = 0;
    for mut document in ofd.documents()? {
        if let Some(drawn) = ofd.page(&mut document, page - before)? {
            return match picture::of_page(&mut ofd, &mut document, &drawn, true)? {
                Found::Whole(image) => Ok(image),
                _ => Err(Trouble::Unsupported(format!(
                    "page {} is not one PNG, JPEG or TIFF picture",
                    page + 1
                ))),
            };
        }
        before += document.pages.len();
    }
    Err(Trouble::Damaged(format!(
        "an OFD without page {}",
        page + 1
    )))
}

fn read_pages(ofd: &mut Ofd<'_>) -> Result<Content, Trouble> {
    let mut reading = Reading::default();
    for mut document in ofd.documents()? {
        let tags = ofd.tags(&document)?;
        for at in 0..document.pages.len() {
            if reading.count >= MAX_PAGES {
                return Err(Trouble::Limit(format!("more than {MAX_PAGES} pages")));
            }
            if let Some(drawn) = ofd.page(&mut document, at)? {
                let found = picture::of_page(ofd, &mut document, &drawn, reading.has_room())?;
                reading.tags(&tags, document.ids.get(at), &drawn);
                reading.page(&drawn, found)?;
            }
        }
    }
    if reading.damaged.len() == reading.count {
        return Err(Trouble::Damaged(
            "an OFD without pages that can be read".to_owned(),
        ));
    }
    Ok(reading.into_content())
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    pages: Pages,
    count: usize,
    scans: Vec<Scan>,
    bytes: usize,
    garbled: Vec<usize>,
    unread: Vec<usize>,
    damaged: Vec<usize>,
    tagged: Vec<Tagged>,
    /// Heights of the lines of pages with tagged texts.
    heights: HashMap<usize, Vec<f64>>,
}

/// A text that a tag names.
struct Tagged {
    page: usize,
    name: String,
    text: String,
    /// The height of its first character.
    y: f64,
}

impl Reading {
    /// Whether more pictures are held.
    fn has_room(&self) -> bool {
        self.bytes < MAX_PICTURES
    }

    /// Notes what tags name on the page that comes next.
    fn tags(&mut self, tags: &[References], id: Option<&String>, drawn: &Drawn) {
        for tag in tags {
            let here = tag.objects.iter().filter(|(page, _)| Some(page) == id);
            let glyphs: Vec<&Glyph> = here
                .filter_map(|(_, object)| drawn.texts.iter().find(|(own, _)| own == object))
                .filter_map(|(_, range)| drawn.glyphs.get(range.clone()))
                .flatten()
                .collect();
            if let Some(first) = glyphs.first() {
                self.tagged.push(Tagged {
                    page: self.count,
                    name: tag.name.clone(),
                    text: glyphs.iter().map(|glyph| glyph.c).collect(),
                    y: first.y,
                });
            }
        }
    }

    /// The tagged texts in their places in the whole text.
    fn placed(&self, content: &Content) -> Vec<Tag> {
        let placed = self.tagged.iter().filter_map(|tagged| {
            let start = *content.pages.get(tagged.page)?;
            let end = content.pages.get(tagged.page + 1);
            let end = end.copied().unwrap_or(content.text.len());
            let heights = self.heights.get(&tagged.page)?;
            let text = content.text.get(start..end)?;
            tags::place(&tagged.name, &tagged.text, tagged.y, heights, text, start)
        });
        placed.collect()
    }

    fn page(&mut self, drawn: &Drawn, found: Found) -> Result<(), Trouble> {
        let page = PageLines {
            lines: lines(&drawn.glyphs, &drawn.rules),
        };
        let number = self.count;
        if self.tagged.last().is_some_and(|last| last.page == number) {
            let heights = page.lines.iter().map(|line| line.y).collect();
            self.heights.insert(number, heights);
        }
        if is_garbled(&page.text()) {
            self.garbled.push(number);
        }
        if drawn.damaged {
            self.damaged.push(number);
        }
        match found {
            Found::None => {}
            Found::Whole(image) => {
                let fits = self.bytes + image.len() <= MAX_PICTURES;
                let image = if fits { image } else { Vec::new() };
                self.bytes += image.len();
                self.scans.push(Scan {
                    page: number,
                    image,
                });
            }
            Found::Other => self.unread.push(number),
        }
        self.count += 1;
        self.pages.push(page)
    }

    fn into_content(mut self) -> Content {
        let mut content = std::mem::take(&mut self.pages).into_content();
        content.tags = self.placed(&content);
        content.scans = self.scans;
        let notes = [
            ("garbled_text", "the text makes no sense", self.garbled),
            (
                "unread_picture",
                "pictures that are not one PNG, JPEG or TIFF of the whole page",
                self.unread,
            ),
            (
                "unread_page",
                "its part is missing or damaged",
                self.damaged,
            ),
        ];
        for (code, message, pages) in notes {
            content.notes.extend(Note::of_pages(code, message, &pages));
        }
        content
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
