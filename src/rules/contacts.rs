//! Contact persons 联系人, their units and telephone numbers.
//!
//! Stand in the tail or in a note: `（联系人：… 电话：…）`, `联系单位及电话：… 2960000`, `承办人及联系电话`.
//! What stands together is one contact; a second `name number` line below is another. Refuses masked
//! names and numbers, fax numbers, leaders (承办负责人, 主管领导), a site's footer.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::labels::Labelled;
use crate::record::Kind;
use crate::values::organ::ends_as_organ;
use crate::values::person::{is_name, names_of_list};
use crate::values::phone::{find_phones, tidy_phone};
use crate::values::{pattern, without_spaces};

pub(super) static RULE: Rule = Rule {
    field: "contacts",
    label: "联系人",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"org":{"type":"string"},"phones":{"type":"array","items":{"type":"string"}},"postcode":{"type":"string"},"address":{"type":"string"}}},"minItems":1}"#,
    extra: &[],
    queries: &[
        QueryField {
            names: &["联系人", "contact"],
            part: "name",
            compare: Compare::Contains,
        },
        QueryField {
            names: &["电话", "phone"],
            part: "phones",
            compare: Compare::Contains,
        },
    ],
    find,
    show: show_contacts,
    finds: &[
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n(联系人: 林舟\n\n2022年6月24日\n电话: 13800000000\n",
            r#"[{"name":"林舟","phones":["13800000000"]}]"#,
        ),
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n联系单位及电话：云川市科技局  2960000\n",
            r#"[{"org":"云川市科技局","phones":["2960000"]}]"#,
        ),
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n联系电话：0000-5363118      联系人：林舟\n",
            r#"[{"phones":["0000-5363118"],"name":"林舟"}]"#,
        ),
    ],
    refuses: &[
        "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n承办负责人：林舟\n",
        "陆知行代表：\n联系电话：189******0664\n承办人：邢**\n",
        "主办单位：某县人民政府 联系方式：0000-87720001 地址：县前路3号\n版权所有\n",
    ],
    source: include_str!("contacts.rs"),
};

fn show_contacts(value: &Value) -> String {
    let one = |item: &Value| {
        let texts = ["org", "name"]
            .iter()
            .filter_map(|key| item[key].as_str().map(str::to_owned));
        texts
            .chain([show::plain(&item["phones"])])
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    value.as_array().map_or(String::new(), |list| {
        list.iter().map(one).collect::<Vec<_>>().join("；")
    })
}

/// A contact that is being put together.
#[derive(Default)]
struct Contact {
    fields: Map<String, Value>,
    spans: Vec<Range<usize>>,
    last_line: usize,
}

/// `林舟 0000-8882243`: a further person below the first.
static NAME_AND_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?(?:(?P<o>\p{Han}{3,24}) +)?(?P<n>\p{Han}{1,3} {0,3}\p{Han}{1,3})[ :,]+(?P<p>[\d\-—─ ()、,]{7,40})\)?$",
    )
});

const KEYS: &[&str] = &[
    "contact",
    "contact_and_phone",
    "contact_org",
    "contact_org_and_phone",
    "contact_org_and_person",
    "phone",
    "postcode",
    "address",
];

fn find(document: &Document, findings: &mut Findings) {
    if matches!(
        document.kind.kind,
        Kind::NewspaperArticle | Kind::WorkReport
    ) {
        return;
    }
    let mut contacts: Vec<Contact> = Vec::new();
    let mut leader_line = None;
    for label in &document.labels {
        if matches!(label.key, "accepted_by" | "fax") {
            leader_line = Some(label.line);
        }
        let footer = document.layout.is_furniture(label.line) || label.line < document.lines.start;
        if !KEYS.contains(&label.key) || footer || is_imprint(document, label) {
            continue;
        }
        if label.value.is_empty() {
            if label.key != "phone" {
                take_lines_below(document, label, &mut contacts);
            }
            continue;
        }
        // A number directly behind a leader's name is the leader's.
        let leaders = label.key == "phone"
            && leader_line.is_some_and(|line| line == label.line || line + 1 == label.line)
            && contacts.is_empty();
        if !leaders {
            take_label(document, label, &mut contacts);
            take_lines_below(document, label, &mut contacts);
        }
    }
    for contact in contacts {
        let told = ["name", "phones"]
            .iter()
            .any(|key| contact.fields.contains_key(*key));
        if told {
            findings.add(
                "contacts",
                Value::Object(contact.fields),
                contact.spans,
                "contacts",
            );
        }
    }
}

fn is_imprint(document: &Document, label: &Labelled) -> bool {
    let line = document.line(label.line);
    line.contains("主办单位")
        || line.contains("ICP")
        || line.contains("版权所有")
        || !names_a_contact(document, label.line) && names_a_host(document, label.line)
        || label.line < document.layout.body
            && matches!(label.key, "phone" | "address" | "postcode")
            && document.kind.kind == Kind::ProposalReply
            && !names_a_contact(document, label.line)
}

/// Whether lines beside line `index` say whose site a page is.
fn names_a_host(document: &Document, label_line: usize) -> bool {
    let address = document.line(label_line).contains("地址");
    let near = label_line.saturating_sub(1).max(document.lines.start)..=label_line;
    near.into_iter().any(|index| {
        let line = document.line(index);
        let site = ["ICP", "版权所有", "网站标识码", "公网安备"];
        let host = line.contains("主办") && (address || index == label_line);
        site.iter().any(|word| line.contains(word)) || host
    })
}

/// Whether a contact's label stands on line `index`.
fn names_a_contact(document: &Document, index: usize) -> bool {
    let mut of_line = document.labels.iter().filter(|label| label.line == index);
    of_line.any(|label| label.key.starts_with("contact"))
}

