//! `anjuan schema`.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::context::{Context, printed};
use super::render::door;
use super::render::json::write_pretty;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::kind;
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
        None if name == "kind" || name == "类型" => Ok(titled("kind", "类型", &kind::page())),
        None => {
            let pages: Vec<String> = find(name, user)?.into_iter().map(page).collect();
            Ok(pages.join("\n"))
        }
    }
}

/// The rules of a field by its JSON name, its label, a name that queries know or a key beside it; `dates`
/// has five.
fn find(name: &str, user: &UserFields) -> Result<Vec<&'static Rule>> {
    let named = |rule: &&&Rule| {
        let queried = || rule.queries.iter().flat_map(|query| query.names);
        rule.field == name
            || rule.label == name
            || rule.field.split('.').next() == Some(name)
            || queried().any(|known| *known == name)
            || rule.extra.iter().any(|(key, _)| *key == name)
    };
    let found: Vec<&Rule> = RULES.iter().filter(named).copied().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let own = user.iter().map(|field| field.name.as_str());
    let fields = RULES.iter().map(|rule| rule.field);
    let known: Vec<&str> = std::iter::once("kind").chain(fields).chain(own).collect();
    Err(Error::Usage(format!(
        "no field is called {name:?}; the fields are {}",
        known.join(", ")
    )))
}

/// A field's names above what is said of it.
fn titled(field: &str, label: &str, text: &str) -> String {
    format!("{field} ({label})\n\n{text}\n")
}

/// The rule's page, the names that queries know, and examples of what it finds and what it refuses.
fn page(rule: &Rule) -> String {
    let mut page = titled(rule.field, rule.label, &rule.page());
    let names = rule.queries.iter().flat_map(|query| query.names);
    let names: Vec<&str> = names.copied().collect();
    if !names.is_empty() {
        page.push_str(&format!("\nIn queries: {}\n", names.join(", ")));
    }
    let mut example = |told: &str, text: &str| {
        page.push_str(&format!("\n{told}\n"));
        for line in text.trim_end().lines() {
            page.push_str(format!("    {line}").trim_end());
            page.push('\n');
        }
    };
    for (text, value) in rule.finds.iter().take(EXAMPLES) {
        example(&format!("Finds {value} in"), text);
    }
    for text in rule.refuses.iter().take(EXAMPLES) {
        example("Finds nothing in", text);
    }
    page
}

/// So many examples of a kind a page shows.
const EXAMPLES: usize = 3;

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
            let page = page_of(rule.field, &UserFields::default()).expect("a page");
            assert!(
                page.contains(rule.finds[0].1),
                "{} shows nothing",
                rule.field
            );
        }
        let named = |name: &str| page_of(name, &UserFields::default()).unwrap_or_default();
        for (name, begins) in [
            ("文号", "doc_number ("),
            ("doc_number_parts", "doc_number ("),
            ("办理结果", "result ("),
            ("dates", "dates.written ("),
            ("kind", "kind ("),
        ] {
            assert!(named(name).starts_with(begins), "{name}: {}", named(name));
        }
        assert!(matches!(
            page_of("nonsense", &UserFields::default()),
            Err(Error::Usage(_))
        ));
    }
}
