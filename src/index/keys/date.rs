//! Dates known to the day, the month or the year, and the queries for them.
//!
//! A document dated `2022-06` is *within* 2022-06 and within 2022, but not known to be within
//! 2022-06-24. Terms: `p2022`, `p2022-06`, `p2022-06-24` for the periods that hold the date,
//! `s20220601` for its first day and `e20220630` for its last, so that a range is two term ranges.

use super::equal_key;

/// A period of whole days, both as `yyyymmdd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: u32,
    /// Last day.
    pub end: u32,
}

/// What a query asks of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateQuery {
    /// The date lies within this year, month or day (ISO).
    Within(String),
    /// The date lies between these days, both included, as far as they are given.
    Between(Option<u32>, Option<u32>),
}

/// The terms of an ISO date, year-month or year.
pub fn terms(iso: &str) -> Vec<String> {
    let Some((year, month, day)) = parts(iso) else {
        return Vec::new();
    };
    let mut out = vec![format!("p{year:04}")];
    if let Some(month) = month {
        out.push(format!("p{year:04}-{month:02}"));
        if let Some(day) = day {
            out.push(format!("p{year:04}-{month:02}-{day:02}"));
        }
    }
    let period = period(year, month, day);
    out.push(format!("s{:08}", period.start));
    out.push(format!("e{:08}", period.end));
    out
}

/// The first day of an ISO date as `yyyymmdd`, 0 if it is none: what lists are sorted by.
pub fn sort_key(iso: &str) -> u64 {
    parts(iso).map_or(0, |(year, month, day)| {
        u64::from(year) * 10_000 + u64::from(month.unwrap_or(0)) * 100 + u64::from(day.unwrap_or(0))
    })
}

/// Reads a query's value: `2022`, `2022-03..2023`, `>=2022`, `<2020`, `2022年3月`; `None` if it is no date.
pub fn parse(value: &str) -> Option<DateQuery> {
    let value = equal_key(value);
    if let Some((from, to)) = ["..", "至", "~"].iter().find_map(|s| value.split_once(s)) {
        return (!from.is_empty() || !to.is_empty())
            .then(|| between(from, to))
            .flatten();
    }
    if let Some((from, to)) = value
        .split_once('-')
        .filter(|(a, b)| a.len() == 4 && b.len() == 4)
    {
        return between(from, to);
    }
    for (sign, len) in [(">=", 2), ("≥", 3), ("<=", 2), ("≤", 3), (">", 1), ("<", 1)] {
        if value.starts_with(sign) {
            return compare(sign, one(&value[len..])?);
        }
    }
    let (year, month, day) = loose_parts(&value)?;
    Some(DateQuery::Within(match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    }))
}

fn between(from: &str, to: &str) -> Option<DateQuery> {
    let bound = |text: &str| {
        if text.is_empty() {
            Some(None)
        } else {
            one(text).map(Some)
        }
    };
    let (from, to) = (bound(from)?, bound(to)?);
    Some(DateQuery::Between(from.map(|p| p.start), to.map(|p| p.end)))
}

fn compare(sign: &str, period: Period) -> Option<DateQuery> {
    Some(match sign {
        ">=" | "≥" => DateQuery::Between(Some(period.start), None),
        "<=" | "≤" => DateQuery::Between(None, Some(period.end)),
        // Days are compared as numbers, so the day after the 31st need not exist.
        ">" => DateQuery::Between(Some(period.end + 1), None),
        _ => DateQuery::Between(None, Some(period.start - 1)),
    })
}

fn one(text: &str) -> Option<Period> {
    loose_parts(text).map(|(year, month, day)| period(year, month, day))
}

fn period(year: u32, month: Option<u32>, day: Option<u32>) -> Period {
    let at = |month: u32, day: u32| year * 10_000 + month * 100 + day;
    let (start, end) = match (month, day) {
        (Some(m), Some(d)) => (at(m, d), at(m, d)),
        (Some(m), None) => (at(m, 1), at(m, 31)),
        _ => (at(1, 1), at(12, 31)),
    };
    Period { start, end }
}

