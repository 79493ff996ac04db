//! Turns a record's values into the terms of its typed fields.

use serde_json::Value;

use super::keys::{date, doc_number, equal_key, number, proposal};
use super::layout::{Source, TypedField};
use crate::record::Record;
use crate::rules::Compare;

/// The texts to index in `field` for `record`: whole texts for Contains, terms for the others.
pub(crate) fn values(record: &Record, field: &TypedField) -> Vec<String> {
    match &field.source {
        Source::Kind => {
            let kind = record.kind;
            vec![equal_key(kind.name()), equal_key(kind.label())]
        }
        Source::Date => listed_date(record).map(date::terms).unwrap_or_default(),
        Source::Part(name, part) => match record.get(name) {
            Some(value) => of_value(record, value, part, field.compare),
            None => Vec::new(),
        },
        // Every user's field of a record is indexed, whatever the rules are today.
        Source::User(_) => Vec::new(),
    }
}

/// The date that 日期 means in queries: written, else published.
pub(crate) fn listed_date(record: &Record) -> Option<&str> {
    record
        .text("dates.written")
        .or_else(|| record.text("dates.published"))
}

fn of_value(record: &Record, value: &Value, part: &str, compare: Compare) -> Vec<String> {
    if compare == Compare::Proposal {
        return objects(value)
            .iter()
            .flat_map(|object| proposal::terms(object))
            .collect();
    }
    let texts = texts(value, part);
    match compare {
        Compare::Contains => texts,
        Compare::Equals => texts.iter().map(|t| equal_key(t)).collect(),
        Compare::Number => texts.iter().flat_map(|t| number::terms(t)).collect(),
        Compare::Date => texts.iter().flat_map(|t| date::terms(t)).collect(),
        Compare::DocNumber => {
            // The parts belong to the one number of the record, not to the numbers it cites.
            let parts = record.get("doc_number_parts").filter(|_| value.is_string());
            texts
                .iter()
                .flat_map(|t| doc_number::terms(t, parts))
                .collect()
        }
        Compare::Proposal => Vec::new(),
    }
}

/// The texts under `part` of a value, through lists and objects; numbers as they are written.
pub(crate) fn texts(value: &Value, part: &str) -> Vec<String> {
    let mut out = Vec::new();
    collect(value, part, &mut out);
    out
}

fn collect(value: &Value, part: &str, out: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, part, out)),
        Value::Object(map) if part.is_empty() => {
            map.values().for_each(|value| collect(value, part, out));
        }
        Value::Object(map) => {
            let (head, rest) = part.split_once('.').unwrap_or((part, ""));
            if let Some(value) = map.get(head) {
                collect(value, rest, out);
            }
        }
        Value::String(text) if part.is_empty() => out.push(text.clone()),
        Value::Number(number) if part.is_empty() => out.push(number.to_string()),
        _ => {}
    }
}

fn objects(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().filter(|value| value.is_object()).collect(),
        Value::Object(_) => vec![value],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_found_through_lists_and_objects() {
        let value = json!([{"name": "周以宁", "phones": ["138", "139"]}, {"name": "沈若岚"}]);
        assert_eq!(texts(&value, "name"), ["周以宁", "沈若岚"]);
        assert_eq!(texts(&value, "phones"), ["138", "139"]);
        assert_eq!(texts(&value, ""), ["周以宁", "138", "139", "沈若岚"]);
        assert_eq!(texts(&json!("A"), ""), ["A"]);
        assert_eq!(texts(&json!(7), ""), ["7"]);
        assert!(texts(&json!("A"), "name").is_empty());
    }
}
