//! The note below an article: the paper it was taken from, those who wrote and edited.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::kind::message::names_reporters;
use crate::pattern::pattern;
use crate::values::person::names_alone;

/// Those who wrote, in brackets below an article; sites leave the paper's name out.
pub(super) static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[。!?\x22…] *)\((?:本报(?:特约|见习|实习)?记者|(?:\p{Han}{2,8}[台报网社])?(?:特约|见习|实习|全媒体)?(?:记者|通讯员))[ :] ?[^()。,]{2,40}\)$",
    )
});

/// Names in brackets behind a last sentence.
pub(super) static CLOSING_NAMES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[。!?\x22…] *\(\p{Han}{2,4}(?:[ 、]\p{Han}{2,4}){0,4}\)$"));

/// The paper that an article was taken from, named below it: `《云川日报》2022年6月24日 第2版`.
static TAKEN_FROM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(?《\p{Han}{2,10}[报刊]》 *\(?\d{4}年\d{1,2}月\d{1,2}日"));

/// Who wrote and who edited, behind the last sentence: `文：林舟 编辑：王二`, `来源：云川日报 作者：林舟`.
static CREDITS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[。!?\x22] *)文 ?[:/] ?\p{Han}{2,4}? *(?:图|摄影|编辑|责编|责任编辑|审核) ?[:/]",
        r"|[。!?\x22] *(?:(?:选稿|编辑):\p{Han}{2,4} *)?来源:\p{Han}{2,10}[报网社台] *作者:"
    ))
});

/// So many of the last lines may hold a note of where an article comes from.
const TAIL: usize = 5;

/// The last lines' note of the paper, or of those who wrote and edited.
pub(super) fn closing_note(document: &Document) -> Option<Range<usize>> {
    let lines = document.lines.clone();
    let last = lines.end.saturating_sub(TAIL).max(lines.start);
    // Below the name of a list the paper is one of its entries.
    let above = last.saturating_sub(TAIL).max(lines.start);
    if (above..lines.end).any(|index| heads_list(document.line(index))) {
        return None;
    }
    if let Some(credits) = account_credits(document) {
        return Some(credits);
    }
    (last..lines.end).find_map(|index| {
        let found = note_of_line(document, index)?;
        let start = document.line_start(index);
        Some(start + found.start..start + found.end)
    })
}

/// The first of the lines in which a public account says who made its article: `来稿/刑侦大队` over `编辑/林舟`.
fn account_credits(document: &Document) -> Option<Range<usize>> {
    const DID: [&str; 12] = [
        "来稿",
        "来源",
        "文",
        "图",
        "编辑",
        "责编",
        "责任编辑",
        "值班编委",
        "校对",
        "审核",
        "监审",
        "终审",
    ];
    let credits = |index: &usize| {
        let did = document.line(*index).split_once(['/', '|']);
        did.is_some_and(|(did, who)| DID.contains(&did.trim_end()) && !who.is_empty())
    };
    let lines = document.lines.clone();
    let tail = lines.end.saturating_sub(CREDITS_TAIL).max(lines.start);
    let mut credited = (tail.max(document.layout.body)..lines.end).filter(credits);
    let first = credited.next()?;
    credited.next()?;
    Some(document.page.lines[first].range.clone())
}

/// So many of the last lines may hold an account's credits.
const CREDITS_TAIL: usize = 12;

/// Whether a line names a list of works: 参考文献, 附录, 目录.
fn heads_list(line: &str) -> bool {
    line.starts_with("参考") || line.starts_with('附') || line.ends_with("目录")
}

/// The note in a line: the paper, the credits, those who wrote.
fn note_of_line(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    let begins = line.starts_with(['《', '(']);
    if begins && let Some(taken) = TAKEN_FROM.find(line) {
        return Some(taken.range());
    }
    let told = line.contains('文') || line.contains("作者");
    if told && let Some(credits) = CREDITS.find(line) {
        return Some(credits.range());
    }
    // Below a list of works each has such a line.
    let alone = || {
        let lines = document.lines.clone();
        let found = lines.filter(|&index| ends_with_writers(document.line(index)));
        found.take(2).count() == 1
    };
    (ends_with_writers(line) && alone() || is_above_picture(document, index))
        .then_some(0..line.len())
}

/// Whether a line ends with those who wrote, in brackets: `…。（本报记者 林舟）`.
fn ends_with_writers(line: &str) -> bool {
    let inside = || {
        let inside = line
            .strip_prefix('(')
            .and_then(|line| line.strip_suffix(')'));
        inside.is_some_and(names_reporters)
    };
    line.ends_with(')') && (CLOSING.is_match(line) || inside())
}

/// Whether a line names who wrote, and the next who took the picture or edited: `文/记者 林舟` over `图/王二`.
fn is_above_picture(document: &Document, index: usize) -> bool {
    let Some(names) = document.line(index).strip_prefix("文/") else {
        return false;
    };
    let names = names.trim_start_matches("本报").trim_start_matches("记者");
    let names = names.trim_start_matches("通讯员").trim();
    let below = (index + 1 < document.lines.end).then(|| document.line(index + 1));
    below.is_some_and(|below| below.starts_with(['图', '编']) && below.contains('/'))
        && !names_alone(names).is_empty()
}
