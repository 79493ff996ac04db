//! Sections: where pages begin and which headers and footers are shown (§17.6, §17.10).

use crate::containers::MAX_ENTRIES;
use crate::containers::xml::Element;

use super::switched_on;

/// The most references to headers and footers: there are not more parts.
const MAX_PARTS: usize = MAX_ENTRIES;

/// Header or footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Header,
    Footer,
}

/// One section, as its `sectPr` tells.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// It goes on on the page of the section before.
    pub(super) continuous: bool,
    /// Its first page has a header of its own.
    title_page: bool,
    references: Vec<Reference>,
}

#[derive(Debug)]
struct Reference {
    place: Place,
    kind: String,
    id: String,
}

impl Section {
    /// Takes what a child of the `sectPr` says.
    pub(super) fn take(&mut self, element: &Element<'_>) {
        let value = element.attr("val");
        match element.name() {
            "type" => {
                self.continuous = matches!(value.as_deref(), Some("continuous" | "nextColumn"));
            }
            "titlePg" => self.title_page = switched_on(value.as_deref()),
            "headerReference" => self.refer(Place::Header, element),
            "footerReference" => self.refer(Place::Footer, element),
            _ => {}
        }
    }

    fn refer(&mut self, place: Place, element: &Element<'_>) {
        let Some(id) = element.attr("id") else { return };
        if self.references.len() < MAX_PARTS {
            let kind = element.attr("type").unwrap_or_default();
            self.references.push(Reference { place, kind, id });
        }
    }
}

/// The ids of the headers or footers that some page shows, each once, in order.
pub(super) fn shown_parts(sections: &[Section], place: Place, even_pages: bool) -> Vec<String> {
    // A section inherits what it does not name, so a title page anywhere shows a first header.
    let title_page = sections.iter().any(|section| section.title_page);
    let mut ids: Vec<String> = Vec::new();
    for section in sections {
        for wanted in ["first", "default", "even"] {
            let shown = match wanted {
                "first" => title_page,
                "even" => even_pages,
                _ => true,
            };
            let of_kind = |r: &&Reference| {
                r.place == place && (r.kind == wanted || r.kind.is_empty() && wanted == "default")
            };
            for reference in section.references.iter().filter(of_kind) {
                if shown && ids.len() < MAX_PARTS && !ids.contains(&reference.id) {
                    ids.push(reference.id.clone());
                }
            }
        }
    }
    ids
}
