//! Dates: Arabic and Chinese numerals, dotted and dashed forms, partial ones, and those that lost 年月日.

mod line;
mod numeric;
mod with_words;
mod written;

use std::fmt;
use std::ops::Range;

pub use line::{bare_date, begins_with_date, begins_with_day, date_in_groups, whole_date};
use numeric::{may_be_numeric, numeric, numeric_dates};
use with_words::written_dates;
use written::written;

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
        let year = self.year;
        match (self.month, self.day) {
            (Some(month), Some(day)) => write!(out, "{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => write!(out, "{year:04}-{month:02}"),
            (None, _) => write!(out, "{year:04}"),
        }
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

/// All dates of a folded text, in order; times behind them are left out.
pub fn find_dates(text: &str) -> Vec<DateMatch> {
    let mut found: Vec<DateMatch> = Vec::new();
    found.extend(written_dates(text).filter_map(|parts| written(text, parts)));
    if !may_be_numeric(text) {
        return found;
    }
    let mut more: Vec<DateMatch> = Vec::new();
    for parts in numeric_dates(text) {
        let date = numeric(text, &parts, &found, more.last());
        more.extend(date);
    }
    found.append(&mut more);
    found.sort_by_key(|found| found.range.start);
    found
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

    #[test]
    fn digits_in_groups() {
        for (text, want) in [
            ("2025 915", Date::new(2025, 9, 15)),
            ("2025 9 15", Date::new(2025, 9, 15)),
            ("2025 1111", Date::new(2025, 11, 11)),
            ("2025 111", None),
            ("2020 2023", None),
            ("2020 3 4 5", None),
            ("甲2020 3 4", None),
        ] {
            assert_eq!(
                date_in_groups(text).and_then(|found| found.date),
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
            let _ = (whole_date(&text), bare_date(&text), date_in_groups(&text));
        }
    }
}
