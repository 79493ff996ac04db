//! A user's own fields: labels of a TOML file whose values become fields of the record.
//!
//! ```toml
//! [[field]]
//! name = "case_worker"             # the JSON key
//! label = "经办科室"                # the name shown to people and used in queries
//! labels = ["经办科室", "承办科室"]   # spellings in documents; spaces inside never count
//! pattern = "^[\\p{Han}]{2,20}科$"  # optional; what the folded value looks like
//! examples = [ { text = "经办科室：综合科", value = "综合科" }, { text = "经办科室：无", value = "" } ]
//! ```
//!
//! [`UserFields`] is what the file says: enough to query, show and export. [`UserRules`] is the same
//! made ready to read documents, its patterns compiled and its examples tried by the real parser.
//! Built-in fields are found before and know nothing of these.

mod find;
mod names;
mod read;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::document::{Document, Findings};
use crate::error::{Error, Result};
use crate::parse::parse_with;
use crate::record::Source;
use find::Finder;

/// A field that a user's file defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserField {
    /// The JSON key, snake_case.
    pub name: String,
    /// The Chinese name, shown to people and used in queries.
    pub label: String,
    /// Spellings of the label in documents.
    pub labels: Vec<Placed>,
    /// What the folded value looks like, as a regular expression.
    pub pattern: Option<Placed>,
    /// Documents in small with the values that they must give.
    pub examples: Vec<Example>,
}

/// A text of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
}

/// A document in small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its text.
    pub text: String,
    /// The value that it must give; empty for none.
    pub value: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// What a user's file defines, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFields {
    path: PathBuf,
    text: String,
    list: Vec<UserField>,
}

impl UserFields {
    /// Reads a file, without trying its patterns and examples.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be read, [`Error::Rules`] with the line of what is wrong in it.
    pub fn read(path: &Path) -> Result<UserFields> {
        read::file(path)
    }

    /// Reads a file that need not be there.
    ///
    /// # Errors
    /// As [`UserFields::read`].
    pub fn read_if_there(path: &Path) -> Result<UserFields> {
        match read::file(path) {
            Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                Ok(UserFields::default())
            }
            result => result,
        }
    }

    /// The fields.
    pub fn iter(&self) -> std::slice::Iter<'_, UserField> {
        self.list.iter()
    }

    /// The field of a JSON key.
    pub fn get(&self, name: &str) -> Option<&UserField> {
        self.list.iter().find(|field| field.name == name)
    }

    /// Whether no field is defined.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The file's text, as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn wrong(&self, line: usize, what: String) -> Error {
        Error::Rules {
            path: self.path.clone(),
            line,
            what,
        }
    }
}

/// A user's fields, ready to be found in documents.
#[derive(Debug, Default)]
pub struct UserRules {
    fields: UserFields,
    finder: Finder,
}

impl UserRules {
    /// Reads a file, compiles its patterns and tries its examples.
    ///
    /// # Errors
    /// As [`UserFields::read`]; a pattern that is none and an example that fails are
    /// [`Error::Rules`] too.
    pub fn load(path: &Path) -> Result<UserRules> {
        UserRules::checked(UserFields::read(path)?)
    }

    /// Compiles the patterns of `fields` and tries their examples.
    ///
    /// # Errors
    /// [`Error::Rules`].
    pub fn checked(fields: UserFields) -> Result<UserRules> {
        let finder = Finder::new(&fields)?;
        let rules = UserRules { fields, finder };
        for field in rules.fields.iter() {
            for example in &field.examples {
                rules.try_example(field, example)?;
            }
        }
        Ok(rules)
    }

    /// What the file says.
    pub fn fields(&self) -> &UserFields {
        &self.fields
    }

    /// Finds the fields' values in a document.
    pub(crate) fn find(&self, document: &Document, findings: &mut Findings) {
        self.finder.find(&self.fields, document, findings);
    }

    fn try_example(&self, field: &UserField, example: &Example) -> Result<()> {
        let records = parse_with(example.text.clone(), &Source::default(), self);
        let got = records
            .iter()
            .find_map(|parsed| parsed.record.text(&field.name))
            .unwrap_or_default();
        if got == example.value {
            return Ok(());
        }
        let said = |value: &str| match value {
            "" => "no value".to_owned(),
            value => format!("{value:?}"),
        };
        let what = format!(
            "the example {:?} must give {} for {} and gives {}; change the pattern, the labels or the example",
            example.text,
            said(&example.value),
            field.name,
            said(got)
        );
        Err(self.fields.wrong(example.line, what))
    }
}
