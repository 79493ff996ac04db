//! The rules: one file or folder a field, one list of them.
//!
//! [`RULES`] is the only list. Extraction runs it, and the record's order, the JSON Schema, the
//! index, the names in queries, `show`, `stats` and `export` walk it. To add a field copy
//! `index_number.rs`, change it and name it in [`RULES`]; a new spelling of a label goes into
//! `data/labels.txt` and needs no Rust.

mod addressees;
mod attachments;
mod bylines;
mod citations;
mod contacts;
mod copied_to;
mod copy_number;
mod dates;
mod disclosure;
mod doc_number;
mod index_number;
mod issuers;
mod occasion;
mod page_labels;
mod parts;
mod points;
mod printed_by;
mod proposals;
mod proposers;
mod result;
mod satisfaction;
mod secrecy;
mod sections;
pub mod show;
mod signers;
mod speakers;
mod subject_terms;
mod subtitle;
mod title;
mod undertakers;
mod urgency;

use serde_json::Value;

use crate::document::{Document, Findings};

/// A field: how it is called, what it looks like, and how it is found.
pub struct Rule {
    /// JSON name; `dates.written` stands inside the object `dates`.
    pub field: &'static str,
    /// The Chinese term, shown to people.
    pub label: &'static str,
    /// JSON Schema of the value, as JSON text.
    pub schema: &'static str,
    /// Further keys that the rule sets beside its field, with their schemas.
    pub extra: &'static [(&'static str, &'static str)],
    /// How queries reach the field.
    pub queries: &'static [QueryField],
    /// Finds the field's values in a document.
    pub find: fn(&Document, &mut Findings),
    /// A value as a person reads it, on one line.
    pub show: fn(&Value) -> String,
    /// Documents in small that yield a value: text and the value's JSON.
    pub finds: &'static [(&'static str, &'static str)],
    /// Documents in small that yield none.
    pub refuses: &'static [&'static str],
    /// The rule's own source file; its opening comment is the page that `schema --field` prints.
    pub source: &'static str,
}

/// A name, or several, under which queries reach a part of a field.
pub struct QueryField {
    /// Chinese and English names; the first is the one that help shows.
    pub names: &'static [&'static str],
    /// Key inside the field's object, or objects of a list; empty for the value itself.
    pub part: &'static str,
    /// How a query's value is compared.
    pub compare: Compare,
}

/// How a field's value is compared with the one in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// The value contains the query's text, white space aside.
    Contains,
    /// The value is equal, case aside.
    Equals,
    /// Numbers are equal, leading zeros aside (`提案号:38` finds 038; a letter prefix counts).
    Number,
    /// ISO dates: a year, a month, a day, a range.
    Date,
    /// Document numbers by key, prefix and range.
    DocNumber,
    /// Proposal references: 八届六次178号.
    Proposal,
}

/// JSON Schema of a text.
pub const TEXT: &str = r#"{"type":"string"}"#;
/// JSON Schema of a list of texts.
pub const TEXTS: &str = r#"{"type":"array","items":{"type":"string"},"minItems":1}"#;
/// JSON Schema of an ISO date, a year and month, or a year.
pub const DATE: &str = r#"{"type":"string","pattern":"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}"#;

/// Every field, in the order of the record. Rules run in this order; a later one may look at an earlier one's finds.
pub static RULES: &[&Rule] = &[
    &title::RULE,
    &subtitle::RULE,
    &doc_number::RULE,
    &dates::written::RULE,
    &dates::printed::RULE,
    &dates::published::RULE,
    &dates::effective::RULE,
    &dates::expires::RULE,
    &undertakers::RULE,
    &issuers::RULE,
    &signers::RULE,
    &result::RULE,
    &disclosure::RULE,
    &addressees::RULE,
    &proposals::RULE,
    &proposers::RULE,
    &contacts::RULE,
    &copied_to::RULE,
    &printed_by::RULE,
    &attachments::RULE,
    &satisfaction::RULE,
    &index_number::RULE,
    &page_labels::RULE,
    &subject_terms::RULE,
    &secrecy::RULE,
    &urgency::RULE,
    &copy_number::RULE,
    &speakers::RULE,
    &occasion::RULE,
    &bylines::RULE,
    &citations::RULE,
    &sections::RULE,
    &points::RULE,
    &parts::RULE,
];

/// Runs every rule over a document.
pub fn run(document: &Document, findings: &mut Findings) {
    for rule in RULES {
        (rule.find)(document, findings);
    }
}

/// The rule of a field.
pub fn rule(field: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.field == field).copied()
}

/// Whether a key of a record's fields is one of the rules'; others are users' own.
pub fn is_built_in(key: &str) -> bool {
    RULES.iter().any(|rule| {
        rule.field.split('.').next() == Some(key) || rule.extra.iter().any(|(name, _)| *name == key)
    })
}

impl Rule {
    /// The rule's page: the opening comment of its file.
    pub fn page(&self) -> String {
        opening_comment(self.source)
    }
}

/// The comment that a source file opens with, without its marks.
pub(crate) fn opening_comment(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::parse::parse;
    use crate::record::Source;

    fn value(rule: &Rule, text: &str) -> Option<Value> {
        let records = parse(text.to_owned(), &Source::default());
        records
            .iter()
            .find_map(|parsed| parsed.record.get(rule.field).cloned())
    }

    #[test]
    fn rules_find_what_they_must() {
        for rule in RULES {
            assert!(
                !rule.finds.is_empty(),
                "{}: give the rule an example that it finds",
                rule.field
            );
            for (text, want) in rule.finds {
                let want: Value = serde_json::from_str(want)
                    .unwrap_or_else(|error| panic!("{}: {want}: {error}", rule.field));
                assert_eq!(value(rule, text), Some(want), "{} in\n{text}", rule.field);
            }
        }
    }

    #[test]
    fn rules_refuse_what_they_must() {
        for rule in RULES {
            assert!(
                !rule.refuses.is_empty(),
                "{}: give the rule an example that it refuses",
                rule.field
            );
            for text in rule.refuses {
                assert_eq!(value(rule, text), None, "{} in\n{text}", rule.field);
            }
        }
    }

    #[test]
    fn names_are_unique_and_pages_are_written() {
        let mut names = HashSet::new();
        for rule in RULES {
            assert!(
                rule.page().lines().count() >= 3,
                "{}: the file's opening comment is its page",
                rule.field
            );
            for name in rule.queries.iter().flat_map(|query| query.names) {
                assert!(names.insert(name), "{name} names two fields");
            }
            for schema in rule
                .extra
                .iter()
                .map(|(_, schema)| schema)
                .chain([&rule.schema])
            {
                assert!(
                    serde_json::from_str::<Value>(schema).is_ok(),
                    "{}: {schema}",
                    rule.field
                );
            }
        }
    }
}
