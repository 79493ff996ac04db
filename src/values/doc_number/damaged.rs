//! Numbers that lost their brackets or their 号.

use std::sync::LazyLock;

use regex::Regex;

use super::find_doc_numbers;
use crate::pattern::pattern;
use crate::text::is_han;

/// Whether a folded text holds a number that lost its brackets or its 号, so that year and serial cannot be told apart.
pub fn has_damaged_number(text: &str) -> bool {
    // 第20190017号提案 is a proposal; 年鉴(2022)12期 counts something.
    let other = |found: &regex::Match<'_>| {
        let after = text[found.end()..].trim_start();
        found.as_str().starts_with('第')
            || ["提案", "建议", "议案"]
                .iter()
                .any(|kind| after.starts_with(kind))
            || found.as_str().contains('(')
                && !found.as_str().ends_with('号')
                && after.starts_with(is_han)
    };
    has_year(text)
        && find_doc_numbers(text).is_empty()
        && DAMAGED.find_iter(text).any(|found| !other(&found))
}

/// Whether a text holds what a year begins with: [`DAMAGED`] is dear.
fn has_year(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, b"19" | b"20"))
}

/// A number without 号, with one bracket or none: damaged.
static DAMAGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\p{Han}(?:[\[(] *(?:19|20)\d\d *[\])] *\d{1,5}|[\[(] *(?:19|20)\d{2,6}[\])]? *(?:号|$)|(?:19|20)\d{3,8}号",
        r"|(?:19|20)\d\d *[\])] *\d{1,5} *号|[\[(] *(?:19|20)\d\d +\d{1,5} *号|(?:19|20)\d\d(?: ?- ?| |年)\d{1,5} ?号)"
    ))
});
