//! Documents that a text cites 引用.
//!
//! A title in 《》 with a number in brackets behind it, and numbers alone, anywhere but the document's own
//! number. Refuses titles without a number, the document's own number, proposals that are numbered as
//! documents are (`政协提案〔2021〕9号`).

use std::collections::HashSet;
use std::ops::Range;

use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::text::CharSet;
use crate::values::doc_number::{Form, NumberMatch, ends_as_proposal, key};
use crate::values::without_spaces;

pub(super) static RULE: Rule = Rule {
    field: "citations",
    label: "引用",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"title":{"type":"string"},"doc_number":{"type":"string"},"line":{"type":"integer"}},"required":["doc_number"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["引用", "cites"],
        part: "doc_number",
        compare: Compare::DocNumber,
    }],
    find,
    show: show::citations,
    finds: &[(
        "关于防汛的通知\n各单位：\n根据《防汛工作办法》（云政办〔2019〕58号）和云水〔2020〕3号文件要求，现通知如下。\n",
        r#"[{"title":"防汛工作办法","doc_number":"云政办〔2019〕58号","line":3},{"doc_number":"云水〔2020〕3号","line":3}]"#,
    )],
    refuses: &[
        "关于防汛的通知\n各单位：\n现将《关于修路的提案》（政协提案〔2021〕9号）转给你们，请认真研究，及时答复。\n",
        "云水〔2022〕5号\n关于防汛的通知\n各单位：\n请执行《防汛工作办法》，不得有误，特此通知。\n",
    ],
    source: include_str!("citations.rs"),
};

/// How many citations one record lists.
const MOST: usize = 200;

fn find(document: &Document, findings: &mut Findings) {
    let own: Vec<Range<usize>> = findings.spans("doc_number").to_vec();
    let own_value = findings
        .text("doc_number")
        .map(|number| without_spaces(number).into_owned());
    let mut known = HashSet::new();
    for index in document.lines.clone() {
        if !document.has(index, const { CharSet::of("号") })
            || document.layout.is_furniture(index)
            || known.len() >= MOST
            || is_head_line(document, index)
        {
            continue;
        }
        let (line, start) = (document.line(index), document.line_start(index));
        for number in document.numbers(index) {
            let span = start + number.range.start..start + number.range.end;
            let mine = own
                .iter()
                .any(|own| own.start < span.end && span.start < own.end);
            let value = number_value(document, number, start);
            if mine || own_value.as_deref() == Some(&value) || number.form == Form::NoYear {
                continue;
            }
            let code = &line[number.code.clone()];
            let before = &line[..number.range.start];
            let title = title_before(before);
            if ends_as_proposal(code) && title.clone().is_none_or(|title| is_proposal(&line[title]))
            {
                continue;
            }
            if !known.insert(key(code, number.year, number.serial)) {
                continue;
            }
            let mut spans = vec![span];
            let mut item = json!({});
            if let Some(title) = title {
                let span = start + title.start..start + title.end;
                item["title"] = document.value(span.clone()).into();
                spans.insert(0, span);
            }
            item["doc_number"] = value.into();
            item["line"] = document.source_line(spans[0].start).into();
            findings.add_new("citations", item, spans, "citations");
        }
    }
}

/// The title in 《》 that ends a text, spaces and an opening bracket behind it aside: its bytes.
///
/// It begins with two characters or more of its own; it may hold other titles, and those hold none.
/// By hand, for the pattern that the test holds it against is dear.
fn title_before(text: &str) -> Option<Range<usize>> {
    let text = text.trim_end_matches(' ');
    let text = text.strip_suffix(['(', '[']).unwrap_or(text);
    let all = text.trim_end_matches(' ').strip_suffix('》')?;
    let mut inside = false;
    for (at, mark) in all.rmatch_indices(['《', '》']) {
        match (mark, inside) {
            ("》", true) => return None,
            (_, true) | ("》", _) => inside = !inside,
            _ => {
                let start = at + mark.len();
                let mut own = all[start..].chars().take_while(|&c| c != '《' && c != '》');
                return own.nth(1).map(|_| start..all.len());
            }
        }
    }
    None
}

/// Whether a title is a proposal's.
fn is_proposal(title: &str) -> bool {
    ["提案", "建议", "议案"]
        .iter()
        .any(|kind| title.ends_with(kind))
}

/// A number on a line of the head is the document's own or its page's, whichever was taken.
fn is_head_line(document: &Document, index: usize) -> bool {
    index < document.layout.body && !document.line(index).contains('《')
}

fn number_value(document: &Document, number: &NumberMatch, start: usize) -> String {
    let original = |range: &Range<usize>| {
        without_spaces(document.original(start + range.start..start + range.end))
    };
    match (number.form, number.year) {
        (Form::Standard | Form::YearFirst, Some(year)) => format!(
            "{}〔{year}〕{}{}号",
            original(&number.code),
            original(&number.middle),
            number.serials
        ),
        _ => original(&number.range).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;
    use std::sync::LazyLock;

    use super::*;

    static TITLE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        crate::pattern::pattern(r"《(?P<t>[^《》]{2,120}(?:《[^《》]*》|[^《》])*)》 *[(\[]? *$")
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_title_is_read_as_the_pattern_reads_it(text in r"[《《》》甲乙 (\[]{0,12}[《》甲乙 (\[]{0,8}》 ?[(\[]? ?") {
            let found = TITLE_BEFORE.captures(&text).and_then(|found| found.name("t"));
            prop_assert_eq!(title_before(&text), found.map(|found| found.range()));
        }
    }
}
