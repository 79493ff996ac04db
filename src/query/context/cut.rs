//! Cuts lines to the width and marks what matched in them.

use std::ops::Range;

use super::Snippet;
use super::choice::Line;
use super::places::{Needle, places};
use super::window::window;
use crate::text::ReadingText;

/// So many bytes before and behind a stretch are looked at for what matches in it: there may be
/// spaces inside.
pub(super) fn margin(needles: &[Needle<'_>]) -> usize {
    let lengths = needles
        .iter()
        .map(|needle| needle.key.len().max(needle.typed.len()));
    lengths.max().unwrap_or(0) * 2 + 64
}

/// Cuts a line to the width around its focus and marks what matched.
pub(super) fn snippet(reading: &ReadingText, line: Line, needles: &[Needle<'_>]) -> Snippet {
    Cut::of(&reading.text, &line, needles).snippet(reading, line, needles)
}

/// What of a line is shown.
pub(super) struct Cut {
    shown: Range<usize>,
    /// What is looked at for it: a match may begin before and end behind, with spaces in between.
    pub(super) reach: Range<usize>,
}

impl Cut {
    pub(super) fn of(text: &str, line: &Line, needles: &[Needle<'_>]) -> Cut {
        let shown = window(text, &line.paragraph, line.focus);
        let margin = margin(needles);
        let from = text.floor_char_boundary(shown.start.saturating_sub(margin));
        let to = text.ceil_char_boundary((shown.end + margin).min(text.len()));
        Cut {
            shown,
            reach: from..to,
        }
    }

    pub(super) fn snippet(
        self,
        reading: &ReadingText,
        line: Line,
        needles: &[Needle<'_>],
    ) -> Snippet {
        let Line { paragraph, focus } = line;
        let Cut { shown, reach } = self;
        let text = &reading.text;
        let mut marks: Vec<Range<usize>> = Vec::new();
        for place in places(&text[reach.clone()], needles) {
            let start = (place.range.start + reach.start).max(shown.start);
            let end = (place.range.end + reach.start).min(shown.end);
            if start >= end {
                continue;
            }
            let range = start - shown.start..end - shown.start;
            match marks.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => marks.push(range),
            }
        }
        Snippet {
            line: reading.line_at(focus.max(shown.start)),
            cut: (shown.start > paragraph.start, shown.end < paragraph.end),
            text: text[shown].to_owned(),
            marks,
        }
    }
}

/// A line set apart (a page number) if a needle stands in it.
pub(super) fn set_apart(line: u32, text: &str, needles: &[Needle<'_>]) -> Option<Snippet> {
    let places = places(text, needles);
    let alone = ReadingText {
        text: text.to_owned(),
        ..ReadingText::default()
    };
    let first = places.first()?;
    let focus = first.range.start;
    let found = snippet(
        &alone,
        Line {
            paragraph: 0..text.len(),
            focus,
        },
        needles,
    );
    Some(Snippet { line, ..found })
}
