//! The way of a document, in one place: decoded text → views → documents → kind and layout → rules → records.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::containers::Content;
use crate::document::{Document, Findings, Page};
use crate::parts::{gazette, letters, newspaper, proposals};
use crate::record::{Kind, Record, Source};
use crate::rules;
use crate::text::{ReadingText, SourceText};
use crate::user_rules::UserRules;

/// One record of a file, with the text that is stored and searched for it.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The record.
    pub record: Record,
    /// Its reading text.
    pub reading: ReadingText,
}

/// Reads the documents of one file. Total: any text gives at least one record.
///
/// `source` describes the file; the ids are made from its `blake3`.
pub fn parse(text: String, source: &Source) -> Vec<Parsed> {
    parse_with(text, source, &UserRules::default())
}

/// Reads the documents of one text, a user's own fields too.
pub fn parse_with(text: String, source: &Source, rules: &UserRules) -> Vec<Parsed> {
    let content = Content {
        text,
        ..Content::default()
    };
    parse_content(content, source, rules)
}

/// Reads the documents of what a file holds, a user's own fields too.
pub fn parse_content(content: Content, source: &Source, rules: &UserRules) -> Vec<Parsed> {
    let page = Page::of(SourceText::of(content));
    documents(&page)
        .iter()
        .enumerate()
        .map(|(nth, document)| Parsed {
            record: record(document, nth, source, rules),
            reading: page.reading.part(document.lines.clone()),
        })
        .collect()
}

/// The documents of a page: the articles of a newspaper page, the replies or proposals of a compilation, the
/// documents of a gazette, else the whole as one.
fn documents(page: &Page) -> Vec<Document<'_>> {
    let (parts, kind) = match newspaper::articles(page) {
        Some(articles) => (articles, Some(Kind::NewspaperArticle)),
        None => {
            let whole = || std::iter::once(0..page.lines.len()).collect();
            let parts = letters::replies(page)
                .or_else(|| proposals::proposals(page))
                .or_else(|| gazette::documents(page));
            (parts.unwrap_or_else(whole), None)
        }
    };
    let parts = parts.into_iter();
    parts
        .map(|lines| Document::new(page, lines, kind))
        .collect()
}

fn record(document: &Document, nth: usize, source: &Source, user: &UserRules) -> Record {
    let mut findings = Findings::default();
    rules::run(document, &mut findings);
    user.find(document, &mut findings);
    warn_of_text(document, &mut findings);
    warn_of_truncation(document, &mut findings);
    let mut id: String = source.blake3.chars().take(16).collect();
    if nth > 0 {
        id.push_str(&format!("-{}", nth + 1));
    }
    let mut record = findings.into_record(document, id, source);
    record.source.pages = page_count(document);
    record
}

/// A column's end may cut an article off.
fn warn_of_truncation(document: &Document, findings: &mut Findings) {
    if document.kind.kind == Kind::NewspaperArticle
        && let Some(at) = newspaper::truncated_at(document)
    {
        findings.warn(
            "article_truncated",
            None,
            "the article breaks off in mid-sentence",
            Some(at.saturating_sub(1)),
        );
    }
}

/// What stands for a character that was lost.
static LOST: LazyLock<Finder> = LazyLock::new(|| Finder::new("\u{fffd}"));

/// Lost characters are said once for each document.
fn warn_of_text(document: &Document, findings: &mut Findings) {
    let (Some(first), Some(last)) = (
        document.page.lines.get(document.lines.start),
        document.page.lines.get(document.lines.end.wrapping_sub(1)),
    ) else {
        return;
    };
    let span = document.source_span(first.range.start..last.range.end);
    let text = &document.page.source.as_str()[span];
    let lost = LOST.find_iter(text.as_bytes()).count();
    if lost > 0 {
        findings.warn(
            "replacement_char",
            None,
            format!("{lost} characters were lost when the file was made or decoded"),
            None,
        );
    }
}

/// The pages that the container has, else those by their numbers: as many as there are page marks.
fn page_count(document: &Document) -> Option<u32> {
    if let Some(count) = document.page.source.page_count() {
        return Some(count);
    }
    let marks = document.page.reading.set_apart.len();
    (marks > 0).then(|| u32::try_from(marks).unwrap_or(u32::MAX))
}
