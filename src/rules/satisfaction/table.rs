//! The degree that is ticked in a form's table: in its own cell, or in a row below it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{DEGREE, Doubtful, Told};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::without_spaces;

/// A cell's text and its bytes in the match view.
type Cell = (String, Range<usize>);

/// A cell with a tick and nothing else.
static TICK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\[(]?[✓✔√☑■●vV][\])]?$"));

/// The degree of a row's cell that bears its tick: `满意 √ | 基本满意 | 不满意`.
pub(super) fn ticked_cell(document: &Document, index: usize) -> Option<Range<usize>> {
    if !document.has_any(index, const { CharSet::of("\t|") })
        || !document.line(index).contains("满意")
    {
        return None;
    }
    let cells = cells(document, index);
    if is_remark(&cells) {
        return None;
    }
    cells.into_iter().find_map(|(text, span)| {
        let ticks = ['✓', '✔', '√', '☑', ' '];
        let degree = text.trim_matches(ticks);
        let ticked = degree.len() < text.len() && DEGREE.is_match(degree);
        let cell = document.text(span.clone());
        let bare = cell.trim_matches(ticks);
        let start = span.start + cell.find(bare).filter(|_| ticked)?;
        Some(start..start + bare.len())
    })
}

/// The degrees under whose heads the ticks of a form's rows stand, one of each aspect that it asks of; none
/// where no row names degrees.
pub(super) fn under_heads(
    document: &Document,
    findings: &mut Findings,
    form: Range<usize>,
) -> Result<Option<Vec<Told>>, Doubtful> {
    let rows = form
        .clone()
        .filter(|&index| document.has_any(index, const { CharSet::of("\t|") }));
    let heads: Vec<(usize, Vec<Cell>)> = rows
        .map(|index| (index, cells(document, index)))
        .filter(|(_, cells)| degrees(cells).len() >= 2)
        .collect();
    let mut columns = Vec::new();
    for (order, (index, head)) in heads.iter().enumerate() {
        let next = heads.get(order + 1).map_or(form.end, |(next, _)| *next);
        let rows = (index + 1..next).take(ROWS);
        columns.extend(ticked_column(document, findings, head, rows)?);
    }
    Ok((!heads.is_empty()).then_some(columns))
}

/// So many rows below its head a tick may stand.
const ROWS: usize = 3;

/// The degree under whose head the one tick of the rows stands.
fn ticked_column(
    document: &Document,
    findings: &mut Findings,
    head: &[Cell],
    rows: impl Iterator<Item = usize>,
) -> Result<Option<Told>, Doubtful> {
    let mut ticked: Vec<(usize, Range<usize>)> = Vec::new();
    for row in rows {
        let cells = cells(document, row);
        if cells.is_empty() || is_remark(&cells) {
            continue;
        }
        // A row with a cell too few has lost one: its columns cannot be trusted.
        let ticks: Vec<(usize, Range<usize>)> = cells
            .iter()
            .enumerate()
            .filter(|(_, (text, _))| TICK.is_match(text))
            .map(|(column, (_, span))| (column, span.clone()))
            .collect();
        if !ticks.is_empty()
            && cells.len() < head.len()
            && head.last().is_some_and(|(text, _)| !text.is_empty())
        {
            findings.warn(
                "form_columns",
                Some("satisfaction"),
                "the ticked row has fewer cells than the form's head",
                Some(ticks[0].1.start),
            );
            return Err(Doubtful);
        }
        ticked.extend(ticks);
    }
    let (code, message, span) = match &ticked[..] {
        [] => return Ok(None),
        [(column, span)] if degrees(head).contains(column) => {
            let (text, label) = &head[*column];
            return Ok(Some((text.clone(), vec![label.clone(), span.clone()])));
        }
        [(_, span)] => (
            "form_columns",
            "the tick stands under no degree of satisfaction",
            span,
        ),
        more => (
            "form_two_ticks",
            "more than one degree is ticked",
            &more[0].1,
        ),
    };
    findings.warn(code, Some("satisfaction"), message, Some(span.start));
    Err(Doubtful)
}

/// Which cells of a row are degrees.
fn degrees(cells: &[Cell]) -> Vec<usize> {
    let degree = |(_, (text, _)): &(usize, &Cell)| DEGREE.is_match(text);
    let found = cells.iter().enumerate().filter(degree);
    found.map(|(column, _)| column).collect()
}

/// The cells of a row.
fn cells(document: &Document, index: usize) -> Vec<Cell> {
    let line = document.line(index);
    // The line was trimmed at its ends: empty cells there are kept by its tabs.
    let range = document.page.lines[index].range.clone();
    let separator = if line.contains('\t') { '\t' } else { '|' };
    if !line.contains(separator) {
        return Vec::new();
    }
    let mut start = range.start;
    line.split(separator)
        .map(|cell| {
            let span = start..start + cell.len();
            start = span.end + 1;
            (without_spaces(cell).into_owned(), span)
        })
        .collect()
}

/// Whether a row of a form is for remarks, or tells how to fill it in.
fn is_remark(cells: &[Cell]) -> bool {
    let first = cells.iter().find(|(text, _)| !text.is_empty());
    first.is_some_and(|(text, _)| {
        ["意见", "备注", "说明", "注"]
            .iter()
            .any(|word| text.starts_with(word))
    })
}
