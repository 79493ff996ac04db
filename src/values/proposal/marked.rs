//! Numbers of proposals behind a sign of their own: `会议No.0231提案`, `会议委员提案〔2021〕58号`,
//! `会议提案：第38号`.

use std::ops::Range;

use super::{KINDS, kind_of};
use crate::text::is_han;

/// A number behind a sign, as bytes of the text that it was looked for in.
pub(super) struct Marked {
    /// The words before the sign.
    pub(super) fill: Range<usize>,
    /// The digits.
    pub(super) number: Range<usize>,
    /// 提案, 建议 and their kin behind the number, or before its year.
    pub(super) kind: Option<&'static str>,
    /// Where it ends.
    pub(super) end: usize,
}

/// The most characters before a sign.
const MOST_FILL: usize = 12;
/// The most digits of a number.
const MOST_DIGITS: usize = 8;

/// The number behind a sign that stands in a folded text behind words of at most [`MOST_FILL`] characters.
pub(super) fn number_marked(text: &str) -> Option<Marked> {
    let fills = |c: char| is_han(c) || c.is_whitespace();
    let (at, first) = text
        .char_indices()
        .take(MOST_FILL + 1)
        .find(|&(_, c)| !fills(c))?;
    match first {
        'N' | 'n' => behind_no(text, at),
        '[' | '(' => behind_year(text, at),
        ':' => behind_kind(text, at),
        _ => None,
    }
}

/// `No.0231提案`, `NO:12号`.
fn behind_no(text: &str, at: usize) -> Option<Marked> {
    let rest = text[at..]
        .strip_prefix(['N', 'n'])?
        .strip_prefix(['o', 'O'])?;
    let rest = rest.trim_start_matches(['.', ':', ' ']);
    let (number, end) = digits(text, text.len() - rest.len())?;
    let rest = text[end..].trim_start();
    let closed = rest.strip_prefix('号');
    let behind = closed.unwrap_or(rest).trim_start();
    let kind = KINDS.into_iter().find(|kind| behind.starts_with(kind));
    if closed.is_none() && kind.is_none() {
        return None;
    }
    Some(Marked {
        fill: 0..at,
        number,
        kind,
        end: text.len() - behind.len() + kind.map_or(0, str::len),
    })
}

/// `提案〔2021〕58号`: a document's number has an office's name before its year.
fn behind_year(text: &str, at: usize) -> Option<Marked> {
    let kind = kind_of(&text[..at]).filter(|_| !text[..at].contains("关于"))?;
    let inside = &text[at + 1..];
    let year = inside.get(..4).filter(|year| year.starts_with("20"))?;
    let rest = inside[year.len()..].strip_prefix([']', ')'])?;
    let rest = rest.trim_start().trim_start_matches('第');
    let all_digits = year.bytes().all(|b| b.is_ascii_digit());
    let (number, end) = digits(text, text.len() - rest.len()).filter(|_| all_digits)?;
    let behind = text[end..].trim_start().strip_prefix('号')?;
    Some(Marked {
        fill: 0..at,
        number,
        kind: Some(kind),
        end: text.len() - behind.len(),
    })
}

/// `提案：第38号——《…》`.
fn behind_kind(text: &str, at: usize) -> Option<Marked> {
    let kind = kind_of(&text[..at])?;
    let rest = text[at + 1..].trim_start().strip_prefix('第')?;
    let (number, end) = digits(text, text.len() - rest.len())?;
    let behind = text[end..].strip_prefix('号')?;
    // `第1号至第15号` are many.
    let many = behind.starts_with(['至', '到', '~']);
    (!many).then(|| Marked {
        fill: 0..at,
        number,
        kind: Some(kind),
        end: text.len() - behind.len(),
    })
}

fn digits(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let count = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    (1..=MOST_DIGITS)
        .contains(&count)
        .then_some((at..at + count, at + count))
}
