//! How a label and its value are tied: by a colon, a cell's border, a bracket, space, or a line's end.

use super::form;
use super::keys::{BARE, TYPED};
use crate::text::unnumbered;
use crate::values::date::begins_with_date;
use crate::values::organ::is_organ;
use crate::values::person::is_name;

/// How a label and its value are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// `label: value`
    Colon,
    /// A cell and the next one of its row.
    Cell,
    /// The label alone on a line, the value on the next.
    NextLine,
    /// `label(value)`
    Bracket,
    /// `label   value`
    Space,
    /// The container's own tag; the label's range is empty.
    Tag,
}

/// Whether the word at `start..end` of a line is a label, and how its value is tied to it.
pub(super) fn tie_of(line: &str, start: usize, end: usize, key: &str) -> Option<(usize, Tie)> {
    let before = line[..start].chars().next_back();
    let rest = &line[end..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let behind = rest[spaces..].chars().next();
    let single = line[start..end].chars().count() == 1;
    if single && (start > 0 || behind != Some(':')) {
        return None;
    }
    if behind == Some(':') || behind == Some(';') && key == "phone" {
        return starts_label(line, start, key).then_some((end + spaces + 1, Tie::Colon));
    }
    if let Some(after) = behind_note(&rest[spaces..]) {
        let first = line[..start].trim().is_empty();
        return first.then_some((line.len() - after.len(), Tie::Colon));
    }
    if let Some(tie) = in_brackets(line, start, end, key) {
        return Some(tie);
    }
    let dated = spaces >= 1 && before == Some(' ') && behind.is_some_and(|c| c.is_ascii_digit());
    if dated && key.starts_with("date_") && TYPED.contains(&key) {
        return Some((end + spaces, Tie::Space));
    }
    let value = &rest[spaces..];
    let told = match spaces {
        0 => form::is_glued(key, &line[..start], value),
        _ => form::is_set_off(key, &line[..start], value),
    };
    if told {
        return Some((end + spaces, Tie::Space));
    }
    let slash = behind == Some('/') && spaces > 0 && rest[spaces + 1..].starts_with(' ');
    if slash && line[..start].trim().is_empty() {
        return Some((end + spaces + 1, Tie::Colon));
    }
    // `会  办  意  见` is a title's end.
    if key == "undertakers" && names_opinion(value) {
        return None;
    }
    let alone = line[..start].chars().all(is_bullet);
    let cell_start =
        before.is_none_or(|_| line[..start].trim_end_matches(' ').ends_with(['\t', '|'])) || alone;
    match behind {
        Some('\t' | '|') if cell_start => Some((end + spaces + 1, Tie::Cell)),
        Some('(' | '[')
            if line[..start].ends_with(['[', '('])
                || alone && rest.ends_with([')', ']']) && BARE.contains(&key)
                // `办理结果（A、B、C、D）：`
                || alone && rest.ends_with(':') && key == "result" && rest.contains('A') && rest.contains('B') =>
        {
            Some((end + spaces + 1, Tie::Bracket))
        }
        None if alone && BARE.contains(&key) => Some((line.len(), Tie::NextLine)),
        None if cell_start && line.contains(['\t', '|']) => Some((line.len(), Tie::Cell)),
        Some(_) if spaces >= 2 && alone && BARE.contains(&key) => Some((end + spaces, Tie::Space)),
        Some(_) if spaces == 1 && start == 0 && TYPED.contains(&key) => Some((end + 1, Tie::Space)),
        Some(_)
            if spaces >= 1 && start == 0 && matches!(key, "proposal_title" | "proposal_number") =>
        {
            Some((end + spaces, Tie::Space))
        }
        _ => None,
    }
}

/// What stands behind a note in brackets and its colon, which tells how a form's cell is filled in: `（由大会秘书处填写）：`.
fn behind_note(rest: &str) -> Option<&str> {
    let (note, after) = rest.strip_prefix('(')?.split_once("):")?;
    let told = ["填写", "填报", "盖章", "签字", "签名", "签章"];
    let short = note.chars().nth(LONGEST_NOTE).is_none();
    (short && told.iter().any(|word| note.contains(word))).then_some(after)
}

/// The longest note, in characters.
const LONGEST_NOTE: usize = 16;

/// How the value is tied to a label in brackets of its own.
fn in_brackets(line: &str, start: usize, end: usize, key: &str) -> Option<(usize, Tie)> {
    let (before, rest) = (&line[..start], &line[end..]);
    // `【发布日期】 2021.05.28`, `3. [发布日期] 2021-05-28`
    if before.ends_with('[')
        && rest.starts_with(']')
        && unnumbered(before.trim_start()).chars().all(is_bullet)
    {
        return Some((end + 1, Tie::Colon));
    }
    // `[ 索引号 ] | 0100/2022-1 | [ 文号 ] |`, `[ 索引号 ] 0100/2022-1 [ 文号 ] 云政发[2022]1号`
    let opened = before.trim_end_matches(' ').strip_suffix('[')?;
    let value = rest.trim_start_matches(' ').strip_prefix(']')?;
    let in_row = opened.starts_with('[') && !matches!(key, "contact" | "phone");
    let border = opened.trim_end_matches(' ');
    let first = border.is_empty() || in_row;
    let dated = key.starts_with("date_");
    if !first && !dated && !border.ends_with(['|', '\t']) {
        return None;
    }
    let cell = value.trim_start_matches(' ').strip_prefix(['|', '\t']);
    if let Some(value) = cell {
        return Some((line.len() - value.len(), Tie::Cell));
    }
    let told = first || dated && begins_with_date(value.trim_start());
    (told && !value.trim().is_empty()).then_some((line.len() - value.len(), Tie::Colon))
}

/// Whether a word stands behind 会办 or 协办 that makes it the name of a letter: `意  见`, `函`.
fn names_opinion(value: &str) -> bool {
    let bare: String = value.chars().filter(|c| *c != ' ').collect();
    matches!(bare.as_str(), "意见" | "函" | "复函" | "意见的函" | "情况")
}

/// A label stands at a line's start or behind something that is no part of a word.
fn starts_label(line: &str, start: usize, key: &str) -> bool {
    let before = &line[..start];
    match before.chars().next_back() {
        None => true,
        Some(' ') => {
            // One space inside a run of characters may be letter-spacing of a longer word; two separate.
            let word = before.trim_end();
            before.len() - word.len() >= 2
                || !word.ends_with(|c: char| crate::text::is_han(c) && word.chars().count() == 1)
        }
        Some(c) => {
            !crate::text::is_han(c)
                || starts_after_value(before)
                || matches!(key, "contact" | "phone" | "source" | "content") && starts_after_name(before)
                // `事由：在路边增设护栏建议人：…`
                || key == "proposers" && ["事由:", "案由:"].iter().any(|label| before.starts_with(label))
                || key == "contact" && is_office(before)
                || key == "author" && before.ends_with(['报', '网', '社'])
                || key == "phone" && is_unit(before)
                // `案由：关于修路的提案提案人：…`
                || key == "proposers" && ["的提案", "的建议"].iter().any(|end| before.ends_with(end))
        }
    }
}

/// A label glued to the value before it: a number, a date, or the source it was 转载 from.
fn starts_after_value(before: &str) -> bool {
    before.ends_with(['日', '号', '次', '载'])
}

/// A label glued to a name behind another label: `责任领导：林舟承办人：…`.
fn starts_after_name(before: &str) -> bool {
    let value = before.rsplit_once(':').map(|(_, value)| value.trim());
    value.is_some_and(|value| value.chars().nth(3).is_none() && is_name(value))
}

/// A unit whose telephone a line gives: `镇规划建设办联系电话：…`.
pub(crate) fn is_unit(before: &str) -> bool {
    let ends = ['办', '科', '室', '股', '处', '局', '站', '所', '部', '院'];
    before.ends_with(ends)
        && (3..=16).contains(&before.chars().count())
        && before.chars().all(crate::text::is_han)
}

/// Whether a text ends with the name of an office whose people a label names: `（市民政局联系人：…`.
fn is_office(before: &str) -> bool {
    let name = before.rsplit(['(', ';', ',', '。', ' ']).next();
    name.is_some_and(|name| {
        name.len() < before.len() && name.chars().nth(2).is_some() && is_organ(name)
    })
}

/// What may stand before a line's first label.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '·' | '●' | '■' | '◆' | ' ' | '*' | '-' | '[' | '(')
}
