//! The way from an OFD package to its pages: `OFD.xml`, documents, pages, templates, resources.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::geometry::{Area, Matrix};
use super::objects::{self, Drawn};
use super::parts::{directory, joined, media, texts_of};
use super::tags::{References, references};
use crate::containers::Trouble;
use crate::containers::package::Package;
use crate::containers::xml::{Event, Xml, decode};

/// Parts that an encrypted package holds in the clear (GM/T 0099).
const ENCRYPTION_PARTS: [&str; 2] = ["Encryptions.xml", "decryptseed.dat"];
/// The most parts of tags that are read.
const MAX_TAG_PARTS: usize = 20;
/// The most composite units that are put into one page.
const MAX_UNITS: usize = 2_000;
/// How deep composite units may hold each other.
const MAX_UNIT_DEPTH: usize = 4;
/// The page of a document that does not say: A4.
const A4: Area = Area {
    x: 0.0,
    y: 0.0,
    width: 210.0,
    height: 297.0,
};

/// An opened package.
pub(super) struct Ofd<'a> {
    package: Package<'a>,
}

/// One document of a package.
#[derive(Default)]
pub(super) struct Document {
    /// Where its own part stands.
    directory: String,
    /// Its pages' parts, in order.
    pub(super) pages: Vec<String>,
    /// The pages' ids, in the same order.
    pub(super) ids: Vec<String>,
    /// The part that lists its parts of tags.
    tag_list: Option<String>,
    templates: HashMap<String, String>,
    resources: Vec<String>,
    area: Option<Area>,
    /// Template parts that were read before.
    read: HashMap<String, Rc<Drawn>>,
    /// Once a page asked for one: images and composite units by their id.
    loaded: Option<Resources>,
}

/// What resource parts name.
#[derive(Default)]
struct Resources {
    media: HashMap<String, String>,
    units: HashMap<String, Rc<Drawn>>,
}

