//! Paragraphs of a text, and the part of one that fits a line.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::WIDTH;

/// The paragraph that holds byte `at`, without its line feed.
pub(super) fn paragraph(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |found| found + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(text.len(), |found| at + found);
    start..end.max(start)
}

/// The part of a paragraph that fits the width, with about a third of it before the focus.
pub(super) fn window(text: &str, paragraph: &Range<usize>, focus: usize) -> Range<usize> {
    let width = |c: char| c.width().unwrap_or(1);
    let mut start = focus.clamp(paragraph.start, paragraph.end);
    let mut before = 0;
    for c in text[paragraph.start..start].chars().rev() {
        if before + width(c) > WIDTH / 3 {
            break;
        }
        before += width(c);
        start -= c.len_utf8();
    }
    let mut end = start;
    let mut used = 0;
    for c in text[start..paragraph.end].chars() {
        if used + width(c) > WIDTH {
            break;
        }
        used += width(c);
        end += c.len_utf8();
    }
    let indent = text[start..end].len() - text[start..end].trim_start().len();
    start + indent..end
}
