//! A question to one index: parsed once, then counted, listed, explained.

use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur, Query};

use super::plan::{Mode, Planner, asks_for_number, texts};
use super::rank::{Hit, Ranking, Sort, Weighed, weigh_all};
use super::syntax::{Node, parse};
use super::values;
use crate::error::{Error, Result};
use crate::index::{IndexReader, Source};

/// Most words that rank.
const MOST_WORDS: usize = 32;
/// Most near hits that are listed.
const MOST_NEAR: usize = 10;

/// How a question is meant.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// One of the terms or their words is enough.
    pub any: bool,
    /// Not before this date.
    pub since: Option<String>,
    /// Not after this date.
    pub until: Option<String>,
}

/// Which hits are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Their order.
    pub sort: Sort,
    /// How many are passed over.
    pub offset: usize,
    /// How many are wanted at most; `None` for all.
    pub limit: Option<usize>,
}

/// What might help when nothing was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hints {
    /// How many documents have one of the words.
    pub any: u64,
    /// Terms and fields of the query that no document has.
    pub missing: Vec<String>,
    /// What each of the parts that all must hold finds alone, as it would be typed; empty where one
    /// of them finds nothing.
    pub alone: Vec<(String, u64)>,
}

/// A question to an index.
pub struct Question<'a> {
    pub(super) reader: &'a IndexReader,
    /// `None` asks for every document.
    tree: Option<Node>,
    options: Options,
}

