//! Tables with ruled cells: a row of cells is one line, however many lines its cells have.
//!
//! A cell is what stands between two vertical and two horizontal segments. Cells of a few lines are
//! put together; a cell of many lines, such as the answer in a form, keeps its lines.

use super::{Bar, Line, Row, Rules, gaps};

/// Up to this many lines a cell is put together.
const FEW: usize = 4;
/// The most rows times segments that are compared; beyond, the segments are ignored.
const MAX_WORK: usize = 50_000_000;

/// The lines of rows with the number of their block: 0 for all but the lines of long cells.
pub(super) fn lines(rows: Vec<Row>, rules: &Rules) -> Vec<(usize, Line)> {
    let work = rows
        .len()
        .saturating_mul(rules.bars.len() + rules.levels.len());
    let none = Rules::default();
    let rules = if work > MAX_WORK { &none } else { rules };
    let mut table = Table::default();
    let mut cells: Vec<Cell> = Vec::new();
    for row in rows {
        match cells_of(&row, rules) {
            Some(found) => found.into_iter().for_each(|cell| add(&mut cells, cell)),
            None => {
                table.push_cells(std::mem::take(&mut cells), rules);
                let line = gaps::line(&row, &rules.bars);
                table.lines.extend(line.map(|line| (0, line)));
            }
        }
    }
    table.push_cells(cells, rules);
    table.lines
}

/// A cell with what stands in it, line by line.
struct Cell {
    left: f64,
    right: f64,
    top: f64,
    /// The height of its em.
    size: f64,
    rows: Vec<Row>,
}

/// The cells that a row passes through; `None` unless all of it stands in two or more.
fn cells_of(row: &Row, rules: &Rules) -> Option<Vec<Cell>> {
    let first = row.first()?;
    let middle = first.y - 0.3 * first.size;
    let edges = edges(&rules.bars, middle, 0.2 * first.size);
    if edges.len() < 3 {
        return None;
    }
    let mut cells: Vec<Cell> = Vec::new();
    for flat in row.iter().filter(|flat| !flat.c.is_whitespace()) {
        let centre = flat.x + flat.width / 2.0;
        let behind = edges.partition_point(|edge| *edge <= centre);
        let (left, right) = (*edges.get(behind.checked_sub(1)?)?, *edges.get(behind)?);
        match cells.last_mut().filter(|cell| cell.left == left) {
            Some(cell) => cell.rows.last_mut()?.push(*flat),
            None => {
                let (top, _) = band(rules, (left + right) / 2.0, middle)?;
                cells.push(Cell {
                    left,
                    right,
                    top,
                    size: first.size,
                    rows: vec![vec![*flat]],
                });
            }
        }
    }
    (!cells.is_empty()).then_some(cells)
}

/// Where vertical segments pass `y`, those closer than `near` as one.
fn edges(bars: &[Bar], y: f64, near: f64) -> Vec<f64> {
    let passing = bars.iter().filter(|bar| bar.top <= y && y <= bar.bottom);
    let mut edges: Vec<f64> = passing.map(|bar| bar.x).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|later, first| *later - *first < near);
    edges
}

/// The horizontal segments next above and below a point.
fn band(rules: &Rules, x: f64, y: f64) -> Option<(f64, f64)> {
    let over = |level: &&super::Level| level.left <= x && x <= level.right;
    let ys = || rules.levels.iter().filter(over).map(|level| level.y);
    let top = ys().filter(|at| *at <= y).max_by(f64::total_cmp)?;
    let bottom = ys().filter(|at| *at > y).min_by(f64::total_cmp)?;
    Some((top, bottom))
}

/// Adds a row's part of a cell to the cell.
fn add(cells: &mut Vec<Cell>, cell: Cell) {
    let near = 0.4 * cell.size;
    let same =
        cells.iter_mut().rev().take(200).find(|other| {
            (other.left - cell.left).abs() < near && (other.top - cell.top).abs() < near
        });
    match same {
        Some(other) => other.rows.extend(cell.rows),
        None => cells.push(cell),
    }
}

