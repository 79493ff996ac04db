//! One record and its text as a document of the index.

use tantivy::TantivyDocument;

use super::grams::named;
use super::keys::{date, doc_number};
use super::layout::Layout;
use super::typed::{self, texts};
use crate::record::Record;
use crate::rules;
use crate::text::ReadingText;

/// The terms and columns of one record.
pub(super) fn document(
    layout: &Layout,
    rowid: i64,
    record: &Record,
    reading: &ReadingText,
) -> TantivyDocument {
    let mut doc = TantivyDocument::default();
    doc.add_text(layout.id, &record.id);
    doc.add_u64(layout.rowid, rowid.unsigned_abs());
    doc.add_u64(layout.date, record.date().map_or(0, date::sort_key));
    if let Some(printed) = record.text("doc_number") {
        let key = doc_number::sort_key(printed, record.get("doc_number_parts"));
        doc.add_text(layout.number, key);
    }
    doc.add_text(layout.grams, &reading.text);
    for (_, line) in &reading.set_apart {
        doc.add_text(layout.grams, line);
    }
    doc.add_text(layout.words, &reading.text);
    if let Some(title) = record.text("title") {
        doc.add_text(layout.title_words, title);
    }
    // A reply's own title names a number; what it is about stands in the title of the proposal.
    for title in record
        .get("proposals")
        .map_or(Vec::new(), |v| texts(v, "title"))
    {
        doc.add_text(layout.title_words, title);
    }
    add_typed(layout, record, &mut doc);
    doc
}

fn add_typed(layout: &Layout, record: &Record, doc: &mut TantivyDocument) {
    for field in &layout.typed {
        for value in typed::values(record, field) {
            doc.add_text(field.field, value);
        }
    }
    for (name, value) in record.fields.iter() {
        if !rules::is_built_in(name) {
            for text in texts(value, "") {
                doc.add_text(layout.user, named(name, &text));
            }
        }
        match value {
            // `dates` is an object of fields of their own.
            serde_json::Value::Object(inner) if name == "dates" => {
                for inner in inner.keys() {
                    doc.add_text(layout.has, format!("{name}.{inner}"));
                }
            }
            serde_json::Value::Null => {}
            _ => doc.add_text(layout.has, name),
        }
    }
}
