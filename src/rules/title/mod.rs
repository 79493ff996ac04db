//! The title 标题.
//!
//! Stands between head and salutation: `[organ] 关于 matter 的 kind`, on one line or several, letter-spaced
//! at its end (`答　复`). Where a page prints its own title too, the letter's, nearest to the salutation,
//! counts. The organ's line directly above 关于… or 对… belongs to it; a number in brackets behind it does
//! not, nor a number before it on its line. Of a title that the page prints whole and the letter cut
//! short the whole one counts; one that the page repeats counts once. Failing that: a label (标题, 名称), a
//! report's lines above its subtitle, an article's headline, the heading of a text of no known kind.
//! Refuses: what an open page begins with where the letter has no title, headings of sections.

mod assemble;
mod bare;
mod beginning;
mod bulletin;
mod ending;
mod form;
mod heading;
mod headline;
mod labelled;
mod letter;
mod norm;
mod report;

use std::ops::Range;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::record::Kind;
use crate::values::join_lines;

use bare::{once, without_mark};
use beginning::complete;
use bulletin::bulletin_title;
pub(super) use ending::ends_as_title;
pub(super) use form::asked_of;
use form::{opinion_form, survey_name};
use heading::{heading, open_letter, table_name};
pub(super) use headline::article_headline;
use headline::{before_labels, long_title, names_headline};
use labelled::{labelled, letter_box_title};
use letter::letter_title;
use norm::{adopted_norm, norm_name};
use report::report_title;

pub(super) static RULE: Rule = Rule {
    field: "title",
    label: "标题",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["标题", "题名", "title"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "云科〔2022〕32号\n\n云川市科学技术局\n关于对市政协八届六次会议第164号提案的\n答　复\n\n陆知行委员：\n",
            r#""云川市科学技术局关于对市政协八届六次会议第164号提案的答复""#,
        ),
        (
            "云川市教育局 云川市财政局\n关于解决交通补贴的请示\n\n市人民政府：\n",
            r#""云川市教育局 云川市财政局关于解决交通补贴的请示""#,
        ),
        (
            "关于规范公示栏管理的通知（云办发〔2018〕5号）\n各单位：\n",
            r#""关于规范公示栏管理的通知""#,
        ),
    ],
    refuses: &["陆知行代表：\n您提出的《关于改造水管的建议》收悉，现答复如下：\n管道已经换好。\n"],
    source: include_str!("mod.rs"),
};

/// Whether a folded text is a title from its beginning to its end.
pub(super) fn is_title(text: &str) -> bool {
    ends_as_title(text) && complete(text)
}

/// How many lines a title has at most.
const MOST_LINES: usize = 8;

fn find(document: &Document, findings: &mut Findings) {
    let (lines, rule) = title_of_kind(document);
    let lines = match lines.is_empty() && document.kind.kind != Kind::NewspaperArticle {
        true => title_of_any(document),
        false => lines,
    };
    let lines = without_mark(document, once(document, lines));
    if lines.is_empty() {
        return;
    }
    let value = join_lines(lines.iter().map(|line| document.original(line.clone())));
    if lines.len() > 1 {
        findings.warn(
            "title_assembled",
            Some("title"),
            format!("the title was put together from {} lines", lines.len()),
            Some(lines[0].start),
        );
    }
    findings.set("title", value, lines, rule);
}

/// The lines of the title where documents of this kind print it, and the rule's name.
fn title_of_kind(document: &Document) -> (Vec<Range<usize>>, &'static str) {
    let tagged = document.tagged("title").take(MOST_LINES);
    let tagged: Vec<_> = tagged.map(|label| label.value.clone()).collect();
    if !tagged.is_empty() {
        return (tagged, "title_tag");
    }
    match document.kind.kind {
        Kind::ProposalPage => title_of_page(document),
        Kind::NewspaperArticle => title_of_article(document),
        Kind::WorkReport => (report_title(document), "title_report"),
        Kind::Other if let Some(name) = table_name(document) => (vec![name], "title_headline"),
        Kind::Other if let Some(name) = survey_name(document) => (vec![name], "title_form"),
        Kind::Other if let Some(title) = letter_box_title(document) => (vec![title], "title_label"),
        _ => title_of_document(document),
    }
}

/// The title of a letter, an official document or a bulletin.
fn title_of_document(document: &Document) -> (Vec<Range<usize>>, &'static str) {
    match bulletin_title(document).or_else(|| adopted_norm(document)) {
        Some(title) => (vec![title], "title_headline"),
        None => (letter_title(document), "title"),
    }
}

/// The title of a proposal's page or form.
fn title_of_page(document: &Document) -> (Vec<Range<usize>>, &'static str) {
    let (lines, rule) = match (survey_name(document), labelled(document)) {
        (Some(name), _) => (vec![name], "title_form"),
        (None, label) if !label.is_empty() => (label, "title_label"),
        _ => title_of_document(document),
    };
    // A form's own words are no title: `具体建议`.
    match &lines[..] {
        [line] if document.text(line.clone()).trim().chars().nth(5).is_none() => (Vec::new(), rule),
        _ => (lines, rule),
    }
}

/// The title of a newspaper's article: its headline.
fn title_of_article(document: &Document) -> (Vec<Range<usize>>, &'static str) {
    let headline = match names_headline(document) {
        true => Vec::new(),
        false => article_headline(document).title,
    };
    if !headline.is_empty() {
        return (headline, "title_headline");
    }
    match labelled(document) {
        label if !label.is_empty() => (label, "title_label"),
        _ => (
            before_labels(document).into_iter().collect(),
            "title_headline",
        ),
    }
}

/// What serves as the title where a document prints none as its kind does.
fn title_of_any(document: &Document) -> Vec<Range<usize>> {
    if document.kind.kind == Kind::ProposalReply
        && let Some(name) = opinion_form(document)
    {
        return vec![name];
    }
    let found = labelled(document);
    if !found.is_empty() {
        return found;
    }
    let title = match document.kind.kind {
        Kind::Other => long_title(document)
            .or_else(|| open_letter(document))
            .or_else(|| heading(document)),
        _ => norm_name(document).or_else(|| open_letter(document)),
    };
    title.into_iter().collect()
}
