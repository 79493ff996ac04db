//! Where a query's texts stand in a document, and the lines around them.
//!
//! A text is found as the index finds it: over folded characters, through line ends and spaces.

mod choice;
mod cut;
mod every;
mod places;
mod window;

use std::ops::Range;

pub use every::{Every, Found, every};

use choice::{lines_to_show, widen};
use cut::{Cut, set_apart, snippet};
use places::{Needle, places, verbatim};

use crate::text::{ReadingText, Rest, UNREAD};

/// How wide a shown line is, in columns.
pub const WIDTH: usize = 80;

/// A line of context, cut to the width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Line number in the source, from 1.
    pub line: u32,
    /// The text shown, without line ends.
    pub text: String,
    /// What matched, as byte ranges of `text`.
    pub marks: Vec<Range<usize>>,
    /// Whether text was left out before and after.
    pub cut: (bool, bool),
}

/// Up to `most` lines that show where `needles` stand; each text is shown once before any is shown twice.
///
/// With `around`, so many paragraphs before and after each place are shown too.
pub fn snippets(
    reading: &ReadingText,
    needles: &[String],
    most: usize,
    around: usize,
) -> Vec<Snippet> {
    let needles: Vec<Needle> = needles
        .iter()
        .filter_map(|text| Needle::new(text))
        .collect();
    if most == 0 || needles.is_empty() {
        return Vec::new();
    }
    let text = &reading.text;
    let places = verbatim(text, &needles).unwrap_or_else(|| places(text, &needles));
    let mut lines = lines_to_show(text, &places, needles.len(), most);
    widen(text, &mut lines, around);
    let mut out: Vec<Snippet> = lines
        .into_iter()
        .map(|line| snippet(reading, line, &needles))
        .collect();
    add_set_apart(&mut out, reading, &needles, most);
    out
}

/// What [`snippets`] gives for a text of which `reading` holds the beginning; `None` if what was not
/// read ([`UNREAD`], and the `rest`) may change it.
pub fn settled(
    reading: &ReadingText,
    needles: &[String],
    most: usize,
    rest: Rest,
) -> Option<Vec<Snippet>> {
    let needles: Vec<Needle> = needles
        .iter()
        .filter_map(|text| Needle::new(text))
        .collect();
    let text = &reading.text;
    let places = verbatim(text, &needles)?;
    let lines = lines_to_show(text, &places, needles.len(), most);
    if lines.len() < most && rest == Rest::Text {
        return None;
    }
    let cuts: Vec<Cut> = lines
        .iter()
        .map(|line| Cut::of(text, line, &needles))
        .collect();
    // What is shown, and what matches in it, may go on behind what was read.
    let is_read = |cut: &Cut| rest == Rest::Nothing || cut.reach.end < text.len();
    let is_there = |cut: &Cut| {
        let reach = text.get(cut.reach.clone());
        reach.is_some_and(|reach| !reach.contains(UNREAD))
    };
    if !cuts.iter().all(|cut| is_read(cut) && is_there(cut)) {
        return None;
    }
    let mut out: Vec<Snippet> = cuts
        .into_iter()
        .zip(lines)
        .map(|(cut, line)| cut.snippet(reading, line, &needles))
        .collect();
    add_set_apart(&mut out, reading, &needles, most);
    Some(out)
}

