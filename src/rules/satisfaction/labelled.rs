//! The degree that stands alone behind its label; a form prints several.

use std::ops::Range;

use super::DEGREE;
use crate::document::Document;
use crate::labels::{Labelled, Tie};

/// The degree alone behind its label.
pub(super) fn behind_label(document: &Document) -> Option<Range<usize>> {
    let mut labels = document.labelled("satisfaction");
    let told = labels.find(|label| {
        let line = document.line(label.line);
        let of_label = degrees(document.text(label.label.clone()));
        degrees(line) <= 1 + of_label
            && !line.contains(['□', '☐', '√'])
            && is_tied(document, label)
            && DEGREE.is_match(document.text(label.value.clone()))
    })?;
    Some(told.value.clone())
}

/// How many degrees a text names.
fn degrees(text: &str) -> usize {
    text.matches("满意").count()
}

/// Whether what stands behind a label, or below it, is its value.
fn is_tied(document: &Document, label: &Labelled) -> bool {
    match label.tie {
        Tie::Colon | Tie::Cell => true,
        // Below the letter a form's words may go on: `满意程度 不满意⏎的原因`.
        Tie::Space => {
            let between = document.text(label.label.end..label.value.start);
            label.line < document.layout.body || between.contains("  ")
        }
        // In a form the degrees stand one below the other, or with boxes beside them.
        Tie::NextLine => {
            let below = document.line_at(label.value.start) + 1;
            let mut below = below..document.lines.end.min(below + FORM);
            !below.any(|index| is_of_form(document.line(index)))
        }
        _ => false,
    }
}

/// So many lines below a degree may hold the form's next one.
const FORM: usize = 4;

/// Whether a line belongs to a form's list of degrees: one of them, boxes, or how to fill them in.
fn is_of_form(line: &str) -> bool {
    let mark = |c: &char| !matches!(c, ' ' | '(' | ')' | '[' | ']' | '□' | '☐' | '○' | '_');
    let bare: String = line.chars().filter(mark).collect();
    let degree = DEGREE.is_match(&bare) || bare == "一般" || bare.is_empty();
    degree || line.contains("满意") && line.contains(['□', '☐', '√']) || line.contains("打√")
}
