//! Contacts behind a label.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::person::{UNIT, glued_organ, organ_in, person_in};
use super::{Contact, add_phones, phones_in};
use crate::document::Document;
use crate::labels::Labelled;
use crate::pattern::pattern;
use crate::text::is_han;
use crate::values::organ::ends_as_organ;
use crate::values::person::{begins_with_surname, is_name, names_of_list};
use crate::values::phone::find_phones;

/// Adds what a label of contacts bears to the contact that it belongs to, or as a new one.
pub(super) fn take_label(document: &Document, label: &Labelled, contacts: &mut Vec<Contact>) {
    if matches!(label.key, "postcode" | "address") {
        return take_address(document, label, contacts);
    }
    let phones = phones_in(document, label.value.clone());
    if let Some(several) = several(document, label, &phones) {
        contacts.extend(several);
        return;
    }
    let words_end = phones.first().map_or(label.value.end, |phone| phone.start);
    let words = label.value.start..words_end;
    let name = match label.key {
        "phone" => {
            name_before(document, label, contacts).or_else(|| name_behind(document, label, &phones))
        }
        _ => person_in(document, words.clone()),
    };
    let org = match label.key {
        "contact_org" | "contact_org_and_phone" | "contact_org_and_person" => {
            organ_in(document, words.clone())
        }
        _ => None,
    };
    let org = org.filter(|org| name.as_ref() != Some(org));
    if name.is_none() && org.is_none() && phones.is_empty() {
        return;
    }
    let others = other_names(document, label, name.as_ref(), words);
    let name = others.first().cloned().or(name);
    let contact = open_contact(contacts, label, name.is_some(), org.is_some());
    contact.last_line = label.line;
    for (key, span) in [("name", name), ("org", org)] {
        if let Some(span) = span {
            contact.put(document, key, span);
        }
    }
    let wrapped = wrapped_phones(document, label, &phones);
    add_phones(document, contact, phones);
    add_phones(document, contact, wrapped);
    for span in others.into_iter().skip(1) {
        // The telephone on their line is the first one's.
        let mut contact = Contact::at(label.line);
        contact.put(document, "name", span);
        contacts.push(contact);
    }
}

/// Adds a postcode or an address to the contact above it.
fn take_address(document: &Document, label: &Labelled, contacts: &mut [Contact]) {
    let last = contacts.last_mut();
    if let Some(contact) = last.filter(|contact| label.line <= contact.last_line + 2) {
        contact
            .fields
            .entry(label.key)
            .or_insert_with(|| document.value(label.value.clone()).into());
        contact.spans.push(label.value.clone());
    }
}

/// The last contact, where it is near and has room for a name or an office, else a new one.
fn open_contact<'c>(
    contacts: &'c mut Vec<Contact>,
    label: &Labelled,
    named: bool,
    of_organ: bool,
) -> &'c mut Contact {
    let open = contacts.last().is_some_and(|contact| {
        let has = |key| contact.fields.contains_key(key);
        let clash = named && has("name") || of_organ && (has("org") || has("name"));
        label.line <= contact.last_line + 3 && !clash
    });
    if !open {
        contacts.push(Contact::default());
    }
    contacts
        .last_mut()
        .expect("there is one, or one was pushed")
}

/// The contacts of a joint letter behind one label, each with office, name and number:
/// `联系人：市民政局 林舟 0000-8130066，市卫健委 沈若岚 0000-8130188`.
fn several(document: &Document, label: &Labelled, phones: &[Range<usize>]) -> Option<Vec<Contact>> {
    if phones.len() < 2 || label.key == "phone" {
        return None;
    }
    let marks = [',', ';', '、', '。', '|'];
    let mut contacts = Vec::new();
    let mut from = label.value.start;
    for phone in phones {
        let words = document.text(from..phone.start);
        let apart = words.trim_start_matches(')').starts_with(marks);
        let words = words.trim_start_matches(|c| matches!(c, ' ' | ')') || marks.contains(&c));
        let start = phone.start - words.len();
        if from > label.value.start && !apart {
            return None;
        }
        let words = start..phone.start;
        let name = person_in(document, words.clone())?;
        let mut contact = Contact::at(label.line);
        let org = organ_in(document, words).filter(|org| org.end <= name.start);
        contact.put(document, "name", name);
        if let Some(org) = org {
            contact.put(document, "org", org);
        }
        add_phones(document, &mut contact, vec![phone.clone()]);
        contacts.push(contact);
        from = phone.end;
    }
    Some(contacts)
}

/// The numbers at the beginning of the next line, where a list of numbers breaks off: `0000-8203391、`.
fn wrapped_phones(
    document: &Document,
    label: &Labelled,
    phones: &[Range<usize>],
) -> Vec<Range<usize>> {
    let next = label.line + 1;
    let open = document.line(label.line).ends_with(['、', ',', '/']);
    if !open || phones.is_empty() || next >= document.lines.end {
        return Vec::new();
    }
    let (line, start) = (document.line(next), document.line_start(next));
    let first = find_phones(line).into_iter().next();
    let first = first.filter(|phone| phone.start == 0);
    first
        .map(|phone| start..start + phone.end)
        .into_iter()
        .collect()
}

