//! Puts the pieces of a page in order: rows from the top down, cells apart, indents kept.
//!
//! Columns of text are read one after the other (`columns`); tables are given row by row, as they are
//! seen. Paragraphs are not joined here; the text module does that for every source.

use super::columns::in_reading_order;
use super::engine::Engine;
use super::page::{Page, Piece, PlainLine};
use super::recognised::{Recognised, RecognisedLine};
use super::rows::{Placed, Row, median, placed_of, rows_of};

/// Pieces further apart than so many characters are apart by a tab.
const GAP: f32 = 2.0;
/// Pieces of a table stand this close, in characters.
const CELL_GAP: f32 = 0.5;
/// What counts as an indent of two characters; a bracket's glyph begins half a character later.
const INDENT: std::ops::Range<f32> = 1.4..3.0;
/// The most of a table's rows above and below in which a column is looked for.
const NEAR: usize = 2;

/// The text of a page; `name` is the engine with its version.
pub(super) fn assemble(page: &Page, engine: Engine, name: &str) -> Recognised {
    let mut recognised = Recognised {
        engine: name.to_owned(),
        ..Recognised::default()
    };
    match page {
        Page::Lines(lines) => {
            for line in lines {
                add(&mut recognised, line.clone(), engine);
            }
        }
        Page::Pieces(pieces) => {
            let (kept, dropped) = part(pieces, engine);
            recognised.dropped = dropped;
            recognised.lines = lines_of(&kept);
        }
    }
    recognised
}

fn add(recognised: &mut Recognised, line: PlainLine, engine: Engine) {
    let doubted = doubted(&line.text, line.confidence, engine);
    let line = RecognisedLine {
        text: line.text,
        confidence: line.confidence,
    };
    match doubted {
        true => recognised.dropped.push(line),
        false => recognised.lines.push(line),
    }
}

/// The pieces that are kept, and those left out as lines of their own.
fn part(pieces: &[Piece], engine: Engine) -> (Vec<&Piece>, Vec<RecognisedLine>) {
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for piece in pieces.iter().filter(|piece| !piece.text.trim().is_empty()) {
        if doubted(&piece.text, piece.confidence, engine) {
            dropped.push(RecognisedLine {
                text: piece.text.clone(),
                confidence: piece.confidence,
            });
        } else {
            kept.push(piece);
        }
    }
    (kept, dropped)
}

/// Whether text is rather invented than read.
///
/// Tesseract makes Han characters of large red headings, rules and seals: long ones with a confidence
/// near 0, short ones (`一工人` of a rule) below a half. Names in no dictionary have as little as 0.43,
/// in lines that are longer; digits and addresses near 0, so what holds a run of them stays. RapidOCR
/// itself leaves out what it gives less than 0.5.
fn doubted(text: &str, confidence: f32, engine: Engine) -> bool {
    let floor = match engine {
        Engine::RapidOcr => 0.5,
        Engine::Tesseract if text.chars().count() <= 4 => 0.5,
        Engine::Tesseract => 0.35,
        // How a command counts is not known.
        Engine::Command => return false,
    };
    let plain = |c: char| c.is_ascii_alphanumeric();
    let longest = text.split(|c| !plain(c)).map(str::len).max();
    confidence < floor && longest.unwrap_or(0) < 4
}

fn lines_of(pieces: &[&Piece]) -> Vec<RecognisedLine> {
    let (placed, em) = placed_of(pieces);
    let blocks = in_reading_order(placed, em).into_iter();
    blocks.flat_map(|block| lines_of_block(block, em)).collect()
}

/// The lines of a column, or of a page without columns.
fn lines_of_block(block: Vec<Placed<'_>>, em: f32) -> Vec<RecognisedLine> {
    let rows = rows_of(block);
    let margin = margin(&rows, em);
    let line = |number: usize| {
        let row = rows.get(number)?;
        let mut text = String::new();
        let left = row.placed.first()?.left;
        let is_indent = |margin: f32| INDENT.contains(&((left - margin) / em));
        let cells = join(&rows, number, row, em);
        if !cells.contains('\t') && margin.is_some_and(is_indent) {
            text.push_str("\u{3000}\u{3000}");
        }
        text.push_str(&cells);
        Some(RecognisedLine {
            text,
            confidence: confidence(row),
        })
    };
    (0..rows.len()).filter_map(line).collect()
}

/// The pieces of a row, apart by tabs, spaces or nothing.
fn join(rows: &[Row<'_>], number: usize, row: &Row<'_>, em: f32) -> String {
    let mut text = String::new();
    let mut before: Option<&Placed<'_>> = None;
    for placed in &row.placed {
        let piece = placed.text.trim();
        if let Some(before) = before {
            // Letters of a spaced heading are apart as wide as they are large.
            let em = em.max(before.em.min(placed.em));
            let gap = (placed.left - before.right) / em;
            let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let words = narrow(text.chars().next_back()) && narrow(piece.chars().next());
            if gap >= GAP || gap >= CELL_GAP && in_column(rows, number, placed.left, em) {
                text.push('\t');
            } else if gap >= CELL_GAP || words {
                text.push(' ');
            }
        }
        text.push_str(piece);
        before = Some(placed);
    }
    text
}

/// Whether something begins at `left` in a row near row `number`.
fn in_column(rows: &[Row<'_>], number: usize, left: f32, em: f32) -> bool {
    let near = number.saturating_sub(NEAR)..=number.saturating_add(NEAR);
    let others = near.filter(|&other| other != number);
    let begins = |placed: &Placed<'_>| (placed.left - left).abs() <= em * 0.5;
    others
        .filter_map(|other| rows.get(other))
        .any(|row| row.placed.iter().any(begins))
}

/// Where flush lines begin: the leftmost place at which several rows do.
fn margin(rows: &[Row<'_>], em: f32) -> Option<f32> {
    let begin = |row: &Row<'_>| row.placed.first().map(|placed| placed.left);
    let mut lefts: Vec<f32> = rows.iter().filter_map(begin).collect();
    lefts.sort_by(f32::total_cmp);
    let enough = (lefts.len() / 12).max(2);
    let cluster = |at: usize| {
        let from = *lefts.get(at)?;
        let rest = lefts.get(at..)?;
        let count = rest.partition_point(|&left| left <= from + em * 0.7);
        (count >= enough).then(|| median(rest.iter().take(count).copied()))
    };
    (0..lefts.len()).find_map(cluster)
}

/// The mean over the characters of a row.
fn confidence(row: &Row<'_>) -> f32 {
    let (mut sum, mut chars) = (0.0, 0.0);
    for placed in &row.placed {
        let count = placed.text.chars().count() as f32;
        sum += placed.confidence * count;
        chars += count;
    }
    if chars > 0.0 { sum / chars } else { 0.0 }
}

#[cfg(test)]
#[path = "assemble_tests.rs"]
mod tests;
