//! The query language: text to tree, with limits, so that no query can hang or crash the program.
//!
//! Terms side by side must all hold. `"…"` is one term with its spaces ignored. `OR` or `|`, `-` or
//! `NOT`, round brackets, `field:value`; full-width forms mean the same. Everything else is text.

mod chars;
mod node;
mod words;

use chars::{ends_word, is_bar, is_close, is_colon, is_comparison, is_minus, is_open};
pub use node::Node;

use super::fields;
use super::refuse;
use crate::error::Result;
use crate::index::Layout;
use crate::rules::Compare;

/// Longest query in bytes.
const LONGEST: usize = 2048;
/// Deepest nesting of brackets.
const DEEPEST: usize = 32;
/// Most exclusions.
const MOST_NOTS: usize = 16;
/// Most terms.
const MOST_TERMS: usize = 256;

/// Reads a query.
///
/// # Errors
/// [`crate::error::Error::Query`] with the position and what would be right.
pub fn parse(query: &str, layout: &Layout) -> Result<Node> {
    if query.len() > LONGEST {
        let at = query
            .char_indices()
            .take_while(|(at, _)| *at < LONGEST)
            .count();
        return Err(refuse(
            at,
            format!("the query is longer than {LONGEST} bytes; shorten it"),
        ));
    }
    let mut parser = Parser {
        chars: query.chars().collect(),
        at: 0,
        layout,
        depth: 0,
        nots: 0,
        terms: 0,
    };
    parser.skip_space();
    if parser.peek().is_none() {
        return Err(refuse(0, "the query is empty; type the words to look for"));
    }
    let node = parser.any_of()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(refuse(
            parser.at,
            "no bracket is open that this one could close",
        )),
    }
}

struct Parser<'a> {
    chars: Vec<char>,
    at: usize,
    layout: &'a Layout,
    depth: usize,
    nots: usize,
    terms: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// `a OR b | c`
    fn any_of(&mut self) -> Result<Node> {
        let mut choices = vec![self.all_of()?];
        loop {
            self.skip_space();
            if self.peek().is_some_and(is_bar) {
                self.at += 1;
            } else if !self.keyword("OR") {
                break;
            }
            choices.push(self.all_of()?);
        }
        Ok(single(choices, Node::Or))
    }

    /// `a b AND c`
    fn all_of(&mut self) -> Result<Node> {
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            if parts.is_empty() || !self.keyword("AND") {
                let ends =
                    self.peek().is_none_or(|c| is_bar(c) || is_close(c)) || self.at_keyword("OR");
                if ends {
                    break;
                }
            } else {
                self.skip_space();
                if self.peek().is_none_or(|c| is_bar(c) || is_close(c)) {
                    return Err(refuse(start, "a term is missing after AND"));
                }
            }
            parts.push(self.one()?);
        }
        if parts.is_empty() {
            return Err(refuse(self.at, "a term is missing here"));
        }
        Ok(single(parts, Node::And))
    }

    /// `-a`, `NOT a`, `(…)`, a term or a field
    fn one(&mut self) -> Result<Node> {
        let start = self.at;
        let minus = self.peek().is_some_and(is_minus)
            && self
                .chars
                .get(self.at + 1)
                .is_some_and(|c| !c.is_whitespace());
        if minus {
            self.at += 1;
        }
        if minus || self.keyword("NOT") {
            self.nots += 1;
            if self.nots > MOST_NOTS {
                return Err(refuse(
                    start,
                    format!("more than {MOST_NOTS} exclusions; use fewer"),
                ));
            }
            self.skip_space();
            if self.peek().is_none_or(|c| is_bar(c) || is_close(c)) {
                return Err(refuse(self.at, "a term to exclude is missing here"));
            }
            return Ok(Node::Not(Box::new(self.one()?)));
        }
        match self.peek() {
            Some(c) if is_open(c) => self.group(),
            _ => self.leaf(),
        }
    }

    fn group(&mut self) -> Result<Node> {
        let start = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(refuse(
                start,
                format!("brackets are nested deeper than {DEEPEST}"),
            ));
        }
        self.at += 1;
        let node = self.any_of()?;
        if !self.peek().is_some_and(is_close) {
            return Err(refuse(start, "this bracket is not closed"));
        }
        self.at += 1;
        self.depth -= 1;
        Ok(node)
    }

    fn leaf(&mut self) -> Result<Node> {
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(refuse(
                self.at,
                format!("more than {MOST_TERMS} terms; use fewer"),
            ));
        }
        let at = self.at;
        if let Some(text) = self.quoted()? {
            return Ok(Node::Term { text, at: at + 1 });
        }
        if let Some(field) = self.field_name()? {
            return self.field_value(field);
        }
        let text = self.word(false);
        Ok(Node::Term { text, at })
    }

    /// Reads `name:` if a field's name stands here.
    fn field_name(&mut self) -> Result<Option<usize>> {
        let rest = &self.chars[self.at..];
        let Some(colon) = rest.iter().position(|c| is_colon(*c) || ends_word(*c)) else {
            return Ok(None);
        };
        let name: String = rest[..colon].iter().collect();
        if !is_colon(rest[colon]) || name.is_empty() {
            return Ok(None);
        }
        if let Some(field) = self.layout.named(&name) {
            self.at += colon + 1;
            return Ok(Some(field));
        }
        let link = rest.get(colon + 1) == Some(&'/') && rest.get(colon + 2) == Some(&'/');
        if link || !fields::looks_like_name(&name) {
            return Ok(None);
        }
        Err(refuse(self.at, fields::unknown(&name, self.layout)))
    }

    fn field_value(&mut self, field: usize) -> Result<Node> {
        self.skip_space();
        let at = self.at;
        let missing = |at| {
            let name = &self.layout.typed[field].names[0];
            Err(refuse(at, format!("a value is missing after {name}:")))
        };
        if let Some(text) = self.quoted()? {
            return Ok(Node::Field {
                field,
                value: Some(text),
                at: at + 1,
            });
        }
        let number = self.layout.typed[field].compare == Compare::DocNumber;
        if self.peek().is_some_and(is_open) && !number {
            let name = &self.layout.typed[field].names[0];
            return Err(refuse(
                at,
                format!("a field takes one value; write {name}:甲 OR {name}:乙"),
            ));
        }
        let mut value = self.word(number);
        if !value.is_empty() && value.chars().all(is_comparison) {
            self.skip_space();
            value.push_str(&self.word(false));
        }
        if value.is_empty() {
            return missing(at);
        }
        let value = Some(value).filter(|value| value != "*" && value != "＊");
        Ok(Node::Field { field, value, at })
    }
}

fn single(mut nodes: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => many(nodes),
    }
}
