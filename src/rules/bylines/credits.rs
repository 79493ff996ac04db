//! Writers and photographers told by what they made: `文/甲 图/乙`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::names::{ROLE_WORDS, add_names, add_roles};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::values::person::names_alone;

/// What was done and by whom, on one of two lines below each other: `文字：甲` and `图片：乙`.
fn paired_credit<'p>(document: &Document<'p>, index: usize) -> Option<(&'static str, &'p str)> {
    let credit = |index: usize| {
        let line = document.line(index);
        let pairs = [("文", "文字:"), ("图", "图片:")];
        pairs.into_iter().find_map(|(did, label)| {
            let names = line.strip_prefix(label)?.trim_start();
            let persons = !names_alone(names).is_empty() && !is_stock(names);
            persons.then_some((did, names))
        })
    };
    let own = credit(index)?;
    let beside = [index.checked_sub(1), Some(index + 1)];
    let mut beside = beside.into_iter().flatten();
    beside
        .any(|other| {
            document.lines.contains(&other) && credit(other).is_some_and(|(did, _)| did != own.0)
        })
        .then_some(own)
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
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|  |\d )(?:文 ?/ ?图|图 ?/ ?文|文图|图文) ?[:/ ] ?(?P<n>\p{Han}[\p{Han} 、]{1,30})$",
        )
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[□■●◆] *)?(?:\p{Han}{0,4}报)?(?:记者|通讯员)? *(?P<n>\p{Han}{2,4}) ?/ ?(?P<r>文|图|摄)$",
        )
    });
    static SLASH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[。!?\x22 ]) *(?P<r>文|图|摄影) ?[/:] ?(?:(?:本报|见习|特约)*(?:记者|通讯员) ?)?(?P<n>\p{Han}{2,4}?)(?: |$|图|摄影|编辑|责编|责任编辑|审)",
        )
    });
    for index in document.lines.clone() {
        let (line, start) = (document.line(index), document.line_start(index));
        let shift = |range: Range<usize>| start + range.start..start + range.end;
        let told = line.contains('/') || line.contains("文:");
        if !told && !line.starts_with(['图', '摄', '文']) {
            continue;
        }
        // `文/图：甲 乙`
        if let Some(names) = BOTH.captures(line).and_then(|found| found.name("n")) {
            let names = shift(names.range());
            add_names(document, findings, names, "reporter", "bylines_slash");
            continue;
        }
        // `文字：甲` over `图片：乙`
        if let Some((did, names)) = paired_credit(document, index) {
            let names = start + line.len() - names.len()..start + line.len();
            add_names(document, findings, names, role_of(did), "bylines_slash");
            continue;
        }
        // `文/记者 甲 通讯员 乙`
        let credit = line.split_once('/').filter(|(did, names)| {
            let one = !names.contains('/') && ROLE_WORDS.is_match(names);
            one && matches!(*did, "文" | "图" | "摄" | "摄影")
        });
        if let Some((did, names)) = credit {
            let range = start + line.len() - names.len()..start + line.len();
            add_roles(document, findings, range, role_of(did), "bylines_slash");
            continue;
        }
        // `甲/文`
        if let Some(found) = BEHIND.captures(line)
            && let (Some(name), Some(did)) = (found.name("n"), found.name("r"))
        {
            let (name, role) = (shift(name.range()), role_of(did.as_str()));
            add_names(document, findings, name, role, "bylines_slash");
            continue;
        }
        let mut from = 0;
        while let Some(found) = SLASH.captures_at(line, from) {
            from = found.name("n").map_or(line.len(), |name| name.end());
            // `图：江边公园` names no photographer.
            if &found["r"] != "文" && !line.contains('文') && !line.contains('/') {
                continue;
            }
            if let Some(name) = found.name("n") {
                let helped = found
                    .get(0)
                    .is_some_and(|all| all.as_str().contains("通讯员"));
                let role = match role_of(&found["r"]) {
                    "reporter" if helped => "correspondent",
                    role => role,
                };
                add_names(
                    document,
                    findings,
                    shift(name.range()),
                    role,
                    "bylines_slash",
                );
            }
        }
    }
}

/// Who makes what a word tells of: 文, 图, 摄.
fn role_of(made: &str) -> &'static str {
    match made {
        "文" => "reporter",
        _ => "photographer",
    }
}
