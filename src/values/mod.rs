//! Readers of single values: dates, numerals, document numbers, proposal references, persons, organs, telephone numbers.
//!
//! They take text of the match view and know nothing of documents; rules decide where to look.

pub mod date;
pub mod doc_number;
pub mod marker;
pub mod numeral;
pub mod organ;
pub mod paper;
pub mod party;
pub mod person;
pub mod phone;
pub mod proposal;
pub mod reply_title;
pub mod salutation;
mod tidy;
pub(crate) mod words;

pub use tidy::{join_lines, tidy, without_spaces};
