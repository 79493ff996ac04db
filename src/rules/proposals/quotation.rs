//! What stands between quotation marks: 《》, “”, 「」, "".

use std::ops::Range;

use crate::document::Document;

/// A quotation.
pub(super) struct Quotation {
    /// The mark that opens it, as printed.
    pub(super) mark: char,
    /// What stands between its marks, as bytes of the stretch.
    pub(super) inner: Range<usize>,
    /// Where its closing mark ends.
    pub(super) end: usize,
}

/// The quotations of a stretch, those inside others left out, in order.
pub(super) fn quotations<'d>(
    document: &'d Document,
    range: Range<usize>,
) -> impl Iterator<Item = Quotation> + 'd {
    let text = document.text(range.clone());
    // All kinds of quotation marks but 《 are folded to one.
    let mut marks = text.match_indices(['《', '》', '"']);
    let mut open: Option<(Range<usize>, char)> = None;
    let mut depth = 0usize;
    std::iter::from_fn(move || {
        marks.find_map(|(at, folded)| {
            let end = at + folded.len();
            let printed = document.original(range.start + at..range.start + end);
            let mark = printed.chars().next().unwrap_or_default();
            let Some((opening, opener)) = &open else {
                if !matches!(mark, '》' | '”' | '」') && folded != "》" {
                    let mark = if folded == "《" { '《' } else { mark };
                    (open, depth) = (Some((at..end, mark)), 1);
                }
                return None;
            };
            let (opens, closes) = match opener {
                '《' => (folded == "《", folded == "》"),
                '“' => (mark == '“', mark == '”'),
                '「' => (mark == '「', mark == '」'),
                _ => (false, folded == "\""),
            };
            depth += usize::from(opens);
            depth -= usize::from(closes);
            if depth > 0 {
                return None;
            }
            let quotation = Quotation {
                mark: *opener,
                inner: opening.end..at,
                end,
            };
            open = None;
            Some(quotation)
        })
    })
}
