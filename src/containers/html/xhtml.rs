//! Pages that are XML: an element may be closed in its own tag, which HTML does not know.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// `<name attributes/>`.
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<([A-Za-z][A-Za-z0-9]*)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)/>"#)
        .expect("the pattern is fixed")
});

/// Elements that hold nothing in HTML either.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// A page whose `<title/>`, `<p/>` … are closed as HTML closes them, if it says that it is XML.
pub(super) fn as_html(page: &str) -> Cow<'_, str> {
    if !page.trim_start().starts_with("<?xml") {
        return Cow::Borrowed(page);
    }
    CLOSED.replace_all(page, |found: &Captures<'_>| {
        let [whole, name, rest] = [0, 1, 2].map(|at| found.get(at).map_or("", |m| m.as_str()));
        if VOID.iter().any(|void| void.eq_ignore_ascii_case(name)) {
            whole.to_owned()
        } else {
            format!("<{name}{rest}></{name}>")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_close_themselves_are_closed_in_xml_alone() {
        let page = "<?xml version='1.0'?><title/><p class='a/'/><br/><a href=\"/b/\">c</a>";
        let html =
            "<?xml version='1.0'?><title></title><p class='a/'></p><br/><a href=\"/b/\">c</a>";
        assert_eq!(as_html(page), html);
        assert_eq!(as_html("<title/>"), "<title/>");
    }
}
