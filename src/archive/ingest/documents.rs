//! Puts a file's documents into records and index, and takes them out when no path has them any more.

use rusqlite::params;

use super::settle::Settler;
use crate::archive::{FileRow, Packed};
use crate::error::{Error, Result};
use crate::parse::Parsed;
use crate::source::Outcome;

impl Settler<'_> {
    /// Stores the documents of a file; [`Outcome::Unchanged`] if they are there just so.
    pub(super) fn put_all(&mut self, hash: &[u8], list: &[(Parsed, Packed)]) -> Result<Outcome> {
        let before = self.writers.store.store().ids_of_hash(hash)?;
        if self.is_stored(&before, list)? {
            return Ok(Outcome::Unchanged);
        }
        for (_, packed) in list {
            if self.writers.store.is_taken(&packed.id, hash)? {
                let reason = format!("another document has its id, {}", packed.id);
                return Ok(Outcome::Failed(reason));
            }
        }
        for id in before
            .iter()
            .filter(|id| list.iter().all(|(_, new)| new.id != **id))
        {
            self.delete(id, hash)?;
        }
        for (parsed, packed) in list {
            self.put(parsed, packed, hash)?;
            self.summary.documents += 1;
            self.summary.documents_with_warnings += u64::from(!parsed.record.warnings.is_empty());
        }
        Ok(Outcome::Archived)
    }

    fn is_stored(&self, ids: &[String], list: &[(Parsed, Packed)]) -> Result<bool> {
        if ids.len() != list.len() {
            return Ok(false);
        }
        for (parsed, packed) in list {
            match self.writers.store.store().by_id(&packed.id)? {
                Some(there) if there.record == parsed.record && there.reading == parsed.reading => {
                }
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Takes a path's bytes out of the archive, unless another path has the same.
    ///
    /// The caller writes or forgets the path's own row.
    pub(super) fn release(&mut self, row: &FileRow) -> Result<()> {
        let Some(hash) = row.hash.as_deref() else {
            return Ok(());
        };
        let store = self.writers.store.store();
        let others: Vec<Vec<u8>> = store.all(
            "SELECT path FROM files WHERE hash = ?1 AND path <> ?2 ORDER BY outcome, path",
            params![hash, row.path],
        )?;
        // "archived" comes before "duplicate" and "failed".
        let Some(heir) = others.first() else {
            for id in store.ids_of_hash(hash)? {
                self.delete(&id, hash)?;
            }
            return Ok(());
        };
        let Some(heir) = store.file(heir)?.filter(|heir| heir.outcome == "duplicate") else {
            return Ok(());
        };
        self.inherit(heir, hash)
    }

    /// Makes a duplicate the path under which its documents are listed.
    fn inherit(&mut self, heir: FileRow, hash: &[u8]) -> Result<()> {
        let path = String::from_utf8_lossy(&heir.path).into_owned();
        self.writers.store.set_file(&FileRow {
            outcome: Outcome::Archived.name().into(),
            ..heir
        })?;
        for id in self.writers.store.store().ids_of_hash(hash)? {
            let Some(stored) = self.writers.store.store().by_id(&id)? else {
                continue;
            };
            let mut record = stored.record;
            record.source.path.clone_from(&path);
            let parsed = Parsed {
                record,
                reading: stored.reading,
            };
            let packed = Packed::new(&parsed.record, &parsed.reading).map_err(Error::Bug)?;
            self.put(&parsed, &packed, hash)?;
        }
        Ok(())
    }

    fn put(&mut self, parsed: &Parsed, packed: &Packed, hash: &[u8]) -> Result<()> {
        let rowid = self.writers.store.put(packed, hash)?;
        // The index may run ahead within a batch: it is committed after the records all the same.
        self.writers
            .index
            .put(rowid, &parsed.record, &parsed.reading)?;
        self.batch.documents += 1;
        Ok(())
    }

    fn delete(&mut self, id: &str, hash: &[u8]) -> Result<()> {
        self.writers.store.delete(id, hash)?;
        self.batch.documents += 1;
        self.writers.index.delete(id)
    }
}
