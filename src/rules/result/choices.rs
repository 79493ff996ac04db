//! The choices of a form, of which one is ticked.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::codes::opens_with_code;
use crate::document::Document;
use crate::labels::Labelled;
use crate::pattern::pattern;

/// What a form's choices tell.
pub(super) enum Choice {
    /// No choices are printed.
    None,
    /// None is ticked, or several are.
    Open,
    /// One is, and here is its code.
    Ticked(Range<usize>),
}

/// A line of a list of codes, one to a line: `A（已解决）□`, `√ B：正在解决`.
struct Entry {
    /// Bytes of the line.
    code: Range<usize>,
    ticked: bool,
}

/// What is printed where a choice may be ticked, and what ticks it.
const BOXES: [char; 2] = ['□', '☐'];
const TICKS: [char; 6] = ['√', '✓', '✔', '☑', '■', '☒'];

/// The code that a line begins with, boxes and an opening bracket aside; empty where it begins with none.
fn code_of(line: &str) -> Range<usize> {
    let mark = |c: char| BOXES.contains(&c) || TICKS.contains(&c) || matches!(c, ' ' | '(' | '[');
    let bare = line.trim_start_matches(mark);
    let behind = bare.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    line.len() - bare.len()..line.len() - behind.len()
}

fn entry(line: &str) -> Option<Entry> {
    let code = code_of(line);
    let behind = &line[code.end..];
    let set_off = behind.starts_with([':', '-', '(', ' ', '、', '类', '.', ')', ']']);
    (opens_with_code(&line[code.clone()]) && set_off).then(|| Entry {
        code,
        ticked: line.contains(TICKS),
    })
}

/// The one code that is ticked in a list of codes in the head of a letter: `A（已解决）□` over
/// `B（正在解决）√`.
pub(super) fn ticked_line(document: &Document) -> Option<Range<usize>> {
    let head = document.lines.start..document.layout.body;
    let entries: Vec<(usize, Entry)> = head
        .filter(|&index| document.line(index).len() <= LONGEST_CHOICE)
        .filter_map(|index| Some((index, entry(document.line(index))?)))
        .filter(|(_, entry)| entry.code.len() <= LONGEST_CODE)
        .collect();
    let code = |(index, entry): &(usize, Entry)| &document.line(*index)[entry.code.clone()];
    let in_a_row = entries
        .windows(2)
        .all(|pair| pair[0].0 + 1 == pair[1].0 && code(&pair[0]) < code(&pair[1]));
    let mut ticked = entries.iter().filter(|(_, entry)| entry.ticked);
    let (Some((index, entry)), None) = (ticked.next(), ticked.next()) else {
        return None;
    };
    let start = document.line_start(*index);
    (entries.len() >= 2 && in_a_row).then(|| start + entry.code.start..start + entry.code.end)
}

/// The longest line of one choice, and the longest code, in bytes.
const LONGEST_CHOICE: usize = 80;
const LONGEST_CODE: usize = 2;

/// Whether a line is one of a list of codes and their meanings, or a choice to be ticked.
pub(super) fn in_list(document: &Document, index: usize) -> bool {
    let own = document.line(index);
    let says = |index: &usize| {
        let line = document.line(*index);
        !line
            .trim_matches(|c| BOXES.contains(&c) || c == ' ')
            .is_empty()
    };
    let other = |index: usize| {
        let line = document.line(index);
        entry(line).is_some_and(|entry| line[entry.code] != own[code_of(own)])
    };
    let below = (index + 1..document.lines.end).find(says);
    let above = (document.lines.start..index).rev().find(says);
    own.contains(BOXES) || [below, above].into_iter().flatten().any(other)
}

/// The one code that is ticked among the choices of a form: `□A 已解决 | ☑B 正在解决 | □C …`, `A √ B □ C □`.
pub(super) fn ticked_choice(document: &Document, label: &Labelled) -> Choice {
    static TOKEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?P<t>[☑☒✓✔√■])|(?P<b>[□☐])|(?-u:\b)(?P<c>[A-E]\d?)(?-u:\b)"));
    /// How to fill the form in: `（请在□内打√）`.
    static INSTRUCTION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^.*?打 *[\x22“]?[√✓✔][\x22”]? *[)\]]?"));
    let line = document.line(label.line);
    if !line.contains(['□', '☐']) {
        return Choice::None;
    }
    // Up to the next question of the form.
    let end = document.line_start(label.line) + line.len();
    let start = label.label.end.min(end);
    let mut further = document.labels_of(label.line).iter();
    let end = further
        .find(|other| other.label.start > start)
        .map_or(end, |other| other.label.start);
    let choices = document.text(start..end);
    let told = INSTRUCTION.find(choices).map_or(0, |found| found.end());
    let tokens: Vec<_> = TOKEN.captures_iter(&choices[told..]).collect();
    // A box and a code in turn: all boxes stand before their codes, or all behind them.
    let codes = tokens.iter().filter_map(|token| token.name("c"));
    let codes: Vec<_> = codes.collect();
    let is_code = |token: &regex::Captures<'_>| token.name("c").is_some();
    let in_turn = tokens.chunks(2).all(|pair| {
        let [first, second] = pair else { return false };
        is_code(first) != is_code(second) && is_code(first) == is_code(&tokens[0])
    });
    let ascending = codes
        .windows(2)
        .all(|pair| pair[0].as_str() < pair[1].as_str());
    if codes.len() < 2 {
        return Choice::None;
    }
    let ticks = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.name("t").is_some());
    let ticks: Vec<usize> = ticks.map(|(position, _)| position / 2).collect();
    match ticks[..] {
        [one] if in_turn && ascending => {
            let code = start + told + codes[one].start();
            Choice::Ticked(code..code + codes[one].len())
        }
        _ => Choice::Open,
    }
}
