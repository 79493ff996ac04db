//! Parts of a page that are documents of their own.

pub mod letters;
pub mod newspaper;