/// Adds the lines set apart, up to `most` in all.
fn add_set_apart(
    out: &mut Vec<Snippet>,
    reading: &ReadingText,
    needles: &[Needle<'_>],
    most: usize,
) {
    for (number, text) in &reading.set_apart {
        if out.len() < most {
            out.extend(set_apart(*number, text, needles));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use unicode_width::UnicodeWidthChar;

    use super::*;
    use crate::index::keys::equal_key;
    use crate::text::LineMark;

    fn reading(text: &str) -> ReadingText {
        let mut marks = vec![LineMark { at: 0, line: 1 }];
        for (line, (at, _)) in text.match_indices('\n').enumerate() {
            marks.push(LineMark {
                at: at as u32 + 1,
                line: line as u32 + 2,
            });
        }
        ReadingText {
            text: text.into(),
            marks,
            set_apart: vec![(9, "— 12 —".into())],
        }
    }

    fn marked(snippet: &Snippet) -> Vec<&str> {
        snippet
            .marks
            .iter()
            .map(|range| &snippet.text[range.clone()])
            .collect()
    }

    fn show(text: &str, needles: &[&str]) -> Vec<(u32, String, Vec<String>)> {
        let needles: Vec<String> = needles.iter().map(|n| n.to_string()).collect();
        snippets(&reading(text), &needles, 3, 0)
            .iter()
            .map(|s| {
                (
                    s.line,
                    s.text.clone(),
                    marked(s).iter().map(|m| m.to_string()).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn matches_are_marked_as_they_stand() {
        let found = show("标题\n關於科 技創新券的答复\n尾", &["科技创新"]);
        assert_eq!(
            found,
            [(2, "關於科 技創新券的答复".into(), vec!["科 技創新".into()])]
        );
    }

    #[test]
    fn overlapping_matches_are_one_mark() {
        let found = show("甲乙丙丁", &["甲乙丙", "乙丙丁"]);
        assert_eq!(found[0].2, ["甲乙丙丁"]);
    }

    #[test]
    fn a_match_over_a_line_end_is_shown_from_its_first_line() {
        let found = show("第一段科技\n创新第二段", &["科技创新"]);
        assert_eq!(found, [(1, "第一段科技".into(), vec!["科技".into()])]);
    }

    #[test]
    fn each_text_is_shown_before_one_is_shown_twice() {
        let far = "中".repeat(200);
        let text = format!("甲{far}甲{far}甲{far}甲\n末尾乙");
        let found = show(&text, &["甲", "乙"]);
        assert_eq!(found.len(), 3);
        assert!(found.iter().any(|(_, text, _)| text.contains('乙')));
    }

    #[test]
    fn long_paragraphs_are_cut_around_the_match() {
        let far = "中".repeat(100);
        let text = format!("{far}目标{far}");
        let one = &snippets(&reading(&text), &["目标".into()], 3, 0)[0];
        assert_eq!(one.cut, (true, true));
        let width: usize = one.text.chars().map(|c| c.width().unwrap_or(1)).sum();
        assert!(width <= WIDTH && width > WIDTH - 4, "{width}");
        assert_eq!(marked(one), ["目标"]);
    }

    #[test]
    fn page_numbers_are_found_where_they_stand() {
        let found = show("正文", &["—12"]);
        assert_eq!(found, [(9, "— 12 —".into(), vec!["— 12".into()])]);
    }

    #[test]
    fn neighbours_are_shown_when_asked_for() {
        let text = reading("一\n二\n三 目标\n四\n五");
        let lines: Vec<u32> = snippets(&text, &["目标".into()], 3, 1)
            .iter()
            .map(|s| s.line)
            .collect();
        assert_eq!(lines, [2, 3, 4]);
    }

    proptest! {
        #[test]
        fn what_is_settled_stays(lines in prop::collection::vec("[甲乙丙發A1 ]{0,90}", 1..12), needles in prop::collection::vec("[甲乙丙發A1]{1,3}", 1..3), most in 1usize..4) {
            let text = lines.join("\n") + "\n";
            let whole = snippets(&reading(&text), &needles, most, 0);
            for (at, _) in text.char_indices() {
                let early = reading(&text[..at]);
                if let Some(early) = settled(&early, &needles, most, Rest::Text) {
                    prop_assert_eq!(&early, &whole);
                }
                let behind = |needle: &String| text.rfind(&**needle).is_none_or(|last| last + needle.len() <= at);
                if needles.iter().all(behind) && let Some(early) = settled(&early, &needles, most, Rest::NoPlace) {
                    prop_assert_eq!(&early, &whole);
                }
            }
        }

        #[test]
        fn what_is_marked_is_what_was_asked_for(text in "[甲乙丙發A1 \n]{0,120}", from in 0usize..60, len in 1usize..6) {
            let chars: Vec<char> = text.chars().skip(from).take(len).collect();
            let needle: String = chars.into_iter().collect();
            for snippet in snippets(&reading(&text), std::slice::from_ref(&needle), 3, 0) {
                prop_assert!(text.contains(&snippet.text) || "— 12 —".contains(&snippet.text));
                let key = equal_key(&needle);
                for mark in marked(&snippet) {
                    // A mark is one match, several that overlap, or the part of one that its line holds.
                    let mark = equal_key(mark);
                    prop_assert!(mark.chars().all(|c| key.contains(c)));
                }
            }
        }
    }
}
