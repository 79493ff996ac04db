//! What the commands that look things up share: the query's arguments and the opened archive.

use std::io::Write;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

use super::context::Context;
use super::render::door;
use crate::archive::{self, Store};
use crate::error::{Error, Result};
use crate::index::{IndexReader, Layout};
use crate::query::{Options, Question};
use crate::record::Record;
use crate::user_rules::UserFields;

/// Dates between which documents must lie.
#[derive(Debug, Clone, clap::Args)]
pub struct Dates {
    /// Only documents of this date or later: 2022, 2022-03 or 2022-03-05
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only documents of this date or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

impl Dates {
    /// The options of a question within these dates.
    pub fn options(&self, any: bool) -> Options {
        Options {
            any,
            since: self.since.clone(),
            until: self.until.clone(),
        }
    }

    /// Whether a date is given.
    pub fn given(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }
}

/// An archive opened for answering.
pub struct Opened {
    /// The archive folder.
    pub dir: PathBuf,
    /// Its records.
    pub store: Store,
    /// Its index.
    pub index: IndexReader,
    /// The user's own fields.
    pub user: UserFields,
}

/// Opens the archive with its index.
///
/// # Errors
/// When there is none, or it is damaged or of another version.
pub fn open(context: &Context) -> Result<Opened> {
    let (dir, store) = context.open_store()?;
    let user = archive::user_fields(&dir)?;
    let layout = Layout::of_rules().with_user(&user);
    let mut generation = store.index_generation()?;
    loop {
        let folder = archive::index_dir(&dir, generation);
        match IndexReader::open_with(&folder, layout.clone()) {
            Ok(index) => {
                return Ok(Opened {
                    dir,
                    store,
                    index,
                    user,
                });
            }
            // A rebuild may have put a new index in the place of the one that was to be opened.
            Err(error) => {
                let now = store.index_generation()?;
                if now == generation {
                    return Err(error);
                }
                generation = now;
            }
        }
    }
}

/// The words of a query as one text; `None` if there are none.
pub fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// Asks a question; a query that is refused is shown with a mark under the place.
///
/// # Errors
/// [`Error::Query`], and when the index cannot be read.
pub fn ask<'a>(
    index: &'a IndexReader,
    query: Option<&str>,
    options: Options,
) -> Result<Question<'a>> {
    let question = Question::new(index, query, options);
    if let (Err(Error::Query { at, .. }), Some(query)) = (&question, query) {
        point_at(query, *at);
    }
    question
}

/// Calls `f` with the record of every document that a query finds, or of all, in the order of rows.
///
/// # Errors
/// [`Error::Query`], when the archive cannot be read, and what `f` fails with.
pub fn each_record(
    context: &Context,
    words: &[String],
    dates: &Dates,
    f: &mut dyn FnMut(&Found<'_>) -> Result<()>,
) -> Result<()> {
    let query = joined(words);
    if query.is_none() && !dates.given() {
        // Everything is wanted, so the index is not needed, were it damaged.
        let (dir, store) = context.open_store()?;
        return store.for_each_record(&mut |record| f(&Found::new(&dir, &store, record)));
    }
    let opened = open(context)?;
    let question = ask(&opened.index, query.as_deref(), dates.options(false))?;
    for row in question.rows()? {
        // A document may have been dropped since the index was opened.
        if let Some(record) = opened.store.record(row)? {
            f(&Found::new(&opened.dir, &opened.store, record))?;
        }
    }
    Ok(())
}

/// A record that was found, and where it came from.
pub struct Found<'a> {
    /// The archive folder.
    pub dir: &'a Path,
    /// The records.
    pub store: &'a Store,
    /// The record.
    pub record: Record,
}

impl<'a> Found<'a> {
    fn new(dir: &'a Path, store: &'a Store, record: Record) -> Found<'a> {
        Found { dir, store, record }
    }
}

/// Prints the query and a mark under code point `at`.
pub(super) fn point_at(query: &str, at: usize) {
    const WIDEST: usize = 200;
    if query.chars().count() > WIDEST {
        return;
    }
    let before: String = query.chars().take(at).collect();
    let indent = door::line(&before).width();
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(
        std::io::stderr(),
        "  {}\n  {}^",
        door::line(query),
        " ".repeat(indent)
    );
}
