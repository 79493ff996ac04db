//! The person and the organ that a label's value names.

use std::ops::Range;

use crate::document::Document;
use crate::text::is_han;
use crate::values::organ::ends_as_organ;
use crate::values::person::{is_name, names_of_list};
use crate::values::without_spaces;

/// The person in a label's value: the last name, organs before it left out.
pub(super) fn person_in(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    let text = text.trim_end_matches([',', ' ', '(', ':', '、']);
    if text.contains('*') {
        return None;
    }
    // `林舟（市民政局）`, `林舟（办公室主任）`
    let office = text.split_once('(').filter(|(name, office)| {
        let office = office.trim_end_matches(')');
        is_name(&without_spaces(name))
            && (2..=OFFICE).contains(&office.chars().count())
            && office.chars().all(is_han)
    });
    if let Some((name, _)) = office {
        return Some(range.start..range.start + name.len());
    }
    if let Some(cut) = glued_organ(text) {
        return Some(range.start + cut..range.start + text.len());
    }
    let names = names_of_list(text);
    let fits = |name: &Range<usize>| {
        !ends_as_organ(&without_spaces(&text[name.clone()]))
            || text[name.clone()].chars().count() <= 3
    };
    let name = names.into_iter().rfind(fits)?;
    Some(range.start + name.start..range.start + name.end)
}

/// The longest name of an office or a post behind a person, in characters.
const OFFICE: usize = 24;

/// How the units of an organ end, in which persons are to be reached.
pub(super) const UNIT: [char; 5] = ['科', '股', '室', '处', '部'];

/// Where a name begins that is glued to its organ: `县文化局戴明川`.
pub(super) fn glued_organ(text: &str) -> Option<usize> {
    let count = text.chars().count();
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    [3, 2]
        .into_iter()
        .filter(|len| count >= len + 3)
        .map(|len| starts[count - len])
        .find(|&at| {
            (ends_as_organ(&text[..at]) || text[..at].ends_with(UNIT))
                && text[..at].chars().all(is_han)
                && is_name(&text[at..])
                && !ends_as_organ(&text[at..])
        })
}

pub(super) fn organ_in(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    let word = text
        .split([' ', ',', '、', '('])
        .find(|word| !word.is_empty())?;
    let start = range.start + text.find(word)?;
    (word.chars().count() >= 3 && !word.contains('*')).then_some(start..start + word.len())
}
