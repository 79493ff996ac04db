//! The order of pieces on a page set in columns: a column is read to its end before the next.
//!
//! A page is cut where nothing crosses a gutter, again and again: above what is set in columns, each
//! column, and below. Cells of a table stand side by side too; columns of text differ in that their
//! lines are long and full, so that they end at one place right before the gutter. A number on the
//! left and a signer on the right of one line are no columns.

use super::rows::{Placed, columns};

/// How many long lines each of two columns has at least.
const MIN_LINES: usize = 6;
/// The least width of a long line, in Han characters.
const LONG: f32 = 7.0;
/// The gutter's width in Han characters.
const GUTTER: std::ops::RangeInclusive<f32> = 0.7..=8.0;
/// How far a box may reach into the gutter, in Han characters.
const SLACK: f32 = 0.4;
/// How often a page is cut.
const MAX_CUTS: usize = 64;

/// The pieces in blocks that are read one after the other.
pub(super) fn in_reading_order(placed: Vec<Placed<'_>>, em: f32) -> Vec<Vec<Placed<'_>>> {
    let mut blocks = Vec::new();
    let mut open = vec![placed];
    let mut cuts = 0;
    while let Some(block) = open.pop() {
        let gutter = match cuts < MAX_CUTS {
            true => gutter(&block, em),
            false => None,
        };
        let Some(gutter) = gutter else {
            blocks.push(block);
            continue;
        };
        cuts += 1;
        let [above, left, right, below] = gutter.cut(block);
        // The last one put there is taken next.
        open.extend(
            [below, right, left, above]
                .into_iter()
                .filter(|part| !part.is_empty()),
        );
    }
    blocks
}

/// A place between two columns.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    x: f32,
    top: f32,
    bottom: f32,
}

impl Gutter {
    /// What stands above the columns, left and right of the gutter, and below.
    fn cut<'p>(&self, block: Vec<Placed<'p>>) -> [Vec<Placed<'p>>; 4] {
        let mut parts: [Vec<Placed<'p>>; 4] = Default::default();
        for piece in block {
            let [above, left, right, below] = &mut parts;
            let part = match middle(&piece) {
                y if y <= self.top => above,
                y if y >= self.bottom => below,
                _ if (piece.left + piece.right) / 2.0 < self.x => left,
                _ => right,
            };
            part.push(piece);
        }
        parts
    }
}

fn middle(piece: &Placed<'_>) -> f32 {
    (piece.top + piece.bottom) / 2.0
}

fn is_long(piece: &Placed<'_>, em: f32) -> bool {
    columns(piece.text) >= LONG && piece.right - piece.left >= LONG * em * 0.7
}

