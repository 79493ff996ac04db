//! Reads records without unpacking their texts, or no more of them than is shown: what lists, counts and exports need.

use rusqlite::{OptionalExtension, Row, params};

use super::packed::Packed;
use super::store::{COLUMNS, Store, Stored, read_row};
use super::unread::Unread;
use crate::error::Result;
use crate::record::Record;

impl Store {
    /// As [`Store::by_rowid`], with these fields alone, without evidence and warnings, and of the
    /// text only what `look` reads: what a list of hits shows.
    ///
    /// # Errors
    /// When the records cannot be read or are damaged.
    pub fn listed(
        &self,
        rowid: i64,
        fields: &[&str],
        look: &mut dyn FnMut(&Record, &mut Unread<'_>) -> std::result::Result<(), String>,
    ) -> Result<Option<Stored>> {
        let unpack = |packed: &Packed| packed.unpack_listed(fields, look);
        self.one("rowid = ?1", params![rowid], unpack)
    }

    /// The record in row `rowid`, unless it is gone. Its checksum is verified as ever.
    ///
    /// # Errors
    /// When the records cannot be read or are damaged.
    pub fn record(&self, rowid: i64) -> Result<Option<Record>> {
        let sql = format!("SELECT {COLUMNS} FROM documents WHERE rowid = ?1 AND deleted = 0");
        let mut statement = self
            .connection
            .prepare_cached(&sql)
            .map_err(|error| self.failed(error))?;
        let record = statement
            .query_row(params![rowid], |row| Ok(self.unpack_record(row)))
            .optional()
            .map_err(|error| self.failed(error))?;
        record.transpose()
    }

    /// Calls `f` with every record, in the order of their rows.
    ///
    /// # Errors
    /// When the records cannot be read or are damaged, and what `f` fails with.
    pub fn for_each_record(&self, f: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        let sql = format!("SELECT {COLUMNS} FROM documents WHERE deleted = 0 ORDER BY rowid");
        self.stream(&sql, params![], &mut |row| f(self.unpack_record(row)?))
    }

    /// Every stored path of the document in row `rowid`, sorted.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn paths_of_row(&self, rowid: i64) -> Result<Vec<Vec<u8>>> {
        self.all(
            "SELECT path FROM files JOIN documents ON file_hash = hash
             WHERE documents.rowid = ?1 AND deleted = 0 ORDER BY path",
            params![rowid],
        )
    }

    fn unpack_record(&self, row: &Row<'_>) -> Result<Record> {
        let (_, checksum, sealed, packed) = read_row(row).map_err(|error| self.failed(error))?;
        if checksum != sealed {
            return Err(self.damaged(format!("document {}: its checksum is wrong", packed.id)));
        }
        let record = packed.unpack_record();
        record.map_err(|what| self.damaged(format!("document {}: {what}", packed.id)))
    }
}