impl<'a> Question<'a> {
    /// Reads a query; no query asks for every document.
    ///
    /// # Errors
    /// [`Error::Query`] if it cannot be understood or is too large.
    pub fn new(
        reader: &'a IndexReader,
        query: Option<&str>,
        options: Options,
    ) -> Result<Question<'a>> {
        let tree = query
            .map(|query| parse(query, reader.layout()))
            .transpose()?;
        let question = Question {
            reader,
            tree,
            options,
        };
        // What the plan refuses is refused before anything is printed.
        question.matching(question.mode())?;
        Ok(question)
    }

    /// How many documents match.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count(&self) -> Result<u64> {
        let query = self.matching(self.mode())?;
        self.counted(&*query)
    }

    /// How many documents match, and the page of them that is wanted.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, page: Page) -> Result<(u64, Vec<Hit>)> {
        let query = self.matching(self.mode())?;
        let (count, mut hits) = self.collect(&*query, page)?;
        hits.drain(..page.offset.min(hits.len()));
        Ok((count, hits))
    }

    /// The rows of all documents that match, in their order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn rows(&self) -> Result<Vec<i64>> {
        let page = Page {
            sort: Sort::Date,
            offset: 0,
            limit: None,
        };
        let (_, hits) = self.find(page)?;
        let mut rows: Vec<i64> = hits.iter().map(|hit| hit.rowid).collect();
        rows.sort_unstable();
        Ok(rows)
    }

    /// Hits whose document number is near the one asked for; none if no number is asked for.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn near(&self) -> Result<Vec<Hit>> {
        let Some(tree) = &self.tree else {
            return Ok(Vec::new());
        };
        if !asks_for_number(tree, self.reader) {
            return Ok(Vec::new());
        }
        let query = BooleanQuery::new(vec![
            (Occur::Must, self.matching(Mode::Near)?),
            (Occur::MustNot, self.matching(self.mode())?),
        ]);
        let page = Page {
            sort: Sort::DocNumber,
            offset: 0,
            limit: Some(MOST_NEAR),
        };
        self.collect(&query, page).map(|(_, hits)| hits)
    }

    /// The texts to mark in a document that matches.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn needles(&self) -> Result<Vec<String>> {
        let mut out = Vec::new();
        for text in self.texts(true) {
            if self.options.any {
                out.extend(self.planner(Mode::Any).words(text)?);
            }
            out.push(text.to_owned());
        }
        Ok(out)
    }

    /// What might help when nothing was found.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn hints(&self) -> Result<Hints> {
        let any = self.matching(Mode::Any)?;
        let any = self.counted(&*any)?;
        let mut missing = Vec::new();
        for text in self.texts(false) {
            if let Some(query) = self.reader.contains(text)
                && self.counted(&*query)? == 0
            {
                missing.push(text.to_owned());
            }
        }
        let mut alone = Vec::new();
        for part in self.parts() {
            // A term that no document has was told above.
            let told = matches!(part, Node::Term { text, .. } if missing.contains(text));
            let Some(typed) = self.typed(part).filter(|_| !told) else {
                continue;
            };
            match self.counted(&*self.planner(Mode::All).query(part)?)? {
                0 => missing.push(typed),
                count => alone.push((typed, count)),
            }
        }
        // One of the other parts, which are put together or must not hold, may be to blame.
        let whole = alone.len() == self.parts().len();
        if !whole || alone.len() < 2 {
            alone.clear();
        }
        Ok(Hints {
            any,
            missing,
            alone,
        })
    }

    /// What all must hold.
    fn parts(&self) -> &[Node] {
        match &self.tree {
            Some(Node::And(parts)) => parts,
            Some(part) => std::slice::from_ref(part),
            None => &[],
        }
    }

    /// A term or a field with its value, as it would be typed; `None` for what is put together.
    fn typed(&self, part: &Node) -> Option<String> {
        match part {
            Node::Term { text, .. } => Some(quoted(text)),
            Node::Field { field, value, .. } => {
                let name = self.reader.layout().typed.get(*field)?.names.first()?;
                Some(format!(
                    "{name}:{}",
                    quoted(value.as_deref().unwrap_or("*"))
                ))
            }
            _ => None,
        }
    }

    fn counted(&self, query: &dyn Query) -> Result<u64> {
        Ok(self.reader.search(query, &Count)? as u64)
    }

    fn collect(&self, query: &dyn Query, page: Page) -> Result<(u64, Vec<Hit>)> {
        let words = match page.sort {
            Sort::Relevance => self.weights()?,
            Sort::Date | Sort::DocNumber => Vec::new(),
        };
        let ranking = Ranking {
            sort: page.sort,
            keep: page
                .limit
                .map_or(usize::MAX, |limit| limit.saturating_add(page.offset)),
            words,
        };
        self.reader.search(query, &ranking)
    }

    /// The query's words with what each of them weighs.
    pub(super) fn weights(&self) -> Result<Vec<Weighed>> {
        let layout = self.reader.layout();
        let words = self.ranking_words()?;
        weigh_all(
            self.reader.searcher(),
            layout.words,
            layout.title_words,
            &words,
        )
        .map_err(|error| self.reader.told(error))
    }

    fn ranking_words(&self) -> Result<Vec<String>> {
        let mut out: Vec<String> = Vec::new();
        for text in self.texts(false) {
            for word in self.planner(Mode::All).words(text)? {
                if out.len() < MOST_WORDS && !out.contains(&word) {
                    out.push(word);
                }
            }
        }
        Ok(out)
    }

    /// The terms that are not excluded; with `fields` also what text fields must contain.
    fn texts(&self, fields: bool) -> Vec<&str> {
        let layout = self.reader.layout();
        self.tree
            .as_ref()
            .map_or(Vec::new(), |tree| texts(tree, layout, fields))
    }

    fn mode(&self) -> Mode {
        if self.options.any {
            Mode::Any
        } else {
            Mode::All
        }
    }

    fn planner(&self, mode: Mode) -> Planner<'_> {
        Planner {
            reader: self.reader,
            mode,
        }
    }

    /// The query for the documents that match, within the dates asked for.
    fn matching(&self, mode: Mode) -> Result<Box<dyn Query>> {
        let asked: Box<dyn Query> = match &self.tree {
            Some(tree) => self.planner(mode).query(tree)?,
            None => Box::new(tantivy::query::AllQuery),
        };
        let mut all = vec![(Occur::Must, asked)];
        for (sign, date) in [(">=", &self.options.since), ("<=", &self.options.until)] {
            if let Some(date) = date {
                all.push((Occur::Must, self.bound(sign, date)?));
            }
        }
        Ok(match all.len() {
            1 => all.remove(0).1,
            _ => Box::new(BooleanQuery::new(all)),
        })
    }

    fn bound(&self, sign: &str, date: &str) -> Result<Box<dyn Query>> {
        let typed = &self.reader.layout().typed;
        typed
            .iter()
            .find(|field| field.source == Source::Date)
            .and_then(|field| values::date_query(field.field, &format!("{sign}{date}")))
            .ok_or_else(|| {
                Error::Usage(format!(
                    "{date}: this is no date; write 2022, 2022-03 or 2022-03-05"
                ))
            })
    }
}

/// A text as it is typed: in quotes where it holds a space.
fn quoted(text: &str) -> String {
    match text.contains(char::is_whitespace) {
        true => format!("\"{text}\""),
        false => text.to_owned(),
    }
}
