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

/// The one code that is ticked in a list of codes, one to a line, in the head of a letter:
/// `A（已解决）□` over `B（正在解决）√`.
pub(super) fn ticked_line(document: &Document, head: Range<usize>) -> Option<Range<usize>> {
    const TICKS: [char; 6] = ['√', '✓', '✔', '☑', '■', '☒'];
    let boxes = |c: char| TICKS.contains(&c) || matches!(c, '□' | '☐' | ' ');
    // The code, where it stands, and whether it is ticked.
    let choice = |index: usize| {
        let line = document.line(index);
        let bare = line.trim_start_matches(boxes);
        let behind = bare.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let code = &bare[..bare.len() - behind.len()];
        let fits = line.len() <= LONGEST_CHOICE
            && opens_with_code(code)
            && code.len() <= 2
            && behind.starts_with([':', '-', '(', ' ', '、', '类', '.']);
        let at = document.line_start(index) + line.len() - bare.len();
        fits.then(|| (at..at + code.len(), line.contains(TICKS)))
    };
    let choices: Vec<_> = head
        .filter_map(|index| Some((index, choice(index)?)))
        .collect();
    let in_a_row = choices.windows(2).all(|pair| {
        let (above, below) = (&pair[0], &pair[1]);
        let codes = [&above.1.0, &below.1.0].map(|code| document.text(code.clone()));
        above.0 + 1 == below.0 && codes[0] < codes[1]
    });
    let mut ticked = choices.iter().filter(|(_, (_, ticked))| *ticked);
    match (ticked.next(), ticked.next()) {
        (Some((_, (code, _))), None) if choices.len() >= 2 && in_a_row => Some(code.clone()),
        _ => None,
    }
}

/// The longest line of one choice, in bytes.
const LONGEST_CHOICE: usize = 80;

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
