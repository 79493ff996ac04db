//! Dates in digits with marks between them: `2022-06-24`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Date, DateMatch};
use crate::pattern::pattern;

/// `2022-06-24`, `2022/6/24`, `2022.6.24`, `2022·6·24`.
pub(super) static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<y>(?:19|20)\d\d)(?P<s> ?[-/.·] ?)(?P<m>\d{1,2})(?P<s2> ?[-/.·] ?)(?P<d>\d{1,2})")
});

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
    captures: &Captures<'_>,
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
