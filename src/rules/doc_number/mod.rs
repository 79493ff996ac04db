//! The document number 发文字号.
//!
//! Agency code, year in six-sided brackets, serial, 号 (GB/T 9704-2012 §7.2.5); orders 令第N号 and
//! announcements 公告N年第N号 as printed. A document's own number stands on a line of the head, alone or
//! with signer, result, disclosure or the title behind it, behind a label (发文字号, 文号), in brackets behind
//! the title or behind it on its line, at the beginning of a text that lost its line breaks, or with the
//! date in brackets below the title (`（云检〔1989〕5号　1989年10月16日）`). Behind its label year and serial may
//! stand without a code (`〔2021〕93号`). Any kind of bracket is read; the value has 〔〕 and Arabic digits, and
//! the zeros that a register's letter has behind it (`〔2023〕闭05号`).
//! Refuses: numbers cited in the body or behind a book title, proposal references, case numbers,
//! standards, 无, and damaged numbers (`云管函〔2025〕456` without 号), which give a warning.

mod head;
mod order;
mod written;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::kind::is_list_of_replies;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::values::doc_number::{NumberMatch, find_doc_numbers, has_damaged_number};
use head::head_numbers;
use order::order_over_two_lines;
use written::{set, value};

pub(super) static RULE: Rule = Rule {
    field: "doc_number",
    label: "发文字号",
    schema: TEXT,
    extra: &[(
        "doc_number_parts",
        r#"{"type":"object","properties":{"code":{"type":"string"},"year":{"type":"integer"},"serial":{"type":"integer"},"serial_to":{"type":"integer"}},"required":["code","serial"]}"#,
    )],
    queries: &[QueryField {
        names: &["文号", "发文字号", "doc_number"],
        part: "",
        compare: Compare::DocNumber,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "云科[２０２２]３２号          签发人:陆知行\n关于第8号建议的答复\n陆知行代表：\n",
            r#""云科〔2022〕32号""#,
        ),
        (
            "关于规范公示栏的通知（云办发【2018】5号）\n各单位：\n",
            r#""云办发〔2018〕5号""#,
        ),
        (
            "发文字号：许科字〔2017〕091号\n标题：关于第8号建议的答复\n",
            r#""许科字〔2017〕91号""#,
        ),
        (
            "云川市人民政府令\n\n第31号\n\n《云川市停车管理办法》已经通过，现予公布，自即日起施行。\n",
            r#""云川市人民政府令第31号""#,
        ),
        (
            "山南省国家税务局公告2015年第9号\n关于征收管理事项的公告\n",
            r#""山南省国家税务局公告2015年第9号""#,
        ),
    ],
    refuses: &[
        "陆知行代表：\n根据《意见》（国办发〔2014〕46号）的要求，现答复如下：\n灶台已经换好。\n",
        "云管函﹝2025﹞456\n关于第8号建议的答复\n陆知行代表：\n",
        "发文字号:无\n关于第8号建议的答复\n陆知行代表：\n",
        "发文字号\n索引号\n005000000/2024-00013\n",
        "关于贯彻国办发〔2014〕46号文件的通知\n各单位：\n",
    ],
    source: include_str!("mod.rs"),
};

/// A year in any brackets.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（\[［〔](?P<y>\d{4})[)）\]］〕]"));
fn find(document: &Document, findings: &mut Findings) {
    if matches!(
        document.kind.kind,
        Kind::NewspaperArticle | Kind::WorkReport
    ) {
        return;
    }
    if document.kind.kind == Kind::Other && is_list_of_replies(document) {
        return;
    }
    let in_text = head_numbers(document);
    let labelled = labelled_number(document);
    if let (Some((_, a)), Some((_, b))) = (in_text.first(), &labelled)
        && value(document, a) != value(document, b)
    {
        findings.warn(
            "doc_number_conflict",
            Some("doc_number"),
            "page and document print different numbers",
            Some(b.range.start),
        );
    }
    let order = order_over_two_lines(document);
    let tagged = document.tagged("doc_number").next().is_some();
    let own = match labelled {
        Some(labelled) if tagged => Some(labelled),
        labelled => in_text.into_iter().next().or(labelled),
    };
    // `某某局公告` above `2022年第18号`: the number alone is but its second half.
    let half = own.as_ref().is_some_and(|(_, number)| {
        let lone = order.as_ref().filter(|spans| spans.len() > 1);
        number.code.is_empty() && lone.is_some_and(|spans| spans.last() == Some(&number.range))
    });
    match (own.filter(|_| !half), order) {
        (Some((rule, number)), _) => set(document, findings, &number, rule),
        (None, Some(spans)) => {
            let text: String = spans
                .iter()
                .map(|span| document.value(span.clone()))
                .collect();
            findings.set(
                "doc_number",
                YEAR.replace(&text, "〔$y〕")
                    .replace(['(', ')', '（', '）'], ""),
                spans,
                "doc_number_order",
            );
        }
        (None, None) => match labelled_half(document) {
            Some(span) => {
                let text = document.value(span.clone());
                let value = YEAR.replace(&text, "〔$y〕");
                findings.set("doc_number", value, vec![span], "doc_number_label");
            }
            None => warn_of_damage(document, findings),
        },
    }
}

fn shifted(mut number: NumberMatch, by: usize) -> NumberMatch {
    for range in [
        &mut number.range,
        &mut number.code,
        &mut number.middle,
        &mut number.hao,
    ] {
        *range = range.start + by..range.end + by;
    }
    number
}

/// Year and serial without a code, as whole value of a label: `文号：〔2021〕93号`.
fn labelled_half(document: &Document) -> Option<Range<usize>> {
    let mut labels = document.labelled("doc_number");
    let whole = labels.find(|label| order::is_half(document.text(label.value.clone())))?;
    Some(whole.value.clone())
}

fn labelled_number(document: &Document) -> Option<(&'static str, NumberMatch)> {
    let label = document
        .labelled("doc_number")
        .find(|label| !find_doc_numbers(document.text(label.value.clone())).is_empty())?;
    let number = find_doc_numbers(document.text(label.value.clone()))
        .into_iter()
        .next()?;
    (number.range.start <= 6).then(|| ("doc_number_label", shifted(number, label.value.start)))
}

fn warn_of_damage(document: &Document, findings: &mut Findings) {
    for index in document.lines.start..document.layout.body.min(document.lines.end) {
        let line = document.line(index);
        if line.chars().count() <= 40 && has_damaged_number(line) {
            findings.warn(
                "doc_number_damaged",
                Some("doc_number"),
                "a number that lost its brackets or its 号: year and serial cannot be told apart",
                Some(document.line_start(index)),
            );
        }
    }
}
