//! Parts of a page that are documents of their own.

pub mod gazette;
pub mod letters;
pub mod newspaper;
pub mod proposals;
