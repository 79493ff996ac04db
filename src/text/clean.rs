//! Cleans one source line: invisible characters, HTML residue, pinyin noise, decoding debris.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::char_set::CharSet;
use super::fold::{fold_char, is_han, is_invisible};
use super::mapped::MappedText;

/// A tag that an editor left in a text, or a space written as an entity.
static RESIDUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"</?(?:p|br|span|div|td|tr|th|table|tbody|b|strong|font|a|img|u|i|em|o:p)(?:\s+[a-zA-Z-]+\s*=[^<>]{0,200})?\s*/?>|&(?:nbsp|ensp|emsp|#160|#xA0);"#)
        .expect("the pattern is fixed")
});

/// How many pinyin brackets make a document a noisy mirror page.
const PINYIN_NOISE: usize = 3;

/// Whether pinyin stands behind so many characters that it is noise and no remark.
pub(super) fn has_pinyin_noise(text: &str) -> bool {
    pinyin(text).nth(PINYIN_NOISE - 1).is_some()
}

static WIDE_BRACKET: LazyLock<Finder> = LazyLock::new(|| Finder::new("（"));

/// Pinyin in brackets behind a character, as mirror pages write it: `縣(xiàn)`. The brackets' bytes,
/// the half-width ones first.
fn pinyin(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let half = memchr::memchr_iter(b'(', text.as_bytes()).map(|at| (at, 1));
    let wide = WIDE_BRACKET.find_iter(text.as_bytes());
    let wide = wide.map(|at| (at, "（".len()));
    let mut last = 0;
    half.chain(wide).filter_map(move |(at, open)| {
        let inside = at + open;
        // Brackets mostly hold Chinese: none of the letters begins with such a byte.
        if matches!(text.as_bytes().get(inside), Some(0xe2..=0xe9)) {
            return None;
        }
        let latin = |c: char| {
            c.is_ascii_lowercase()
                || matches!(c, 'ａ'..='ｚ')
                || c > 'z' && c < 'Ạ' && "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ".contains(c)
        };
        let (len, close) = text[inside..]
            .char_indices()
            .take(7)
            .find(|(_, c)| !latin(*c))?;
        // Twice behind the last character of a headline: `隊(duì)(duì)`.
        let behind = text[..at].ends_with(is_han) || at > 0 && at == last;
        // A copy may set a space behind it: `會(huì )`.
        let shut = &text[inside + len..];
        let shut = shut.strip_prefix(' ').unwrap_or(shut);
        let close = shut.chars().next().unwrap_or(close);
        let syllable = is_syllable(&text[inside..inside + len]);
        let pinyin = syllable && matches!(close, ')' | '）') && behind;
        pinyin.then(|| {
            last = text.len() - shut.len() + close.len_utf8();
            at..last
        })
    })
}

/// Whether letters can be a syllable of pinyin: one of them bears a tone, or two and more hold a vowel; no `km`, no
/// `a` that counts.
fn is_syllable(letters: &str) -> bool {
    let mut each = letters.chars();
    let toned = each.any(|c| c > 'z' && !matches!(c, 'ａ'..='ｚ'));
    let vowel = |c: char| "aeiouａｅｉｏｕ".contains(c);
    toned || letters.chars().nth(1).is_some() && letters.contains(vowel)
}

/// A source line as a reader sees it.
#[derive(Debug)]
pub(super) enum CleanLine {
    /// These bytes of the source, as they are.
    Plain(Range<usize>),
    /// Stretches of the source, some left out between them.
    Pieces(Vec<Piece>),
}

/// A stretch of the source, and the character that is shown for it if it is not shown as it is.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    range: Range<usize>,
    shown: Option<char>,
}

impl CleanLine {
    /// Appends the line's characters to a view of `text`.
    pub(super) fn append(&self, text: &str, view: &mut MappedText) {
        match self {
            CleanLine::Plain(range) => view.push_str(&text[range.clone()], range.start),
            CleanLine::Pieces(pieces) => {
                for piece in pieces {
                    match piece.shown {
                        Some(c) => view.push(c, piece.range.start, piece.range.len()),
                        None => view.push_str(&text[piece.range.clone()], piece.range.start),
                    }
                }
            }
        }
    }

    /// Appends the line's folded characters to a view of `text`, and tells which telling ones are
    /// among them.
    pub(super) fn fold(&self, text: &str, view: &mut MappedText) -> CharSet {
        match self {
            CleanLine::Plain(range) => view.push_folded(text, range.clone()).chars,
            CleanLine::Pieces(pieces) => {
                let mut chars = CharSet::default();
                for piece in pieces {
                    match piece.shown {
                        Some(c) => {
                            chars.add(c);
                            view.push(c, piece.range.start, piece.range.len());
                        }
                        None => chars.join(view.push_folded(text, piece.range.clone()).chars),
                    }
                }
                chars
            }
        }
    }

