//! Finds the title and the number in the head of a letter that a copy put into one line:
//! `首页 > 正文 云川市教育局关于…第41号建议的答复 云教函〔2020〕19号 林舟代表：`.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// A document's number.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^\p{Han}]|[复覆函见知])(?P<b>[\p{Han}]{2,16} ?[〔\[【(（][\d０-９]{4}[〕\]】)）] ?第?[\d０-９]{1,5} ?号)",
    )
});

/// The end of a title that answers a proposal by its number.
static TITLE_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"第? ?[A-Z]{0,2}[\d０-９]{1,8} ?号[\p{Han}]{0,8}(?:提案|建议|议案)[\p{Han}]{0,4}?的? ?(?:答 ?复 ?的 ?函|答 ?复 ?函|答 ?复 ?意 ?见|答 ?复|复 ?函|回 ?复|函)",
    )
});

/// Where title and number begin and end in a head, in bytes; in no order.
pub(super) fn head_breaks(head: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for captures in NUMBER.captures_iter(head) {
        let Some(number) = captures.name("b") else {
            continue;
        };
        // A title may stand directly before its code.
        let titled = ["答复函", "答复", "复函", "回复", "的函", "通知", "意见"].iter();
        let titled = titled.filter_map(|end| Some(number.as_str().rfind(end)? + end.len()));
        found.extend([number.start() + titled.max().unwrap_or(0), number.end()]);
    }
    for end in TITLE_END.find_iter(head) {
        found.extend(title_start(&head[..end.start()]));
        found.push(end.end());
    }
    found
}

/// Where a title begins of which `before` is all but the end: behind the nearest mark that leaves its matter
/// whole.
fn title_start(before: &str) -> Option<usize> {
    let marks = [' ', '\u{3000}', ':', '：', '>', '|', ']', '】', '»'];
    let mut end = before.len();
    loop {
        let at = before[..end].rfind(marks)?;
        let behind = at + before[at..].chars().next().map_or(1, char::len_utf8);
        let title = &before[behind..];
        if ["关于", "对", "届"].iter().any(|word| title.contains(word)) {
            return Some(behind);
        }
        end = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        for (head, want) in [
            (
                "首页 > 政府信息公开 对云川市政协七届五次会议第88号提案的答复 云发改字〔2021〕17号 A",
                &[
                    "对云川市政协七届五次会议第88号提案的答复",
                    "云发改字〔2021〕17号",
                ][..],
            ),
            (
                "标题： 云川县水务局关于对县第十七届人大四次会议 第53号建议的答复函",
                &["云川县水务局关于对县第十七届人大四次会议 第53号建议的答复函"],
            ),
        ] {
            let mut breaks = head_breaks(head);
            breaks.sort_unstable();
            let starts = std::iter::once(0).chain(breaks.iter().copied());
            let ends = breaks.iter().copied().chain([head.len()]);
            let parts: Vec<&str> = starts
                .zip(ends)
                .map(|(start, end)| head[start..end].trim())
                .collect();
            for part in want {
                assert!(parts.contains(part), "{part}: {parts:?}");
            }
        }
    }
}
