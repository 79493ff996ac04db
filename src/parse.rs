//! The way of a document, in one place: decoded text → views → kind and parts → rules → records.

use crate::record::{Record, Source};
use crate::text::ReadingText;

/// One record of a file, with the text that is stored and searched for it.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The record.
    pub record: Record,
    /// Its reading text.
    pub reading: ReadingText,
}

/// Reads the documents of one file. Total: any text gives at least one record.
///
/// `source` describes the file; the ids are made from its `blake3`.
pub fn parse(text: String, source: &Source) -> Vec<Parsed> {
    let reading = ReadingText {
        text,
        ..ReadingText::default()
    };
    let record = Record {
        schema: crate::record::SCHEMA,
        id: source.blake3.chars().take(16).collect(),
        kind: crate::record::Kind::Other,
        source: source.clone(),
        fields: serde_json::Map::new(),
        evidence: Default::default(),
        warnings: Vec::new(),
    };
    vec![Parsed { record, reading }]
}
