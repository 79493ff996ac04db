//! What the rules found in a document.

use std::ops::Range;

use serde_json::Value;

use crate::record::Warning;

/// A value with the stretches of the match view that show it.
pub(super) struct Found {
    pub(super) field: &'static str,
    pub(super) value: Value,
    pub(super) spans: Vec<Range<usize>>,
    pub(super) rule: &'static str,
}

/// What the rules found in one document.
pub struct Findings {
    pub(super) found: Vec<Found>,
    pub(super) warnings: Vec<(Warning, Option<usize>)>,
    pub(super) extra: Vec<(&'static str, Value)>,
    /// Values of a user's fields: name, value, place.
    pub(super) of_user: Vec<(String, String, Range<usize>)>,
}

/// For so many fields there is room at once; few documents have more.
const FIELDS: usize = 16;
/// For so many values of a list there is room at once.
const LISTED: usize = 4;

impl Default for Findings {
    fn default() -> Findings {
        Findings {
            found: Vec::with_capacity(FIELDS),
            warnings: Vec::new(),
            extra: Vec::new(),
            of_user: Vec::new(),
        }
    }
}

impl Findings {
    /// Sets `field` to `value`, shown by `spans` of the match view; an earlier value of the field stays.
    pub fn set(
        &mut self,
        field: &'static str,
        value: impl Into<Value>,
        spans: Vec<Range<usize>>,
        rule: &'static str,
    ) {
        if !self.has(field) {
            self.found.push(Found {
                field,
                value: value.into(),
                spans,
                rule,
            });
        }
    }

    /// Adds `value` to the list `field`, unless it is there already.
    pub fn add(
        &mut self,
        field: &'static str,
        value: impl Into<Value>,
        spans: Vec<Range<usize>>,
        rule: &'static str,
    ) {
        let value = value.into();
        let list = self.get(field).and_then(Value::as_array);
        if list.is_none_or(|list| !list.contains(&value)) {
            self.add_new(field, value, spans, rule);
        }
    }

    /// Adds `value` to the list `field`; it cannot be there already, because it holds its line.
    pub fn add_new(
        &mut self,
        field: &'static str,
        value: impl Into<Value>,
        spans: impl IntoIterator<Item = Range<usize>>,
        rule: &'static str,
    ) {
        let value = value.into();
        match self.found.iter_mut().find(|found| found.field == field) {
            Some(Found {
                value: Value::Array(list),
                spans: known,
                ..
            }) => {
                list.push(value);
                known.extend(spans);
            }
            _ => {
                let mut list = Vec::with_capacity(LISTED);
                list.push(value);
                self.found.push(Found {
                    field,
                    value: Value::Array(list),
                    spans: spans.into_iter().collect(),
                    rule,
                });
            }
        }
    }

    /// Sets a key beside a field, such as the parts of a number.
    pub fn beside(&mut self, key: &'static str, value: impl Into<Value>) {
        self.extra.push((key, value.into()));
    }

    /// Sets a user's field; it stands behind the built-in ones, in the order of the calls.
    pub fn set_of_user(&mut self, name: &str, value: String, span: Range<usize>) {
        self.of_user.push((name.to_owned(), value, span));
    }

    /// Whether `field` has a value.
    pub fn has(&self, field: &str) -> bool {
        self.found.iter().any(|found| found.field == field)
    }

    /// The value of `field` so far.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.found
            .iter()
            .find(|found| found.field == field)
            .map(|found| &found.value)
    }

    /// The value of `field` so far if it is a text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field)?.as_str()
    }

    /// Where the values of `field` stand in the match view.
    pub fn spans(&self, field: &str) -> &[Range<usize>] {
        self.found
            .iter()
            .find(|found| found.field == field)
            .map_or(&[], |found| &found.spans)
    }

    /// Notes something a reader should look at, at byte `at` of the match view.
    pub fn warn(
        &mut self,
        code: &'static str,
        field: Option<&'static str>,
        message: impl Into<String>,
        at: Option<usize>,
    ) {
        let same = |(warning, _): &&(Warning, Option<usize>)| {
            warning.code == code && warning.field.as_deref() == field
        };
        if self.warnings.iter().filter(same).count() < MAX_SAME_WARNINGS {
            let warning = Warning {
                code: code.into(),
                field: field.map(str::to_owned),
                message: message.into(),
                line: None,
            };
            self.warnings.push((warning, at));
        }
    }
}

/// How often one warning is given for one field of one document.
const MAX_SAME_WARNINGS: usize = 8;
