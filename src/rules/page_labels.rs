//! Further metadata of a web page 网页元数据: category, publisher, validity, source …
//!
//! Labelled values above the body that no field of its own holds, by the canonical key of
//! `data/labels.txt`: abstract, author, category, date_updated, deadline, delegation,
//! document_kind, editor, publisher, reply_date, served, source, validity. Kept as printed, at most 60 characters
//! each; of several under one key the first counts. Refuses empty labels, counters and tools.

use serde_json::{Map, Value};

use super::{Rule, show};
use crate::document::{Document, Findings};
use crate::values::person::names_of_list;

pub(super) static RULE: Rule = Rule {
    field: "page_labels",
    label: "网页元数据",
    schema: r#"{"type":"object","additionalProperties":{"type":"string"}}"#,
    extra: &[],
    queries: &[],
    find,
    show: show::plain,
    finds: &[(
        "索引号：005000000/2024-00013 主题分类：科技、教育\n有效性：有效\n",
        r#"{"category":"科技、教育","validity":"有效"}"#,
    )],
    refuses: &["浏览次数: 浏览\n主题分类:\n"],
    source: include_str!("page_labels.rs"),
};

const KEYS: &[&str] = &[
    "abstract",
    "author",
    "category",
    "date_updated",
    "deadline",
    "delegation",
    "document_kind",
    "editor",
    "publisher",
    "reply_date",
    "served",
    "source",
    "validity",
];

/// The longest value that is metadata, in characters.
const LONGEST: usize = 60;

fn find(document: &Document, findings: &mut Findings) {
    let mut map = Map::new();
    let mut spans = Vec::new();
    for label in document
        .labels
        .iter()
        .filter(|label| KEYS.contains(&label.key) && !label.value.is_empty())
    {
        let value = document.value(label.value.clone());
        // A case's report has 一审 and 二审 too.
        let word = document.text(label.label.clone());
        let court = word.ends_with('审') && names_of_list(&value).is_empty();
        if value.chars().count() <= LONGEST
            && !court
            && !map.contains_key(label.key)
            && label.line <= document.layout.body
        {
            map.insert(label.key.to_owned(), Value::String(value));
            spans.push(label.value.clone());
        }
    }
    if !map.is_empty() {
        findings.set("page_labels", Value::Object(map), spans, "page_labels");
    }
}
