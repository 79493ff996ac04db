//! The last stage of an ingest: finds the paths whose files are gone.

use std::path::PathBuf;

use rusqlite::params;

use super::Options;
use super::settle::Settler;
use crate::archive::paths::resolve_above;
use crate::archive::{FileRow, Store};
use crate::error::Result;

/// Marks the paths under the folders named that were not found again, or drops them.
///
/// A path is gone only if its folder was looked into: what stands in a folder that was skipped, or
/// that could not be read, has not vanished. A folder that is missing as a whole may be a drive
/// that is not there, so nothing of it is dropped unless a folder above it is named.
pub(super) fn settle(settler: &mut Settler<'_>, options: &Options<'_>) -> Result<()> {
    let roots: Vec<PathBuf> = options
        .roots
        .iter()
        .map(|root| resolve_above(root))
        .collect();
    for row in missing(settler, &roots)? {
        settle_one(settler, row, options.prune)?;
    }
    Ok(())
}

/// The rows of the ledger below `roots` that this run did not come to.
fn missing(settler: &Settler<'_>, roots: &[PathBuf]) -> Result<Vec<FileRow>> {
    let store = settler.writers.store.store();
    let mut found = Vec::new();
    let sql = "SELECT path FROM files WHERE path NOT IN (SELECT path FROM temp.seen) ORDER BY path";
    store.stream(sql, params![], &mut |row| {
        let path: Vec<u8> = row.get(0).map_err(|error| store.failed(error))?;
        let on_disk = settler.places.on_disk(&path);
        let named = roots.iter().any(|root| on_disk.starts_with(root));
        if named && !stands_in_closed(store, &path)? {
            found.extend(store.file(&path)?);
        }
        Ok(())
    })?;
    Ok(found)
}

/// Whether a folder above the path was settled as a whole: skipped, missing, or not readable.
fn stands_in_closed(store: &Store, path: &[u8]) -> Result<bool> {
    let is_closed = |path: &[u8]| {
        let sql = "SELECT 1 FROM temp.seen WHERE path = ?1 AND closed";
        let found: Vec<i64> = store.all(sql, params![path])?;
        Ok(!found.is_empty())
    };
    let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    for (at, _) in slashes {
        let above = &path[..at];
        // `a.zip!/b.doc` stands in `a.zip`.
        let packed = above.strip_suffix(b"!").unwrap_or(above);
        if is_closed(above)? || is_closed(packed)? {
            return Ok(true);
        }
    }
    Ok(!path.starts_with(b"/") && is_closed(b".")?)
}

fn settle_one(settler: &mut Settler<'_>, row: FileRow, prune: bool) -> Result<()> {
    if row.hash.is_none() {
        // A path that never had documents is no loss.
        return settler.writers.store.forget_file(&row.path);
    }
    settler.summary.add_vanished(&row.path, prune);
    if prune {
        settler.release(&row)?;
        return settler.writers.store.forget_file(&row.path);
    }
    let new = FileRow {
        vanished: true,
        ..row.clone()
    };
    settler.write_file(Some(&row), new)
}
