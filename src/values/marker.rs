//! Markers of sections 结构层次序数: `一、` `（一）` `1.` `（1）` `①` `第三章`, by GB/T 9704-2012 §7.3.3 and law texts.

use crate::text::is_numeral;

/// A marker at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker<'t> {
    /// What it is.
    pub kind: MarkerKind,
    /// Its number as printed, without brackets; `-` for a 一 that scanning misread.
    pub number: &'t str,
    /// Its bytes, with what divides it from the heading.
    pub len: usize,
}

/// What a marker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerKind {
    /// `一、` is 1, `（一）` 2, `1.` 3, `（1）` 4, `①` 5.
    Level(usize),
    /// 编, 章, 节, 条 of a law.
    Unit(char),
    /// `-、`: a 一 that scanning misread.
    Dash,
}

/// The numerals of sections without brackets around them.
fn is_large_numeral(c: char) -> bool {
    c == '百' || is_numeral(c)
}

fn is_arabic(c: char) -> bool {
    c.is_ascii_digit()
}

/// The marker with which a folded line begins.
pub fn marker(line: &str) -> Option<Marker<'_>> {
    let first = line.chars().next()?;
    let (kind, number, rest) = match first {
        '(' => bracketed(&line[1..])?,
        '0'..='9' => {
            let (number, rest) = numeral(line, is_arabic, 2)?;
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            let rest = rest.strip_prefix(['.', '、'])?;
            (MarkerKind::Level(3), number, rest)
        }
        '①'..='⑳' => {
            let (number, rest) = line.split_at(first.len_utf8());
            (MarkerKind::Level(5), number, rest)
        }
        '第' => {
            let behind = &line[first.len_utf8()..];
            let (number, rest) = numeral(behind, is_large_numeral, usize::MAX)?;
            let unit = rest.chars().next()?;
            let rest = rest.strip_prefix(['编', '章', '节', '条'])?;
            (MarkerKind::Unit(unit), number, spaced(rest))
        }
        '-' => {
            let rest = &line[1..];
            let rest = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('、')?;
            (MarkerKind::Dash, "-", rest)
        }
        _ => {
            let (number, rest) = numeral(line, is_large_numeral, 4)?;
            let rest = rest.strip_prefix(['、', '.', ','])?;
            (MarkerKind::Level(1), number, spaced(rest))
        }
    };
    Some(Marker {
        kind,
        number,
        len: line.len() - rest.len(),
    })
}

/// A marker in brackets, behind the first of them.
fn bracketed(behind: &str) -> Option<(MarkerKind, &str, &str)> {
    if behind.starts_with(is_arabic) {
        let (number, rest) = numeral(behind, is_arabic, 2)?;
        return Some((MarkerKind::Level(4), number, rest.strip_prefix(')')?));
    }
    let (number, rest) = numeral(behind, is_numeral, 3)?;
    let rest = rest.strip_prefix(')')?;
    let rest = spaced(rest.strip_prefix(['、', '.']).unwrap_or(rest));
    Some((MarkerKind::Level(2), number, rest))
}

/// The numerals at the beginning of a text, if they are no more than `most`, and what stands behind.
fn numeral(text: &str, is: fn(char) -> bool, most: usize) -> Option<(&str, &str)> {
    let end = text.find(|c| !is(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let fits = most == usize::MAX || number.chars().nth(most).is_none();
    (end > 0 && fits).then_some((number, rest))
}

fn spaced(rest: &str) -> &str {
    rest.strip_prefix(' ').unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static MARKER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:(?P<l1>[一二三四五六七八九十百]{1,4})[、.,] ?|(?P<l2>[(][一二三四五六七八九十]{1,3}[)])[、.]? ?|(?P<l3>\d{1,2}) ?[.、]|(?P<l4>[(]\d{1,2}[)])",
            r"|(?P<l5>[①-⑳])|第(?P<lz>[一二三四五六七八九十百]+)(?P<lu>[编章节条]) ?|(?P<dash>-) ?、)"
        ))
    });

    /// The marker as the pattern reads it: the group, the number, the bytes.
    fn by_pattern(line: &str) -> Option<(MarkerKind, String, usize)> {
        let found = MARKER.captures(line)?;
        let levels = (1..=5).find_map(|level| {
            let number = found.name(&format!("l{level}"))?.as_str();
            Some((MarkerKind::Level(level), number))
        });
        let unit = || {
            let unit = found.name("lu")?.as_str().chars().next()?;
            Some((MarkerKind::Unit(unit), found.name("lz")?.as_str()))
        };
        let (kind, number) = levels.or_else(unit).unwrap_or((MarkerKind::Dash, "-"));
        Some((
            kind,
            number.trim_matches(['(', ')']).to_owned(),
            found[0].len(),
        ))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn markers_are_those_of_the_pattern(
            line in "[第(-]?[ ]?([0-9]{1,3}|[一二十百]{0,5}|[①③])[章条编)、.,]?[ 、.)]{0,2}甲?"
        ) {
            let found = marker(&line).map(|found| (found.kind, found.number.to_owned(), found.len));
            prop_assert_eq!(found, by_pattern(&line), "{}", line);
        }
    }
}
