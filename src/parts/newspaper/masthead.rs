//! The masthead of a newspaper page, with its date.

use super::role::is_issue_line;
use crate::document::Page;
use crate::values::date::{DateMatch, find_dates};

/// The date of the newspaper, in the masthead above all articles: line and date.
pub fn masthead_date(page: &Page) -> Option<(usize, DateMatch)> {
    (0..page.lines.len().min(4)).find_map(|index| {
        let line = &page.matched.as_str()[page.lines[index].range.clone()];
        let found = find_dates(line)
            .into_iter()
            .find(|found| found.date.is_some_and(|date| date.is_full()))?;
        let paper = is_issue_line(line, page.lines[index].chars)
            || line.contains("星期")
            || line.contains("上一版")
            || line.contains("下一版")
            || line[..found.range.start]
                .trim_end_matches(['(', '》', ' '])
                .ends_with('报');
        (paper && line.chars().count() <= 60).then_some((index, found))
    })
}
