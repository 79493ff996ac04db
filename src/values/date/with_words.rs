//! Reads dates written with 年, 月 and 日 character by character: they are looked for in many lines, and
//! a pattern for them is dear.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::values::numeral::is_zero;

/// A date's parts as bytes of a text; a part may hold the spaces that scanning put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// From the year's first digit to the last character read.
    pub(super) all: Range<usize>,
    /// The four digits of the year.
    pub(super) year: Range<usize>,
    /// The month's digits, if 月 stands behind them.
    pub(super) month: Option<Range<usize>>,
    /// The day's digits, if 日 or 号 stands behind them.
    pub(super) day: Option<Range<usize>>,
    /// Where the next date may begin.
    pub(super) end: usize,
}

/// The dates around each 年 of a folded text, in order and apart from each other.
pub(super) fn written_dates(text: &str) -> impl Iterator<Item = Parts> + '_ {
    static YEAR: LazyLock<Finder> = LazyLock::new(|| Finder::new("年"));
    let mut from = 0;
    YEAR.find_iter(text.as_bytes()).filter_map(move |at| {
        let year = year_before(text, from, at)?;
        let parts = parts_behind(text, year, at + '年'.len_utf8());
        from = parts.end;
        Some(parts)
    })
}

/// A digit of a year in words: `二〇二二`.
fn is_word_digit(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
    ) || is_zero(c)
}

/// A digit of a year in figures, 0 also as a letter or a circle.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || is_round(c)
}

fn is_round(c: char) -> bool {
    matches!(c, 'o' | 'O' | '〇' | '○')
}

/// The four digits before a 年 at byte `at`, none of them before byte `from`.
fn year_before(text: &str, from: usize, at: usize) -> Option<Range<usize>> {
    let before = text[from..at].trim_end_matches([' ', '\n']);
    let end = from + before.len();
    let (mut digits, mut gaps) = (['\0'; 4], [0; 4]);
    let (mut left, mut gap, mut start) = (4, 0, end);
    for (place, c) in before.char_indices().rev() {
        if c == ' ' {
            gap += 1;
            continue;
        }
        left -= 1;
        (digits[left], gaps[left], start) = (c, gap, from + place);
        gap = 0;
        if left == 0 {
            break;
        }
    }
    let century = digits[0] == '1' && digits[1] == '9'
        || digits[0] == '2' && (digits[1] == '0' || is_round(digits[1]));
    // `gaps` counts the spaces behind each digit; those before 年 are of no account.
    let narrow = |most: u32| gaps[..3].iter().all(|&gap| gap <= most);
    let figures = century && digits[2..].iter().all(|&c| is_figure(c)) && narrow(1);
    let words = digits.iter().all(|&c| is_word_digit(c)) && narrow(2);
    (left == 0 && (figures || words)).then_some(start..end)
}

/// Month and day behind a year's 年, which ends at byte `at`.
fn parts_behind(text: &str, year: Range<usize>, at: usize) -> Parts {
    let mut parts = Parts {
        all: year.start..skip_blank(text, at),
        year,
        month: None,
        day: None,
        end: 0,
    };
    parts.end = parts.all.end;
    let Some((month, end)) = part(text, parts.all.end, is_month, 1, &['月']) else {
        return parts;
    };
    (parts.month, parts.all.end, parts.end) = (Some(month), end, end);
    if let Some((day, end)) = part(text, skip_blank(text, end), is_day, 2, &['日', '号']) {
        (parts.day, parts.all.end, parts.end) = (Some(day), end, end);
    }
    parts
}

/// What a month in words may begin with.
fn is_month(c: char) -> bool {
    c == '元' || goes_on(c)
}

/// What a day in words may begin with.
fn is_day(c: char) -> bool {
    matches!(c, '初' | '廿' | '卅') || goes_on(c)
}

/// What a number in words goes on with.
fn goes_on(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    ) || matches!(c, '〇' | '○' | '零')
}

/// The number at byte `at` before one of `marks`, and where the mark ends: one or two figures, or a
/// word that `begins` and up to `more` others.
fn part(
    text: &str,
    at: usize,
    begins: fn(char) -> bool,
    more: usize,
    marks: &[char],
) -> Option<(Range<usize>, usize)> {
    let first = text[at..].chars().next()?;
    let mut end = at + first.len_utf8();
    let figure = first.is_ascii_digit();
    if !figure && !begins(first) {
        return None;
    }
    for _ in 0..if figure { 1 } else { more } {
        // One space may stand between the digits.
        let gap = usize::from(text[end..].starts_with(' '));
        let next = text[end + gap..].chars().next();
        let fits = |c: &char| match figure {
            true => c.is_ascii_digit() || matches!(c, 'o' | 'O'),
            false => goes_on(*c),
        };
        let Some(next) = next.filter(fits) else { break };
        end += gap + next.len_utf8();
    }
    let mark = skip_blank(text, end);
    let c = text[mark..].chars().next().filter(|c| marks.contains(c))?;
    Some((at..end, mark + c.len_utf8()))
}

fn skip_blank(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches([' ', '\n']).len()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    /// The same as a pattern.
    static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?P<y>(?:1 ?9|2 ?[0oO〇○]) ?[0-9oO〇○] ?[0-9oO〇○]|(?:[一二三四五六七八九〇○◯●零oOΟоО0] {0,2}){4})[ \n]*年[ \n]*",
            r"(?:(?P<m>[0-9] ?[0-9oO]?|[元〇○零一二三四五六七八九十](?: ?[〇○零一二三四五六七八九十])?)[ \n]*月",
            r"(?:[ \n]*(?P<d>[0-9] ?[0-9oO]?|[初廿卅〇○零一二三四五六七八九十](?: ?[〇○零一二三四五六七八九十]){0,2})[ \n]*[日号])?)?"
        ))
        .expect("the pattern is fixed")
    });

    /// The first date as the pattern reads it.
    fn by_pattern(text: &str) -> Option<(String, Option<String>, Option<String>)> {
        let found = WRITTEN.captures(text)?;
        let part = |name: &str| Some(found.name(name)?.as_str().trim().to_owned());
        Some((part("y")?, part("m"), part("d")))
    }

    fn by_hand(text: &str) -> Option<(String, Option<String>, Option<String>)> {
        let parts = written_dates(text).next()?;
        let part = |range: Range<usize>| text[range].trim().to_owned();
        Some((part(parts.year), parts.month.map(part), parts.day.map(part)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn reads_what_the_pattern_reads(
            text in "[甲1 ]{0,2}(1 ?9|2 ?[0oО〇]|[一二〇0] {0,3}[〇九o] {0,3})[0-9二〇 ]{1,4}[ \n]{0,2}年?[ \n]?[0-9元十二]? ?[0-9o一]?[ \n]?月?[ \n]?[0-9初廿十]? ?[0-9一]?[一]?[ \n]?[日号批]?.{0,3}"
        ) {
            prop_assert_eq!(by_hand(&text), by_pattern(&text));
        }
    }

    #[test]
    fn dates_beside_each_other() {
        let text = "2021年12月2022年3月5日";
        let found: Vec<&str> = written_dates(text).map(|parts| &text[parts.all]).collect();
        assert_eq!(found, ["2021年12月", "2022年3月5日"]);
    }
}
