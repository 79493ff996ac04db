//! Writers and photographers told by what they made: `文/甲 图/乙`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::names::{ROLE_WORDS, add_names, add_roles};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::values::person::names_alone;

/// `文字：甲` over `图片：乙`, or below it.
fn paired_credit<'d>(document: &'d Document, index: usize) -> Option<Credit<'d>> {
    let credit = |index: usize| -> Option<Credit<'d>> {
        let line = document.line(index);
        let pairs = [("文", "文字:"), ("图", "图片:")];
        pairs.into_iter().find_map(|(did, label)| {
            let names = line.strip_prefix(label)?.trim_start();
            let persons = !names_alone(names).is_empty() && !is_stock(names);
            persons.then(|| (did, line.len() - names.len()..line.len()))
        })
    };
    let own = credit(index)?;
    let beside = [index.checked_sub(1), Some(index + 1)];
    let mut beside =
        { beside.into_iter().flatten() }.filter(|other| document.lines.contains(other));
    beside
        .any(|other| credit(other).is_some_and(|(did, _)| did != own.0))
        .then_some(own)
}

/// `文字：甲    图片：乙` on one line.
fn beside_each_other(line: &str) -> Vec<Credit<'_>> {
    let Some((text, picture)) = line
        .strip_prefix("文字:")
        .and_then(|rest| rest.split_once("图片:"))
    else {
        return Vec::new();
    };
    let credit = |did: &'static str, names: &str, end: usize| {
        let names = names.trim();
        let persons = !names_alone(names).is_empty() && !is_stock(names);
        persons.then(|| (did, end - names.len()..end))
    };
    let text_end = "文字:".len() + text.trim_end().len();
    let credits = [
        credit("文", text, text_end),
        credit("图", picture, line.len()),
    ];
    credits.into_iter().flatten().collect()
}

/// Whether pictures and texts come from others than persons: `图片：视觉中国`.
fn is_stock(names: &str) -> bool {
    let stock = [
        "网络", "综合", "视觉", "百度", "图库", "资料", "提供", "受访",
    ];
    stock.iter().any(|word| names.contains(word))
        || names.ends_with(['报', '网', '社', '台'])
        || names
            .split([' ', '、'])
            .any(|name| name.chars().nth(3).is_some())
}

/// Writer and photographer as `文/甲 图/乙`, or in lines `文字：甲` and `图片：乙`.
pub(super) fn by_slash(document: &Document, findings: &mut Findings) {
    for index in document.lines.clone() {
        let line = document.line(index);
        let told = line.contains(['/', '|'])
            || line.contains("文:")
            || line.starts_with(['图', '摄', '文']);
        if !told {
            continue;
        }
        let start = document.line_start(index);
        let shift = |names: Range<usize>| start + names.start..start + names.end;
        let one = of_both(line)
            .or_else(|| paired_credit(document, index))
            .or_else(|| behind_name(line));
        let mut credits = beside_each_other(line);
        credits.extend(one);
        if !credits.is_empty() {
            for (did, names) in credits {
                add_names(
                    document,
                    findings,
                    shift(names),
                    role_of(did),
                    "bylines_slash",
                );
            }
        } else if let Some((did, names)) = with_roles(line) {
            add_roles(
                document,
                findings,
                shift(names),
                role_of(did),
                "bylines_slash",
            );
        } else {
            for (role, name) in behind_slashes(line) {
                add_names(document, findings, shift(name), role, "bylines_slash");
            }
        }
    }
}

/// What was done, and the bytes of the line that name who did it.
type Credit<'t> = (&'t str, Range<usize>);

/// `文/图：甲 乙`
fn of_both(line: &str) -> Option<Credit<'_>> {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|  |\d )(?:文 ?/ ?图|图 ?/ ?文|文图|图文) ?[:/ ] ?(?P<n>\p{Han}[\p{Han} 、]{1,30})$",
        )
    });
    Some(("文", BOTH.captures(line)?.name("n")?.range()))
}

/// `甲/文`
fn behind_name(line: &str) -> Option<Credit<'_>> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[□■●◆] *)?(?:\p{Han}{0,4}报)?(?:记者|通讯员)? *(?P<n>\p{Han}{2,4}) ?/ ?(?P<r>文|图|摄)$",
        )
    });
    let found = BEHIND.captures(line)?;
    Some((found.name("r")?.as_str(), found.name("n")?.range()))
}

/// `文/记者 甲 通讯员 乙`
fn with_roles(line: &str) -> Option<Credit<'_>> {
    let (did, names) = line.split_once('/')?;
    let one = !names.contains('/') && ROLE_WORDS.is_match(names);
    let told = one && matches!(did, "文" | "图" | "摄" | "摄影");
    told.then(|| (did, line.len() - names.len()..line.len()))
}

/// The roles and names of `文/甲 图/乙`.
fn behind_slashes(line: &str) -> Vec<(&'static str, Range<usize>)> {
    static SLASH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[。!?\x22 ]) *(?P<r>文|图|摄影) ?[/:|] ?(?:(?:本报|见习|特约)*(?P<by>记者|通讯员) ?)?(?P<n>\p{Han}{2,4}?|\p{Han} \p{Han})(?: |$|图|摄影|编辑|责编|责任编辑|审)",
        )
    });
    let mut credits = Vec::new();
    let mut from = 0;
    while let Some(found) = SLASH.captures_at(line, from) {
        let name = found
            .name("n")
            .map_or(line.len()..line.len(), |name| name.range());
        // The word behind a name may be the next one's.
        from = name.end;
        let did = &found["r"];
        // `图：江边公园` names no photographer.
        if did != "文" && !line.contains(['文', '/', '|']) {
            continue;
        }
        let helped = found.name("by").is_some_and(|by| by.as_str() == "通讯员");
        let role = match role_of(did) {
            "reporter" if helped => "correspondent",
            role => role,
        };
        credits.push((role, name));
    }
    credits
}

/// Who makes what a word tells of: 文, 图, 摄.
fn role_of(made: &str) -> &'static str {
    match made {
        "文" => "reporter",
        _ => "photographer",
    }
}
