//! How results look: the door that guards readers, and the JSON they can trust.

pub mod door;
pub mod json;
pub mod summary;
