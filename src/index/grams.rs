//! Cuts a text into overlapping pairs of characters, and a query into the fewest pairs that cover it.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::search_chars;

/// The name under which the tokenizer is registered.
pub const GRAMS: &str = "grams";
/// The name under which the one for users' fields is registered.
pub const NAMED_GRAMS: &str = "named_grams";

/// What ends a name in a term: no name and no pair holds it.
const NAME_END: char = '\u{1f}';
/// What comes behind every term of a name.
const PAST_NAME: char = '\u{20}';

/// Emits each pair of neighbouring characters at the position of its first one, and the last
/// character alone, so that a single character is always the beginning of some term.
#[derive(Clone, Default)]
pub struct GramTokenizer {
    token: Token,
}

/// The pairs of one text.
pub struct GramStream<'a> {
    chars: Box<dyn Iterator<Item = char> + 'a>,
    token: &'a mut Token,
    /// What stands before each pair: nothing, or a name and its end.
    prefix: &'a str,
    /// The next pair's first character.
    first: Option<char>,
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        GramStream::new(&mut self.token, "", text)
    }
}

/// As [`GramTokenizer`], for texts made by [`named`]: each pair stands behind the name.
#[derive(Clone, Default)]
pub struct NamedGramTokenizer {
    token: Token,
}

impl Tokenizer for NamedGramTokenizer {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        let begin = text.find(NAME_END).map_or(0, |at| at + NAME_END.len_utf8());
        let (prefix, value) = text.split_at(begin);
        GramStream::new(&mut self.token, prefix, value)
    }
}

/// A value behind the name of its field, for [`NamedGramTokenizer`].
pub fn named(name: &str, value: &str) -> String {
    format!("{name}{NAME_END}{value}")
}

impl<'a> GramStream<'a> {
    fn new(token: &'a mut Token, prefix: &'a str, text: &'a str) -> GramStream<'a> {
        token.reset();
        let mut chars = Box::new(search_chars(text).map(|(_, c)| c));
        let first = chars.next();
        GramStream {
            chars,
            token,
            prefix,
            first,
        }
    }
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(first) = self.first else {
            return false;
        };
        self.first = self.chars.next();
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(self.prefix);
        self.token.text.push(first);
        if let Some(second) = self.first {
            self.token.text.push(second);
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// What a query's text asks of the pairs of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// Nothing that can be searched.
    Nothing,
    /// One character: every term from the first bound (included) to the second (excluded, or to the end).
    One(String, Option<String>),
    /// Pairs at these distances from the first one.
    Pairs(Vec<(usize, String)>),
}

/// The fewest pairs that cover `text`: at 0, 2, 4 … and the last one.
pub fn cover(text: &str) -> Cover {
    let chars: Vec<char> = search_chars(text).map(|(_, c)| c).collect();
    match chars[..] {
        [] => Cover::Nothing,
        [one] => Cover::One(one.to_string(), next_char(one).map(String::from)),
        _ => {
            let last = chars.len() - 2;
            let mut starts: Vec<usize> = (0..=last).step_by(2).collect();
            if starts.last() != Some(&last) {
                starts.push(last);
            }
            let pair = |at: usize| (at, chars[at..at + 2].iter().collect());
            Cover::Pairs(starts.into_iter().map(pair).collect())
        }
    }
}

impl Cover {
    /// The same among the terms of a name.
    pub fn behind(self, name: &str) -> Cover {
        let term = |pair: &str| named(name, pair);
        match self {
            Cover::Nothing => Cover::Nothing,
            Cover::One(from, to) => {
                let end = || format!("{name}{PAST_NAME}");
                Cover::One(term(&from), Some(to.map_or_else(end, |to| term(&to))))
            }
            Cover::Pairs(pairs) => {
                let pairs = pairs.iter().map(|(at, pair)| (*at, term(pair)));
                Cover::Pairs(pairs.collect())
            }
        }
    }
}

/// The character after `c` in the order of code points, which is the order of their UTF-8 bytes.
fn next_char(c: char) -> Option<char> {
    (u32::from(c) + 1..=u32::from(char::MAX)).find_map(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = GramTokenizer::default();
        let mut stream = tokenizer.token_stream(text);
        let mut out = Vec::new();
        while stream.advance() {
            out.push((stream.token().position, stream.token().text.clone()));
        }
        out
    }

    #[test]
    fn pairs_run_over_spaces_and_line_ends() {
        let want = |list: &[&str]| -> Vec<(usize, String)> {
            list.iter()
                .enumerate()
                .map(|(i, t)| (i, t.to_string()))
                .collect()
        };
        assert_eq!(tokens("科 技\n創新"), want(&["科技", "技创", "创新", "新"]));
        assert_eq!(tokens("Ａ"), want(&["a"]));
        assert_eq!(tokens(" \n"), want(&[]));
    }

    #[test]
    fn the_tokenizer_starts_anew_with_each_text() {
        let mut tokenizer = GramTokenizer::default();
        for _ in 0..2 {
            let mut stream = tokenizer.token_stream("甲乙");
            assert!(stream.advance());
            assert_eq!(stream.token().position, 0);
        }
    }

    #[test]
    fn terms_of_a_name_stand_behind_it() {
        let mut tokenizer = NamedGramTokenizer::default();
        let text = named("case", "综合");
        let mut stream = tokenizer.token_stream(&text);
        let mut terms = Vec::new();
        while stream.advance() {
            terms.push(stream.token().text.clone());
        }
        assert_eq!(terms, ["case\u{1f}综合", "case\u{1f}合"]);
        let Cover::One(from, Some(to)) = cover(&char::MAX.to_string()).behind("case") else {
            panic!("one character of a name has both bounds");
        };
        for (term, inside) in [
            ("case\u{1f}\u{10ffff}", true),
            ("case\u{1f}合", false),
            ("case_worker\u{1f}\u{10ffff}", false),
        ] {
            let between = (from.as_str()..to.as_str()).contains(&term);
            assert_eq!(between, inside, "{term}");
        }
    }

    #[test]
    fn covers_with_the_fewest_pairs() {
        let pairs = |list: &[(usize, &str)]| {
            Cover::Pairs(list.iter().map(|(i, t)| (*i, t.to_string())).collect())
        };
        assert_eq!(cover(""), Cover::Nothing);
        assert_eq!(cover("甲"), Cover::One("甲".into(), Some("申".into())));
        assert_eq!(cover("甲乙"), pairs(&[(0, "甲乙")]));
        assert_eq!(cover("甲乙丙"), pairs(&[(0, "甲乙"), (1, "乙丙")]));
        assert_eq!(cover("甲 乙丙丁"), pairs(&[(0, "甲乙"), (2, "丙丁")]));
    }

    #[test]
    fn the_next_character_skips_what_is_no_character() {
        assert_eq!(next_char('\u{d7ff}'), Some('\u{e000}'));
        assert_eq!(next_char(char::MAX), None);
    }
}
