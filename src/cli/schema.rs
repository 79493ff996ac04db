//! `anjuan schema`.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::context::{Context, printed};
use super::render::door;
use super::render::json::write_pretty;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::record::Kind;
use crate::rules::{RULES, Rule, TEXT};
use crate::user_rules::{UserField, UserFields};

/// Prints the JSON Schema of a record, or the page of one field
///
/// Where there is an archive with rules of your own, their fields are among the others.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// Print what this field holds, where it is looked for and what is refused
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
}

/// Runs the command.
pub fn run(args: &SchemaArgs, context: &Context) -> Result<ExitCode> {
    let user = context.user_fields()?;
    let mut out = context.out();
    let result = match &args.field {
        Some(name) => out.write_all(page_of(name, &user)?.as_bytes()),
        None => write_pretty(&mut out, &record_schema(&user)?),
    };
    printed(result.and_then(|()| out.flush()))?;
    Ok(ExitCode::Done)
}

/// The page of a field, built in or the user's.
fn page_of(name: &str, user: &UserFields) -> Result<String> {
    let own = user
        .iter()
        .find(|field| field.name == name || field.label == name);
    match own {
        Some(field) => Ok(own_page(field)),
        None => find(name, user).map(page),
    }
}

/// The rule of a field by its JSON name or its label.
fn find(name: &str, user: &UserFields) -> Result<&'static Rule> {
    let found = RULES
        .iter()
        .find(|rule| rule.field == name || rule.label == name);
    found.copied().ok_or_else(|| {
        let own = user.iter().map(|field| field.name.as_str());
        let known: Vec<&str> = RULES.iter().map(|rule| rule.field).chain(own).collect();
        Error::Usage(format!(
            "no field is called {name:?}; the fields are {}",
            known.join(", ")
        ))
    })
}

/// The opening comment of the rule's file.
fn page(rule: &Rule) -> String {
    let mut page = format!("{} ({})\n\n", rule.field, rule.label);
    let lines = rule.source.lines().map(|line| line.strip_prefix("//!"));
    for line in lines.map_while(|line| line) {
        page.push_str(line.strip_prefix(' ').unwrap_or(line));
        page.push('\n');
    }
    page
}

/// What the user's file says of a field.
fn own_page(field: &UserField) -> String {
    let labels: Vec<&str> = field.labels.iter().map(|l| l.text.as_str()).collect();
    let mut page = format!(
        "{} ({})\n\nA field of your own, from rules.toml.\nStands behind: {}\n",
        field.name,
        field.label,
        labels.join(" ")
    );
    match &field.pattern {
        Some(pattern) => page.push_str(&format!("Looks like: {}\n", pattern.text)),
        None => page.push_str("May be any text up to the next label or the end of the line.\n"),
    }
    page.push_str("Examples:\n");
    for example in &field.examples {
        let value = match example.value.as_str() {
            "" => "no value",
            value => value,
        };
        page.push_str(&format!("  {:?} gives {value}\n", example.text));
    }
    door::text(&page).into_owned()
}

/// The JSON Schema of a record, from the rules.
fn record_schema(user: &UserFields) -> Result<Value> {
    let mut properties = fixed_properties();
    let mut dates = Map::new();
    for rule in RULES {
        let mut schema = parsed(rule.field, rule.schema)?;
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("title".into(), rule.label.into());
        }
        match rule.field.strip_prefix("dates.") {
            Some(inner) => dates.insert(inner.into(), schema),
            None => properties.insert(rule.field.into(), schema),
        };
        for (key, schema) in rule.extra {
            properties.insert((*key).into(), parsed(key, schema)?);
        }
    }
    for field in user.iter() {
        let mut schema = parsed(&field.name, TEXT)?;
        schema["title"] = field.label.as_str().into();
        properties.insert(field.name.clone(), schema);
    }
    if !dates.is_empty() {
        let schema = json!({"type": "object", "properties": dates, "additionalProperties": false});
        properties.insert("dates".into(), schema);
    }
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "anjuan record",
        "type": "object",
        "required": ["schema", "id", "kind", "source", "evidence", "warnings"],
        "properties": properties,
        "additionalProperties": false,
    }))
}

fn parsed(field: &str, schema: &str) -> Result<Value> {
    serde_json::from_str(schema)
        .map_err(|error| Error::Bug(format!("the schema of {field} is no JSON: {error}")))
}

/// What every record has beside its fields.
fn fixed_properties() -> Map<String, Value> {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let text = json!({"type": "string"});
    let count = json!({"type": "integer", "minimum": 0});
    let source = json!({
        "type": "object",
        "required": ["path", "media_type", "bytes", "blake3"],
        "properties": {
            "path": text, "media_type": text, "encoding": text, "bytes": count,
            "blake3": text, "pages": count, "recognised_by": text,
        },
    });
    let evidence = json!({
        "type": "object",
        "required": ["text", "line", "start", "end", "rule"],
        "properties": {
            "text": text, "line": count, "start": count, "end": count, "rule": text,
            "page": {"type": "integer", "minimum": 1},
            "confidence": {"type": "integer", "minimum": 0, "maximum": 100},
            "tag": text,
        },
    });
    let warning = json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": text, "field": text, "message": text, "line": count},
    });
    let fixed = json!({
        "schema": {"const": crate::record::SCHEMA},
        "id": {"type": "string", "pattern": "^[0-9a-f]{16}(-[0-9]+)?$"},
        "kind": {"enum": kinds},
        "source": source,
        "evidence": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": evidence},
        },
        "warnings": {"type": "array", "items": warning},
    });
    match fixed {
        Value::Object(fixed) => fixed,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::record::Source;

    #[test]
    fn the_schema_is_one_and_records_follow_it() {
        let schema = record_schema(&UserFields::default()).expect("a schema");
        let validator = jsonschema::validator_for(&schema).expect("a valid schema");
        let source = Source {
            blake3: "9f2c01d37ab64e15aa".into(),
            ..Source::default()
        };
        for parsed in parse::parse("云科〔2022〕32号\n关于提案的答复\n".into(), &source)
        {
            let record = serde_json::to_value(&parsed.record).expect("JSON");
            let faults: Vec<String> = validator
                .iter_errors(&record)
                .map(|fault| fault.to_string())
                .collect();
            assert_eq!(faults, [""; 0]);
        }
    }

    #[test]
    fn every_field_has_a_page() {
        for rule in RULES {
            assert!(
                page(rule).lines().count() > 2,
                "{} says nothing",
                rule.field
            );
        }
        assert!(matches!(
            page_of("nonsense", &UserFields::default()),
            Err(Error::Usage(_))
        ));
    }
}
