//! Custom tags (GB/T 33190, 16): names of an industry for text objects of the pages.
//!
//! `Document.xml` names a part that lists parts of tags; in these, elements named 发文字号, 签发人 …
//! hold references to objects. What a reference names is looked for on its page, so that a tagged text
//! is one that stands there.

use super::objects::inner_text;
use crate::containers::xml::{Event, Xml};
use crate::containers::{Tag, Trouble};

/// The most references that are followed.
const MAX_REFERENCES: usize = 2_000;
/// The longest name of a tag, in characters.
const LONGEST: usize = 20;

/// A tag: its name, and the objects it names, by page and own id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct References {
    pub(super) name: String,
    pub(super) objects: Vec<(String, String)>,
}

/// The tags of a part.
pub(super) fn references(text: &str) -> Result<Vec<References>, Trouble> {
    let mut xml = Xml::new(text);
    let mut open: Vec<String> = Vec::new();
    // How deep the element stands whose references are gathered.
    let mut depth = 0;
    let mut tags: Vec<References> = Vec::new();
    let mut count = 0;
    loop {
        match xml.next()? {
            Event::Start(element) if element.name() == "ObjectRef" => {
                let page = element.attr("PageRef").unwrap_or_default();
                let object = inner_text(&mut xml)?.trim().to_owned();
                count += 1;
                let Some(name) = open.last().filter(|_| count <= MAX_REFERENCES) else {
                    continue;
                };
                if depth != open.len() {
                    depth = open.len();
                    tags.push(References {
                        name: name.clone(),
                        objects: Vec::new(),
                    });
                }
                let last = tags.last_mut();
                last.into_iter()
                    .for_each(|tag| tag.objects.push((page.trim().to_owned(), object.clone())));
            }
            Event::Start(element) => {
                let named = ["Name", "name", "TagName"];
                let own = named.iter().find_map(|name| element.attr(name));
                let name = own.unwrap_or_else(|| element.name().to_owned());
                open.push(name.trim().chars().take(LONGEST).collect());
                depth = 0;
            }
            Event::End(_) => {
                open.pop();
                depth = 0;
            }
            Event::Text(_) => {}
            Event::Eof => return Ok(tags),
        }
    }
}

/// Where a tag's text stands among the lines of its page: `at` is the height of its first character,
/// `lines` are the heights of the lines of `text`, which begins at byte `from` of the whole.
pub(super) fn place(
    name: &str,
    value: &str,
    at: f64,
    lines: &[f64],
    text: &str,
    from: usize,
) -> Option<Tag> {
    let wanted: Vec<char> = value.chars().filter(|c| !c.is_whitespace()).collect();
    let mut line = 0;
    let mut shown: Vec<(usize, char, usize)> = Vec::new();
    for (byte, c) in text.char_indices() {
        if !c.is_whitespace() {
            shown.push((byte, c, line));
        }
        line += usize::from(c == '\n');
    }
    let windows = shown.windows(wanted.len().max(1)).filter(|window| {
        let mut pairs = window.iter().zip(&wanted);
        !wanted.is_empty() && pairs.all(|((_, c, _), wanted)| c == wanted)
    });
    let far = |window: &&[(usize, char, usize)]| {
        let line = window.first().map_or(0, |first| first.2);
        lines.get(line).map_or(f64::MAX, |y| (y - at).abs())
    };
    let nearest = windows.min_by(|a, b| far(a).total_cmp(&far(b)))?;
    let (first, last) = (nearest.first()?, nearest.last()?);
    Some(Tag {
        name: name.to_owned(),
        range: from + first.0..from + last.0 + last.1.len_utf8(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_belong_to_the_element_around_them() {
        let part = "<g:公文 xmlns:g='g'><g:版头><g:发文字号><o:ObjectRef xmlns:o='o' PageRef='1'>7</o:ObjectRef>\
            <ObjectRef PageRef='1'> 8 </ObjectRef></g:发文字号><g:签发人><ObjectRef PageRef='1'>9</ObjectRef>\
            </g:签发人></g:版头><Item Name='标题'><ObjectRef PageRef='2'>3</ObjectRef></Item></g:公文>";
        let tags = references(part).unwrap();
        let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["发文字号", "签发人", "标题"]);
        let pairs = [("1".to_owned(), "7".to_owned()), ("1".into(), "8".into())];
        assert_eq!(tags[0].objects, pairs);
        assert!(references("<a><b></a>").is_err());
    }

    #[test]
    fn the_nearest_of_equal_texts_is_meant() {
        let text = "甲\n乙 甲\n甲\n";
        let tag = place("x", " 甲", 19.0, &[0.0, 20.0, 40.0], text, 100).unwrap();
        assert_eq!(tag.range, 108..111);
        assert_eq!(place("x", "丙", 0.0, &[0.0], text, 0), None);
        assert_eq!(place("x", "", 0.0, &[0.0], text, 0), None);
    }
}
