//! Dates: Arabic and Chinese numerals, dotted and dashed forms, partial ones, and those that lost 年月日.

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::numeral::{digit, digits, number};
use super::pattern;
use super::written_date::{Parts, written_dates};

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

/// `2022-06-24`, `2022/6/24`, `2022.6.24`, `2022·6·24`.
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<y>(?:19|20)\d\d)(?P<s> ?[-/.·] ?)(?P<m>\d{1,2})(?P<s2> ?[-/.·] ?)(?P<d>\d{1,2})")
});

/// All dates of a folded text, in order; times behind them are left out.
pub fn find_dates(text: &str) -> Vec<DateMatch> {
    // Most texts hold no date: the patterns are dear.
    let mut found: Vec<DateMatch> = Vec::new();
    if text.contains('年') {
        found.extend(written_dates(text).filter_map(|parts| written(text, parts)));
    }
    if !may_be_numeric(text) {
        return found;
    }
    let mut more: Vec<DateMatch> = Vec::new();
    for captures in NUMERIC.captures_iter(text) {
        let date = numeric(text, &captures, &found, more.last());
        more.extend(date);
    }
    found.append(&mut more);
    found.sort_by_key(|found| found.range.start);
    found
}

/// Whether a year of four digits may stand before a mark that divides dates.
fn may_be_numeric(text: &str) -> bool {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr2_iter(b'1', b'2', text.as_bytes()).any(|at| {
        let behind = || text[at + 4..].trim_start_matches(' ').chars().next();
        (1..4).all(|step| digit(at + step)) && matches!(behind(), Some('-' | '/' | '.' | '·'))
    })
}

/// A date in digits with one kind of mark between them, unless it is part of a longer number.
fn numeric(
    text: &str,
    captures: &regex::Captures<'_>,
    written: &[DateMatch],
    last: Option<&DateMatch>,
) -> Option<DateMatch> {
    let mut range = captures.get(0)?.range();
    let mark = captures["s"].trim();
    let mut day = &captures["d"];
    if day.len() == 2 && text[range.end..].starts_with(|c: char| c.is_ascii_digit()) {
        if !TIME.is_match(&text[range.end..]) {
            return None;
        }
        // 2022-6-415:02 is the fourth at 15:02: an hour has two digits, and 2022-06-249:05 has none but 9.
        let hour = format!("{}{}", &day[1..], &text[range.end..range.end + 1]);
        let padded = captures["m"].starts_with('0');
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
    if mark != captures["s2"].trim()
        || overlaps
        || !ends_other && goes_on_before(&text[..range.start])
        || goes_on_behind(&text[range.end..], mark)
    {
        return None;
    }
    let part = |text: &str| text.parse().unwrap_or(0);
    let date = Date::new(part(&captures["y"]), part(&captures["m"]), part(day));
    Some(DateMatch { range, date })
}

/// A time glued to the digits of a day.
static TIME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}:\d\d"));

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

/// What a date's parts say; `None` where a longer number runs up to the year, or a form is not filled in.
fn written(text: &str, parts: Parts) -> Option<DateMatch> {
    let start = parts.all.start;
    let figure = |c: char| c.is_ascii_digit();
    if text[..start].ends_with(figure) && text[start..].starts_with(figure) {
        return None;
    }
    let year = digits(&text[parts.year])?;
    let Some(month) = parts.month else {
        // A form whose year is printed and whose month is not filled in.
        if text[parts.all.end..].trim_start().starts_with('月') {
            return None;
        }
        return Some(DateMatch {
            range: trimmed(text, parts.all),
            date: (1900..2100).contains(&year).then_some(Date {
                year,
                month: None,
                day: None,
            }),
        });
    };
    let month = number(&text[month])?;
    // Without 日 the digits behind the month are no day: `2022年6月3批`.
    let date = match parts.day {
        Some(day) => number(&text[day]).and_then(|day| Date::new(year, month, day)),
        None => Date::month(year, month),
    };
    Some(DateMatch {
        range: parts.all,
        date,
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range].trim_end().len()
}

/// A line longer than this, in bytes, is no date.
const LONGEST: usize = 150;

/// Whether a character may stand before a date that makes up a line.
fn may_lead(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '·' | '-' | ':' | '签' | '发' | '日' | '期' | '于'
    ) || c.is_whitespace()
}

/// Whether a text begins with a digit, as dates do: most lines do not, and looking for dates is dear.
fn begins_as_date(text: &str) -> bool {
    let first = text.chars().find(|&c| !may_lead(c));
    first.is_some_and(|c| c.is_numeric() || digit(c).is_some())
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

/// The date that makes up all of `text`, brackets, a time and a closing 印发 aside.
pub fn whole_date(text: &str) -> Option<DateMatch> {
    if text.len() > LONGEST {
        return None;
    }
    if !begins_as_date(text) {
        return None;
    }
    let found = find_dates(text).into_iter().next()?;
    let before = text[..found.range.start].trim_matches(may_lead);
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
        fn a_line_that_begins_with_a_date_is_looked_at(
            text in "[(签发日期: ]{0,3}(2022|二[〇○0]二二|1 9 9 9)[年.-]6[月.-](2[0-9]|十)日?"
        ) {
            let found = find_dates(&text).into_iter().next();
            let lead = |found: &DateMatch| text[..found.range.start].chars().all(may_lead);
            prop_assert!(!found.as_ref().is_some_and(lead) || begins_as_date(&text));
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
