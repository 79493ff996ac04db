//! The meeting 会议 at which a report or speech was given.
//!
//! Stands in the subtitle, between 在 and 上. Refuses meetings that the text only mentions.

use std::ops::Range;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::record::Kind;
use crate::text::is_han;
use crate::values::date::{DateMatch, find_dates};

pub(super) static RULE: Rule = Rule {
    field: "occasion",
    label: "会议",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["会议", "occasion"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n各位代表：\n",
            r#""云川市第十届人民代表大会第二次会议""#,
        ),
        (
            "在云川渔业博览会开幕式上的致辞\n市长　费　轲\n尊敬的各位来宾：\n",
            r#""云川渔业博览会开幕式""#,
        ),
    ],
    refuses: &[
        "云川市教育局关于召开会议的通知\n各单位：\n我局决定召开会议，请准时参加，不得迟到。\n",
    ],
    source: include_str!("occasion.rs"),
};

/// The most characters of who speaks, before 在.
const MOST_BEFORE: usize = 12;
/// The most characters before the word for the meeting.
const MOST_OF_NAME: usize = 60;

/// The meeting of which a title says `在…会议上`, as bytes of it: at its beginning, behind who speaks, or
/// behind a day, a dash or a bracket.
fn meeting(text: &str) -> Option<Range<usize>> {
    let behind = |at: usize| {
        let start = at + '在'.len_utf8();
        let end = named_meeting(&text[start..])?;
        Some(start..start + end)
    };
    let speaks = |c: char| c == ' ' || is_han(c);
    let speaker = text.char_indices().take_while(|&(_, c)| speaks(c));
    let early: Vec<usize> = { speaker }
        .take(MOST_BEFORE + 1)
        .enumerate()
        .filter(|&(nth, (_, c))| c == '在' && nth != 1)
        .map(|(_, (at, _))| at)
        .collect();
    let first = early.iter().copied().filter(|&at| at == 0);
    let behind_speaker = early.iter().rev().copied().filter(|&at| at > 0);
    let anywhere = text.match_indices('在').map(|(at, _)| at);
    let set_off = anywhere.filter(|&at| is_set_off(&text[..at]));
    first.chain(behind_speaker).chain(set_off).find_map(behind)
}

/// Whether a text ends as what stands before 在 in the middle of a subtitle: a day, a dash, a bracket.
fn is_set_off(before: &str) -> bool {
    let bare = |text: &'_ str, c: char| text.strip_suffix(c).unwrap_or(text).len();
    let marked = &before[..bare(before, ' ')];
    let day = &before[..bare(before, ',')];
    marked.ends_with(['-', '(', ']']) || day[..bare(day, ' ')].ends_with('日')
}

/// How far the name of a meeting reaches that 上 or 讲话 follows, as far as may be.
fn named_meeting(text: &str) -> Option<usize> {
    let ends = |text: &str| {
        let words = [
            "会议", "大会", "全会", "会", "班", "式", "论坛", "活动", "节", "日", "周",
        ];
        let followed = |word: &&&str| {
            let behind = text.strip_prefix(**word);
            behind.is_some_and(|behind| behind.starts_with('上') || behind.starts_with("讲话"))
        };
        words.iter().find(followed).map(|word| word.len())
    };
    let places = text.char_indices().take(MOST_OF_NAME + 1).skip(2);
    let found = places.filter_map(|(at, _)| Some(at + ends(&text[at..])?));
    found.last()
}

/// The name of a meeting without the day before it: `在2018年2月27日某某会议上`.
fn behind_day(document: &Document, meeting: Range<usize>) -> Range<usize> {
    let day = find_dates(document.text(meeting.clone()))
        .into_iter()
        .next();
    let full =
        |day: &DateMatch| day.range.start == 0 && day.date.is_some_and(|date| date.is_full());
    let Some(day) = day.filter(full) else {
        return meeting;
    };
    let mut rest = document.text(meeting.start + day.range.end..meeting.end);
    for words in [
        ",",
        " ",
        "上午",
        "下午",
        "晚上",
        "召开的",
        "举行的",
        "召开",
        "举行",
    ] {
        rest = rest.strip_prefix(words).unwrap_or(rest);
    }
    meeting.end - rest.len()..meeting.end
}

fn find(document: &Document, findings: &mut Findings) {
    if document.kind.kind != Kind::WorkReport {
        return;
    }
    // A speech may bear its occasion as its title.
    let spans = ["subtitle", "title"]
        .into_iter()
        .map(|field| findings.spans(field))
        .find(|spans| !spans.is_empty());
    let Some((Some(first), Some(last))) = spans.map(|spans| (spans.first(), spans.last())) else {
        return;
    };
    let span = first.start..last.end;
    if let Some(found) = meeting(document.text(span.clone())) {
        let span = behind_day(document, span.start + found.start..span.start + found.end);
        findings.set(
            "occasion",
            document.value(span.clone()),
            vec![span],
            "occasion",
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static MEETING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?s)(?:^|^[\p{Han} ]{2,12}|日 ?,?|[-(] ?)在(?P<m>.{2,60}(?:会议|大会|全会|会|班|式|论坛|活动|[节日周]))(?:上|讲话)",
        )
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]

        #[test]
        fn meetings_are_those_of_the_pattern(
            text in "([甲 在]{0,14}|[-(]{1,2})?(日 ?,?|[ (-])?在?([甲在会议]{0,5}(甲{50,60})?(会议|大会|会|论坛|活动|日|节)(上|讲话|在|日)?){0,3}[上讲话]{0,2}"
        ) {
            let found = MEETING.captures(&text).and_then(|found| found.name("m"));
            prop_assert_eq!(meeting(&text), found.map(|found| found.range()), "{}", text);
        }
    }
}
