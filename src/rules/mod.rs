//! The rules: one file a field, one list of them.
//!
//! [`RULES`] is the only list. Extraction runs it, and the record's order, the JSON Schema, the
//! index, the names in queries, `show`, `stats` and `export` walk it. To add a field copy
//! `index_number.rs`, change it and name it in [`RULES`]; a new spelling of a label goes into
//! `data/labels.txt` and needs no Rust.

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

/// Every field, in the order of the record.
pub static RULES: &[&Rule] = &[];
