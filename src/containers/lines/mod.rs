//! Glyphs of a page, each with its place, put together to visual lines.
//!
//! PDF and OFD place glyphs; neither says where a line, a word or a cell ends. What tells is
//! geometry: glyphs of one direction are turned upright (`frame`), grouped by their baselines
//! (`rows`), and the gaps between neighbours become nothing, spaces or tabs (`gaps`). Ruled cells are
//! put together row by row (`tables`), pages set in columns are read column by column (`columns`),
//! and the lines of all pages become one [`Content`](super::Content) (`pages`).

mod columns;
mod frame;
mod gaps;
mod pages;
mod printed;
mod rows;
mod tables;
mod wraps;

pub(super) use pages::{PageLines, Pages};

/// The most glyphs that are taken from one page.
pub(super) const MAX_GLYPHS: usize = 400_000;
/// The most ruled segments that are looked at on one page.
pub(super) const MAX_RULES: usize = 4_000;

/// A character at its place, in a frame whose y grows downwards; units are the page's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The character.
    pub(super) c: char,
    /// Where its baseline starts.
    pub(super) x: f64,
    /// See `x`.
    pub(super) y: f64,
    /// From there to where the next glyph is due.
    pub(super) dx: f64,
    /// See `dx`.
    pub(super) dy: f64,
    /// The height of its em.
    pub(super) size: f64,
    /// Whether the container marks it as page header or footer.
    pub(super) furniture: bool,
    /// The string it was drawn with; the characters of one keep their order.
    pub(super) run: u32,
}

impl Glyph {
    /// Whether every number can be reckoned with.
    pub(super) fn is_sound(&self) -> bool {
        let place = [self.x, self.y, self.dx, self.dy];
        place.iter().all(|n| n.is_finite() && n.abs() < 1e9) && self.size > 1e-3 && self.size < 1e6
    }
}

/// A straight segment drawn on the page, such as the border of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Its ends.
    pub(super) from: (f64, f64),
    /// See `from`.
    pub(super) to: (f64, f64),
}

/// A glyph in a frame where its line is horizontal and read from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Flat {
    c: char,
    x: f64,
    y: f64,
    width: f64,
    size: f64,
    furniture: bool,
    run: u32,
}

impl Flat {
    fn right(&self) -> f64 {
        self.x + self.width
    }
}

/// Glyphs on one baseline, from left to right.
type Row = Vec<Flat>;

/// A vertical segment in the frame of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bar {
    x: f64,
    top: f64,
    bottom: f64,
}

/// A horizontal segment in the frame of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Level {
    y: f64,
    left: f64,
    right: f64,
}

/// The segments of a frame.
#[derive(Debug, Default)]
struct Rules {
    bars: Vec<Bar>,
    levels: Vec<Level>,
    /// Whether the frame is another than that of most glyphs.
    turned: bool,
}

/// A visual line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its text, without white space at its ends but the tabs of empty cells.
    pub(super) text: String,
    /// Where it starts and ends.
    pub(super) left: f64,
    /// See `left`.
    pub(super) right: f64,
    /// Its baseline.
    pub(super) y: f64,
    /// The height of its em.
    pub(super) size: f64,
    /// Whether all of it is page header or footer.
    pub(super) furniture: bool,
    /// The block it belongs to: 0 the page itself, others its columns and its turned texts.
    pub(super) block: usize,
}

/// The visual lines of a page, upright ones first, each group from top to bottom.
pub(super) fn lines(glyphs: &[Glyph], rules: &[Rule]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut blocks = 1;
    for (flats, rules) in frame::upright(glyphs, rules) {
        for (column, rows) in columns::in_reading_order(rows::rows(flats), &rules) {
            let first = blocks;
            let column_lines = tables::lines(rows, &rules);
            for (cell, mut line) in column_lines {
                // The first block is the page itself: upright, not in columns, not in long cells.
                if column > 0 || cell > 0 || rules.turned {
                    line.block = first + cell;
                    blocks = blocks.max(line.block + 1);
                }
                lines.push(line);
            }
        }
    }
    lines
}

/// The middle one of the values, if there are any.
fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
