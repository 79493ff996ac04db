//! A derived text that knows where each of its characters came from.

use std::ops::Range;

use super::char_set::Seen;

/// A stretch of a view whose characters lie one after the other in the source, the same number of bytes apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    view: u32,
    source: u32,
}

impl Segment {
    /// Half the width of an offset: a text is megabytes long, and segments are many.
    fn new(view: usize, source: usize) -> Segment {
        Segment {
            view: view as u32,
            source: source as u32,
        }
    }
}

/// About how many bytes lie between two characters that fold, so that a new stretch begins.
const STRETCH: usize = 12;

/// In so many stretches behind its first one most ranges end.
const NEAR: usize = 8;

/// The state of a view at its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    view: usize,
    segments: usize,
    source_end: usize,
    next_source: usize,
}

/// A view of a source text: characters mapped, deleted or merged, never reordered.
#[derive(Debug, Clone, Default)]
pub struct MappedText {
    text: String,
    segments: Vec<Segment>,
    /// Byte offset in the source where the last pushed character ended.
    source_end: usize,
    /// Source offset of the last pushed character's start, to tell a merge from a new character.
    next_source: usize,
}

impl MappedText {
    /// The view's text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// An empty view with room for `len` bytes, and for the stretches that so many mostly have.
    pub(super) fn with_capacity(len: usize) -> MappedText {
        MappedText {
            text: String::with_capacity(len),
            segments: Vec::with_capacity(len / STRETCH),
            ..MappedText::default()
        }
    }

    /// Appends `c`, which stands for the source bytes from `source` on, `source_len` of them.
    ///
    /// Characters must come in source order.
    pub fn push(&mut self, c: char, source: usize, source_len: usize) {
        if self.segments.is_empty() || source != self.next_source {
            self.segments.push(Segment::new(self.text.len(), source));
        }
        self.text.push(c);
        self.source_end = source + source_len;
        // A character of another length than its source makes the next one start a new segment.
        self.next_source = if c.len_utf8() == source_len {
            source + source_len
        } else {
            usize::MAX
        };
    }

    /// Appends a stretch of the source as it is, from byte `source` on.
    pub fn push_str(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        if self.segments.is_empty() || source != self.next_source {
            self.segments.push(Segment::new(self.text.len(), source));
        }
        self.text.push_str(text);
        self.source_end = source + text.len();
        self.next_source = self.source_end;
    }

    /// Appends a stretch of the source as it is and the character that is shown for what stands behind it:
    /// `source` are the bytes of both there.
    #[inline]
    fn push_run(&mut self, run: &str, behind: char, source: Range<usize>) {
        if self.segments.is_empty() || source.start != self.next_source {
            self.segments
                .push(Segment::new(self.text.len(), source.start));
        }
        self.text.push_str(run);
        self.text.push(behind);
        self.source_end = source.end;
        self.next_source = match behind.len_utf8() == source.len() - run.len() {
            true => source.end,
            false => usize::MAX,
        };
    }

    /// Appends a stretch of another view, whose source lies `to - from` bytes before the one here,
    /// and which ends at byte `source_end` of the source here.
    pub(super) fn append(
        &mut self,
        other: &MappedText,
        range: Range<usize>,
        (from, to): (usize, usize),
        source_end: usize,
    ) {
        if range.is_empty() {
            return;
        }
        let first = other
            .segments
            .partition_point(|segment| segment.view as usize <= range.start)
            .saturating_sub(1);
        let base = self.text.len();
        for segment in &other.segments[first..] {
            let view = segment.view as usize;
            if view >= range.end {
                break;
            }
            let skipped = range.start.saturating_sub(view);
            let source = segment.source as usize + skipped + to - from;
            let at = view.max(range.start) - range.start;
            self.segments.push(Segment::new(base + at, source));
        }
        self.text.push_str(&other.text[range]);
        self.source_end = source_end;
        self.next_source = usize::MAX;
    }

    /// Appends a space that stands for the byte behind what is here.
    pub fn push_space(&mut self) {
        self.push(' ', self.source_end, 1);
    }

    /// Drops what stands from byte `len` of the view on.
    pub fn truncate(&mut self, len: usize) {
        if len >= self.text.len() {
            return;
        }
        self.source_end = match len {
            0 => 0,
            _ => self.source_start(len - 1) + 1,
        };
        self.text.truncate(len);
        self.segments
            .retain(|segment| (segment.view as usize) < len);
        self.next_source = usize::MAX;
    }

