//! What a field's value in a query asks of the index.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, EmptyQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::refuse;
use crate::error::Result;
use crate::index::grams::{Cover, cover};
use crate::index::keys::date::DateQuery;
use crate::index::keys::{date, doc_number, equal_key, number, proposal};
use crate::index::{Layout, Source, TypedField};
use crate::record::Kind;
use crate::rules::Compare;

/// Documents whose text in `field` contains `text`, white space aside; `None` if nothing is left to look for.
pub(super) fn contains(field: Field, text: &str) -> Option<Box<dyn Query>> {
    covered(field, cover(text))
}

fn covered(field: Field, cover: Cover) -> Option<Box<dyn Query>> {
    match cover {
        Cover::Nothing => None,
        Cover::One(from, to) => Some(range(field, Some(&from), to.as_deref())),
        Cover::Pairs(pairs) => Some(match &pairs[..] {
            [(_, pair)] => term(field, pair),
            _ => {
                let terms = pairs
                    .iter()
                    .map(|(at, pair)| (*at, Term::from_field_text(field, pair)));
                Box::new(PhraseQuery::new_with_offset(terms.collect()))
            }
        }),
    }
}

fn contains_value(typed: &TypedField, value: &str) -> Option<Box<dyn Query>> {
    match &typed.source {
        Source::User(name) => covered(typed.field, cover(value).behind(name)),
        _ => contains(typed.field, value),
    }
}

/// Documents in which the typed field `index` has `value`.
///
/// # Errors
/// [`crate::error::Error::Query`] if the value is no value of that field.
pub(super) fn field_value(
    layout: &Layout,
    index: usize,
    value: &str,
    at: usize,
) -> Result<Box<dyn Query>> {
    let typed = &layout.typed[index];
    let name = &typed.names[0];
    match typed.compare {
        Compare::Contains => contains_value(typed, value)
            .ok_or_else(|| refuse(at, format!("there is nothing to look for after {name}:"))),
        Compare::Equals => equals(&typed.source, typed.field, value, at),
        Compare::Number => number_value(layout, index, value, at),
        Compare::Date => date_query(typed.field, value).ok_or_else(|| {
            let forms = "2022, 2022-03, 2022-03-05, 2022-03..2023, >=2022, <2020";
            refuse(at, format!("{name} takes a date: {forms}"))
        }),
        Compare::DocNumber => Ok(doc_number_query(typed.field, value)),
        Compare::Proposal => proposal_query(typed.field, value).ok_or_else(|| {
            refuse(
                at,
                format!("{name} takes 届, 次 and 号, as in {name}:八届六次178号"),
            )
        }),
    }
}

fn equals(source: &Source, field: Field, value: &str, at: usize) -> Result<Box<dyn Query>> {
    let key = equal_key(value);
    let is_kind = |kind: &Kind| equal_key(kind.name()) == key || equal_key(kind.label()) == key;
    if *source == Source::Kind && !Kind::ALL.iter().any(is_kind) {
        let kinds: Vec<String> = Kind::ALL
            .iter()
            .map(|kind| format!("{} ({})", kind.label(), kind.name()))
            .collect();
        return Err(refuse(at, format!("类型 is one of {}", kinds.join(", "))));
    }
    Ok(term(field, &key))
}

fn number_value(layout: &Layout, index: usize, value: &str, at: usize) -> Result<Box<dyn Query>> {
    let typed = &layout.typed[index];
    let name = &typed.names[0];
    if value.contains(['届', '次', '屆'])
        && let Some(other) = layout.sibling(index, Compare::Proposal)
    {
        return field_value(layout, other, value, at);
    }
    if value.contains("..") {
        return Err(refuse(
            at,
            format!("{name} takes one number; ranges are for dates and 文号"),
        ));
    }
    let number = number::term(value)
        .ok_or_else(|| refuse(at, format!("{name} takes a number, as in {name}:178")))?;
    Ok(term(typed.field, &number))
}

/// Documents whose date the typed field `field` tells to lie where `value` says.
pub(super) fn date_query(field: Field, value: &str) -> Option<Box<dyn Query>> {
    Some(match date::parse(value)? {
        DateQuery::Within(iso) => term(field, &format!("p{iso}")),
        DateQuery::Between(from, to) => {
            let mut both: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            if let Some(from) = from {
                let from = format!("s{from:08}");
                both.push((Occur::Must, range(field, Some(&from), Some("t"))));
            }
            if let Some(to) = to {
                // The day after, as the upper end is excluded.
                let to = format!("e{:08}", to + 1);
                both.push((Occur::Must, range(field, Some("e"), Some(&to))));
            }
            Box::new(BooleanQuery::new(both))
        }
    })
}

/// Documents with this number, with numbers of this series, year or range.
fn doc_number_query(field: Field, value: &str) -> Box<dyn Query> {
    let Some(number) = doc_number::parse(value) else {
        return match equal_key(value) {
            year if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
                prefix(field, &format!("|{year}|"))
            }
            code if doc_number::is_code(value) => prefix(field, &format!("{code}|")),
            _ => term(field, &doc_number::raw_key(value)),
        };
    };
    let series = format!("{}|{}|", number.code, number.year);
    if number.serials.is_empty() {
        return prefix(field, &series);
    }
    let mut choices = vec![term(field, &doc_number::raw_key(value))];
    for (from, to) in &number.serials {
        choices.push(if from == to {
            term(field, &format!("{series}{from}"))
        } else {
            range(
                field,
                Some(&format!("{series}{from}")),
                Some(&format!("{series}{to}\0")),
            )
        });
    }
    any(choices)
}

fn proposal_query(field: Field, value: &str) -> Option<Box<dyn Query>> {
    let keys = proposal::parse(value)?.any_of();
    Some(any(keys.iter().map(|key| term(field, key)).collect()))
}

/// Documents with the term.
pub(super) fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::Basic,
    ))
}

/// Documents with one of the queries' matches.
pub(super) fn any(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::new(
            queries.into_iter().map(|q| (Occur::Should, q)).collect(),
        )),
    }
}

/// Documents with a term that begins with `text`, which ends with `|`.
fn prefix(field: Field, text: &str) -> Box<dyn Query> {
    let after = format!("{}}}", text.strip_suffix('|').unwrap_or(text));
    range(field, Some(text), Some(&after))
}

/// Documents with a term from `from` (included) to `to` (excluded).
fn range(field: Field, from: Option<&str>, to: Option<&str>) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    Box::new(InvertedIndexRangeQuery::new(
        from.map_or(Bound::Unbounded, |text| Bound::Included(term(text))),
        to.map_or(Bound::Unbounded, |text| Bound::Excluded(term(text))),
    ))
}
