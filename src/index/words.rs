//! Cuts a text into words for ranking; the dictionary is loaded by the writer alone.

use std::sync::LazyLock;

use jieba_rs::Jieba;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::{is_han, is_invisible, search_char};

/// The name under which the tokenizer of whole texts is registered.
pub(super) const WORDS: &str = "words";
/// The name under which the one of titles is registered.
pub(super) const TITLE_WORDS: &str = "title_words";

/// Words longer than this (in bytes) do not help to rank and are left out.
const LONGEST: usize = 64;

/// The words that are known, with their counts. Two thirds of jieba's own dictionary were met fewer than
/// ten times where it was made: without them it is loaded in a fifth of the time, and texts are cut 1.4
/// times as fast, because what is left stays in the processor's cache.
const KNOWN: &str = include_str!("../data/words.txt");

/// Cuts texts; making it takes longer than a whole search, so queries never touch it.
static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let head: usize = KNOWN
        .split_inclusive('\n')
        .take_while(|line| line.starts_with('#'))
        .map(str::len)
        .sum();
    Jieba::with_dict(&mut &KNOWN.as_bytes()[head..]).expect("the list has its form")
});

/// The text as the words field reads it: folded, lower case, white space kept as a boundary.
pub fn fold_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        out.push(search_char(c));
    }
    out
}

/// Emits the words of a text, and the shorter words inside longer ones.
///
/// A third of the words of a text are single characters. A query has one only if it is nothing
/// else, and then every other document has it too: they are words in titles alone.
#[derive(Clone)]
pub(super) struct WordTokenizer {
    /// The fewest characters of a word.
    shortest: usize,
    token: Token,
    folded: String,
}

/// The words of one text, as byte ranges of its folded form.
pub(super) struct WordStream<'a> {
    folded: &'a str,
    words: std::vec::IntoIter<(usize, usize)>,
    token: &'a mut Token,
}

impl WordTokenizer {
    /// For whole texts.
    pub(super) fn of_texts() -> WordTokenizer {
        WordTokenizer::new(2)
    }

    /// For titles.
    pub(super) fn of_titles() -> WordTokenizer {
        WordTokenizer::new(1)
    }

    fn new(shortest: usize) -> WordTokenizer {
        WordTokenizer {
            shortest,
            token: Token::default(),
            folded: String::new(),
        }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        self.folded = fold_words(text);
        let words: Vec<(usize, usize)> = JIEBA
            .cut_for_search(&self.folded, false)
            .into_iter()
            .filter(|token| token.end - token.start >= self.shortest)
            .filter(|token| token.word.len() <= LONGEST && ranks(token.word))
            .map(|token| (token.byte_start, token.byte_end))
            .collect();
        WordStream {
            folded: &self.folded,
            words: words.into_iter(),
            token: &mut self.token,
        }
    }
}

/// Whether a piece is a word rather than punctuation or space.
fn ranks(word: &str) -> bool {
    word.chars().any(|c| is_han(c) || c.is_alphanumeric())
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((start, end)) = self.words.next() else {
            return false;
        };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(&self.folded[start..end]);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        words_by(WordTokenizer::of_texts(), text)
    }

    fn words_by(mut tokenizer: WordTokenizer, text: &str) -> Vec<String> {
        let mut stream = tokenizer.token_stream(text);
        let mut out = Vec::new();
        while stream.advance() {
            out.push(stream.token().text.clone());
        }
        out
    }

    #[test]
    fn words_are_folded_and_punctuation_is_left_out() {
        let found = words("關於加强科技创新，PA1313。");
        for word in ["关于", "科技", "创新", "pa1313"] {
            assert!(found.iter().any(|w| w == word), "{word} not in {found:?}");
        }
        assert!(!found.iter().any(|w| w == "," || w == "。"), "{found:?}");
    }

    #[test]
    fn single_characters_are_words_in_titles_alone() {
        let all = words_by(WordTokenizer::of_titles(), "水的科技");
        assert_eq!(all, ["水", "的", "科技"]);
        assert_eq!(words("水的科技"), ["科技"]);
    }

    #[test]
    fn the_list_of_words_is_sorted_and_folded() {
        let mut last = "";
        let lines = KNOWN.lines().skip_while(|line| line.starts_with('#'));
        for line in lines {
            let (word, count) = line.split_once(' ').expect("a word and its count");
            assert!(word > last, "{word} does not stand behind {last}");
            assert!(count.parse::<u32>().is_ok_and(|count| count > 0), "{line}");
            assert_eq!(fold_words(word), word);
            last = word;
        }
    }

    #[test]
    fn very_long_runs_are_no_words() {
        assert!(words(&"x".repeat(100)).is_empty());
    }
}
