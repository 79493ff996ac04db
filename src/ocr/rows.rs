//! Finds which pieces of a page stand in one row, on paper that lies a little askew.

use super::page::Piece;

/// Paper is turned by at most so many radians (about 5°); more is another orientation.
const MAX_SKEW: f32 = 0.09;
/// Rows that a piece may still belong to: pieces come by height, so older rows are above it.
const OPEN: usize = 6;
/// The most pieces of one row.
const MAX_ROW: usize = 200;

/// A piece on the straightened page, in pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<'p> {
    pub(super) text: &'p str,
    pub(super) confidence: f32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// The width of one Han character.
    pub(super) em: f32,
}

/// Pieces side by side, from left to right.
#[derive(Debug, Default)]
pub(super) struct Row<'p> {
    pub(super) placed: Vec<Placed<'p>>,
    /// Means over the pieces.
    top: f32,
    bottom: f32,
}

/// The pieces on the straightened page, and the width of a Han character of its text.
pub(super) fn placed_of<'p>(pieces: &[&'p Piece]) -> (Vec<Placed<'p>>, f32) {
    let (sin, cos) = skew(pieces).sin_cos();
    let placed: Vec<Placed<'p>> = pieces.iter().map(|piece| place(piece, sin, cos)).collect();
    let em = page_em(&placed);
    (placed, em)
}

/// The rows that pieces stand in, from the top down.
pub(super) fn rows_of(mut placed: Vec<Placed<'_>>) -> Vec<Row<'_>> {
    placed.sort_by(|a, b| (a.top + a.bottom).total_cmp(&(b.top + b.bottom)));
    let mut rows: Vec<Row<'_>> = Vec::new();
    for piece in placed {
        let open = rows.len().saturating_sub(OPEN);
        let fit = |row: &Row<'_>| {
            if row.takes(&piece) {
                row.overlap(&piece)
            } else {
                0.0
            }
        };
        let best = rows
            .iter_mut()
            .skip(open)
            .map(|row| (fit(row), row))
            .filter(|(overlap, _)| *overlap >= 0.5)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((_, row)) => row.add(piece),
            None => {
                let mut row = Row::default();
                row.add(piece);
                rows.push(row);
            }
        }
    }
    for row in &mut rows {
        row.placed.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows.sort_by(|a, b| (a.top + a.bottom).total_cmp(&(b.top + b.bottom)));
    rows
}

impl<'p> Row<'p> {
    fn add(&mut self, piece: Placed<'p>) {
        let count = self.placed.len() as f32;
        self.top = (self.top * count + piece.top) / (count + 1.0);
        self.bottom = (self.bottom * count + piece.bottom) / (count + 1.0);
        self.placed.push(piece);
    }

    /// How much of the lower of the two is beside the other, from 0 to 1.
    fn overlap(&self, piece: &Placed<'_>) -> f32 {
        let common = self.bottom.min(piece.bottom) - self.top.max(piece.top);
        let lower = (self.bottom - self.top).min(piece.bottom - piece.top);
        common / lower.max(1.0)
    }

    /// Whether there is room: what stands above one another is in two rows.
    fn takes(&self, piece: &Placed<'_>) -> bool {
        let stacked = |other: &Placed<'_>| {
            let common = other.right.min(piece.right) - other.left.max(piece.left);
            let narrower = (other.right - other.left).min(piece.right - piece.left);
            common > narrower * 0.5
        };
        self.placed.len() < MAX_ROW && !self.placed.iter().any(stacked)
    }
}

/// By how much the page is turned, in radians: the median over its long pieces.
fn skew(pieces: &[&Piece]) -> f32 {
    let angle = |piece: &&Piece| {
        let [top_left, top_right, _, bottom_left] = piece.corners;
        let (dx, dy) = (top_right[0] - top_left[0], top_right[1] - top_left[1]);
        let height = (bottom_left[1] - top_left[1]).abs();
        (dx > height * 4.0).then(|| dy.atan2(dx))
    };
    let angle = median(pieces.iter().filter_map(angle));
    if angle.abs() <= MAX_SKEW { angle } else { 0.0 }
}

fn place<'p>(piece: &'p Piece, sin: f32, cos: f32) -> Placed<'p> {
    let turned = piece
        .corners
        .map(|[x, y]| [x * cos + y * sin, y * cos - x * sin]);
    let [a, b, c, d] = turned;
    // Means of two corners each: a box that is still askew is not made larger by that.
    let (left, right) = ((a[0] + d[0]) / 2.0, (b[0] + c[0]) / 2.0);
    let (top, bottom) = ((a[1] + b[1]) / 2.0, (c[1] + d[1]) / 2.0);
    let (left, right) = (left.min(right), left.max(right));
    let (top, bottom) = (top.min(bottom), top.max(bottom));
    let height = bottom - top;
    let columns = columns(&piece.text);
    let em = if columns >= 2.0 {
        (right - left) / columns
    } else {
        height * 0.8
    };
    Placed {
        text: &piece.text,
        confidence: piece.confidence,
        left,
        right,
        top,
        bottom,
        // Boxes are a little higher than the characters in them.
        em: em.max(height * 0.4).min(height * 1.3 + 1.0),
    }
}

/// The width of a text in Han characters.
pub(super) fn columns(text: &str) -> f32 {
    let width = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
    text.trim().chars().map(width).sum()
}

/// The character width of the page's running text: half of its characters are no wider.
fn page_em(placed: &[Placed<'_>]) -> f32 {
    let weigh = |placed: &Placed<'_>| (placed.em, columns(placed.text));
    let mut widths: Vec<(f32, f32)> = placed.iter().map(weigh).collect();
    widths.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = widths.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    let middle = widths.iter().find(|(_, weight)| {
        sum += weight;
        sum >= half
    });
    middle.map_or(1.0, |(em, _)| em.max(1.0))
}

/// The middle value; 0 of none.
pub(super) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
