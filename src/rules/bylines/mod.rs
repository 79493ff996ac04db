//! Reporters, correspondents and photographers 记者.
//!
//! Stand in the head of an article (`本报讯（记者 甲 通讯员 乙）`, `…日电（记者甲）`), in the line 作者 of a web
//! copy, at a caption's end (`记者 甲 摄`), in brackets at an article's end (`（甲 乙）`) or before its first
//! sentence (`（甲）6月13日上午`), behind a paper's mark below the headline (`□ 甲`), among the credits at its
//! end (`文/记者 甲`), and on a line of their own.
//! Refuses editors (责任编辑), 佚名 and persons whom the text names.

mod credits;
mod names;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::kind::{
    begins_with_writers, is_message_head, names_reporters, opens_local_report, reporter_above,
};
use crate::labels::label_at_start;
use crate::parts::newspaper::opens_readers_letter;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::{CharSet, is_han};
use crate::values::date::whole_date;
use crate::values::organ::ends_as_organ;
use crate::values::paper::is_paper;
use crate::values::person::{begins_with_surname, is_name, names_alone, names_behind_mark};
use credits::by_slash;
use names::{ROLE_WORDS, add_names, add_roles, closing};

pub(super) static RULE: Rule = Rule {
    field: "bylines",
    label: "记者",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"role":{"enum":["reporter","correspondent","photographer"]}},"required":["name","role"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["记者", "byline"],
        part: "name",
        compare: Compare::Contains,
    }],
    find,
    show: show::names,
    finds: &[
        (
            "本报讯（记者 段一 通讯员 王二）今年以来，全市工业经济稳中有进，企业都说好。\n",
            r#"[{"name":"段一","role":"reporter"},{"name":"王二","role":"correspondent"}]"#,
        ),
        (
            "本报讯 今年以来，全市工业经济稳中有进，企业都说好。（王二 赵三）\n",
            r#"[{"name":"王二","role":"correspondent"},{"name":"赵三","role":"correspondent"}]"#,
        ),
    ],
    refuses: &[
        "关于防汛的通知\n各单位：\n请各单位做好防汛准备，并接受记者采访（记者证须随身）。\n",
    ],
    source: include_str!("mod.rs"),
};

static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<i>(?:本报|新华社|全媒体|实习|见习|特约)*(?:记者|通 ?讯 ?员|实习生|摄影|拍友|网友|读者)[^。!?()]{1,60}|(?:^|[。!] *)\(?(?P<k>\p{Han}{1,3}[\p{Han}--拍]|\p{Han} {1,2}\p{Han}) ?|^\((?P<l>\p{Han}{2,4}(?:[ 、]\p{Han}{2,4}){1,3}) ?|(?:新华|中新)社发 *\((?P<m>\p{Han}{2,4}(?:[ 、]\p{Han}{2,4}){0,2}|\p{Han} \p{Han}) ?)摄(?:影报道|影)?\)?$",
    )
});
/// A reporter without brackets behind the last sentence.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:[。!?\x22…] *|^)(?P<j>本报(?:记者|通讯员) ?\p{Han}[\p{Han} 、]{1,30})$")
});
static STANDING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[□■●◆] *|\p{Han}{1,5}报讯 ?)?(?P<i>(?:本报|本台|\p{Han}{1,5}报|全媒体?|融媒体?|见习|实习|特约)*(?:记 ?者|通 ?讯 ?员) [^。,;:]{2,40}?)(?: *(?:报道|文/图|文))?$",
    )
});
/// Those who wrote, without brackets behind a message's head: `本报讯 记者林舟、通讯员王二报道：`.
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^。,:]{2,24}?(?:讯|电) *(?P<i>(?:本报|特约|见习|实习)*(?:记者|通讯员)[\p{Han}--曾连多此专日前近][\p{Han} 、,]{1,60}?)报道[:,]",
    )
});
/// Those who wrote, each behind the word of the role, before the first sentence: `本报讯 记者林舟 通讯员王二 “…`.
static UNBRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^。,: ]{2,24}?(?:讯|电) *(?P<i>(?:记者|通讯员)\p{Han}{2,3}(?: +(?:记者|通讯员)\p{Han}{2,3})*) +[^ ]{4}",
    )
});
/// Those who wrote, in brackets before the first sentence.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\((?P<i>\p{Han}{2,4}(?:[ 、]\p{Han}{2,4}){0,3})\) *(?:近日|日前|昨日|昨天|今天|\d{1,2}月)",
    )
});
/// What sites print where nobody is named.
const NOBODY: [&str; 4] = ["佚名", "匿名", "未知", "网络"];
/// What [`STANDING`] may begin with.
const OPENS_STANDING: &[char] = &[
    '□', '■', '●', '◆', '本', '全', '融', '见', '实', '特', '记', '通',
];

