//! Checks an archive and names every fault: where, what, how bad, what to do.
//!
//! Changes nothing and may run beside an ingest. It goes on after the first fault.

mod index;
mod records;

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::schema::RECORDS_ADVICE;
use super::{Store, user_fields};
use crate::error::{Error, Result};

/// What helps when the index is wrong and the records are sound.
const INDEX_ADVICE: &str = "run `anjuan rebuild`";
/// What helps when the user's rules are wrong.
const RULES_ADVICE: &str = "mend the file, or run `anjuan ingest --rules FILE`";

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is wrong; the next ingest takes care of it.
    Note,
    /// The user's rules cannot be read; records and index are sound.
    Rules,
    /// Search cannot be trusted; the records are sound.
    Index,
    /// Documents or the ledger are hurt.
    Records,
}

impl Severity {
    /// How bad it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Severity::Note => "harmless",
            Severity::Rules => "nothing can be looked up, records and index are sound",
            Severity::Index => "search cannot be trusted, the records are sound",
            Severity::Records => "records are hurt",
        }
    }
}

/// A fault of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file or folder it is in.
    pub path: PathBuf,
    /// What is wrong.
    pub what: String,
    /// How bad it is.
    pub severity: Severity,
    /// What to do about it.
    pub advice: String,
}

/// What a check found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Documents in the records.
    pub documents: u64,
    /// Paths in the ledger.
    pub files: u64,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Whether anything is damaged.
    pub fn is_damaged(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.severity > Severity::Note)
    }

    fn add(&mut self, path: &Path, severity: Severity, what: String) {
        let advice = match severity {
            Severity::Note => "nothing to do",
            Severity::Rules => RULES_ADVICE,
            Severity::Index => INDEX_ADVICE,
            Severity::Records => RECORDS_ADVICE,
        };
        self.problems.push(Problem {
            path: path.to_path_buf(),
            what,
            severity,
            advice: advice.into(),
        });
    }

    /// Takes damage that an operation met into the report; other errors stay errors.
    fn absorb(&mut self, severity: Severity, error: Error) -> Result<()> {
        match error {
            Error::Damaged { path, what, advice } => {
                self.problems.push(Problem {
                    path,
                    what,
                    severity,
                    advice: advice.into(),
                });
                Ok(())
            }
            error => Err(error),
        }
    }
}

/// Checks the archive folder `dir`; `quick` leaves out reading every record.
///
/// # Errors
/// [`Error::NoArchive`], [`Error::OtherVersion`], or what keeps the files from being read. Damage is
/// no error: it is in the report.
pub fn verify(dir: &Path, quick: bool) -> Result<Report> {
    let mut report = Report::default();
    let store = match Store::open_reader(dir) {
        Ok(store) => store,
        Err(error) => {
            report.absorb(Severity::Records, error)?;
            return Ok(report);
        }
    };
    if let Err(Error::Rules { path, line, what }) = user_fields(dir) {
        report.add(&path, Severity::Rules, format!("line {line}: {what}"));
    }
    // The index is opened first and the records are frozen after: so the records are never older,
    // whatever an ingest does meanwhile.
    let opened = index::open(dir, &store, &mut report)?;
    let checked = store.freeze().and_then(|()| {
        if !quick {
            records::check_file(&store, &mut report)?;
            records::check_documents(&store, &mut report)?;
        }
        records::check_ledger(&store, &mut report)?;
        if let Some(reader) = &opened {
            index::compare(dir, &store, reader, &mut report)?;
        }
        report.documents = store.count()?;
        Ok(())
    });
    if let Err(error) = checked {
        report.absorb(Severity::Records, error)?;
    }
    Ok(report)
}
