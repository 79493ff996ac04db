//! The smallest pieces of a query: words, quoted texts, keywords.

use super::Parser;
use super::chars::{closing_quotes, ends_word, is_close, is_open};
use crate::error::Result;
use crate::index::keys::equal_key;
use crate::query::refuse;

impl Parser<'_> {
    /// Reads up to the end of a word. A balanced bracket without spaces that follows a character
    /// directly belongs to it (管理办法（试行）); with `brackets` also one that begins it.
    pub(super) fn word(&mut self, brackets: bool) -> String {
        let start = self.at;
        while let Some(c) = self.peek() {
            if is_open(c) && (brackets || self.at > start) {
                match self.closing() {
                    Some(close) => self.at = close,
                    None => break,
                }
            } else if ends_word(c) {
                break;
            }
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    /// Where the bracket that opens here closes, if that is within the same word.
    fn closing(&self) -> Option<usize> {
        let mut depth = 0usize;
        for (offset, c) in self.chars[self.at..].iter().enumerate() {
            if is_open(*c) {
                depth += 1;
            } else if is_close(*c) {
                depth -= 1;
                if depth == 0 {
                    return Some(self.at + offset);
                }
            } else if ends_word(*c) {
                return None;
            }
        }
        None
    }

    /// Reads a quoted text if one begins here.
    pub(super) fn quoted(&mut self) -> Result<Option<String>> {
        let start = self.at;
        let Some(close) = self.peek().and_then(closing_quotes) else {
            return Ok(None);
        };
        let rest = &self.chars[start + 1..];
        let Some(len) = rest.iter().position(|c| close.contains(*c)) else {
            return Err(refuse(start, "this quotation mark is not closed"));
        };
        let text: String = rest[..len].iter().collect();
        self.at = start + 1 + len + 1;
        if equal_key(&text).is_empty() {
            return Err(refuse(
                start,
                "there is nothing between these quotation marks",
            ));
        }
        Ok(Some(text))
    }

    pub(super) fn at_keyword(&self, word: &str) -> bool {
        let len = word.len();
        let rest = &self.chars[self.at..];
        rest.len() >= len
            && rest.iter().zip(word.chars()).all(|(a, b)| *a == b)
            && rest
                .get(len)
                .is_none_or(|c| c.is_whitespace() || ends_word(*c))
    }

    pub(super) fn keyword(&mut self, word: &str) -> bool {
        let there = self.at_keyword(word);
        if there {
            self.at += word.len();
        }
        there
    }
}
