//! How values and the queries for them become comparable: one form of key a kind of value.

pub mod date;
pub mod doc_number;
pub mod number;
pub mod numeral;
pub mod proposal;

use crate::text::search_chars;

/// A value as equality compares it: folded, lower case, without white space.
pub fn equal_key(value: &str) -> String {
    search_chars(value).map(|(_, c)| c).collect()
}
