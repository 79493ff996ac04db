//! Further contacts on the lines below a label.

use std::sync::LazyLock;

use regex::Regex;

use super::{Contact, add_phones};
use crate::document::Document;
use crate::labels::Labelled;
use crate::pattern::pattern;
use crate::values::organ::ends_as_organ;
use crate::values::person::names_of_list;
use crate::values::phone::find_phones;

pub(super) fn take_lines_below(document: &Document, label: &Labelled, contacts: &mut Vec<Contact>) {
    for index in (label.line + 1..document.lines.end).take(4) {
        let line = document.line(index);
        let Some(found) = NAME_AND_NUMBER.captures(line) else {
            break;
        };
        let (Some(name), Some(number)) = (found.name("n"), found.name("p")) else {
            break;
        };
        if names_of_list(name.as_str()).len() != 1 || document.layout.has_label(index) {
            break;
        }
        let start = document.line_start(index);
        let mut contact = Contact {
            last_line: index,
            ..Contact::default()
        };
        let span = start + name.start()..start + name.end();
        contact
            .fields
            .insert("name".to_owned(), document.value(span.clone()).into());
        contact.spans.push(span);
        if let Some(organ) = found
            .name("o")
            .filter(|organ| ends_as_organ(organ.as_str()))
        {
            let span = start + organ.start()..start + organ.end();
            contact
                .fields
                .insert("org".to_owned(), document.value(span.clone()).into());
            contact.spans.push(span);
        }
        let phones = find_phones(number.as_str())
            .into_iter()
            .map(|range| start + number.start() + range.start..start + number.start() + range.end)
            .collect();
        add_phones(document, &mut contact, phones);
        contacts.push(contact);
    }
}

/// `林舟 0000-8882243`: a further person below the first.
static NAME_AND_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?(?:(?P<o>\p{Han}{3,24}) +)?(?P<n>\p{Han}{1,3} {0,3}\p{Han}{1,3})[ :,]+(?P<p>[\d\-—─ ()、,]{7,40})\)?$",
    )
});
