//! A document between text and record.

/// A document as the rules see it.
pub struct Document {}

/// What the rules found.
pub struct Findings {}
