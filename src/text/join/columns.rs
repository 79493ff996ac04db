//! Joining in scanned columns, where headlines stand between the lines.

use super::after_full;
use super::shape::Shape;
use crate::values::date::begins_with_day;

/// In scanned columns blank lines mean nothing; `None` where the width does not tell.
pub(super) fn joins_in_columns(
    shapes: &[Shape],
    at: usize,
    next: usize,
    width: usize,
) -> Option<bool> {
    let (last, following) = (&shapes[at], &shapes[next]);
    let full = last.columns + 3 >= width;
    let narrow = |shape: &Shape| shape.columns + 4 <= width && shape.columns + 12 >= width;
    if is_caption_end(last) || last.last == '。' && !full {
        return Some(false);
    }
    if last.ends_full_stop() {
        let new_paragraph = narrow(following) && !following.ends_full_stop();
        return Some(full && !new_paragraph && following.prose);
    }
    if full {
        let text = last.prose
            || following.prose
            || following.columns + 3 >= width
            || after_full(shapes, at, |shape| shape.columns + 3 >= width);
        let above = shapes[..at].iter().rev().find(|shape| !shape.is_blank());
        // Of the paragraph below the first line, set in, is narrower, or its first sentence ends there, or it
        // begins with a day.
        let closed = above.is_some_and(Shape::ends_full_stop)
            && (following.columns + 3 < width
                || following.ends_full_stop()
                || begins_with_day(following.head))
            && stands_alone(shapes, at)
            && !is_spread(shapes, at);
        return Some(text && !closed && !headline_above(shapes, at, next, width));
    }
    // The first line of a paragraph lost its indent: two characters narrower, and the text goes on.
    let goes_on = following.columns + 3 >= width || following.ends_full_stop() && following.prose;
    let alone = stands_alone(shapes, at);
    Some(last.columns + 8 >= width && goes_on && !alone && !is_headline(shapes, next))
}

/// Whether blank lines stand behind most lines around line `at`: one there sets nothing off.
fn is_spread(shapes: &[Shape], at: usize) -> bool {
    let around = &shapes[at.saturating_sub(AROUND)..shapes.len().min(at + AROUND)];
    let blank = around.iter().filter(|shape| shape.is_blank()).count();
    blank * 5 > around.len() * 2
}

/// So many lines above and below tell how a page is spread.
const AROUND: usize = 12;

/// A line without punctuation between blank lines, or the second of two: a headline, wherever it stands.
fn stands_alone(shapes: &[Shape], at: usize) -> bool {
    let plain = |index: usize| shapes.get(index).is_some_and(|shape| !shape.prose);
    let second = at > 0
        && !is_blank(shapes, at.checked_sub(1))
        && plain(at - 1)
        && is_blank(shapes, at.checked_sub(2));
    plain(at) && (is_blank(shapes, at.checked_sub(1)) || second) && is_blank(shapes, Some(at + 1))
}

/// Whether line `index` is blank or lies outside the text.
fn is_blank(shapes: &[Shape], index: Option<usize>) -> bool {
    index.is_none_or(|index| shapes.get(index).is_none_or(Shape::is_blank))
}

/// Whether the two lines are a headline and its smaller line: no punctuation, set off, the second one narrow.
fn headline_above(shapes: &[Shape], at: usize, next: usize, width: usize) -> bool {
    let (last, following) = (&shapes[at], &shapes[next]);
    let behind = shapes.get(next + 1);
    let ended = behind
        .is_none_or(|behind| behind.is_blank() || behind.is_message_head() || behind.is_byline());
    !last.prose
        && !following.prose
        && following.columns + 3 < width
        && is_blank(shapes, at.checked_sub(1))
        && ended
}

fn is_caption_end(shape: &Shape) -> bool {
    shape.last == '摄'
}

/// A narrow unpunctuated line before a message head or the end of the text is a headline.
fn is_headline(shapes: &[Shape], at: usize) -> bool {
    let shape = &shapes[at];
    let next = shapes[at + 1..].iter().find(|shape| !shape.is_blank());
    !shape.ends_full_stop() && next.is_none_or(Shape::is_message_head)
}
