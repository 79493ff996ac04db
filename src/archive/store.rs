//! Reads records.db: documents by number, id and path, and what changed since a revision.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::connect::connect_reader;
use super::packed::Packed;
use super::schema::{self, RECORDS_ADVICE, translate};
use super::{RECORDS, index_dirs};
use crate::error::{Error, Result};
use crate::record::Record;
use crate::text::ReadingText;

/// The columns that [`Store::unpack`] reads, in its order.
pub(super) const COLUMNS: &str =
    "rowid, id, revision, deleted, file_hash, checksum, record, layout, text";

/// A document unpacked, or what is wrong with its row.
pub(super) type Unpacked = std::result::Result<(Record, ReadingText), String>;

/// The records of an archive.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) file: PathBuf,
}

/// One document as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its number; never used for another document.
    pub rowid: i64,
    /// Its id.
    pub id: String,
    /// Its record.
    pub record: Record,
    /// Its reading text.
    pub reading: ReadingText,
}

/// What happened to a document.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one lives at a time")]
pub enum Change {
    /// It is new or was replaced.
    Put(Stored),
    /// It is gone.
    Deleted {
        /// Its id.
        id: String,
    },
}

impl Store {
    /// Opens the records of the archive folder `dir` for reading: also while another process
    /// writes, and on media that cannot be written to.
    ///
    /// # Errors
    /// [`Error::NoArchive`], [`Error::Damaged`] or [`Error::OtherVersion`].
    pub fn open_reader(dir: &Path) -> Result<Store> {
        let file = dir.join(RECORDS);
        if !file.exists() {
            return Err(without_records(dir));
        }
        let connection = connect_reader(&file)?;
        let store = Store { connection, file };
        let checked = schema::check(&store.connection, &store.file);
        // An empty database is not ours either.
        if checked.is_err()
            && schema::is_empty(&store.connection).map_err(|error| store.failed(error))?
        {
            return Err(without_records(dir));
        }
        checked.map(|()| store)
    }

    /// The document in row `rowid`, unless it is gone.
    pub fn by_rowid(&self, rowid: i64) -> Result<Option<Stored>> {
        self.one("rowid = ?1", params![rowid], Packed::unpack)
    }

    /// The document with the full id `id`, unless it is gone.
    pub fn by_id(&self, id: &str) -> Result<Option<Stored>> {
        self.one("id = ?1", params![id], Packed::unpack)
    }

    /// The ids that start with `prefix`, in their order.
    pub fn ids_with_prefix(&self, prefix: &str) -> Result<Vec<String>> {
        // Ids are of ASCII, so this is above every id with the prefix.
        let above = format!("{prefix}\u{7f}");
        self.texts(
            "SELECT id FROM documents WHERE id >= ?1 AND id < ?2 AND deleted = 0 ORDER BY id",
            params![prefix, above],
        )
    }

    /// The ids of the documents in the file stored under `path`, in the order of the file.
    pub fn ids_of_path(&self, path: &[u8]) -> Result<Vec<String>> {
        self.texts(
            "SELECT id FROM documents JOIN files ON hash = file_hash
             WHERE path = ?1 AND deleted = 0 ORDER BY rowid",
            params![path],
        )
    }

    /// Every stored path whose bytes hold the document `id`, sorted.
    pub fn paths_of(&self, id: &str) -> Result<Vec<Vec<u8>>> {
        self.all(
            "SELECT path FROM files JOIN documents ON file_hash = hash
             WHERE id = ?1 AND deleted = 0 ORDER BY path",
            params![id],
        )
    }

    /// Calls `f` with every document, in the order of their rows.
    pub fn for_each(&self, f: &mut dyn FnMut(Stored) -> Result<()>) -> Result<()> {
        self.for_each_result(&mut |stored| f(stored?))
    }

    /// As [`Store::for_each`], with what is wrong in the place of a document that is damaged.
    pub(super) fn for_each_result(
        &self,
        f: &mut dyn FnMut(Result<Stored>) -> Result<()>,
    ) -> Result<()> {
        let sql = format!("SELECT {COLUMNS} FROM documents WHERE deleted = 0 ORDER BY rowid");
        let mut each = |row: &Row<'_>| f(self.unpack(row, Packed::unpack));
        self.stream(&sql, params![], &mut each)
    }

    /// Calls `f` with every change after `after_revision`, oldest first.
    pub fn for_each_change(
        &self,
        after_revision: u64,
        f: &mut dyn FnMut(Change) -> Result<()>,
    ) -> Result<()> {
        let after = i64::try_from(after_revision).unwrap_or(i64::MAX);
        let sql = format!("SELECT {COLUMNS} FROM documents WHERE revision > ?1 ORDER BY revision");
        self.stream(&sql, params![after], &mut |row| {
            let id = || row.get("id").map_err(|error| self.failed(error));
            let deleted: bool = row.get("deleted").map_err(|error| self.failed(error))?;
            f(if deleted {
                Change::Deleted { id: id()? }
            } else {
                Change::Put(self.unpack(row, Packed::unpack)?)
            })
        })
    }

