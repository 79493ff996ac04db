//! Organs that sign: above the date of writing, or alone below the body.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Findings};
use crate::labels::label_at_start;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::rules::dates;
use crate::rules::dates::signature::without_contact;
use crate::text::{CharSet, is_han};
use crate::values::date::{DateMatch, find_dates};
use crate::values::organ::{is_organ, may_sign, split_organs, without_editing};
use crate::values::without_spaces;

/// Words of a signature's line that are no part of the organ's name.
static SEALED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r" *\((?:盖章|印章|公章|章|印|此件盖章有效|代章)\) *$"));

/// The organs that a line names and nothing else does, apart from a day, a seal and brackets.
fn organs_of_line(document: &Document, index: usize) -> Vec<Range<usize>> {
    let Some(signed) = signed_part(document, index) else {
        return Vec::new();
    };
    let Some(names) = without_surroundings(document.text(signed.clone())) else {
        return Vec::new();
    };
    let start = signed.start + names.start;
    let names = document.text(start..signed.start + names.end);
    let organs = split_organs(names);
    let all = organs.iter().all(|organ| is_organ(&names[organ.clone()]));
    let placed = organs
        .into_iter()
        .filter(|_| all)
        .map(|organ| start + organ.start..start + organ.end);
    placed.collect()
}

/// The most characters of a line in which organs sign.
const MOST_OF_LINE: usize = 90;

/// The part of a line in which organs may sign: all of it, or what stands behind a letter's last sentence.
fn signed_part(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = without_contact(document, index);
    let sentence = document.has_any(index, const { CharSet::of(":。,") });
    if sentence && !line.ends_with('日') || document.layout.is_furniture(index) {
        return None;
    }
    let sealed = line.ends_with([')', ' ']).then(|| SEALED.find(line));
    let line = &line[..sealed.flatten().map_or(line.len(), |found| found.start())];
    let line = line.trim_end_matches(['|', ' ']);
    // A letter that lost its line breaks ends in its signature and date.
    let dated = line
        .ends_with('日')
        .then(|| line.rfind(['。', '!']))
        .flatten();
    let cut = dated.map_or(0, |at| {
        at + line[at..].chars().next().map_or(0, char::len_utf8)
    });
    let signed = &line[cut..];
    // A line that begins with a digit begins with no organ: with the date, mostly.
    let other = signed.starts_with(|c: char| c.is_ascii_digit())
        || signed.chars().nth(MOST_OF_LINE).is_some()
        || signed.contains([':', '。', ',']);
    let start = document.line_start(index);
    (!other).then_some(start + cut..start + line.len())
}

/// Where the names of a signature stand: without the day behind them, the bracket or the pieces of a seal
/// before them. Nothing where a label tells that others than the signers are named.
fn without_surroundings(line: &str) -> Option<Range<usize>> {
    // A date may close the line: `某某局  2022年8月9日`; behind the year of an issue more stands.
    let dates = find_dates(line);
    let date = dates.first();
    let issue = |date: &DateMatch| {
        let full = date.date.is_some_and(|date| date.is_full());
        !full && line[date.range.end..].starts_with(is_han)
    };
    if date.is_some_and(issue) {
        return None;
    }
    let name = date.map_or(line, |date| line[..date.range.start].trim_end());
    let name = without_editing(name);
    // `。协办单位甲局 乙局 2022年6月3日`: which of them signs is not told.
    let label = label_at_start(name.trim_start());
    if matches!(label, Some("undertakers" | "contact_org" | "attachments")) {
        return None;
    }
    // `（云川市教育局　2022年6月3日）`
    let inside = name
        .strip_prefix('(')
        .filter(|inside| !inside.contains(')'));
    let (name, start) = inside.map_or((name, 0), |inside| (inside, '('.len_utf8()));
    let end = start + name.len();
    // Of a seal pieces stand before the name: `州  霁州市水利局`.
    let behind = name.rsplit("  ").next().unwrap_or(name);
    let seal = name[..name.len() - behind.len()].trim();
    let pieces =
        (1..=2).contains(&seal.chars().count()) && seal.chars().all(|c| behind.contains(c));
    if matches!(
        seal,
        "附表" | "附件" | "会签" | "抄送" | "抄报" | "报" | "送"
    ) {
        return None;
    }
    let sealed = (pieces || matches!(seal, "章" | "印" | "公章")) && is_organ(behind);
    Some(if sealed {
        end - behind.len()..end
    } else {
        start..end
    })
}

