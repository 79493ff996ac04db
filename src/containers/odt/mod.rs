//! ODT (also OTT, ODM): text documents of OpenDocument, ISO/IEC 26300.
//!
//! The same is written out and left out as for DOCX.

mod formats;
mod margins;
mod notes;
mod paragraph;
mod styles;
mod walk;

use super::flow::Flow;
use super::package::Package;
use super::xml;
use super::{Content, Trouble};
use margins::walk_margins;
use styles::Styles;
use walk::{Walked, walk};

/// What a media type of OpenDocument ends in, and what that is.
const OTHERS: &[(&str, &str)] = &[
    ("spreadsheet", "OpenDocument spreadsheet (ODS)"),
    ("presentation", "OpenDocument presentation (ODP)"),
    ("graphics", "OpenDocument drawing (ODG)"),
    ("formula", "OpenDocument formula (ODF)"),
    ("base", "OpenDocument database (ODB)"),
];

/// Reads an ODT file. `Encrypted` if it has a password; `Unsupported` for OpenDocument files of
/// another kind; `Damaged` and `Limit` as for DOCX.
pub fn read(bytes: &[u8]) -> Result<Content, Trouble> {
    let mut package = Package::open(bytes)?;
    if let Some(kind) = package.part("mimetype")? {
        let kind = String::from_utf8_lossy(&kind);
        let other = OTHERS.iter().find(|(word, _)| kind.contains(word));
        if let Some((_, what)) = other {
            return Err(Trouble::Unsupported((*what).to_owned()));
        }
    }
    if let Some(manifest) = package.part("META-INF/manifest.xml")?
        && xml::decode(&manifest).contains("encryption-data")
    {
        return Err(Trouble::Encrypted);
    }
    let content = package.part("content.xml")?;
    let content =
        content.ok_or_else(|| Trouble::Damaged("a package without content.xml".to_owned()))?;
    let content = xml::decode(&content);
    let common = package.part("styles.xml")?.unwrap_or_default();
    let common = xml::decode(&common);
    let mut styles = Styles::default();
    if !common.is_empty() {
        styles.read(&common)?;
    }
    styles.read(&content)?;
    assemble(&content, &common, &styles)
}

/// Headers, body, footers.
fn assemble(content: &str, common: &str, styles: &Styles) -> Result<Content, Trouble> {
    let body = walk(content, styles)?;
    let margins = match common.is_empty() {
        true => Default::default(),
        false => walk_margins(common, styles, &body.masters)?,
    };
    let mut flow = Flow::default();
    let Walked { text, odd, .. } = body;
    for header in &margins[0] {
        flow.furniture(header);
    }
    flow.body(&text);
    for footer in &margins[1] {
        flow.furniture(footer);
    }
    for (code, message) in odd {
        flow.note(code, message);
    }
    flow.finish()
}

#[cfg(test)]
mod tests;