/// The lines so far.
#[derive(Default)]
struct Table {
    lines: Vec<(usize, Line)>,
    blocks: usize,
}

impl Table {
    /// Puts cells in rows, and the rows in lines.
    fn push_cells(&mut self, mut cells: Vec<Cell>, rules: &Rules) {
        cells.sort_by(|a, b| a.top.total_cmp(&b.top));
        let mut row: Vec<Cell> = Vec::new();
        for cell in cells {
            if row
                .first()
                .is_some_and(|first| cell.top - first.top > 0.5 * first.size)
            {
                self.push(std::mem::take(&mut row), rules);
            }
            row.push(cell);
        }
        self.push(row, rules);
    }

    fn push(&mut self, mut row: Vec<Cell>, rules: &Rules) {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut open: Option<Line> = None;
        let mut at: Option<f64> = None;
        let mut behind = 0;
        for cell in row {
            let (first, last) = ends(&cell, rules);
            let empty = empty_between(&cell, at.unwrap_or(first), cell.left, rules);
            behind = empty_between(&cell, cell.right, last, rules);
            let leading = at.is_none().then_some(empty);
            at = Some(cell.right);
            let lines: Vec<Line> = cell
                .rows
                .iter()
                .filter_map(|row| gaps::line(row, &[]))
                .collect();
            let long = lines.len() > FEW;
            let mut lines = lines.into_iter();
            let Some(first) = lines.next() else { continue };
            let first = if long {
                first
            } else {
                lines.by_ref().fold(first, joined)
            };
            open = Some(match open {
                Some(before) => beside(before, &first, empty),
                None => behind_cells(first, leading.unwrap_or(0)),
            });
            if long {
                self.lines.extend(open.take().map(|line| (0, line)));
                self.blocks += 1;
                self.lines.extend(lines.map(|line| (self.blocks, line)));
            }
        }
        if let Some(line) = &mut open {
            line.text.extend(std::iter::repeat_n('\t', behind));
        }
        self.lines.extend(open.map(|line| (0, line)));
    }
}

/// A line with tabs for the empty cells before it.
fn behind_cells(mut line: Line, empty: usize) -> Line {
    line.text.insert_str(0, &"\t".repeat(empty));
    line
}

/// Where the row of a cell begins and ends.
fn ends(cell: &Cell, rules: &Rules) -> (f64, f64) {
    let edges = edges(&rules.bars, cell.top + 0.5 * cell.size, 0.2 * cell.size);
    let first = edges.first().copied().unwrap_or(cell.left);
    let last = edges.last().copied().unwrap_or(cell.right);
    (first.min(cell.left), last.max(cell.right))
}

/// How many empty cells of a cell's row stand between two places; the space between borders is none.
fn empty_between(cell: &Cell, from: f64, to: f64, rules: &Rules) -> usize {
    let edges = edges(&rules.bars, cell.top + 0.5 * cell.size, 0.2 * cell.size);
    let mut at = from;
    let mut count = 0;
    for edge in edges.into_iter().filter(|edge| from < *edge && *edge <= to) {
        count += usize::from(edge - at >= cell.size);
        at = edge;
    }
    count
}

/// A line with the next line of its cell.
fn joined(mut line: Line, next: Line) -> Line {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let words = line
        .text
        .chars()
        .next_back()
        .is_some_and(|c| c.is_ascii_alphabetic());
    if words && latin(next.text.chars().next()) {
        line.text.push(' ');
    }
    line.text.push_str(&next.text);
    line.right = line.right.max(next.right);
    line
}

/// A line with a cell to its right, behind some empty ones.
fn beside(mut line: Line, cell: &Line, empty: usize) -> Line {
    line.text.extend(std::iter::repeat_n('\t', empty + 1));
    line.text.push_str(&cell.text);
    line.right = line.right.max(cell.right);
    line.furniture &= cell.furniture;
    line
}
