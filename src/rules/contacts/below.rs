//! Further contacts on the lines below a label.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::person::glued_organ;
use super::{Contact, add_phones, phones_in};
use crate::document::Document;
use crate::labels::Labelled;
use crate::pattern::pattern;
use crate::values::organ::ends_as_organ;
use crate::values::person::names_of_list;

pub(super) fn take_lines_below(document: &Document, label: &Labelled, contacts: &mut Vec<Contact>) {
    for index in (label.line + 1..document.lines.end).take(4) {
        let line = document.line(index);
        if !ends_in_number(line) {
            break;
        }
        let Some(found) = NAME_AND_NUMBER.captures(line) else {
            break;
        };
        let Some(number) = found.name("p") else {
            break;
        };
        let start = document.line_start(index);
        let name = found.name("n").map(|name| name.range());
        let glued = found.name("g").and_then(|words| {
            let cut = glued_organ(words.as_str())?;
            Some((
                words.start()..words.start() + cut,
                words.start() + cut..words.end(),
            ))
        });
        // `林舟（市公安局法制支队）`
        let organ = found
            .name("o")
            .or(found.name("u"))
            .map(|organ| organ.range());
        let (organ, name) = match (glued, name) {
            (Some((organ, name)), _) => (Some(organ), name),
            (None, Some(name)) => (organ, name),
            (None, None) => break,
        };
        // `监督电话：0000-6630001` is nobody's name.
        let line_of_public = ["电话", "热线", "传真"]
            .iter()
            .any(|word| line[name.clone()].ends_with(word));
        if names_of_list(&line[name.clone()]).len() != 1
            || line_of_public
            || document.layout.has_label(index)
        {
            break;
        }
        let shifted = |part: &Range<usize>| start + part.start..start + part.end;
        let mut contact = Contact::at(index);
        contact.put(document, "name", shifted(&name));
        if let Some(organ) = organ.filter(|organ| ends_as_organ(&line[organ.clone()])) {
            contact.put(document, "org", shifted(&organ));
        }
        let phones = phones_in(document, shifted(&number.range()));
        add_phones(document, &mut contact, phones);
        contacts.push(contact);
    }
}

/// Whether a line ends as [`NAME_AND_NUMBER`] does, which is dear.
fn ends_in_number(line: &str) -> bool {
    let of_number =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '─' | ' ' | '(' | ')' | '、' | ',');
    line.chars()
        .rev()
        .take_while(|&c| of_number(c))
        .nth(SHORTEST - 1)
        .is_some()
}

/// The shortest number of a contact, in characters.
const SHORTEST: usize = 7;

/// `林舟 0000-8882243`, `市医保局林舟，0000-8882243`: a further person below the first.
static NAME_AND_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?(?:(?:(?P<o>\p{Han}{3,24}) +)?(?P<n>\p{Han}{1,3} {0,3}\p{Han}{1,3})(?: ?\((?P<u>\p{Han}{3,24})\))?|(?P<g>\p{Han}{5,24}))[ :,]+(?P<p>[\d\-—─ ()、,]{7,40})\)?$",
    )
});