/// What the first brackets of a line hold, behind the words of a message's head.
fn in_first_brackets(line: &str) -> Option<Range<usize>> {
    let open = line.find(['(', ')', '。'])?;
    let inside = line[open..].strip_prefix('(')?;
    let close = inside.find(['(', ')'])?;
    let before = line[..open].chars().take(41).count();
    let head = before == 0 || (2..=40).contains(&before);
    let fits = (2..=120).contains(&inside[..close].chars().take(121).count());
    (head && fits && inside[close..].starts_with(')')).then_some(open + 1..open + 1 + close)
}

/// What the brackets hold that end a line, behind a sentence or alone.
fn in_last_brackets(line: &str) -> Option<Range<usize>> {
    let (before, inside) = line.strip_suffix(')')?.rsplit_once('(')?;
    let bare = before.trim_end_matches(' ');
    let behind = before.is_empty() || bare.ends_with(['。', '!', '?', '"', '…']);
    let fits = (2..=40).contains(&inside.chars().take(41).count()) && !inside.contains(')');
    let start = before.len() + 1;
    (behind && fits).then_some(start..start + inside.len())
}

/// Whether a line ends as [`CAPTION`] does.
fn ends_as_caption(line: &str) -> bool {
    let bare = line.strip_suffix(')').unwrap_or(line);
    ["摄", "摄影报道", "摄影"]
        .iter()
        .any(|word| bare.ends_with(word))
}

/// The names behind a day and a paper, on a line of their own.
fn behind_paper(line: &str) -> Option<&str> {
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (day, rest) = line.split_once(' ')?;
    let (paper, names) = rest.trim_start().split_once(' ')?;
    let names = names.trim_start();
    let told = is_paper(paper) && whole_date(day).is_some();
    // Two characters are a page's column: `时政`, four a site's.
    let long = names.split(' ').all(|name| name.chars().count() == 3);
    let named = long && !names.ends_with('版') && !names_alone(names).is_empty();
    (told && named).then_some(names)
}

/// Who wrote what a public account marks as its own, above the account's name and the time: `原创 林舟 云川街事
/// 2024-03-18 19:02`.
fn original_author(line: &str) -> Option<&str> {
    let mut words = line.strip_prefix("原创 ")?.split_whitespace();
    let (name, account, day) = (words.next()?, words.next()?, words.next()?);
    // Four characters are an account's name, too.
    let person = is_name(name) && name.chars().nth(3).is_none() && name != account;
    (person && whole_date(day).is_some()).then_some(name)
}

/// Where the report begins that a copy glued to the caption before it: `…林舟 摄本报讯（记者…`.
fn behind_caption(line: &str) -> Option<usize> {
    Some(line.find("摄本报讯")? + "摄".len())
}

fn find(document: &Document, findings: &mut Findings) {
    if document.kind.kind != Kind::NewspaperArticle {
        return;
    }
    behind_labels(document, findings);
    // `文/鲁一舟 图/戴望川`
    by_slash(document, findings);
    of_readers(document, findings);
    for index in document.lines.clone() {
        if document.layout.is_furniture(index) {
            continue;
        }
        with_roles(document, findings, index);
        if index < document.layout.body {
            below_headline(document, findings, index);
        }
        below_role(document, findings, index);
        in_brackets(document, findings, index);
    }
}

