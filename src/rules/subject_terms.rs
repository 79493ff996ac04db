//! Subject terms 主题词 of documents before 2012, and keywords 关键词 of web pages.
//!
//! 主题词 stood first in the imprint, its words separated by spaces, the last one the document's kind
//! (GB/T 9704-1999); GB/T 9704-2012 dropped it. Refuses a label with nothing behind it.

use super::{Compare, QueryField, Rule, TEXTS, show};
use crate::document::{Document, Findings};

pub(super) static RULE: Rule = Rule {
    field: "subject_terms",
    label: "主题词",
    schema: TEXTS,
    extra: &[],
    queries: &[QueryField {
        names: &["主题词", "关键词", "subject_terms"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[("主题词：科技  提案  答复\n", r#"["科技","提案","答复"]"#)],
    refuses: &["主题词: 文  号: 成文日期:\n"],
    source: include_str!("subject_terms.rs"),
};

/// The longest word that is still a term, in characters.
const LONGEST: usize = 20;

fn find(document: &Document, findings: &mut Findings) {
    for key in ["subject_terms", "keywords"] {
        for label in document.labelled(key) {
            let text = document.text(label.value.clone());
            let mut start = label.value.start;
            for word in text.split([' ', ',', ';', '、', '|', '\t']) {
                let span = start..start + word.len();
                start = span.end
                    + text[span.end - label.value.start..]
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8);
                if !word.is_empty() && word.chars().count() <= LONGEST && word != "无" {
                    findings.add(
                        "subject_terms",
                        document.value(span.clone()),
                        vec![span],
                        key,
                    );
                }
            }
        }
    }
}
