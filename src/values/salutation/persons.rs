//! Persons that a letter speaks to: members and deputies by their names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::spoken::{Spoken, honorific, spoken_to};
use super::{Salutation, split_outside_brackets};
use crate::pattern::pattern;
use crate::text::{CharSet, is_han, skip_space};
use crate::values::organ::is_organ;
use crate::values::party::is_party;
use crate::values::person::{is_frequent_surname, is_further_surname, is_name, names_of_list};
use crate::values::without_spaces;

/// The longest list of names, in characters.
const MOST_NAMES: usize = 160;

/// A salutation in the middle of a line that lost its line breaks.
static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[ 。]|答 ?[复覆]|回复|的函) ?(?P<names>[\p{Han}·]{2,8}(?:[、,][\p{Han}·]{2,8}){0,6}?)(?:等(?:\d{1,3})?[位名]?)?(?P<role>委员|代表): ?(?:[您你]|关于)",
    )
});

/// Whether a line with these characters may speak to persons: most lines need no closer look.
pub fn may_name_persons(chars: CharSet) -> bool {
    const ROLES: [CharSet; 5] = [
        CharSet::of("委员"),
        CharSet::of("代表"),
        CharSet::of("同志"),
        CharSet::of("先生"),
        CharSet::of("女士"),
    ];
    ROLES.iter().any(|role| chars.has_all(*role))
}

/// The persons that a folded line speaks to, at its start or behind a title that lost its line break.
pub fn persons(line: &str) -> Option<Salutation> {
    if let Some(found) = may_speak(line)
        .then(|| spoken_to(line))
        .flatten()
        .filter(|found| line[found.names.clone()].chars().nth(MOST_NAMES).is_none())
    {
        let salutation = of_names(line, 0, &found)?;
        let rest = line[salutation.range.end..].trim();
        let spoken = &line[..salutation.range.end];
        // A citizen greets so too, and is not answered.
        let answered = || {
            ["收悉", "如下", "提出"]
                .iter()
                .any(|word| rest.contains(word))
        };
        let whole = spoken.ends_with(':') || spoken.ends_with('好') && answered();
        let long = line.chars().count() > 60 && !whole;
        let greets = || {
            matches!(
                rest.trim_end_matches([':', '!', ',', '。']),
                "您好" | "你好" | "您们好" | "你们好"
            )
        };
        let ended = rest.is_empty() || spoken.ends_with([':', '好']);
        return (!long && (ended || greets())).then_some(salutation);
    }
    if let Some(found) = role_first(line) {
        return Some(found);
    }
    if !may_speak_inside(line) {
        return None;
    }
    let found = INSIDE.captures(line)?;
    let (names, role) = (found.name("names")?.range(), found.name("role")?.range());
    let (start, end) = (names.start, found.get(0)?.end());
    of_names(line, start, &Spoken { names, role, end })
}

/// The members of a line that names their role first: `尊敬的政协委员林舟：`.
fn role_first(line: &str) -> Option<Salutation> {
    let named = line.strip_suffix(':')?;
    let start = honorific(line).map_or(0, |end| skip_space(line, end));
    let rest = named.get(start..)?;
    let rest = rest
        .strip_prefix(['省', '市', '县', '区', '州'])
        .unwrap_or(rest);
    let (role, list) = [("政协委员", "委员"), ("人大代表", "代表")]
        .into_iter()
        .find_map(|(words, role)| Some((role, rest.strip_prefix(words)?)))?;
    let first = named.len() - list.len();
    let names = names_of_list(list);
    // Spaces may stand inside a name too.
    let named_at = |at: usize| names.iter().any(|name| name.contains(&at));
    let mut others = list.char_indices().filter(|(at, _)| !named_at(*at));
    let listed = others.all(|(_, c)| matches!(c, '、' | ' '));
    (!names.is_empty() && listed).then(|| Salutation {
        range: 0..line.len(),
        names: { names }
            .into_iter()
            .map(|name| first + name.start..first + name.end)
            .collect(),
        role: Some(role.to_owned()),
    })
}

/// The applicant whom an office answers by the bare name, above a `next` line that speaks of what was asked
/// for: `林舟：` above `本机关收到您提交的政府信息公开申请…`.
pub fn applicant(line: &str, next: &str) -> Option<Salutation> {
    let name = line.strip_suffix(':')?;
    let speaks = next.contains(['您', '你'])
        && ["收到", "受理", "收悉"]
            .iter()
            .any(|word| next.contains(word))
        && ["申请", "信访", "来信", "反映"]
            .iter()
            .any(|word| next.contains(word));
    // `内容如下：` is as long as a name.
    let named = is_name(name) && (name.starts_with(begins_name) || name.contains('·'));
    (speaks && named).then(|| Salutation {
        range: 0..line.len(),
        names: std::iter::once(0..name.len()).collect(),
        role: None,
    })
}

