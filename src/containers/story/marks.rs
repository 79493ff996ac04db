//! Characters of this program that stand in lines until a text is whole, and what text may hold.

/// Stands where a page began when the file was last shown; private to this program, never in text.
pub(crate) const PAGE_SHOWN: char = '\u{FDD0}';
/// Stands where a page break was put by hand.
pub(crate) const PAGE_BREAK: char = '\u{FDD1}';
/// Stands before the lines of a table within a cell.
pub(super) const NESTED: char = '\u{FDD2}';
/// Stands where the mark of a note is to be put.
pub(crate) const NOTE_MARK: char = '\u{FDD3}';
/// Stands at the end of a section.
pub(crate) const SECTION: char = '\u{FDD4}';

/// Whether a character is one of the marks of this program.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, PAGE_SHOWN..=SECTION)
}

/// Adds text as it is shown: without marks of this program, control characters as spaces.
pub(crate) fn push_shown(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            c if is_mark(c) => {}
            '\u{1f}' | '\u{ad}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}
