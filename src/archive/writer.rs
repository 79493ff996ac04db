//! Writes records.db, batch by batch; nothing of a batch is kept until it is committed.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use super::RECORDS;
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
        let connection = connect(&file).map_err(|error| schema::translate(&file, error))?;
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
            "INSERT OR REPLACE INTO documents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                rowid,
                packed.id,
                self.revision,
                deleted,
                file_hash,
                checksum,
                packed.text_bytes,
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

fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        // Some network file systems cannot; the old journal is as safe, only readers wait more.
        connection.pragma_update(None, "journal_mode", "DELETE")?;
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    if schema::is_empty(&connection)? {
        schema::create(&mut connection)?;
    }
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Change;
    use crate::parse;
    use crate::record::{Record, Source};
    use crate::source::Stamp;
    use std::fs;

    const HASH: [u8; 32] = [7; 32];

    fn packed(id: &str, text: &str) -> Packed {
        let source = Source {
            blake3: id.into(),
            ..Source::default()
        };
        let parsed = parse::parse(text.into(), &source).remove(0);
        let record = Record {
            id: id.into(),
            ..parsed.record
        };
        Packed::new(&record, &parsed.reading).expect("packed")
    }

    fn open(dir: &Path) -> StoreWriter {
        StoreWriter::open(dir, Lock::take(dir).expect("free")).expect("opened")
    }

    fn archived(path: &[u8], hash: &[u8]) -> FileRow {
        FileRow {
            path: path.to_vec(),
            outcome: "archived".into(),
            reason: None,
            hash: Some(hash.to_vec()),
            stamp: Some(Stamp {
                size: 3,
                modified: -5,
                changed: 9,
            }),
            warnings: vec!["a".into(), "b".into()],
            vanished: false,
        }
    }

    fn changes(store: &Store, after: u64) -> Vec<String> {
        let mut seen = Vec::new();
        store
            .for_each_change(after, &mut |change| {
                seen.push(match change {
                    Change::Put(stored) => stored.id,
                    Change::Deleted { id } => format!("-{id}"),
                });
                Ok(())
            })
            .expect("streamed");
        seen
    }

    #[test]
    fn documents_come_back_by_row_id_prefix_and_path() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut writer = open(dir.path());
        let row = writer.put(&packed("aa11", "甲\n乙\n"), &HASH).expect("put");
        writer.put(&packed("aa12-2", "丙\n"), &HASH).expect("put");
        for path in [&b"x/a"[..], b"x/\xff"] {
            writer.set_file(&archived(path, &HASH)).expect("set");
        }
        assert_eq!(writer.commit().expect("committed"), 2);
        let store = Store::open_reader(dir.path()).expect("opened");
        assert_eq!(store.count().expect("count"), 2);
        assert_eq!(store.index_generation().expect("number"), 1);
        let by_row = store.by_rowid(row).expect("read").expect("there");
        assert_eq!((by_row.id.as_str(), by_row.rowid), ("aa11", row));
        assert_eq!(store.by_id("aa11").expect("read"), Some(by_row));
        assert_eq!(store.by_id("aa1").expect("read"), None);
        assert_eq!(
            store.ids_with_prefix("aa1").expect("read"),
            ["aa11", "aa12-2"]
        );
        assert_eq!(
            store.ids_of_path(b"x/\xff").expect("read"),
            ["aa11", "aa12-2"]
        );
        assert_eq!(
            store.paths_of("aa12-2").expect("read"),
            [b"x/a".to_vec(), b"x/\xff".to_vec()]
        );
        assert_eq!(
            store.file(b"x/a").expect("read"),
            Some(archived(b"x/a", &HASH))
        );
    }

    #[test]
    fn changes_are_told_in_order_and_deleted_rows_keep_their_number() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut writer = open(dir.path());
        let row = writer.put(&packed("aa", "甲"), &HASH).expect("put");
        writer.put(&packed("bb", "乙"), &HASH).expect("put");
        writer.delete("aa", &HASH).expect("deleted");
        writer.commit().expect("committed");
        assert_eq!(changes(writer.store(), 0), ["bb", "-aa"]);
        assert_eq!(changes(writer.store(), 2), ["-aa"]);
        assert_eq!(writer.store().by_rowid(row).expect("read"), None);
        assert_eq!(writer.store().count().expect("count"), 1);
        assert_eq!(writer.put(&packed("aa", "丙"), &HASH).expect("put"), row);
        assert_eq!(writer.commit().expect("committed"), 4);
    }

    #[test]
    fn a_reader_sees_whole_batches_only() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut writer = open(dir.path());
        writer.put(&packed("aa", "甲"), &HASH).expect("put");
        let reader = Store::open_reader(dir.path()).expect("opened");
        assert_eq!(reader.count().expect("count"), 0);
        writer.commit().expect("committed");
        assert_eq!(reader.count().expect("count"), 1);
        writer.put(&packed("bb", "乙"), &HASH).expect("put");
        drop(writer);
        assert_eq!(open(dir.path()).store().count().expect("count"), 1);
    }

    #[test]
    fn damage_is_named_and_other_formats_are_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join(RECORDS);
        let mut writer = open(dir.path());
        writer.put(&packed("aa", "甲"), &HASH).expect("put");
        writer.commit().expect("committed");
        writer
            .execute(
                "UPDATE documents SET record = replace(record, 'other', 'report')",
                [],
            )
            .expect("hurt");
        assert!(matches!(
            writer.store().by_id("aa"),
            Err(Error::Damaged { what, .. }) if what.contains("aa")
        ));
        writer.execute("PRAGMA user_version = 99", []).ok();
        writer.close().expect("closed");
        assert!(matches!(
            Store::open_reader(dir.path()),
            Err(Error::OtherVersion { .. })
        ));
        fs::write(
            &file,
            "no database, but long enough to be looked at as if it were one".repeat(9),
        )
        .expect("written");
        assert!(matches!(
            Store::open_reader(dir.path()),
            Err(Error::Damaged { .. })
        ));
        fs::remove_file(&file).expect("removed");
        assert!(matches!(
            Store::open_reader(dir.path()),
            Err(Error::NoArchive { .. })
        ));
        fs::create_dir(dir.path().join("index-1")).expect("a folder");
        assert!(matches!(
            Store::open_reader(dir.path()),
            Err(Error::Damaged { .. })
        ));
    }

    #[test]
    fn at_rest_the_records_are_one_file_and_can_be_read_frozen() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut writer = open(dir.path());
        writer.put(&packed("aa", "甲"), &HASH).expect("put");
        writer.commit().expect("committed");
        writer.close().expect("closed");
        let mut names: Vec<_> = fs::read_dir(dir.path())
            .expect("listed")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["lock", RECORDS]);
        let frozen = super::super::store::connect(&dir.path().join(RECORDS), true).expect("opened");
        assert!(!schema::is_empty(&frozen).expect("read"));
    }
}
