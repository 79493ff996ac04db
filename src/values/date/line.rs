//! Lines that are dates, or begin with one.

use super::{Date, DateMatch, find_dates};
use crate::values::numeral::digit;

/// A line longer than this, in bytes, is no date.
const LONGEST: usize = 150;

/// Whether a character may stand before a date that makes up a line.
fn may_lead(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '·' | '-' | ':' | '签' | '发' | '日' | '期' | '于'
    ) || c.is_whitespace()
}

/// Whether a character, white space aside, may stand between such a date and its line's time or end.
fn may_trail(c: char) -> bool {
    matches!(c, ')' | ']' | '。' | ',' | '.' | '·' | '-' | '日' | ':')
}

/// Whether a text begins with a digit, as dates do: most lines do not, and looking for dates is dear.
fn begins_as_date(text: &str) -> bool {
    let first = text.chars().find(|&c| !may_lead(c));
    // Most begin with a Chinese character, of which no table of numbers need be asked.
    let other = |c: char| !matches!(c, '\u{4e00}'..='\u{9fff}') && c.is_numeric();
    first.is_some_and(|c| digit(c).is_some() || other(c))
}

/// Whether a text begins with a full date.
pub fn begins_with_date(text: &str) -> bool {
    let first = || find_dates(text).into_iter().next();
    begins_as_date(text)
        && first().is_some_and(|found| {
            let lead = text[..found.range.start].chars().all(may_lead);
            lead && found.date.is_none_or(Date::is_full)
        })
}

/// Whether a text begins with a day without its year: `11 月 7 日，在…`.
pub fn begins_with_day(text: &str) -> bool {
    let number = |text: &str| -> Option<usize> {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len()).then(|| text.len() - rest.trim_start().len())
    };
    let month = number(text).map(|at| &text[at..]);
    let day = month
        .and_then(|rest| rest.strip_prefix('月'))
        .map(str::trim_start);
    let behind = day.and_then(|day| Some(&day[number(day)?..]));
    behind.is_some_and(|rest| rest.starts_with('日'))
}

/// The date that makes up all of `text`, brackets and a time aside.
pub fn whole_date(text: &str) -> Option<DateMatch> {
    if text.len() > LONGEST {
        return None;
    }
    if !begins_as_date(text) {
        return None;
    }
    // Recognition reads 日 as 曰 at times; a line that is a date ends in no other word.
    if let Some(before) = text.strip_suffix('曰') {
        return whole_date(&format!("{before}日"));
    }
    let found = find_dates(text).into_iter().next()?;
    let before = text[..found.range.start].trim_matches(may_lead);
    let after = text[found.range.end..].trim_matches(|c: char| c.is_whitespace() || may_trail(c));
    let time = after
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ':' | ' ' | '时' | '分'));
    (before.is_empty() && time).then_some(found)
}

/// A date that lost 年, 月 and 日 (`2020723`, `20241018`), where only one reading is a day of the
/// calendar, or its 日 alone (`2019年6月13`).
pub fn bare_date(text: &str) -> Option<DateMatch> {
    let digits = text.trim();
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        // Both ways of writing begin with the year.
        return None;
    }
    if digits.contains('月') {
        return without_day_word(text);
    }
    if !(6..=8).contains(&digits.len())
        || !digits.bytes().all(|b| b.is_ascii_digit())
        || !digits.starts_with(['1', '2'])
    {
        return None;
    }
    let year = digits[..4].parse().ok()?;
    let rest = &digits[4..];
    // 202211 may be a month as well as the first of January.
    if rest.len() == 2 && rest.parse().is_ok_and(|month| (1..=12).contains(&month)) {
        return None;
    }
    let mut readings = (1..=2usize).filter_map(|cut| {
        let (month, day) = rest.split_at_checked(cut)?;
        let padded = |part: &str| {
            part.len() <= 2 && !part.is_empty() && (digits.len() == 8 || !part.starts_with('0'))
        };
        if !padded(month) || !padded(day) {
            return None;
        }
        Date::new(year, month.parse().ok()?, day.parse().ok()?)
    });
    let date = readings.next()?;
    let start = text.len() - text.trim_start().len();
    readings.next().is_none().then_some(DateMatch {
        range: start..start + digits.len(),
        date: Some(date),
    })
}

/// A date whose words became spaces: `2025 915`, `2025 9 15`. Rows of figures look so too: it counts below
/// a signature alone.
pub fn date_in_groups(text: &str) -> Option<DateMatch> {
    let whole = text.trim();
    if !whole.starts_with(['1', '2']) || whole.as_bytes().get(4) != Some(&b' ') {
        return None;
    }
    let groups: Vec<&str> = whole.split(' ').collect();
    let date = match groups[..] {
        [year, month, day] if (1..=2).contains(&month.len()) && (1..=2).contains(&day.len()) => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }
        [year, rest] => bare_date(&[year, rest].concat())?.date,
        _ => None,
    }?;
    let start = text.len() - text.trim_start().len();
    Some(DateMatch {
        range: start..start + whole.len(),
        date: Some(date),
    })
}

/// A date that lost its 日 at the end of its line.
fn without_day_word(text: &str) -> Option<DateMatch> {
    let whole = text.trim();
    let (year, rest) = whole.split_once('年')?;
    let (month, day) = rest.split_once('月')?;
    let digits = |part: &str, most: usize| {
        let part = part.trim();
        let right = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        right.then(|| part.parse::<u32>().ok()).flatten()
    };
    let year = digits(year, 4).filter(|year| *year > 999)?;
    let (month, day) = (digits(month, 2)?, digits(day, 2)?);
    let date = Date::new(year, month, day)?;
    let start = text.len() - text.trim_start().len();
    Some(DateMatch {
        range: start..start + whole.len(),
        date: Some(date),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_a_day_misread() {
        for (text, want) in [
            ("一九八七年五月四曰", Date::new(1987, 5, 4)),
            ("2019年6月13曰", Date::new(2019, 6, 13)),
        ] {
            assert_eq!(
                whole_date(text).and_then(|found| found.date),
                want,
                "{text}"
            );
        }
        assert_eq!(whole_date("子曰"), None);
    }

    #[test]
    fn days_without_a_year() {
        for text in ["11 月 7 日，在云川", "7月9日,市政府"] {
            assert!(begins_with_day(text), "{text}");
        }
        for text in ["7日，市政府", "在7月9日", "7月，市政府"] {
            assert!(!begins_with_day(text), "{text}");
        }
    }

    proptest! {

        #[test]
        fn a_day_may_lack_its_word(month in 1u32..=12, day in 1u32..=28) {
            let found = bare_date(&format!(" 2019年{month}月 {day} ")).expect("a date");
            prop_assert_eq!(found.date, Date::new(2019, month, day));
            let people = format!("2019年{month}月{day}人");
            prop_assert!(bare_date(&people).is_none());
        }

        #[test]
        fn a_line_that_begins_with_a_date_is_looked_at(
            text in "[(签发日期: ]{0,3}(2022|二[〇○0]二二|1 9 9 9)[年.-]6[月.-](2[0-9]|十)日?"
        ) {
            let found = find_dates(&text).into_iter().next();
            let lead = |found: &DateMatch| text[..found.range.start].chars().all(may_lead);
            prop_assert!(!found.as_ref().is_some_and(lead) || begins_as_date(&text));
        }

    }
}