    /// The line without white space at its ends. A tab at an end is an empty cell of a table's row
    /// and stays.
    pub(super) fn trim(self, text: &str) -> CleanLine {
        match self {
            CleanLine::Plain(range) => CleanLine::Plain(trimmed(text, range)),
            CleanLine::Pieces(mut pieces) => {
                while let Some(last) = pieces.last_mut() {
                    last.trim(text, trim_end);
                    if !last.range.is_empty() {
                        break;
                    }
                    pieces.pop();
                }
                let mut blank = 0;
                for first in &mut pieces {
                    first.trim(text, trim_start);
                    if !first.range.is_empty() {
                        break;
                    }
                    blank += 1;
                }
                pieces.drain(..blank);
                CleanLine::Pieces(pieces)
            }
        }
    }
}

impl Piece {
    fn trim(&mut self, text: &str, trim: fn(&str, Range<usize>) -> Range<usize>) {
        self.range = match self.shown {
            None => trim(text, self.range.clone()),
            Some(c) if is_blank(c) => self.range.end..self.range.end,
            Some(_) => self.range.clone(),
        };
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\t'
}

/// The bytes `range` of `text` without white space at their ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    trim_end(text, trim_start(text, range))
}

fn trim_start(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = text[range.clone()].trim_start_matches(is_blank);
    range.end - rest.len()..range.end
}

fn trim_end(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = text[range.clone()].trim_end_matches(is_blank);
    range.start..range.start + rest.len()
}

/// What a reader sees of the line `range` of `text`; `noise` tells that pinyin is left out, `odd`
/// that there may be other things which are.
pub(super) fn clean_line(text: &str, range: Range<usize>, noise: bool, odd: bool) -> CleanLine {
    let line = &text[range.clone()];
    let odd = odd && has_odd_char(line);
    let mut holes: Vec<Range<usize>> = Vec::new();
    if odd {
        holes.extend(RESIDUE.find_iter(line).map(|found| found.range()));
    }
    if noise {
        holes.extend(pinyin(line));
        holes.sort_by_key(|hole| hole.start);
    }
    if !odd && holes.is_empty() {
        return CleanLine::Plain(range);
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    for hole in holes.into_iter().chain([line.len()..line.len()]) {
        if hole.start > done {
            push_visible(line, done..hole.start, range.start, &mut pieces);
        }
        done = done.max(hole.end);
    }
    CleanLine::Pieces(pieces)
}

/// Appends what is seen of a part of a line that begins at byte `shift` of the source.
fn push_visible(line: &str, part: Range<usize>, shift: usize, pieces: &mut Vec<Piece>) {
    let mut push = |range: Range<usize>, shown| {
        if !range.is_empty() {
            let range = range.start + shift..range.end + shift;
            pieces.push(Piece { range, shown });
        }
    };
    let row = is_drawn_row(line);
    let mut same = part.start;
    for (at, c) in line[part.clone()].char_indices() {
        let at = part.start + at;
        let end = at + c.len_utf8();
        let lost = || {
            let previous = line[..at].chars().next_back().unwrap_or(' ');
            is_lost_space(previous, line[end..].chars().next().unwrap_or(' '))
        };
        let shown = match c {
            _ if is_invisible(c) || c == '\u{fffd}' && lost() => None,
            _ if c.is_control() && c != '\t' => Some(' '),
            _ if row && is_bar(c) => Some('|'),
            _ => continue,
        };
        push(same..at, None);
        if shown.is_some() {
            push(at..end, shown);
        }
        same = end;
    }
    push(same..part.end, None);
}

/// U+FFFD between a digit or letter and a Chinese character stands for a narrow space.
fn is_lost_space(previous: char, next: char) -> bool {
    let latin = |c: char| fold_char(c).is_ascii_alphanumeric();
    (latin(previous) && is_han(next)) || (is_han(previous) && latin(next))
}

/// Whether a character is the side of a cell in a table that is drawn with lines.
fn is_bar(c: char) -> bool {
    matches!(c, '│' | '┃' | '║')
}

/// Whether a line is a row of a table that is drawn with lines: `│建议编号│第067号│`. In a headline one bar
/// stands between words: `头条│我县召开…`.
fn is_drawn_row(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(is_bar)
        && line.ends_with(is_bar)
        && line.chars().filter(|&c| is_bar(c)).nth(1).is_some()
}

/// Whether a line holds something that is left out or shown as another character.
fn has_odd_char(text: &str) -> bool {
    if is_drawn_row(text) {
        return true;
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let tag = matches!(c, '<' | '&')
            && chars
                .peek()
                .is_none_or(|next| matches!(next, '/' | '#' | 'a'..='z'));
        let line_end = matches!(c, '\n' | '\r' | '\u{c}' | '\t');
        if tag || c == '\u{fffd}' || is_invisible(c) || c.is_control() && !line_end {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let pinyin = has_pinyin_noise(text);
        let mut view = MappedText::default();
        clean_line(text, 0..text.len(), pinyin, true).append(text, &mut view);
        view.as_str().to_owned()
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
