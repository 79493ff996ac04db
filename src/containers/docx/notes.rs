//! Footnotes and endnotes: their texts and the marks that lead to them (§17.11).

use std::collections::HashMap;

use crate::containers::notes;
use crate::containers::numerals::Format;
use crate::containers::story::NOTE_MARK;

/// The notes of one kind.
#[derive(Debug, Default)]
pub(super) struct Notes {
    texts: HashMap<i64, String>,
    format: Format,
}

impl Notes {
    /// Notes by their id, numbered in this format.
    pub(super) fn new(texts: HashMap<i64, String>, format: Format) -> Notes {
        Notes { texts, format }
    }

    /// The mark of the note of this number, as it cannot be taken for a part of the text: raised
    /// digits, a ringed number, or brackets.
    pub(super) fn mark(&self, number: i64) -> String {
        notes::mark(self.format, number)
    }

    /// The lines of a note with its mark; empty if there is no such note.
    pub(super) fn text(&self, id: i64, mark: &str) -> String {
        let Some(text) = self.texts.get(&id) else {
            return String::new();
        };
        if text.contains(NOTE_MARK) || mark.is_empty() {
            return text.replace(NOTE_MARK, mark);
        }
        format!("{mark} {}", text.trim_start())
    }
}

/// The format that the first `name` of the body sets for its notes.
pub(super) fn note_format(body: &str, name: &str, otherwise: Format) -> Format {
    let found = body.find(name).and_then(|at| body.get(at..));
    let Some(rest) = found else { return otherwise };
    // Only within the element: up to its end, which names it again.
    let inner = rest.get(name.len()..).and_then(|r| r.split(name).next());
    let value = inner.and_then(|inner| inner.split_once("numFmt"));
    let value = value.and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    value.map_or(otherwise, Format::named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_stands_in_the_section() {
        let body = "<w:footnotePr><w:numFmt w:val=\"decimalEnclosedCircle\"/></w:footnotePr>";
        let of = |body| note_format(body, "footnotePr", Format::Decimal);
        assert_eq!(of(body), Format::Circled);
        assert_eq!(
            of("<w:footnotePr/><w:numFmt w:val='bullet'/>"),
            Format::Bullet
        );
        assert_eq!(of("<w:p/>"), Format::Decimal);
    }
}
