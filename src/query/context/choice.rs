//! Chooses which stretches of a text are shown.

use std::ops::Range;

use super::WIDTH;
use super::places::Place;
use super::window::paragraph;

/// A stretch of the text to show, around a place or (for neighbours) from a paragraph's beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) paragraph: Range<usize>,
    pub(super) focus: usize,
}

/// Chooses the places to show: first one of each needle, then more in the order of the text.
pub(super) fn lines_to_show(
    text: &str,
    places: &[Place],
    needles: usize,
    most: usize,
) -> Vec<Line> {
    let mut chosen: Vec<&Place> = Vec::new();
    let firsts =
        (0..needles).filter_map(|needle| places.iter().find(|place| place.needle == needle));
    for place in firsts.chain(places) {
        if chosen.len() == most {
            break;
        }
        let near = |other: &&Place| {
            paragraph(text, other.range.start) == paragraph(text, place.range.start)
                && other.range.start.abs_diff(place.range.start) < WIDTH
        };
        if !chosen.iter().any(near) {
            chosen.push(place);
        }
    }
    chosen.sort_by_key(|place| place.range.start);
    chosen
        .iter()
        .map(|place| Line {
            paragraph: paragraph(text, place.range.start),
            focus: place.range.start,
        })
        .collect()
}

/// Adds the paragraphs around the lines.
pub(super) fn widen(text: &str, lines: &mut Vec<Line>, around: usize) {
    if around == 0 {
        return;
    }
    let mut more = Vec::new();
    for line in lines.iter() {
        let mut before = line.paragraph.start;
        let mut after = line.paragraph.end;
        for _ in 0..around {
            if before > 0 {
                let range = paragraph(text, before - 1);
                before = range.start;
                more.push(range);
            }
            if after + 1 < text.len() {
                let range = paragraph(text, after + 1);
                after = range.end;
                more.push(range);
            }
        }
    }
    for range in more {
        let shown = lines.iter().any(|line| line.paragraph == range);
        if !shown && !text[range.clone()].trim().is_empty() {
            lines.push(Line {
                focus: range.start,
                paragraph: range,
            });
        }
    }
    lines.sort_by_key(|line| line.focus);
}
