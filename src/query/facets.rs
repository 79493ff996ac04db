//! The values by which documents are counted: any field that queries name, dates by year, month or day.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::index::keys::equal_key;
use crate::index::{Layout, Source, listed_date, texts};
use crate::record::Record;
use crate::rules::{Compare, RULES, Rule};

/// What is counted for a document that has no value.
pub const NONE: &str = "（无）";

/// One field to count by.
pub struct Facet {
    /// How the field is called in tables.
    pub label: String,
    /// Whether the values are dates, which are listed in their order.
    pub dated: bool,
    from: From,
    /// How many characters of an ISO date count.
    digits: usize,
}

enum From {
    Named(Source, Compare),
    Whole(&'static Rule),
}

impl Facet {
    /// Reads `承办单位`, `日期` (by year) or `日期:month`.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such field.
    pub fn parse(name: &str, layout: &Layout) -> Result<Facet> {
        let (name, step) = match name.split_once([':', '：']) {
            Some((name, step)) => (name, Some(step)),
            None => (name, None),
        };
        let (label, from) = field(layout, name.trim())?;
        let dated = match &from {
            From::Named(_, compare) => *compare == Compare::Date,
            From::Whole(_) => false,
        };
        let digits = match step.map(str::trim) {
            None => 4,
            Some(_) if !dated => {
                return Err(Error::Usage(format!(
                    "{name} is no date; only dates are counted by year, month or day"
                )));
            }
            Some("year" | "年") => 4,
            Some("month" | "月") => 7,
            Some("day" | "日") => 10,
            Some(other) => {
                return Err(Error::Usage(format!(
                    "{other}: dates are counted by year, month or day"
                )));
            }
        };
        Ok(Facet {
            label,
            dated,
            from,
            digits,
        })
    }

    /// The distinct values of a record, sorted; [`NONE`] if it has none.
    pub fn values(&self, record: &Record) -> Vec<String> {
        let mut values = match &self.from {
            From::Named(Source::Kind, _) => vec![record.kind.label().to_owned()],
            From::Named(Source::Date, _) => listed_date(record)
                .map(|date| self.cut(date))
                .into_iter()
                .collect(),
            From::Named(Source::Part(field, part), compare) => record
                .get(field)
                .map_or(Vec::new(), |value| self.of_value(value, part, *compare)),
            From::Named(Source::User(name), _) => record
                .get(name)
                .map_or(Vec::new(), |value| texts(value, "")),
            From::Whole(rule) => record
                .get(rule.field)
                .map_or(Vec::new(), |value| each(value, rule.show)),
        };
        values.retain(|value| !value.trim().is_empty());
        values.sort();
        values.dedup();
        if values.is_empty() {
            vec![NONE.to_owned()]
        } else {
            values
        }
    }

    fn of_value(&self, value: &Value, part: &str, compare: Compare) -> Vec<String> {
        match compare {
            Compare::Date => texts(value, part)
                .iter()
                .map(|date| self.cut(date))
                .collect(),
            Compare::Proposal => each(value, session),
            _ => texts(value, part),
        }
    }

    fn cut(&self, date: &str) -> String {
        date.chars().take(self.digits).collect()
    }
}

/// The field that a name means: one of queries, else a rule by its JSON name or its term.
fn field(layout: &Layout, name: &str) -> Result<(String, From)> {
    if let Some(index) = layout.named(name) {
        let typed = &layout.typed[index];
        return Ok((
            typed.names[0].to_string(),
            From::Named(typed.source.clone(), typed.compare),
        ));
    }
    let key = equal_key(name);
    let is_named = |rule: &&&Rule| equal_key(rule.field) == key || equal_key(rule.label) == key;
    match RULES.iter().find(is_named) {
        Some(rule) => Ok((rule.label.to_owned(), From::Whole(rule))),
        None => Err(Error::Usage(super::fields::no_such(name, layout))),
    }
}

fn each(value: &Value, show: fn(&Value) -> String) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(show).collect(),
        one => vec![show(one)],
    }
}

/// A proposal's meeting: 市政协8届6次.
fn session(proposal: &Value) -> String {
    let text = |key: &str| {
        proposal
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let number = |key: &str, word: &str| match proposal.get(key) {
        Some(Value::Number(number)) => format!("{number}{word}"),
        Some(Value::String(number)) => format!("{number}{word}"),
        _ => String::new(),
    };
    let assembly = match text("assembly") {
        "cppcc" => "政协",
        "npc" => "人大",
        other => other,
    };
    format!(
        "{}{assembly}{}{}",
        text("level"),
        number("term", "届"),
        number("session", "次")
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::record::{Kind, Source as File};

    fn record(fields: Value) -> Record {
        Record {
            schema: 1,
            id: "1".into(),
            kind: Kind::ProposalReply,
            source: File::default(),
            fields: fields.as_object().cloned().unwrap_or_default().into(),
            evidence: Default::default(),
            warnings: Vec::new(),
        }
    }

    #[test]
    fn dates_count_by_year_month_or_day() {
        let dated = record(json!({"dates": {"published": "2022-06-24"}}));
        for (name, want) in [
            ("日期", "2022"),
            ("date:month", "2022-06"),
            ("日期：日", "2022-06-24"),
            ("类型", "提案答复"),
        ] {
            assert_eq!(
                Facet::parse(name, &Layout::of_rules())
                    .expect(name)
                    .values(&dated),
                [want],
                "{name}"
            );
        }
        assert_eq!(
            Facet::parse("日期", &Layout::of_rules())
                .expect("a date")
                .values(&record(json!({}))),
            [NONE]
        );
    }

    #[test]
    fn unknown_fields_and_steps_are_refused() {
        for name in ["天气", "类型:month", "日期:week"] {
            assert!(
                matches!(
                    Facet::parse(name, &Layout::of_rules()),
                    Err(Error::Usage(_))
                ),
                "{name}"
            );
        }
    }

    #[test]
    fn proposals_are_counted_by_their_meeting() {
        let proposal =
            json!({"assembly": "cppcc", "level": "市", "term": 8, "session": 6, "number": "178"});
        assert_eq!(session(&proposal), "市政协8届6次");
        assert_eq!(session(&json!({"number": "178"})), "");
    }
}
