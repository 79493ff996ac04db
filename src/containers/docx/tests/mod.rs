//! DOCX files made of single features.

mod hostile;
mod numbering;
mod parts;
mod text;

use crate::containers::package::tests::pack;
use crate::containers::{Content, Trouble};

/// A DOCX in the making.
#[derive(Default)]
struct Docx {
    body: String,
    parts: Vec<(&'static str, &'static str, String)>,
}

impl Docx {
    fn new(body: &str) -> Docx {
        Docx {
            body: body.to_owned(),
            parts: Vec::new(),
        }
    }

    /// Adds a part: the kind of its relationship, which is its id too, and its XML.
    fn part(mut self, kind: &'static str, root: &'static str, xml: &str) -> Docx {
        self.parts.push((kind, root, xml.to_owned()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let namespaces = "xmlns:w='http://w' xmlns:mc='http://mc' xmlns:r='http://r' \
            xmlns:v='http://v' xmlns:wps='http://wps' xmlns:m='http://m'";
        let root = "<Relationships><Relationship Id='1' Type='http://x/officeDocument' \
            Target='word/document.xml'/></Relationships>";
        let mut relations = String::new();
        let mut files = Vec::new();
        for (index, (kind, root, xml)) in self.parts.iter().enumerate() {
            let kind_alone = kind.trim_end_matches(char::is_numeric);
            relations.push_str(&format!(
                "<Relationship Id='{kind}' Type='http://x/{kind_alone}' Target='p{index}.xml'/>"
            ));
            let xml = format!("<w:{root} {namespaces}>{xml}</w:{root}>");
            files.push((format!("word/p{index}.xml"), xml));
        }
        let relations = format!("<Relationships>{relations}</Relationships>");
        let document = format!(
            "<?xml version='1.0'?><w:document {namespaces}><w:body>{}</w:body></w:document>",
            self.body
        );
        files.push(("_rels/.rels".to_owned(), root.to_owned()));
        files.push(("word/_rels/document.xml.rels".to_owned(), relations));
        files.push(("word/document.xml".to_owned(), document));
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, xml)| (name.as_str(), xml.as_bytes()))
            .collect();
        pack(&files)
    }

    fn read(&self) -> Result<Content, Trouble> {
        super::read(&self.bytes())
    }

    fn text(&self) -> String {
        self.read().unwrap().text
    }
}

/// A paragraph of plain text.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// The text of a body.
fn text_of(body: &str) -> String {
    Docx::new(body).text()
}
