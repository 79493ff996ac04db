//! A proposal's title between quotation marks.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::quotation::quotations;
use crate::document::Document;
use crate::kind::names_norm;
use crate::pattern::pattern;
use crate::text::is_numeral;
use crate::values::doc_number::{ends_as_proposal, find_doc_numbers};
use crate::values::without_spaces;
use crate::values::words::any_pair;

/// The proposal's title: the first quoted matter of a stretch that is long enough for one.
pub(super) fn quoted_title(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    // Behind the words that open the answer its own papers are named.
    let answer = text.find("如下").unwrap_or(text.len());
    let mut quoted = quotations(document, range.clone());
    let title = quoted.find(|quoted| {
        let (before, after) = (&text[..quoted.inner.start], &text[quoted.end..]);
        let inner = &text[quoted.inner.clone()];
        let book = quoted.mark == '《';
        // 《…法》 in the opening is a law, unless the sentence speaks of a proposal.
        (speaks_of_proposal(before) || speaks_of_proposal(after))
            && reads_as_title(inner)
            && (before.len() < answer || is_proposed(before))
            && (book || !is_spoken(before) && is_named(before, inner))
            && !is_cited(after)
            && !is_law(inner, after)
    })?;
    let inner = &text[title.inner.clone()];
    let start = range.start + title.inner.end - inner.trim_start().len();
    Some(start..start + inner.trim().len())
}

/// Whether what is quoted may be a proposal's title: long enough, one sentence at most, filled in, and no
/// paper's name.
fn reads_as_title(text: &str) -> bool {
    without_spaces(text).chars().nth(SHORTEST - 1).is_some()
        && text.chars().nth(LONGEST).is_none()
        && !text.contains('。')
        && !["××", "XX", "xx"].iter().any(|blank| text.contains(blank))
        && !PAPERS.iter().any(|end| text.ends_with(end))
}

/// So many characters a proposal's title has at least, and at most.
const SHORTEST: usize = 6;
const LONGEST: usize = 100;

/// How papers end that a letter names and nobody proposes.
const PAPERS: [&str; 8] = [
    "许可证",
    "检测报告",
    "鉴定书",
    "通知书",
    "合同",
    "的函",
    "法",
    "表",
];

/// Whether a text speaks of a proposal: by its kind, its number, or what was done with it.
fn speaks_of_proposal(text: &str) -> bool {
    any_pair(text, |before, c| {
        matches!(
            (before, c),
            ('提' | '议', '案')
                | ('建', '议')
                | ('意', '见')
                | ('收', '悉' | '到')
                | ('提', '出' | '交')
                | ('题', '为')
                | ('办', '理')
                | ('答' | '回', '复')
        )
    }) || text.match_indices('第').any(|(at, word)| {
        let behind = &text[at + word.len()..];
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        (1..=8).contains(&digits) && behind[digits..].starts_with('号')
    })
}

/// A text without the quotation mark that ends it.
fn without_mark(text: &str) -> &str {
    let mark = text.chars().next_back().map_or(0, char::len_utf8);
    &text[..text.len() - mark]
}

/// Whether the words before a quotation mark say that somebody proposed what is quoted.
fn is_proposed(before: &str) -> bool {
    let words = without_mark(before).trim_end();
    ["出的", "交的", "映的", "提案", "建议", "议案", "号"]
        .iter()
        .any(|end| words.ends_with(end))
}

/// Whether a quotation mark opens what somebody says: a colon or a word for it stands before it.
fn is_spoken(before: &str) -> bool {
    let words = without_mark(before).trim_end();
    words.ends_with([':', '说', '称', '道', '是'])
}

/// Whether a quoted name is a norm's, of which an article is told: `《…条例（草案）》第二十七条`.
fn is_law(name: &str, after: &str) -> bool {
    let name = name.strip_suffix("(草案)").unwrap_or(name);
    let norm = names_norm(name) || name.ends_with('法');
    let numbered = |c: char| {
        c.is_ascii_digit() || is_numeral(c) || matches!(c, '百' | '、' | '-' | '至' | '之')
    };
    let article = after.strip_prefix('第').is_some_and(|after| {
        let unit = after.trim_start_matches(numbered);
        unit.len() < after.len() && unit.starts_with(['条', '款', '章', '项', '节', '点', '次'])
    });
    norm && article && !name.contains("关于")
}

