//! Writes records.db, batch by batch; nothing of a batch is kept until it is committed.

use std::path::Path;

use rusqlite::{OptionalExtension, params};

use super::RECORDS;
use super::connect::connect_writer;
use super::ledger::FileRow;
use super::lock::Lock;
use super::packed::Packed;
use super::schema;
use super::store::Store;
use crate::error::{Error, Result};

/// The records of an archive, open for writing under its lock.
///
/// Everything [`Store`] reads can be read through it, the batch at work included.
#[derive(Debug)]
pub struct StoreWriter {
    store: Store,
    /// Revision of the last change, committed or not.
    revision: i64,
    /// Revision of the last change that is committed.
    committed: i64,
    in_batch: bool,
    _lock: Lock,
}

impl StoreWriter {
    /// Opens the records of the archive folder `dir`, or makes them if it never had any.
    ///
    /// # Errors
    /// As [`Store::open_reader`], but for [`Error::NoArchive`].
    pub fn open(dir: &Path, lock: Lock) -> Result<StoreWriter> {
        match Store::open_reader(dir) {
            Ok(_) | Err(Error::NoArchive { .. }) => {}
            Err(error) => return Err(error),
        }
        let file = dir.join(RECORDS);
        let connection = connect_writer(&file).map_err(|error| schema::translate(&file, error))?;
        let store = Store { connection, file };
        schema::check(&store.connection, &store.file)?;
        let revision = i64::try_from(store.revision()?)
            .map_err(|_| store.damaged("the revision is impossible".into()))?;
        Ok(StoreWriter {
            store,
            revision,
            committed: revision,
            in_batch: false,
            _lock: lock,
        })
    }

    /// The records, for reading.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Stores a document, in place of an earlier one of its id; gives its row number.
    pub(crate) fn put(&mut self, packed: &Packed, file_hash: &[u8]) -> Result<i64> {
        self.write_row(packed, file_hash, false)
    }

    /// Removes a document; its row stays to say so.
    pub(crate) fn delete(&mut self, id: &str, file_hash: &[u8]) -> Result<()> {
        self.write_row(&Packed::tombstone(id), file_hash, true)?;
        Ok(())
    }

    /// Whether a document of other bytes has this id: ids are 64 bits of the file's hash.
    pub(crate) fn is_taken(&self, id: &str, file_hash: &[u8]) -> Result<bool> {
        let found: Vec<i64> = self.store.all(
            "SELECT rowid FROM documents WHERE id = ?1 AND file_hash <> ?2 AND deleted = 0",
            params![id, file_hash],
        )?;
        Ok(!found.is_empty())
    }

    /// Sets the ledger's row of a path.
    pub(crate) fn set_file(&mut self, file: &FileRow) -> Result<()> {
        self.begin()?;
        let stamp = file.stamp;
        self.execute(
            "INSERT OR REPLACE INTO files VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                file.path,
                file.outcome,
                file.reason,
                file.hash,
                stamp.map(|stamp| stamp.size),
                stamp.map(|stamp| stamp.modified),
                stamp.map(|stamp| stamp.changed),
                file.warnings.join(","),
                file.vanished,
                file.checksum(),
            ],
        )?;
        Ok(())
    }

    /// Forgets a path.
    pub(crate) fn forget_file(&mut self, path: &[u8]) -> Result<()> {
        self.begin()?;
        self.execute("DELETE FROM files WHERE path = ?1", params![path])?;
        Ok(())
    }

    /// Makes another index folder the one in use; takes effect with the next commit.
    pub(crate) fn set_index_generation(&mut self, generation: u64) -> Result<()> {
        self.begin()?;
        let generation = i64::try_from(generation)
            .map_err(|_| Error::Bug("too many generations of the index".into()))?;
        self.execute(
            "UPDATE meta SET value = ?1 WHERE key = 'index_generation'",
            params![generation],
        )?;
        Ok(())
    }

    /// Makes the batch durable; gives the revision of its last change.
    pub fn commit(&mut self) -> Result<u64> {
        if self.revision != self.committed {
            self.execute(
                "UPDATE meta SET value = ?1 WHERE key = 'revision'",
                params![self.revision],
            )?;
        }
        if self.in_batch {
            self.execute("COMMIT", [])?;
            self.in_batch = false;
        }
        self.committed = self.revision;
        self.store.revision()
    }

    /// Writes the log into the database file, so that the archive is one plain file at rest.
    pub fn close(self) -> Result<()> {
        let Store { connection, file } = self.store;
        connection
            .close()
            .map_err(|(_, error)| schema::translate(&file, error))
    }

    fn write_row(&mut self, packed: &Packed, file_hash: &[u8], deleted: bool) -> Result<i64> {
        self.begin()?;
        let rowid = self.row_for(&packed.id)?;
        self.revision += 1;
        let checksum = packed.checksum(rowid, self.revision, file_hash);
        self.execute(
            "INSERT OR REPLACE INTO documents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                rowid,
                packed.id,
                self.revision,
                deleted,
                file_hash,
                checksum,
                packed.record,
                packed.layout,
                packed.text,
            ],
        )?;
        Ok(rowid)
    }

    /// The row of an id, or the next free one.
    fn row_for(&self, id: &str) -> Result<i64> {
        let connection = &self.store.connection;
        let known = connection
            .prepare_cached("SELECT rowid FROM documents WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)).optional())
            .map_err(|error| self.store.failed(error))?;
        if let Some(rowid) = known {
            return Ok(rowid);
        }
        connection
            .prepare_cached("SELECT coalesce(max(rowid), 0) + 1 FROM documents")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .map_err(|error| self.store.failed(error))
    }

    /// Starts a batch if none is at work.
    pub(super) fn begin(&mut self) -> Result<()> {
        if !self.in_batch {
            self.execute("BEGIN", [])?;
            self.in_batch = true;
        }
        Ok(())
    }

    pub(super) fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<usize> {
        self.store
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params))
            .map_err(|error| self.store.failed(error))
    }
}

#[cfg(test)]
mod tests;
