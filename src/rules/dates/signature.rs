//! Dates that stand where signatures are dated.

use crate::document::Document;
use crate::kind::without_footnote;
use crate::labels::Labelled;
use crate::record::Kind;
use crate::rules::title::ends_as_title;
use crate::text::CharSet;
use crate::values::date::{DateMatch, bare_date, date_in_groups, find_dates, whole_date};
use crate::values::organ::{is_organ, without_editing};
use crate::values::words::names_table;

/// Dates that stand where signatures are dated, in order: the first is the document's.
pub(super) fn signature_dates(document: &Document) -> Vec<(usize, DateMatch)> {
    let body = document.layout.body.min(document.lines.end);
    let glued = body < document.lines.end && document.line(body).chars().count() > 60;
    let from = if glued {
        body
    } else if body == document.lines.end && is_table(document) {
        last_of_table(document)
    } else {
        (body + 1).min(document.lines.end)
    };
    let mut found: Vec<(usize, DateMatch)> = Vec::new();
    let end = match document.kind.kind {
        // What is appended to no known kind of document may be dated itself.
        Kind::Other => document.layout.attachments,
        _ => document.lines.end,
    };
    for index in from..end {
        let line = without_footnote(without_contact(document, index));
        let long = || line.chars().nth(60).is_some();
        if document.has(index, const { CharSet::of("印") }) && line.contains("印发")
            || !ends_in_day(line) && long()
            || document.layout.is_furniture(index)
            || notes_author(document, index)
        {
            continue;
        }
        let whole = whole_date(line).filter(|found| found.date.is_none_or(|date| date.is_full()));
        if let Some(date) = whole
            .or_else(|| bare_date(line).filter(|_| !is_other_value(document, index)))
            .or_else(|| date_behind_signature(document, index))
            .or_else(|| date_in_groups(line).filter(|_| is_organ(document.line(index - 1))))
        {
            found.push((index, date));
        }
    }
    if found.is_empty() {
        found.extend(behind_last_sentence(document));
    }
    if found.is_empty() {
        found.extend((from..end).find_map(|index| behind_contact(document, index)));
    }
    if found.is_empty() {
        let tail = from + 1..end.min(document.layout.attachments);
        found.extend(
            { tail }
                .rev()
                .find_map(|index| month_signed(document, index)),
        );
    }
    let signed = |(index, _): &(usize, DateMatch)| {
        index
            .checked_sub(1)
            .is_some_and(|above| is_organ(document.line(above)))
    };
    if let Some(position) = found
        .iter()
        .position(signed)
        .filter(|&position| position > 0 && found[position].0 < document.layout.attachments)
    {
        // A date under an organ's name outranks an earlier one inside the body.
        let first = found.remove(position);
        found.insert(0, first);
    }
    found
}

/// Whether a line notes below the title of what a document passes on who wrote it, and when:
/// `（县司法局　2022年3月29日）`.
fn notes_author(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    let above = index.checked_sub(1).map(|above| document.line(above));
    let inside = line
        .strip_prefix('(')
        .and_then(|line| line.strip_suffix(')'));
    let written = inside.is_some_and(|inside| {
        let day = find_dates(inside).pop();
        day.is_some_and(|day| is_organ(inside[..day.range.start].trim_end()))
    });
    let heads =
        |above: &str| above.contains("关于") && ends_as_title(above) && !above.starts_with('附');
    written && above.is_some_and(heads)
}

/// A month without its day below an organ's name: all that some letters tell.
fn month_signed(document: &Document, index: usize) -> Option<(usize, DateMatch)> {
    // A row of a schedule names an office and a month, too.
    let cells = || {
        document.line(index - 1).contains(['|', '\t', ' ', ':'])
            || index
                .checked_sub(2)
                .is_some_and(|above| document.line(above).ends_with(':'))
    };
    if document.layout.is_furniture(index) || !document.line(index).ends_with('月') || cells() {
        return None;
    }
    let found = whole_date(document.line(index))?;
    let month = found.date.is_some_and(|date| date.month.is_some());
    (month && is_organ(document.line(index - 1))).then_some((index, found))
}

/// Whether a text of no known kind is a table without a sentence, which its last line may date: a 表, or
/// another one below which an organ signs.
fn is_table(document: &Document) -> bool {
    if document.kind.kind != Kind::Other || document.lines.len() <= 2 {
        return false;
    }
    let own = document.lines.clone();
    let mut head = { own }.filter(|&index| !document.layout.is_furniture(index));
    let (first, second) = (head.next(), head.next());
    // The session may stand above the table's name.
    let mut top = first.into_iter().chain(second);
    let signer = last_of_table(document).checked_sub(1);
    first.is_some_and(|first| document.line(first).ends_with('表'))
        || signer.is_some_and(|signer| is_organ(document.line(signer)))
            && top.any(|index| names_table(document.line(index)))
}

/// The last line of a table, a page's own lines below it left out.
fn last_of_table(document: &Document) -> usize {
    let mut lines = document.lines.clone().rev();
    let own = lines.find(|&index| !document.layout.is_furniture(index));
    own.unwrap_or(document.lines.start)
}

