//! Contact persons 联系人, their units and telephone numbers.
//!
//! Stand in the tail or in a note: `（联系人：… 电话：…）`, `联系单位及电话：… 2960000`, `承办人及联系电话`.
//! What stands together is one contact; a second `name number` line below is another, and so is a name with
//! its office before a second 电话.
//! Refuses masked names and numbers, fax numbers, leaders (承办负责人, 主管领导), a site's footer, numbers
//! that a sentence of the body tells to call.

mod below;
mod footer;
mod label;
mod person;

use std::ops::Range;

use serde_json::{Map, Value};

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::labels::{Labelled, is_unit};
use crate::record::Kind;
use crate::values::phone::{find_phones, tidy_phone};

use below::take_lines_below;
use footer::is_imprint;
use label::take_label;

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
            "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n（联系人：林舟，电话：0000-8203391、\n13800000000）\n",
            r#"[{"name":"林舟","phones":["0000-8203391","13800000000"]}]"#,
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
    source: include_str!("mod.rs"),
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

impl Contact {
    /// Nobody yet, on line `line`.
    fn at(line: usize) -> Contact {
        Contact {
            last_line: line,
            ..Contact::default()
        }
    }

    fn put(&mut self, document: &Document, key: &str, span: Range<usize>) {
        let value = document.value(span.clone());
        self.fields.insert(key.to_owned(), value.into());
        self.spans.push(span);
    }
}

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
    let mut contacts = labelled_contacts(document, findings);
    if contacts.is_empty() && document.kind.kind == Kind::ProposalReply {
        contacts.extend(in_sentence(document));
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

/// The contacts that labels tell.
fn labelled_contacts(document: &Document, findings: &Findings) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    let mut leader_line = None;
    // Several are a list of the offices of a place.
    let labels = document.labels.iter();
    let units = labels.filter_map(|label| unit_before(document, label));
    let lists_offices = units.count() > 2;
    for label in &document.labels {
        if matches!(label.key, "leader" | "fax") {
            leader_line = Some(label.line);
        }
        if !KEYS.contains(&label.key) || is_of_others(document, findings, label) {
            continue;
        }
        if label.value.is_empty() {
            if label.key != "phone" {
                take_lines_below(document, label, &mut contacts);
            }
            continue;
        }
        if let Some(unit) = unit_before(document, label) {
            if !lists_offices && is_of_office(document.text(unit.clone())) {
                contacts.push(contact_of_unit(document, label, unit));
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
    contacts
}

/// Whether a label tells whom to reach at somebody else's: at the page's site, the paper's, or where a
/// sentence sends the public.
fn is_of_others(document: &Document, findings: &Findings, label: &Labelled) -> bool {
    document.layout.is_furniture(label.line)
        || label.line < document.lines.start
        || is_imprint(document, label)
        || is_for_the_public(document, findings, label)
}

/// The telephone of the letter's last sentences: `贵委如还有意见，请与我局调控科联系，电话6207715。`
fn in_sentence(document: &Document) -> Option<Contact> {
    let end = document.layout.body_end.min(document.layout.attachments);
    let last = end.saturating_sub(LAST).max(document.layout.body)..end;
    last.rev().find_map(|index| {
        let line = document.line(index);
        let words = ["联系,电话", "联系("];
        let at = words
            .iter()
            .find_map(|word| Some(line.find(word)? + word.len()))?;
        let start = document.line_start(index) + at;
        let rest = line[at..].split('。').next().unwrap_or_default();
        // Of the same sentence, and of the office that writes.
        let sentence = line[..at].rsplit('。').next().unwrap_or_default();
        let own = [
            "我局",
            "我委",
            "我办",
            "我厅",
            "我院",
            "我镇",
            "我乡",
            "本局",
            "我单位",
            "我中心",
        ];
        let asks = own.iter().any(|own| {
            sentence.contains(&format!("请与{own}")) || sentence.contains(&format!("可与{own}"))
        });
        let phones = phones_in(document, start..start + rest.len());
        let mut contact = Contact::at(index);
        add_phones(document, &mut contact, phones);
        (asks && contact.fields.contains_key("phones")).then_some(contact)
    })
}

/// So many of a letter's last paragraphs may tell how to reach its office.
const LAST: usize = 3;

/// The unit whose telephone a label gives: `镇规划建设办联系电话：…`.
fn unit_before(document: &Document, label: &Labelled) -> Option<Range<usize>> {
    let unit = document.line_start(label.line)..label.label.start;
    (label.key == "phone" && is_unit(document.text(unit.clone()))).then_some(unit)
}

/// Whether a sentence of the body tells anybody where to turn, and names no contact: `可向社区申请，电话：…`.
fn is_for_the_public(document: &Document, findings: &Findings, label: &Labelled) -> bool {
    const TURN: [&str; 9] = [
        "可向", "可到", "申请", "投诉", "举报", "拨打", "求助", "预约", "报警",
    ];
    let before = document.text(document.line_start(label.line)..label.label.start);
    // Below the day of signing contacts stand.
    let signed = findings.spans("dates.written").first();
    let body = signed.is_none_or(|day| label.label.start < day.start);
    label.key == "phone"
        && body
        && before.ends_with([',', '。'])
        && !["联系", "经办人", "承办人", "承办单位", "承办科"]
            .iter()
            .any(|word| before.contains(word))
        && TURN.iter().any(|word| before.contains(word))
}

/// Whether a unit answers for what its office writes: not one to which complaints go.
fn is_of_office(unit: &str) -> bool {
    ![
        "监督",
        "举报",
        "纪检",
        "纪委",
        "投诉",
        "信访",
        "提案委",
        "代工委",
    ]
    .iter()
    .any(|word| unit.contains(word))
}

fn contact_of_unit(document: &Document, label: &Labelled, unit: Range<usize>) -> Contact {
    let mut contact = Contact::at(label.line);
    contact.put(document, "org", unit);
    let phones = phones_in(document, label.value.clone());
    add_phones(document, &mut contact, phones);
    contact
}

/// The telephone numbers in a stretch of the document.
fn phones_in(document: &Document, range: Range<usize>) -> Vec<Range<usize>> {
    find_phones(document.text(range.clone()))
        .into_iter()
        .map(|phone| range.start + phone.start..range.start + phone.end)
        .collect()
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
