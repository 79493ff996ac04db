//! Writes the index: puts and deletes documents, commits them so that a power cut cannot undo it.

use std::fs::{self, File};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::indexer::LogMergePolicy;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexBuilder, TantivyDocument, TantivyError, Term};

use super::document::document;
use super::failure::told;
use super::grams::{GRAMS, GramTokenizer, NAMED_GRAMS, NamedGramTokenizer};
use super::pairs::PairsPlugin;
use super::reader::{Payload, payload};
use super::words::{TITLE_WORDS, WORDS, WordTokenizer};
use super::{FORMAT, Layout};
use crate::error::{Error, Result};
use crate::record::Record;
use crate::text::ReadingText;

/// Most threads that cut and sort terms.
const THREADS: usize = 2;
/// Memory for terms that are not written yet, over all threads, in bytes.
const MEMORY: usize = 160_000_000;

/// A segment of this many documents is not merged any more. A merge reads all of its segments: without a
/// bound, the memory of an ingest would grow with the archive, to two gigabytes at 200,000 documents.
const LARGE: usize = 10_000;

/// The one writer of an index; the archive's lock makes sure that it is one.
pub struct IndexWriter {
    dir: PathBuf,
    layout: Layout,
    writer: tantivy::IndexWriter<TantivyDocument>,
}

impl IndexWriter {
    /// Makes a new empty index in the folder `dir`.
    ///
    /// # Errors
    /// When the folder cannot be made, or holds an index already.
    pub fn create(dir: &Path) -> Result<IndexWriter> {
        IndexWriter::create_with(dir, Layout::of_rules())
    }

    /// Makes a new empty index with a certain layout.
    pub fn create_with(dir: &Path, layout: Layout) -> Result<IndexWriter> {
        fs::create_dir_all(dir).map_err(|error| Error::io(dir, error))?;
        let index = IndexBuilder::new()
            .schema(layout.schema.clone())
            .tokenizers(tokenizers())
            .register_plugin(Arc::new(PairsPlugin(layout.grams)))
            .create_in_dir(dir)
            .map_err(|error| match error {
                TantivyError::IndexAlreadyExists => Error::Bug(format!(
                    "{}: a new index was to be made where one is",
                    dir.display()
                )),
                error => told(dir, error),
            })?;
        let mut writer = IndexWriter::over(dir, layout, index)?;
        writer.commit(0)?;
        if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            sync(parent)?;
        }
        Ok(writer)
    }

    /// Opens the index in the folder `dir` for writing.
    ///
    /// # Errors
    /// [`Error::Damaged`] and [`Error::OtherVersion`], both naming `anjuan rebuild`.
    pub fn open(dir: &Path) -> Result<IndexWriter> {
        IndexWriter::open_with(dir, Layout::of_rules())
    }

    /// Opens an index made with a certain layout.
    pub fn open_with(dir: &Path, layout: Layout) -> Result<IndexWriter> {
        let folder = MmapDirectory::open(dir).map_err(|error| told(dir, error.into()))?;
        let mut index = Index::open(folder).map_err(|error| told(dir, error))?;
        payload(dir, &index, &layout)?;
        index.set_tokenizers(tokenizers());
        index.register_plugin(Arc::new(PairsPlugin(layout.grams)));
        IndexWriter::over(dir, layout, index)
    }

    fn over(dir: &Path, layout: Layout, index: Index) -> Result<IndexWriter> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads())
            .memory_budget_per_thread(MEMORY / threads())
            // Several merges at a time take the memory of each at a time.
            .num_merge_threads(1)
            .build();
        let writer = index
            .writer_with_options(options)
            .map_err(|error| told(dir, error))?;
        let mut policy = LogMergePolicy::default();
        // Batches are small; with tantivy's own layer of 10,000 the same documents are merged over and over.
        policy.set_min_layer_size(1_000);
        policy.set_del_docs_ratio_before_merge(0.3);
        policy.set_max_docs_before_merge(LARGE);
        writer.set_merge_policy(Box::new(policy));
        Ok(IndexWriter {
            dir: dir.to_path_buf(),
            layout,
            writer,
        })
    }

    /// Puts a record's document, in place of the one of the same id.
    ///
    /// # Errors
    /// When the index cannot be written; the writer is of no use afterwards.
    pub fn put(&mut self, rowid: i64, record: &Record, reading: &ReadingText) -> Result<()> {
        self.writer
            .delete_term(Term::from_field_text(self.layout.id, &record.id));
        let doc = document(&self.layout, rowid, record, reading);
        match self.writer.add_document(doc) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.cause(error)),
        }
    }

    /// Removes the document of `id`, if there is one.
    ///
    /// # Errors
    /// None today; writing fails at the commit.
    pub fn delete(&mut self, id: &str) -> Result<()> {
        self.writer
            .delete_term(Term::from_field_text(self.layout.id, id));
        Ok(())
    }

    /// Makes everything put and deleted so far last, with `revision` as the last of the records in it.
    ///
    /// # Errors
    /// When the index cannot be written; nothing of this commit is seen then.
    pub fn commit(&mut self, revision: u64) -> Result<()> {
        let payload = Payload {
            format: FORMAT,
            revision,
        };
        let text = serde_json::to_string(&payload)
            .map_err(|error| Error::Bug(format!("a payload could not be written: {error}")))?;
        let commit = self.writer.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&text);
            commit.commit()
        });
        commit.map_err(|error| told(&self.dir, error))?;
        // tantivy renames meta.json and does not sync the folder after it: a power cut would undo the commit.
        sync(&self.dir)
    }

    /// Waits until running merges are done.
    ///
    /// # Errors
    /// When a merge could not be written.
    pub fn finish(self) -> Result<()> {
        let dir = self.dir;
        self.writer
            .wait_merging_threads()
            .map_err(|error| told(&dir, error))?;
        sync(&dir)
    }

    /// The true cause behind "the writer was killed", which only the next commit tells.
    fn cause(&mut self, error: TantivyError) -> Error {
        match self
            .writer
            .prepare_commit()
            .and_then(|commit| commit.abort())
        {
            Err(cause) => told(&self.dir, cause),
            Ok(_) => told(&self.dir, error),
        }
    }
}

/// Threads that cut and sort terms: two cores are busy with one and the parsing beside it, and each
/// thread makes segments of its own, which must be merged.
fn threads() -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    (cores / 2).clamp(1, THREADS)
}

fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(GRAMS, GramTokenizer::default());
    tokenizers.register(NAMED_GRAMS, NamedGramTokenizer::default());
    tokenizers.register(WORDS, WordTokenizer::of_texts());
    tokenizers.register(TITLE_WORDS, WordTokenizer::of_titles());
    tokenizers
}

/// Makes the entries of a folder last.
fn sync(dir: &Path) -> Result<()> {
    File::open(dir)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| Error::io(dir, error))
}
