//! The labels that a scan knows, and where they stand in a text.

use std::sync::LazyLock;

use crate::text::{Found, WordList, fold_char};

const DATA: &str = include_str!("../data/labels.txt");

/// The labels that a scan knows.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: WordList,
    pub(super) keys: Vec<&'static str>,
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
        Lexicon {
            words: WordList::new(all().map(|(_, word)| word)),
            keys: all().map(|(key, _)| key).collect(),
            last: sorted(all().filter_map(|(_, word)| word.chars().next_back())),
        }
    }

    /// Whether a label may begin with this character.
    pub(super) fn begins(&self, c: char) -> bool {
        self.words.begins(c)
    }

    /// The labels in a text apart from each other, the leftmost and longest first.
    pub(super) fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found> + 't {
        self.words.find_iter(text)
    }

    /// The longest label that a text begins with.
    pub(super) fn at_start(&self, text: &str) -> Option<Found> {
        self.words.at_start(text)
    }

    /// Whether a text is a label and nothing else, white space inside it aside.
    pub(super) fn is_label(&self, text: &str) -> bool {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        self.at_start(&bare)
            .is_some_and(|found| found.end == bare.len())
    }

    /// Whether a label may end as `text` does.
    pub(super) fn ends(&self, text: &str) -> bool {
        let last = text.trim_end_matches(' ').chars().next_back();
        last.is_some_and(|c| self.last.binary_search(&c).is_ok())
    }
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