/// The names of a list of persons that a label bears: `联系人：甲、乙`; empty where there is but one.
fn other_names(
    document: &Document,
    label: &Labelled,
    name: Option<&Range<usize>>,
    words: Range<usize>,
) -> Vec<Range<usize>> {
    let text = document
        .text(words.clone())
        .trim_end_matches([',', ' ', ';']);
    let listed = text.contains('、') || are_persons(text);
    if label.key != "contact" || name.is_none() || !listed {
        return Vec::new();
    }
    // `养护处 甲、乙`
    let unit = text.rfind(' ').filter(|&at| text[..at].ends_with(UNIT));
    let behind = unit.map_or(0, |at| at + 1);
    let words = words.start + behind..words.end;
    let text = &text[behind..];
    let names = names_of_list(text);
    let named: usize = names.iter().map(Range::len).sum();
    let marks: usize = text.matches(['、', ' ']).map(str::len).sum();
    if names.len() < 2 || named + marks < text.len() {
        return Vec::new();
    }
    let shift = |name: Range<usize>| words.start + name.start..words.start + name.end;
    names.into_iter().map(shift).collect()
}

/// Whether all words of a text are names of persons, which spaces set apart: `林舟  王二`; no office and its person.
fn are_persons(text: &str) -> bool {
    // `文旅 林舟`: two characters are an office as often.
    let apart = text.contains("  ");
    let person = |word: &str| {
        let long = word.chars().count();
        let titled = ["经理", "老师", "主任", "科长", "队长"];
        (long == 3 || apart && long == 2)
            && begins_with_surname(word)
            && is_name(word)
            && !ends_as_organ(word)
            && !word.ends_with(UNIT)
            && !titled.iter().any(|title| word.ends_with(title))
    };
    text.split_whitespace().nth(1).is_some() && text.split_whitespace().all(person)
}

/// `…；艾青禾，电话：…`, `艾青禾（州民政局）　电话：…`, `州民政局养老科艾青禾，电话：…`: a further name in a list of
/// contacts.
fn name_before(
    document: &Document,
    label: &Labelled,
    contacts: &[Contact],
) -> Option<Range<usize>> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:[;。] *(?P<n>\p{Han}{2,4})|^ *(?P<b>\p{Han}{2,4})\(\p{Han}{3,24}\))[, ]*$")
    });
    let start = document.line_start(label.line);
    let before = document.text(start..label.label.start);
    let Some(found) = NAME.captures(before) else {
        // Behind the number of the one before it, or on a line of its own.
        let words = before.trim_end_matches([',', ';', ' ']);
        let from = words
            .rfind(|c: char| c.is_ascii_digit())
            .map_or(0, |at| at + 1);
        let own = words[from..].trim_start_matches([')', ';', ',', '。', ' ']);
        let at = words.len() - own.len();
        let named = contacts
            .iter()
            .any(|contact| contact.fields.contains_key("name"));
        let further = named && words.len() < before.len() && before.ends_with([',', ';']);
        // `省财政厅资环处 林舟`, or glued.
        let apart = own.rsplit_once(' ').filter(|(office, name)| {
            let unit = ends_as_organ(office) || office.ends_with(UNIT);
            unit && office.chars().all(is_han) && is_name(name)
        });
        let name = apart.map(|(_, name)| own.len() - name.len());
        return Some(at + name.or_else(|| glued_organ(own)).filter(|_| further)?)
            .map(|name| start + name..start + words.len());
    };
    let name = found.name("n").or_else(|| found.name("b"))?;
    is_name(name.as_str()).then(|| start + name.start()..start + name.end())
}

/// `电话：0000-5190876（就业促进科 应天）`: who answers the telephone.
fn name_behind(
    document: &Document,
    label: &Labelled,
    phones: &[Range<usize>],
) -> Option<Range<usize>> {
    let behind = phones.last()?.end..label.value.end;
    let text = document.text(behind.clone());
    let inner = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    if let Some(inner) = inner {
        // Behind one of several numbers an office may stand: `2110122（公安）、2133456（交通）`.
        let surnamed = begins_with_surname(inner);
        let named = phones.len() == 1 || surnamed;
        let inner = behind.start + 1..behind.start + 1 + inner.len();
        return named.then(|| person_in(document, inner)).flatten();
    }
    // `电话：4631077　卞之山`
    let name = text.trim_matches([' ', ')']);
    let start = behind.start + text.len() - text.trim_start().len();
    (text.starts_with(' ') && is_name(name)).then(|| start..start + name.len())
}
