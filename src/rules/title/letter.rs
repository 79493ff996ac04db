//! The title of a letter or document: the last one that ends above the body.

use std::ops::Range;

use super::assemble::{assemble, cut, skipped};
use super::beginning::complete;
use super::ending::behind;
use super::ends_as_title;
use super::labelled::behind_number;
use crate::document::Document;
use crate::record::Kind;
use crate::text::is_numeral;
use crate::values::organ::is_organ;
use crate::values::reply_title::titles_reply;
use crate::values::without_spaces;

/// The title of a letter or document: the last one that ends above the body.
pub(super) fn letter_title(document: &Document) -> Vec<Range<usize>> {
    let title = title_above(document);
    match &title[..] {
        [] => title_before_label(document)
            .or_else(|| title_before_number(document))
            .or_else(|| bare_title(document))
            .or_else(|| counted_title(document))
            .into_iter()
            .collect(),
        [line] => {
            let line = without_label(document, line.clone());
            with_organ(document, std::slice::from_ref(&line))
                .unwrap_or_else(|| vec![uncut(document, line.clone())])
        }
        lines => with_organ(document, lines).unwrap_or(title),
    }
}

/// The title of a letter in a collection, which counts them: `一、县水利局关于第19号提案的答复`.
fn counted_title(document: &Document) -> Option<Range<usize>> {
    let above = document.layout.body.checked_sub(1)?;
    let line = document
        .lines
        .contains(&above)
        .then(|| document.line(above))?;
    let title = line
        .trim_start_matches(is_numeral)
        .strip_prefix('、')?
        .trim_start();
    let range = document.page.lines[above].range.clone();
    let counted = line.starts_with(is_numeral) && titles_reply(title) && ends_as_title(title);
    counted.then(|| range.end - title.len()..range.end)
}

/// A title with the organ on the line above it, set apart, if the page's title has both.
fn with_organ(document: &Document, title: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    let own: String = title
        .iter()
        .map(|line| document.text(line.clone()))
        .collect();
    let own = without_spaces(&own);
    let line = document.line_at(title.first()?.start);
    let organ = line
        .checked_sub(1)
        .filter(|&above| above > document.lines.start)?;
    let name = document.line(organ);
    let whole = |index: usize| {
        without_spaces(document.line(index))
            .strip_suffix(own.as_ref())
            .is_some_and(|before| before == name)
    };
    let said = is_organ(name) && (document.lines.start..organ).any(whole);
    let organ = document.page.lines[organ].range.clone();
    said.then(|| {
        std::iter::once(organ)
            .chain(title.iter().cloned())
            .collect()
    })
}

/// A title without the word that a page's table sets before it, where the title alone stands above.
fn without_label(document: &Document, title: Range<usize>) -> Range<usize> {
    let Some((label, rest)) = document.text(title.clone()).split_once(' ') else {
        return title;
    };
    let short = label.chars().nth(LONGEST_LABEL).is_none();
    let above = document.lines.start..document.line_at(title.start);
    match short && above.into_iter().any(|index| document.line(index) == rest) {
        true => title.end - rest.len()..title.end,
        false => title,
    }
}

/// The longest label of a page's table, in characters.
const LONGEST_LABEL: usize = 6;

/// The title of the page where the document's own is but its beginning: `…办理代表建议` below
/// `…办理代表建议和政协提案工作规则的通知`.
fn uncut(document: &Document, title: Range<usize>) -> Range<usize> {
    let own = document.text(title.clone());
    let longer = |index: &usize| {
        let line = document.line(*index);
        line.strip_prefix(own)
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['(', ' ']))
            && ends_as_title(line)
            && !skipped(document, *index)
    };
    let above = document
        .lines
        .clone()
        .filter(|&index| document.line_start(index) < title.start);
    match above.take(MOST_ABOVE).find(longer) {
        Some(index) => document.page.lines[index].range.clone(),
        None => title,
    }
}

/// A page's title stands in its first lines.
const MOST_ABOVE: usize = 20;

/// A title with labels behind it on its line: `关于…的答复 发布日期：2022-07-01`.
fn title_before_label(document: &Document) -> Option<Range<usize>> {
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    head.into_iter().find_map(|index| {
        let start = document.line_start(index);
        let first = document.labels_of(index).first()?;
        let before = document.text(start..first.label.start).trim_end();
        (ends_as_title(before) && complete(before)).then(|| start..start + before.len())
    })
}

/// A title with its number behind it, and more behind that: `…的批复 云政函〔1999〕83号 云川市人民政府`.
fn title_before_number(document: &Document) -> Option<Range<usize>> {
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    head.into_iter().find_map(|index| {
        let number = document.numbers(index).next()?;
        let before = document.line(index)[..number.range.start].trim_end();
        let titled =
            ends_as_title(before) && complete(before) && !document.layout.is_furniture(index);
        let start = document.line_start(index);
        titled.then(|| start..start + before.len())
    })
}

