//! A list of words that are looked for in texts: where one stands, the longest one.
//!
//! An automaton takes a step for each byte, and its states lie far apart. Here two sets of bits tell of
//! nearly every character that no word begins with it; what is left is looked up by its first two.

/// Words by their first two characters.
#[derive(Debug)]
pub(crate) struct WordList {
    first: CharBits,
    /// Second characters of the words; of one of a single character any may be one.
    second: CharBits,
    /// First characters of words of a single character, sorted, each with its word.
    single: Vec<(char, u32)>,
    /// A table that is at most half full: the first two characters of words, and where those stand in
    /// `words`; each at the place that they hash to, or behind.
    slots: Vec<Slot>,
    /// The words of a slot behind each other, the longest first.
    words: Vec<Word>,
    /// Their characters, one word behind the other: those of a slot lie side by side.
    text: String,
}

/// A word by its bytes of the list's text.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    number: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    pair: u64,
    start: u32,
    /// 0 in a slot that is empty.
    count: u32,
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
        let mut all: Vec<(u64, &str, u32)> = Vec::new();
        let (mut first, mut second) = (CharBits::default(), CharBits::default());
        let mut single = Vec::new();
        for (number, word) in words.enumerate() {
            let mut chars = word.chars();
            let Some(one) = chars.next() else { continue };
            first.add(one);
            match chars.next() {
                Some(two) => {
                    second.add(two);
                    all.push((pair(one, two), word, number as u32));
                }
                None => single.push((one, number as u32)),
            }
        }
        single.sort_unstable();
        all.sort_unstable_by_key(|&(pair, word, _)| (pair, std::cmp::Reverse(word.len())));
        let mut list = WordList {
            first,
            second,
            single,
            slots: vec![Slot::default(); (2 * all.len()).next_power_of_two().max(2)],
            words: Vec::with_capacity(all.len()),
            text: String::new(),
        };
        for group in all.chunk_by(|a, b| a.0 == b.0) {
            let slot = Slot {
                pair: group[0].0,
                start: list.words.len() as u32,
                count: group.len() as u32,
            };
            for &(_, word, number) in group {
                let start = list.text.len() as u32;
                list.text.push_str(word);
                let end = list.text.len() as u32;
                list.words.push(Word { start, end, number });
            }
            let at = list.place(slot.pair);
            list.slots[at] = slot;
        }
        list
    }

    /// Whether a word may begin with this character.
    pub(crate) fn begins(&self, c: char) -> bool {
        self.first.may_have(c)
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
        let rest = &text[at..];
        let second = rest[first.len_utf8()..].chars().next();
        let second = second.filter(|&c| self.second.may_have(c));
        let of_pair = second.and_then(|second| {
            let slot = self.slots[self.place(pair(first, second))];
            let words = &self.words[slot.start as usize..(slot.start + slot.count) as usize];
            let word = |word: &&Word| {
                let word = &self.text.as_bytes()[word.start as usize..word.end as usize];
                rest.as_bytes().starts_with(word)
            };
            let found = words.iter().find(word)?;
            Some(((found.end - found.start) as usize, found.number))
        });
        let (len, word) = of_pair.or_else(|| {
            let known = self.single.binary_search_by_key(&first, |&(c, _)| c).ok()?;
            Some((first.len_utf8(), self.single[known].1))
        })?;
        Some(Found {
            word: word as usize,
            start: at,
            end: at + len,
        })
    }

    /// The slot of two characters, or the empty one where it would stand.
    fn place(&self, pair: u64) -> usize {
        let mask = self.slots.len() - 1;
        // The upper half of a product with an odd number, as Fibonacci hashing takes it.
        let mut at = (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots[at].count > 0 && self.slots[at].pair != pair {
            at = (at + 1) & mask;
        }
        at
    }
}

fn pair(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}

/// A set of characters of the basic plane.
#[derive(Debug)]
struct CharBits(Vec<u64>);

impl Default for CharBits {
    fn default() -> CharBits {
        CharBits(vec![0; 0x10000 / 64])
    }
}

impl CharBits {
    fn add(&mut self, c: char) {
        if let Some(word) = self.0.get_mut(c as usize / 64) {
            *word |= 1 << (c as usize % 64);
        }
    }

    /// Whether a character is among them, or beyond the basic plane.
    fn may_have(&self, c: char) -> bool {
        let word = self.0.get(c as usize / 64);
        word.is_none_or(|word| word >> (c as usize % 64) & 1 != 0)
    }
}

#[cfg(test)]
mod tests {
    use aho_corasick::{AhoCorasick, MatchKind};
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