impl<'a> Ofd<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Ofd<'a>, Trouble> {
        Package::open(bytes).map(|package| Ofd { package })
    }

    /// Whether the package says that its parts are encrypted.
    pub(super) fn is_encrypted(&self) -> bool {
        ENCRYPTION_PARTS.iter().any(|name| self.package.has(name))
    }

    /// The documents of the package, in order.
    pub(super) fn documents(&mut self) -> Result<Vec<Document>, Trouble> {
        let missing = || Trouble::Damaged("an OFD without OFD.xml".to_owned());
        let main = self.package.part("OFD.xml")?.ok_or_else(missing)?;
        let roots = texts_of(&decode(&main), "DocRoot")?;
        let mut documents = Vec::new();
        for root in roots {
            documents.push(self.document(root.trim())?);
        }
        Ok(documents)
    }

    fn document(&mut self, root: &str) -> Result<Document, Trouble> {
        let missing = || Trouble::Damaged(format!("part {root} is missing"));
        let part = self.package.part(root)?.ok_or_else(missing)?;
        let text = decode(&part);
        let mut document = Document {
            directory: directory(root).to_owned(),
            ..Document::default()
        };
        let mut xml = Xml::new(&text);
        let mut awaited = String::new();
        loop {
            match xml.next()? {
                Event::Start(element) => {
                    element.name().clone_into(&mut awaited);
                    let place = element.attr("BaseLoc");
                    match (element.name(), place) {
                        ("Page", Some(place)) => {
                            document.pages.push(place);
                            document.ids.push(element.attr("ID").unwrap_or_default());
                        }
                        ("TemplatePage", Some(place)) => {
                            let id = element.attr("ID").unwrap_or_default();
                            document.templates.insert(id, place);
                        }
                        _ => {}
                    }
                }
                Event::Text(text) => match awaited.as_str() {
                    "PublicRes" | "DocumentRes" => document.resources.push(text.trim().to_owned()),
                    "CustomTags" => document.tag_list = Some(text.trim().to_owned()),
                    "PhysicalBox" => document.area = Area::parse(&text).or(document.area),
                    _ => {}
                },
                Event::End(_) => awaited.clear(),
                Event::Eof => return Ok(document),
            }
        }
    }

    /// The bytes of a part that a part in `directory` names.
    fn part(&mut self, directory: &str, place: &str) -> Result<Option<(String, Vec<u8>)>, Trouble> {
        // The standard counts from the naming part's folder; some producers from the root.
        for name in [joined(directory, place), joined("", place)] {
            if let Some(bytes) = self.package.part(&name)? {
                return Ok(Some((name, bytes)));
            }
        }
        Ok(None)
    }

    /// All that page `at` of a document shows, its templates included; `None` if there is none.
    ///
    /// A part that is missing or damaged makes a page that is [`Drawn::damaged`].
    pub(super) fn page(
        &mut self,
        document: &mut Document,
        at: usize,
    ) -> Result<Option<Drawn>, Trouble> {
        let Some(place) = document.pages.get(at).cloned() else {
            return Ok(None);
        };
        let mut drawn = self.drawn(&document.directory, &place)?;
        drawn.area = drawn.area.or(document.area).or(Some(A4));
        self.add_templates(document, &mut drawn)?;
        self.add_units(document, &mut drawn)?;
        Ok(Some(drawn))
    }

    fn drawn(&mut self, directory: &str, place: &str) -> Result<Drawn, Trouble> {
        let damaged = Drawn {
            damaged: true,
            ..Drawn::default()
        };
        let Some((_, bytes)) = self.part(directory, place)? else {
            return Ok(damaged);
        };
        match objects::page(&decode(&bytes)) {
            Err(Trouble::Damaged(_)) => Ok(damaged),
            outcome => outcome,
        }
    }

    fn add_templates(&mut self, document: &mut Document, page: &mut Drawn) -> Result<(), Trouble> {
        let mut wanted = std::mem::take(&mut page.templates);
        let mut seen = HashSet::new();
        while let Some(id) = wanted.pop() {
            let place = document.templates.get(&id).cloned();
            let Some(place) = place.filter(|_| seen.insert(id)) else {
                continue;
            };
            let template = match document.read.get(&place) {
                Some(template) => Rc::clone(template),
                None => {
                    let template = Rc::new(self.drawn(&document.directory, &place)?);
                    document.read.insert(place, Rc::clone(&template));
                    template
                }
            };
            page.damaged |= template.damaged;
            page.add(&template, &Matrix::SAME)?;
            page.units.extend(template.units.iter().cloned());
            wanted.extend(template.templates.iter().cloned());
        }
        Ok(())
    }

    fn add_units(&mut self, document: &mut Document, page: &mut Drawn) -> Result<(), Trouble> {
        let units = std::mem::take(&mut page.units).into_iter();
        let mut wanted: Vec<(String, Matrix, usize)> =
            units.map(|(id, matrix)| (id, matrix, 1)).collect();
        let mut added = 0;
        while let Some((id, matrix, depth)) = wanted.pop() {
            let Some(unit) = self.resources(document)?.units.get(&id).map(Rc::clone) else {
                continue;
            };
            added += 1;
            if added > MAX_UNITS || depth > MAX_UNIT_DEPTH {
                return Err(Trouble::Limit(
                    "composite objects within each other".to_owned(),
                ));
            }
            page.add(&unit, &matrix)?;
            let inner = unit.units.iter();
            wanted.extend(inner.map(|(id, own)| (id.clone(), matrix.around(own), depth + 1)));
        }
        Ok(())
    }

    /// The tags of a document; a part that is missing or damaged has none.
    pub(super) fn tags(&mut self, document: &Document) -> Result<Vec<References>, Trouble> {
        let Some(list) = &document.tag_list else {
            return Ok(Vec::new());
        };
        let Some((name, bytes)) = self.part(&document.directory, list)? else {
            return Ok(Vec::new());
        };
        let files = texts_of(&decode(&bytes), "FileLoc").unwrap_or_default();
        let mut tags = Vec::new();
        for file in files.iter().take(MAX_TAG_PARTS) {
            let place = file.trim();
            let part = match self.part(directory(&name), place)? {
                Some(part) => Some(part),
                None => self.part(&document.directory, place)?,
            };
            if let Some((_, bytes)) = part {
                tags.extend(references(&decode(&bytes)).unwrap_or_default());
            }
        }
        Ok(tags)
    }

    /// The file name and the bytes of an image, or no bytes unless `load`.
    pub(super) fn image(
        &mut self,
        document: &mut Document,
        id: &str,
        load: bool,
    ) -> Result<Option<(String, Vec<u8>)>, Trouble> {
        let Some(name) = self.resources(document)?.media.get(id).cloned() else {
            return Ok(None);
        };
        if !load {
            return Ok(Some((name, Vec::new())));
        }
        self.part("", &name)
    }

    fn resources<'d>(&mut self, document: &'d mut Document) -> Result<&'d Resources, Trouble> {
        let loaded = match document.loaded.take() {
            Some(loaded) => loaded,
            None => self.load(document)?,
        };
        Ok(document.loaded.insert(loaded))
    }

    fn load(&mut self, document: &Document) -> Result<Resources, Trouble> {
        let mut loaded = Resources::default();
        for place in &document.resources {
            // The text does not need resources: a damaged part only costs its pictures.
            let Some((name, bytes)) = self.part(&document.directory, place)? else {
                continue;
            };
            let text = decode(&bytes);
            for (id, file) in media(&text).unwrap_or_default() {
                let path = joined(directory(&name), &file);
                loaded.media.insert(id, path);
            }
            let units = objects::units(&text).unwrap_or_default();
            let units = units.into_iter().map(|(id, unit)| (id, Rc::new(unit)));
            loaded.units.extend(units);
        }
        Ok(loaded)
    }
}
