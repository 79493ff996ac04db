//! What shows an article of a newspaper or of a site.

mod closing;
mod column;
mod labelled;
mod lead;
mod paper_page;
mod writers;

use std::ops::Range;

use super::head::{head, whole};
use super::message::{is_caption_end, is_message_head};
use super::official::{bulletin, titles_officially};
use super::reply::opens_as_letter;
use crate::document::Document;
use crate::text::CharSet;
use crate::values::reply_title::titles_reply;

use closing::{CLOSING, closing_note};
use column::news_column;
use labelled::{labelled_cue, of_paper};
use lead::lead_cue;
pub use lead::opens_local_report;
pub use paper_page::continues_page;
use paper_page::of_paper_page;
pub use writers::is_commentator;
use writers::{byline_of_staff, commentator};

pub(super) fn news_cues(document: &Document) -> Vec<Range<usize>> {
    let cues = article_cues(document);
    // Looked at last: most documents have no such cue, and a closer look at their heads is dear.
    match !cues.is_empty() && opens_as_letter(document.page) {
        true => Vec::new(),
        false => cues,
    }
}

/// What shows an article in a text that does not open as a letter.
fn article_cues(document: &Document) -> Vec<Range<usize>> {
    let mut cues: Vec<Range<usize>> = Vec::new();
    for index in document
        .lines
        .clone()
        .filter(|&index| !document.layout.is_furniture(index))
    {
        let line = document.line(index);
        let chars = document.page.lines[index].chars;
        if is_message_head(line, chars)
            || is_caption_end(line, chars)
            || chars.has_all(const { CharSet::of("本记(") })
                && line.starts_with("(本报")
                && CLOSING.is_match(line)
        {
            cues.push(whole(document, index));
        }
    }
    if cues.is_empty() {
        cues.extend(original_headline(document));
    }
    if !cues.is_empty() || document.layout.salutation.is_some() {
        cues.truncate(4);
        return cues;
    }
    // What heads a document, and a proposal's labels, speak against everything below.
    if heads_document(document) || holds_proposal(document) {
        return cues;
    }
    let note = of_paper_page(document)
        .or_else(|| closing_note(document))
        .or_else(|| commentator(document))
        .or_else(|| byline_of_staff(document));
    let cue = note
        .or_else(|| lead_cue(document))
        .or_else(|| news_column(document))
        .or_else(|| labelled_cue(document));
    cues.extend(cue);
    cues
}

/// `原标题：…`, which a site sets above what it took from a paper.
fn original_headline(document: &Document) -> Option<Range<usize>> {
    document.original_title().map(|label| label.label.clone())
}

/// Whether the head holds a document's number or its title.
fn heads_document(document: &Document) -> bool {
    bulletin(document).is_some()
        || head(document).any(|index| {
            document.numbers(index).next().is_some()
            // A smaller line is no document's title: `——来自石沟的转型报告`.
            || titles_officially(document.line(index)) && !document.line(index).starts_with("--")
            || explains(document.line(index)) && of_paper(document).is_none()
            || is_office_paper(document.line(index)) && of_paper(document).is_none()
            || titles_reply(document.line(index))
                && !document.line(index).ends_with(['会', '。'])
                && document.line(index).chars().nth(120).is_none()
        })
}

/// Whether labels tell of a proposal; a site's footer names its undertakers too.
fn holds_proposal(document: &Document) -> bool {
    let mut labels = document.labels.iter();
    labels.any(|label| match label.key {
        "proposal_number" | "proposers" | "content" => true,
        "undertakers" => label.line < document.layout.body,
        _ => false,
    })
}

/// Whether a line is the title of an office's paper on its work, done or to do: `2021年工作总结`, `…实施方案`.
fn is_office_paper(line: &str) -> bool {
    let papers = [
        "工作总结",
        "工作小结",
        "实施方案",
        "工作计划",
        "工作要点",
        "工作方案",
    ];
    papers.iter().any(|paper| line.ends_with(paper))
}

/// Whether a line is the title of what an office explains of proposals: `关于建议办理情况的说明`,
/// `关于代表建议的办理情况`, `提案办理问答`.
fn explains(line: &str) -> bool {
    let handled = ["建议", "提案", "议案"]
        .iter()
        .any(|word| line.contains(word));
    handled
        && (line.ends_with("的说明") && line.contains("关于")
            || ["办理情况", "落实情况", "答复情况"]
                .iter()
                .any(|end| line.ends_with(end))
                && line.starts_with("关于")
            || line.ends_with("问答"))
}
