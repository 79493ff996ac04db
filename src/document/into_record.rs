//! From what was found to the document's record.

use serde_json::{Map, Value};

use super::{Document, Findings};
use crate::record::{Evidence, Fields, Record, SCHEMA, Source, Warning, indexed::Evidences};
use crate::rules::RULES;

impl Findings {
    /// The record of a document.
    pub fn into_record(mut self, document: &Document, id: String, source: &Source) -> Record {
        let count = self.found.len() + self.of_user.len();
        let mut fields = Fields::with_capacity(count + self.extra.len());
        let mut evidence = Evidences(Vec::with_capacity(count + 1));
        let mut warnings: Vec<Warning> = Vec::new();
        for (warning, at) in std::mem::take(&mut self.warnings) {
            let line = at.map(|at| document.source_line(at));
            warnings.push(Warning { line, ..warning });
        }
        let cues = document
            .kind
            .cues
            .iter()
            .map(|cue| document.evidence(cue.clone(), "kind"))
            .collect();
        evidence.0.push(("kind".into(), cues));
        for rule in RULES {
            let Some(position) = self
                .found
                .iter()
                .position(|found| found.field == rule.field)
            else {
                continue;
            };
            let found = self.found.swap_remove(position);
            let spans: Vec<Evidence> = found
                .spans
                .into_iter()
                .map(|span| document.evidence(span, found.rule))
                .collect();
            warnings.extend(unsure_of(rule.field, &spans));
            evidence.0.push((rule.field.into(), spans));
            put(&mut fields, rule.field, found.value);
            for (key, _) in rule.extra {
                if let Some((_, value)) = self.extra.iter_mut().find(|(name, _)| name == key) {
                    fields.insert(*key, value.take());
                }
            }
        }
        for (name, value, span) in self.of_user {
            let proof = document.evidence(span, format!("user:{name}"));
            evidence.0.push((name.clone().into(), vec![proof]));
            fields.insert(name, value.into());
        }
        Record {
            schema: SCHEMA,
            id,
            kind: document.kind.kind,
            source: source.clone(),
            fields,
            evidence,
            warnings,
        }
    }
}

/// Puts a field's value in its place; `dates.written` is the member `written` of the object `dates`.
fn put(fields: &mut Fields, field: &'static str, value: Value) {
    let Some((outer, inner)) = field.split_once('.') else {
        fields.insert(field, value);
        return;
    };
    if fields.get(outer).is_none() {
        fields.insert(outer, Value::Object(Map::with_capacity(INNER)));
    }
    if let Some(Value::Object(object)) = fields.get_mut(outer) {
        object.insert(inner.to_owned(), value);
    }
}

/// How many fields an object such as `dates` mostly has.
const INNER: usize = 3;

/// A value of which an engine was less sure than this, in percent, wants to be looked at.
const SURE: u8 = 85;

/// Fields that say where things stand rather than what: their text may be long, and parts of it unsure.
const STRUCTURE: &[&str] = &["sections", "points", "parts"];

/// A warning of a field whose text an engine was not sure of: a wrong name looks like a right one.
fn unsure_of(field: &str, spans: &[Evidence]) -> Option<Warning> {
    let least = spans
        .iter()
        .filter(|span| span.confidence.is_some_and(|sure| sure < SURE));
    let least = least.min_by_key(|span| span.confidence)?;
    (!STRUCTURE.contains(&field)).then(|| Warning {
        code: "ocr_unsure".into(),
        field: Some(field.to_owned()),
        message: format!(
            "the OCR engine was {} % sure of this line: compare it with the scan",
            least.confidence.unwrap_or(0)
        ),
        line: Some(least.line),
    })
}