    /// The revision of the last change.
    pub fn revision(&self) -> Result<u64> {
        self.meta("revision")
    }

    /// How many documents there are.
    pub fn count(&self) -> Result<u64> {
        self.number("SELECT count(*) FROM documents WHERE deleted = 0")
    }

    /// The number of the index folder in use.
    pub fn index_generation(&self) -> Result<u64> {
        self.meta("index_generation")
    }

    /// Keeps showing this connection the records as they are now.
    pub(super) fn freeze(&self) -> Result<()> {
        self.connection
            .execute_batch("BEGIN")
            .map_err(|error| self.failed(error))?;
        // The moment is that of the first read.
        self.revision().map(drop)
    }

    fn meta(&self, key: &str) -> Result<u64> {
        self.number(&format!("SELECT value FROM meta WHERE key = '{key}'"))
    }

    pub(super) fn number(&self, sql: &str) -> Result<u64> {
        let number: i64 = self
            .connection
            .query_row(sql, [], |row| row.get(0))
            .map_err(|error| self.failed(error))?;
        u64::try_from(number).map_err(|_| self.damaged(format!("a count is {number}")))
    }

    pub(super) fn one(
        &self,
        condition: &str,
        params: impl rusqlite::Params,
        mut unpack: impl FnMut(&Packed) -> Unpacked,
    ) -> Result<Option<Stored>> {
        let sql = format!("SELECT {COLUMNS} FROM documents WHERE {condition} AND deleted = 0");
        let stored = self.connection.prepare_cached(&sql).and_then(|mut one| {
            one.query_row(params, |row| Ok(self.unpack(row, &mut unpack)))
                .optional()
        });
        stored.map_err(|error| self.failed(error))?.transpose()
    }

    fn texts(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<String>> {
        self.all(sql, params)
    }

    pub(super) fn all<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.stream(sql, params, &mut |row| {
            found.push(row.get(0).map_err(|error| self.failed(error))?);
            Ok(())
        })?;
        Ok(found)
    }

    pub(super) fn stream(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        f: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self
            .connection
            .prepare_cached(sql)
            .map_err(|error| self.failed(error))?;
        let mut rows = statement
            .query(params)
            .map_err(|error| self.failed(error))?;
        while let Some(row) = rows.next().map_err(|error| self.failed(error))? {
            f(row)?;
        }
        Ok(())
    }

    /// A row of [`COLUMNS`] as a document, if its checksum is right.
    fn unpack(&self, row: &Row<'_>, unpack: impl FnOnce(&Packed) -> Unpacked) -> Result<Stored> {
        let (rowid, checksum, sealed, packed) =
            read_row(row).map_err(|error| self.failed(error))?;
        let hurt = |what: &str| self.damaged(format!("document {}: {what}", packed.id));
        if checksum != sealed {
            return Err(hurt("its checksum is wrong"));
        }
        let (record, reading) = unpack(&packed).map_err(|what| hurt(&what))?;
        Ok(Stored {
            rowid,
            id: packed.id,
            record,
            reading,
        })
    }

    pub(super) fn failed(&self, error: rusqlite::Error) -> Error {
        translate(&self.file, error)
    }

    pub(super) fn damaged(&self, what: String) -> Error {
        Error::Damaged {
            path: self.file.clone(),
            what,
            advice: RECORDS_ADVICE,
        }
    }
}

/// Row number, the checksum of what is there, the checksum stored, and the columns, of a row of
/// [`COLUMNS`]: by their places, as looking up each name takes longer than reading.
pub(super) fn read_row(row: &Row<'_>) -> rusqlite::Result<(i64, i64, i64, Packed)> {
    let packed = Packed {
        id: row.get(1)?,
        record: row.get(6)?,
        layout: row.get(7)?,
        text: row.get(8)?,
    };
    let rowid = row.get(0)?;
    let file_hash = row.get_ref(4)?.as_blob()?;
    let checksum = packed.checksum(rowid, row.get(2)?, file_hash);
    Ok((rowid, checksum, row.get(5)?, packed))
}

/// An archive folder without records: damage if it has an index, else there never was an archive.
fn without_records(dir: &Path) -> Error {
    if index_dirs(dir).is_ok_and(|found| !found.is_empty()) {
        return Error::Damaged {
            path: dir.join(RECORDS),
            what: "the records are missing".into(),
            advice: RECORDS_ADVICE,
        };
    }
    Error::NoArchive {
        place: format!("at {}", dir.display()),
    }
}
