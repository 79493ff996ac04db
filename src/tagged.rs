//! Texts that their container tags as what they are: 发文字号, 签发人, 标题 … of an OFD.
//!
//! A tag names texts that stand on a page, so that a tagged value has its proof there. It acts as a
//! label beside the value, and goes before what only looks like one.

use std::ops::Range;

use crate::document::Page;
use crate::labels::{Labelled, Tie, spellings};

/// Names of tags that are no labels of pages, and the key of each. GB/T 9704-2012 names the parts.
const NAMES: &[(&str, &str)] = &[
    ("公文标题", "title"),
    ("发文机关署名", "issuer"),
    ("签发人姓名", "signers"),
    ("密级和保密期限", "secrecy"),
];

/// The texts that stand in the lines `lines` and are tagged, a label for each line of them.
pub fn tagged(page: &Page, lines: &Range<usize>) -> Vec<Labelled> {
    let mut found = Vec::new();
    for (name, range) in page.source.tags() {
        let Some(key) = key_of(name) else { continue };
        for line in lines.clone() {
            found.extend(value_in(page, line, range).map(|value| Labelled {
                key,
                label: value.start..value.start,
                value,
                line,
                tie: Tie::Tag,
            }));
        }
    }
    found
}

fn key_of(name: &str) -> Option<&'static str> {
    let plain: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let own = NAMES.iter().find(|(known, _)| *known == plain);
    own.map(|(_, key)| *key).or_else(|| {
        spellings()
            .find(|(_, word)| *word == plain)
            .map(|(key, _)| key)
    })
}

/// What of a line comes from the bytes `range` of the source, in the match view.
fn value_in(page: &Page, line: usize, range: &Range<usize>) -> Option<Range<usize>> {
    let line = page.lines.get(line)?.range.clone();
    let source_of = |at: usize| {
        let reading = page.matched.source_start(at);
        page.reading.text.source_start(reading)
    };
    // Lines are in the order of the source: most are told by their ends.
    if line.is_empty() || source_of(line.start) >= range.end {
        return None;
    }
    let text = page.matched.as_str().get(line.clone())?;
    let mut inside = text
        .char_indices()
        .map(|(at, c)| (line.start + at, c))
        .filter(|(at, _)| range.contains(&source_of(*at)));
    let (start, first) = inside.next()?;
    let (last, c) = inside.next_back().unwrap_or((start, first));
    Some(start..last + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::containers::{Content, Tag};
    use crate::text::SourceText;

    #[test]
    fn a_tag_is_a_label_of_the_text_it_names() {
        let text = "云科〔2022〕32号　　陆知行\n正文\n".to_owned();
        let at = text.find("陆知行").expect("stands there");
        let tag = |name: &str| Tag {
            name: name.into(),
            range: at..at + "陆知行".len(),
        };
        let source = SourceText::of(Content {
            tags: vec![tag("签 发 人"), tag("没有的")],
            text,
            ..Content::default()
        });
        let page = Page::of(source);
        let labels = tagged(&page, &(0..page.lines.len()));
        assert_eq!(labels.len(), 1);
        assert_eq!(labels[0].key, "signers");
        assert_eq!(&page.matched.as_str()[labels[0].value.clone()], "陆知行");
        assert_eq!(labels[0].line, 0);
    }

    #[test]
    fn names_of_tags_are_labels() {
        assert_eq!(key_of("发文字号"), Some("doc_number"));
        assert_eq!(key_of("公文标题"), Some("title"));
        assert_eq!(key_of("eInvoice"), None);
    }
}
