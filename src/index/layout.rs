//! The fields of the index: the fixed ones, and one for each way in which queries reach a rule's field.

use std::borrow::Cow;

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use super::grams::{GRAMS, NAMED_GRAMS};
use super::words::{TITLE_WORDS, WORDS};
use crate::rules::{Compare, RULES, Rule};
use crate::user_rules::UserFields;

/// The name of the column that names a document's row in the records.
pub const ROWID: &str = "rowid";
/// The name of the column that lists sort by date with: `yyyymmdd`, 0 for none.
pub const DATE: &str = "date";
/// The name of the column that lists sort by document number with.
pub const NUMBER: &str = "number_order";

/// Where the values of a typed field come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A part of a record's field (empty: the whole value).
    Part(&'static str, &'static str),
    /// The date written, else the date published.
    Date,
    /// The document's kind.
    Kind,
    /// A user's field of this name.
    User(String),
}

/// A field that queries name.
#[derive(Debug, Clone)]
pub struct TypedField {
    /// Its names in queries; the first is the one that help shows.
    pub names: Vec<Cow<'static, str>>,
    /// The Chinese term shown to people.
    pub label: Cow<'static, str>,
    /// How values are compared.
    pub compare: Compare,
    /// Where the values come from.
    pub source: Source,
    /// The index's field.
    pub field: Field,
}

/// The index's schema and the handles of its fields.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The schema; an index with another one is of another version.
    pub schema: Schema,
    /// The record's id.
    pub id: Field,
    /// The whole text, whose pairs of characters `pairs/` keeps.
    pub grams: Field,
    /// Words of the whole text, of two characters and more.
    pub words: Field,
    /// Words of the title.
    pub title_words: Field,
    /// Names of the fields that have a value.
    pub has: Field,
    /// The columns.
    pub rowid: Field,
    /// See [`DATE`].
    pub date: Field,
    /// See [`NUMBER`].
    pub number: Field,
    /// Values of users' fields, each pair behind the name of its field; their names may change
    /// without a new index.
    pub user: Field,
    /// Fields that queries name.
    pub typed: Vec<TypedField>,
}

impl Layout {
    /// The layout of this program's rules.
    pub fn of_rules() -> Layout {
        Layout::new(RULES)
    }

    /// The layout of a list of rules.
    pub fn new(rules: &[&'static Rule]) -> Layout {
        let mut schema = Schema::builder();
        let id = schema.add_text_field("id", exact());
        let grams = schema.add_text_field("grams", TextOptions::default());
        let words = schema.add_text_field("words", counted(WORDS));
        let title_words = schema.add_text_field("title_words", counted(TITLE_WORDS));
        let has = schema.add_text_field("has", exact());
        let rowid = schema.add_u64_field(ROWID, NumericOptions::from(FAST));
        let date = schema.add_u64_field(DATE, NumericOptions::from(FAST));
        let number = schema.add_text_field(NUMBER, TextOptions::default().set_fast("raw"));
        let user = schema.add_text_field("user", named_pairs());
        let mut typed = fixed(&mut schema);
        for rule in rules {
            for query in rule.queries {
                let name = format!("{}/{}/{:?}", rule.field, query.part, query.compare);
                typed.push(TypedField {
                    names: query
                        .names
                        .iter()
                        .map(|name| Cow::Borrowed(*name))
                        .collect(),
                    label: rule.label.into(),
                    compare: query.compare,
                    source: Source::Part(rule.field, query.part),
                    field: add(&mut schema, &name, query.compare),
                });
            }
        }
        Layout {
            schema: schema.build(),
            id,
            grams,
            words,
            title_words,
            has,
            rowid,
            date,
            number,
            user,
            typed,
        }
    }

    /// The layout with a user's fields among those that queries name; the schema stays.
    pub fn with_user(mut self, fields: &UserFields) -> Layout {
        for field in fields.iter() {
            self.typed.push(TypedField {
                names: vec![field.label.clone().into(), field.name.clone().into()],
                label: field.label.clone().into(),
                compare: Compare::Contains,
                source: Source::User(field.name.clone()),
                field: self.user,
            });
        }
        self
    }

    /// The typed field that a query names, white space and case aside.
    pub fn named(&self, name: &str) -> Option<usize> {
        let name = super::keys::equal_key(name);
        self.typed.iter().position(|field| {
            field
                .names
                .iter()
                .any(|n| super::keys::equal_key(n) == name)
        })
    }

    /// The field of the same rule that compares in another way, if there is one.
    pub fn sibling(&self, index: usize, compare: Compare) -> Option<usize> {
        let Source::Part(of, _) = &self.typed[index].source else {
            return None;
        };
        self.typed.iter().position(|other| {
            other.compare == compare
                && matches!(&other.source, Source::Part(field, _) if field == of)
        })
    }
}

/// The fields that every record has whatever the rules.
fn fixed(schema: &mut SchemaBuilder) -> Vec<TypedField> {
    vec![
        TypedField {
            names: vec!["类型".into(), "kind".into()],
            label: "类型".into(),
            compare: Compare::Equals,
            source: Source::Kind,
            field: add(schema, "kind", Compare::Equals),
        },
        TypedField {
            names: vec!["日期".into(), "date".into()],
            label: "日期".into(),
            compare: Compare::Date,
            source: Source::Date,
            field: add(schema, "listed_date", Compare::Date),
        },
    ]
}

fn add(schema: &mut SchemaBuilder, name: &str, compare: Compare) -> Field {
    let options = if compare == Compare::Contains {
        pairs()
    } else {
        exact()
    };
    schema.add_text_field(name, options)
}

/// Whole values as single terms.
fn exact() -> TextOptions {
    indexed("raw", IndexRecordOption::Basic, false)
}

/// Pairs of characters with positions.
fn pairs() -> TextOptions {
    indexed(GRAMS, IndexRecordOption::WithFreqsAndPositions, false)
}

/// Pairs of characters with positions, each behind a name.
fn named_pairs() -> TextOptions {
    indexed(NAMED_GRAMS, IndexRecordOption::WithFreqsAndPositions, false)
}

/// Words with frequencies and lengths.
fn counted(tokenizer: &str) -> TextOptions {
    indexed(tokenizer, IndexRecordOption::WithFreqs, true)
}

fn indexed(tokenizer: &str, option: IndexRecordOption, lengths: bool) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(option)
            .set_fieldnorms(lengths),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_rules_make_a_layout_with_unique_names() {
        let layout = Layout::of_rules();
        let mut names: Vec<_> = layout.typed.iter().flat_map(|f| f.names.clone()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "a query name belongs to one field");
    }

    #[test]
    fn names_are_found_in_any_width_and_case() {
        let layout = Layout::of_rules();
        assert_eq!(layout.named("類型"), layout.named("KIND"));
        assert!(layout.named("日期").is_some());
        assert!(layout.named("天气").is_none());
    }
}
