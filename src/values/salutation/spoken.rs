//! The persons that a line begins with and speaks to: `尊敬的甲、乙等三位委员：`. It is read character by
//! character: a pattern for it is dear.

use std::ops::Range;

use crate::text::{is_folded_space, is_han, is_numeral, skip_space};

/// Whom a line speaks to, as bytes of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    pub(super) names: Range<usize>,
    pub(super) role: Range<usize>,
    /// Where the salutation ends, its colon or its greeting included.
    pub(super) end: usize,
}

/// How places end whose members and deputies there are.
const PLACES: [char; 5] = ['省', '市', '县', '区', '州'];
const BODIES: [&str; 2] = ["政协", "人大"];

/// The persons that a folded line begins with: two characters of names or more, as few as may be, a
/// role, and what ends a salutation.
pub(super) fn spoken_to(line: &str) -> Option<Spoken> {
    let honorific = honorific(line);
    // Spaces behind it may belong to the names.
    let spaces = honorific.map_or(0, |end| skip_space(line, end) - end);
    let starts = honorific.into_iter().flat_map(|end| {
        let places = (0..=spaces).rev();
        places.map(move |count| end + count)
    });
    { starts }
        .chain([0])
        .find_map(|start| named_from(line, start))
}

/// Where `尊敬的`, `敬爱的` or `亲爱的` ends at a line's beginning; a copy may have lost its 的.
pub(super) fn honorific(line: &str) -> Option<usize> {
    let (second, mut rest) = match line.strip_prefix('尊') {
        Some(rest) => ('敬', rest),
        None => ('爱', line.strip_prefix(['敬', '亲'])?),
    };
    rest = rest.strip_prefix(is_folded_space).unwrap_or(rest);
    rest = rest.strip_prefix(second)?;
    let of = rest.strip_prefix(is_folded_space).unwrap_or(rest);
    rest = of.strip_prefix('的').unwrap_or(rest);
    Some(line.len() - rest.len())
}

fn named_from(line: &str, start: usize) -> Option<Spoken> {
    let of_names = |c: char| is_han(c) || matches!(c, '·' | ',' | ' ' | '、');
    let chars = line[start..].char_indices();
    let ends = chars.take_while(|&(_, c)| of_names(c)).skip(1);
    ends.map(|(at, c)| start + at + c.len_utf8())
        .find_map(|end| {
            let at = skip_space(line, end);
            let behind_others = others(line, at).and_then(|at| role(line, at));
            let (role, behind) = behind_others.or_else(|| role(line, at))?;
            Some(Spoken {
                names: start..end,
                role,
                end: behind,
            })
        })
}

/// Where it ends that there are others, who may stand in brackets: `等三位`, `12名`, `(等6位)`.
fn others(line: &str, at: usize) -> Option<usize> {
    if line[at..].starts_with("(等") {
        let end = others_bare(line, at + 1)?;
        let behind = line[end..].strip_prefix(')')?;
        return Some(skip_space(line, line.len() - behind.len()));
    }
    others_bare(line, at)
}

/// Where it ends that there are others, brackets left out.
fn others_bare(line: &str, at: usize) -> Option<usize> {
    let rest = &line[at..];
    let (end, units): (usize, &[char]) = match rest.strip_prefix('等') {
        Some(_) => {
            let at = skip_space(line, at + '等'.len_utf8());
            let count = count(&line[at..], |c| is_numeral(c) || c == '两');
            (at + count, &['位', '名', '个'])
        }
        None => {
            let count = count(rest, |c| is_numeral(c) && c != '一' || c == '两');
            (at + Some(count).filter(|&count| count > 0)?, &['位', '名'])
        }
    };
    let unit = skip_space(line, end);
    let behind = line[unit..].strip_prefix(units);
    match behind {
        Some(behind) => Some(skip_space(line, line.len() - behind.len())),
        None => rest.starts_with('等').then_some(unit),
    }
}

/// The length of a number of at most three characters that a text begins with, in digits or in words.
fn count(text: &str, in_words: impl Fn(char) -> bool) -> usize {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit);
    match digits.count() {
        0 => {
            let words = text.chars().take(3).take_while(|&c| in_words(c));
            words.map(char::len_utf8).sum()
        }
        count => count,
    }
}

/// The role at byte `at`, and where the salutation ends behind it.
fn role(line: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = &line[at..];
    let place = rest
        .strip_prefix("全国")
        .or_else(|| rest.strip_prefix(PLACES));
    let body = |text: &'_ str| {
        let found = BODIES.iter().find(|body| text.starts_with(**body));
        found.map(|body| body.len())
    };
    let place = place.map(|behind| rest.len() - behind.len());
    let of_place = place.and_then(|place| Some(place + body(&rest[place..])?));
    let starts = [of_place, place, body(rest), Some(0)];
    let member = starts.into_iter().flatten().find_map(|start| {
        let end = member(line, at + start)?;
        Some((at..end, ending(line, end)?))
    });
    member.or_else(|| of_named_place(line, at)).or_else(|| {
        let titles = ["同志", "先生", "女士"];
        let title = titles.iter().find(|title| rest.starts_with(**title))?;
        let end = at + title.len();
        Some((at..end, ending(line, end)?))
    })
}

