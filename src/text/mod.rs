//! Texts and the maps between them: source text, reading text, match view.
//!
//! The **source text** is what a file holds, untouched; evidence points into it. The **reading
//! text** is what a person reads: wrapped lines and page breaks joined, page numbers set apart,
//! stray spaces gone. It is what is stored, searched and shown. The **match view** folds the
//! reading text for rules and search ([`fold_char`]). Each view maps back to the one before.

mod char_set;
mod clean;
mod count;
mod flattened;
mod fold;
mod join;
mod list_mark;
mod mapped;
mod name_lists;
mod reading;
mod reading_text;
mod source_text;
mod spaces;
mod tags;
mod white_space;
mod word_list;

pub use char_set::CharSet;
pub(crate) use fold::char_at;
pub use fold::{fold_char, is_han, is_invisible, is_numeral, search_char, search_chars};
pub(crate) use list_mark::{unnumbered, without_bullet};
pub use mapped::MappedText;
pub use reading::{Reading, ReadingLine};
pub use reading_text::{LineMark, ReadingText, Rest, UNREAD};
pub use source_text::SourceText;
pub(crate) use white_space::{has_white_space, is_folded_space, next_white_space, skip_space};
pub(crate) use word_list::{Found, WordList};
