//! The page's own title, with the name of its site behind it or cut short, above the document's.

use std::ops::Range;

use crate::values::organ::ends_as_organ;

/// So many lines at the head may hold the page's title.
const FIRST: usize = 4;
/// So many lines further on the document's title may stand.
const REACH: usize = 25;
/// The shortest title, in characters.
const SHORTEST: usize = 5;

/// The page's title of which the document's own stands below, on a line or two: `…的答复-云川市人民政府网` or
/// `…的答...` above `…的答复`.
pub(super) fn page_title<'t>(
    lines: Range<usize>,
    text: &dyn Fn(usize) -> &'t str,
    furniture: &[bool],
) -> Option<usize> {
    let head = lines
        .clone()
        .filter(|&index| !furniture[index - lines.start]);
    { head }.take(FIRST).find(|&index| {
        let title = text(index);
        let mut below = index + 1..lines.end.min(index + 1 + REACH);
        let next = |at: usize| if at + 1 < lines.end { text(at + 1) } else { "" };
        match title.trim_end_matches(['.', '…']) {
            whole if whole.len() == title.len() => site_behind(title).is_some_and(|own| {
                let rest = |at| own.strip_prefix(text(at));
                below.any(|at| rest(at).is_some_and(|rest| rest.is_empty() || rest == next(at)))
            }),
            cut => is_long(cut) && below.any(|at| begins(text(at), next(at), cut)),
        }
    })
}

/// Whether a line, or it and the one below it, begins with `start`.
fn begins(line: &str, next: &str, start: &str) -> bool {
    let rest = start.strip_prefix(line).filter(|_| is_long(line));
    line.starts_with(start) || rest.is_some_and(|rest| next.starts_with(rest))
}

/// What stands before the name of a site at the end of a page's title.
fn site_behind(title: &str) -> Option<&str> {
    let at = memchr::memrchr3(b'-', b'_', b'|', title.as_bytes())?;
    let marks = ['-', '_', '|'];
    let site = title[at..].trim_start_matches(marks).trim();
    let named = ["网", "网站", "门户", "频道", "平台", "公开", "报"];
    let is_site = named.iter().any(|end| site.ends_with(end)) || ends_as_organ(site);
    let own = title[..at].trim_end_matches(marks).trim_end();
    (is_site && is_long(own)).then_some(own)
}

fn is_long(title: &str) -> bool {
    title.chars().nth(SHORTEST - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(all: &[&str]) -> Option<usize> {
        page_title(0..all.len(), &|index| all[index], &vec![false; all.len()])
    }

    #[test]
    fn titles_of_pages() {
        for (all, want) in [
            (
                &["关于修路的答复-云川市人民政府网", "首页", "关于修路的答复"][..],
                Some(0),
            ),
            (&["关于修路的答复_云川县水利局", "关于修路的答复"], Some(0)),
            (&["大桥昨日合龙通...", "大桥昨日合龙通车"], Some(0)),
            (
                &["大桥昨日合龙通...", "大桥昨日合龙", "通车的人很多"],
                Some(0),
            ),
            (
                &["大桥昨日合龙通车-云川新闻网", "大桥昨日合龙", "通车"],
                Some(0),
            ),
            (
                &["政府工作报告--2022年1月18日在大会上", "政府工作报告"],
                None,
            ),
            (&["关于修路的答复-云川市人民政府网", "关于架桥的答复"], None),
            (&["关于修路的答复", "关于修路的答复"], None),
        ] {
            assert_eq!(found(all), want, "{all:?}");
        }
    }
}
