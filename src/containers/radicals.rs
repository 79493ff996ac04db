//! Radicals in place of the characters that they look like, as fonts make them of a page's glyphs.
//!
//! A font has one glyph for ⼈ (U+2F08, a radical of the Kangxi dictionary) and 人; some programs
//! (Chromium, cairo) write the first of its codes next to the glyph. The page shows a character, so
//! where glyphs are turned into text, that is what is taken.

use std::collections::HashMap;
use std::sync::LazyLock;

static ORDINARY: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../data/variants.txt").lines();
    let pairs = lines.filter_map(|line| {
        let mut chars = line.chars();
        Some((chars.next()?, chars.next()?))
    });
    pairs.filter(|(from, _)| is_radical(*from)).collect()
});

/// The character that is written with the glyph of a radical; any other is itself.
pub(super) fn ordinary(c: char) -> char {
    if is_radical(c) {
        ORDINARY.get(&c).copied().unwrap_or(c)
    } else {
        c
    }
}

/// CJK Radicals Supplement and Kangxi Radicals.
fn is_radical(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_characters_and_nothing_else_changes() {
        let text = "⼈⼯⻓⾦⻢人長〔①，A";
        let plain: String = text.chars().map(ordinary).collect();
        assert_eq!(plain, "人工长金马人長〔①，A");
        let kangxi = '\u{2f00}'..='\u{2fd5}';
        let left: Vec<char> = kangxi.filter(|c| ordinary(*c) == *c).collect();
        assert_eq!(left, [], "radicals without a character");
    }
}
