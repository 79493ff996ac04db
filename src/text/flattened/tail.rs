//! Finds where the tail of a letter begins that a copy put behind its body, all in one line:
//! `…感谢您的关心。 云川市水利局 2021年8月12日 联系人：林舟`.

use std::sync::LazyLock;

use regex::Regex;

use super::{LABEL, LONG};
use crate::pattern::pattern;
use crate::text::char_set::CharSet;
use crate::text::is_han;

/// The longest tail, in bytes.
const LONGEST_TAIL: usize = 900;

/// A day in figures or in words.
const DAY: &str = r"(?:[\d０-９]{4} ?年 ?[\d０-９]{1,2} ?月 ?[\d０-９]{1,2} ?日|[二一][〇○零Oo0九][〇○零Oo0一二三四五六七八九]{2} ?年 ?[一二三四五六七八九十元]{1,2} ?月 ?[一二三四五六七八九十廿]{1,3} ?日)";

/// An organ and a day that spaces set apart, behind a sentence, a bracket or a label's value.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"[ \u{{3000}}](?P<b>\p{{Han}}{{3,30}}[{ORGANS}])[ \u{{3000}}]+(?P<d>{DAY})(?P<e>[ \u{{3000}}]|$)"
    ))
});

/// A day alone behind the last sentence.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"[。！!][ \u{{3000}}]+(?P<d>{DAY})(?P<e>[ \u{{3000}}]|$)"
    ))
});

/// Who printed, and when.
static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"[ \u{{3000}}。](?P<b>\p{{Han}}{{4,30}}[ \u{{3000}}]+{DAY} ?印发)"
    ))
});

/// A note in brackets: whom to ask, who may read it.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[。！!日 \u{3000}](?P<b>[(（](?:联 ?系 ?人|联系电话|联系单位|经办人|此件))")
});

/// Further labels that begin a line of a letter's tail.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"[ \u{3000}。](?P<b>(?:承办负责人|承办责任人|承 ?办 ?人|经 ?办 ?人|联系单位|联系科室|承办单位|抄 ?报|抄 ?送|主 ?送|邮 ?编|传 ?真|附 ?件?|责任编辑|领导签字)",
        r"(?:及(?:联系)?电话)?[:：])"
    ))
});

/// Whether a line with these telling characters may hold a letter's body and its tail.
pub(in crate::text) fn may_hold_tail(line: &str, telling: CharSet) -> bool {
    line.len() >= LONG
        && telling.has_all(const { CharSet::of("年月日。") })
        && day_set_apart(&line[line.floor_char_boundary(line.len().saturating_sub(LONGEST_TAIL))..])
}

/// Whether a day ends a stretch, or a space stands behind it: in a sentence none does.
fn day_set_apart(stretch: &str) -> bool {
    stretch.match_indices('日').any(|(at, day)| {
        let behind = &stretch[at + day.len()..];
        behind.is_empty() || behind.starts_with([' ', '\u{3000}', '印'])
    })
}

/// Where the lines of a letter's tail began in such a line, in bytes, in order; none where no signature
/// and no day stands behind its last sentence.
pub(in crate::text) fn tail_breaks(line: &str) -> Vec<usize> {
    let signed = SIGNED.captures_iter(line).last();
    let Some(told) = signed.or_else(|| DATED.captures_iter(line).last()) else {
        return Vec::new();
    };
    let Some(first) = told.name("b").or_else(|| told.name("d")) else {
        return Vec::new();
    };
    // Labels may stand between the last sentence and the signature.
    let before = line[..first.start()].trim_end_matches([' ', '\u{3000}']);
    let sentence = ['。', '！', '!'];
    let Some(from) = before.rfind(sentence) else {
        return Vec::new();
    };
    let tail = &line[from..];
    let mut found = organs_before(line, first.start());
    for pattern in [&*SIGNED, &*DATED, &*PRINTED, &*NOTE, &*CLOSING, &*LABEL] {
        for captures in pattern.captures_iter(tail) {
            let places = ["b", "d", "e"].into_iter();
            found.extend(places.filter_map(|name| Some(from + captures.name(name)?.start())));
        }
    }
    found.retain(|&at| at > 0 && at < line.len());
    found.sort_unstable();
    found.dedup();
    found
}

/// What the names of organs that sign end with.
const ORGANS: &str = "局厅委会府室院部处校司社站所队心办";

/// Where the further organs begin that sign before the last one at byte `at`, spaces between.
fn organs_before(line: &str, mut at: usize) -> Vec<usize> {
    let mut found = Vec::new();
    loop {
        let before = line[..at].trim_end_matches([' ', '\u{3000}']);
        let set_apart = before.len() < at;
        let start = before.trim_end_matches(is_han).len();
        let named = (3..=30).contains(&before[start..].chars().count())
            && before.ends_with(|c| ORGANS.contains(c))
            && line[..start].ends_with([' ', '\u{3000}']);
        if !(set_apart && named) {
            return found;
        }
        found.push(start);
        at = start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Vec<&str> {
        let breaks = tail_breaks(line);
        let starts = std::iter::once(0).chain(breaks.iter().copied());
        let ends = breaks.iter().copied().chain([line.len()]);
        let parts = starts.zip(ends).map(|(start, end)| line[start..end].trim());
        parts.filter(|part| !part.is_empty()).collect()
    }

    #[test]
    fn tails() {
        for (line, want) in [
            (
                "方案已定。感谢您的关心。 云川市水利局 2021年8月12日 联系人：林舟 抄送：市政协提案委",
                &[
                    "方案已定。感谢您的关心。",
                    "云川市水利局",
                    "2021年8月12日",
                    "联系人：林舟",
                    "抄送：市政协提案委",
                ][..],
            ),
            (
                "方案已定。（联系人：林舟 0000-1234567） 云川市水利局 二〇二一年八月十二日",
                &[
                    "方案已定。",
                    "（联系人：林舟 0000-1234567）",
                    "云川市水利局",
                    "二〇二一年八月十二日",
                ],
            ),
            (
                "请批示。 附件：1.名册 云川市教育局　云川市财政局 云川市民政局 2022年3月14日",
                &[
                    "请批示。",
                    "附件：1.名册",
                    "云川市教育局",
                    "云川市财政局",
                    "云川市民政局",
                    "2022年3月14日",
                ],
            ),
            (
                "十月动工。 2018年5月30日 承办责任人：林舟 承办人及联系电话：沈若岚",
                &[
                    "十月动工。",
                    "2018年5月30日",
                    "承办责任人：林舟",
                    "承办人及联系电话：沈若岚",
                ],
            ),
            (
                "会议于2018年5月30日召开，市水利局参加。方案已定。",
                &["会议于2018年5月30日召开，市水利局参加。方案已定。"],
            ),
        ] {
            assert_eq!(split(line), want);
        }
    }
}