/// `作者：甲`, `本报记者：甲 实习生 乙`, `来源：云川日报 本报记者 甲`.
fn behind_labels(document: &Document, findings: &mut Findings) {
    for label in document.labelled("source") {
        let text = document.text(label.value.clone());
        if let Some(at) = text.find(" 本报记者").filter(|&at| is_paper(&text[..at])) {
            let names = label.value.start + at + ' '.len_utf8()..label.value.end;
            add_roles(document, findings, names, "reporter", "bylines_author");
        }
    }
    let labels = ["author", "byline"].into_iter();
    for label in labels.flat_map(|key| document.labelled(key)) {
        let text = document.text(label.value.clone());
        if NOBODY.contains(&text) {
            continue;
        }
        let end = text.find("  ").unwrap_or(text.len());
        let names = label.value.start..label.value.start + end;
        let role = match document.text(label.label.clone()).contains('摄') {
            true => "photographer",
            false => "reporter",
        };
        match ROLE_WORDS.is_match(&text[..end]) {
            true => add_roles(document, findings, names, role, "bylines_author"),
            false => add_names(document, findings, names, role, "bylines_author"),
        }
    }
}

/// Those named with words of their roles: in a message's head, at a caption's end, on a line of their own.
fn with_roles(document: &Document, findings: &mut Findings, index: usize) {
    let (line, start) = (document.line(index), document.line_start(index));
    let chars = document.page.lines[index].chars;
    let taken = document.has_any(index, const { CharSet::of("摄") });
    let cut = taken.then(|| behind_caption(line)).flatten();
    let (caption, report) = cut.map_or((line, line), |at| line.split_at(at));
    let in_head = || {
        let reported = || Some(REPORTED.captures(report)?.name("i")?.range());
        let apart = || {
            let found = UNBRACKETED.captures(report)?.name("i")?;
            let mut words = found.as_str().split_whitespace();
            let person = |word: &str| {
                let name = word.trim_start_matches("记者").trim_start_matches("通讯员");
                begins_with_surname(name) && is_name(name)
            };
            words.all(person).then(|| found.range())
        };
        let names = in_first_brackets(report).or_else(reported).or_else(apart)?;
        let at = line.len() - report.len();
        Some(at + names.start..at + names.end)
    };
    let head =
        is_message_head(report, chars) || opens_local_report(report) || begins_with_writers(report);
    let edited = |names: &Range<usize>| label_at_start(&line[names.clone()]) == Some("editor");
    let head = head.then(in_head).flatten().filter(|names| !edited(names));
    // The patterns are dear, and each needs one of these.
    let shot = (taken && ends_as_caption(caption)).then(|| CAPTION.captures(caption));
    let shot = shot.flatten().and_then(|found| {
        let mut names = ["k", "l", "m", "i"].iter();
        names.find_map(|name| Some(found.name(name)?.range()))
    });
    let told = document.has_any(index, const { CharSet::of("记员") });
    if told && names_reporters(line) {
        let all = start..start + line.len();
        return add_roles(document, findings, all, "reporter", "bylines_line");
    }
    let stands = told && may_stand(line);
    let standing = stands.then(|| Some(STANDING.captures(line)?.name("i")?.range()));
    let standing = standing.flatten().filter(|_| !line.ends_with('摄'));
    for (names, role, rule) in [
        (head, "reporter", "bylines_head"),
        (shot, "photographer", "bylines_caption"),
        (standing, "reporter", "bylines_line"),
    ] {
        if let Some(names) = names {
            let names = start + names.start..start + names.end;
            add_roles(document, findings, names, role, rule);
        }
    }
}

/// Whether a line holds what the branches of [`STANDING`], which is dear, need.
fn may_stand(line: &str) -> bool {
    line.starts_with(OPENS_STANDING) || line.contains('报') || line.contains("媒体记者")
}

