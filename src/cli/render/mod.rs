//! How results look: the door that guards readers, and the JSON they can trust.

pub mod card;
pub mod counts;
pub mod cross;
pub mod door;
pub mod explain;
pub mod hit;
pub mod json;
pub mod paint;
pub mod places;
pub mod summary;
pub mod table;
pub mod values;
