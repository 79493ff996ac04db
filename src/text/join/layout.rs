//! How the lines of a text are filled: the widths that they share.

use super::shape::Shape;
use crate::text::is_han;

/// How the lines of a text are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::text) struct Layout {
    /// Characters of a full line, where a program cut lines at a count.
    pub(super) wrap: Option<usize>,
    /// Display columns of a full line, where the text was scanned from columns.
    pub(super) columns: Option<usize>,
    /// Display columns of a full line, where paragraphs are set in and lines are as a page shows them.
    pub(super) set_in: Option<usize>,
}

impl Layout {
    pub(in crate::text) fn of(shapes: &[Shape]) -> Layout {
        let (wrap, columns) = (wrap_width(shapes), column_width(shapes));
        // Scanned lines of one width differ in characters, cut ones do not.
        let cut = match (wrap, columns) {
            (Some(wrap), Some(columns)) => {
                let equal = shapes.iter().filter(|shape| shape.chars == wrap).count();
                let longer = shapes
                    .iter()
                    .filter(|shape| shape.chars > wrap && shape.columns <= columns + 2)
                    .count();
                longer * 10 <= equal
            }
            _ => false,
        };
        Layout {
            wrap,
            columns: columns.filter(|_| !cut),
            set_in: set_in_width(shapes),
        }
    }
}

/// The shortest line, in characters, that a wrap can fill.
pub(super) const MIN_WRAP: usize = 12;
/// The longest line, in characters or columns, that a wrap or a column can fill.
const WIDEST: usize = 500;

/// The width of lines as a page shows them: first lines that are set in and go on in one that is not.
fn set_in_width(shapes: &[Shape]) -> Option<usize> {
    let first_lines = shapes.windows(2).filter(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let goes_on = !second.indented && !second.is_blank() && !second.starts_new;
        first.indented && goes_on && !first.cells && is_text(first.last) && first.chars >= MIN_WRAP
    });
    let mut widths: Vec<usize> = first_lines.map(|pair| pair[0].columns + INDENT).collect();
    widths.sort_unstable();
    let middle = *widths.get(widths.len() / 2)?;
    let like = |width: &&usize| width.abs_diff(middle) <= EARLY;
    let alike = widths.iter().filter(like).count();
    (widths.len() >= 3 && alike * 4 >= widths.len() * 3).then_some(middle)
}

/// Columns by which a paragraph's first line is set in.
pub(super) const INDENT: usize = 4;
/// Columns by which a line may end early, before a word or number that is not divided.
pub(super) const EARLY: usize = 10;

/// The length that cut lines share: at least two neighbours of one length, broken in mid-sentence.
fn wrap_width(shapes: &[Shape]) -> Option<usize> {
    let mut counts = [0u32; WIDEST + 1];
    for pair in shapes.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let open = !a.ends_sentence() && is_text(a.last) && a.last != ',';
        if (MIN_WRAP..=WIDEST).contains(&a.chars)
            && !a.cells
            && !b.is_blank()
            && b.chars <= a.chars
            && open
            && !b.starts_new
            && !b.is_label()
            && !(a.is_row() && b.is_row())
        {
            counts[a.chars] += 1;
        }
    }
    let as_long = |width: usize| {
        shapes
            .iter()
            .filter(|shape| shape.chars == width && !shape.cells)
            .count()
    };
    let widths = shapes.iter().map(|shape| shape.chars.min(WIDEST));
    let (cuts, width) = widths.map(|width| (counts[width], width)).max()?;
    // Where a program cut lines few are longer.
    let beyond = |width: usize| {
        let beyond = |shape: &&Shape| shape.chars > width + 2 && !shape.cells && shape.prose;
        shapes.iter().filter(beyond).count()
    };
    let near = |width: usize| {
        let near = |shape: &&Shape| (width - 2..=width).contains(&shape.chars) && !shape.cells;
        shapes.iter().filter(near).count()
    };
    (cuts >= 2 && as_long(width) >= 3 && beyond(width) <= near(width)).then_some(width)
}

fn is_text(c: char) -> bool {
    is_han(c) || c.is_alphanumeric() || matches!(c, ',' | '、')
}

/// The width of scanned columns: most long lines lie within a few columns of one width.
fn column_width(shapes: &[Shape]) -> Option<usize> {
    let long = |shape: &&Shape| shape.chars >= 8 && !shape.cells && !shape.is_row();
    let lines = shapes.iter().filter(long);
    let count = lines.clone().count();
    if count < 8 {
        return None;
    }
    let mut counts = [0u32; WIDEST + 3];
    let widths = lines.clone().map(|shape| shape.columns);
    let widths = widths.filter(|&columns| columns <= WIDEST);
    for columns in widths.clone() {
        counts[columns] += 1;
    }
    // A line of eight characters has as many columns or more.
    let near = |width: usize| counts[width - 2..=width + 2].iter().sum::<u32>() as usize;
    let (_, width) = widths.map(|width| (near(width), width)).max()?;
    // Lines cut by a column's edge end anywhere; lines of a list end in punctuation.
    // A column's edge cuts every line of text: a few long paragraphs show that there is none.
    let beyond = |shape: &&Shape| shape.prose && shape.columns > 2 * width;
    let beyond = lines.clone().filter(beyond).count();
    let filled = lines.filter(|shape| shape.columns.abs_diff(width) <= 2);
    let open = filled.filter(|shape| is_text(shape.last)).count();
    let enough = near(width) * 2 >= count && open * 3 >= near(width) && beyond * 4 <= near(width);
    (width >= 24 && enough).then_some(width)
}
