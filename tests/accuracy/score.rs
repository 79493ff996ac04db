//! Compares records with labels: strict values, one count of right, wrong and missing for each field.
//!
//! Values are compared without white space, with one kind of bracket and width; a field that a label
//! lacks is absent, and a value there is wrong, unless the label lists the field under `ignore`.

use std::collections::{BTreeMap, BTreeSet};

use anjuan::text::fold_char;
use serde_json::Value;

/// Fields in the order of the table.
pub(crate) const FIELDS: &[&str] = &[
    "kind",
    "title",
    "subtitle",
    "doc_number",
    "issuers",
    "signers",
    "result",
    "disclosure",
    "proposals",
    "proposal_titles",
    "proposers",
    "addressees",
    "undertakers",
    "written_date",
    "printed_date",
    "published_date",
    "contact_names",
    "phones",
    "copied_to",
    "printed_by",
    "attachments",
    "satisfaction",
    "index_number",
    "urgency",
    "speakers",
    "occasion",
    "bylines",
];

/// A record's fields as sets of comparable texts.
pub(crate) type Flat = BTreeMap<&'static str, BTreeSet<String>>;

/// Right, wrong and missing values.
#[derive(Default, Clone, Copy)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missing: usize,
}

impl Count {
    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    pub(crate) fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missing)
    }

    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 {
            0.0
        } else {
            2.0 * p * r / (p + r)
        }
    }

    pub(crate) fn add(&mut self, other: Count) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missing += other.missing;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

fn norm(text: &str) -> String {
    let folded = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match width(c) {
            '〔' | '［' | '﹝' | '【' | '〖' | '[' => '(',
            '〕' | '］' | '﹞' | '】' | '〗' | ']' => ')',
            c => c,
        });
    folded
        .collect::<String>()
        .trim_matches(['。', ';', '；', ',', '，', ':', '：'])
        .to_owned()
}

/// Half width only: the script of a value counts.
fn width(c: char) -> char {
    if matches!(c, '！'..='～' | '\u{3000}') {
        fold_char(c)
    } else {
        c
    }
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    }
}

fn number_key(text: &str) -> String {
    let text = norm(text);
    let Some((head, tail)) = text.split_once(')') else {
        return text;
    };
    format!(
        "{head}){}",
        tail.trim_start_matches('第').trim_start_matches('0')
    )
}

/// A label's or a record's fields in comparable form.
pub(crate) fn flatten(fields: &Value, kind: &str) -> Flat {
    let mut flat = Flat::new();
    let mut put = |name: &'static str, text: String| {
        if !text.is_empty() {
            flat.entry(name).or_default().insert(text);
        }
    };
    put("kind", kind.to_owned());
    for &name in FIELDS {
        for value in list(fields.get(name)) {
            match value {
                Value::String(text) if name == "doc_number" => put(name, number_key(text)),
                Value::String(text) => put(name, norm(text)),
                Value::Object(map) if name == "proposals" => {
                    let part = |key: &str| {
                        map.get(key).map_or(String::new(), |value| {
                            value.as_str().map_or(value.to_string(), str::to_owned)
                        })
                    };
                    put(
                        name,
                        format!(
                            "{}/{}/{}/{}",
                            part("assembly"),
                            part("term"),
                            part("session"),
                            part("number").trim_start_matches('0')
                        ),
                    );
                    put("proposal_titles", norm(&part("title")));
                }
                Value::Object(map) => {
                    let text = ["name", "org", "title", "text"]
                        .iter()
                        .find_map(|key| map.get(*key).and_then(Value::as_str));
                    put(name, norm(text.unwrap_or_default()));
                }
                _ => {}
            }
        }
    }
    for (name, key) in [
        ("written_date", "written"),
        ("printed_date", "printed"),
        ("published_date", "published"),
    ] {
        put(
            name,
            fields["dates"][key].as_str().map_or(String::new(), norm),
        );
    }
    for contact in list(fields.get("contacts")) {
        put(
            "contact_names",
            contact["name"].as_str().map_or(String::new(), norm),
        );
        for phone in list(contact.get("phones")) {
            put(
                "phones",
                phone
                    .as_str()
                    .unwrap_or_default()
                    .chars()
                    .filter(char::is_ascii_digit)
                    .collect(),
            );
        }
    }
    flat
}

/// One label against one record: counts by field, whether all is right, and the misses in words.
pub(crate) fn compare(
    label: Option<(&Flat, &[String])>,
    record: Option<&Flat>,
) -> (BTreeMap<&'static str, Count>, bool, Vec<String>) {
    let (empty, none) = (Flat::new(), Vec::new());
    let (want, ignore) = label.unwrap_or((&empty, &none));
    let got = record.unwrap_or(&empty);
    let nothing = BTreeSet::new();
    let (mut counts, mut misses) = (BTreeMap::new(), Vec::new());
    for &name in FIELDS
        .iter()
        .filter(|name| !ignore.iter().any(|ignored| ignored == *name))
    {
        let (want, got) = (
            want.get(name).unwrap_or(&nothing),
            got.get(name).unwrap_or(&nothing),
        );
        let count = Count {
            right: want.intersection(got).count(),
            wrong: got.difference(want).count(),
            missing: want.difference(got).count(),
        };
        if want != got {
            misses.push(format!(
                "{name}: want {:?}, got {:?}",
                want.difference(got).collect::<Vec<_>>(),
                got.difference(want).collect::<Vec<_>>()
            ));
        }
        counts.insert(name, count);
    }
    let right = misses.is_empty();
    (counts, right, misses)
}
