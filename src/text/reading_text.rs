//! The reading text as it is stored, searched and shown: paragraphs with their source lines.

/// Stands in a text for a byte that was not read: where only its length matters.
pub const UNREAD: char = '\0';

/// What is left of a text behind the part that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Nothing: all of it was read.
    Nothing,
    /// Some text, but no place of what is looked for.
    NoPlace,
    /// Any text.
    Text,
}

/// Where a piece of the reading text began in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineMark {
    /// Byte offset in the reading text.
    pub at: u32,
    /// Line number in the source, from 1.
    pub line: u32,
}

/// A record's text for readers and for search, apart from the source it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadingText {
    /// Paragraphs, each ended by a line feed.
    pub text: String,
    /// Source lines in the order of the text; a joined paragraph has one mark for each of its lines.
    pub marks: Vec<LineMark>,
    /// Lines set apart (page numbers): searched, not shown among the text. Source line and text.
    pub set_apart: Vec<(u32, String)>,
}

impl ReadingText {
    /// The source line (from 1) of the character at byte `at` of the text.
    pub fn line_at(&self, at: usize) -> u32 {
        match self.marks.partition_point(|mark| mark.at as usize <= at) {
            0 => 1,
            n => self.marks[n - 1].line,
        }
    }

    /// The marks and the lines set apart in a compact form for storage beside the text.
    pub fn layout_to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.marks.len() * 3 + 8);
        put(&mut out, self.marks.len() as u64);
        let (mut at, mut line) = (0u32, 0u32);
        for mark in &self.marks {
            put(&mut out, u64::from(mark.at.saturating_sub(at)));
            put(&mut out, u64::from(mark.line.saturating_sub(line)));
            (at, line) = (mark.at, mark.line);
        }
        put(&mut out, self.set_apart.len() as u64);
        for (line, text) in &self.set_apart {
            put(&mut out, u64::from(*line));
            put(&mut out, text.len() as u64);
            out.extend_from_slice(text.as_bytes());
        }
        out
    }

    /// The reading text from its stored parts; `None` if the layout is damaged.
    pub fn from_parts(text: String, layout: &[u8]) -> Option<ReadingText> {
        let mut rest = layout;
        let count = usize::try_from(take(&mut rest)?).ok()?;
        let mut marks = Vec::with_capacity(count.min(layout.len()));
        let (mut at, mut line) = (0u32, 0u32);
        for _ in 0..count {
            at = at.checked_add(u32::try_from(take(&mut rest)?).ok()?)?;
            line = line.checked_add(u32::try_from(take(&mut rest)?).ok()?)?;
            marks.push(LineMark { at, line });
        }
        let count = usize::try_from(take(&mut rest)?).ok()?;
        let mut set_apart = Vec::with_capacity(count.min(layout.len()));
        for _ in 0..count {
            let line = u32::try_from(take(&mut rest)?).ok()?;
            let len = usize::try_from(take(&mut rest)?).ok()?;
            let (head, tail) = rest.split_at_checked(len)?;
            set_apart.push((line, String::from_utf8(head.to_vec()).ok()?));
            rest = tail;
        }
        rest.is_empty().then_some(ReadingText {
            text,
            marks,
            set_apart,
        })
    }
}

/// Appends `value` in base 128, low digits first.
fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn layout_survives_storage(steps in proptest::collection::vec((0u32..9000, 0u32..300), 0..40), apart in proptest::collection::vec((1u32..99, "[0-9—]{0,6}"), 0..4)) {
            let (mut at, mut line) = (0, 0);
            let marks = steps.into_iter().map(|(a, l)| { at += a; line += l; LineMark { at, line } }).collect();
            let text = ReadingText { text: "甲".into(), marks, set_apart: apart };
            prop_assert_eq!(ReadingText::from_parts("甲".into(), &text.layout_to_bytes()), Some(text));
        }

        #[test]
        fn damaged_layouts_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = ReadingText::from_parts(String::new(), &bytes);
        }
    }
}
