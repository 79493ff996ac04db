//! The little of CSS that decides what text is shown and where a line ends.

use std::collections::HashSet;

/// What a run of declarations says.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Declared {
    /// `display:none` or `visibility:hidden`.
    pub(super) hidden: bool,
    /// `display:flex`.
    pub(super) flex: bool,
    /// `list-style:none`.
    pub(super) no_marks: bool,
}

/// Reads `name: value; …`.
pub(super) fn declarations(text: &str) -> Declared {
    let mut found = Declared::default();
    if text.is_empty() {
        return found;
    }
    for declaration in text.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim().to_ascii_lowercase();
        let value = value.split('!').next().unwrap_or_default().trim();
        match name.as_str() {
            "display" => {
                found.hidden |= value == "none";
                found.flex |= matches!(value, "flex" | "inline-flex");
            }
            "visibility" => found.hidden |= value == "hidden",
            "list-style" | "list-style-type" => {
                found.no_marks |= value.split(' ').any(|word| word == "none");
            }
            _ => {}
        }
    }
    found
}

/// How a list counts by its style, as the letter that `type` would have: `1`, `a`, `A`, `i`, `I`, `一`.
pub(super) fn numbering(text: &str) -> Option<char> {
    let text = text.to_ascii_lowercase();
    let (_, value) = text.split_once("list-style")?;
    let value = value.split(';').next().unwrap_or_default();
    let kinds = [
        ("lower-alpha", 'a'),
        ("lower-latin", 'a'),
        ("upper-alpha", 'A'),
        ("upper-latin", 'A'),
        ("lower-roman", 'i'),
        ("upper-roman", 'I'),
        ("cjk-ideographic", '一'),
        ("simp-chinese", '一'),
        ("trad-chinese", '一'),
        ("decimal", '1'),
    ];
    let found = kinds.iter().find(|(word, _)| value.contains(word))?;
    Some(found.1)
}

/// What a page's own style sheets say about classes and ids.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    flex: HashSet<String>,
    no_marks: bool,
}

/// The most selectors that are kept of a page.
const MOST: usize = 10_000;

impl Sheet {
    /// Takes up one sheet; only rules that hold on every screen.
    ///
    /// What a sheet hides stays shown here: scripts turn such rules on and off.
    pub(super) fn add(&mut self, css: &str) {
        let (mut selector, mut depth) = (0, 0usize);
        let mut body = 0;
        for (at, c) in css.bytes().enumerate() {
            match c {
                b'{' => {
                    depth += 1;
                    if depth == 1 {
                        body = at;
                    }
                }
                b'}' => {
                    if depth == 1 {
                        let names = css.get(selector..body).unwrap_or_default();
                        let inner = css.get(body + 1..at).unwrap_or_default();
                        self.rule(names, inner);
                    }
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        selector = at + 1;
                    }
                }
                b';' if depth == 0 => selector = at + 1,
                _ => {}
            }
        }
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        let declared = declarations(body);
        if !declared.flex && !declared.no_marks || selectors.contains('@') {
            return;
        }
        for selector in selectors.split(',') {
            let selector = selector.rsplit("*/").next().unwrap_or_default().trim();
            if declared.no_marks && matches!(selector, "ol" | "li" | "*" | "ul li" | "ol li") {
                self.no_marks = true;
            }
            let name = selector.split_once(['.', '#']).map(|(_, name)| name);
            if declared.flex
                && self.flex.len() < MOST
                && let Some(name) = name
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            {
                self.flex.insert(name.to_owned());
            }
        }
    }

    /// Whether one of the names, apart by spaces, stands for a row of boxes.
    pub(super) fn is_flex(&self, names: &str) -> bool {
        !self.flex.is_empty()
            && names
                .split_ascii_whitespace()
                .any(|name| self.flex.contains(name))
    }

    /// Whether the page takes the marks from all its lists.
    pub(super) fn lists_have_no_marks(&self) -> bool {
        self.no_marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read() {
        assert!(declarations("color:red; DISPLAY : none !important").hidden);
        assert!(declarations("display:flex").flex);
        assert!(declarations("list-style:none outside").no_marks);
        assert_eq!(declarations("background:url(none)"), Declared::default());
        assert_eq!(numbering("list-style-type: upper-roman"), Some('I'));
        assert_eq!(numbering("color:red"), None);
    }

    #[test]
    fn sheets_name_their_rows() {
        let mut sheet = Sheet::default();
        sheet.add("/* a */ .no,div.f{display:flex;x:y} @media print{.p{display:flex}} ol{list-style:none}");
        assert!(sheet.is_flex("x no") && sheet.is_flex("f"));
        assert!(!sheet.is_flex("p") && sheet.lists_have_no_marks());
        sheet.add("}}}{{{;;@import x;.q{display:flex}");
    }
}
