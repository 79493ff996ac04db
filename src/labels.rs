//! Finds `label: value` pairs: metadata of web pages, forms, tables, trailers of letters.
//!
//! A label is a word of `data/labels.txt`, spaces inside it aside, followed by a colon, a cell
//! border, a bracket, wide space, or standing alone on its line above its value. A value that is
//! itself a label is a missing value.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, Match, MatchKind, StartKind};

use crate::document::Page;
use crate::text::{CharSet, fold_char};

/// A label and what stands behind it.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The canonical key of `data/labels.txt`.
    pub key: &'static str,
    /// The label's bytes in the match view.
    pub label: Range<usize>,
    /// The value's bytes in the match view, trimmed; empty where there is none.
    pub value: Range<usize>,
    /// The line of the label.
    pub line: usize,
    /// How the two are tied.
    pub tie: Tie,
}

/// How a label and its value are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// `label: value`
    Colon,
    /// A cell and the next one of its row.
    Cell,
    /// The label alone on a line, the value on the next.
    NextLine,
    /// `label(value)`
    Bracket,
    /// `label   value`
    Space,
    /// The container's own tag; the label's range is empty.
    Tag,
}

const DATA: &str = include_str!("data/labels.txt");

/// Keys whose label may stand without a colon: pages and forms print them so.
const BARE: &[&str] = &[
    "date_page",
    "date_published",
    "date_written",
    "disclosure",
    "doc_number",
    "index_number",
    "issuer",
    "name",
    "proposal_number",
    "proposal_title",
    "proposers",
    "publisher",
    "reply",
    "content",
    "result",
    "title",
    "undertakers",
    "category",
    "audience",
    "document_kind",
    "keywords",
    "validity",
    "source",
    USER_TYPED,
];

/// Keys whose values are told by their form, so that looking one line further cannot mistake them.
const TYPED: &[&str] = &[
    "date_effective",
    "date_expires",
    "date_published",
    "date_written",
    "disclosure",
    "doc_number",
    "index_number",
    "result",
    USER_TYPED,
];

/// The key of a user's labels whose value may be anything.
pub(crate) const USER: &str = "user";
/// The key of a user's labels whose value is told by a pattern.
pub(crate) const USER_TYPED: &str = "user_typed";