type Parts = (u32, Option<u32>, Option<u32>);

fn parts(iso: &str) -> Option<Parts> {
    let mut pieces = iso.split('-');
    let year = number(pieces.next()?, 4..=4)?;
    let month = pieces
        .next()
        .map(|m| number(m, 2..=2))
        .map_or(Some(None), |m| m.map(Some))?;
    let day = pieces
        .next()
        .map(|d| number(d, 2..=2))
        .map_or(Some(None), |d| d.map(Some))?;
    valid((year, month, day)).filter(|_| pieces.next().is_none())
}

/// Reads `2022-3-5`, `2022/3/5`, `2022.3.5`, `2022年3月5日` and their beginnings.
fn loose_parts(text: &str) -> Option<Parts> {
    let text = text.trim_end_matches(['年', '月', '日', '号']);
    let mut pieces = text.split(['-', '/', '.', '年', '月']);
    let year = number(pieces.next()?, 4..=4)?;
    let month = pieces
        .next()
        .map(|m| number(m, 1..=2))
        .map_or(Some(None), |m| m.map(Some))?;
    let day = pieces
        .next()
        .map(|d| number(d, 1..=2))
        .map_or(Some(None), |d| d.map(Some))?;
    valid((year, month, day)).filter(|_| pieces.next().is_none())
}

fn number(text: &str, len: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (len.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn valid(parts: Parts) -> Option<Parts> {
    let (year, month, day) = parts;
    let fits = year > 0
        && month.is_none_or(|m| (1..=12).contains(&m))
        && day.is_none_or(|d| (1..=31).contains(&d));
    fits.then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_name_the_periods_that_hold_the_date() {
        assert_eq!(
            terms("2022-06-24"),
            ["p2022", "p2022-06", "p2022-06-24", "s20220624", "e20220624"]
        );
        assert_eq!(
            terms("2022-06"),
            ["p2022", "p2022-06", "s20220601", "e20220631"]
        );
        assert_eq!(terms("2022"), ["p2022", "s20220101", "e20221231"]);
        assert!(terms("2022-13").is_empty() && terms("22").is_empty() && terms("").is_empty());
    }

    #[test]
    fn queries_are_read_as_people_write_dates() {
        let within = |iso: &str| Some(DateQuery::Within(iso.into()));
        let between = |from, to| Some(DateQuery::Between(from, to));
        for (text, want) in [
            ("2022", within("2022")),
            ("2022年", within("2022")),
            ("2022年3月", within("2022-03")),
            ("2022年3月5日", within("2022-03-05")),
            ("2022-03", within("2022-03")),
            ("2022-3-5", within("2022-03-05")),
            ("２０２２．３", within("2022-03")),
            ("2022-03..2023", between(Some(20220301), Some(20231231))),
            ("2018-2020", between(Some(20180101), Some(20201231))),
            ("2018年至2020年", between(Some(20180101), Some(20201231))),
            ("2022..", between(Some(20220101), None)),
            ("..2022-06", between(None, Some(20220631))),
            (">=2022", between(Some(20220101), None)),
            ("＞2022", between(Some(20221232), None)),
            ("<2020", between(None, Some(20200100))),
            ("<=2020-02", between(None, Some(20200231))),
            ("..", None),
            ("去年", None),
            ("20225", None),
            ("2022-13", None),
            (">", None),
        ] {
            assert_eq!(parse(text), want, "{text}");
        }
    }

    #[test]
    fn lists_sort_by_what_is_known_of_the_date() {
        assert!(sort_key("2022-06-24") > sort_key("2022-06"));
        assert!(sort_key("2022-06") > sort_key("2022"));
        assert_eq!(sort_key("unknown"), 0);
    }
}
