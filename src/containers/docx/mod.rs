//! DOCX (also DOCM, DOTX, DOTM; Transitional and Strict): WordprocessingML of ISO/IEC 29500-1.
//!
//! Written out are the text as last saved with all changes accepted, tables as rows, automatic
//! numbers, notes after the paragraph that refers to them, text boxes after their paragraph. Left
//! out are deleted and hidden text, comments, instructions of fields, and page numbers alone in
//! headers and footers.

mod document;
mod fields;
mod notes;
mod numbering;
mod paragraph;
mod relations;
mod run;
mod section;
mod styles;
mod table;
mod tag;
mod walk;

use super::package::Package;
use super::{Content, Trouble};

/// The most styles, lists, notes or relationships that a document may define.
const MAX_ITEMS: usize = 50_000;

/// Reads a DOCX file. `Encrypted` and `Damaged` as the package says; `Unsupported` for a package of
/// another kind; `Limit` for one that is over a limit of [`crate::containers`].
pub fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    document::read(&mut package, &main)
}

/// The name of the part that holds the body.
fn main_part(package: &mut Package<'_>) -> Result<String, Trouble> {
    let relations = relations::Relations::read(package, "")?;
    let told = relations.of_kind("officeDocument").unwrap_or_default();
    for (folder, what) in [
        ("xl/", "Excel workbook (XLSX)"),
        ("ppt/", "PowerPoint presentation (PPTX)"),
        ("visio/", "Visio drawing (VSDX)"),
    ] {
        if told.starts_with(folder) {
            return Err(Trouble::Unsupported(what.to_owned()));
        }
    }
    let found = [told, "word/document.xml"]
        .into_iter()
        .find(|name| package.has(name));
    let found = found.or_else(|| {
        let mut names = package.names().iter().map(String::as_str);
        names.find(|name| name.ends_with("/document.xml"))
    });
    found
        .map(str::to_owned)
        .ok_or_else(|| Trouble::Damaged("a package without word/document.xml".to_owned()))
}

/// Whether a property that stands without a value or with this one is on (§17.17.4, ST_OnOff).
fn switched_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests;
