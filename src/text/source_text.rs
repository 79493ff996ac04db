//! The decoded text of a file, untouched, with its lines and code point offsets.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::count::count_chars;
use crate::containers::{Confidence, Content};

/// How many bytes lie between two entries of the code point index.
const STRIDE: usize = 256;

/// About how many bytes a line has, where lines are short.
const LINE: usize = 24;

/// A decoded text that answers "which line" and "which code point" for any byte offset.
#[derive(Debug, Clone)]
pub struct SourceText {
    text: String,
    line_starts: Vec<usize>,
    /// Code points before each multiple of [`STRIDE`] bytes (at the next character boundary).
    chars_before: Vec<usize>,
    /// Where pages begin, in bytes.
    pages: Vec<usize>,
    /// What the container marks as furniture, in bytes, in order.
    furniture: Vec<Range<usize>>,
    /// Where lines begin that go on in a paragraph, in bytes, in order.
    wraps: Vec<usize>,
    /// What the container tags, with the tags' names.
    tags: Vec<(String, Range<usize>)>,
    /// How sure an engine was of its lines, in order.
    confidence: Vec<Confidence>,
}

impl SourceText {
    /// Takes a decoded text as it is. Lines end with `\n`, `\r\n`, `\r`, form feed, NEL, U+2028 or U+2029.
    pub fn new(text: String) -> SourceText {
        let line_starts = line_starts(&text);
        let mut count = 0;
        let mut chars_before = Vec::with_capacity(text.len() / STRIDE + 1);
        for chunk in text.as_bytes().chunks(STRIDE) {
            chars_before.push(count);
            count += count_chars(chunk);
        }
        SourceText {
            text,
            line_starts,
            chars_before,
            pages: Vec::new(),
            furniture: Vec::new(),
            wraps: Vec::new(),
            tags: Vec::new(),
            confidence: Vec::new(),
        }
    }

    /// Takes a container's text with its pages, its furniture and the confidence of its lines.
    pub fn of(content: Content) -> SourceText {
        SourceText {
            pages: content.pages,
            furniture: content.furniture,
            wraps: content.wraps,
            tags: content
                .tags
                .into_iter()
                .map(|tag| (tag.name, tag.range))
                .collect(),
            confidence: content.confidence,
            ..SourceText::new(content.text)
        }
    }

    /// The number (from 1) of the page that holds byte `at`; `None` in a text without pages.
    pub fn page_of(&self, at: usize) -> Option<u32> {
        let page = self.pages.partition_point(|&start| start <= at);
        (!self.pages.is_empty()).then(|| u32::try_from(page.max(1)).unwrap_or(u32::MAX))
    }

    /// How many pages the container has.
    pub fn page_count(&self) -> Option<u32> {
        let count = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        (count > 0).then_some(count)
    }

    /// Whether the container marks byte `at` as furniture.
    pub fn is_furniture(&self, at: usize) -> bool {
        let next = self.furniture.partition_point(|range| range.start <= at);
        next > 0 && at < self.furniture[next - 1].end
    }

    /// Whether the container marks anything as furniture.
    pub fn has_furniture(&self) -> bool {
        !self.furniture.is_empty()
    }

    /// Whether the container tells that the line which begins at byte `start` goes on in a paragraph.
    pub fn is_wrapped(&self, start: usize) -> bool {
        self.wraps.binary_search(&start).is_ok()
    }

    /// The texts that the container tags: the tag's name and the bytes.
    pub fn tags(&self) -> &[(String, Range<usize>)] {
        &self.tags
    }

    /// The tag of a text that holds the bytes `range`.
    pub fn tag_of(&self, range: &Range<usize>) -> Option<&str> {
        let holds = |own: &Range<usize>| own.start <= range.start && range.end <= own.end;
        let found = self.tags.iter().find(|(_, own)| holds(own));
        found.map(|(name, _)| name.as_str())
    }

    /// How sure an engine was of the lines in `range`, in percent: of the least sure one.
    pub fn confidence_of(&self, range: &Range<usize>) -> Option<u8> {
        let first = self
            .confidence
            .partition_point(|line| line.range.end <= range.start);
        let lines = self.confidence[first..].iter();
        let touched = lines.take_while(|line| line.range.start < range.end.max(range.start + 1));
        touched.map(|line| line.percent).min()
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many lines the text has; a text without a line end has one.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The bytes of line `index` (from 0), without its line end.
    pub fn line_range(&self, index: usize) -> Range<usize> {
        let start = self.line_starts[index];
        let end = self
            .line_starts
            .get(index + 1)
            .copied()
            .unwrap_or(self.text.len());
        let ends = |c| {
            matches!(
                c,
                '\n' | '\r' | '\u{c}' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            )
        };
        start..start + self.text[start..end].trim_end_matches(ends).len()
    }

    /// The number (from 1) of the line that holds byte `at`.
    pub fn line_of(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    /// How many code points stand before byte `at`, which must be a character boundary.
    pub fn char_offset(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let slot = at / STRIDE;
        let Some(&known) = self.chars_before.get(slot) else {
            let from = (self.chars_before.len().max(1) - 1) * STRIDE;
            return self.count_from(from, self.chars_before.last().copied().unwrap_or(0), at);
        };
        self.count_from(slot * STRIDE, known, at)
    }

    /// Counts code points from the first boundary at or after `from`, where `known` of them lie before, up to `at`.
    fn count_from(&self, from: usize, known: usize, at: usize) -> usize {
        let mut start = from;
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        if at <= start {
            known
        } else {
            known + count_chars(&self.text.as_bytes()[start..at])
        }
    }
}

/// Where lines begin, in bytes.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    static RARE: LazyLock<[Finder; 3]> =
        LazyLock::new(|| ["\u{85}", "\u{2028}", "\u{2029}"].map(Finder::new));
    if memchr::memchr(b'\x0b', bytes).is_some() || RARE.iter().any(|end| end.find(bytes).is_some())
    {
        let ends = text
            .char_indices()
            .filter(|&(at, c)| is_line_end(bytes, at, c));
        return std::iter::once(0)
            .chain(ends.map(|(at, c)| at + c.len_utf8()))
            .collect();
    }
    let ends = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes);
    let ends = ends.filter(|&at| is_line_end(bytes, at, char::from(bytes[at])));
    let mut starts = Vec::with_capacity(bytes.len() / LINE + 1);
    starts.push(0);
    starts.extend(ends.map(|at| at + 1));
    starts
}

fn is_line_end(bytes: &[u8], at: usize, c: char) -> bool {
    match c {
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
        '\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_where_readers_see_them_end() {
        let text = SourceText::new("甲\r\n乙\r丙\n\n丁\u{c}戊".into());
        let lines: Vec<&str> = (0..text.line_count())
            .map(|i| &text.as_str()[text.line_range(i)])
            .collect();
        assert_eq!(lines, ["甲", "乙", "丙", "", "丁", "戊"]);
        assert_eq!(text.line_of(0), 1);
        assert_eq!(text.line_of(text.as_str().len()), 6);
    }

    proptest! {
        #[test]
        fn code_points_are_counted_as_python_counts_them(text in "[a-z一-龥\u{20000}-\u{20010}\n]{0,900}") {
            let source = SourceText::new(text.clone());
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(source.char_offset(at), count);
            }
            prop_assert_eq!(source.char_offset(text.len()), text.chars().count());
        }
    }
}
