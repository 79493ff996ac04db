//! Cuts a query into words that the index holds, so that no dictionary needs to be loaded.

use tantivy::{Searcher, Term};

use crate::index::Layout;
use crate::index::keys::equal_key;

/// Longest word tried, in characters.
const LONGEST: usize = 8;
/// Only so much of a long text is cut.
const MOST_CHARS: usize = 96;

/// The words of `text`, longest first from the left; single characters are left out unless alone.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn words(
    searcher: &Searcher,
    layout: &Layout,
    text: &str,
) -> tantivy::Result<Vec<String>> {
    let chars: Vec<char> = equal_key(text).chars().take(MOST_CHARS).collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let len = longest(searcher, layout, &chars[at..])?;
        if len > 1 || chars.len() == 1 {
            let word: String = chars[at..at + len].iter().collect();
            if !out.contains(&word) {
                out.push(word);
            }
        }
        at += len;
    }
    Ok(out)
}

/// The length of the longest word at the beginning, 1 if there is none.
fn longest(searcher: &Searcher, layout: &Layout, chars: &[char]) -> tantivy::Result<usize> {
    let run = chars
        .iter()
        .take_while(|c| c.is_ascii_alphanumeric())
        .count();
    if run > 0 {
        return Ok(run);
    }
    for len in (2..=LONGEST.min(chars.len())).rev() {
        let word: String = chars[..len].iter().collect();
        if holds(searcher, &Term::from_field_text(layout.words, &word))? {
            return Ok(len);
        }
    }
    Ok(1)
}

fn holds(searcher: &Searcher, term: &Term) -> tantivy::Result<bool> {
    for segment in searcher.segment_readers() {
        if segment
            .inverted_index(term.field())?
            .get_term_info(term)?
            .is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