/// The labels that a scan knows.
#[derive(Debug)]
pub(crate) struct Lexicon {
    finder: AhoCorasick,
    keys: Vec<&'static str>,
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

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::with(Vec::new()));

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
    fn begins(&self, c: char) -> bool {
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
    fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match> + 't {
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

    /// Whether a label may end as `text` does.
    fn ends(&self, text: &str) -> bool {
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

/// A label's place in a line, before its value is known.
struct Mark {
    key: &'static str,
    /// Bytes of the match view.
    range: Range<usize>,
    /// First byte behind the label and its colon.
    after: usize,
    tie: Option<Tie>,
}

/// All labels of the lines `lines`, in order.
pub fn scan_labels(page: &Page, lines: Range<usize>) -> Vec<Labelled> {
    scan_labels_with(page, lines, &LEXICON)
}

/// All labels of a lexicon in the lines `lines`, in order.
pub(crate) fn scan_labels_with(
    page: &Page,
    lines: Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Labelled> {
    let marks: Vec<Vec<Mark>> = lines
        .clone()
        .map(|index| marks_of_line(page, index, lexicon))
        .collect();
    let stacked = is_stacked(page, lines.start, &marks);
    let mut found = Vec::new();
    for (position, line_marks) in marks.iter().enumerate() {
        let index = lines.start + position;
        for (nth, mark) in line_marks.iter().enumerate() {
            let end = line_marks
                .get(nth + 1)
                .map_or(page.lines[index].range.end, |next| next.range.start);
            let next = marks.get(position + 1).map(|marks| (index + 1, marks));
            found.extend(tie_value(page, index, mark, end, next, stacked));
        }
    }
    found
}

/// How many labels stand alone above their values before a page is taken for a form of such ones.
const STACKED: usize = 4;

/// Whether labels with their colons stand alone on their lines, and the values below them.
fn is_stacked(page: &Page, first: usize, marks: &[Vec<Mark>]) -> bool {
    let text = page.matched.as_str();
    let alone = |position: usize| match &marks[position][..] {
        [mark] => {
            let range = page.lines[first + position].range.clone();
            mark.tie == Some(Tie::Colon)
                && mark.range.start <= value_start(page, first + position)
                && trim(text, mark.after..range.end).is_empty()
        }
        _ => false,
    };
    let below = |position: usize| marks.get(position + 1).is_some_and(Vec::is_empty);
    let stacked = (0..marks.len()).filter(|&position| alone(position) && below(position));
    stacked.take(STACKED).count() == STACKED
}

fn tie_value(
    page: &Page,
    index: usize,
    mark: &Mark,
    end: usize,
    next: Option<(usize, &Vec<Mark>)>,
    stacked: bool,
) -> Option<Labelled> {
    let text = page.matched.as_str();
    let labelled = |value: Range<usize>, tie| {
        Some(Labelled {
            key: mark.key,
            label: mark.range.clone(),
            value: trim(text, value),
            line: index,
            tie,
        })
    };
    match mark.tie? {
        Tie::Bracket => {
            let close = text[mark.after..end]
                .find([')', ']'])
                .map_or(end, |at| mark.after + at);
            labelled(mark.after..close, Tie::Bracket)
        }
        Tie::Cell => {
            let close = text[mark.after..end]
                .find(['\t', '|'])
                .map_or(end, |at| mark.after + at);
            labelled(mark.after..close, Tie::Cell)
        }
        Tie::NextLine => {
            let (line, marks) = next?;
            // The next line begins with a label, or is one: the value is missing.
            let starts = |mark: &Mark| mark.range.start <= value_start(page, line);
            // In a list with bullets the value has one too.
            let bullet = |line: usize| value_start(page, line) > page.lines[line].range.start;
            let other_list = bullet(index) && !bullet(line) && !TYPED.contains(&mark.key);
            let missing =
                marks.first().is_some_and(starts) || page.lines[line].gap > 2 || other_list;
            let value = if missing {
                end..end
            } else {
                value_start(page, line)..page.lines[line].range.end
            };
            labelled(value, Tie::NextLine)
        }
        Tie::Colon
            if trim(text, mark.after..end).is_empty()
                && (stacked || TYPED.contains(&mark.key))
                && end == page.lines[index].range.end =>
        {
            // The value of a date, number or code may stand below; its rule tells whether it is one.
            let (line, marks) = next.filter(|(line, _)| page.lines[*line].gap <= 1)?;
            let labelled_line = marks
                .first()
                .is_some_and(|mark| mark.range.start <= value_start(page, line));
            let value = if labelled_line {
                end..end
            } else {
                value_start(page, line)..page.lines[line].range.end
            };
            labelled(value, Tie::NextLine)
        }
        tie => {
            // A cell border ends the value; one directly behind the colon only separates.
            let start = mark.after
                + (text[mark.after..end].len()
                    - text[mark.after..end]
                        .trim_start_matches([' ', '|', '\t'])
                        .len());
            let close = memchr::memchr2(b'\t', b'|', &text.as_bytes()[start..end]);
            let close = close.map_or(end, |at| start + at);
            labelled(start..close, tie)
        }
    }
}

/// Where a line's text begins behind a bullet.
fn value_start(page: &Page, line: usize) -> usize {
    let range = page.lines[line].range.clone();
    let text = &page.matched.as_str()[range.clone()];
    range.start
        + (text.len()
            - text
                .trim_start_matches(['·', '●', '■', '◆', ' ', '*', '>'])
                .len())
}

fn trim(text: &str, value: Range<usize>) -> Range<usize> {
    let inner = &text[value.clone()];
    let lead = inner.len() - inner.trim_start_matches([' ', ':', '|', '\t', '=']).len();
    let kept = inner[lead..].trim_end_matches([' ', ';', '|', '\t', '/', ',', '。']);
    // A bracket that closes what the label's line opened is no part of the value.
    let closed = kept
        .strip_suffix([']', ')'])
        .filter(|_| !kept.contains(['[', '(']));
    let kept = closed.map_or(kept, str::trim_end);
    let kept = kept.strip_suffix('[').map_or(kept, str::trim_end);
    value.start + lead..value.start + lead + kept.len()
}

/// A line longer than this, in bytes, is looked at only where a label can stand in it.
const LONG: usize = 120;
/// A line longer than this, in bytes, is a paragraph.
const LONGEST: usize = 9000;
/// How far a label reaches, letter-spacing counted, in bytes.
const REACH: usize = 100;

fn marks_of_line(page: &Page, index: usize, lexicon: &Lexicon) -> Vec<Mark> {
    let range = page.lines[index].range.clone();
    let line = &page.matched.as_str()[range.clone()];
    let mut marks: Vec<Mark> = Vec::new();
    // Of ASCII only the cells of a page's own description count: `PubDate⇥2022-06-28`.
    let cells = page.lines[index]
        .chars
        .has_any(const { CharSet::of("\t|") });
    if line.len() > LONGEST || !cells && line.is_ascii() || cells && is_table_head(line) {
        return marks;
    }
    let chars = page.lines[index].chars;
    if line.len() <= LONG {
        if may_hold_label(line, chars, lexicon) {
            marks_in(line, 0..line.len(), lexicon, &mut marks);
        }
    } else if chars.has_any(const { CharSet::of(":\t|") }) {
        for window in windows(line, chars) {
            let text = &line[window.clone()];
            if window.start == 0 && may_hold_label(text, chars, lexicon) || is_tied(text, lexicon) {
                marks_in(line, window, lexicon, &mut marks);
            }
        }
    }
    for mark in &mut marks {
        mark.range = range.start + mark.range.start..range.start + mark.range.end;
        mark.after += range.start;
    }
    marks
}

/// Whether a row names the columns of a table: the cell behind a label is then no value.
fn is_table_head(line: &str) -> bool {
    let mut cells = line
        .split(['\t', '|'])
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    cells
        .next()
        .is_some_and(|first| matches!(first, "序号" | "序 号" | "编号" | "No." | "NO."))
        && cells.nth(1).is_some()
}

/// Whether a line with these characters may hold a label: looking for one is dear, and most lines
/// hold nothing that ties a value to it, and do not begin with one either.
fn may_hold_label(line: &str, chars: CharSet, lexicon: &Lexicon) -> bool {
    // Spaces, strokes and the line's end tie only what stands first in its line.
    let first = line.chars().find(|&c| !is_bullet(c));
    first.is_some_and(|c| lexicon.begins(c))
        || chars.has_any(const { CharSet::of(":;[(\t|") }) && is_tied(line, lexicon)
}

/// Whether something in a text ties a value to a label before it, which may stand anywhere in its line.
fn is_tied(text: &str, lexicon: &Lexicon) -> bool {
    let bytes = text.as_bytes();
    let ties =
        memchr::memchr2_iter(b':', b';', bytes).chain(memchr::memchr2_iter(b'[', b'(', bytes));
    memchr::memchr2(b'\t', b'|', bytes).is_some() || { ties }.any(|at| lexicon.ends(&text[..at]))
}

/// What may stand before a line's first label.
fn is_bullet(c: char) -> bool {
    matches!(c, '·' | '●' | '■' | '◆' | ' ' | '*' | '[' | '(')
}

/// Where labels can stand in a long line: before what ties a value to them. At its start they need a
/// tie too, which lies near.
fn windows(line: &str, chars: CharSet) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let mut windows: Vec<Range<usize>> = Vec::new();
    let ties = memchr::memchr3_iter(b':', b'\t', b'|', bytes).map(|at| at + 1);
    let start = line.floor_char_boundary(REACH);
    // Brackets, slashes and wide spaces tie only what stands first in its line.
    let tied = line[..start].contains(['(', '[', '/', ';', ' ']);
    let cells = chars.has_any(const { CharSet::of("\t|") });
    let end = cells.then_some(line.len());
    for end in tied.then_some(start).into_iter().chain(ties).chain(end) {
        let start = line.floor_char_boundary(end.saturating_sub(REACH));
        match windows.last_mut() {
            Some(last) if last.end >= start => last.end = end.max(last.end),
            _ => windows.push(start..end),
        }
    }
    windows
}

/// The labels of a part of a line, by bytes of the line.
fn marks_in(line: &str, part: Range<usize>, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    let text = &line[part.clone()];
    let mut add = |pattern: aho_corasick::PatternID, start: usize, end: usize| {
        let key = lexicon.keys[pattern.as_usize()];
        if let Some((after, tie)) = tie_of(line, start, end, key) {
            marks.push(Mark {
                key,
                range: start..end,
                after,
                tie: Some(tie),
            });
        }
    };
    if !text.contains(' ') {
        for found in lexicon.find_iter(text) {
            add(
                found.pattern(),
                part.start + found.start(),
                part.start + found.end(),
            );
        }
        return;
    }
    // The text without spaces, and where each of its bytes stands.
    let mut squeezed = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices().filter(|(_, c)| *c != ' ') {
        squeezed.push(c);
        places.resize(squeezed.len(), part.start + at);
    }
    for found in lexicon.find_iter(&squeezed) {
        let last = squeezed[found.range()]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        add(
            found.pattern(),
            places[found.start()],
            places[found.end() - last] + last,
        );
    }
}

/// Whether the word at `start..end` of a line is a label, and how its value is tied to it.
fn tie_of(line: &str, start: usize, end: usize, key: &str) -> Option<(usize, Tie)> {
    let before = line[..start].chars().next_back();
    let rest = &line[end..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let behind = rest[spaces..].chars().next();
    let single = line[start..end].chars().count() == 1;
    if single && (start > 0 || behind != Some(':')) {
        return None;
    }
    if behind == Some(':') || behind == Some(';') && key == "phone" {
        return starts_label(line, start).then_some((end + spaces + 1, Tie::Colon));
    }
    // `【发布日期】 2021.05.28`
    if line[..start].ends_with('[')
        && rest.starts_with(']')
        && line[..start].trim_start_matches(['[', ' ']).is_empty()
    {
        return Some((end + 1, Tie::Colon));
    }
    // `[ 索引号 ] | 0100/2022-1 | [ 文号 ] |`
    let opened = line[..start].trim_end_matches(' ').strip_suffix('[');
    if let Some(border) = opened.map(|before| before.trim_end_matches(' '))
        && let Some(value) = rest[spaces..].strip_prefix(']')
        && (border.is_empty() || border.ends_with(['|', '\t']))
    {
        let cell = value.trim_start_matches(' ').strip_prefix(['|', '\t']);
        if let Some(value) = cell {
            return Some((line.len() - value.len(), Tie::Cell));
        } else if border.is_empty() && !value.trim().is_empty() {
            return Some((line.len() - value.len(), Tie::Colon));
        }
    }
    let dated = spaces >= 1 && before == Some(' ') && behind.is_some_and(|c| c.is_ascii_digit());
    if dated && key.starts_with("date_") && TYPED.contains(&key) {
        return Some((end + spaces, Tie::Space));
    }
    let slash = behind == Some('/') && spaces > 0 && rest[spaces + 1..].starts_with(' ');
    if slash && line[..start].trim().is_empty() {
        return Some((end + spaces + 1, Tie::Colon));
    }
    let alone = line[..start].chars().all(is_bullet);
    let cell_start =
        before.is_none_or(|_| line[..start].trim_end_matches(' ').ends_with(['\t', '|'])) || alone;
    match behind {
        Some('\t' | '|') if cell_start => Some((end + spaces + 1, Tie::Cell)),
        Some('(' | '[')
            if line[..start].ends_with(['[', '('])
                || alone && rest.ends_with([')', ']']) && BARE.contains(&key) =>
        {
            Some((end + spaces + 1, Tie::Bracket))
        }
        None if alone && BARE.contains(&key) => Some((line.len(), Tie::NextLine)),
        None if cell_start && line.contains(['\t', '|']) => Some((line.len(), Tie::Cell)),
        Some(_) if spaces >= 2 && alone && BARE.contains(&key) => Some((end + spaces, Tie::Space)),
        Some(_) if spaces == 1 && start == 0 && TYPED.contains(&key) => Some((end + 1, Tie::Space)),
        Some(_)
            if spaces >= 1 && start == 0 && matches!(key, "proposal_title" | "proposal_number") =>
        {
            Some((end + spaces, Tie::Space))
        }
        _ => None,
    }
}

/// A label stands at a line's start or behind something that is no part of a word.
fn starts_label(line: &str, start: usize) -> bool {
    let before = &line[..start];
    match before.chars().next_back() {
        None => true,
        Some(' ') => {
            // One space inside a run of characters may be letter-spacing of a longer word; two separate.
            let word = before.trim_end();
            before.len() - word.len() >= 2
                || !word.ends_with(|c: char| crate::text::is_han(c) && word.chars().count() == 1)
        }
        Some(c) => !crate::text::is_han(c) || starts_after_value(before),
    }
}

/// A label glued to the value before it: a number, a date or a closing word such as `正文`.
fn starts_after_value(before: &str) -> bool {
    before.ends_with(['日', '号', '次', '载'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines of labels, pieces of them, what ties and what does not.
    fn line() -> impl Strategy<Value = String> {
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

        #[test]
        fn no_label_stands_in_a_line_that_may_hold_none(line in line()) {
            let mut chars = CharSet::default();
            line.chars().for_each(|c| chars.add(c));
            let mut marks = Vec::new();
            marks_in(&line, 0..line.len(), &LEXICON, &mut marks);
            prop_assert!(marks.is_empty() || may_hold_label(&line, chars, &LEXICON), "{}", line);
        }
    }

    fn pairs(text: &str) -> Vec<(&'static str, String)> {
        let page = Page::new(text.into());
        scan_labels(&page, 0..page.lines.len())
            .into_iter()
            .map(|l| (l.key, page.matched.as_str()[l.value].to_owned()))
            .collect()
    }

    #[test]
    fn labels_of_pages_forms_and_letters() {
        for (text, want) in [
            (
                "索 引 号：0123/2020-01 发布机构: 县水务局",
                &[("index_number", "0123/2020-01"), ("publisher", "县水务局")][..],
            ),
            ("文号: 关键字:", &[("doc_number", ""), ("keywords", "")]),
            (
                "发文字号\n索引号\n0123/2020-01",
                &[("doc_number", ""), ("index_number", "0123/2020-01")],
            ),
            (
                "办理结果：A\n\n是否同意对外公开：是",
                &[("result", "A"), ("disclosure", "是")],
            ),
            ("[办理结果标注(A1)]", &[("result", "A1")]),
            (
                "文 号: | 环岭发[2019]83号 | 所属主题: | 政务信息 |",
                &[("doc_number", "环岭发[2019]83号"), ("category", "政务信息")],
            ),
            (
                "建议编号\t\t提案编号\t52\t满意程度\t满意",
                &[
                    ("proposal_number", ""),
                    ("proposal_number", "52"),
                    ("satisfaction", "满意"),
                ],
            ),
            ("我们对办理结果非常满意。", &[]),
            ("序号\t项目名称\t承办单位\t完成时限", &[]),
            ("PubDate\t2022-06-28", &[("date_published", "2022-06-28")]),
            (
                "抄  送：市政协提案委（3份）。",
                &[("copied_to", "市政协提案委(3份)")],
            ),
        ] {
            let got = pairs(text);
            let got: Vec<(&str, &str)> = got
                .iter()
                .map(|(key, value)| (*key, value.as_str()))
                .collect();
            assert_eq!(got, want, "{text}");
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
