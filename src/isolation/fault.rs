//! What became of a job whose reader did not answer.

use crate::containers::Trouble;

/// The longest words of a process that are repeated, in characters.
const MAX_WORDS: usize = 200;

/// Why a job has no answer. Every form is a part of a sentence for the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The reader itself says that the document cannot be read.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The reader panicked, or its process ended before the answer did.
    #[error("the {reader} reader crashed ({how})")]
    Crashed {
        /// The reader's name.
        reader: String,
        /// How, in words: the panic's, or the signal's.
        how: String,
    },
    /// It took longer than the job allows, by the clock or in CPU time.
    #[error("the {reader} reader took more than {seconds} s")]
    OutOfTime {
        /// The reader's name.
        reader: String,
        /// The limit that was reached.
        seconds: u64,
    },
    /// It asked for more memory than its process may have.
    #[error("the {reader} reader ran out of memory")]
    OutOfMemory {
        /// The reader's name.
        reader: String,
    },
    /// What came from its process is no answer.
    #[error("the {reader} reader answered nonsense ({what})")]
    Nonsense {
        /// The reader's name.
        reader: String,
        /// What is wrong with it.
        what: String,
    },
    /// Its process could not be started.
    #[error("the {reader} reader could not be started: {why}")]
    NotStarted {
        /// The reader's name.
        reader: String,
        /// Why.
        why: String,
    },
    /// [`Workers::stop`](super::Workers::stop) ended it.
    #[error("stopped")]
    Stopped,
}

impl Fault {
    /// An answer that is not what it should be.
    pub fn nonsense(reader: impl Into<String>, what: impl ToString) -> Fault {
        Fault::Nonsense {
            reader: reader.into(),
            what: short(&what.to_string()),
        }
    }

    pub(super) fn crashed(reader: &str, how: &str) -> Fault {
        Fault::Crashed {
            reader: reader.into(),
            how: short(how),
        }
    }

    pub(super) fn not_started(reader: &str, why: impl ToString) -> Fault {
        Fault::NotStarted {
            reader: reader.into(),
            why: why.to_string(),
        }
    }

    /// Whether earlier jobs of the same process may be to blame: what they leaked or left behind.
    pub(super) fn may_be_inherited(&self) -> bool {
        match self {
            Fault::Crashed { .. } | Fault::OutOfMemory { .. } | Fault::Nonsense { .. } => true,
            Fault::Trouble(_)
            | Fault::OutOfTime { .. }
            | Fault::NotStarted { .. }
            | Fault::Stopped => false,
        }
    }
}

/// Words on one line and not too many: a panic may repeat a whole document.
fn short(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    match line.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_parts_of_a_sentence() {
        let reader = || "PDF".to_owned();
        let cases = [
            (Fault::Trouble(Trouble::Damaged("x".into())), "damaged: x"),
            (
                Fault::crashed("PDF", "stack overflow"),
                "the PDF reader crashed (stack overflow)",
            ),
            (
                Fault::OutOfTime {
                    reader: reader(),
                    seconds: 60,
                },
                "the PDF reader took more than 60 s",
            ),
            (
                Fault::OutOfMemory { reader: reader() },
                "the PDF reader ran out of memory",
            ),
            (
                Fault::nonsense("PDF", "not a frame"),
                "the PDF reader answered nonsense (not a frame)",
            ),
            (
                Fault::not_started("PDF", "no such file"),
                "the PDF reader could not be started: no such file",
            ),
            (Fault::Stopped, "stopped"),
        ];
        for (fault, words) in cases {
            assert_eq!(fault.to_string(), words);
        }
    }

    #[test]
    fn words_are_cut() {
        assert_eq!(short("一\n二"), "一");
        assert_eq!(short(&"案".repeat(201)).chars().count(), 201);
        assert_eq!(short(&"案".repeat(200)), "案".repeat(200));
    }
}
