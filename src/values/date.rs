//! Dates: Arabic and Chinese numerals, dotted and dashed forms, partial ones, and those that lost 年月日.

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::numeral::{digits, number};
use super::pattern;

/// A date, or its year, or year and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, 1900 to 2099.
    pub year: u32,
    /// Month, where the text says one.
    pub month: Option<u32>,
    /// Day, where the text says one.
    pub day: Option<u32>,
}

/// A date in a text: where, and what, if it is one of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMatch {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The date; `None` where the calendar has no such day.
    pub date: Option<Date>,
}

impl Date {
    /// A day of the calendar between 1900 and 2099.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Date> {
        let date = Date {
            year,
            month: Some(month),
            day: Some(day),
        };
        ((1900..2100).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days(year, month)).contains(&day))
        .then_some(date)
    }

    /// A month of a year.
    pub fn month(year: u32, month: u32) -> Option<Date> {
        ((1900..2100).contains(&year) && (1..=12).contains(&month)).then_some(Date {
            year,
            month: Some(month),
            day: None,
        })
    }

    /// Whether day and month are known.
    pub fn is_full(self) -> bool {
        self.day.is_some()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        self.month
            .map_or(Ok(()), |month| write!(out, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(out, "-{day:02}"))
    }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2022年6月24日`, `二〇二二年六月二十四日`, mixed, with spaces between and inside the digits.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<y>(?:1 ?9|2 ?0) ?\d ?\d|(?:[一二三四五六七八九〇○◯●零oOΟоО0] {0,2}){4})[ \n]*年[ \n]*",
        r"(?:(?P<m>\d ?\d?|[元一二三四五六七八九十](?: ?[一二三四五六七八九十])?)[ \n]*月",
        r"(?:[ \n]*(?P<d>\d ?\d?|[初廿卅一二三四五六七八九十](?: ?[一二三四五六七八九十]){0,2})[ \n]*(?P<r>[日号])?)?)?"
    ))
});

/// `2022-06-24`, `2022/6/24`, `2022.6.24`, `2022·6·24`.
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<y>(?:19|20)\d\d)(?P<s> ?[-/.·] ?)(?P<m>\d{1,2})(?P<s2> ?[-/.·] ?)(?P<d>\d{1,2})")
});

/// All dates of a folded text, in order; times behind them are left out.
pub fn find_dates(text: &str) -> Vec<DateMatch> {
    let (year, numeric) = (
        text.contains('年'),
        text.contains("19") || text.contains("20"),
    );
    if !year && !numeric {
        return Vec::new();
    }
    let mut found: Vec<DateMatch> = WRITTEN
        .captures_iter(text)
        .filter_map(|captures| written(text, &captures))
        .collect();
    for captures in NUMERIC.captures_iter(text) {
        let range = captures.get(0).map_or(0..0, |all| all.range());
        let digit = |c: char| c.is_ascii_digit();
        let same = captures["s"].trim() == captures["s2"].trim();
        // A month of two digits takes the day up to a third one: 2024-05-2413:20 is cut by the caller's label.
        let glued = text[range.end..].starts_with(digit) && captures["d"].len() == 1;
        if !same
            || glued
            || is_version(&text[..range.start])
            || text[..range.start].ends_with(digit)
            || found
                .iter()
                .any(|known| known.range.start < range.end && range.start < known.range.end)
        {
            continue;
        }
        let part = |name: &str| captures[name].parse().unwrap_or(0);
        found.push(DateMatch {
            range,
            date: Date::new(part("y"), part("m"), part("d")),
        });
    }
    found.sort_by_key(|found| found.range.start);
    found
}

/// Whether the digits go on from a dotted number: an address, a version.
fn is_version(before: &str) -> bool {
    before
        .strip_suffix(['.', '/', '-'])
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}

fn written(text: &str, captures: &regex::Captures<'_>) -> Option<DateMatch> {
    let all = captures.get(0)?;
    let year = captures["y"].split_whitespace().collect::<String>();
    let start = all.start();
    if text[..start].ends_with(|c: char| c.is_ascii_digit())
        && year.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let year = digits(&year)?;
    let Some(month_text) = captures.name("m") else {
        return Some(DateMatch {
            range: trimmed(text, all.range()),
            date: (1900..2100).contains(&year).then_some(Date {
                year,
                month: None,
                day: None,
            }),
        });
    };
    let month = number(month_text.as_str())?;
    let to_month = start
        ..text[month_text.end()..]
            .find('月')
            .map_or(month_text.end(), |at| {
                month_text.end() + at + '月'.len_utf8()
            });
    // Without 日 the digits behind the month are no day: `2022年6月3批`.
    let (Some(day), Some(_)) = (captures.name("d"), captures.name("r")) else {
        return Some(DateMatch {
            range: to_month,
            date: Date::month(year, month),
        });
    };
    Some(DateMatch {
        range: all.range(),
        date: number(day.as_str()).and_then(|day| Date::new(year, month, day)),
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range].trim_end().len()
}

/// A line longer than this, in bytes, is no date.
const LONGEST: usize = 150;

/// The date that makes up all of `text`, brackets, a time and a closing 印发 aside.
pub fn whole_date(text: &str) -> Option<DateMatch> {
    if text.len() > LONGEST {
        return None;
    }
    let found = find_dates(text).into_iter().next()?;
    let before = text[..found.range.start]
        .trim_matches(|c: char| c.is_whitespace() || "([·-:签发日期于".contains(c));
    let after = text[found.range.end..]
        .trim_matches(|c: char| c.is_whitespace() || ")]。,.·-日:".contains(c));
    let time = after
        .chars()
        .all(|c| c.is_ascii_digit() || c == ':' || c == ' ');
    (before.is_empty() && time).then_some(found)
}

/// A date that lost 年, 月 and 日 (`2020723`, `20241018`), where only one reading is a day of the calendar.
pub fn bare_date(text: &str) -> Option<DateMatch> {
    let digits = text.trim();
    if !(6..=8).contains(&digits.len())
        || !digits.bytes().all(|b| b.is_ascii_digit())
        || !digits.starts_with(['1', '2'])
    {
        return None;
    }
    let year = digits[..4].parse().ok()?;
    let rest = &digits[4..];
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms() {
        for (text, want) in [
            ("2022年6月24日", "2022-06-24"),
            ("2022 年 6 月 2 4 日", "2022-06-24"),
            ("二〇二二年六月二十四日", "2022-06-24"),
            ("二O二二年六月 二十 四日", "2022-06-24"),
            ("二oo五年四月十一日", "2005-04-11"),
            ("二0一八年七月十六日", "2018-07-16"),
            ("二00八年七月二十五日", "2008-07-25"),
            ("二零一一年5月16日", "2011-05-16"),
            ("二○○九年十二月三十一日", "2009-12-31"),
            ("二〇二〇年元月廿三日", "2020-01-23"),
            ("2019年03月08日", "2019-03-08"),
            ("2022-06-24 15:02", "2022-06-24"),
            ("2022.6.24", "2022-06-24"),
            ("2022/6/4", "2022-06-04"),
            ("2022年6月", "2022-06"),
            ("2022年", "2022"),
            ("2018年1月 9 日", "2018-01-09"),
        ] {
            let found = find_dates(text);
            assert_eq!(
                found
                    .first()
                    .and_then(|found| found.date)
                    .map(|date| date.to_string())
                    .as_deref(),
                Some(want),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "年  月  日",
            "第2022.6节",
            "1.5 万",
            "12022年6月1日",
            "192.168.2022.1.1",
        ] {
            assert!(
                find_dates(text)
                    .iter()
                    .all(|found| found.date.is_none_or(|date| !date.is_full())),
                "{text}: {:?}",
                find_dates(text)
            );
        }
        assert_eq!(find_dates("2008年9月31日")[0].date, None, "no such day");
        assert_eq!(find_dates("2022年6月3批")[0].date, Date::month(2022, 6));
    }

    #[test]
    fn digits_that_lost_their_words() {
        for (text, want) in [
            ("2020723", Some("2020-07-23")),
            ("2020827", Some("2020-08-27")),
            ("20241018", Some("2024-10-18")),
            ("2021111", None),
            ("2020230", None),
            ("13800000", None),
        ] {
            assert_eq!(
                bare_date(text)
                    .and_then(|found| found.date)
                    .map(|date| date.to_string())
                    .as_deref(),
                want,
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(year in 1900u32..2100, month in 1u32..13, day in 1u32..32) {
            let date = Date::new(year, month, day);
            for text in [format!("{year}年{month}月{day}日"), format!("{year}-{month:02}-{day:02}")] {
                prop_assert_eq!(find_dates(&text)[0].date, date);
            }
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,80}") {
            for found in find_dates(&text) {
                prop_assert!(text.get(found.range).is_some());
            }
            let _ = (whole_date(&text), bare_date(&text));
        }
    }
}
