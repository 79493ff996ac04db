//! Questions to the archive: from the text a user types to hits and their context.
//!
//! ```text
//! syntax      text → tree           own small grammar, with limits
//! plan        tree → tantivy query  what matches, exactly
//! rank        matches → hits        counted, ordered the same way whatever the segments
//! question    all of it, as the commands use it
//! explain     hit → what each word adds to its score
//! context     hit → lines with the places that matched
//! ```

pub mod context;
mod cut;
mod explain;
mod facets;
mod fields;
mod near;
mod plan;
mod question;
mod rank;
mod syntax;
#[cfg(test)]
mod tests;
mod values;

pub use explain::{Explainer, Reason};
pub use facets::{Facet, NONE};
pub use question::{Hints, Options, Page, Question};
pub use rank::{Hit, Place, Sort};
pub use syntax::{Node, parse};

use crate::error::{Error, Result};
use crate::index::Layout;

/// The texts that a query looks for, without what it excludes; needs no index.
///
/// # Errors
/// [`Error::Query`] if the query cannot be understood.
pub fn texts(query: &str, layout: &Layout) -> Result<Vec<String>> {
    let tree = parse(query, layout)?;
    let texts = plan::texts(&tree, layout, true);
    Ok(texts.into_iter().map(str::to_owned).collect())
}

/// A query that is refused, at a code point of its text.
fn refuse(at: usize, message: impl Into<String>) -> Error {
    Error::Query {
        message: message.into(),
        at,
    }
}
