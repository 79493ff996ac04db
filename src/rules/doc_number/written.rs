//! A number as the record gives it: 〔〕, Arabic digits, the document's own characters, its parts.

use serde_json::json;

use crate::document::{Document, Findings};
use crate::values::doc_number::{Form, NumberMatch};
use crate::values::{tidy, without_spaces};

pub(super) fn set(
    document: &Document,
    findings: &mut Findings,
    number: &NumberMatch,
    rule: &'static str,
) {
    for oddity in &number.oddities {
        let message = match *oddity {
            "doc_number_bracket" => "the year does not stand in six-sided brackets",
            "doc_number_zero" => "a letter or circle stands for a zero of the number",
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
pub(super) fn value(document: &Document, number: &NumberMatch) -> String {
    let code = without_spaces(document.original(number.code.clone()));
    // `〔2020〕第7号` has no code.
    let code = code.trim_end_matches('第');
    let hao = document.value(number.hao.clone());
    match (number.form, number.year) {
        (Form::Standard | Form::YearFirst, Some(year)) => {
            let middle = without_spaces(document.original(number.middle.clone()));
            // Behind a register's letter zeros are part of its number: `闭05号`.
            let register =
                |c: char| matches!(c, '闭' | '平' | '大' | '会') || c.is_ascii_uppercase();
            let letter = middle.chars().count() == 1 && middle.chars().all(register);
            let one = number.serials.bytes().all(|b| b.is_ascii_digit());
            let zeros = match letter && one {
                true => zeros_before(document.text(number.middle.end..number.hao.start)),
                false => String::new(),
            };
            format!("{code}〔{year}〕{middle}{zeros}{}{hao}", number.serials)
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

/// The zeros that a folded serial is padded with.
fn zeros_before(serial: &str) -> String {
    let digits = serial.chars().skip_while(|c| !c.is_ascii_digit());
    digits.take_while(|c| *c == '0').collect()
}

fn half_width_digit(c: char) -> char {
    let folded = crate::text::fold_char(c);
    if folded.is_ascii_digit() { folded } else { c }
}
