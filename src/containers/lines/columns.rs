//! The order of rows on a page set in columns: a column is read to its end before the next.
//!
//! Cells of a table stand side by side too. Columns of text differ: their lines are full, so they
//! end at one place right before the gutter, and no border of a cell stands among them.

use super::{Bar, Row, Rules, gaps, median};

/// How many lines each of two columns has at least.
const MIN_LINES: usize = 6;
/// The least characters of a full line in a column.
const MIN_CHARS: usize = 8;
/// The gutter's width in ems.
const GUTTER: std::ops::RangeInclusive<f64> = 1.0..=8.0;
/// How often columns are looked for within columns.
const MAX_COLUMNS: usize = 4;

/// The blocks of rows in the order they are read, with their number: 0 for the page, others for
/// columns.
pub(super) fn in_reading_order(rows: Vec<Row>, rules: &Rules) -> Vec<(usize, Vec<Row>)> {
    let mut blocks = Vec::new();
    let mut number = 0;
    let mut rest = rows;
    // Columns may start and end several times down a page.
    for _ in 0..MAX_COLUMNS {
        let Some((first, last, x)) = gutter(&rest, rules) else {
            break;
        };
        let below = rest.split_off(last);
        let beside = rest.split_off(first);
        blocks.push((0, rest));
        let columns = split_all(beside, x, rules).into_iter();
        for column in columns.flat_map(|column| split_again(column, rules)) {
            number += 1;
            blocks.push((number, column));
        }
        rest = below;
    }
    blocks.push((0, rest));
    blocks
}

/// Columns from left to right, the first gutter at `x`.
fn split_all(rows: Vec<Row>, mut x: f64, rules: &Rules) -> Vec<Vec<Row>> {
    let mut columns = Vec::new();
    let mut right = rows;
    for _ in 0..MAX_COLUMNS {
        let (column, others) = split(right, x);
        columns.push(column);
        right = others;
        match gutter(&right, rules) {
            Some((_, _, next)) => x = next,
            None => break,
        }
    }
    columns.push(right);
    columns
}

/// A column in its parts: what stands beside a headline may be columns only below it.
fn split_again(mut column: Vec<Row>, rules: &Rules) -> Vec<Vec<Row>> {
    let Some((first, last, x)) = gutter(&column, rules) else {
        return vec![column];
    };
    let below = column.split_off(last);
    let beside = column.split_off(first);
    let mut parts = vec![column];
    parts.extend(split_all(beside, x, rules));
    parts.push(below);
    parts.retain(|part| !part.is_empty());
    parts
}

/// What stands left and right of `x`.
fn split(rows: Vec<Row>, x: f64) -> (Vec<Row>, Vec<Row>) {
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for row in rows {
        let (left, right): (Row, Row) = row.into_iter().partition(|flat| flat.x < x);
        lefts.extend((!left.is_empty()).then_some(left));
        rights.extend((!right.is_empty()).then_some(right));
    }
    (lefts, rights)
}

/// A run of glyphs without a wide gap.
#[derive(Clone, Copy)]
struct Segment {
    row: usize,
    left: f64,
    right: f64,
    chars: usize,
}

/// The rows that stand in columns, from and to, and where the first gutter is.
fn gutter(rows: &[Row], rules: &Rules) -> Option<(usize, usize, f64)> {
    if rows.len() < MIN_LINES {
        return None;
    }
    let mut sizes: Vec<f64> = rows
        .iter()
        .filter_map(|row| Some(row.first()?.size))
        .collect();
    let em = median(&mut sizes)?;
    let segments: Vec<Segment> = rows
        .iter()
        .enumerate()
        .flat_map(|(at, row)| segments(at, row))
        .collect();
    edges(&segments, em)
        .into_iter()
        .find_map(|x| columns_at(rows, &segments, rules, x, em))
}

