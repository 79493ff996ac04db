//! A pull reader over XML parts: local names, the five entities, no DTD, a limit on depth.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event as Raw};

use super::{MAX_DEPTH, Trouble};

/// What stands next in a part.
pub(crate) enum Event<'a> {
    /// An element begins; an empty one ends with the next event.
    Start(Element<'a>),
    /// An element ends.
    End(End<'a>),
    /// Text, its entities resolved; one text may come in several pieces.
    Text(Cow<'a, str>),
    /// The part is over, all elements closed.
    Eof,
}

/// An element that begins.
pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without prefix.
    pub(crate) fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// The value of the first attribute of this local name, normalised. An attribute that is not
    /// well formed counts as absent.
    pub(crate) fn attr(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let found = known.find(|attribute| local(attribute.key.0) == name)?;
        let value = found.normalized_value(XmlVersion::Explicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// The attribute as a number.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.attr(name)?.trim().parse().ok()
    }
}

/// An element that ends.
pub(crate) struct End<'a>(BytesEnd<'a>);

impl End<'_> {
    /// Its name without prefix.
    pub(crate) fn name(&self) -> &str {
        local(self.0.name().0)
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A reader over the text of one part.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// A reader that stands before the first element.
    pub(crate) fn new(text: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, depth: 0 }
    }

    /// The next event; comments and instructions are passed over. `Damaged` if the part is not well
    /// formed or names an entity of its own, `Limit` if it is too deep or holds a DTD.
    pub(crate) fn next(&mut self) -> Result<Event<'a>, Trouble> {
        loop {
            let raw = self.reader.read_event();
            let raw = raw.map_err(|error| Trouble::Damaged(format!("XML: {error}")))?;
            match raw {
                Raw::Start(start) | Raw::Empty(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Trouble::Limit(format!("XML deeper than {MAX_DEPTH}")));
                    }
                    return Ok(Event::Start(Element(start)));
                }
                Raw::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Event::End(End(end)));
                }
                Raw::Text(text) => return Ok(Event::Text(text.into_inner())),
                Raw::CData(text) => return Ok(Event::Text(text.into_inner())),
                Raw::GeneralRef(name) => return resolve(&name).map(Event::Text),
                Raw::DocType(_) => return Err(Trouble::Limit("a DTD in an XML part".to_owned())),
                Raw::Eof if self.depth > 0 => {
                    return Err(Trouble::Damaged(
                        "XML: it ends within an element".to_owned(),
                    ));
                }
                Raw::Eof => return Ok(Event::Eof),
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => {}
            }
        }
    }

    /// Passes over the rest of the element that has just begun, its end included.
    pub(crate) fn skip(&mut self) -> Result<(), Trouble> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Event::Eof) {
                break;
            }
        }
        Ok(())
    }
}

/// The character of a numeric reference or of one of the five names of XML 1.0 §4.6.
fn resolve(name: &BytesRef<'_>) -> Result<Cow<'static, str>, Trouble> {
    let unknown = || Trouble::Damaged(format!("XML: the entity &{};", shorten(name)));
    if name.is_char_ref() {
        let found = name.resolve_char_ref().ok().flatten();
        return found.map(|c| c.to_string().into()).ok_or_else(unknown);
    }
    let text = match &**name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "apos" => "'",
        "quot" => "\"",
        _ => return Err(unknown()),
    };
    Ok(Cow::Borrowed(text))
}

fn shorten(name: &str) -> String {
    name.chars().take(32).collect()
}

/// The text of a part: UTF-8, UTF-16 by its mark or its pattern, else the encoding it declares.
/// What cannot be read becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0;
    }
    match bytes {
        [b'<', 0, ..] => return UTF_16LE.decode_without_bom_handling(bytes).0,
        [0, b'<', ..] => return UTF_16BE.decode_without_bom_handling(bytes).0,
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let declared = declared(bytes).and_then(|label| Encoding::for_label(&label));
    match declared {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
        None => String::from_utf8_lossy(bytes),
    }
}

/// The label after `encoding=` in the declaration of an XML part.
fn declared(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.get(..bytes.len().min(200))?;
    let close = head.windows(2).position(|two| two == b"?>")?;
    let head = head.get(..close)?;
    let key = b"encoding=";
    let at = head.windows(key.len()).position(|nine| nine == key)?;
    let value = head.get(at + key.len()..)?;
    let (quote, rest) = value.split_first()?;
    Some(rest.iter().copied().take_while(|b| b != quote).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, Trouble> {
        let mut xml = Xml::new(text);
        let mut out = String::new();
        loop {
            match xml.next()? {
                Event::Start(element) => {
                    out.push_str(&format!("<{}>", element.name()));
                    out.push_str(&element.attr("v").unwrap_or_default());
                }
                Event::End(end) => out.push_str(&format!("</{}>", end.name())),
                Event::Text(text) => out.push_str(&text),
                Event::Eof => return Ok(out),
            }
        }
    }

    #[test]
    fn names_are_local_and_entities_resolved() {
        let out =
            read("<?xml version='1.0'?><w:a x:v='1&amp;2'><b/>&lt;&#x4E00;<![CDATA[<]]></w:a>");
        assert_eq!(out.unwrap(), "<a>1&2<b></b><一<</a>");
    }

    #[test]
    fn hostile_parts_are_refused() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\">]><a>&b;</a>";
        assert!(matches!(read(laughs), Err(Trouble::Limit(_))));
        assert!(matches!(read("<a>&nbsp;</a>"), Err(Trouble::Damaged(_))));
        assert!(matches!(read("<a><b></a>"), Err(Trouble::Damaged(_))));
        assert!(matches!(read("<a>text"), Err(Trouble::Damaged(_))));
        assert!(matches!(read("<a>&#0;</a>"), Err(Trouble::Damaged(_))));
        let deep = "<a>".repeat(100_000);
        assert!(matches!(read(&deep), Err(Trouble::Limit(_))));
    }

    #[test]
    fn skip_ends_after_the_element() {
        let mut xml = Xml::new("<a><b><c>x</c><b/></b>y</a>");
        assert!(matches!(xml.next(), Ok(Event::Start(_))));
        assert!(matches!(xml.next(), Ok(Event::Start(_))));
        xml.skip().unwrap();
        assert!(matches!(xml.next(), Ok(Event::Text(text)) if text == "y"));
    }

    #[test]
    fn parts_come_in_several_encodings() {
        let utf16: Vec<u8> = "<a>文</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&utf16), "<a>文</a>");
        let marked = [&b"\xFF\xFE"[..], &utf16].concat();
        assert_eq!(decode(&marked), "<a>文</a>");
        assert_eq!(decode(b"\xEF\xBB\xBF<a/>"), "<a/>");
        let gbk = b"<?xml version='1.0' encoding='GBK'?><a>\xCE\xC4</a>";
        assert!(decode(gbk).ends_with("<a>文</a>"));
    }

    proptest! {
        #[test]
        fn any_bytes_end_in_an_outcome(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&decode(&bytes));
        }

        #[test]
        fn any_markup_ends_in_an_outcome(text in "[<>/ab&;='\" !\\[\\]-]{0,80}") {
            let _ = read(&text);
        }
    }
}
