//! Limits that several readers share.

use super::{MAX_TEXT, Trouble};

/// The most notes of a document.
const MAX_NOTES: usize = 50_000;
/// The most distinct headers, and the most distinct footers, of a document.
const MAX_MARGINS: usize = 1_000;

/// `Limit` if a text of so many bytes is longer than [`MAX_TEXT`].
pub(crate) fn within_text(length: usize) -> Result<(), Trouble> {
    if length > MAX_TEXT {
        return Err(Trouble::Limit(format!(
            "more than {MAX_TEXT} bytes of text"
        )));
    }
    Ok(())
}

/// `Limit` if so many notes are more than a document may have.
pub(crate) fn within_notes(count: usize) -> Result<(), Trouble> {
    if count > MAX_NOTES {
        return Err(Trouble::Limit(format!("more than {MAX_NOTES} notes")));
    }
    Ok(())
}

/// Adds the lines of a header or footer to those that are known, unless it says nothing new.
/// Blank lines are left out. `Limit` if there are too many.
pub(crate) fn add_margin(known: &mut Vec<String>, lines: &str) -> Result<(), Trouble> {
    let shown = lines.lines().filter(|line| !line.trim().is_empty());
    let text: String = shown.flat_map(|line| [line, "\n"]).collect();
    if text.is_empty() || known.contains(&text) {
        return Ok(());
    }
    if known.len() >= MAX_MARGINS {
        return Err(Trouble::Limit(format!(
            "more than {MAX_MARGINS} headers or footers"
        )));
    }
    let length: usize = known.iter().map(String::len).sum();
    within_text(length + text.len())?;
    known.push(text);
    Ok(())
}
