//! Checks the index: its files, its revision, and its documents against the records.

use std::cmp::Ordering;
use std::path::Path;

use super::{Report, Severity};
use crate::archive::{Store, index_dir};
use crate::count::grouped;
use crate::error::Result;
use crate::index::IndexReader;

/// How many ids are named of each kind of fault.
const NAMED: usize = 5;

/// Checks the files of the index and opens it, if it can be.
pub(super) fn open(dir: &Path, store: &Store, report: &mut Report) -> Result<Option<IndexReader>> {
    let folder = match store.index_generation() {
        Ok(generation) => index_dir(dir, generation),
        Err(error) => {
            report.absorb(Severity::Records, error)?;
            return Ok(None);
        }
    };
    match IndexReader::check(&folder) {
        Ok(faults) if faults.is_empty() => {}
        Ok(faults) => {
            for fault in faults {
                report.add(&folder, Severity::Index, fault);
            }
            // Damaged files are not opened: what reads them trusts them.
            return Ok(None);
        }
        Err(error) => {
            report.absorb(Severity::Index, error)?;
            return Ok(None);
        }
    }
    match IndexReader::open(&folder) {
        Ok(reader) => Ok(Some(reader)),
        Err(error) => {
            report.absorb(Severity::Index, error)?;
            Ok(None)
        }
    }
}

/// The index holds the documents of the records, each once, and no other.
pub(super) fn compare(
    dir: &Path,
    store: &Store,
    reader: &IndexReader,
    report: &mut Report,
) -> Result<()> {
    let folder = index_dir(dir, store.index_generation()?);
    if !is_level(&folder, store, reader, report)? {
        return Ok(());
    }
    let in_index = match reader.ids() {
        Ok(ids) => ids,
        Err(error) => return report.absorb(Severity::Index, error),
    };
    let in_records = store.ids_with_prefix("")?;
    let (missing, extra) = difference(&in_records, &in_index);
    let mut tell = |ids: Vec<&str>, what: &str| {
        if !ids.is_empty() {
            let named = ids[..ids.len().min(NAMED)].join(", ");
            let count = grouped(ids.len() as u64);
            report.add(&folder, Severity::Index, format!("{count} {what}: {named}"));
        }
    };
    tell(missing, "documents of the records are missing in the index");
    tell(
        extra,
        "documents of the index are not in the records or are there twice",
    );
    Ok(())
}

/// Whether the index is at the revision of the records, so that they can be compared.
fn is_level(
    folder: &Path,
    store: &Store,
    reader: &IndexReader,
    report: &mut Report,
) -> Result<bool> {
    let (indexed, recorded) = (reader.revision(), store.revision()?);
    let (severity, what) = match indexed.cmp(&recorded) {
        Ordering::Equal => return Ok(true),
        Ordering::Less => (
            Severity::Note,
            "an ingest is at work or was stopped, and the next one brings the index up",
        ),
        Ordering::Greater => (Severity::Records, "the records are of an older day"),
    };
    let what = format!("the index is at revision {indexed}, the records are at {recorded}: {what}");
    report.add(folder, severity, what);
    Ok(false)
}

/// What only the first of two sorted lists holds, and what only the second does.
fn difference<'a>(first: &'a [String], second: &'a [String]) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut only_first, mut only_second) = (Vec::new(), Vec::new());
    let (mut a, mut b) = (first.iter().peekable(), second.iter().peekable());
    loop {
        match (a.peek(), b.peek()) {
            (None, None) => return (only_first, only_second),
            (Some(x), Some(y)) if x == y => {
                a.next();
                b.next();
            }
            (Some(x), y) if y.is_none_or(|y| x < y) => {
                only_first.push(x.as_str());
                a.next();
            }
            (_, Some(y)) => {
                only_second.push(y.as_str());
                b.next();
            }
            (Some(_), None) => return (only_first, only_second),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_are_compared() {
        let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let (records, index) = (list(&["a", "b", "d"]), list(&["b", "c", "c", "d", "d"]));
        assert_eq!(
            difference(&records, &index),
            (vec!["a"], vec!["c", "c", "d"])
        );
        assert_eq!(difference(&records, &[]), (vec!["a", "b", "d"], vec![]));
        assert_eq!(difference(&[], &[]), (vec![], vec![]));
    }
}
