//! Dates with 年, 月 and 日.

use std::ops::Range;

use super::with_words::Parts;
use super::{Date, DateMatch};
use crate::values::numeral::{digits, number};

/// What a date's parts say; `None` where a longer number runs up to the year, or a form is not filled in.
pub(super) fn written(text: &str, parts: Parts) -> Option<DateMatch> {
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