    /// Appends the folded characters of a range of `text`, those that are their own fold in one go,
    /// and tells what is among them.
    pub(super) fn push_folded(&mut self, text: &str, range: Range<usize>) -> Seen {
        let mut seen = Seen::default();
        let mut same = range.start;
        let bytes = &text.as_bytes()[..range.end];
        let mut at = range.start;
        // Taken apart here and not by `char_indices`: every character of every text comes by, and
        // nearly all are Chinese ones of three bytes.
        while at < bytes.len() {
            let (mut fold, mut len) = (0, 0);
            while let Some(&[lead @ 0xe0..=0xef, second, third]) = bytes[at..].first_chunk() {
                let low = u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
                fold = seen.fold(u16::from(lead & 0x0f) << 12 | low);
                if fold != 0 {
                    len = 3;
                    break;
                }
                at += 3;
            }
            if len == 0 {
                (fold, len) = match bytes[at..] {
                    [] => break,
                    [lead @ 0..=0x7f, ..] => (seen.fold(lead.into()), 1),
                    [lead @ ..=0xdf, second, ..] => {
                        let code = u16::from(lead & 0x1f) << 6 | u16::from(second & 0x3f);
                        (seen.fold(code), 2)
                    }
                    // Beyond the basic plane nothing folds.
                    ref rest => (0, rest.len().min(4)),
                };
            }
            if let Some(folded) = char::from_u32(fold.into()).filter(|_| fold != 0) {
                self.push_run(&text[same..at], folded, same..at + len);
                same = at + len;
            }
            at += len;
        }
        self.push_str(&text[same..range.end], same);
        seen
    }

    /// Where the view ends, for [`MappedText::rewind`].
    pub(super) fn end(&self) -> End {
        End {
            view: self.text.len(),
            segments: self.segments.len(),
            source_end: self.source_end,
            next_source: self.next_source,
        }
    }

    /// Takes back all that was appended since the view ended at `end`.
    pub(super) fn rewind(&mut self, end: End) {
        self.text.truncate(end.view);
        self.segments.truncate(end.segments);
        self.source_end = end.source_end;
        self.next_source = end.next_source;
    }

    /// Appends a line break that stands for nothing in the source.
    pub fn push_break(&mut self) {
        self.segments
            .push(Segment::new(self.text.len(), self.source_end));
        self.text.push('\n');
        self.next_source = usize::MAX;
    }

    /// Length of the view in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether the view holds nothing.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where the character that starts at view byte `at` starts in the source.
    pub fn source_start(&self, at: usize) -> usize {
        self.source_in(self.segment(at), at)
    }

    /// How many stretches begin up to view byte `at`: it lies in the last of them.
    fn segment(&self, at: usize) -> usize {
        let begun = |segment: &Segment| segment.view as usize <= at;
        self.segments.partition_point(begun)
    }

    /// Where view byte `at`, which lies in the last of the first `count` stretches, stands in the source.
    fn source_in(&self, count: usize, at: usize) -> usize {
        let segment = count.checked_sub(1).map(|last| self.segments[last]);
        segment.map_or(0, |segment| {
            segment.source as usize + (at - segment.view as usize)
        })
    }

    /// The source bytes from the first to the last character of `view`, deleted material between them included.
    ///
    /// `source` is the text that this view was made from. An empty range gives an empty range.
    pub fn source_range(&self, view: Range<usize>, source: &str) -> Range<usize> {
        let first = self.segment(view.start);
        let start = self.source_in(first, view.start);
        let Some((last, _)) = self
            .text
            .get(view.clone())
            .and_then(|text| text.char_indices().next_back())
        else {
            return start..start;
        };
        // Most ranges are short: the last character's stretch is near the first one's.
        let last = view.start + last;
        let begun = |segment: &&Segment| segment.view as usize <= last;
        let more = self.segments[first..].iter().take(NEAR).take_while(begun);
        let more = match more.count() {
            NEAR => self.segment(last),
            near => first + near,
        };
        let last = self.source_in(more, last);
        let width = source
            .get(last..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        start..(last + width).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn view(source: &str) -> MappedText {
        let mut view = MappedText::default();
        for (at, c) in source.char_indices().filter(|(_, c)| *c != ' ') {
            view.push(crate::text::fold_char(c), at, c.len_utf8());
        }
        view
    }

    #[test]
    fn a_match_maps_back_over_deleted_and_folded_characters() {
        let source = "云 科〔２０２２〕 ３２ 号";
        let view = view(source);
        assert_eq!(view.as_str(), "云科[2022]32号");
        let at = view.as_str().find("2022]32").expect("there");
        assert_eq!(
            &source[view.source_range(at..at + 7, source)],
            "２０２２〕 ３２"
        );
    }

    proptest! {
        #[test]
        fn the_map_is_monotone_and_covers(source in "[ a甲（２\u{20000}]{0,60}") {
            let view = view(&source);
            let mut last = 0;
            for (at, c) in view.as_str().char_indices() {
                let range = view.source_range(at..at + c.len_utf8(), &source);
                prop_assert!(range.start >= last);
                prop_assert_eq!(source[range.clone()].chars().map(crate::text::fold_char).collect::<String>(), c.to_string());
                last = range.end;
            }
        }
    }
}
