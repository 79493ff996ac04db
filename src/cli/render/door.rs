//! The one door for everything that comes from a document or a file name.
//!
//! A document may hold terminal commands, characters that turn the reading direction, or cells
//! that a spreadsheet runs. Nothing is dropped: what cannot be shown is made visible.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether `c` would act on a terminal or hide in a text instead of being seen.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// A text of any number of lines: hidden characters are made visible, line feeds and tabs stay.
pub fn text(text: &str) -> Cow<'_, str> {
    replace(text, is_hidden, push_visible)
}

/// A text in one line: as [`text`], with line feeds and tabs as spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    replace(
        text,
        |c| is_hidden(c) || matches!(c, '\n' | '\t'),
        |c, out| match c {
            '\n' | '\t' => out.push(' '),
            c => push_visible(c, out),
        },
    )
}

/// A path in one line: bytes that are not UTF-8 as `\xFF`, hidden characters and line ends as `\u{a}`.
pub fn path(path: &[u8]) -> String {
    let mut out = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        for c in chunk.valid().chars() {
            if is_hidden(c) || matches!(c, '\n' | '\t') {
                push_visible(c, &mut out);
            } else {
                out.push(c);
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    out
}

/// A cell of a CSV file that no spreadsheet takes for a formula; hidden characters are made visible.
pub fn csv_cell(cell: &str) -> Cow<'_, str> {
    let visible = text(cell);
    let starts_a_formula = cell.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
    ]);
    if starts_a_formula {
        Cow::Owned(format!("'{visible}"))
    } else {
        visible
    }
}

fn replace(text: &str, wanted: fn(char) -> bool, push: fn(char, &mut String)) -> Cow<'_, str> {
    if !text.chars().any(wanted) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if wanted(c) {
            push(c, &mut out);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn push_visible(c: char, out: &mut String) {
    if c == '\u{1b}' {
        out.push('␛');
    } else {
        // Writing to a String cannot fail.
        let _ = write!(out, "\\u{{{:x}}}", c as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_passes_untouched() {
        let plain = "关于〔2022〕32号的答复\n\t第二行 𠀀";
        assert!(matches!(text(plain), Cow::Borrowed(same) if same == plain));
        assert_eq!(line("甲\n乙\t丙"), "甲 乙 丙");
    }

    #[test]
    fn commands_and_direction_marks_are_shown() {
        assert_eq!(
            text("\u{1b}]52;c;eA==\u{7}\u{9b}2J"),
            "␛]52;c;eA==\\u{7}\\u{9b}2J"
        );
        assert_eq!(text("云科\u{202e}号\u{200b}"), "云科\\u{202e}号\\u{200b}");
        assert_eq!(path(b"a\xff\n\x1b.txt"), "a\\xFF\\u{a}␛.txt");
    }

    #[test]
    fn formulas_are_text_in_a_spreadsheet() {
        assert_eq!(csv_cell("=cmd|'/C calc'!A0"), "'=cmd|'/C calc'!A0");
        assert_eq!(csv_cell("＝1+1"), "'＝1+1");
        assert_eq!(csv_cell("\t=1"), "'\t=1");
        assert_eq!(csv_cell("云科"), "云科");
    }

    fn harmless(c: char) -> bool {
        !is_hidden(c) && (c == '\n' || c == '\t' || !c.is_control())
    }

    proptest! {
        #[test]
        fn nothing_hidden_comes_out(any in "\\PC*|(.|\n|\\p{C}){0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(text(&any).chars().all(harmless));
            prop_assert!(line(&any).chars().all(|c| harmless(c) && c != '\n' && c != '\t'));
            prop_assert!(path(&bytes).chars().all(|c| harmless(c) && c != '\n' && c != '\t'));
            prop_assert!(csv_cell(&any).chars().all(harmless));
            prop_assert!(!csv_cell(&any).starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']));
        }
    }
}
