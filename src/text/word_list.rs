//! A list of words that are looked for in texts: where one stands, the longest one.

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

/// Words, and which characters they begin with.
///
/// Chinese characters share their first bytes: an automaton that looks at every byte would go in and out
/// of its states all the time. Two sets of bits tell of nearly every character that no word begins with
/// it, and the automaton is asked at the others.
#[derive(Debug)]
pub(crate) struct WordList {
    finder: AhoCorasick,
    first: CharBits,
    /// The two first characters of the words, by their [`pair`].
    pairs: CharBits,
    /// Words of a single character.
    single: Vec<char>,
}

/// A word in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its place in the list.
    pub(crate) word: usize,
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
}

impl WordList {
    /// A list of words, in which none is empty and none stands twice.
    pub(crate) fn new<'w>(words: impl Iterator<Item = &'w str>) -> WordList {
        let all: Vec<&str> = words.collect();
        let (mut first, mut pairs) = (CharBits::default(), CharBits::default());
        let mut single = Vec::new();
        for word in &all {
            let mut chars = word.chars();
            let Some(one) = chars.next() else { continue };
            first.add(one as usize);
            match chars.next() {
                Some(two) => pairs.add(pair(one, two)),
                None => single.push(one),
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(&all);
        WordList {
            finder: finder.expect("the list is small"),
            first,
            pairs,
            single,
        }
    }

    /// Whether a word may begin with this character.
    pub(crate) fn begins(&self, c: char) -> bool {
        self.first.may_have(c as usize)
    }

    /// Whether a word may begin with these characters: few other pairs look so.
    #[inline]
    pub(crate) fn begins_with(&self, first: char, second: Option<char>) -> bool {
        self.begins(first)
            && (second.is_some_and(|second| self.pairs.may_have(pair(first, second)))
                || self.single.contains(&first))
    }

    /// The longest word that a text begins with.
    pub(crate) fn at_start(&self, text: &str) -> Option<Found> {
        let first = text.chars().next().filter(|&c| self.begins(c))?;
        self.longest(text, 0, first)
    }

    /// The words in a text apart from each other, the leftmost and longest first.
    pub(crate) fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found> + 't {
        let mut behind = 0;
        let starts = text.char_indices().filter(|&(_, c)| self.begins(c));
        starts.filter_map(move |(at, c)| {
            if at < behind {
                return None;
            }
            let found = self.longest(text, at, c)?;
            behind = found.end;
            Some(found)
        })
    }

    /// The longest word at byte `at` of a text, which begins with `first`.
    fn longest(&self, text: &str, at: usize, first: char) -> Option<Found> {
        let second = text[at + first.len_utf8()..].chars().next();
        if !self.begins_with(first, second) {
            return None;
        }
        let input = Input::new(text).range(at..).anchored(Anchored::Yes);
        let found = self.finder.find(input)?;
        Some(Found {
            word: found.pattern().as_usize(),
            start: found.start(),
            end: found.end(),
        })
    }
}

/// Two characters as one number below 65536, which few others share.
fn pair(first: char, second: char) -> usize {
    (first as usize * 31 + second as usize) % CharBits::COUNT
}

/// A set of numbers below 65536: codes of characters of the basic plane, or pairs of them.
#[derive(Debug)]
struct CharBits(Vec<u64>);

impl Default for CharBits {
    fn default() -> CharBits {
        CharBits(vec![0; CharBits::COUNT / 64])
    }
}

impl CharBits {
    const COUNT: usize = 0x10000;

    fn add(&mut self, code: usize) {
        if let Some(word) = self.0.get_mut(code / 64) {
            *word |= 1 << (code % 64);
        }
    }

    /// Whether a number is among them: of a character its code, of two their [`pair`].
    fn may_have(&self, code: usize) -> bool {
        let word = self.0.get(code / 64);
        word.is_none_or(|word| word >> (code % 64) & 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn words_are_those_of_an_automaton(
            words in proptest::collection::btree_set("[甲乙丙\u{20000}a]{1,4}", 1..12),
            text in "[甲乙丙丁\u{20000}a]{0,20}",
        ) {
            let all = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&words)
                .expect("small");
            let list = WordList::new(words.iter().map(String::as_str));
            let wanted: Vec<Found> = { all.find_iter(&text) }
                .map(|found| Found {
                    word: found.pattern().as_usize(),
                    start: found.start(),
                    end: found.end(),
                })
                .collect();
            prop_assert_eq!(list.find_iter(&text).collect::<Vec<_>>(), wanted);
        }
    }
}
