//! The dates of a document: 成文日期, 印发日期, 发布日期, 施行日期, 失效日期, a file each.

mod delivered;
pub(super) mod effective;
pub(super) mod expires;
mod page_head;
pub(super) mod printed;
pub(super) mod published;
pub(super) mod signature;
pub(super) mod written;

use crate::document::{Document, Findings};
use crate::labels::Labelled;
use crate::values::date::{DateMatch, bare_date, find_dates, whole_date};

/// Sets a date at byte `at` of the match view, or warns that the calendar has no such day.
fn set(
    document: &Document,
    findings: &mut Findings,
    field: &'static str,
    at: usize,
    found: &DateMatch,
    rule: &'static str,
) {
    let span = at + found.range.start..at + found.range.end;
    match found.date {
        Some(date) => findings.set(field, date.to_string(), vec![span], rule),
        None => {
            let message = format!("{} is no day of the calendar", document.value(span.clone()));
            findings.warn("date_invalid", Some(field), message, Some(span.start));
        }
    }
}

fn find_labelled(document: &Document, findings: &mut Findings, key: &str, field: &'static str) {
    for label in document.labelled(key) {
        if let Some(found) = label_date(document, label) {
            set(
                document,
                findings,
                field,
                label.value.start,
                &found,
                "date_label",
            );
        }
    }
}

/// The date that a label's value begins with.
fn label_date(document: &Document, label: &Labelled) -> Option<DateMatch> {
    let text = document.text(label.value.clone());
    let range = text.contains('至') || text.contains('~');
    if range {
        return None;
    }
    let first = find_dates(text).into_iter().next().filter(|found| {
        text[..found.range.start]
            .trim_matches([' ', '[', '('])
            .is_empty()
    });
    // `2017年05月22` lost its 日, and is more than a month.
    let full = |found: &DateMatch| found.date.is_none_or(|date| date.is_full());
    let damaged = || {
        let word = text.split_whitespace().next()?;
        bare_date(word).map(|found| DateMatch {
            range: 0..word.len(),
            ..found
        })
    };
    match first {
        Some(found) if full(&found) => Some(found),
        partial => damaged().or(partial),
    }
}

/// Whether a text is a date and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    whole_date(text).is_some() || bare_date(text).is_some()
}