/// Organs above the date of writing, or alone below the body.
pub(super) fn signature(document: &Document, findings: &Findings) -> Vec<Range<usize>> {
    let dates = findings.spans("dates.written");
    let date_line = dates.first().map(|span| document.line_at(span.start));
    if let Some(line) = date_line.filter(|&line| line < document.layout.body) {
        let of_line = organs_of_line(document, line);
        let organs = if of_line.is_empty() {
            let rows = dates::written::organs_of_bulletin(document, line)
                .into_iter()
                .flatten();
            rows.flat_map(|row| organs_of_line(document, row)).collect()
        } else {
            of_line
        };
        if !organs.is_empty() {
            return organs;
        }
    }
    if let Some(date_line) = date_line.filter(|&line| line >= document.layout.body) {
        let above = collect_upwards(document, date_line + 1);
        if !above.is_empty() {
            return above;
        }
        if let Some(name) = within_a_body(document, date_line) {
            return vec![name];
        }
    }
    let printer = dates::printed::printed_line(document).map(|(line, _)| line);
    let from = document.layout.body_end.max(document.layout.body + 1);
    // Below 抄送 nobody signs.
    let copied = document.labelled("copied_to").map(|label| label.line);
    let to = copied.filter(|line| *line >= from).min();
    let to = to.map_or(document.layout.attachments, |line| {
        line.min(document.layout.attachments)
    });
    for index in from..to {
        let imprint = printer.is_some_and(|line| index == line || index + 1 == line);
        let organs = organs_of_line(document, index);
        if !organs.is_empty() && !imprint {
            let mut all = organs;
            for next in (index + 1..document.layout.attachments).take(6) {
                let more = organs_of_line(document, next);
                if more.is_empty() || printer.is_some_and(|line| next == line || next + 1 == line) {
                    break;
                }
                all.extend(more);
            }
            return all;
        }
    }
    Vec::new()
}

/// An office of a university, a hospital or a company, alone between a letter's last sentence and its date.
fn within_a_body(document: &Document, date_line: usize) -> Option<Range<usize>> {
    let name = date_line
        .checked_sub(1)
        .filter(|&name| name > document.layout.body)?;
    if document.kind.kind != Kind::ProposalReply {
        return None;
    }
    let ended = document.line(name - 1).ends_with(['。', '!', ')']);
    (ended && may_sign(document.line(name)) && !document.layout.has_label(name))
        .then(|| document.page.lines[name].range.clone())
}

/// Organs on the lines directly above line `end`, that line's own included.
fn collect_upwards(document: &Document, end: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Vec<Range<usize>>> = Vec::new();
    let mut misses = 0;
    for index in (document.layout.body..end).rev() {
        let organs = organs_of_line(document, index);
        if organs.is_empty() {
            let date = dates::is_date(document.line(index));
            let note = document.line(index).starts_with('(')
                && document.line(index).ends_with(')')
                && document.line(index).chars().count() < 40;
            misses += usize::from(!(date || note));
            if misses > 0 && (!lines.is_empty() || misses > 1) {
                break;
            }
            continue;
        }
        lines.push(organs);
    }
    let organs: Vec<Range<usize>> = lines.into_iter().rev().flatten().collect();
    let text = |organ: &Range<usize>| without_spaces(document.text(organ.clone())).into_owned();
    let names: Vec<String> = organs.iter().map(text).collect();
    // What a seal over the signature leaves: `水 利 局` below `云川市水利局`.
    let is_of_seal = |name: &String| {
        let whole = |other: &String| other.len() > name.len() && other.ends_with(name.as_str());
        names.iter().any(whole)
    };
    let signed = organs.into_iter().zip(&names);
    signed
        .filter(|(_, name)| !is_of_seal(name))
        .map(|(organ, _)| organ)
        .collect()
}
