//! Lines that a tag printed as text ends: a page's source that somebody saved as a text.

use std::ops::Range;

/// What ends a line where it stands in a text.
const ENDS: [&str; 7] = [
    "</p>", "</div>", "</tr>", "</li>", "<br>", "<br/>", "<br />",
];

/// The lines of which a source line is made, as bytes of it; one where no such tag stands in it.
pub(super) fn lines_in(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let mut tags = memchr::memchr_iter(b'<', &line.as_bytes()[start..]);
        let end = tags.find_map(|at| end_of_tag(line, start + at));
        next = end.filter(|end| *end < line.len());
        Some(start..end.unwrap_or(line.len()))
    })
}

/// Where the tag at byte `at` ends, if it ends a line.
fn end_of_tag(line: &str, at: usize) -> Option<usize> {
    let tag = ENDS.iter().find(|tag| line[at..].starts_with(*tag))?;
    Some(at + tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_ends_at_its_tags() {
        let line = "<p>各市人民政府：</p><p style=\"\"> 现印发给你们。<br/>2017年5月22日</p>";
        let lines: Vec<&str> = lines_in(line).map(|part| &line[part]).collect();
        assert_eq!(
            lines,
            [
                "<p>各市人民政府：</p>",
                "<p style=\"\"> 现印发给你们。<br/>",
                "2017年5月22日</p>"
            ]
        );
        assert!(lines_in("第3<5章").eq([0.."第3<5章".len()]));
        assert!(lines_in("").eq([0..0]));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(line in "(<p>|</p>|<br ?/?>|<|/|文|a| ){0,12}") {
            let parts: String = lines_in(&line).map(|part| line[part].to_owned()).collect();
            prop_assert_eq!(parts, line);
        }
    }
}