/// The first gutter of a block from the left.
fn gutter(block: &[Placed<'_>], em: f32) -> Option<Gutter> {
    edges(block, em)
        .into_iter()
        .find_map(|x| gutter_at(block, x, em))
}

/// Places right behind where many long lines end, leftmost first.
fn edges(block: &[Placed<'_>], em: f32) -> Vec<f32> {
    let long = block.iter().filter(|piece| is_long(piece, em));
    let mut rights: Vec<f32> = long.map(|piece| piece.right).collect();
    rights.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> = Vec::new();
    for window in rights.windows(MIN_LINES) {
        if let (Some(first), Some(last)) = (window.first(), window.last())
            && last - first <= em
        {
            let x = last + SLACK * em;
            match edges.last_mut() {
                Some(edge) if x - *edge <= em => *edge = x,
                _ => edges.push(x),
            }
        }
    }
    edges
}

/// The highest stretch of the page that nothing crosses at `x`, if columns stand beside it there.
fn gutter_at(block: &[Placed<'_>], x: f32, em: f32) -> Option<Gutter> {
    let crosses = |piece: &&Placed<'_>| piece.left < x - SLACK * em && piece.right > x + SLACK * em;
    let mut crossing: Vec<f32> = block.iter().filter(crosses).map(middle).collect();
    crossing.sort_by(f32::total_cmp);
    let tops = [f32::NEG_INFINITY]
        .into_iter()
        .chain(crossing.iter().copied());
    let bottoms = crossing.iter().copied().chain([f32::INFINITY]);
    let free = tops
        .zip(bottoms)
        .map(|(top, bottom)| Gutter { x, top, bottom });
    let count = |gutter: &Gutter| {
        let inside = |piece: &&Placed<'_>| (gutter.top..gutter.bottom).contains(&middle(piece));
        block.iter().filter(inside).count()
    };
    let gutter = free.max_by_key(count)?;
    let inside = block
        .iter()
        .filter(|piece| middle(piece) > gutter.top && middle(piece) < gutter.bottom);
    let (left, right): (Vec<_>, Vec<_>) =
        inside.partition(|piece| (piece.left + piece.right) / 2.0 < x);
    let end = left
        .iter()
        .map(|piece| piece.right)
        .max_by(f32::total_cmp)?;
    let begin = right
        .iter()
        .map(|piece| piece.left)
        .min_by(f32::total_cmp)?;
    let columns = GUTTER.contains(&((begin - end) / em))
        && is_column(&left, em, false)
        && is_column(&right, em, true)
        && beside(&left, &right);
    columns.then_some(gutter)
}

/// Whether a third of the lines are long and end at one edge: with `further` columns to the right the
/// fullest edge counts.
fn is_column(pieces: &[&Placed<'_>], em: f32, further: bool) -> bool {
    let full = |edge: f32| {
        let full = pieces.iter().filter(|piece| {
            piece.right <= edge && edge - piece.right <= 1.2 * em && is_long(piece, em)
        });
        full.count()
    };
    let rights = pieces.iter().map(|piece| piece.right);
    let most = if further {
        rights.map(full).max()
    } else {
        rights.max_by(f32::total_cmp).map(full)
    };
    let most = most.unwrap_or(0);
    most >= MIN_LINES && most * 3 >= lines(pieces)
}

/// How many lines pieces stand in.
fn lines(pieces: &[&Placed<'_>]) -> usize {
    let mut middles: Vec<(f32, f32)> = pieces
        .iter()
        .map(|piece| (middle(piece), piece.bottom - piece.top))
        .collect();
    middles.sort_by(|a, b| a.0.total_cmp(&b.0));
    let next = |pair: &&[(f32, f32)]| match pair {
        [first, second] => second.0 - first.0 > 0.5 * first.1,
        _ => false,
    };
    middles.windows(2).filter(next).count() + 1
}

/// Whether two columns stand side by side for most of the lower one's height.
fn beside(left: &[&Placed<'_>], right: &[&Placed<'_>]) -> bool {
    let span = |pieces: &[&Placed<'_>]| {
        let top = pieces.iter().map(|piece| piece.top).min_by(f32::total_cmp);
        let bottom = pieces
            .iter()
            .map(|piece| piece.bottom)
            .max_by(f32::total_cmp);
        top.zip(bottom).unwrap_or((0.0, 0.0))
    };
    let ((a, b), (c, d)) = (span(left), span(right));
    let common = b.min(d) - a.max(c);
    common >= 0.5 * (b - a).min(d - c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FULL: &str = "一二三四五六七八九十一二三四五六七八九十";

    fn piece(text: &str, left: f32, row: usize, chars: usize) -> Placed<'_> {
        let text = text.get(..3 * chars.min(20)).unwrap_or(text);
        let top = 40.0 * row as f32;
        Placed {
            text,
            confidence: 1.0,
            left,
            right: left + 20.0 * chars as f32,
            top,
            bottom: top + 24.0,
            em: 20.0,
        }
    }

    /// Where each block begins, and how many pieces it has.
    fn blocks(placed: Vec<Placed<'_>>) -> Vec<(f32, usize)> {
        let blocks = in_reading_order(placed, 20.0).into_iter();
        blocks
            .map(|block| {
                let left = block.iter().map(|p| p.left).min_by(f32::total_cmp);
                (left.unwrap_or(-1.0), block.len())
            })
            .collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_between_what_crosses_them() {
        let mut page = vec![piece(FULL, 100.0, 0, 20)];
        for row in 1..11 {
            page.push(piece(FULL, 0.0, row, if row % 4 == 0 { 9 } else { 20 }));
            page.push(piece(FULL, 440.0, row, 20));
            page.push(piece(FULL, 880.0, row, if row == 10 { 4 } else { 20 }));
        }
        page.push(Placed {
            right: 1280.0,
            ..piece(FULL, 0.0, 11, 20)
        });
        // The headline crosses the first gutter, the line below crosses both.
        assert_eq!(
            blocks(page),
            [(100.0, 1), (0.0, 10), (440.0, 10), (880.0, 10), (0.0, 1)]
        );
    }

    #[test]
    fn letters_and_tables_keep_their_rows() {
        let mut letter: Vec<Placed<'_>> = (0..20).map(|row| piece(FULL, 0.0, row, 20)).collect();
        letter.push(piece(FULL, 0.0, 21, 6));
        letter.push(piece(FULL, 250.0, 21, 7));
        assert_eq!(blocks(letter).len(), 1);
        let cells = |row: usize| {
            let widths = [4, 7, 3, 6, 5, 8, 4, 6, 7, 5];
            let wide = widths.get(row % 10).copied().unwrap_or(4);
            [
                piece(FULL, 0.0, row, 2),
                piece(FULL, 100.0, row, wide),
                piece(FULL, 300.0, row, 12),
            ]
        };
        assert_eq!(blocks((0..10).flat_map(cells).collect()).len(), 1);
    }

    proptest! {
        #[test]
        fn no_piece_is_lost(places in prop::collection::vec((0f32..900.0, 0usize..30, 1usize..21), 0..80)) {
            let page: Vec<Placed<'_>> = places.iter().map(|(x, row, n)| piece(FULL, *x, *row, *n)).collect();
            let count: usize = blocks(page.clone()).iter().map(|(_, count)| count).sum();
            prop_assert_eq!(count, page.len());
        }
    }
}
