//! The full-text index: made from records, thrown away and made again at will.
//!
//! Every document is one tantivy document of terms and three small columns; no text is stored.
//! **grams** decides what matches: every two neighbouring characters of the searched text
//! ([`crate::text::search_chars`]) with their positions, so that any string is found exactly,
//! across line ends, in any script; they stand in a file of their own in each segment (`pairs/`). **words** and **title_words** (jieba) only rank. The typed
//! fields come from [`crate::rules::RULES`] ([`layout`]); how their values become terms and how a
//! query's value meets them is one pair of functions a kind of value ([`keys`]). Users' own fields
//! share one field of the index, **user**, each pair behind its field's name: other rules need no
//! other index.

mod check;
mod directory;
mod document;
mod failure;
pub mod grams;
pub mod keys;
pub mod layout;
mod pairs;
mod reader;
#[cfg(test)]
mod tests;
mod typed;
mod words;
mod writer;

pub use layout::{Layout, Source, TypedField};
pub use reader::IndexReader;
pub(crate) use typed::{listed_date, texts};
pub use words::fold_words;
pub use writer::IndexWriter;

/// The version of the index's form; another one is refused and can be rebuilt.
pub const FORMAT: u32 = 4;