/// `2006-09-12 云川教育报 林小舟`, `□ 林舟` below a headline.
fn below_headline(document: &Document, findings: &mut Findings, index: usize) {
    let (line, end) = (document.line(index), document.page.lines[index].range.end);
    let signed = [behind_paper(line), names_behind_mark(line)];
    if let Some(name) = original_author(line).or_else(|| reporter_above(line)) {
        let at = document.line_start(index) + line.find(name).unwrap_or_default();
        let name = at..at + name.len();
        add_names(document, findings, name, "reporter", "bylines_line");
    }
    for names in signed.into_iter().flatten() {
        let names = end - names.len()..end;
        add_names(document, findings, names, "reporter", "bylines_line");
    }
}

/// `本报记者` over the name.
fn below_role(document: &Document, findings: &mut Findings, index: usize) {
    let role = match document.line(index) {
        "本报记者" => "reporter",
        "本报通讯员" => "correspondent",
        _ => return,
    };
    if index + 1 >= document.lines.end {
        return;
    }
    let below = document.page.lines[index + 1].range.clone();
    let name = document.text(below.clone());
    if is_name(name) && name.chars().nth(3).is_none() {
        add_names(document, findings, below, role, "bylines_line");
    }
}

/// The reader who signs a letter to the paper, on the line below it, behind a place or an office: `云川区 林舟`.
fn of_readers(document: &Document, findings: &mut Findings) {
    let mut lines = document.lines.clone();
    let opens = |line: &str| opens_readers_letter(line) && line.starts_with("编辑同志");
    let Some(opening) = lines.find(|&index| opens(document.line(index))) else {
        return;
    };
    const LIVES: [char; 15] = [
        '省', '市', '县', '区', '乡', '镇', '村', '队', '厂', '校', '学', '号', '民', '者', '户',
    ];
    let signed = (opening + 2..document.lines.end.min(opening + LETTER)).find_map(|index| {
        let (from, name) = document.line(index).rsplit_once(' ')?;
        let short = from.chars().nth(FROM).is_none() && from.chars().all(|c| is_han(c) || c == ' ');
        let told = from.trim_end().ends_with(LIVES) || ends_as_organ(from.trim_end());
        let person = told && begins_with_surname(name) && is_name(name);
        let end = document.page.lines[index].range.end;
        (short && person).then(|| end - name.len()..end)
    });
    if let Some(name) = signed {
        add_names(document, findings, name, "correspondent", "bylines_letter");
    }
}

/// A reader's letter has so many lines at most.
const LETTER: usize = 24;
/// The longest name of where a reader lives or works, in characters.
const FROM: usize = 12;

/// Those named before the first sentence or behind the last: `（林舟）6月13日上午，…`, `…。（甲 乙）`.
fn in_brackets(document: &Document, findings: &mut Findings, index: usize) {
    let (line, start) = (document.line(index), document.line_start(index));
    let first = index == document.layout.body && line.starts_with('(');
    let opening = || Some(OPENING.captures(line)?.name("i")?.range());
    let unbracketed = || {
        let closes = document.has_any(index, const { CharSet::of("本") })
            && !line.ends_with(')')
            && !ends_as_caption(line)
            && (line.contains("本报记") || line.contains("本报通"));
        let found = closes.then(|| CLOSING.captures(line)).flatten()?;
        Some(found.name("j")?.range())
    };
    let opening = first.then(opening).flatten();
    let last = in_last_brackets(line).or_else(unbracketed);
    for names in [opening, last].into_iter().flatten() {
        closing(document, findings, start + names.start..start + names.end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn no_line_of_names_is_passed_over(
            line in "[□●]? ?(云川|陵河)?(报讯|日报|晚报)? ?(本报|全媒体|见习|特约){0,2}(记者|通讯员) [段一王二]{2,4}(报道)?"
        ) {
            prop_assert!(may_stand(&line) || !STANDING.is_match(&line), "{}", line);
        }
    }
}
