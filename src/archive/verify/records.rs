//! Checks records.db: the file, every document, and the ledger against the documents.

use super::{Report, Severity};
use crate::archive::Store;
use crate::error::{Error, Result};
use crate::source::Outcome;

/// SQLite's own check of the file: pages, trees, and that the indexes agree with the tables.
pub(super) fn check_file(store: &Store, report: &mut Report) -> Result<()> {
    let faults: Vec<String> = store.all("PRAGMA integrity_check", [])?;
    for fault in faults.into_iter().filter(|fault| fault != "ok") {
        let what = format!("the database is inconsistent: {fault}");
        report.add(&store.file, Severity::Records, what);
    }
    Ok(())
}

/// Every document is whole and can be read.
pub(super) fn check_documents(store: &Store, report: &mut Report) -> Result<()> {
    store.for_each_result(&mut |stored| match stored {
        Ok(_) => Ok(()),
        Err(error) => report.absorb(Severity::Records, error),
    })
}

/// Every row of the ledger is whole and has its documents, and every document has its row.
pub(super) fn check_ledger(store: &Store, report: &mut Report) -> Result<()> {
    let mut faults = Vec::new();
    let mut files = 0;
    store.for_each_file_result(&mut |file| {
        files += 1;
        match file {
            Ok(file) => {
                let shown = String::from_utf8_lossy(&file.path).into_owned();
                match file.hash {
                    Some(_) if file.outcome == Outcome::Unpacked.name() => {}
                    Some(hash) if store.ids_of_hash(&hash)?.is_empty() => faults.push(format!(
                        "{shown} is in the ledger, but its documents are missing"
                    )),
                    None if matches!(file.outcome.as_str(), "archived" | "duplicate") => {
                        faults.push(format!("{shown} is archived by the ledger without a hash"));
                    }
                    _ => {}
                }
                Ok(())
            }
            Err(Error::Damaged { what, .. }) => {
                faults.push(what);
                Ok(())
            }
            Err(error) => Err(error),
        }
    })?;
    report.files = files;
    let orphans: Vec<String> = store.all(
        "SELECT id FROM documents WHERE deleted = 0
         AND NOT EXISTS (SELECT 1 FROM files WHERE hash = file_hash) ORDER BY rowid",
        [],
    )?;
    faults.extend(
        orphans
            .into_iter()
            .map(|id| format!("document {id} has no path in the ledger")),
    );
    for fault in faults {
        report.add(&store.file, Severity::Records, fault);
    }
    Ok(())
}
