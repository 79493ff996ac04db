//! Cleans one source line: invisible characters, HTML residue, pinyin noise, decoding debris.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::fold::{fold_char, is_han, is_invisible};

/// A character of a cleaned line with the source bytes it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) c: char,
    pub(super) at: usize,
    pub(super) len: usize,
}

/// Pinyin in brackets behind a character, as mirror pages write it: `縣(xiàn)`.
static PINYIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{Han}([(（][a-zａ-ｚāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}[)）])")
        .expect("the pattern is fixed")
});

/// A tag that an editor left in a text, or a space written as an entity.
static RESIDUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"</?(?:p|br|span|div|td|tr|th|table|tbody|b|strong|font|a|img|u|i|em|o:p)(?:\s+[a-zA-Z-]+\s*=[^<>]{0,200})?\s*/?>|&(?:nbsp|ensp|emsp|#160|#xA0);"#)
        .expect("the pattern is fixed")
});

/// How many pinyin brackets make a document a noisy mirror page.
const PINYIN_NOISE: usize = 3;

/// Whether pinyin stands behind so many characters that it is noise and no remark.
pub(super) fn has_pinyin_noise(text: &str) -> bool {
    let latin = |c: char| {
        c.is_ascii_lowercase()
            || matches!(c, 'ａ'..='ｚ')
            || "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ".contains(c)
    };
    let opens = text.match_indices(['(', '（']).filter(|(at, bracket)| {
        text[at + bracket.len()..].starts_with(latin) && text[..*at].ends_with(is_han)
    });
    // Few texts have such brackets at all; the pattern then tells whether they hold pinyin.
    opens.take(PINYIN_NOISE).count() == PINYIN_NOISE
        && PINYIN.find_iter(text).nth(PINYIN_NOISE - 1).is_some()
}

/// The characters of the line `range` of `text` that a reader sees.
pub(super) fn clean_line(text: &str, range: Range<usize>, pinyin: bool) -> Vec<Piece> {
    let line = &text[range.clone()];
    let mut holes: Vec<Range<usize>> = Vec::new();
    if line.contains(['<', '&']) {
        holes.extend(RESIDUE.find_iter(line).map(|found| found.range()));
    }
    if pinyin {
        holes.extend(
            PINYIN
                .captures_iter(line)
                .filter_map(|found| found.get(1))
                .map(|found| found.range()),
        );
    }
    holes.sort_by_key(|hole| hole.start);
    let mut pieces = Vec::with_capacity(line.len() / 3 + 4);
    let mut hole = holes.into_iter().peekable();
    let mut chars = line.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        while hole.peek().is_some_and(|hole| hole.end <= at) {
            hole.next();
        }
        if hole.peek().is_some_and(|hole| hole.contains(&at)) || is_invisible(c) {
            continue;
        }
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        if c == '\u{fffd}' && is_lost_space(previous, next) {
            continue;
        }
        let shown = if c.is_control() && c != '\t' { ' ' } else { c };
        pieces.push(Piece {
            c: shown,
            at: range.start + at,
            len: c.len_utf8(),
        });
        previous = c;
    }
    pieces
}

/// U+FFFD between a digit or letter and a Chinese character stands for a narrow space.
fn is_lost_space(previous: char, next: char) -> bool {
    let latin = |c: char| fold_char(c).is_ascii_alphanumeric();
    (latin(previous) && is_han(next)) || (is_han(previous) && latin(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let pinyin = has_pinyin_noise(text);
        clean_line(text, 0..text.len(), pinyin)
            .iter()
            .map(|piece| piece.c)
            .collect()
    }

    #[test]
    fn removes_what_is_no_text() {
        for (from, to) in [
            ("松瀾(lán)縣(xiàn)交通運(yùn)輸局", "松瀾縣交通運輸局"),
            ("维生素(a)与钙", "维生素(a)与钙"),
            ("<p style=\"text-align: right;\">签名:&nbsp;</p>", "签名:"),
            ("a<b 且 b>c", "a<b 且 b>c"),
            ("建有 6\u{fffd}条", "建有 6条"),
            ("甲\u{fffd}乙", "甲\u{fffd}乙"),
            ("甲\u{200b}\u{feff}乙", "甲乙"),
        ] {
            assert_eq!(clean(from), to, "{from}");
        }
    }
}
