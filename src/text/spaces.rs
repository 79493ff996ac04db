//! Finds the spaces that scanning and typesetting left inside Chinese prose.

use std::borrow::Cow;
use std::ops::Range;

use super::char_set::CharSet;
use super::fold::{fold_char, is_han};
use super::name_lists::name_lists;
use super::white_space::next_white_space;
use crate::labels::{LONGEST_ROW, is_spaced_row, may_be_spaced_row};

/// How many characters a line needs before spaces in it are taken for noise.
const PROSE: usize = 20;

/// Where stray spaces stand, in bytes, in order.
///
/// Only prose is touched: in short lines, tables and lists of names a space separates.
///
/// `telling` are the telling characters of the folded text, which is asked for where they do not tell enough.
pub(super) fn stray_spaces<'t>(
    text: &str,
    telling: CharSet,
    folded: impl Fn() -> Cow<'t, str>,
) -> Vec<Range<usize>> {
    let runs = space_runs(text);
    if runs.is_empty() {
        return runs;
    }
    if is_letter_spaced(text, &runs) {
        // Wider gaps separate also in a letter-spaced line.
        let single =
            |run: &Range<usize>| run.start > 0 && text[run.clone()].chars().nth(1).is_none();
        return runs.into_iter().filter(single).collect();
    }
    if !is_prose(text, telling) {
        return Vec::new();
    }
    let mut strays: Vec<Range<usize>> = runs
        .into_iter()
        .filter(|run| {
            let narrow = text[run.clone()].chars().nth(2).is_none();
            let before = text[..run.start].chars().next_back();
            let after = text[run.end..].chars().next();
            narrow
                && before.zip(after).is_some_and(|(before, after)| {
                    separates_nothing(fold_char(before), fold_char(after))
                })
        })
        .collect();
    // Lists of names need a bracket, 记者 or 通讯员.
    if !strays.is_empty() && telling.has_any(const { CharSet::of("(记员") }) {
        let mut names = lists_of(text, &folded()).into_iter().peekable();
        // Both stand in the order of the text, and a line may be long: each is looked at once.
        let mut end = 0;
        strays.retain(|stray| {
            while let Some(list) = names.next_if(|list| list.start <= stray.start) {
                end = list.end.max(end);
            }
            stray.start >= end
        });
    }
    if !strays.is_empty() && is_row(text, telling, folded) {
        strays.clear();
    }
    strays
}

/// Runs of white space other than tabs, in bytes.
fn space_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some((at, len)) = next_white_space(text, from) {
        from = at + len;
        match runs.last_mut() {
            _ if text.as_bytes()[at] == b'\t' => {}
            Some(run) if run.end == at => run.end = from,
            _ => runs.push(at..from),
        }
    }
    runs
}

/// Whether a space stands behind nearly every Chinese character: a typeset line, not words.
fn is_letter_spaced(text: &str, runs: &[Range<usize>]) -> bool {
    let han = |c: char| is_han(c) && !c.is_ascii();
    // The last character has nothing behind it.
    let last = text.chars().next_back().map_or(0, |c| usize::from(han(c)));
    let mut all = text.chars().filter(|&c| han(c));
    // More than so many, and most stand without a space behind them.
    if all.nth(runs.len() * 10 / 8 + last).is_some() {
        return false;
    }
    let all = text.chars().filter(|&c| han(c)).count() - last;
    let spaced = runs
        .iter()
        .filter(|run| text[..run.start].chars().next_back().is_some_and(han))
        .count();
    all >= 4 && spaced * 10 >= all * 8 && !text.contains('\t')
}

fn is_prose(text: &str, telling: CharSet) -> bool {
    telling.has_any(const { CharSet::of(",。;!?、") })
        && text.chars().nth(PROSE - 1).is_some()
        && memchr::memchr2(b'\t', b'|', text.as_bytes()).is_none()
}

/// Whether spaces part labels and values of a page's table.
fn is_row<'t>(text: &str, telling: CharSet, folded: impl Fn() -> Cow<'t, str>) -> bool {
    let first = text.chars().next().map(fold_char);
    first.is_some_and(|first| may_be_spaced_row(first, telling))
        && (telling.has_any(const { CharSet::of(":") }) || text.chars().nth(LONGEST_ROW).is_none())
        && is_spaced_row(&folded())
}

/// A space with Chinese or punctuation on one side and no Latin word on the other.
fn separates_nothing(before: char, after: char) -> bool {
    let wide = |c: char| is_han(c) || (!c.is_ascii_alphanumeric() && !c.is_whitespace());
    (wide(before) && (wide(after) || after.is_ascii_digit()))
        || (before.is_ascii_digit() && wide(after))
}

/// Where lists of names stand in a text, in bytes; `folded` is the text folded.
fn lists_of(text: &str, folded: &str) -> Vec<Range<usize>> {
    let mut places = text.char_indices().zip(folded.char_indices()).peekable();
    let mut of = |byte: usize| {
        while places.next_if(|(_, (folded, _))| *folded < byte).is_some() {}
        places.peek().map_or(text.len(), |((at, _), _)| *at)
    };
    let found = name_lists(folded).into_iter();
    found.map(|range| of(range.start)..of(range.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut left = String::new();
        let mut done = 0;
        let mut telling = CharSet::default();
        text.chars().for_each(|c| telling.add(fold_char(c)));
        for stray in stray_spaces(text, telling, || text.chars().map(fold_char).collect()) {
            left.push_str(&text[done..stray.start]);
            done = stray.end;
        }
        left + &text[done..]
    }

    #[test]
    fn prose_loses_its_stray_spaces_and_names_keep_theirs() {
        for (from, to) in [
            (
                "建设 “示 范 ”、 国 家 重点研发计划项目 12 个，各方面都说 很好。",
                "建设“示范”、国家重点研发计划项目12个，各方面都说很好。",
            ),
            (
                "图为演练现场，队员们正在救援。 本报记者 米朗 通讯员 高歌 边疆 摄",
                "图为演练现场，队员们正在救援。本报记者 米朗 通讯员 高歌 边疆 摄",
            ),
            (
                "本报讯 （记者 段一 通讯员 王二）今年以来，全市工业经济稳中有进。",
                "本报讯（记者 段一 通讯员 王二）今年以来，全市工业经济稳中有进。",
            ),
            ("菱 塘 县 审 计 局 文 件", "菱塘县审计局文件"),
            ("温 故 知 委 员 ：", "温故知委员："),
            ("签发人：林　舟", "签发人：林　舟"),
            (
                "索 引 号 0100/2022-1 主题分类 科技、教育 卫生",
                "索 引 号 0100/2022-1 主题分类 科技、教育 卫生",
            ),
            (
                "云川市科学技术局 云川市财政局关于",
                "云川市科学技术局 云川市财政局关于",
            ),
        ] {
            assert_eq!(without(from), to);
        }
    }
}
