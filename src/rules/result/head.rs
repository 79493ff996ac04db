//! Codes in the head of a letter: glued to its number, behind its title or signer, alone on a line.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::choices::in_list;
use super::codes::{
    CLASS, badge, before_meaning, behind_class, ends_with_code, opens_with_code, words_beside,
};
use super::meaning::set_meaning;
use super::set;
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::values::words::DISCLOSED;

/// A code behind a number or in brackets: `B类`, `(C类)`, `[A]`.
static GLUED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^ *[(\[]? *(?P<c>[A-E]\d?) *类? *[)\]]?(?: |$|[^A-Za-z0-9])"));
/// A code alone on its line.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^[(\[]?(?P<c>[A-E]\d?)[)\]]?(?: ?类)?(?: {{2,}}(?:{DISCLOSED}|不?同意公开))?$"
    ))
});
/// A code at the start of a line whose labels go with it: `B      签发人：林舟`, `[B1]   是否公开：是`.
static BESIDE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]?(?P<c>[A-E]\d?)[)\]]?(?: ?类)? {2,}\p{Han}"));
/// A code in brackets at the end of a head line that holds something else, such as a number that lost
/// its serial: `签发人：林舟      （A2）`, or with 类 behind the signer.
static TRAILING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:  +|[)\]] ?\d{0,5} ?号)[(\[] ?(?P<c>[A-E]\d?) ?类? ?[)\]]$|签发人 *:? *\p{Han}[\p{Han} ]{0,10}(?: {2,}(?P<d>[A-E]\d?) ?类| \((?P<e>[A-E]\d?) ?类?\))$",
    )
});
/// A code behind a title that answers: `关于…提案的答复函 B`.
static BEHIND_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:答 ?[复覆]|回复|复函|的函|答复函|意见|报告) *[(\[ ] *(?P<c>[A-E]\d?) ?类? ?[)\]]?$",
    )
});
/// A code within a title that answers: `…第52号建议办理情况（B）的函`.
static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"办理情况 ?[(\[](?P<c>[A-E]\d?) ?类?[)\]] ?的(?:函|报告|答复|回复)$")
});

/// Sets the codes of the lines above the letter.
pub(super) fn find_in_head(document: &Document, findings: &mut Findings) {
    let head = document.lines.start..document.layout.body;
    for index in head.clone() {
        for code in beside_numbers(document, index) {
            set(document, findings, code, "result_glued");
        }
        if let Some(code) = in_line(document, index) {
            let first = !findings.has("result");
            set(document, findings, code.clone(), "result_class");
            let end = document.page.lines[index].range.end;
            let words = document.text(code.end..end);
            if first && before_meaning(document.line(index)).is_some() {
                set_meaning(findings, words_beside(words.trim_start_matches('类')));
            }
        }
    }
    // Below the labels of a page, near the letter.
    let near = document.layout.body.saturating_sub(NEAR);
    let near = near.max(document.lines.start + NEAR);
    for index in head.filter(|&index| index < document.lines.start + NEAR || index >= near) {
        if let Some(code) = alone(document, index) {
            set(document, findings, code, "result_alone");
        }
    }
}

/// A code alone counts in so many first lines, and in so many above the letter: between them a single
/// letter is a menu's.
const NEAR: usize = 25;

/// The codes glued to the document numbers of a line: `35号B类`.
fn beside_numbers<'d>(
    document: &'d Document,
    index: usize,
) -> impl Iterator<Item = Range<usize>> + 'd {
    let (line, start) = (document.line(index), document.line_start(index));
    document.numbers(index).filter_map(move |number| {
        let behind = &line[number.range.end..];
        let glued = opens_with_code(behind).then(|| GLUED.captures(behind));
        let code = glued.flatten()?.name("c")?;
        let at = start + number.range.end;
        Some(at + code.start()..at + code.end())
    })
}

/// The code that a line of the head ends or begins with, or that its title tells.
fn in_line(document: &Document, index: usize) -> Option<Range<usize>> {
    let (line, start) = (document.line(index), document.line_start(index));
    let first_group = |found: regex::Captures<'_>| {
        let mut codes = ["c", "d", "e"].iter();
        codes.find_map(|code| Some(found.name(code)?.range()))
    };
    let beside_label = || {
        let mut labels = document.labels_of(index).iter();
        let told = labels.any(|label| matches!(label.key, "signers" | "disclosure"));
        told.then(|| BESIDE.captures(line)).flatten()
    };
    let begins = || {
        let coded = opens_with_code(line).then(|| CLASS.captures(line).or_else(beside_label));
        coded.flatten().and_then(first_group)
    };
    let ends = || {
        let behind = || {
            TRAILING
                .captures(line)
                .or_else(|| BEHIND_TITLE.captures(line))
        };
        let coded = ends_with_code(line).then(behind);
        coded.flatten().and_then(first_group)
    };
    let in_title = || {
        let told = line.contains("办理情况") && line.contains([')', ']']);
        told.then(|| IN_TITLE.captures(line))
            .flatten()
            .and_then(first_group)
    };
    let code = begins()
        .or_else(ends)
        .or_else(in_title)
        .or_else(|| badge(line))
        .or_else(|| before_meaning(line).filter(|_| !in_list(document, index)))
        .or_else(|| behind_class(line))?;
    Some(start + code.start..start + code.end)
}

/// The code that stands alone on a line, or beside the words of disclosure.
fn alone(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    let short = line.len() <= 16 || line.ends_with("公开") && line.len() <= 80;
    let found = (short && opens_with_code(line)).then(|| ALONE.captures(line));
    let code = found.flatten()?.name("c")?;
    let start = document.line_start(index);
    Some(start + code.start()..start + code.end())
}
