//! The footer of a site, whose telephone is nobody's who answers.

use crate::document::Document;
use crate::labels::{Labelled, Tie};
use crate::layout::is_footer;
use crate::record::Kind;
use crate::text::CharSet;

pub(super) fn is_imprint(document: &Document, label: &Labelled) -> bool {
    let line = document.line(label.line);
    document.has(label.line, const { CharSet::of("主办") }) && line.contains("主办单位")
        || is_footer(line, document.page.lines[label.line].chars)
        || !names_a_contact(document, label.line)
            && (names_a_host(document, label.line) || below_tools(document, label.line))
        || label.line < document.layout.body
            && matches!(label.key, "phone" | "address" | "postcode")
            && document.kind.kind == Kind::ProposalReply
            && !names_a_contact(document, label.line)
            && !below_contact(document, label)
}

/// Whether a label stands alone below a contact's and its value, as in a page's list of labels and values.
fn below_contact(document: &Document, label: &Labelled) -> bool {
    let above = label.line.checked_sub(2);
    label.tie == Tie::NextLine && above.is_some_and(|above| names_a_contact(document, above))
}

/// Whether a line stands below a site's tools and tells who runs it, or where: `地址：… 电话：…`.
fn below_tools(document: &Document, line: usize) -> bool {
    let runs = ["地址", "承办单位", "主办单位"];
    let text = document.line(line);
    let told = line >= document.layout.body_end
        && runs.iter().any(|word| text.starts_with(word))
        && document.layout.is_below_tools(line);
    if !told {
        return false;
    }
    // A contact may stand below the tools too, and its address with it.
    let tools = (document.lines.start..line)
        .rev()
        .find(|&above| document.layout.is_furniture(above));
    let mut near = tools.map_or(line, |tools| tools + 1)..(line + 2).min(document.lines.end);
    !near.any(|near| names_a_contact(document, near))
}

/// Whether lines beside line `index` say whose site a page is.
fn names_a_host(document: &Document, label_line: usize) -> bool {
    let address = document.line(label_line).contains("地址");
    let below = (label_line + 1).min(document.lines.end - 1);
    let near = label_line.saturating_sub(2).max(document.lines.start)..=below;
    near.into_iter().any(|index| {
        let line = document.line(index);
        let host = index <= label_line
            && line.contains("主办")
            && (address
                || index == label_line
                || line.starts_with("主办") && line.contains("承办"));
        is_footer(line, document.page.lines[index].chars) || host
    })
}

/// Whether a contact's label stands on line `index`.
fn names_a_contact(document: &Document, index: usize) -> bool {
    let mut of_line = document.labels_of(index).iter();
    of_line.any(|label| label.key.starts_with("contact"))
}
