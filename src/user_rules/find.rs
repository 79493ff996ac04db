//! Finds the values of a user's fields: behind their labels, as far as the next label of any kind.

use std::collections::HashMap;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::{Placed, UserFields};
use crate::document::{Document, Findings};
use crate::error::Result;
use crate::labels::{Lexicon, USER, USER_TYPED, scan_labels_with, squeezed};

/// The largest compiled pattern, in bytes; matching is linear in the text whatever the pattern.
const LARGEST: usize = 1 << 20;

/// Labels and patterns, compiled. The default finds nothing.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// The built-in labels with the user's in front; `None` if there are no fields.
    lexicon: Option<Lexicon>,
    /// Folded spelling → number of its field.
    spellings: HashMap<String, usize>,
    /// One for each field.
    patterns: Vec<Option<Regex>>,
}

impl Finder {
    /// Compiles what `fields` defines.
    pub(super) fn new(fields: &UserFields) -> Result<Finder> {
        if fields.is_empty() {
            return Ok(Finder::default());
        }
        let mut finder = Finder::default();
        let mut words = Vec::new();
        for (number, field) in fields.iter().enumerate() {
            // A value that is known by its form may stand a line below, or behind a wide space.
            let key = if field.pattern.is_some() {
                USER_TYPED
            } else {
                USER
            };
            for label in &field.labels {
                let word = squeezed(&label.text);
                words.push((key, word.clone()));
                finder.spellings.insert(word, number);
            }
            let compile = |pattern| compile(fields, pattern);
            let pattern = field.pattern.as_ref().map(compile).transpose()?;
            finder.patterns.push(pattern);
        }
        finder.lexicon = Some(Lexicon::with(words));
        Ok(finder)
    }

    /// Notes the first value of each field, in the order of the fields.
    pub(super) fn find(&self, fields: &UserFields, document: &Document, findings: &mut Findings) {
        let Some(lexicon) = &self.lexicon else {
            return;
        };
        let mut found: Vec<Option<Range<usize>>> = vec![None; self.patterns.len()];
        for label in scan_labels_with(document.page, document.lines.clone(), lexicon) {
            if ![USER, USER_TYPED].contains(&label.key) || label.value.is_empty() {
                continue;
            }
            let word = squeezed(document.text(label.label));
            if let Some(&number) = self.spellings.get(&word)
                && found[number].is_none()
            {
                found[number] = self.value(number, document, label.value);
            }
        }
        for (field, span) in fields.iter().zip(found) {
            if let Some(span) = span {
                findings.set_of_user(&field.name, document.value(span.clone()), span);
            }
        }
    }

    /// The stretch of `value` that is field `number`'s value.
    fn value(
        &self,
        number: usize,
        document: &Document,
        value: Range<usize>,
    ) -> Option<Range<usize>> {
        let text = document.text(value.clone());
        let inner = match &self.patterns[number] {
            Some(pattern) => {
                let captures = pattern.captures(text)?;
                captures.get(1).or_else(|| captures.get(0))?.range()
            }
            None => 0..text.len(),
        };
        // Strokes and dots that keep a blank open are no value.
        let is_value = text[inner.clone()].contains(char::is_alphanumeric);
        is_value.then(|| value.start + inner.start..value.start + inner.end)
    }
}

fn compile(fields: &UserFields, pattern: &Placed) -> Result<Regex> {
    RegexBuilder::new(&pattern.text)
        .size_limit(LARGEST)
        .build()
        .map_err(|error| {
            let what = match error {
                regex::Error::CompiledTooBig(_) => {
                    "the pattern is too large; use shorter repetitions".to_owned()
                }
                error => {
                    let text = error.to_string();
                    let last = text.lines().last().unwrap_or_default();
                    let why = last.trim().trim_start_matches("error: ");
                    format!("the pattern {:?} is wrong: {why}", pattern.text)
                }
            };
            fields.wrong(pattern.line, what)
        })
}
