//! The opening of a reply, which says what it answers.

use std::ops::Range;

use crate::document::Document;
use crate::text::is_numeral;

/// The opening of a reply: from the salutation to 如下, at most three lines.
pub(super) fn opening(document: &Document) -> Range<usize> {
    let from = document
        .layout
        .salutation
        .as_ref()
        .map_or(document.layout.body, |(line, _)| *line);
    let last = document.lines.end.min(from + 4);
    let Some(start) = (from < last).then(|| document.line_start(from)) else {
        return 0..0;
    };
    let start = document
        .layout
        .salutation
        .as_ref()
        .map_or(start, |(_, salutation)| salutation.range.end.max(start));
    let end = document.page.lines[last - 1].range.end.max(start);
    let text = document.text(start..end);
    // The first sentence that answers closes the opening; later ones quote other meetings.
    let first = answers(text).next();
    let sentence = first.and_then(|from| end_of_sentence(text, from));
    // `你局《关于征求…意见的函》收悉。对林舟代表提出的《…》，`: the letter that asks, then the matter.
    let asked = |end: &usize| text[..*end].contains("函》");
    let next = sentence.filter(asked).and_then(|end| {
        let mark = text[end..].chars().next().map_or(0, char::len_utf8);
        let next = end_of_sentence(text, end + mark)?;
        names_proposal(&text[end..next]).then_some(next)
    });
    let sentence = next.or(sentence);
    let end = sentence.or_else(|| answers(text).last());
    start..start + end.unwrap_or(text.len())
}

/// Whether a sentence says whose proposal is meant: `对林舟代表提出的《关于…的建议》`.
fn names_proposal(sentence: &str) -> bool {
    let made = [
        "提出的《",
        "反映的《",
        "委员《",
        "代表《",
        "办的《",
        "提案《",
        "号《",
        "》由我",
    ];
    let named = ["提案》", "建议》", "议案》"];
    made.iter().any(|word| sentence.contains(word))
        && named.iter().any(|word| sentence.contains(word))
}

/// Where the full stop stands behind byte `from` of a text, or the colon above the answer's first heading.
fn end_of_sentence(text: &str, from: usize) -> Option<usize> {
    let stop = text[from..].find('。').map(|at| from + at);
    let colon = text[from..].find(":\n").map(|at| from + at);
    let colon = colon.filter(|&at| heads_answer(&text[at + ":\n".len()..]));
    stop.into_iter().chain(colon).min()
}

/// Whether a text begins with a heading of the answer, and not with the proposal (`一、建设情况`), or tells of
/// another one.
fn heads_answer(text: &str) -> bool {
    const OTHERS: [&str; 5] = ["相同", "并案", "去年", "早在", "曾"];
    let line = text.lines().next().unwrap_or_default();
    let number = line.trim_start_matches(|c: char| is_numeral(c) || c.is_ascii_digit());
    let heading = number.len() < line.len() && number.starts_with(['、', '.']);
    let own = ["您提出", "你提出", "收悉"]
        .iter()
        .any(|word| line.contains(word));
    heading && !own || OTHERS.iter().any(|word| line.contains(word))
}

/// Where the words end that open an answer: 如下, 收悉, 已交, 交由, 交办.
fn answers(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = '\0';
    text.char_indices().filter_map(move |(at, c)| {
        let word = matches!(
            (before, c),
            ('如', '下') | ('收', '悉') | ('已', '交') | ('交', '由' | '办')
        );
        // What belongs to one word begins no other.
        before = if word { '\0' } else { c };
        word.then_some(at + c.len_utf8())
    })
}
