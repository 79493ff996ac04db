//! Reads records from JSON in one pass, with their proof or without it.
//!
//! Lists show values alone, and most of a record is proof; the derived form would also hold all
//! fields twice, as it does not know their names.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::{Fields, Record};

/// What stands between a record's fields and its proof, as it is written. Inside a text a quotation
/// mark stands behind a backslash, and no field may have this name.
const PROOF: &[u8] = b",\"evidence\":{";

/// Where the proof begins in a record's JSON; its length if there is none.
pub(crate) fn proof_at(json: &[u8]) -> usize {
    memchr::memmem::find(json, PROOF).unwrap_or(json.len())
}

/// How a record is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reading<'a> {
    /// With evidence and warnings.
    Whole,
    /// Without them, and of the fields these alone.
    Values(&'a [&'a str]),
}

impl Reading<'_> {
    /// Reads a record's JSON.
    pub(crate) fn json(self, text: &[u8]) -> serde_json::Result<Record> {
        let mut input = serde_json::Deserializer::from_slice(text);
        let record = self.deserialize(&mut input)?;
        input.end().map(|()| record)
    }

    /// Reads what stands before the proof ([`proof_at`]): most of a record is proof, and passing over
    /// it takes as long as reading the rest. An error if there is none.
    pub(crate) fn json_before_proof(self, mut text: Vec<u8>) -> serde_json::Result<Record> {
        text.push(b'}');
        self.json(&text)
    }

    fn wants(self, field: &str) -> bool {
        match self {
            Reading::Whole => true,
            Reading::Values(fields) => fields.contains(&field),
        }
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Record, D::Error> {
        Reading::Whole.deserialize(input)
    }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Record, D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let (mut schema, mut id, mut kind, mut source) = (None, None, None, None);
        let mut evidence = super::indexed::Evidences::default();
        let mut warnings = Vec::new();
        let mut fields = Fields::default();
        let whole = matches!(self, Reading::Whole);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "schema" => schema = Some(map.next_value()?),
                "id" => id = Some(map.next_value()?),
                "kind" => kind = Some(map.next_value()?),
                "source" => source = Some(map.next_value()?),
                "evidence" if whole => evidence = map.next_value()?,
                "warnings" if whole => warnings = map.next_value()?,
                field if self.wants(field) => fields.insert(key, map.next_value::<Value>()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let missing = A::Error::missing_field;
        Ok(Record {
            schema: schema.ok_or_else(|| missing("schema"))?,
            id: id.ok_or_else(|| missing("id"))?,
            kind: kind.ok_or_else(|| missing("kind"))?,
            source: source.ok_or_else(|| missing("source"))?,
            fields,
            evidence,
            warnings,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"schema":1,"id":"9f2c","kind":"other",
        "source":{"path":"a.txt","media_type":"text/plain","encoding":"UTF-8","bytes":3,"blake3":"9f"},
        "title":"关于食堂的答复","dates":{"written":"2022-06-17"},
        "evidence":{"title":[{"text":"食堂","line":1,"start":0,"end":2,"rule":"title"}]},
        "warnings":[{"code":"odd","message":"seen"}]}"#;

    #[test]
    fn proof_is_read_or_left_out() {
        let whole: Record = serde_json::from_str(TEXT).expect("a record");
        assert_eq!(whole.evidence.get("title").len(), 1);
        assert_eq!(whole.warnings.len(), 1);
        let values = Reading::Values(&["title", "dates"]);
        let listed = values.json(TEXT.as_bytes()).expect("a record");
        assert_eq!(listed.fields, whole.fields);
        let titled = Reading::Values(&["title"]).json(TEXT.as_bytes());
        assert_eq!(titled.expect("a record").fields.len(), 1);
        assert_eq!(listed.text("dates.written"), Some("2022-06-17"));
        assert!(listed.evidence.get("title").is_empty() && listed.warnings.is_empty());
    }

    #[test]
    fn proof_is_not_looked_at_where_it_is_left_out() {
        let whole: Record = serde_json::from_str(TEXT).expect("a record");
        let written = serde_json::to_string(&whole).expect("JSON");
        let read = |text: &str| {
            let before = text.as_bytes()[..proof_at(text.as_bytes())].to_vec();
            Reading::Values(&["title", "dates"]).json_before_proof(before)
        };
        assert_eq!(read(&written).expect("a record").fields, whole.fields);
        assert!(read(&written.replace("\"rule\"", "\"rule")).is_ok());
        // The same letters inside a value are no proof.
        let quoted = written.replace("食堂的答复", "\\\",\\\"evidence\\\":{");
        let title = |text| {
            read(text)
                .expect("a record")
                .text("title")
                .map(str::to_owned)
        };
        assert_eq!(title(&quoted).as_deref(), Some("关于\",\"evidence\":{"));
    }

    #[test]
    fn what_is_missing_or_too_much_is_an_error() {
        let read = |text: &str| Reading::Values(&["title", "dates"]).json(text.as_bytes());
        assert!(read(&TEXT.replace("\"kind\":\"other\",", "")).is_err());
        assert!(read(&format!("{TEXT} x")).is_err());
        assert!(read("[]").is_err());
    }
}
