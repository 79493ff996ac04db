//! What a paper alone prints on its pages: a reader's letter, a note on the page that goes on, a digest.

use std::ops::Range;

use super::closing::CLOSING_NAMES;
use crate::document::Document;
use crate::kind::head::{head, whole};
use crate::kind::message::begins_with_writers;
use crate::parts::newspaper::opens_readers_letter;
use crate::text::is_numeral;
use crate::values::organ::ends_as_organ;
use crate::values::person::{begins_with_surname, names_alone};

/// What a paper alone prints, on pages that nothing heads as a document: those who wrote before the first sentence,
/// a reader's letter, a note on the page that goes on, a column of short reports.
pub(super) fn of_paper_page(document: &Document) -> Option<Range<usize>> {
    let told = |index: &usize| {
        let line = document.line(*index);
        begins_with_writers(line)
            || opens_readers_letter(line) && line.starts_with("编辑同志")
            || in_brackets(line).is_some_and(continues_page)
            || names_writer(line)
    };
    let mut lines = document.lines.clone();
    // Proposals are listed so too, with those who made them.
    let proposals = || head(document).any(|index| document.line(index).contains("提案"));
    let digest = || digest(document).filter(|_| !proposals());
    let line = lines.find(told).or_else(digest)?;
    Some(whole(document, line))
}

/// The first of the short reports of a column, each behind a mark and with its writer in brackets: `△…。（林舟）`.
fn digest(document: &Document) -> Option<usize> {
    let report = |index: &usize| {
        let line = document.line(*index);
        let marked = line.starts_with(['△', '▲', '▽', '▼', '◆', '◇', '●', '■', '★', '☆']);
        marked && line.ends_with(')') && CLOSING_NAMES.is_match(line) && {
            let (_, inside) = line
                .trim_end_matches(')')
                .rsplit_once('(')
                .unwrap_or_default();
            let names = names_alone(inside);
            let person = |name: &Range<usize>| {
                let name = &inside[name.clone()];
                begins_with_surname(name) && !ends_as_organ(name)
            };
            !names.is_empty() && names.iter().all(person)
        }
    };
    let mut reports = document.lines.clone().filter(report);
    let first = reports.next()?;
    reports.next().is_some().then_some(first)
}

/// Whether a note says on which page of the paper an article began or goes on: `上接第一版`, `下转第四版`.
pub fn continues_page(note: &str) -> bool {
    let words = ["上接", "紧接", "下转", "接"];
    let page = words.iter().find_map(|word| note.strip_prefix(word));
    let page = page.map(|page| page.trim_start_matches("本报").trim_start_matches('第'));
    let numbered = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || is_numeral(c);
    page.is_some_and(|page| {
        let column = page.trim_start_matches(numbered);
        let short = column.chars().nth(COLUMN).is_none();
        let named = column.ends_with('版') || column.starts_with("版·");
        column.len() < page.len() && named && short || column == "头版"
    })
}

/// What the brackets around a line hold.
fn in_brackets(line: &str) -> Option<&str> {
    line.strip_prefix('(')?.strip_suffix(')')
}

/// What stands behind a page's number in such a note has no more characters: `要闻版`.
const COLUMN: usize = 4;

/// Whether a line begins with a paper's writer: `文/本报记者 林舟  图/王二`.
fn names_writer(line: &str) -> bool {
    let writer = line
        .strip_prefix("文/")
        .or_else(|| line.strip_prefix("文:"));
    writer.is_some_and(|writer| writer.trim_start().starts_with("本报"))
}
