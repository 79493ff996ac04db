//! The proposal that its own page or form carries.

use std::ops::Range;

use super::opening::opening;
use super::quoted_title::quoted_title;
use super::reference::{
    Located, bare_number, labelled_reference, labelled_session, merge, reference_in,
};
use crate::document::{Document, Findings};
use crate::kind::names_norm;
use crate::layout::HEAD_LINES;
use crate::rules::title::asked_of;
use crate::values::proposal::{Assembly, Reference, find_references};
use crate::values::reply_title::titles_reply;
use crate::values::without_spaces;

pub(super) fn find_on_page(document: &Document, findings: &mut Findings) {
    let title = own_title(document, findings);
    let heading = page_heading(document);
    let labelled = labelled_reference(document);
    let in_reply = reference_in(document, &[opening(document)]);
    let found = merge(
        [
            heading,
            labelled,
            page_session(document),
            labelled_session(document),
            in_reply,
            session_of_collection(document),
        ]
        .into_iter()
        .flatten(),
    );
    let Some((mut reference, mut spans)) =
        found.or_else(|| title.as_ref().map(|_| (Reference::default(), Vec::new())))
    else {
        return;
    };
    if reference.assembly.is_none() {
        reference.assembly = page_assembly(document).map(|(assembly, span)| {
            spans.push(span);
            assembly
        });
    }
    let (text, span) = title.unzip();
    spans.extend(span);
    for value in reference.to_json(text.as_deref()) {
        findings.add("proposals", value, spans.clone(), "proposals_page");
    }
}

/// The proposal's title and where it stands: behind its label on a survey form, quoted in the answer where
/// the page prints the answer's title alone, else the page's title.
fn own_title(document: &Document, findings: &Findings) -> Option<(String, Range<usize>)> {
    let beside = |span: Range<usize>| (document.value(span.clone()), span);
    if let Some(asked) = asked_of(document) {
        return Some(beside(asked));
    }
    let title = findings.text("title")?;
    if titles_reply(title) && !title.ends_with(['案', '议']) {
        let norm = |title: &Range<usize>| names_norm(document.text(title.clone()));
        let quoted = quoted_title(document, opening(document));
        return quoted.filter(|title| !norm(title)).map(beside);
    }
    let lines = findings.spans("title");
    let span = lines.first()?.start..lines.last()?.end;
    Some((title.to_owned(), span))
}

/// The lines of a page that may name the session and the proposal's number.
fn form_head(document: &Document) -> Range<usize> {
    let top = document.lines.start;
    // Below a site's menus a form's first label stands.
    let first = document.labels.iter().map(|label| label.line).min();
    let far = first.filter(|first| *first >= top + HEAD_LINES);
    let start = far.map_or(top, |first| first - HEAD_LINES / 2);
    start..document.lines.end.min(start + HEAD_LINES)
}

/// The heading of a proposal's form: body, session and number, over one line or several.
fn page_heading(document: &Document) -> Option<Located> {
    let lines: Vec<usize> = form_head(document)
        .filter(|&index| !document.layout.is_furniture(index))
        .collect();
    for (position, &index) in lines.iter().enumerate() {
        let last = lines[(position + 2).min(lines.len() - 1)];
        let range = document.line_start(index)..document.page.lines[last].range.end;
        let text = document.text(range.clone());
        if document.line(index).chars().count() > 60 {
            continue;
        }
        let session = find_references(text).into_iter().find(|found| {
            !found.numbers.is_empty() && found.range.start < document.line(index).len()
        });
        if let Some(reference) = session {
            let span = range.start + reference.range.start..range.start + reference.range.end;
            return Some((reference, vec![span]));
        }
    }
    lines.into_iter().find_map(|index| {
        let (start, line) = (document.line_start(index), document.line(index));
        // Behind it a leader may sign: `第 52 号 分管领导签字：`.
        let end = line.find("号 ").filter(|_| line.starts_with('第'));
        let end = end.map_or(line.len(), |at| at + '号'.len_utf8());
        bare_number(document, start..start + end).filter(|_| line.contains('号'))
    })
}

/// A session that the page's head names apart from the number, or else the page's path.
fn page_session(document: &Document) -> Option<Located> {
    session_of_head(document, false).or_else(|| session_of_head(document, true))
}

/// The session that heads a collection of proposals, above the first of them.
fn session_of_collection(document: &Document) -> Option<Located> {
    let heading = 0..document.lines.start.min(COLLECTION);
    heading.into_iter().find_map(|index| {
        let (mut reference, spans) =
            reference_in(document, &[document.page.lines[index].range.clone()])?;
        reference.numbers.clear();
        Some((reference, spans))
    })
}

/// So many lines of a collection may head it.
const COLLECTION: usize = 6;

fn session_of_head(document: &Document, furniture: bool) -> Option<Located> {
    let head = form_head(document);
    let end = head.end;
    head.into_iter()
        .filter(|&index| {
            document.layout.is_furniture(index) == furniture
                && (!furniture || document.line(index).contains('>'))
                && document.line(index).chars().count() <= 60
        })
        .find_map(|index| {
            // The name of the session may go on below.
            let last = (index + 1).min(end - 1);
            let range = document.line_start(index)..document.page.lines[last].range.end;
            let found = reference_in(document, &[range])?;
            (found.1[0].start < document.page.lines[index].range.end).then_some(found)
        })
}

/// The assembly that the page's labels name: 代表姓名, 提案人, 政协.
fn page_assembly(document: &Document) -> Option<(Assembly, Range<usize>)> {
    document.labels.iter().find_map(|label| {
        let word = without_spaces(document.text(label.label.clone()));
        let value = document.text(label.value.clone());
        // `建议/提案号` is the system's word for both.
        let both = word.contains("建议") && word.contains("提案");
        let assembly = if both {
            None
        } else if word.contains("代表") || word.contains("建议号") || word.contains("建议编号")
        {
            Some(Assembly::Npc)
        } else if word.contains("提案") || word.contains("委员") {
            Some(Assembly::Cppcc)
        } else if matches!(label.key, "source" | "category" | "publisher") {
            Assembly::named_in(value)
        } else {
            None
        };
        assembly.map(|assembly| (assembly, label.label.clone()))
    })
}
