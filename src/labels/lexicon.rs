//! The labels that a scan knows, and where they stand in a text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, Match, MatchKind, StartKind};

use crate::text::fold_char;

const DATA: &str = include_str!("../data/labels.txt");

/// The labels that a scan knows.
#[derive(Debug)]
pub(crate) struct Lexicon {
    finder: AhoCorasick,
    pub(super) keys: Vec<&'static str>,
    /// Characters with which a label begins, sorted.
    first: Vec<char>,
    /// The same as bits, for those of the basic plane.
    first_bits: Vec<u64>,
    /// Second characters of labels, in the same way; of a label of one character any may be one.
    second_bits: Vec<u64>,
    /// Labels of one character.
    single: Vec<char>,
    /// Characters with which a label ends, sorted.
    last: Vec<char>,
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::with(Vec::new()));

impl Lexicon {
    /// The built-in labels, and `words`, each in its [`squeezed`] form under its key; one that is
    /// built in too has the key given here.
    pub(crate) fn with(words: Vec<(&'static str, String)>) -> Lexicon {
        let is_given = |word: &str| words.iter().any(|(_, given)| given == word);
        let built_in: Vec<_> = spellings().filter(|(_, word)| !is_given(word)).collect();
        let all = || {
            let words = words.iter().map(|(key, word)| (*key, word.as_str()));
            words.chain(built_in.iter().copied())
        };
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(all().map(|(_, word)| word));
        Lexicon {
            finder: finder.expect("the label list is small"),
            keys: all().map(|(key, _)| key).collect(),
            second_bits: bits(all().filter_map(|(_, word)| word.chars().nth(1))),
            single: sorted(all().filter_map(|(_, word)| {
                let mut chars = word.chars();
                chars.next().filter(|_| chars.next().is_none())
            })),
            first_bits: bits(all().filter_map(|(_, word)| word.chars().next())),
            first: sorted(all().filter_map(|(_, word)| word.chars().next())),
            last: sorted(all().filter_map(|(_, word)| word.chars().next_back())),
        }
    }

    /// Whether a label may begin with this character.
    pub(super) fn begins(&self, c: char) -> bool {
        has_bit(&self.first_bits, c).unwrap_or_else(|| self.first.binary_search(&c).is_ok())
    }

    /// Whether a label that begins with `first` may go on with what follows.
    fn goes_on(&self, first: char, behind: &str) -> bool {
        let second = behind.chars().next();
        second.is_some_and(|c| has_bit(&self.second_bits, c).unwrap_or(true))
            || self.single.binary_search(&first).is_ok()
    }

    /// The labels in a text apart from each other, the leftmost and longest first. The automaton is
    /// asked only where one may begin: Chinese characters share their first bytes, and it would go
    /// in and out of its states all the time.
    pub(super) fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match> + 't {
        let mut behind = 0;
        let starts = text.char_indices().filter(|&(_, c)| self.begins(c));
        starts.filter_map(move |(at, c)| {
            if at < behind || !self.goes_on(c, &text[at + c.len_utf8()..]) {
                return None;
            }
            let input = Input::new(text).range(at..).anchored(Anchored::Yes);
            let found = self.finder.find(input)?;
            behind = found.end();
            Some(found)
        })
    }

    /// The longest label that a text begins with.
    pub(super) fn at_start(&self, text: &str) -> Option<Match> {
        let first = text.chars().next().filter(|&c| self.begins(c))?;
        if !self.goes_on(first, &text[first.len_utf8()..]) {
            return None;
        }
        self.finder.find(Input::new(text).anchored(Anchored::Yes))
    }

    /// Whether a text is a label and nothing else, white space inside it aside.
    pub(super) fn is_label(&self, text: &str) -> bool {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        self.at_start(&bare)
            .is_some_and(|found| found.end() == bare.len())
    }

    /// Whether a label may end as `text` does.
    pub(super) fn ends(&self, text: &str) -> bool {
        let last = text.trim_end_matches(' ').chars().next_back();
        last.is_some_and(|c| self.last.binary_search(&c).is_ok())
    }
}

/// Whether a character of the basic plane is among those of [`bits`]; `None` for others.
fn has_bit(bits: &[u64], c: char) -> Option<bool> {
    let word = bits.get(c as usize / 64)?;
    Some(word >> (c as usize % 64) & 1 != 0)
}

fn bits(chars: impl Iterator<Item = char>) -> Vec<u64> {
    let mut bits = vec![0; 0x10000 / 64];
    for c in chars {
        if let Some(word) = bits.get_mut(c as usize / 64) {
            *word |= 1 << (c as usize % 64);
        }
    }
    bits
}

fn sorted(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut list: Vec<char> = chars.collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// A label as labels are compared: folded, without spaces.
pub(crate) fn squeezed(label: &str) -> String {
    label.chars().map(fold_char).filter(|c| *c != ' ').collect()
}

/// Every spelling with its canonical key.
pub fn spellings() -> impl Iterator<Item = (&'static str, &'static str)> {
    DATA.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(key, words)| words.split(' ').map(move |word| (key, word)))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines of labels, pieces of them, what ties and what does not.
    pub(in crate::labels) fn line() -> impl Strategy<Value = String> {
        let words: Vec<&str> = spellings().map(|(_, word)| word).collect();
        let word = proptest::sample::select(words);
        let cut = |word: &str| word.chars().skip(1).collect::<String>();
        let tie = "[:;\t|(\\[\\])/ ·、市年号]{0,3}";
        let piece = prop_oneof![
            word.clone().prop_map(str::to_owned),
            word.clone().prop_map(cut),
            word.prop_map(|word| word.chars().flat_map(|c| [c, ' ']).collect()),
            tie.prop_map(|text| text),
        ];
        proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn labels_are_those_of_the_automaton(line in line()) {
            let all = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(spellings().map(|(_, word)| word))
                .expect("small");
            let found: Vec<Match> = LEXICON.find_iter(&line).collect();
            prop_assert_eq!(found, all.find_iter(&line).collect::<Vec<_>>());
        }

    }

    #[test]
    fn the_list_is_sorted_and_has_no_spelling_twice() {
        let keys: Vec<&str> = DATA
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| Some(line.split_once(": ")?.0))
            .collect();
        assert!(keys.is_sorted(), "sort data/labels.txt by key");
        let mut words: Vec<&str> = spellings().map(|(_, word)| word).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(
            words.len(),
            count,
            "a spelling stands twice in data/labels.txt"
        );
    }
}
