//! The signer 签发人: who released the document.
//!
//! Stands right of the document number in upward documents (上行文) and in many replies (GB/T 9704-2012
//! §7.2.6); several signers fill the line and the lines below. Web pages also say 签发领导 and 领导署名; on
//! the drafting sheet (发文稿纸) 同意 stands before the name.
//! Refuses: rows of a list of documents, articles and texts of no known kind, handlers (承办负责人,
//! 责任领导), the minister under an order, a name in a sentence (已经局长审签), an empty label.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXTS, show};
use crate::document::{Document, Findings};
use crate::labels::Labelled;
use crate::layout::is_prose;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::values::person::{names_alone, names_of_list};

pub(super) static RULE: Rule = Rule {
    field: "signers",
    label: "签发人",
    schema: TEXTS,
    extra: &[],
    queries: &[QueryField {
        names: &["签发人", "signer"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        ("云科〔2022〕32号      签发人：陆知行\n", r#"["陆知行"]"#),
        (
            "云教〔2022〕31号　签发人：贺　兰　谷雨生\n　　　　　　　　　　　阙　如\n\n关于补贴的请示\n",
            r#"["贺兰","谷雨生","阙如"]"#,
        ),
        (
            "签发人：林小舟    云住建函〔2020〕41号  （B类）\n\n关于第8号建议的答复\n陆知行代表：\n",
            r#"["林小舟"]"#,
        ),
        (
            "缓急：            密级：\n签发：  同意。林 小 舟\n文号：云科〔2022〕32号\n",
            r#"["林小舟"]"#,
        ),
    ],
    refuses: &[
        "签发领导:  浏览:0次\n",
        "承办负责人:佘雪\n",
        "此复函已经我局周以宁局长审签。\n",
    ],
    source: include_str!("signers.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    // What is no document of an office quotes one.
    if matches!(document.kind.kind, Kind::Other | Kind::NewspaperArticle) {
        return;
    }
    // A letter's head names its signers; the words below may be quoted.
    let in_head = document
        .labelled("signers")
        .any(|label| label.line < document.layout.body);
    for label in document
        .labelled("signers")
        .filter(|label| !in_head || label.line < document.layout.body)
        .filter(|label| !in_other_words(document, label) && !in_list(document, label))
    {
        let names = names_in(document, label.value.clone());
        let found = !names.is_empty();
        add(document, findings, names);
        if found {
            beside_number(document, findings, label.line + 1);
        }
        // Further signers of a joint document stand on the lines below, and nothing else does.
        let mut next = label.line + 1;
        while found
            && next < document.lines.end
            && document.page.lines[next].gap == 0
            && !document.layout.has_label(next)
        {
            let range = document.page.lines[next].range.clone();
            let names = names_alone(document.text(range.clone()));
            // `主动公开` on a line of its own is no name.
            let disclosed = document.text(range.clone()).ends_with("公开");
            if names.is_empty() || names.len() > 2 || disclosed {
                break;
            }
            let shift = |name: Range<usize>| range.start + name.start..range.start + name.end;
            add(document, findings, names.into_iter().map(shift).collect());
            next += 1;
        }
    }
}

/// Whether a label stands in a row of a list of documents, and is another one's.
fn in_list(document: &Document, label: &Labelled) -> bool {
    let cells = document.line(label.line).split('|');
    let mut cells = cells.map(str::trim).filter(|cell| !cell.is_empty());
    let row = cells.next().unwrap_or_default();
    row.bytes().all(|byte| byte.is_ascii_digit()) && cells.nth(3).is_some()
}

/// Whether a label stands on a link to the neighbouring page or inside a sentence, which speak of another document.
fn in_other_words(document: &Document, label: &Labelled) -> bool {
    static NEIGHBOUR: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[^\p{Han}]*(?:[上下]一[条篇页]|相关)"));
    let before = document.text(document.line_start(label.line)..label.label.start);
    NEIGHBOUR.is_match(before) || is_prose(before)
}

/// The last signer of a joint document stands right of the number, below the others.
fn beside_number(document: &Document, findings: &mut Findings, index: usize) {
    if index >= document.lines.end || document.layout.has_label(index) {
        return;
    }
    let line = document.line(index);
    let Some(number) = document
        .numbers(index)
        .next()
        .filter(|number| number.range.start == 0)
    else {
        return;
    };
    let rest = &line[number.range.end..];
    let names = names_in(
        document,
        document.line_start(index) + number.range.end..document.page.lines[index].range.end,
    );
    if rest.starts_with("  ") && names.len() == 1 {
        add(document, findings, names);
    }
}

fn names_in(document: &Document, range: Range<usize>) -> Vec<Range<usize>> {
    /// What a signer writes before the name on the paper that goes round.
    static AGREED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:同意|可以?|照)(?:签?发|印发|办|所拟)?[。,;!: ]+"));
    // A number may stand behind them on their line.
    let line = document.line_at(range.start);
    let number = document.numbers(line).map(|number| number.range.start);
    let number = number
        .map(|at| document.line_start(line) + at)
        .find(|at| range.contains(at));
    let text = document.text(range.start..number.unwrap_or(range.end));
    let start = AGREED.find(text).map_or(0, |found| found.end());
    let text = text[start..].split(['(', '[']).next().unwrap_or_default();
    let start = range.start + start;
    names_of_list(text)
        .into_iter()
        .map(|name| start + name.start..start + name.end)
        .collect()
}

fn add(document: &Document, findings: &mut Findings, names: Vec<Range<usize>>) {
    for name in names {
        findings.add(
            "signers",
            document.value(name.clone()),
            vec![name],
            "signers",
        );
    }
}
