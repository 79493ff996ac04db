//! Cells and rows of a DOCX that are merged or deleted (§17.4).

use crate::containers::story::Kept;
use crate::containers::xml::Element;

use super::walk::Walker;

impl Walker<'_> {
    /// Merged cells stand once: at their first row and column.
    pub(super) fn cell_property(&mut self, element: &Element<'_>) {
        let goes_on = element.attr("val").is_none_or(|value| value == "continue");
        match element.name() {
            "cellDel" => self.keep(Kept::Nothing),
            "hMerge" if goes_on => self.keep(Kept::Nothing),
            "vMerge" if goes_on => self.keep(Kept::Column),
            _ => {}
        }
    }

    /// What remains of the cell or row that is open.
    pub(super) fn keep(&mut self, kept: Kept) {
        if let Some(shown) = self.shown.last_mut() {
            *shown = kept;
        }
    }
}
