//! The writer lock: one process writes to an archive at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{Error, Result};

/// The right to write to an archive, held until dropped or until the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    // The operating system lets go of the lock when the file is closed; the file itself stays,
    // because deleting it would let two processes hold locks on two files of one name.
    _file: File,
}

impl Lock {
    /// Takes the lock of the archive folder `dir`, which must exist. Take it before opening anything.
    ///
    /// # Errors
    /// [`Error::Locked`] at once if another process holds it.
    pub fn take(dir: &Path) -> Result<Lock> {
        let path = dir.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| Error::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Locked(dir.to_path_buf())),
            Err(TryLockError::Error(error)) => Err(Error::io(&path, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writer_at_a_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = Lock::take(dir.path()).expect("free");
        assert!(matches!(Lock::take(dir.path()), Err(Error::Locked(_))));
        drop(first);
        Lock::take(dir.path()).expect("free again");
    }
}
