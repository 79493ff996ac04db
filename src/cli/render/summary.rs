//! What an ingest did, in sentences.

use std::io::{self, Write};

use super::door;
use crate::archive::ingest::Summary;
use crate::count::{count, grouped};

/// What is said when the user's rules are others than before.
pub const RULES_CHANGED: &str = "The rules have changed: unchanged files keep their old fields until `anjuan ingest --reparse`.";

/// Writes the summary for people.
pub fn write(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    write_changes(out, summary)?;
    if summary.rules_changed {
        writeln!(out, "{RULES_CHANGED}")?;
    }
    write_vanished(out, summary)?;
    write_not_archived(out, summary)?;
    if summary.expected > 0 {
        let paths = count(summary.expected, "path was", "paths were");
        writeln!(
            out,
            "{paths} left out by rule: hidden, a link, or excluded."
        )?;
    }
    let seconds = summary.seconds.max(0.001);
    writeln!(
        out,
        "{} looked at and {} read in {:.1} s ({} a second).",
        count(summary.found, "path", "paths"),
        megabytes(summary.bytes as f64),
        seconds,
        grouped((summary.found as f64 / seconds).round() as u64),
    )
}

fn write_changes(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let unchanged = summary.outcome("unchanged");
    if summary.nothing_changed() {
        let files = count(unchanged, "file", "files");
        return writeln!(out, "Nothing changed: {files} unchanged.");
    }
    let archived = summary.outcome("archived");
    let files = count(archived, "file", "files");
    let mut documents = count(summary.documents, "document", "documents");
    if summary.documents_with_warnings > 0 {
        let warned = grouped(summary.documents_with_warnings);
        documents = format!("{documents}, {warned} of them with warnings");
    }
    writeln!(out, "Archived {files} ({documents}).")?;
    let unpacked = summary.outcome("unpacked");
    if unpacked > 0 {
        let files = count(unpacked, "packed file was", "packed files were");
        writeln!(out, "{files} opened.")?;
    }
    let duplicates = summary.outcome("duplicate");
    if duplicates > 0 {
        let files = count(duplicates, "file holds", "files hold");
        writeln!(out, "{files} the same bytes as another.")?;
    }
    if unchanged > 0 {
        writeln!(out, "{} unchanged.", count(unchanged, "file", "files"))?;
    }
    Ok(())
}

fn write_vanished(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    if summary.pruned > 0 {
        let files = count(summary.pruned, "file is", "files are");
        writeln!(out, "{files} gone and dropped from the archive.")?;
    }
    if summary.vanished == 0 {
        return Ok(());
    }
    let files = count(summary.vanished, "file is", "files are");
    writeln!(
        out,
        "{files} gone from the folders but in the archive (--prune drops them):"
    )?;
    for path in &summary.vanished_paths {
        writeln!(out, "  {}", door::path(path.as_bytes()))?;
    }
    let more = summary.vanished - summary.vanished_paths.len() as u64;
    write_more(out, more, "vanished")
}

fn write_not_archived(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    if summary.problems() == 0 {
        return Ok(());
    }
    let paths = count(summary.problems(), "path was", "paths were");
    writeln!(out, "{paths} not archived:")?;
    for path in &summary.not_archived {
        let shown = door::path(path.path.as_bytes());
        let reason = door::line(&path.reason);
        writeln!(out, "  {shown}: {}: {reason}", path.outcome)?;
    }
    // The one outcome that all have, if they have one: what is not listed may have another.
    let named = ["skipped", "failed", "refused"];
    let mut present = named.iter().filter(|name| summary.outcome(name) > 0);
    let outcome = match (present.next(), present.next()) {
        (Some(one), None) => one,
        _ => "problem",
    };
    write_more(out, summary.not_archived_more, outcome)
}

fn write_more(out: &mut dyn Write, more: u64, outcome: &str) -> io::Result<()> {
    if more == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "  … and {} more: anjuan files --outcome {outcome}",
        grouped(more)
    )
}

fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::ingest::NotArchived;

    fn shown(summary: &Summary) -> String {
        let mut out = Vec::new();
        write(&mut out, summary).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_run_without_news_says_so() {
        let summary = Summary {
            found: 1_234,
            outcomes: [("unchanged", 1_234)].into(),
            ..Summary::default()
        };
        assert!(shown(&summary).starts_with("Nothing changed: 1,234 files unchanged.\n"));
    }

    #[test]
    fn what_was_left_out_is_listed_through_the_door() {
        let summary = Summary {
            found: 3,
            outcomes: [("archived", 1), ("failed", 1), ("skipped", 1)].into(),
            documents: 2,
            documents_with_warnings: 1,
            not_archived: vec![NotArchived {
                path: "a\u{1b}[2J".into(),
                outcome: "failed",
                reason: "permission denied".into(),
            }],
            not_archived_more: 1,
            ..Summary::default()
        };
        let shown = shown(&summary);
        assert!(shown.contains("Archived 1 file (2 documents, 1 of them with warnings)."));
        assert!(shown.contains("  a␛[2J: failed: permission denied\n"));
        assert!(shown.contains("  … and 1 more: anjuan files --outcome problem\n"));
    }
}
