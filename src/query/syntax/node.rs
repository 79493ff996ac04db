//! The tree of a query.

/// A query's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A text that the document must contain.
    Term {
        /// The text as typed, without quotes.
        text: String,
        /// Where it stands in the query, in code points.
        at: usize,
    },
    /// A value that a field must have.
    Field {
        /// Index into [`crate::index::Layout::typed`].
        field: usize,
        /// The value as typed, without quotes; `None` for `*`: any value.
        value: Option<String>,
        /// Where the value stands in the query, in code points.
        at: usize,
    },
    /// What must not hold.
    Not(Box<Node>),
    /// All must hold.
    And(Vec<Node>),
    /// One must hold.
    Or(Vec<Node>),
}
