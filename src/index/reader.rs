//! Opens an index to answer from it.

use std::path::{Path, PathBuf};

use memchr::memmem;
use serde::{Deserialize, Serialize};
use tantivy::collector::Collector;
use tantivy::directory::error::OpenReadError;
use tantivy::query::Query;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Directory, DocSet, Index, ReloadPolicy, Searcher, TERMINATED, TantivyError};

use super::directory::ReadOnly;
use super::failure::{damaged, other_version, told};
use super::pairs::{ContainsQuery, Pairs};
use super::{FORMAT, Layout, check};
use crate::error::Result;

/// How often opening starts again when a writer removes a merged file meanwhile.
const TRIES: usize = 20;

/// What a commit says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The index's form.
    pub(super) format: u32,
    /// The last revision of the records that the index holds.
    pub(super) revision: u64,
}

/// An index as of the moment it was opened.
pub struct IndexReader {
    dir: PathBuf,
    layout: Layout,
    searcher: Searcher,
    pairs: Pairs,
    revision: u64,
}

impl IndexReader {
    /// Opens the index folder `dir`; makes and changes no file, so read-only media will do.
    ///
    /// # Errors
    /// [`crate::error::Error::Damaged`] when files are missing or cut short,
    /// [`crate::error::Error::OtherVersion`] when another version made the index.
    pub fn open(dir: &Path) -> Result<IndexReader> {
        IndexReader::open_with(dir, Layout::of_rules())
    }

    /// Opens an index made with a certain layout.
    pub fn open_with(dir: &Path, layout: Layout) -> Result<IndexReader> {
        let mut tries = 0;
        loop {
            tries += 1;
            match attempt(dir, &layout) {
                Ok((searcher, pairs, revision)) => {
                    return Ok(IndexReader {
                        dir: dir.to_path_buf(),
                        layout,
                        searcher,
                        pairs,
                        revision,
                    });
                }
                Err(Attempt::Vanished) if tries < TRIES => {}
                Err(Attempt::Vanished) => {
                    return Err(damaged(
                        dir,
                        "files that meta.json lists are missing".into(),
                    ));
                }
                Err(Attempt::Failed(error)) => return Err(error),
            }
        }
    }

    /// The last revision of the records that the index holds.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// How many documents the index holds.
    pub fn count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// The ids of all documents, sorted.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn ids(&self) -> Result<Vec<String>> {
        self.collect_ids().map_err(|error| told(&self.dir, error))
    }

    /// Problems of the index's files, each a sentence; checksums of every file that meta.json lists.
    ///
    /// # Errors
    /// When the folder cannot be read at all.
    pub fn check(dir: &Path) -> Result<Vec<String>> {
        check::problems(dir)
    }

    /// The layout with which the index was opened.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The searcher over all segments.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Documents whose text contains `text`, white space aside; `None` if nothing is left to look for.
    pub fn contains(&self, text: &str) -> Option<Box<dyn Query>> {
        ContainsQuery::new(&self.pairs, text).map(|query| Box::new(query) as Box<dyn Query>)
    }

    /// Runs a query over all segments.
    ///
    /// # Errors
    /// When the index cannot be read, or a part of it that the query came to is damaged.
    pub fn search<C: Collector>(&self, query: &dyn Query, collector: &C) -> Result<C::Fruit> {
        let fruit = self.searcher.search(query, collector);
        if self.pairs.are_damaged() {
            return Err(damaged(
                &self.dir,
                "a file of pairs does not make sense".into(),
            ));
        }
        fruit.map_err(|error| self.told(error))
    }

    /// A failure of tantivy in this index, in this program's terms.
    pub fn told(&self, error: TantivyError) -> crate::error::Error {
        told(&self.dir, error)
    }

    fn collect_ids(&self) -> tantivy::Result<Vec<String>> {
        let mut out = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.layout.id)?;
            let mut terms = inverted.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let mut postings = inverted
                    .read_postings_from_terminfo(info, tantivy::schema::IndexRecordOption::Basic)?;
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if segment
                        .alive_bitset()
                        .is_none_or(|alive| alive.is_alive(doc))
                    {
                        out.push(String::from_utf8_lossy(term).into_owned());
                    }
                    doc = postings.advance();
                }
            }
        }
        out.sort();
        Ok(out)
    }
}

enum Attempt {
    /// A file that was listed is not there: perhaps merged away this very moment.
    Vanished,
    Failed(crate::error::Error),
}

fn attempt(dir: &Path, layout: &Layout) -> Result<(Searcher, Pairs, u64), Attempt> {
    let failed = |error| match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file))
            if file != Path::new("meta.json") =>
        {
            Attempt::Vanished
        }
        error => Attempt::Failed(told(dir, error)),
    };
    let folder = ReadOnly::open(dir).map_err(failed)?;
    let mut index = Index::open(folder).map_err(failed)?;
    // Queries are made of terms; no tokenizer is needed to answer.
    index.set_tokenizers(TokenizerManager::new());
    let payload = payload(dir, &index, layout).map_err(Attempt::Failed)?;
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
        .map_err(failed)?;
    let searcher = reader.searcher();
    let pairs = Pairs::open(&searcher).map_err(failed)?;
    Ok((searcher, pairs, payload.revision))
}

/// Reads what the last commit says, and refuses an index of another form.
pub(super) fn payload(dir: &Path, index: &Index, layout: &Layout) -> Result<Payload> {
    let bytes = index.directory().atomic_read(Path::new("meta.json"));
    let bytes = bytes.map_err(|error| told(dir, error.into()))?;
    let text = payload_of(&bytes).ok_or_else(|| {
        damaged(
            dir,
            "meta.json does not tell which records the index holds".into(),
        )
    })?;
    let payload: Payload = serde_json::from_str(&text)
        .map_err(|_| damaged(dir, "meta.json holds a payload that cannot be read".into()))?;
    if payload.format != FORMAT {
        return Err(other_version(dir, payload.format.to_string()));
    }
    if index.schema() != layout.schema {
        return Err(other_version(dir, format!("{FORMAT} with other fields")));
    }
    Ok(payload)
}

/// The payload in a `meta.json`, which tantivy found in order before.
///
/// It stands last: tantivy's own reading, or serde's, would take all the fields apart once more.
fn payload_of(meta: &[u8]) -> Option<String> {
    const KEY: &[u8] = b"\"payload\":";
    let behind = meta.get(memmem::rfind(meta, KEY)? + KEY.len()..)?;
    String::deserialize(&mut serde_json::Deserializer::from_slice(behind)).ok()
}
