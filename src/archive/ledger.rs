//! The ledger: every path the archive has seen, with what became of it.

use rusqlite::{Row, params};

use super::packed::Checksum;
use super::store::Store;
use crate::error::Result;
use crate::source::Stamp;

/// One path of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// The stored path.
    pub path: Vec<u8>,
    /// The outcome's name.
    pub outcome: String,
    /// Why, if the file was not archived.
    pub reason: Option<String>,
    /// BLAKE3 of the bytes that were archived for this path; none if none are.
    pub hash: Option<Vec<u8>>,
    /// The file as it was then.
    pub stamp: Option<Stamp>,
    /// Codes of the warnings on its records.
    pub warnings: Vec<String>,
    /// Whether it was gone at the last ingest of its folder.
    pub vanished: bool,
}

impl FileRow {
    /// A checksum over all of the row.
    pub(super) fn checksum(&self) -> i64 {
        let mut sum = Checksum::with_capacity(256);
        sum.bytes(&self.path);
        sum.bytes(self.outcome.as_bytes());
        sum.bytes(self.reason.as_deref().unwrap_or("").as_bytes());
        sum.bytes(self.hash.as_deref().unwrap_or(b""));
        if let Some(stamp) = self.stamp {
            sum.number(stamp.size);
            sum.number(stamp.modified);
            sum.number(stamp.changed);
        }
        sum.bytes(self.warnings.join(",").as_bytes());
        sum.number(i64::from(self.vanished));
        sum.finish()
    }
}

/// The columns that [`read_row`] reads.
const COLUMNS: &str =
    "path, outcome, reason, hash, size, modified, changed, warnings, vanished, checksum";

impl Store {
    /// The ledger's row of a stored path.
    pub fn file(&self, path: &[u8]) -> Result<Option<FileRow>> {
        let mut found = None;
        let sql = format!("SELECT {COLUMNS} FROM files WHERE path = ?1");
        self.stream(&sql, params![path], &mut |row| {
            found = Some(self.file_row(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The paths of the files in a packed file, in order.
    pub fn paths_inside(&self, packed: &[u8]) -> Result<Vec<Vec<u8>>> {
        // `a.zip!/b.doc`: every path between `a.zip!/` and the first that cannot begin so.
        let (from, to) = ([packed, b"!/"].concat(), [packed, b"!0"].concat());
        self.all(
            "SELECT path FROM files WHERE path > ?1 AND path < ?2 ORDER BY path",
            params![from, to],
        )
    }

    /// Calls `f` with every row of the ledger, in the order of the paths' bytes.
    pub fn for_each_file(&self, f: &mut dyn FnMut(FileRow) -> Result<()>) -> Result<()> {
        self.for_each_file_result(&mut |file| f(file?))
    }

    /// As [`Store::for_each_file`], with what is wrong in the place of a row that is damaged.
    pub(super) fn for_each_file_result(
        &self,
        f: &mut dyn FnMut(Result<FileRow>) -> Result<()>,
    ) -> Result<()> {
        let sql = format!("SELECT {COLUMNS} FROM files ORDER BY path");
        self.stream(&sql, params![], &mut |row| f(self.file_row(row)))
    }

    /// The path whose bytes were archived first among those with this hash.
    pub fn first_path_of(&self, hash: &[u8]) -> Result<Option<Vec<u8>>> {
        let found = self.all(
            "SELECT path FROM files WHERE hash = ?1 AND outcome = 'archived' ORDER BY path",
            params![hash],
        )?;
        Ok(found.into_iter().next())
    }

    /// The ids of the documents of the file with this hash, in the order of the file.
    pub fn ids_of_hash(&self, hash: &[u8]) -> Result<Vec<String>> {
        self.all(
            "SELECT id FROM documents WHERE file_hash = ?1 AND deleted = 0 ORDER BY rowid",
            params![hash],
        )
    }

    fn file_row(&self, row: &Row<'_>) -> Result<FileRow> {
        let (file, sealed) = read_row(row).map_err(|error| self.failed(error))?;
        if file.checksum() != sealed {
            let path = String::from_utf8_lossy(&file.path).into_owned();
            return Err(self.damaged(format!("ledger row of {path}: its checksum is wrong")));
        }
        Ok(file)
    }
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<(FileRow, i64)> {
    let size: Option<i64> = row.get("size")?;
    let stamp = match size {
        Some(size) => Some(Stamp {
            size,
            modified: row.get("modified")?,
            changed: row.get("changed")?,
        }),
        None => None,
    };
    let warnings: String = row.get("warnings")?;
    let file = FileRow {
        path: row.get("path")?,
        outcome: row.get("outcome")?,
        reason: row.get("reason")?,
        hash: row.get("hash")?,
        stamp,
        warnings: warnings
            .split(',')
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect(),
        vanished: row.get("vanished")?,
    };
    Ok((file, row.get("checksum")?))
}
