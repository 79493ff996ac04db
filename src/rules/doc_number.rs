//! The document number 发文字号.
//!
//! Agency code, year in six-sided brackets, serial, 号 (GB/T 9704-2012 §7.2.5); orders 令第N号 and
//! announcements 公告N年第N号 as printed. A document's own number stands on a line of the head, alone or
//! with signer, result, disclosure or the title behind it, behind a label (发文字号, 文号), in brackets behind
//! the title, or with the date in brackets below it (`（云检〔1989〕5号　1989年10月16日）`). Any kind of bracket is
//! read; the value has 〔〕 and Arabic digits.
//! Refuses: numbers cited in the body or behind a book title, proposal references, case numbers,
//! standards, 无, and damaged numbers (`云管函〔2025〕456` without 号), which give a warning.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::title::is_title;
use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::kind::is_list_of_replies;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::values::doc_number::{Form, NumberMatch, find_doc_numbers, has_damaged_number};
use crate::values::{tidy, without_spaces};

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
    source: include_str!("doc_number.rs"),
};

/// What may stand before a number on its line: a date, brackets.
static BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\d\-/.年月日 :(\[]*$|^[^。,;《》]{1,40} {2,}$"));
/// What may stand behind it: a result, a signer, words of disclosure, brackets.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?: *\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?| *[二一][九〇○零二][\p{Han}〇○]{1,3}年\p{Han}{1,3}月\p{Han}{1,4}日)?[)\]]*(?:[ \t]*[(\[]?[A-E]\d? ?类?[)\]]?)?(?:[ \t]*[(\[]?(?:不?同意公开|公开|主动公开|不予公开|依申请公开)[)\]]?)?(?: *[(\[]?(?:签 ?发|领导|办理|类|是否|发布|来源|公开)[^。]*)?[ )\]。]*$|^(?: {2,}|\t)[^。]{1,60}$",
    )
});
/// An order's number on a line of its own: 第31号.
static SERIAL_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[(\[]? *(?:\d{4} *年 *)?第 *[\d〇○零一二三四五六七八九十百]{1,6} *号 *[)\]]?$")
});
static ORDER_LINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[\p{Han} ]{2,40}(?:令|公告|通告)|公 *告|通 *告|令)$"));
/// The second half of a number that names its kind of document: `〔2023〕19号` below `专题会议纪要`.
static YEAR_LINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]\d{4}[)\]] *第? *\d{1,5} *号$"));
/// What stands above it.
static MINUTES_LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\p{Han}{0,8}会 *议 *纪 *要$"));
/// A year in any brackets.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（\[［〔](?P<y>\d{4})[)）\]］〕]"));
/// The bracket behind a title.
static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:通知|意见|决定|批复|函|办法|答复|报告|通报|请示|规定|方案|细则|公告|通告|决议|纪要)(?:\([^)]{2,6}\))? *[(\[]$",
    )
});

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
        (None, None) => warn_of_damage(document, findings),
    }
}

fn set(document: &Document, findings: &mut Findings, number: &NumberMatch, rule: &'static str) {
    for oddity in &number.oddities {
        let message = match *oddity {
            "doc_number_bracket" => "the year does not stand in six-sided brackets",
            "doc_number_padded" => "the serial is padded with zeros or has 第 before it",
            _ => "the year has two digits",
        };
        findings.warn(
            oddity,
            Some("doc_number"),
            message,
            Some(number.range.start),
        );
    }
    if document.confidence(number.range.clone()).is_some()
        && number.form == Form::Standard
        && !document.original(number.range.clone()).contains('〔')
    {
        findings.warn(
            "ocr_repaired",
            Some("doc_number"),
            "the brackets are written as 〔〕; the recognised text has others",
            Some(number.range.start),
        );
    }
    let code = tidy(document.original(number.code.clone()));
    let mut parts = json!({"code": without_spaces(&code), "serial": number.serial});
    if let Some(year) = number.year {
        parts["year"] = year.into();
    }
    if let Some(to) = number.serial_to {
        parts["serial_to"] = to.into();
    }
    findings.beside("doc_number_parts", parts);
    findings.set(
        "doc_number",
        value(document, number),
        vec![number.range.clone()],
        rule,
    );
}