fn take_label(document: &Document, label: &Labelled, contacts: &mut Vec<Contact>) {
    let text = document.text(label.value.clone());
    let start = label.value.start;
    let phones: Vec<Range<usize>> = if label.key == "postcode" || label.key == "address" {
        Vec::new()
    } else {
        find_phones(text)
            .into_iter()
            .map(|range| start + range.start..start + range.end)
            .collect()
    };
    let words_end = phones.first().map_or(label.value.end, |phone| phone.start);
    let words = start..words_end;
    let name = if label.key == "phone" {
        name_before(document, label).or_else(|| name_behind(document, label, &phones))
    } else {
        person_in(document, words.clone())
    };
    let org = match label.key {
        "contact_org" | "contact_org_and_phone" | "contact_org_and_person" => {
            organ_in(document, words.clone())
        }
        _ => None,
    };
    match label.key {
        "postcode" | "address" => {
            if let Some(contact) = contacts
                .last_mut()
                .filter(|contact| label.line <= contact.last_line + 2)
            {
                contact
                    .fields
                    .entry(label.key)
                    .or_insert_with(|| document.value(label.value.clone()).into());
                contact.spans.push(label.value.clone());
            }
            return;
        }
        _ if name.is_none() && org.is_none() && phones.is_empty() => return,
        _ => {}
    }
    let others = other_names(document, label, name.as_ref(), words);
    let name = others.first().cloned().or(name);
    let open = contacts.last_mut().filter(|contact| {
        let near = label.line <= contact.last_line + 3;
        let clash = name.is_some() && contact.fields.contains_key("name")
            || org.is_some()
                && (contact.fields.contains_key("org") || contact.fields.contains_key("name"));
        near && !clash
    });
    let contact = match open {
        Some(contact) => contact,
        None => {
            contacts.push(Contact::default());
            contacts.last_mut().expect("one was just pushed")
        }
    };
    contact.last_line = label.line;
    for (key, span) in [("name", name), ("org", org)] {
        if let Some(span) = span {
            contact
                .fields
                .insert(key.to_owned(), document.value(span.clone()).into());
            contact.spans.push(span);
        }
    }
    add_phones(document, contact, phones);
    for span in others.into_iter().skip(1) {
        let mut contact = Contact {
            last_line: label.line,
            spans: vec![span.clone()],
            ..Contact::default()
        };
        let value = document.value(span);
        contact.fields.insert("name".to_owned(), value.into());
        // The telephone behind them is the first one's.
        contacts.insert(contacts.len() - 1, contact);
        let last = contacts.len() - 1;
        contacts.swap(last - 1, last);
    }
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
    if label.key != "contact" || name.is_none() || !text.contains('、') {
        return Vec::new();
    }
    let names = names_of_list(text);
    let named: usize = names.iter().map(Range::len).sum();
    let marks: usize = text.matches(['、', ' ']).map(str::len).sum();
    if names.len() < 2 || named + marks < text.len() {
        return Vec::new();
    }
    let shift = |name: Range<usize>| words.start + name.start..words.start + name.end;
    names.into_iter().map(shift).collect()
}

fn add_phones(document: &Document, contact: &mut Contact, phones: Vec<Range<usize>>) {
    for span in phones {
        let phone = Value::from(tidy_phone(document.text(span.clone())));
        if let Value::Array(list) = contact
            .fields
            .entry("phones")
            .or_insert_with(|| Value::Array(Vec::new()))
        {
            if !list.contains(&phone) {
                list.push(phone);
            }
            contact.spans.push(span);
        }
    }
}

fn take_lines_below(document: &Document, label: &Labelled, contacts: &mut Vec<Contact>) {
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

/// The person in a label's value: the last name, organs before it left out.
fn person_in(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    let text = text.trim_end_matches([',', ' ', '(', ':', '、']);
    if text.contains('*') {
        return None;
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

/// `…；艾青禾，电话：…`: a further name in a list of contacts on one line.
fn name_before(document: &Document, label: &Labelled) -> Option<Range<usize>> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"[;。] *(?P<n>\p{Han}{2,4})[, ]*$"));
    let start = document.line_start(label.line);
    let name = NAME
        .captures(document.text(start..label.label.start))?
        .name("n")?;
    is_name(name.as_str()).then(|| start + name.start()..start + name.end())
}

/// `电话：0000-5190876（就业促进科 应天）`: who answers the telephone.
fn name_behind(
    document: &Document,
    label: &Labelled,
    phones: &[Range<usize>],
) -> Option<Range<usize>> {
    let behind = phones.last()?.end..label.value.end;
    let inner = document
        .text(behind.clone())
        .strip_prefix('(')?
        .strip_suffix(')')?;
    person_in(document, behind.start + 1..behind.start + 1 + inner.len())
}

/// Where a name begins that is glued to its organ: `县文化局戴明川`.
fn glued_organ(text: &str) -> Option<usize> {
    let count = text.chars().count();
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    [3, 2]
        .into_iter()
        .filter(|len| count >= len + 3)
        .map(|len| starts[count - len])
        .find(|&at| {
            ends_as_organ(&text[..at])
                && text[..at].chars().all(crate::text::is_han)
                && is_name(&text[at..])
                && !ends_as_organ(&text[at..])
        })
}

fn organ_in(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    let word = text
        .split([' ', ',', '、', '('])
        .find(|word| !word.is_empty())?;
    let start = range.start + text.find(word)?;
    (word.chars().count() >= 3 && !word.contains('*')).then_some(start..start + word.len())
}