/// The day behind the last sentence of a letter that nobody signed: `…顺祝秋安！2018年8月2日`.
fn behind_last_sentence(document: &Document) -> Option<(usize, DateMatch)> {
    if document.kind.kind != Kind::ProposalReply {
        return None;
    }
    // With the day behind it a short last sentence is no prose.
    let end = (document.layout.body_end + 2).min(document.layout.attachments);
    let mut lines = document.layout.body..end;
    lines.find_map(|index| {
        let line = document.line(index).trim_end_matches(['|', ' ']);
        if !ends_in_day(line) {
            return None;
        }
        let found = find_dates(line).into_iter().last()?;
        let before = line[..found.range.start].trim_end();
        let full = found.date.is_some_and(|date| date.is_full());
        let last = full && found.range.end == line.len() && before.ends_with(['。', '!']);
        last.then_some((index, found))
    })
}

/// Whether a line is what a label above it asks for, and that is no date: a telephone number, a post code.
fn is_other_value(document: &Document, index: usize) -> bool {
    let start = document.line_start(index);
    let above = index.checked_sub(1).map(|above| document.labels_of(above));
    above.unwrap_or_default().iter().any(|label| {
        (label.value.start == start || label.value.is_empty()) && !label.key.contains("date")
    })
}

/// A date at the end of a line that begins with an organ or a label, or ends in a letter's signature.
pub(super) fn date_behind_signature(document: &Document, index: usize) -> Option<DateMatch> {
    let line = without_contact(document, index);
    let behind = [' ', ')', '。', ','];
    // Most lines end in something else, and looking for dates is dear.
    if !line.trim_end_matches(behind).ends_with(may_end_date) {
        return None;
    }
    // A page may tell what day it is.
    if line.starts_with("今天是") {
        return None;
    }
    let found = find_dates(line).into_iter().last()?;
    let closing = line[found.range.end..].trim_matches(behind).is_empty();
    let before = line[..found.range.start].trim_end();
    // A letter that lost its line breaks ends in its signature.
    let last = before.rsplit(['。', '!']).next().unwrap_or(before);
    let name = without_editing(last.trim_start_matches(['(', ' ']));
    let signed = is_organ(name)
        || before.ends_with(':') && !before.contains('。') && !labels_other_date(document, index);
    (closing && signed && found.date.is_none_or(|date| date.is_full())).then_some(found)
}

/// A line without the note of disclosure behind its signature, or the contact whose label stands there:
/// `云川县粮食局 2012年7月9日 联系人：林舟 …`.
pub(in crate::rules) fn without_contact<'p>(document: &Document<'p>, index: usize) -> &'p str {
    let line = document.line(index);
    if !document.has(index, const { CharSet::of("日") }) {
        return line;
    }
    // `云川县粮食局  2012年7月9日  （此件公开发布）`
    let note = line.rfind("(此件").filter(|_| line.ends_with(')'));
    let dated = note.map(|at| line[..at].trim_end());
    if let Some(dated) = dated.filter(|dated| dated.ends_with('日')) {
        return dated;
    }
    let start = document.line_start(index);
    // A copy may glue the source to the day; elsewhere it tells of the page.
    let source = |label: &&Labelled| {
        label.key == "source" && line[..label.label.start - start].ends_with('日')
    };
    let contact = |label: &&Labelled| {
        label.key.starts_with("contact") || matches!(label.key, "phone" | "address" | "postcode")
    };
    let first = document.labels_of(index).first();
    let first = first
        .filter(|label| contact(label) || source(label))
        .map(|label| label.label.start - start);
    let before = first.map_or(line, |at| &line[..at]);
    let bare = before.trim_end_matches([' ', '(']);
    let signed = bare.ends_with('日') && bare.len() < line.len() && !bare.contains('。');
    if signed { bare } else { line }
}

/// The day behind the telephone, on a line that holds a letter's contact alone.
fn behind_contact(document: &Document, index: usize) -> Option<(usize, DateMatch)> {
    let line = document.line(index);
    if !ends_in_day(line) || !closes_with_contact(document, index) {
        return None;
    }
    let found = find_dates(line).into_iter().last()?;
    let before = line[..found.range.start].trim_end();
    let full = found.date.is_some_and(|date| date.is_full()) && found.range.end == line.len();
    (full && before.ends_with(|c: char| c.is_ascii_digit())).then_some((index, found))
}

/// Whether a line below a letter's body holds contacts and those who handled it alone.
fn closes_with_contact(document: &Document, index: usize) -> bool {
    let labels = document.labels_of(index);
    let contact = |label: &Labelled| {
        label.key.starts_with("contact") || matches!(label.key, "phone" | "undertakers" | "leader")
    };
    document.kind.kind == Kind::ProposalReply
        && index > document.layout.body
        && labels.iter().any(|label| label.key.starts_with("contact"))
        && labels.iter().all(contact)
}

/// Whether a date may end with this character.
fn may_end_date(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '号') || c.is_numeric()
}

fn labels_other_date(document: &Document, index: usize) -> bool {
    document.labels_of(index).iter().any(|label| {
        label.key.starts_with("date_")
            || matches!(label.key, "proposal_date" | "reply_date" | "deadline")
    })
}

/// Whether a line ends in a date's 日.
fn ends_in_day(line: &str) -> bool {
    let bare = line.strip_suffix([')', '。']).unwrap_or(line);
    bare.trim_end_matches(' ').ends_with('日')
}
