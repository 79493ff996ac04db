//! Groups glyphs to rows: by baseline, then raised and lowered pieces to the row they stand in.

use std::collections::HashMap;

use super::{Flat, Row, median};

/// How far baselines of one row differ, in ems.
const BASELINE: f64 = 0.2;
/// How much of the lower of two pieces must stand beside the other to be one row.
const BESIDE: f64 = 0.5;
/// How many following pieces are looked at: more do not stand beside one.
const WINDOW: usize = 12;
/// Where an em box starts above and ends below the baseline, in ems.
const ASCENT: f64 = 0.8;
/// See [`ASCENT`].
const DESCENT: f64 = 0.2;

/// The rows of glyphs in one frame, from top to bottom, each from left to right.
pub(super) fn rows(mut flats: Vec<Flat>) -> Vec<Row> {
    flats.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Vec<Flat> = Vec::new();
    for flat in flats {
        let fits = open
            .first()
            .is_none_or(|first| flat.y - first.y <= BASELINE * flat.size.min(first.size));
        if !fits {
            pieces.push(Piece::of(std::mem::take(&mut open)));
        }
        open.push(flat);
    }
    pieces.push(Piece::of(open));
    let mut rows: Vec<(f64, Row)> = merge(pieces)
        .into_iter()
        .map(|piece| (piece.bottom, by_runs(without_doubles(piece.glyphs))))
        .filter(|(_, row)| !row.is_empty())
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Glyphs on one baseline and the band they fill.
struct Piece {
    glyphs: Row,
    top: f64,
    bottom: f64,
    size: f64,
}

impl Piece {
    fn of(mut glyphs: Row) -> Piece {
        glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        let size = median(&mut glyphs.iter().map(|flat| flat.size).collect::<Vec<_>>());
        let y = median(&mut glyphs.iter().map(|flat| flat.y).collect::<Vec<_>>());
        let (size, y) = (size.unwrap_or(1.0), y.unwrap_or(0.0));
        Piece {
            glyphs,
            top: y - ASCENT * size,
            bottom: y + DESCENT * size,
            size,
        }
    }

    /// Whether `other` stands beside and does not cover this piece.
    fn takes(&self, other: &Piece) -> bool {
        let shared = self.bottom.min(other.bottom) - self.top.max(other.top);
        let lower = self.size.min(other.size);
        shared >= BESIDE * lower && !covers(&self.glyphs, &other.glyphs, 0.25 * lower)
    }
}

/// Whether two glyphs, one of each row, overlap by more than `slack`; white space covers nothing.
fn covers(a: &[Flat], b: &[Flat], slack: f64) -> bool {
    let mut a = a.iter().filter(|flat| !flat.c.is_whitespace()).peekable();
    let mut b = b.iter().filter(|flat| !flat.c.is_whitespace()).peekable();
    while let (Some(one), Some(two)) = (a.peek(), b.peek()) {
        if one.right().min(two.right()) - one.x.max(two.x) > slack {
            return true;
        }
        if one.right() < two.right() {
            a.next();
        } else {
            b.next();
        }
    }
    false
}

/// Puts pieces that stand beside each other together; each is tried with the next few only.
fn merge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut pieces: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    let mut merged = Vec::new();
    for at in 0..pieces.len() {
        let Some(mut piece) = pieces.get_mut(at).and_then(Option::take) else {
            continue;
        };
        for later in pieces.iter_mut().skip(at + 1).take(WINDOW) {
            if later.as_ref().is_some_and(|other| piece.takes(other))
                && let Some(other) = later.take()
            {
                piece = joined(piece, other);
            }
        }
        merged.push(piece);
    }
    merged
}

/// Both pieces as one, in the band of the one with more glyphs.
fn joined(a: Piece, b: Piece) -> Piece {
    let (mut main, other) = if a.glyphs.len() >= b.glyphs.len() {
        (a, b)
    } else {
        (b, a)
    };
    main.glyphs.extend(other.glyphs);
    main.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    main
}

/// Text drawn twice with a small shift, to look bold or shaded, is there once.
fn without_doubles(row: Row) -> Row {
    let mut kept: Row = Vec::with_capacity(row.len());
    for flat in row {
        let double = kept.iter().rev().take(4).any(|other| {
            other.c == flat.c
                && flat.x - other.x < 0.3 * other.width.min(other.size)
                && (flat.y - other.y).abs() < 0.3 * other.size
        });
        if !double {
            kept.push(flat);
        }
    }
    kept
}

/// Keeps the characters of a run together where runs overlap: widths may be wrong.
///
/// A run with a gap inside is torn there, as others may stand in the gap.
fn by_runs(row: Row) -> Row {
    let mut order: Vec<(u32, Row)> = Vec::new();
    let mut latest: HashMap<u32, usize> = HashMap::new();
    for flat in row {
        let piece = latest.get(&flat.run).and_then(|at| order.get_mut(*at));
        match piece {
            Some((_, piece)) if piece.last().is_some_and(|last| adjoins(last, &flat)) => {
                piece.push(flat);
            }
            _ => {
                latest.insert(flat.run, order.len());
                order.push((flat.run, vec![flat]));
            }
        }
    }
    order.into_iter().flat_map(|(_, piece)| piece).collect()
}

fn adjoins(last: &Flat, next: &Flat) -> bool {
    next.x - last.right() < 0.5 * last.size
}
