//! Checks the files of an index: every file that meta.json lists is there and whole.

use std::path::{Path, PathBuf};

use tantivy::directory::error::OpenReadError;
use tantivy::index::SegmentComponent;
use tantivy::{Directory, Index, SegmentMeta};

use super::directory::{MANAGED, ReadOnly};
use super::failure::told;
use super::pairs;
use crate::error::Result;

/// The problems found, each a sentence that names the file.
///
/// The list of files comes from meta.json alone: tantivy's own check leaves out what its list of
/// managed files does not name, and that list may be damaged too.
pub(super) fn problems(dir: &Path) -> Result<Vec<String>> {
    let mut out = Vec::new();
    out.extend(managed_list(dir));
    let folder = ReadOnly::open(dir).map_err(|error| told(dir, error))?;
    let index = Index::open(folder).map_err(|error| told(dir, error))?;
    let metas = index
        .searchable_segment_metas()
        .map_err(|error| told(dir, error))?;
    for file in metas.iter().flat_map(files) {
        out.extend(file_problem(&index, &file));
    }
    Ok(out)
}

/// The files of one segment.
fn files(segment: &SegmentMeta) -> Vec<PathBuf> {
    let mut components = vec![
        SegmentComponent::Postings,
        SegmentComponent::Positions,
        SegmentComponent::Terms,
        SegmentComponent::Store,
        SegmentComponent::FastFields,
        SegmentComponent::FieldNorms,
        pairs::component(),
    ];
    if segment.has_deletes() {
        components.push(SegmentComponent::Delete);
    }
    components
        .into_iter()
        .map(|component| segment.relative_path(component))
        .collect()
}

fn file_problem(index: &Index, file: &Path) -> Option<String> {
    let name = file.display();
    match index.directory().validate_checksum(file) {
        Ok(true) => index
            .directory()
            .open_read(file)
            .err()
            .map(|_| format!("{name} was written by another version.")),
        Ok(false) => Some(format!(
            "{name} does not have the checksum it was written with."
        )),
        Err(OpenReadError::FileDoesNotExist(_)) => Some(format!("{name} is missing.")),
        Err(_) => Some(format!(
            "{name} cannot be read to its end: it is cut short or overwritten."
        )),
    }
}

/// The list of files that may be deleted must be there and readable, or no writer can open the index.
fn managed_list(dir: &Path) -> Option<String> {
    let bytes = match std::fs::read(dir.join(MANAGED)) {
        Ok(bytes) => bytes,
        Err(_) => return Some(format!("{MANAGED} cannot be read.")),
    };
    serde_json::from_slice::<Vec<PathBuf>>(&bytes)
        .err()
        .map(|_| format!("{MANAGED} does not hold a list of files."))
}
