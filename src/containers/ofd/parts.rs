//! Small questions to parts: their texts, their images, their paths.

use crate::containers::Trouble;
use crate::containers::xml::{Event, Xml};

/// Images of a resource part by id; their place counts from the part's folder.
pub(super) fn media(text: &str) -> Result<Vec<(String, String)>, Trouble> {
    let mut xml = Xml::new(text);
    let mut media = Vec::new();
    let (mut base, mut id, mut in_file) = (String::new(), String::new(), false);
    loop {
        match xml.next()? {
            Event::Start(element) => match element.name() {
                "Res" => base = element.attr("BaseLoc").unwrap_or_default(),
                "MultiMedia" => id = element.attr("ID").unwrap_or_default(),
                name => in_file = name == "MediaFile",
            },
            Event::Text(file) if in_file => {
                media.push((id.clone(), joined(&base, file.trim())));
            }
            Event::Text(_) => {}
            Event::End(_) => in_file = false,
            Event::Eof => return Ok(media),
        }
    }
}

/// The texts of all elements of a name.
pub(super) fn texts_of(text: &str, name: &str) -> Result<Vec<String>, Trouble> {
    let mut xml = Xml::new(text);
    let mut texts: Vec<String> = Vec::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Event::Start(element) => {
                inside = element.name() == name;
                if inside {
                    texts.push(String::new());
                }
            }
            Event::Text(piece) if inside => {
                if let Some(text) = texts.last_mut() {
                    text.push_str(&piece);
                }
            }
            Event::Text(_) => {}
            Event::End(_) => inside = false,
            Event::Eof => return Ok(texts),
        }
    }
}

/// The folder of a part.
pub(super) fn directory(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// A path from the package's root: absolute ones start with `/`.
pub(super) fn joined(directory: &str, place: &str) -> String {
    let place = place.trim().replace('\\', "/");
    let whole = match place.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{directory}/{place}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