/// The persons of the line above the one that ends a long salutation: `尊敬的甲、乙、`.
pub fn names_above(line: &str) -> Vec<Range<usize>> {
    let start = honorific(line).map_or(0, |end| skip_space(line, end));
    let names = names_of_list(&line[start..]).into_iter();
    names
        .map(|name| start + name.start..start + name.end)
        .collect()
}

/// Whether a line may begin with persons that it speaks to: names, a role, what ends a salutation.
fn may_speak(line: &str) -> bool {
    let listed = |c: char| {
        is_han(c)
            || c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '·' | ',' | '、' | '(' | ')')
    };
    let role_end = |c: char| matches!(c, '员' | '表' | '志' | '生' | '士');
    let end = line.find(|c| !listed(c)).unwrap_or(line.len());
    line[..end].match_indices(role_end).any(|(at, role)| {
        let behind = &line[at + role.len()..];
        let behind = behind.strip_prefix('们').unwrap_or(behind).trim_start();
        behind.is_empty() || behind.starts_with([':', ';', ',', '您', '你', '并', '及', '和', '与'])
    })
}

/// Whether the end of [`INSIDE`] may stand in a line.
fn may_speak_inside(line: &str) -> bool {
    let mut ends = memchr::memchr_iter(b':', line.as_bytes());
    ends.any(|at| line[..at].ends_with(['员', '表']))
}

/// The salutation that begins at byte `start` of a line and names whom it was found to speak to.
fn of_names(line: &str, start: usize, found: &Spoken) -> Option<Salutation> {
    let (first, role) = (found.names.start, &line[found.role.clone()]);
    let list_text = line[found.names.clone()].trim_end_matches('等');
    let list_text = ["领衔", "领办"]
        .iter()
        .find_map(|word| list_text.strip_suffix(word))
        .unwrap_or(list_text);
    // `县人大代表` are deputies at large.
    if ["人大", "政协", "人民代表大会"]
        .iter()
        .any(|body| list_text.ends_with(body))
    {
        return None;
    }
    let bodies: Vec<Range<usize>> = split_outside_brackets(list_text, &[',', '、'])
        .into_iter()
        .filter(|part| is_party(&list_text[part.clone()]) || is_organ(&list_text[part.clone()]))
        .collect();
    // Each may bear a role of its own: `甲委员、乙委员：`. What of the list is no name, in characters.
    let mut no_names = 0;
    let mut listed: Vec<Range<usize>> = Vec::new();
    for part in split_outside_brackets(list_text, &[',', '、']) {
        let text = &list_text[part.clone()];
        // `您好，林舟委员：`
        if matches!(text.trim(), "您好" | "你好" | "您们好" | "你们好") {
            no_names += text.chars().count();
            continue;
        }
        let bare = ["委员", "代表", "同志", "先生", "女士"]
            .iter()
            .find_map(|role| text.trim_end().strip_suffix(role))
            .filter(|bare| bare.chars().nth(1).is_some());
        no_names += bare.map_or(0, |_| 2);
        let names = names_of_list(bare.unwrap_or(text)).into_iter();
        listed.extend(names.map(|name| part.start + name.start..part.start + name.end));
    }
    // `尊敬的王风科代表：`: what may end an organ's name ends a person's behind a surname.
    if listed.is_empty() && bodies.is_empty() && is_surnamed(list_text) {
        listed.push(0..list_text.len());
    }
    let names: Vec<Range<usize>> = listed
        .into_iter()
        .map(|name| first + name.start..first + name.end)
        .collect();
    let names: Vec<Range<usize>> = bodies
        .into_iter()
        .map(|part| first + part.start..first + part.end)
        .chain(names)
        .collect();
    let named: usize = names
        .iter()
        .map(|name| without_spaces(&line[name.clone()]).chars().count())
        .sum();
    let marks = list_text
        .chars()
        .filter(|c| matches!(c, ',' | '、' | ' ' | '和' | '并'))
        .count();
    // Every character of the list must belong to a name: 全体, 各位 or a clause is none.
    (named > 0 && named + marks + no_names >= list_text.chars().count()).then(|| Salutation {
        range: start..found.end,
        names,
        role: Some(without_spaces(role).into_owned()),
    })
}

/// Whether a name may begin with a character.
fn begins_name(c: char) -> bool {
    is_frequent_surname(c) || is_further_surname(c)
}

/// Whether a text is a surname and two characters more, which may end as offices do.
fn is_surnamed(text: &str) -> bool {
    let begins = text.starts_with(is_frequent_surname)
        || text.starts_with(is_further_surname) && text.ends_with('科');
    begins && !text.ends_with('的') && text.chars().count() == 3 && text.chars().all(is_han)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_that_speaks_to_persons_may_speak(
            line in "[林舟、 ]{0,5}(等[3位]{0,2})?(市政协|人大)?(委 ?员|代 ?表|同志|先生|女士)们?(并各位代表)? ?[:;,您你好。]{0,2}(您|关于)?"
        ) {
            prop_assert!(may_speak(&line) || spoken_to(&line).is_none());
            prop_assert!(may_speak_inside(&line) || !INSIDE.is_match(&line));
        }
    }
}
