//! The day on which a report was given, which is its date 成文日期.

use super::set;
use crate::document::{Document, Findings};
use crate::values::date::{find_dates, whole_date};

/// The day on which a report was given.
pub(super) fn find_delivered(document: &Document, findings: &mut Findings) {
    let spans = findings.spans("subtitle");
    if let (Some(first), Some(last)) = (spans.first(), spans.last()) {
        let span = first.start..last.end;
        let text = document.text(span.clone());
        if let Some(found) = find_dates(text)
            .into_iter()
            .find(|found| found.date.is_some_and(|date| date.is_full()))
        {
            set(
                document,
                findings,
                "dates.written",
                span.start,
                &found,
                "date_subtitle",
            );
        }
    }
    let head = document.lines.start..document.layout.audience.unwrap_or(document.layout.body);
    for index in head {
        let line = document.line(index);
        // `（二○一四年九月九日，根据录音整理）`, `（2014年10月3日）徐怀德`
        let note = line
            .starts_with('(')
            .then(|| line.find([',', ')']))
            .flatten()
            .map_or(line, |end| &line[..end]);
        if let Some(found) =
            whole_date(note).filter(|found| found.date.is_some_and(|date| date.is_full()))
        {
            let dashed = document.line(index).contains(['-', '/', ':']);
            if !dashed && !document.layout.has_label(index) {
                set(
                    document,
                    findings,
                    "dates.written",
                    document.line_start(index),
                    &found,
                    "date_delivered",
                );
            }
        }
    }
}
