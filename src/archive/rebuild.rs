//! Makes the index anew from the records, beside the old one, which serves until the new is checked.

use std::path::Path;

use super::lock::Lock;
use super::open::{remove_folder, remove_leftovers};
use super::writer::StoreWriter;
use super::{RECORDS, Store, index_dir};
use crate::error::{Error, Result};
use crate::index::{IndexReader, IndexWriter};

/// What a rebuild did.
#[derive(Debug, Clone, Default)]
pub struct Rebuilt {
    /// Documents in the new index.
    pub documents: u64,
    /// Documents that could not be read from the records, with what is wrong; they are not in it.
    pub damaged: Vec<String>,
}

/// Rebuilds the index of the archive folder `dir`.
///
/// Stopped at any point, it leaves the old index in use.
///
/// # Errors
/// [`Error::Locked`] while another process writes; [`Error::Stopped`] when `stop` says so.
pub fn rebuild(
    dir: &Path,
    stop: &dyn Fn() -> bool,
    progress: &mut dyn FnMut(u64),
) -> Result<Rebuilt> {
    if !dir.join(RECORDS).exists() {
        // Nothing is made where nothing was.
        Store::open_reader(dir)?;
    }
    let lock = Lock::take(dir)?;
    let mut store = StoreWriter::open(dir, lock)?;
    let old = store.store().index_generation()?;
    remove_leftovers(dir, old)?;
    let new = old + 1;
    let folder = index_dir(dir, new);
    let rebuilt = fill(&folder, store.store(), stop, progress)
        .and_then(|rebuilt| check(&folder, store.store(), &rebuilt).map(|()| rebuilt))
        .inspect_err(|_| {
            // Not needed for safety: the next writer would remove it as well.
            let _ = remove_folder(&folder);
        })?;
    store.set_index_generation(new)?;
    store.commit()?;
    remove_folder(&index_dir(dir, old))?;
    store.close()?;
    Ok(rebuilt)
}

fn fill(
    folder: &Path,
    store: &Store,
    stop: &dyn Fn() -> bool,
    progress: &mut dyn FnMut(u64),
) -> Result<Rebuilt> {
    let mut index = IndexWriter::create(folder)?;
    let mut rebuilt = Rebuilt::default();
    store.for_each_result(&mut |stored| {
        if stop() {
            return Err(Error::Stopped);
        }
        match stored {
            Ok(stored) => {
                rebuilt.documents += 1;
                index.put(stored.rowid, &stored.record, &stored.reading)?;
            }
            Err(Error::Damaged { what, .. }) => rebuilt.damaged.push(what),
            Err(error) => return Err(error),
        }
        progress(rebuilt.documents);
        Ok(())
    })?;
    index.commit(store.revision()?)?;
    index.finish()?;
    Ok(rebuilt)
}

/// The new index is whole and holds what was put into it.
fn check(folder: &Path, store: &Store, rebuilt: &Rebuilt) -> Result<()> {
    let faults = IndexReader::check(folder)?;
    let reader = IndexReader::open(folder)?;
    if faults.is_empty()
        && reader.count() == rebuilt.documents
        && reader.revision() == store.revision()?
    {
        return Ok(());
    }
    let what = match faults.first() {
        Some(fault) => fault.clone(),
        None => format!(
            "it holds {} of {} documents",
            reader.count(),
            rebuilt.documents
        ),
    };
    Err(Error::io(
        folder,
        std::io::Error::other(format!(
            "the new index is not what was written: {what} the old one stays in use"
        )),
    ))
}
