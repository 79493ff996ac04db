//! Opens an archive for writing: lock, leftovers, records, and the index brought up to them.

use std::fs::{self, DirBuilder};
use std::path::Path;

use super::lock::Lock;
use super::store::Change;
use super::writer::StoreWriter;
use super::{index_dir, index_dirs};
use crate::error::{Error, Result};
use crate::index::{IndexReader, IndexWriter};

/// Both halves of an archive, open for writing.
pub struct Writers {
    /// The records, which hold the lock.
    pub store: StoreWriter,
    /// The index of the generation in use.
    pub index: IndexWriter,
    /// The last revision of the records that the index holds for good.
    pub indexed: u64,
}

impl Writers {
    /// Opens the archive in `dir`, or makes it there.
    ///
    /// # Errors
    /// [`Error::Locked`] at once if another process writes; [`Error::Damaged`] naming
    /// `anjuan rebuild` if there are records and no sound index.
    pub fn open(dir: &Path) -> Result<Writers> {
        make_private(dir)?;
        let lock = Lock::take(dir)?;
        let store = StoreWriter::open(dir, lock)?;
        let generation = store.store().index_generation()?;
        remove_leftovers(dir, generation)?;
        let folder = index_dir(dir, generation);
        let (index, indexed) = open_index(&store, &folder)?;
        let mut writers = Writers {
            store,
            index,
            indexed,
        };
        writers.catch_up()?;
        Ok(writers)
    }

    /// Makes the batch durable: first the records, then the index that follows them.
    pub(super) fn commit(&mut self) -> Result<()> {
        let revision = self.store.commit()?;
        if revision != self.indexed {
            self.index.commit(revision)?;
            self.indexed = revision;
        }
        Ok(())
    }

    /// Waits for what the index does in the background, and closes both.
    pub(super) fn close(self) -> Result<()> {
        self.index.finish()?;
        self.store.close()
    }

    /// Indexes the records of a run that was stopped between their commit and the index's.
    fn catch_up(&mut self) -> Result<()> {
        let revision = self.store.store().revision()?;
        if revision == self.indexed {
            return Ok(());
        }
        let index = &mut self.index;
        self.store
            .store()
            .for_each_change(self.indexed, &mut |change| apply(index, change))?;
        self.index.commit(revision)?;
        self.indexed = revision;
        Ok(())
    }
}

/// Brings one change of the records into the index.
pub(super) fn apply(index: &mut IndexWriter, change: Change) -> Result<()> {
    match change {
        Change::Put(stored) => index.put(stored.rowid, &stored.record, &stored.reading),
        Change::Deleted { id } => index.delete(&id),
    }
}

fn open_index(store: &StoreWriter, folder: &Path) -> Result<(IndexWriter, u64)> {
    let revision = store.store().revision()?;
    let indexed = match IndexReader::open(folder) {
        Ok(reader) => reader.revision(),
        // The first ingest was stopped before its first document: nothing is lost with the index.
        Err(_) if revision == 0 => {
            remove_folder(folder)?;
            return Ok((IndexWriter::create(folder)?, 0));
        }
        Err(error) => return Err(error),
    };
    if indexed > revision {
        return Err(Error::Damaged {
            path: folder.to_path_buf(),
            what: format!("the index is of revision {indexed}, the records of revision {revision}"),
            advice: "put the newer records.db back, or run `anjuan rebuild`",
        });
    }
    Ok((IndexWriter::open(folder)?, indexed))
}

/// Makes the archive folder, closed to other users: its content may be private.
fn make_private(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| Error::io(dir, error))
}

/// Removes what killed runs left: index folders that never came into use, files half written.
pub(super) fn remove_leftovers(dir: &Path, generation: u64) -> Result<()> {
    for (number, folder) in index_dirs(dir)? {
        if number != generation {
            remove_folder(&folder)?;
        }
    }
    let Ok(entries) = fs::read_dir(index_dir(dir, generation)) else {
        return Ok(());
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        if name.starts_with(b".tmp") {
            fs::remove_file(&path).map_err(|error| Error::io(&path, error))?;
        }
    }
    Ok(())
}

/// Removes a folder with all in it, if it is there.
pub(super) fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(folder, error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Packed;
    use crate::parse;
    use crate::record::Source;

    /// Puts a document as an ingest does, and commits as much as `index_too` says.
    fn put(writers: &mut Writers, id: &str, index_too: bool) {
        let source = Source {
            blake3: id.into(),
            ..Source::default()
        };
        let parsed = parse::parse("云科〔2022〕32号\n".into(), &source).remove(0);
        let packed = Packed::new(&parsed.record, &parsed.reading).expect("packed");
        let row = writers.store.put(&packed, id.as_bytes()).expect("put");
        writers
            .index
            .put(row, &parsed.record, &parsed.reading)
            .expect("put");
        if index_too {
            writers.commit().expect("committed");
        } else {
            writers.store.commit().expect("committed");
        }
    }

    fn indexed(dir: &Path) -> Vec<String> {
        let reader = IndexReader::open(&index_dir(dir, 1)).expect("an index");
        reader.ids().expect("ids")
    }

    #[test]
    fn records_that_missed_the_index_are_indexed_on_opening() {
        let home = tempfile::tempdir().expect("a folder");
        let dir = home.path().join("archive");
        let mut writers = Writers::open(&dir).expect("made");
        put(&mut writers, "aaaaaaaaaaaaaaaa", true);
        put(&mut writers, "bbbbbbbbbbbbbbbb", false);
        writers
            .store
            .delete("aaaaaaaaaaaaaaaa", b"aaaaaaaaaaaaaaaa")
            .expect("deleted");
        writers.store.commit().expect("committed");
        drop(writers);
        assert_eq!(indexed(&dir), ["aaaaaaaaaaaaaaaa"]);
        let writers = Writers::open(&dir).expect("opened");
        assert_eq!(indexed(&dir), ["bbbbbbbbbbbbbbbb"]);
        assert_eq!(writers.indexed, 3);
    }

    #[test]
    fn an_index_ahead_of_the_records_is_refused() {
        let home = tempfile::tempdir().expect("a folder");
        let dir = home.path().join("archive");
        let mut writers = Writers::open(&dir).expect("made");
        put(&mut writers, "aaaaaaaaaaaaaaaa", true);
        writers.index.commit(99).expect("committed");
        drop(writers);
        assert!(matches!(Writers::open(&dir), Err(Error::Damaged { .. })));
    }

    #[test]
    fn leftovers_of_killed_runs_are_removed() {
        let home = tempfile::tempdir().expect("a folder");
        let dir = home.path().join("archive");
        Writers::open(&dir).expect("made").close().expect("closed");
        fs::create_dir(dir.join("index-2")).expect("a folder");
        fs::write(dir.join("index-1/.tmpAbCd"), "half").expect("written");
        Writers::open(&dir).expect("opened");
        assert!(!dir.join("index-2").exists() && !dir.join("index-1/.tmpAbCd").exists());
        // Killed while its first index was made.
        fs::write(dir.join("index-1/meta.json"), "").expect("written");
        Writers::open(&dir).expect("made anew");
        assert_eq!(indexed(&dir), [""; 0]);
    }
}
