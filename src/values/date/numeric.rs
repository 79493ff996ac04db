//! Dates in digits with marks between them: `2022-06-24`.

use std::ops::Range;

use super::{Date, DateMatch};

/// A date in digits by its parts, as bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// From the year's first digit to the day's last.
    all: Range<usize>,
    /// The mark between year and month, spaces around it included.
    first_mark: Range<usize>,
    month: Range<usize>,
    /// The mark between month and day.
    second_mark: Range<usize>,
    day: Range<usize>,
}

/// The dates in digits of a text, apart from each other, in order: `2022-06-24`, `2022/6/24`, `2022.6.24`,
/// `2022·6·24`.
pub(super) fn numeric_dates(text: &str) -> impl Iterator<Item = Parts> + '_ {
    let mut done = 0;
    let starts = memchr::memchr2_iter(b'1', b'2', text.as_bytes());
    starts.filter_map(move |at| {
        let parts = (at >= done).then(|| parts_at(text, at)).flatten()?;
        done = parts.all.end;
        Some(parts)
    })
}

/// The date in digits at byte `at`.
fn parts_at(text: &str, at: usize) -> Option<Parts> {
    let century = matches!(text.as_bytes().get(at..at + 2), Some(b"19" | b"20"));
    let year = (century && digits(text, at, 4) == 4).then_some(at + 4)?;
    let first_mark = mark(text, year)?;
    let month = number(text, first_mark.end)?;
    let second_mark = mark(text, month.end)?;
    let day = number(text, second_mark.end)?;
    Some(Parts {
        all: at..day.end,
        first_mark,
        month,
        second_mark,
        day,
    })
}

/// How many digits stand at byte `at`, `most` of them at most.
fn digits(text: &str, at: usize, most: usize) -> usize {
    let digits = text.as_bytes()[at..].iter().take(most);
    digits.take_while(|byte| byte.is_ascii_digit()).count()
}

/// The one or two digits at byte `at`.
fn number(text: &str, at: usize) -> Option<Range<usize>> {
    let count = digits(text, at, 2);
    (count > 0).then_some(at..at + count)
}

/// The mark at byte `at` that divides dates, a space on each side included.
fn mark(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let bare = rest.strip_prefix(' ').unwrap_or(rest);
    let behind = bare.strip_prefix(['-', '/', '.', '·'])?;
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    Some(at..text.len() - behind.len())
}

/// Whether a year of four digits may stand before a mark that divides dates.
pub(super) fn may_be_numeric(text: &str) -> bool {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr2_iter(b'1', b'2', text.as_bytes()).any(|at| {
        let behind = || text[at + 4..].trim_start_matches(' ').chars().next();
        (1..4).all(|step| digit(at + step)) && matches!(behind(), Some('-' | '/' | '.' | '·'))
    })
}

/// A date in digits with one kind of mark between them, unless it is part of a longer number.
pub(super) fn numeric(
    text: &str,
    parts: &Parts,
    written: &[DateMatch],
    last: Option<&DateMatch>,
) -> Option<DateMatch> {
    let mut range = parts.all.clone();
    let mark = text[parts.first_mark.clone()].trim();
    let month = &text[parts.month.clone()];
    let mut day = &text[parts.day.clone()];
    if day.len() == 2 && text[range.end..].starts_with(|c: char| c.is_ascii_digit()) {
        if !begins_with_time(&text[range.end..]) {
            return None;
        }
        // 2022-6-415:02 is the fourth at 15:02: an hour has two digits, and 2022-06-249:05 has none but 9.
        let hour = [&day[1..], &text[range.end..range.end + 1]].concat();
        let padded = month.starts_with('0');
        let one = text[range.end + 1..].starts_with(':') && !padded && hour.as_str() < "24";
        if one {
            day = &day[..1];
            range.end -= 1;
        }
    } else if text[range.end..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let above = written.partition_point(|known| known.range.start < range.end);
    let above = written[..above].last();
    let overlaps = above.is_some_and(|known| range.start < known.range.end);
    let ends_other = above.into_iter().chain(last).any(|known| {
        let between = text.get(known.range.end..range.start).map(str::trim);
        between.is_some_and(|between| matches!(between, "-" | "/" | "."))
    });
    if mark != text[parts.second_mark.clone()].trim()
        || overlaps
        || !ends_other && goes_on_before(&text[..range.start])
        || goes_on_behind(&text[range.end..], mark)
    {
        return None;
    }
    let part = |text: &str| text.parse().unwrap_or(0);
    let year = &text[range.start..range.start + 4];
    let date = Date::new(part(year), part(month), part(day));
    Some(DateMatch { range, date })
}

/// Whether a text begins with an hour and minutes, glued to the digits of a day.
fn begins_with_time(text: &str) -> bool {
    number(text, 0)
        .is_some_and(|hour| text[hour.end..].starts_with(':') && digits(text, hour.end + 1, 2) == 2)
}

/// Whether a number in parts, an address or a version runs up to here: `1.`, `0000-`, `V`.
fn goes_on_before(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'v' | 'V'))
        || before
            .strip_suffix(['.', '/', '-'])
            .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a number in parts goes on behind its third part: `2022.1.3.4`, `2022-06-24-001`; a range's second date does not.
fn goes_on_behind(after: &str, mark: &str) -> bool {
    let Some(rest) = after.strip_prefix(mark) else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let date = digits == 4 && rest.starts_with(['1', '2']) && rest[4..].starts_with(mark);
    digits > 0 && !date
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?P<y>(?:19|20)\d\d)(?P<s> ?[-/.·] ?)(?P<m>\d{1,2})(?P<s2> ?[-/.·] ?)(?P<d>\d{1,2})",
        )
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn dates_are_those_of_the_pattern(
            text in "[甲0-2]{0,2}((19|20|2)[0-9]{1,3} ?[-/.·]? {0,2}[0-9]{0,3} ?[-/.·]? ?[0-9]{0,3}[甲 ]?){0,3}"
        ) {
            let by_pattern = NUMERIC.captures_iter(&text).map(|found| {
                let part = |name: &str| found.name(name).map_or(0..0, |part| part.range());
                Parts {
                    all: found.get(0).map_or(0..0, |all| all.range()),
                    first_mark: part("s"),
                    month: part("m"),
                    second_mark: part("s2"),
                    day: part("d"),
                }
            });
            let by_pattern: Vec<Parts> = by_pattern.collect();
            prop_assert_eq!(numeric_dates(&text).collect::<Vec<_>>(), by_pattern, "{}", text);
        }

        #[test]
        fn times_are_those_of_the_pattern(text in "[0-9]{0,3}:?[0-9]{0,3}") {
            let time = pattern(r"^\d{1,2}:\d\d");
            prop_assert_eq!(begins_with_time(&text), time.is_match(&text));
        }
    }
}
