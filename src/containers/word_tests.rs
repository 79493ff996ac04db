//! One letter in every format of Word: each gives the same characters.

use std::collections::BTreeMap;

use super::{Content, Trouble, doc, docx, odt, rtf};

const TRUTH: &str = include_str!("../../fixtures/containers/truth.txt");

/// How often each character stands in a text, white space aside.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

fn assert_is_letter(outcome: Result<Content, Trouble>) {
    let text = outcome.unwrap().text;
    assert_eq!(counted(&text), counted(TRUTH), "{text}");
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    assert!(lines.contains(&"云科函〔2023〕117号\t签发人：欧阳堃"));
    assert!(lines.contains(&"云岭市科学技术局办公室\t2023年6月20日印发"));
    let row = "2\t科技成果转化引导基金\t市财政局、市科技局\t5,000\t2024年6月30日";
    assert!(lines.contains(&row));
}

#[test]
fn the_letter_is_whole_in_each_format() {
    assert_is_letter(docx::read(include_bytes!(
        "../../fixtures/containers/letter_pydocx.docx"
    )));
    assert_is_letter(doc::read(include_bytes!(
        "../../fixtures/containers/letter_pydocx.doc"
    )));
    assert_is_letter(doc::read(include_bytes!(
        "../../fixtures/containers/letter_as.wps"
    )));
    assert_is_letter(odt::read(include_bytes!(
        "../../fixtures/containers/letter_pydocx.odt"
    )));
    assert_is_letter(rtf::read(include_bytes!(
        "../../fixtures/containers/letter_pydocx.rtf"
    )));
}