fn segments(at: usize, row: &Row) -> Vec<Segment> {
    let mut cuts: Vec<usize> = gaps::gaps(row)
        .filter(|(_, ems)| *ems >= *GUTTER.start())
        .map(|(place, _)| place)
        .collect();
    cuts.push(row.len());
    let mut from = 0;
    let mut segments = Vec::new();
    for to in cuts {
        let shown = row.get(from..to).unwrap_or_default().iter();
        let shown: Vec<_> = shown.filter(|flat| !flat.c.is_whitespace()).collect();
        if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
            segments.push(Segment {
                row: at,
                left: first.x,
                right: last.right(),
                chars: shown.len(),
            });
        }
        from = to;
    }
    segments
}

/// Places right behind where many full lines end, leftmost first.
fn edges(segments: &[Segment], em: f64) -> Vec<f64> {
    let mut rights: Vec<f64> = segments
        .iter()
        .filter(|segment| segment.chars >= MIN_CHARS)
        .map(|segment| segment.right)
        .collect();
    rights.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = Vec::new();
    for window in rights.windows(MIN_LINES) {
        if let (Some(first), Some(last)) = (window.first(), window.last())
            && last - first <= em
        {
            let x = last + 0.5 * em;
            match edges.last_mut() {
                Some(edge) if x - *edge <= em => *edge = x,
                _ => edges.push(x),
            }
        }
    }
    edges.truncate(2 * MAX_COLUMNS);
    edges
}

/// The longest run of rows that nothing at `x` crosses, if they are columns left and right of it.
fn columns_at(
    rows: &[Row],
    segments: &[Segment],
    rules: &Rules,
    x: f64,
    em: f64,
) -> Option<(usize, usize, f64)> {
    let crossing = segments
        .iter()
        .filter(|segment| segment.left < x && x < segment.right)
        .map(|segment| segment.row);
    let mut best = 0..0;
    let mut from = 0;
    for at in crossing.chain([rows.len()]) {
        if at.saturating_sub(from) > best.len() {
            best = from..at;
        }
        from = at + 1;
    }
    let inside = segments
        .iter()
        .filter(|segment| best.contains(&segment.row));
    let (left, right): (Vec<Segment>, Vec<Segment>) = inside.partition(|s| s.right <= x);
    let gap = right.iter().map(|s| s.left).min_by(f64::total_cmp)?
        - left.iter().map(|s| s.right).max_by(f64::total_cmp)?;
    let columns = GUTTER.contains(&(gap / em)) && is_column(&left, em) && is_column(&right, em);
    let cells = is_table(rows.get(best.clone())?, rules, x, 4.0 * em);
    (columns && !cells).then_some((best.start, best.end, x))
}

/// Whether most lines end where the column ends.
fn is_column(segments: &[Segment], em: f64) -> bool {
    let Some(edge) = segments.iter().map(|s| s.right).max_by(f64::total_cmp) else {
        return false;
    };
    let full = segments
        .iter()
        .filter(|s| edge - s.right <= em && s.chars >= MIN_CHARS);
    let full = full.count();
    // Further columns to the right end elsewhere, so a third is asked for there.
    full >= MIN_LINES && full * 3 >= segments.len()
}

/// Whether borders of cells stand among most of the rows, away from the gutter. A rule between columns
/// has no others across it.
fn is_table(rows: &[Row], rules: &Rules, x: f64, near: f64) -> bool {
    let height = |row: Option<&Row>| row.and_then(|row| row.first()).map(|flat| flat.y);
    let (top, bottom) = (height(rows.first()), height(rows.last()));
    let (top, bottom) = top.zip(bottom).unwrap_or((0.0, 0.0));
    let across = rules
        .levels
        .iter()
        .filter(|level| top < level.y && level.y < bottom && level.right - level.left > near);
    if across.count() < 2 {
        return false;
    }
    let away = |bar: &&Bar| (bar.x - x).abs() > near;
    let beside = |row: &&Row| {
        row.first().is_some_and(|flat| {
            let mut bars = rules.bars.iter().filter(away);
            bars.any(|bar| bar.top <= flat.y && flat.y <= bar.bottom)
        })
    };
    rows.iter().filter(beside).count() * 3 >= rows.len()
}