/// The role of a body whose place is named behind it: `政协云川市委员`.
fn of_named_place(line: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let body = BODIES.iter().find(|body| line[at..].starts_with(**body))?;
    let name = at + body.len();
    let chars = line[name..].char_indices().take(9);
    let chars = chars.take_while(|&(_, c)| is_han(c)).skip(2);
    let mut ends: Vec<usize> = { chars }
        .filter(|(_, c)| PLACES.contains(c) || matches!(c, '盟' | '旗'))
        .map(|(at, c)| name + at + c.len_utf8())
        .collect();
    ends.reverse();
    ends.into_iter().find_map(|place| {
        let end = member(line, place)?;
        Some((at..end, ending(line, end)?))
    })
}

/// Where 委员 or 代表 ends at byte `at`, white space before it and in it aside.
fn member(line: &str, at: usize) -> Option<usize> {
    let rest = &line[at..];
    let rest = rest.strip_prefix(is_folded_space).unwrap_or(rest);
    let (second, rest) = match rest.strip_prefix('委') {
        Some(rest) => ('员', rest),
        None => ('表', rest.strip_prefix('代')?),
    };
    let rest = rest.strip_prefix(is_folded_space).unwrap_or(rest);
    Some(line.len() - rest.strip_prefix(second)?.len())
}

/// Where a salutation ends behind its role at byte `at`: with a mark, its line or a greeting.
fn ending(line: &str, at: usize) -> Option<usize> {
    let at = skip_plural(line, at);
    if let Some(rest) = line[at..].strip_prefix(['并', '及', '和', '与']) {
        let words = ["代表", "委员", "附议人", "联名人"];
        let start = line.len() - rest.len();
        let more = rest.char_indices().take(4).take_while(|&(_, c)| is_han(c));
        let more = more.map(|(at, c)| at + c.len_utf8());
        let mut places: Vec<usize> = std::iter::once(0).chain(more).collect();
        places.reverse();
        let found = places.into_iter().find_map(|place| {
            let word = words
                .iter()
                .find(|word| rest[place..].starts_with(**word))?;
            mark(line, skip_plural(line, start + place + word.len()))
        });
        if found.is_some() {
            return found;
        }
    }
    mark(line, at)
}

/// Behind 们 and white space at byte `at`.
fn skip_plural(line: &str, at: usize) -> usize {
    let rest = &line[at..];
    let rest = rest.strip_prefix('们').unwrap_or(rest);
    skip_space(line, line.len() - rest.len())
}

/// Where the mark or the greeting at byte `at` ends; there, if the line does.
fn mark(line: &str, at: usize) -> Option<usize> {
    let rest = &line[at..];
    let greeting = || {
        let rest = rest.strip_prefix(['您', '你'])?;
        rest.strip_prefix('们').unwrap_or(rest).strip_prefix('好')
    };
    match rest.is_empty() {
        true => Some(at),
        false => {
            let behind = rest.strip_prefix([':', ';', ',']).or_else(greeting)?;
            Some(line.len() - behind.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static PERSONS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:(?:尊\s?敬|敬\s?爱|亲\s?爱)\s?的\s*)?(?P<names>[\p{Han}·, 、]{2,}?)\s*(?:\(等\s*(?:\d{1,3}|[一二三四五六七八九十两]{1,3})?\s*[位名个]?\s*\)\s*|等\s*(?:\d{1,3}|[一二三四五六七八九十两]{1,3})?\s*[位名个]?\s*|(?:\d{1,3}|[二两三四五六七八九十]{1,3})\s*[位名]\s*)?",
            r"(?P<role>(?:(?:全国|[省市县区州])?(?:政协|人大)?|(?:政协|人大)\p{Han}{2,8}[省市县区州盟旗])\s?(?:委\s?员|代\s?表)|同志|先生|女士)(?:们)?\s*(?:[并及和与]\p{Han}{0,4}(?:代表|委员|附议人|联名人)(?:们)?\s*)?(?:[:;,]|$|\s?[您你]们?好)"
        ))
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn persons_are_those_of_the_pattern(
            line in "((尊 ?敬|敬 ?爱|亲爱) ?的 {0,2})?([甲、·,]{0,3}|[甲市政协人大委员代表 ]{0,3})\t?\\(?(等? ?([0-9]{0,4}|[一二两]{0,3}) ?[位名个]? ?)?\\)?(全国|[市县])?(政协|人大)?([甲市]{1,9})? ?(委 ?员|代 ?表|同志|先生)?们? ?([并和]甲{0,5}(代表|委员|附议人)?们? ?)?[:;,。]? ?([您你]们?好)?:?"
        ) {
            let found = PERSONS.captures(&line).map(|found| Spoken {
                names: found.name("names").expect("names").range(),
                role: found.name("role").expect("a role").range(),
                end: found.get(0).expect("all").end(),
            });
            prop_assert_eq!(spoken_to(&line), found, "{}", line);
        }
    }
}
