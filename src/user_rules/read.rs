//! Reads a file of rules; whatever is wrong in it is told with its line.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{Example, Placed, UserField, UserFields, names};
use crate::error::{Error, Result};
use crate::index::keys::equal_key;
use crate::labels::squeezed;
use crate::text::fold_char;

/// The largest file, in bytes.
const LARGEST: u64 = 1 << 20;
/// The most fields of a file, and the most labels and examples of a field.
const MOST: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    field: Vec<Spanned<RawField>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    name: Spanned<String>,
    label: Spanned<String>,
    labels: Spanned<Vec<Spanned<String>>>,
    pattern: Option<Spanned<String>>,
    examples: Spanned<Vec<Spanned<RawExample>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    text: String,
    value: String,
}

/// Reads the file at `path`.
pub(super) fn file(path: &Path) -> Result<UserFields> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| Error::io(path, error))?;
    let wrong = |line, what: &str| Error::Rules {
        path: path.to_path_buf(),
        line,
        what: what.to_owned(),
    };
    if bytes.len() as u64 > LARGEST {
        return Err(wrong(
            1,
            "the file is larger than 1 MiB, so it holds no rules",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        wrong(line, "the file is not UTF-8; save it as UTF-8")
    })?;
    text_of(path, text)
}

/// Reads the text of the file at `path`.
pub(super) fn text_of(path: &Path, text: String) -> Result<UserFields> {
    let mut fields = UserFields {
        path: path.to_path_buf(),
        text,
        list: Vec::new(),
    };
    // Editors put a mark before UTF-8 that is no part of TOML.
    let bare = fields.text.trim_start_matches('\u{feff}');
    let lines = Lines(bare);
    let raw: RawFile = toml::from_str(bare).map_err(|error| {
        let line = error.span().map_or(1, |span| lines.of(&span));
        let what = error.message().replace('\n', ", ");
        fields.wrong(line, what)
    })?;
    let reader = Reader {
        fields: &fields,
        lines,
    };
    reader.most(raw.field.len(), 1, "fields")?;
    let mut list = Vec::with_capacity(raw.field.len());
    for field in raw.field {
        list.push(reader.field(field.into_inner())?);
    }
    reader.are_unlike(&list)?;
    fields.list = list.into_iter().map(|(_, field)| field).collect();
    Ok(fields)
}

/// Lines of a text, from 1.
struct Lines<'a>(&'a str);

impl Lines<'_> {
    fn of(&self, span: &Range<usize>) -> usize {
        let before = &self.0.as_bytes()[..span.start.min(self.0.len())];
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }
}

/// Checks what the file's tables hold.
struct Reader<'a> {
    fields: &'a UserFields,
    lines: Lines<'a>,
}

/// The lines of a field's name and label.
struct At {
    name: usize,
    label: usize,
}

impl Reader<'_> {
    fn field(&self, raw: RawField) -> Result<(At, UserField)> {
        let at = At {
            name: self.lines.of(&raw.name.span()),
            label: self.lines.of(&raw.label.span()),
        };
        let (name, label) = (raw.name.into_inner(), raw.label.into_inner());
        self.none(at.name, names::fault_of_name(&name))?;
        self.none(at.label, names::fault_of_label(&label))?;
        let field = UserField {
            labels: self.labels(&name, raw.labels)?,
            pattern: raw.pattern.map(|p| self.pattern(p)).transpose()?,
            examples: self.examples(&name, raw.examples)?,
            name,
            label,
        };
        Ok((at, field))
    }

    fn labels(&self, name: &str, raw: Spanned<Vec<Spanned<String>>>) -> Result<Vec<Placed>> {
        let line = self.lines.of(&raw.span());
        let labels: Vec<Placed> = raw
            .into_inner()
            .into_iter()
            .map(|l| self.placed(l))
            .collect();
        self.most(labels.len(), line, "labels")?;
        if labels.is_empty() {
            let what = format!("labels of {name} is empty; write how documents label the field");
            return Err(self.fields.wrong(line, what));
        }
        for label in &labels {
            self.none(label.line, names::fault_of_spelling(&label.text))?;
        }
        Ok(labels)
    }

    fn pattern(&self, raw: Spanned<String>) -> Result<Placed> {
        let pattern = self.placed(raw);
        let mut before = ' ';
        for c in pattern.text.chars() {
            let folded = fold_char(c);
            // 一-龥 and the like: the end of a range stands for itself.
            if folded != c && before != '-' {
                let what = format!(
                    "the pattern holds {c}, which is {folded} in the folded text that it is compared with; write {}",
                    regex::escape(&folded.to_string())
                );
                return Err(self.fields.wrong(pattern.line, what));
            }
            before = c;
        }
        Ok(pattern)
    }

    fn examples(&self, name: &str, raw: Spanned<Vec<Spanned<RawExample>>>) -> Result<Vec<Example>> {
        let line = self.lines.of(&raw.span());
        let list = raw.into_inner().into_iter().map(|example| {
            let line = self.lines.of(&example.span());
            let RawExample { text, value } = example.into_inner();
            Example { text, value, line }
        });
        let list: Vec<Example> = list.collect();
        self.most(list.len(), line, "examples")?;
        if list.iter().all(|example| example.value.is_empty()) {
            let what = format!(
                "{name} needs an example with a value, as in {{ text = \"经办科室：综合科\", value = \"综合科\" }}"
            );
            return Err(self.fields.wrong(line, what));
        }
        Ok(list)
    }

    /// No name, label or spelling stands for two fields.
    fn are_unlike(&self, list: &[(At, UserField)]) -> Result<()> {
        let mut names: HashMap<String, &str> = HashMap::new();
        let mut spellings: HashMap<String, &str> = HashMap::new();
        for (at, field) in list {
            for (line, word) in [(at.name, &field.name), (at.label, &field.label)] {
                if let Some(other) = names.insert(equal_key(word), &field.name) {
                    let what = format!("{word:?} names the field {other} already; choose another");
                    return Err(self.fields.wrong(line, what));
                }
            }
            for label in &field.labels {
                // Spelt twice for one field, as in two scripts, a label is no less clear.
                if let Some(other) = spellings.insert(squeezed(&label.text), &field.name)
                    && other != field.name
                {
                    let what = format!(
                        "the label {:?} stands in labels of {other} already; leave it out in one place",
                        label.text
                    );
                    return Err(self.fields.wrong(label.line, what));
                }
            }
        }
        Ok(())
    }

    fn placed(&self, raw: Spanned<String>) -> Placed {
        let line = self.lines.of(&raw.span());
        let text = raw.into_inner();
        Placed { text, line }
    }

    fn most(&self, count: usize, line: usize, what: &str) -> Result<()> {
        let fault = format!("{count} {what} are too many; use up to {MOST}");
        self.none(line, (count > MOST).then_some(fault))
    }

    fn none(&self, line: usize, fault: Option<String>) -> Result<()> {
        fault.map_or(Ok(()), |fault| Err(self.fields.wrong(line, fault)))
    }
}
