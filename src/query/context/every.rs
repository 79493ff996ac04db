//! Every place of a query's texts in one document, for reading through it.

use std::ops::Range;

use super::Snippet;
use super::choice::Line;
use super::cut::{set_apart, snippet};
use super::places::{Needle, places_up_to};
use super::window::{paragraph, window};
use crate::text::ReadingText;

/// One place where a text stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Source lines of its first and last character, from 1.
    pub lines: (u32, u32),
    /// Bytes of the reading text; `None` in a line set apart from it, such as a page number.
    pub span: Option<Range<usize>>,
    /// The text as it stands there.
    pub text: String,
}

/// All places, and the lines that show them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Every {
    /// The places in the order of the source.
    pub places: Vec<Found>,
    /// Lines cut to the width; places close together share one.
    pub rows: Vec<Snippet>,
}

/// Finds every place of `needles` in a document, in whatever form of characters and spacing.
pub fn every(reading: &ReadingText, needles: &[String]) -> Every {
    let needles: Vec<Needle> = needles
        .iter()
        .filter_map(|text| Needle::new(text))
        .collect();
    let mut out = Every::default();
    let text = &reading.text;
    let mut shown = 0..0;
    for place in places_up_to(text, &needles, usize::MAX) {
        let range = place.range;
        let line = reading.line_at(range.start);
        let paragraph = paragraph(text, range.start);
        // What runs over the paragraph's end is shown up to there.
        if out.rows.is_empty() || range.end.min(paragraph.end) > shown.end {
            shown = window(text, &paragraph, range.start);
            let focus = range.start;
            out.rows
                .push(snippet(reading, Line { paragraph, focus }, &needles));
        }
        let last = text.floor_char_boundary(range.end.saturating_sub(1));
        out.places.push(Found {
            lines: (line, reading.line_at(last)),
            text: text[range.clone()].to_owned(),
            span: Some(range),
        });
    }
    for (line, apart) in &reading.set_apart {
        for place in places_up_to(apart, &needles, usize::MAX) {
            out.places.push(Found {
                lines: (*line, *line),
                span: None,
                text: apart[place.range].to_owned(),
            });
        }
        out.rows.extend(set_apart(*line, apart, &needles));
    }
    out.places.sort_by_key(|place| place.lines.0);
    out.rows.sort_by_key(|row| row.line);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::keys::equal_key;
    use crate::text::LineMark;

    fn reading(text: &str) -> ReadingText {
        let mut marks = vec![LineMark { at: 0, line: 1 }];
        for (line, (at, _)) in text.match_indices('\n').enumerate() {
            marks.push(LineMark {
                at: at as u32 + 1,
                line: line as u32 + 2,
            });
        }
        ReadingText {
            text: text.into(),
            marks,
            set_apart: vec![(2, "— 12 —".into())],
        }
    }

    fn found(text: &str, needles: &[&str]) -> Every {
        let needles: Vec<String> = needles.iter().map(|n| n.to_string()).collect();
        every(&reading(text), &needles)
    }

    #[test]
    fn every_form_is_found_and_near_places_share_a_row() {
        let every = found("科技，科 技，科\n技\n無科技", &["科技"]);
        let told: Vec<_> = every
            .places
            .iter()
            .map(|p| (p.lines, p.text.as_str()))
            .collect();
        let want = [
            ((1, 1), "科技"),
            ((1, 1), "科 技"),
            ((1, 2), "科\n技"),
            ((3, 3), "科技"),
        ];
        assert_eq!(told, want);
        let lines: Vec<u32> = every.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3]);
        assert_eq!(every.rows[0].marks.len(), 3);
    }

    #[test]
    fn far_places_of_a_paragraph_have_rows_of_their_own() {
        let far = "中".repeat(100);
        let every = found(&format!("甲{far}甲{far}甲"), &["甲"]);
        assert_eq!((every.places.len(), every.rows.len()), (3, 3));
    }

    #[test]
    fn page_numbers_are_places_without_a_span() {
        let every = found("第12页\n\n12", &["12"]);
        let spans: Vec<bool> = every.places.iter().map(|p| p.span.is_some()).collect();
        assert_eq!(spans, [true, false, true]);
        assert_eq!(every.rows.len(), 3);
        assert_eq!(found("甲", &[" "]), Every::default());
    }

    #[test]
    fn no_place_is_left_out_however_many_there_are() {
        assert_eq!(found(&"甲乙".repeat(3000), &["甲乙"]).places.len(), 3000);
    }

    proptest! {
        #[test]
        fn places_hold_what_was_asked_for(text in "[甲乙發A1 \n]{0,80}", needle in "[甲乙發A1]{1,3}") {
            let every = found(&text, &[&needle]);
            let rest = equal_key(&text).matches(&equal_key(&needle)).count();
            let inside = every.places.iter().filter(|p| p.span.is_some());
            prop_assert_eq!(inside.clone().count(), rest);
            for place in inside {
                prop_assert_eq!(equal_key(&place.text), equal_key(&needle));
            }
            prop_assert_eq!(every.rows.is_empty(), every.places.is_empty());
        }
    }
}