/// Whether quotation marks that serve for slogans too hold a proposal's title: as it reads, or by the
/// words before it.
fn is_named(before: &str, inner: &str) -> bool {
    let words = without_mark(before).trim_end_matches([' ', '\n', '(']);
    let ends = ["建议", "提案", "议案", "意见", "问题", "事项", "事宜"];
    inner.contains("关于")
        || ends.iter().any(|end| inner.ends_with(end))
        || [
            "出的",
            "交的",
            "映的",
            "议的",
            "题为",
            "提案",
            "建议",
            "议案",
            "案由",
            "案由为",
            "关于",
            "号",
            "出",
        ]
        .iter()
        .any(|end| words.ends_with(end))
}

/// Whether a document number in brackets follows a quoted title: then it is a document's and no proposal's.
fn is_cited(after: &str) -> bool {
    let inner = after.trim_start().strip_prefix(['(', '[']);
    inner.is_some_and(|inner| {
        let inner: String = inner.chars().take(40).collect();
        let number = find_doc_numbers(&inner).into_iter().next();
        number
            .is_some_and(|number| number.range.start == 0 && !ends_as_proposal(&inner[number.code]))
    })
}

/// Of several proposals answered at once, the title that stands behind each number.
pub(super) fn title_of_number(
    document: &Document,
    range: Range<usize>,
    number: &str,
) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    let printed = format!("{number}号");
    let (at, _) = text
        .match_indices(&printed)
        .find(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric()))?;
    // `《…》（第12号）`, or `第12号《…》`.
    let before = text[..at].trim_end_matches(['第', ' ']);
    // `《…》（市人大第95号）`
    let assembly = ["人大", "政协"]
        .iter()
        .find_map(|word| before.strip_suffix(word));
    let before = assembly.map_or(before, |rest| {
        rest.trim_end_matches(['省', '市', '县', '区', '州'])
    });
    let before = before.trim_end_matches(['(', '[', ' ']);
    let quoted = || {
        let title = before.strip_suffix('"').filter(|_| before.len() < at)?;
        Some((title.rfind('"')? + 1, title.len()))
    };
    let (open, close) = match before.strip_suffix('》') {
        Some(title) if before.len() < at => (opening_mark(title)?, title.len()),
        _ if let Some(quoted) = quoted() => quoted,
        _ => {
            let behind = at + printed.len();
            let gap = |gap: &usize| *gap <= 12;
            let open = text[behind..].find('《').filter(gap)? + behind + '《'.len_utf8();
            (open, text[open..].find('》')? + open)
        }
    };
    Some(range.start + open..range.start + close)
}

/// Titles one behind the other: `《关于…》《关于…》和《关于…》`.
pub(super) fn titles_in_row(document: &Document, range: Range<usize>) -> Vec<Range<usize>> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"《(?P<t>关于[^《》]{4,90})》"));
    let text = document.text(range.clone());
    let mut titles: Vec<Range<usize>> = Vec::new();
    for found in TITLE.captures_iter(text) {
        let (Some(all), Some(title)) = (found.get(0), found.name("t")) else {
            continue;
        };
        let between = titles.last().map_or("", |last| {
            text.get(last.end + '》'.len_utf8()..all.start())
                .unwrap_or_default()
        });
        if !matches!(
            between.trim(),
            "" | "、" | "," | "和" | "及" | "与" | "以及"
        ) {
            break;
        }
        titles.push(title.range());
    }
    let shift = |title: Range<usize>| range.start + title.start..range.start + title.end;
    titles.into_iter().map(shift).collect()
}

/// Where a title begins behind its opening mark, if `text` ends where its closing mark stands.
fn opening_mark(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let (at, _) = text.char_indices().rev().find(|(_, c)| {
        depth += usize::from(*c == '》');
        let open = *c == '《' && depth == 0;
        depth -= usize::from(*c == '《' && depth > 0);
        open
    })?;
    Some(at + '《'.len_utf8())
}