/// The word alone that a letter is headed with: `答　复　函`.
fn bare_title(document: &Document) -> Option<Range<usize>> {
    let first = document.layout.first_own;
    let named = document.kind.kind == Kind::ProposalReply
        && first < document.layout.body
        && matches!(
            without_spaces(document.line(first)).as_ref(),
            "答复函" | "复函" | "回复函" | "答复书"
        );
    named.then(|| document.page.lines[first].range.clone())
}

/// The last title that stands on lines of its own above the body.
fn title_above(document: &Document) -> Vec<Range<usize>> {
    if let Some(inside) = title_inside_line(document) {
        return vec![inside];
    }
    let lowest = document.lines.start;
    let from = document.layout.body.min(document.lines.end);
    let mut index = from;
    while index > lowest {
        index -= 1;
        let line = document.line(index);
        if skipped(document, index) || !ends_as_title(line) || line.chars().count() > 160 {
            continue;
        }
        if document.numbers(index).next().is_some() {
            let whole = document.page.lines[index].range.clone();
            if let Some(title) = behind_number(document, whole) {
                return vec![title];
            }
        }
        let lines = assemble(document, index);
        let text: String = lines.iter().map(|&line| document.line(line)).collect();
        if complete(&text) {
            return cut(document, &lines);
        }
    }
    match passed_on(document, lowest..from) {
        Some(title) => vec![title],
        None => document_name(document, lowest..from),
    }
}

/// A title that names what it passes on and no kind of its own: `关于转发《…的通知》`.
fn passed_on(document: &Document, head: Range<usize>) -> Option<Range<usize>> {
    let named = head.rev().find(|&index| {
        let line = document.line(index);
        let inner = line
            .strip_suffix('》')
            .and_then(|line| Some(line.rsplit_once('《')?.1));
        let passes = line.contains("转发《") && complete(line) && !skipped(document, index);
        passes && inner.is_some_and(ends_as_title)
    });
    named.map(|index| document.page.lines[index].range.clone())
}

/// A title that stands before the salutation on the same line.
fn title_inside_line(document: &Document) -> Option<Range<usize>> {
    let (line, salutation) = document.layout.salutation.as_ref()?;
    let start = document.line_start(*line);
    let before = document.text(start..salutation.range.start);
    ends_as_title(before.trim()).then(|| start..start + before.trim_end().len())
}

/// Whether a line is an organ and the word for its answer: `云川市渔港监督站答复意见`.
fn is_organs_answer(line: &str) -> bool {
    const ANSWERS: [&str; 5] = ["答复意见", "会办意见", "答复函", "复函", "答复"];
    let organ = ANSWERS.iter().find_map(|word| line.strip_suffix(word));
    organ.is_some_and(|organ| is_organ(organ.trim_end()))
}

/// A title without 关于: `政府工作报告`, `…完成情况说明`, an order's own name.
fn document_name(document: &Document, head: Range<usize>) -> Vec<Range<usize>> {
    let named = head.clone().rev().find(|&index| {
        let line = document.line(index);
        !skipped(document, index)
            && ends_as_title(line)
            && (4..=60).contains(&line.chars().count())
            && (document.numbers(index).next().is_none() || behind(line).is_some())
            && !line.ends_with("令")
    });
    let Some(last) = named else { return Vec::new() };
    // A reply's name speaks of what it answers: `…局提案办理复函`.
    let answer = ["提案", "建议", "议案"]
        .iter()
        .any(|word| document.line(last).contains(word))
        && document.line(last).ends_with(['复', '函']);
    if document.kind.kind == Kind::ProposalReply
        && !answer
        && !is_organs_answer(document.line(last))
    {
        return Vec::new();
    }
    let lines = assemble(document, last);
    let text: String = lines.iter().map(|&line| document.line(line)).collect();
    // `日程安排` alone is no name: the line above it says of what.
    let short = lines.len() == 2
        && document.line(last).chars().count() <= 8
        && !is_organ(document.line(lines[0]));
    // An office's answers and decisions to one person have its name above theirs.
    let organs = lines.len() == 2
        && is_organ(document.line(lines[0]))
        && document.page.lines[last].gap == 0
        && document.line(last).ends_with('书');
    // `…2020年度人大代表建议` over `政协提案办理情况`.
    let both = lines.len() == 2 && document.line(lines[0]).ends_with("建议");
    let whole = complete(&text) || short || organs || both;
    cut(
        document,
        if whole {
            &lines
        } else {
            std::slice::from_ref(&last)
        },
    )
}
