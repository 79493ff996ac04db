//! Values of a record as people read them, by the rules' own words.

use serde_json::Value;

use super::door;
use crate::record::Record;
use crate::rules::{RULES, Rule, show};
use crate::user_rules::UserFields;

/// A field of a record.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// Its JSON name.
    pub name: &'a str,
    /// The Chinese term.
    pub label: &'a str,
    /// Its value.
    pub value: &'a Value,
    show: fn(&Value) -> String,
}

impl Field<'_> {
    /// The value as a person reads it, on one line; not safe to print yet.
    pub fn shown(&self) -> String {
        (self.show)(self.value)
    }
}

/// Every field that the record has: those of the rules in their order, then the user's.
pub fn fields<'a>(
    record: &'a Record,
    user: &'a UserFields,
) -> impl Iterator<Item = Field<'a>> + 'a {
    let rules = RULES.iter().filter_map(|rule| {
        Some(Field {
            name: rule.field,
            label: rule.label,
            value: record.get(rule.field)?,
            show: rule.show,
        })
    });
    let own = user.iter().filter_map(|field| {
        Some(Field {
            name: &field.name,
            label: &field.label,
            value: record.get(&field.name)?,
            show: show::plain,
        })
    });
    rules.chain(own)
}

/// A field's value on one line, safe to print; `None` if the record has none.
pub fn line(record: &Record, field: &str) -> Option<String> {
    let value = record.get(field)?;
    let shown = match RULES.iter().find(|rule| rule.field == field) {
        Some(rule) => (rule.show)(value),
        None => plain(value),
    };
    Some(door::line(&shown).into_owned()).filter(|text| !text.is_empty())
}

/// A field's value for a cell: the items of a list joined with ；.
pub fn cell(rule: &Rule, value: &Value) -> String {
    let Value::Array(items) = value else {
        return (rule.show)(value);
    };
    let items: Vec<String> = items
        .iter()
        .map(rule.show)
        .filter(|text| !text.is_empty())
        .collect();
    if items.is_empty() {
        (rule.show)(value)
    } else {
        items.join("；")
    }
}

/// A title for a list: the title, else the beginning of the text.
pub fn title(record: &Record, text: Option<&str>) -> String {
    const LONGEST: usize = 40;
    if let Some(title) = record.text("title") {
        return door::line(title).into_owned();
    }
    let first = text.and_then(|text| text.lines().map(str::trim).find(|line| !line.is_empty()));
    let Some(first) = first else {
        return "（无标题）".to_owned();
    };
    let mut short: String = first.chars().take(LONGEST).collect();
    if first.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    door::line(&short).into_owned()
}

/// A value without a rule of its own.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
