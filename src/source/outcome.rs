//! What became of a path. Every path that is found has exactly one outcome.

use std::fmt;

use crate::ocr::OcrFailure;

/// What became of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Its documents are in the archive.
    Archived,
    /// It is a packed file, and what it holds has outcomes of its own.
    Unpacked,
    /// It is in the archive and has not changed.
    Unchanged,
    /// Its bytes are in the archive already, from another path.
    Duplicate {
        /// The stored path that was archived first.
        of: Vec<u8>,
    },
    /// It is nothing that is archived.
    Skipped(Skip),
    /// It could not be read.
    Failed(String),
    /// It must not be archived.
    Refused(String),
}

/// Why a path is nothing that is archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// Its name starts with a dot.
    Hidden,
    /// It is a symbolic link.
    Symlink,
    /// The user's patterns exclude it.
    Excluded,
    /// It is no file: a pipe, a socket, a device.
    Special(&'static str),
    /// It holds nothing but white space.
    Empty,
    /// It holds no text.
    Binary(&'static str),
    /// It is a picture, and there is no engine that recognises its text.
    NeedsOcr,
    /// It holds files itself and stands where one document is read: in another packed file.
    Packed,
}

impl Outcome {
    /// Every name an outcome can have, in the order in which they are listed.
    pub const NAMES: [&'static str; 7] = [
        "archived",
        "unpacked",
        "unchanged",
        "duplicate",
        "skipped",
        "failed",
        "refused",
    ];

    /// The name in the ledger and in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Archived => "archived",
            Outcome::Unpacked => "unpacked",
            Outcome::Unchanged => "unchanged",
            Outcome::Duplicate { .. } => "duplicate",
            Outcome::Skipped(_) => "skipped",
            Outcome::Failed(_) => "failed",
            Outcome::Refused(_) => "refused",
        }
    }

    /// Why, for outcomes that have a reason of their own.
    pub fn reason(&self) -> Option<String> {
        match self {
            Outcome::Archived
            | Outcome::Unpacked
            | Outcome::Unchanged
            | Outcome::Duplicate { .. } => None,
            Outcome::Skipped(skip) => Some(skip.to_string()),
            Outcome::Failed(reason) | Outcome::Refused(reason) => Some(reason.clone()),
        }
    }

    /// Whether the user should look at it: something that may be a document is not in the archive.
    pub fn is_problem(&self) -> bool {
        match self {
            Outcome::Archived
            | Outcome::Unpacked
            | Outcome::Unchanged
            | Outcome::Duplicate { .. } => false,
            Outcome::Skipped(skip) => !skip.is_expected(),
            Outcome::Failed(_) | Outcome::Refused(_) => true,
        }
    }
}

impl Skip {
    /// Whether it is left out by rule and not for what it holds.
    pub fn is_expected(&self) -> bool {
        matches!(self, Skip::Hidden | Skip::Symlink | Skip::Excluded)
    }
}

/// Whether a reason in the ledger is one of those that leave a path out by rule.
pub fn is_expected_reason(reason: &str) -> bool {
    let expected = [Skip::Hidden, Skip::Symlink, Skip::Excluded];
    expected.iter().any(|skip| skip.to_string() == reason)
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Skip::Hidden => f.write_str("hidden"),
            Skip::Symlink => f.write_str("symlink"),
            Skip::Excluded => f.write_str("excluded"),
            Skip::Special(what) => write!(f, "special file ({what})"),
            Skip::Empty => f.write_str("empty"),
            Skip::Binary("") => f.write_str("binary content"),
            Skip::Binary(what) => write!(f, "binary content ({what})"),
            Skip::NeedsOcr => write!(f, "{}", OcrFailure::NoEngine),
            Skip::Packed => f.write_str("a packed file inside a packed file"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_reasons_are_stable() {
        let all = [
            (Outcome::Archived, "archived", None, false),
            (Outcome::Unpacked, "unpacked", None, false),
            (Outcome::Unchanged, "unchanged", None, false),
            (Outcome::Duplicate { of: vec![] }, "duplicate", None, false),
            (
                Outcome::Skipped(Skip::Hidden),
                "skipped",
                Some("hidden"),
                false,
            ),
            (
                Outcome::Skipped(Skip::Symlink),
                "skipped",
                Some("symlink"),
                false,
            ),
            (
                Outcome::Skipped(Skip::Excluded),
                "skipped",
                Some("excluded"),
                false,
            ),
            (
                Outcome::Skipped(Skip::Empty),
                "skipped",
                Some("empty"),
                true,
            ),
            (
                Outcome::Skipped(Skip::Binary("PDF")),
                "skipped",
                Some("binary content (PDF)"),
                true,
            ),
            (
                Outcome::Skipped(Skip::Special("pipe")),
                "skipped",
                Some("special file (pipe)"),
                true,
            ),
            (Outcome::Failed("x".into()), "failed", Some("x"), true),
            (Outcome::Refused("y".into()), "refused", Some("y"), true),
        ];
        for (outcome, name, reason, problem) in all {
            assert_eq!(outcome.name(), name);
            assert!(Outcome::NAMES.contains(&name));
            assert_eq!(outcome.reason().as_deref(), reason);
            assert_eq!(outcome.is_problem(), problem, "{name}");
        }
    }
}
