//! From a query's tree to the index's own queries: what matches, and nothing about order.

use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, Query};

use super::syntax::Node;
use super::{cut, near, refuse, values};
use crate::error::Result;
use crate::index::keys::equal_key;
use crate::index::{IndexReader, Layout};
use crate::rules::Compare;

/// Most single characters in a query: each is looked up in the whole dictionary of pairs.
const MOST_SINGLES: usize = 32;

/// How a tree is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Terms side by side must all hold.
    All,
    /// One of the terms side by side, or one of their words, is enough.
    Any,
    /// As `All`, with document numbers near the ones asked for in their place.
    Near,
}

/// Builds queries for one index.
pub(super) struct Planner<'a> {
    pub(super) reader: &'a IndexReader,
    pub(super) mode: Mode,
}

type Part = Box<dyn Query>;

impl Planner<'_> {
    /// The query of a tree.
    pub(super) fn query(&self, node: &Node) -> Result<Part> {
        let singles = count_singles(node);
        if singles > MOST_SINGLES {
            return Err(refuse(
                0,
                format!("more than {MOST_SINGLES} terms of one character; use longer ones"),
            ));
        }
        self.build(node, true)
    }

    /// Documents that a part of the tree finds; `positive` outside of exclusions.
    fn build(&self, node: &Node, positive: bool) -> Result<Part> {
        match node {
            Node::Term { text, at } if self.mode == Mode::Any => self.any_of_term(text, *at),
            Node::Term { text, at } => self.term(text, *at),
            Node::Field { field, value, at } => self.field(*field, value.as_deref(), *at, positive),
            Node::Not(inner) => {
                let inner = self.build(inner, !positive)?;
                Ok(Box::new(BooleanQuery::new(vec![
                    (Occur::Must, Box::new(AllQuery)),
                    (Occur::MustNot, inner),
                ])))
            }
            Node::And(parts) => self.all(parts, positive),
            Node::Or(parts) => {
                let parts = parts.iter().map(|part| self.build(part, positive));
                Ok(values::any(parts.collect::<Result<_>>()?))
            }
        }
    }

    fn all(&self, parts: &[Node], positive: bool) -> Result<Part> {
        let mut clauses: Vec<(Occur, Part)> = Vec::new();
        let mut choices = Vec::new();
        for part in parts {
            match part {
                Node::Not(inner) => clauses.push((Occur::MustNot, self.build(inner, !positive)?)),
                Node::Term { .. } if self.mode == Mode::Any => {
                    choices.push(self.build(part, positive)?)
                }
                part => clauses.push((Occur::Must, self.build(part, positive)?)),
            }
        }
        if !choices.is_empty() {
            clauses.push((Occur::Must, values::any(choices)));
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn term(&self, text: &str, at: usize) -> Result<Part> {
        self.reader
            .contains(text)
            .ok_or_else(|| refuse(at, "there is nothing to look for in this term"))
    }

    fn any_of_term(&self, text: &str, at: usize) -> Result<Part> {
        let mut choices = vec![self.term(text, at)?];
        choices.extend(
            self.words(text)?
                .iter()
                .filter_map(|word| self.reader.contains(word)),
        );
        Ok(values::any(choices))
    }

    /// The words of a text, by the index's own dictionary.
    pub(super) fn words(&self, text: &str) -> Result<Vec<String>> {
        cut::words(self.reader.searcher(), self.reader.layout(), text)
            .map_err(|error| self.reader.told(error))
    }

    fn field(&self, field: usize, value: Option<&str>, at: usize, positive: bool) -> Result<Part> {
        let layout = self.reader.layout();
        let Some(value) = value else {
            return Ok(self.has_value(field));
        };
        let typed = &layout.typed[field];
        if self.mode == Mode::Near && positive && typed.compare == Compare::DocNumber {
            let near = near::query(self.reader.searcher(), typed, value)
                .map_err(|error| self.reader.told(error))?;
            return Ok(near.unwrap_or_else(|| Box::new(EmptyQuery)));
        }
        values::field_value(layout, field, value, at)
    }

    fn has_value(&self, field: usize) -> Part {
        use crate::index::Source;
        let has = self.reader.layout().has;
        match &self.reader.layout().typed[field].source {
            Source::Part(name, _) => values::term(has, name),
            Source::User(name) => values::term(has, name),
            Source::Kind => Box::new(AllQuery),
            Source::Date => values::any(
                ["dates.written", "dates.published"]
                    .map(|name| values::term(has, name))
                    .into(),
            ),
        }
    }
}

/// Calls `f` with every term and value that must or may stand in a document, not with excluded ones.
fn for_each_positive<'a>(node: &'a Node, f: &mut dyn FnMut(&'a Node)) {
    match node {
        Node::Term { .. } | Node::Field { .. } => f(node),
        Node::And(parts) | Node::Or(parts) => {
            parts.iter().for_each(|part| for_each_positive(part, f));
        }
        Node::Not(_) => {}
    }
}

/// The terms that are not excluded; with `fields` also what text fields must contain.
pub(super) fn texts<'a>(tree: &'a Node, layout: &Layout, fields: bool) -> Vec<&'a str> {
    let mut out = Vec::new();
    for_each_positive(tree, &mut |leaf| match leaf {
        Node::Term { text, .. } => out.push(text.as_str()),
        Node::Field {
            field,
            value: Some(value),
            ..
        } if fields && layout.typed[*field].compare == Compare::Contains => {
            out.push(value.as_str());
        }
        _ => {}
    });
    out
}

/// Whether a document number stands in the tree, so that there may be numbers near it.
pub(super) fn asks_for_number(node: &Node, reader: &IndexReader) -> bool {
    let mut found = false;
    for_each_positive(node, &mut |leaf| {
        if let Node::Field {
            field,
            value: Some(_),
            ..
        } = leaf
        {
            found |= reader.layout().typed[*field].compare == Compare::DocNumber;
        }
    });
    found
}

fn count_singles(node: &Node) -> usize {
    match node {
        Node::Term { text, .. } => usize::from(equal_key(text).chars().count() == 1),
        Node::Field {
            value: Some(value), ..
        } => usize::from(equal_key(value).chars().count() == 1),
        Node::Field { .. } => 0,
        Node::Not(inner) => count_singles(inner),
        Node::And(parts) | Node::Or(parts) => parts.iter().map(count_singles).sum(),
    }
}
