//! Cleans the text of a value: white space that layout or scanning put in.

use std::borrow::Cow;

use crate::text::{has_white_space, is_han, next_white_space};

/// A value without outer white space, and without inner white space next to a Chinese character.
///
/// Spaces between Latin words stay, one each.
pub fn tidy(text: &str) -> String {
    if !has_white_space(text) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.trim().chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if !c.is_whitespace() {
            out.push(c);
            at += 1;
            continue;
        }
        while at < chars.len() && chars[at].is_whitespace() {
            at += 1;
        }
        let word = |c: Option<char>| c.is_some_and(|c| !is_han(c) && c.is_alphanumeric());
        if word(out.chars().next_back()) && word(chars.get(at).copied()) {
            out.push(' ');
        }
    }
    out
}

/// The text without any white space, copied only if there is some.
pub fn without_spaces(text: &str) -> Cow<'_, str> {
    if !has_white_space(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some((at, len)) = next_white_space(text, from) {
        out.push_str(&text[from..at]);
        from = at + len;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Lines of one title as one text: justification spaces go, a space between two organs stays.
pub fn join_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines {
        let mut parts: Vec<String> = Vec::new();
        for part in line.split_whitespace() {
            match parts.last_mut() {
                Some(last)
                    if !(super::organ::ends_as_organ(last)
                        && super::organ::starts_as_organ(part)) =>
                {
                    if last.ends_with(|c: char| c.is_ascii_alphanumeric())
                        && part.starts_with(|c: char| c.is_ascii_alphabetic())
                    {
                        last.push(' ');
                    }
                    last.push_str(part);
                }
                _ => parts.push(part.to_owned()),
            }
        }
        let line = parts.join(" ");
        if super::organ::ends_as_organ(&out) && super::organ::is_organ(&line) && out.contains(' ') {
            out.push(' ');
        }
        out.push_str(&line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_of_layout_go() {
        assert_eq!(tidy(" 林　 舟 "), "林舟");
        assert_eq!(tidy("A2 /O-MBR 工艺"), "A2/O-MBR工艺");
        assert_eq!(tidy("PA13 T"), "PA13 T");
    }
}
