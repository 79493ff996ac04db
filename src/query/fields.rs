//! Names of fields in queries: what looks like one, and what was probably meant.

use crate::index::Layout;
use crate::index::keys::equal_key;
use crate::text::is_han;

/// Whether a text before a colon is meant as a field's name rather than as text (12:30, http://…).
pub(super) fn looks_like_name(name: &str) -> bool {
    let count = name.chars().count();
    let han = name.chars().any(is_han);
    name.chars().all(|c| c.is_alphabetic() || c == '_') && count <= if han { 8 } else { 16 }
}

/// The message about a name that no field has.
pub(super) fn unknown(name: &str, layout: &Layout) -> String {
    format!(
        "{}; to find the text itself put it in quotation marks",
        no_such(name, layout)
    )
}

/// What to say of a name that no field has.
pub(super) fn no_such(name: &str, layout: &Layout) -> String {
    let near = nearest(name, layout);
    let advice = if near.is_empty() {
        let all: Vec<&str> = layout
            .typed
            .iter()
            .map(|field| field.names[0].as_ref())
            .collect();
        format!("fields are {}", all.join(" "))
    } else {
        format!("near it are {}", near.join(" "))
    };
    format!("there is no field {name}; {advice}")
}

/// Up to three names within half of the length in edits, nearest first.
pub(crate) fn nearest<'a>(name: &str, layout: &'a Layout) -> Vec<&'a str> {
    let name: Vec<char> = equal_key(name).chars().collect();
    let mut found: Vec<(usize, &str)> = layout
        .typed
        .iter()
        .flat_map(|field| field.names.iter().map(AsRef::as_ref))
        .map(|known| {
            (
                distance(&name, &equal_key(known).chars().collect::<Vec<_>>()),
                known,
            )
        })
        .filter(|(edits, known)| *edits * 2 <= name.len().max(known.chars().count()))
        .collect();
    found.sort();
    found.into_iter().take(3).map(|(_, known)| known).collect()
}

/// Insertions, deletions and replacements between two names.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_links_are_no_names() {
        for (text, name) in [
            ("文号", true),
            ("doc_number", true),
            ("12", false),
            ("https", true),
            ("一二三四五六七八九", false),
            ("a-b", false),
        ] {
            assert_eq!(looks_like_name(text), name, "{text}");
        }
    }

    #[test]
    fn a_slip_is_answered_with_what_was_meant() {
        let layout = Layout::of_rules();
        assert_eq!(nearest("日朝", &layout), ["日期"]);
        assert_eq!(
            nearest("dates", &layout)[0],
            "date",
            "the nearest comes first"
        );
        assert!(unknown("日朝", &layout).contains("日期"));
        assert!(unknown("天气", &layout).contains("fields are"));
    }
}
