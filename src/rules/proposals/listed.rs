//! A proposal told on a line of its own above the letter: `提案：第25号——关于…的提案`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::reference::Located;
use crate::document::Document;
use crate::pattern::pattern;
use crate::values::proposal::{Assembly, Reference, SERIAL};

static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<k>提案|建议|议案): *第?(?P<n>{SERIAL})号 *-* *(?P<t>关于.{{4,80}})$"
    ))
});

/// The number and the title of such a line, as a reference with its place and as bytes of the match view.
pub(super) fn listed(document: &Document) -> Option<(Located, Range<usize>)> {
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    head.into_iter().find_map(|index| {
        let line = document.line(index);
        if !line.starts_with(['提', '建', '议']) {
            return None;
        }
        let found = LISTED.captures(line)?;
        let start = document.line_start(index);
        let (number, title) = (found.name("n")?, found.name("t")?);
        let reference = Reference {
            assembly: (&found["k"] == "提案").then_some(Assembly::Cppcc),
            numbers: vec![number.as_str().to_owned()],
            ..Reference::default()
        };
        let span = start + number.start()..start + number.end();
        Some((
            (reference, vec![span]),
            start + title.start()..start + title.end(),
        ))
    })
}
