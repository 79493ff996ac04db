//! Numbers near the one asked for: another form syllable in the code, another digit in the year.

use tantivy::query::Query;
use tantivy::{Searcher, Term};

use super::values;
use crate::index::TypedField;
use crate::index::keys::doc_number::{self, Number};

/// Syllables that tell the form of issue and are easily left out or added.
const FORMS: [&str; 4] = ["字", "函", "发", "办"];

/// Documents whose number is near `value`, or `None` if the index holds no such number.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn query(
    searcher: &Searcher,
    field: &TypedField,
    value: &str,
) -> tantivy::Result<Option<Box<dyn Query>>> {
    let Some(number) = doc_number::parse(value) else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for key in keys(&number) {
        let term = Term::from_field_text(field.field, &key);
        for segment in searcher.segment_readers() {
            if segment
                .inverted_index(field.field)?
                .get_term_info(&term)?
                .is_some()
            {
                found.push(values::term(field.field, &key));
                break;
            }
        }
    }
    Ok((!found.is_empty()).then(|| values::any(found)))
}

/// The keys near a number that names one document; none for a series or a range.
fn keys(number: &Number) -> Vec<String> {
    let [(serial, same)] = &number.serials[..] else {
        return Vec::new();
    };
    if serial != same || number.code.is_empty() || number.year.is_empty() {
        return Vec::new();
    }
    let mut out: Vec<String> = codes(&number.code)
        .iter()
        .map(|code| format!("{code}|{}|{serial}", number.year))
        .collect();
    out.extend(
        years(&number.year)
            .iter()
            .map(|year| format!("{}|{year}|{serial}", number.code)),
    );
    out
}

/// The code with a form syllable more or less.
fn codes(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    let ends = code.char_indices().map(|(at, _)| at).chain([code.len()]);
    for at in ends.filter(|at| *at > 0) {
        for form in FORMS {
            out.push(format!("{}{form}{}", &code[..at], &code[at..]));
        }
    }
    for form in FORMS {
        for (at, _) in code
            .match_indices(form)
            .filter(|_| code.chars().count() > 1)
        {
            out.push(format!("{}{}", &code[..at], &code[at + form.len()..]));
        }
    }
    out.sort();
    out.dedup();
    out
}

/// The year with one digit changed.
fn years(year: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, old) in year.char_indices() {
        for new in ('0'..='9').filter(|new| *new != old) {
            out.push(format!("{}{new}{}", &year[..at], &year[at + 1..]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_numbers_differ_by_a_form_syllable_or_a_digit_of_the_year() {
        let number = doc_number::parse("濮科函〔2022〕32号").expect("a number");
        let keys = keys(&number);
        for near in [
            "濮科|2022|000032",
            "濮科函字|2022|000032",
            "濮科办函|2022|000032",
            "濮科函|2012|000032",
            "濮科函|2023|000032",
        ] {
            assert!(keys.contains(&near.to_owned()), "{near}");
        }
        for far in [
            "濮科函|2022|000032",
            "濮科函|2022|000132",
            "濮科函|2031|000032",
            "濮教函|2022|000032",
        ] {
            assert!(!keys.contains(&far.to_owned()), "{far}");
        }
    }

    #[test]
    fn series_and_ranges_have_no_near_numbers() {
        for text in ["濮科〔2022〕", "濮科〔2022〕1-9号", "国务院令第752号"] {
            assert!(
                keys(&doc_number::parse(text).expect("a number")).is_empty(),
                "{text}"
            );
        }
    }
}
