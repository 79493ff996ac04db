//! How a label and its value are tied: by a colon, a cell's border, a bracket, space, or a line's end.

use super::keys::{BARE, TYPED};
use crate::values::date::begins_with_date;
use crate::values::doc_number::find_doc_numbers;
use crate::values::person::is_name;
use crate::values::phone::find_phones;

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
    // `【发布日期】 2021.05.28`
    if line[..start].ends_with('[')
        && rest.starts_with(']')
        && line[..start].trim_start_matches(['[', ' ']).is_empty()
    {
        return Some((end + 1, Tie::Colon));
    }
    // `[ 索引号 ] | 0100/2022-1 | [ 文号 ] |`
    let opened = line[..start].trim_end_matches(' ').strip_suffix('[');
    if let Some(border) = opened.map(|before| before.trim_end_matches(' '))
        && let Some(value) = rest[spaces..].strip_prefix(']')
        && (border.is_empty() || border.ends_with(['|', '\t']) || key.starts_with("date_"))
    {
        let cell = value.trim_start_matches(' ').strip_prefix(['|', '\t']);
        if let Some(value) = cell {
            return Some((line.len() - value.len(), Tie::Cell));
        } else if (border.is_empty()
            || key.starts_with("date_") && begins_with_date(value.trim_start()))
            && !value.trim().is_empty()
        {
            return Some((line.len() - value.len(), Tie::Colon));
        }
    }
    let dated = spaces >= 1 && before == Some(' ') && behind.is_some_and(|c| c.is_ascii_digit());
    if dated && key.starts_with("date_") && TYPED.contains(&key) {
        return Some((end + spaces, Tie::Space));
    }
    // `联系电话 0000-5551234`, `经 办 人  林舟`: the value's form tells that this is its label.
    let set_off = spaces >= 1 && (start == 0 || before == Some(' '));
    if set_off && key == "phone" && begins_with_phone(&rest[spaces..]) {
        return Some((end + spaces, Tie::Space));
    }
    if set_off
        && matches!(key, "contact" | "accepted_by")
        && line[..start].trim().is_empty()
        && begins_with_name(&rest[spaces..])
    {
        return Some((end + spaces, Tie::Space));
    }
    // `联系人林舟 联系电话13800000000`
    let digits = rest.starts_with(|c: char| c.is_ascii_digit());
    if key == "phone"
        && spaces == 0
        && digits
        && (start == 0 || before == Some(' '))
        && begins_with_phone(rest)
    {
        return Some((end, Tie::Space));
    }
    let named = || rest.split(' ').next().is_some_and(is_name) && rest.contains("电话");
    if key == "contact" && spaces == 0 && start == 0 && named() {
        return Some((end, Tie::Space));
    }
    let states = ["主动公开", "依申请公开", "不予公开"];
    if set_off
        && key == "disclosure"
        && states.iter().any(|state| rest[spaces..].starts_with(state))
    {
        return Some((end + spaces, Tie::Space));
    }
    // `索引号000014349/2025-29292`, `- 发布日期2018-08-19`, `文号云民函〔2017〕14号`
    let first = line[..start]
        .chars()
        .all(|c| is_bullet(c) || matches!(c, '-' | '•'));
    let glued = match key {
        "index_number" => digits,
        "doc_number" => find_doc_numbers(rest)
            .first()
            .is_some_and(|number| number.range.start == 0),
        _ => digits && key.starts_with("date_") && TYPED.contains(&key),
    };
    if first && spaces == 0 && glued {
        return Some((end, Tie::Space));
    }
    // `文号 索引号 11410403MB0/2023-00024 关键词`
    let numbered = || {
        rest[spaces..]
            .split(' ')
            .next()
            .is_some_and(|value| value.contains('/') && value.len() > 12)
    };
    if key == "index_number" && set_off && numbered() {
        return Some((end + spaces, Tie::Space));
    }
    let slash = behind == Some('/') && spaces > 0 && rest[spaces + 1..].starts_with(' ');
    if slash && line[..start].trim().is_empty() {
        return Some((end + spaces + 1, Tie::Colon));
    }
    let alone = line[..start].chars().all(is_bullet);
    let cell_start =
        before.is_none_or(|_| line[..start].trim_end_matches(' ').ends_with(['\t', '|'])) || alone;
    match behind {
        Some('\t' | '|') if cell_start => Some((end + spaces + 1, Tie::Cell)),
        Some('(' | '[')
            if line[..start].ends_with(['[', '('])
                || alone && rest.ends_with([')', ']']) && BARE.contains(&key) =>
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

/// Whether a text begins with a telephone number, a name before it aside.
fn begins_with_phone(text: &str) -> bool {
    let behind = text
        .split_once(' ')
        .filter(|(name, _)| is_name(name))
        .map_or(text, |(_, behind)| behind);
    find_phones(behind)
        .first()
        .is_some_and(|phone| phone.start == 0)
}

/// Whether a text begins with names alone, up to two spaces or its end.
fn begins_with_name(text: &str) -> bool {
    let first = text.split([' ', '、', ',']).next().unwrap_or_default();
    let behind = text[first.len()..].trim_start_matches(['、', ',', ' ']);
    let listed =
        behind.is_empty() || text[first.len()..].starts_with('、') || behind.contains("电话");
    is_name(first) && listed
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
                || matches!(key, "contact" | "phone") && starts_after_name(before)
        }
    }
}

/// A label glued to the value before it: a number, a date or a closing word such as `正文`.
fn starts_after_value(before: &str) -> bool {
    before.ends_with(['日', '号', '次', '载'])
}

/// A label glued to a name behind another label: `责任领导：林舟承办人：…`.
fn starts_after_name(before: &str) -> bool {
    let value = before.rsplit_once(':').map(|(_, value)| value.trim());
    value.is_some_and(|value| value.chars().nth(3).is_none() && is_name(value))
}

/// What may stand before a line's first label.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '·' | '●' | '■' | '◆' | ' ' | '*' | '-' | '[' | '(')
}
