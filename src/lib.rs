//! anjuan 案卷: from folders of Chinese government documents to an archive that answers.
//!
//! # The way of a document
//!
//! ```text
//! read → decode or unpack → reading text → kind and parts → rules → record → records.db → index
//! source/  decode/ containers/  text/     kind, layout,     rules/   record   archive/     index/
//!          isolation/ ocr/                labels, parts/    values/
//! ```
//!
//! [`parse::parse`] strings the middle together: a decoded text in, records out. [`archive`] brings
//! files in and keeps their records; [`index`] makes them searchable; [`query`] answers. Only
//! [`cli`] prints.
//!
//! # Where to look
//!
//! | question | place |
//! |---|---|
//! | what kind of file is it? | `containers/sniff.rs`, by content |
//! | how is a Word, PDF, OFD, HTML file read? | `containers/FORMAT/`, in a process of `isolation/` |
//! | how is a scan read? | `ocr/`: engines that the user installs |
//! | how is a field found? | `rules/FIELD.rs` or `rules/FIELD/mod.rs`, whose opening comment is its page |
//! | which labels name a field? | `data/labels.txt`, no Rust needed |
//! | how are a user's own labels read? | `user_rules/` |
//! | what is furniture of a web page, an organ's ending, a kind of document? | `data/*.txt` |
//! | when are two lines one paragraph? | `text/join/` |
//! | what makes a letter a letter? | `kind/reply.rs` |
//! | where do head, body and tail end? | `layout/` |
//! | how is a string found exactly? | `index/grams.rs`, `index/pairs/`, `query/plan` |
//!
//! # Invariants
//!
//! - Parsing is total: any text gives at least one record, odd ones with warnings.
//! - A value has proof or is absent: `source_text[start:end] == text` for every evidence entry, in
//!   code points.
//! - Every view of a text maps back to the one before; none reorders.
//! - Records are the truth; the index can be made again from them.
//! - Every path found has exactly one outcome.
//! - Nothing from a document reaches a terminal or a spreadsheet but through `cli::render::door`.

pub mod archive;
pub mod cli;
pub mod containers;
pub mod count;
pub mod decode;
pub mod document;
pub mod error;
pub mod exit_code;
pub mod index;
pub mod isolation;
pub mod kind;
pub mod labels;
pub mod layout;
pub mod ocr;
pub mod parse;
pub mod parts;
mod pattern;
pub mod query;
pub mod record;
pub mod rules;
pub mod source;
pub mod tagged;
pub mod text;
pub mod user_rules;
pub mod values;
