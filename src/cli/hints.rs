//! What is said when a search finds nothing.

use std::io::Write;

use super::render::door;
use crate::error::Result;
use crate::query::Question;

/// Says on standard error what could be tried; `any` if that has been tried already.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn nothing_found(any: bool, question: &Question<'_>, nothing_near: bool) -> Result<()> {
    let mut lines = vec![if nothing_near {
        "Nothing found.".to_owned()
    } else {
        "No document has exactly this number; the ones above are near it.".to_owned()
    }];
    let hints = question.hints()?;
    for text in &hints.missing {
        lines.push(format!("No document has {}.", door::line(text)));
    }
    if !hints.alone.is_empty() {
        let parts = hints.alone.iter();
        let parts = parts.map(|(part, count)| format!("{} {count}", door::line(part)));
        lines.push(format!(
            "Each alone finds documents: {}.",
            parts.collect::<Vec<_>>().join(", ")
        ));
    }
    if hints.any > 0 && !any {
        let some = if hints.any == 1 {
            "1 document has".to_owned()
        } else {
            format!("{} documents have", hints.any)
        };
        lines.push(format!("{some} some of the words: add --any."));
    }
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{}", lines.join("\n"));
    Ok(())
}