/// The number as it is written down: 〔〕, Arabic digits, the document's own characters.
fn value(document: &Document, number: &NumberMatch) -> String {
    let code = without_spaces(document.original(number.code.clone()));
    let hao = document.value(number.hao.clone());
    match (number.form, number.year) {
        (Form::Standard | Form::YearFirst, Some(year)) => {
            let middle = without_spaces(document.original(number.middle.clone()));
            format!("{code}〔{year}〕{middle}{}{hao}", number.serials)
        }
        _ => {
            let text = without_spaces(document.original(number.range.clone()));
            text.chars()
                .map(|c| if c.is_ascii() { c } else { half_width_digit(c) })
                .filter(|c| !"()（）".contains(*c))
                .collect()
        }
    }
}

fn half_width_digit(c: char) -> char {
    let folded = crate::text::fold_char(c);
    if folded.is_ascii_digit() { folded } else { c }
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

/// Numbers on lines of the head that hold little else.
fn head_numbers(document: &Document) -> Vec<(&'static str, NumberMatch)> {
    let end = document
        .layout
        .body
        .max(document.lines.start)
        .min(document.lines.end);
    // Some pages print the number between title and body, others below a contents line: look a little on.
    let mut found = Vec::new();
    let row = |&index: &usize| {
        let line = document.line(index);
        line.starts_with(|c: char| c.is_ascii_digit()) && document.numbers(index).next().is_some()
    };
    let rows = document.lines.clone().filter(row).take(3).count();
    let below = (end + 1).min(document.lines.end);
    for index in document.lines.start..below {
        let line = document.line(index);
        // The body may begin behind a note in brackets: `（1985年5月4日云政〔1985〕38号）  根据…`.
        if index == end && !line.starts_with('(') {
            break;
        }
        for number in document.numbers(index) {
            let (before, after) = (&line[..number.range.start], &line[number.range.end..]);
            let titled = document.kind.kind != Kind::Other
                && before.is_empty()
                && after.starts_with(' ')
                && is_title(after.trim());
            let note = index == end && line[number.range.end..].starts_with(')');
            if index == end && !note {
                continue;
            }
            let behind_title = document.kind.kind != Kind::Other
                && after.is_empty()
                && (before.contains("关于") || before.contains("印发"))
                && is_title(before.trim_end());
            let own_line = (before.is_empty() || behind_title || BEFORE.is_match(before))
                && (after.is_empty() || titled || note || AFTER.is_match(after));
            // A row of a list of documents: its number, a title, the document's number.
            if rows >= 3
                && before.ends_with("  ")
                && before.starts_with(|c: char| c.is_ascii_digit())
            {
                continue;
            }
            let title = IN_TITLE.is_match(before)
                && after.trim_matches([')', ']', ' ']).is_empty()
                && !before.contains('。');
            let start = document.line_start(index);
            if own_line && !document.layout.is_furniture(index) {
                found.push(("doc_number", shifted(number.clone(), start)));
            } else if title && !document.layout.is_furniture(index) {
                found.push(("doc_number_in_title", shifted(number.clone(), start)));
            }
        }
    }
    found
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

/// `云川市人民政府令` on one line, `第31号` on the next; `专题会议纪要` and `〔2023〕19号`.
fn order_over_two_lines(document: &Document) -> Option<Vec<Range<usize>>> {
    if document.kind.kind != Kind::OfficialDocument {
        return None;
    }
    let head = document.lines.start..document.layout.body;
    let find = |serial: &Regex, names: &dyn Fn(&str) -> bool| {
        let serial = head
            .clone()
            .find(|&index| serial.is_match(document.line(index)))?;
        let mut above = (head.start..serial).rev().take(2);
        Some((serial, above.find(|&index| names(document.line(index)))))
    };
    // `…结果的公告` is a title's end.
    let order = |line: &str| {
        ORDER_LINE.is_match(line) && !line.ends_with("的公告") && !line.ends_with("的通告")
    };
    let minutes = || find(&YEAR_LINE, &|line| MINUTES_LINE.is_match(line));
    let (serial, above) =
        find(&SERIAL_LINE, &order).or_else(|| minutes().filter(|(_, above)| above.is_some()))?;
    let range = |index: usize| document.page.lines[index].range.clone();
    // The word may stand apart from its organ.
    let organ = above
        .filter(|&index| {
            index > head.start && document.line(index).chars().filter(|c| *c != ' ').count() <= 2
        })
        .map(|index| index - 1)
        .filter(|&index| crate::values::organ::is_organ(document.line(index)));
    Some(
        organ
            .into_iter()
            .chain(above)
            .chain([serial])
            .map(range)
            .collect(),
    )
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
