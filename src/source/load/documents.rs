//! The documents of a file that was read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Loaded;
use crate::parse::{self, Parsed};
use crate::source::outcome::Outcome;
use crate::user_rules::UserRules;

/// The documents of a file, with the file's warnings on the first of them and the fields of `rules`.
///
/// # Errors
/// A bug that stops the parser is this file's failure and not the whole run's.
pub fn documents(loaded: Loaded, rules: &UserRules) -> Result<Vec<Parsed>, Outcome> {
    let Loaded {
        source,
        content,
        warnings,
    } = loaded;
    let parse = || parse::parse_content(content, &source, rules);
    let parsed = catch_unwind(AssertUnwindSafe(parse));
    let mut documents =
        parsed.map_err(|_| Outcome::Failed("a bug in anjuan stopped its parsing".into()))?;
    let Some(first) = documents.first_mut() else {
        return Err(Outcome::Failed("no document was found in it".into()));
    };
    if warnings
        .iter()
        .any(|warning| warning.code == "unreadable_bytes")
    {
        // The parser sees the same characters and cannot know that decoding made them.
        first
            .record
            .warnings
            .retain(|warning| warning.code != "replacement_char");
    }
    first.record.warnings.splice(0..0, warnings);
    Ok(documents)
}
