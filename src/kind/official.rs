//! What shows an official document 公文: its number, its title, the organs it speaks to.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{head, whole};
use super::norm::norm_cues;
use crate::document::Document;
use crate::pattern::pattern;
use crate::text::is_han;
use crate::values::date::whole_date;
use crate::values::organ::is_organ;
use crate::values::salutation::Salutation;
use crate::values::without_spaces;

static OFFICIAL_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:通 *知|通 *报|报 *告|请 *示|批 *复|意 *见|决 *定书?|(?:答复|告知|通知|意见)书|任免(?:职)?名单|决 *议|公 *告|通 *告|议 *案|纪 *要|公 *报|公 *示|命 *令|的 *函)(?:\([^)]{1,24}\))*(?:\[?[^\]]{0,20}号\]?\)?)?$",
    )
});

static ORDER_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\p{Han} ]{3,30}(?:命 ?令|令)$|^(?:[\p{Han} ]{2,30}令)? *\(?第 *[\d一二三四五六七八九十百]{1,6} *号\)?$",
    )
});

/// Columns of sites that end as titles do.
const COLUMNS: [&str; 6] = [
    "公示公告",
    "通知公告",
    "公告公示",
    "公告通告",
    "通告公告",
    "政府公报",
];

/// Whether a line ends as titles of official documents do.
pub(super) fn titles_officially(line: &str) -> bool {
    match line.ends_with([')', ']', '号']) {
        true => OFFICIAL_TITLE.is_match(line),
        false => names_kind(line),
    }
}

/// Whether a line ends with a kind of document, as [`OFFICIAL_TITLE`] says of one without a bracket or a
/// number behind it.
fn names_kind(line: &str) -> bool {
    let Some(last) = line.chars().next_back() else {
        return false;
    };
    let bare = &line[..line.len() - last.len_utf8()];
    let spaced = || bare.trim_end_matches(' ');
    match last {
        '知' => spaced().ends_with('通'),
        '报' => spaced().ends_with(['通', '公']),
        '告' => spaced().ends_with(['报', '公', '通']),
        '示' => spaced().ends_with(['请', '公']),
        '复' => spaced().ends_with('批'),
        '见' => spaced().ends_with('意'),
        '定' | '议' if spaced().ends_with('决') => true,
        '书' => {
            let decided = bare.strip_suffix('定');
            let named = ["答复", "告知", "通知", "意见"];
            decided.is_some_and(|bare| bare.trim_end_matches(' ').ends_with('决'))
                || named.iter().any(|word| bare.ends_with(word))
        }
        '单' => bare.ends_with("任免名") || bare.ends_with("任免职名"),
        '案' => spaced().ends_with('议'),
        '要' => spaced().ends_with('纪'),
        '令' => spaced().ends_with('命'),
        '函' => spaced().ends_with('的'),
        _ => false,
    }
}

/// A line without the mark of a footnote behind it: `统计公报[1]`, `二〇〇九年五月二十七日[1]`.
pub fn without_footnote(line: &str) -> &str {
    let marked = line
        .strip_suffix(']')
        .and_then(|line| line.rsplit_once('['));
    let bare = marked.filter(|(_, number)| {
        (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
    });
    bare.map_or(line, |(line, _)| line)
}

pub(super) fn official_cues(document: &Document) -> Vec<Range<usize>> {
    if let Some(bulletin) = bulletin(document) {
        return bulletin;
    }
    if explains_another(document) || speaks_to_public(document) {
        return Vec::new();
    }
    let number = own_number(document);
    let title = own_title(document);
    let order = head(document).find(|&index| {
        let line = document.line(index);
        line.ends_with(['令', '号', ')'])
            && line.contains(['令', '第'])
            && ORDER_MARK.is_match(line)
    });
    let organs = document.layout.salutation.as_ref();
    let organs = organs.filter(|(_, found)| found.role.is_none());
    match (number, title, order, organs) {
        (Some(number), Some(title), ..) => vec![number, whole(document, title)],
        (None, Some(title), _, Some((_, organs))) => {
            vec![whole(document, title), organs.range.clone()]
        }
        (Some(number), None, _, Some((_, organs))) => vec![number, organs.range.clone()],
        (_, _, Some(order), _) => vec![whole(document, order)],
        (Some(number), None, None, None) => vec![number],
        (None, Some(title), None, None) if tells_matter(document, title) => {
            vec![whole(document, title)]
        }
        (None, None, None, Some((line, organs))) => {
            let issued =
                issuing_words(document, *line).or_else(|| dated_signature(document, organs));
            issued.map_or(Vec::new(), |words| vec![organs.range.clone(), words])
        }
        _ => {
            let norm = norm_cues(document);
            match norm.is_empty() {
                true => untitled_notice(document).unwrap_or_default(),
                false => norm,
            }
        }
    }
}

/// Whether a document is an office's letter to the public: `致全县养犬居民的一封信`.
fn speaks_to_public(document: &Document) -> bool {
    head(document).any(|index| {
        let line = document.line(index);
        line.starts_with('致') && (line.ends_with("一封信") || line.ends_with("公开信"))
    })
}

/// Whether a page explains a document and is none itself: `《…办法》政策解读`.
fn explains_another(document: &Document) -> bool {
    let explains = |index: usize| {
        let line = document.line(index);
        line.ends_with("解读") && line.contains('》') && !document.layout.has_label(index)
    };
    let issued = |index: usize| {
        let line = document.line(index);
        line.contains("关于") && titles_officially(line) && !document.layout.has_label(index)
    };
    document.layout.salutation.is_none()
        && head(document).any(explains)
        && !head(document).any(issued)
}

/// The number in a line of its own, or behind a label: a cited number is no cue.
fn own_number(document: &Document) -> Option<Range<usize>> {
    head(document).find_map(|index| {
        let found = document.numbers(index).next()?;
        // A row of a list names another document.
        let entry = document.line(index).starts_with(ENTRY);
        let own = found.range.start < INDENT || document.layout.has_label(index);
        let start = document.line_start(index);
        (own && !entry).then(|| start + found.range.start..start + found.range.end)
    })
}

/// A title of more characters than so many names what it is about without 关于.
const NAMED: usize = 9;

/// Whether a line is one of several entries of a list.
fn is_entry(document: &Document, index: usize) -> bool {
    let marked = |index: usize| document.line(index).starts_with(ENTRY);
    let beside = [index.checked_sub(1), Some(index + 1)];
    let mut beside = { beside.into_iter().flatten() }.filter(|line| document.lines.contains(line));
    marked(index) && beside.any(marked)
}

/// The marks of a list's entries.
const ENTRY: [char; 4] = ['·', '•', '●', '○'];

/// A document's own number begins in so many bytes of its line.
const INDENT: usize = 30;

/// The line of the title, or its last one: one that tells its matter before the others.
fn own_title(document: &Document) -> Option<usize> {
    let titles = || {
        head(document).filter(|&index| {
            let line = without_footnote(document.line(index));
            // An entry of a list may be a page's column.
            let entry = !line.contains("关于") && is_entry(document, index);
            titles_officially(line)
                && line.chars().nth(2).is_some()
                && !entry
                && !COLUMNS.contains(&line)
        })
    };
    let telling = titles().find(|&index| tells_matter(document, index));
    telling.or_else(|| titles().next())
}

/// Whether a title tells what it is about, or needs not: 公告, 会议纪要.
fn tells_matter(document: &Document, index: usize) -> bool {
    let line = without_part(document.line(index));
    let about = |line: &str| line.contains("关于");
    let above = index
        .checked_sub(1)
        .filter(|above| document.lines.contains(above) && document.page.lines[index].gap == 0);
    about(line)
        || above.is_some_and(|above| about(document.line(above)))
        || line.ends_with(['告', '单'])
        || line.ends_with("公示")
            && (line.chars().nth(NAMED).is_some()
                || above.is_some_and(|above| is_organ(document.line(above))))
        || without_footnote(line).ends_with("统计公报")
        || ["决定书", "答复书", "告知书"]
            .iter()
            .any(|word| line.contains(word))
        || without_spaces(line).ends_with("会议纪要")
}

/// A title without the part that a bracket behind it counts: `…公示（第二批）`.
fn without_part(line: &str) -> &str {
    let counted = line
        .strip_suffix(')')
        .and_then(|line| line.rsplit_once('('));
    let part = counted.filter(|(_, part)| part.starts_with('第'));
    part.map_or(line, |(title, _)| title.trim_end())
}

/// Whether a folded line is the name of an office's bulletin: `提案工作简报`.
pub fn names_bulletin(line: &str) -> bool {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\p{Han}{0,10}(?:\p{Han}{2}(?:简报|简讯|快报|专报|动态|情况反映)|政务信息|工作信息|党务信息)$",
        )
    });
    line.ends_with(['报', '讯', '态', '息', '映']) && NAME.is_match(&without_spaces(line))
}

/// What shows a bulletin of an office: its name, and the number of its issue below.
pub(super) fn bulletin(document: &Document) -> Option<Vec<Range<usize>>> {
    static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\(?(?:总 ?)?第 *[\d一二三四五六七八九十百〇]{1,6} *期(?:\)|[ (]|$)")
    });
    let first = document.layout.first_own;
    let top = first..document.lines.end.min(first + 8);
    let name = top.clone().find(|&index| {
        let line = document.line(index);
        names_bulletin(line)
    })?;
    let mut below = (name + 1..top.end).take(3);
    let issue = below.find(|&index| ISSUE.is_match(document.line(index)))?;
    Some(vec![whole(document, name), whole(document, issue)])
}

/// What shows a notice that lost its title: `现将有关事项公告如下`, and an organ's signature over a date.
fn untitled_notice(document: &Document) -> Option<Vec<Range<usize>>> {
    static TOLD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"现将[^。,]{0,30}(?:公告|通告|公示|通知|通报)如下"));
    let body = document.layout.body;
    let opening = body..(body + 3).min(document.lines.end);
    let citizen = |index: usize| {
        let line = document.line(index);
        ["您", "网友", "收悉", "反映"]
            .iter()
            .any(|word| line.contains(word))
    };
    if is_letter_box(document) || opening.clone().any(citizen) {
        return None;
    }
    let told = opening.into_iter().find_map(|index| {
        let found = TOLD.find(document.line(index))?;
        let start = document.line_start(index);
        Some(start + found.start()..start + found.end())
    })?;
    let signed = |index: &usize| {
        whole_date(document.line(*index)).is_some() && is_organ(document.line(*index - 1))
    };
    let date = (body + 1..document.lines.end).rev().find(signed)?;
    Some(vec![told, whole(document, date)])
}

/// The date below an organ's name at the end, of what speaks to organs: a notice or a decision without
/// its title, and not what a company or the owners of flats ask for.
fn dated_signature(document: &Document, organs: &Salutation) -> Option<Range<usize>> {
    let first = document.text(organs.range.clone());
    let tail = document.layout.body + 1..document.lines.end;
    // To several organs nobody but an office writes, whether its name is printed or not.
    let several = organs.names.len() > 1;
    let signed = |index: &usize| {
        let above = document.line(*index - 1);
        let named = above.chars().nth(30).is_none() && above.chars().all(is_han);
        (named || several) && whole_date(document.line(*index)).is_some()
    };
    let letter_box = is_letter_box(document);
    let date = tail
        .rev()
        .filter(|&index| {
            let signer = document.line(index - 1);
            let asks = signer.ends_with("公司") || signer.ends_with("业主委员会");
            first.starts_with('各') || is_organ(signer) && !asks && !letter_box
        })
        .find(signed)?;
    Some(whole(document, date))
}

/// Whether a page shows a citizen's letter, whose answer may be signed as a document is.
fn is_letter_box(document: &Document) -> bool {
    head(document).any(|index| {
        let line = document.line(index);
        ["信箱", "信件", "来信"]
            .iter()
            .any(|word| line.contains(word))
    })
}

/// The words below a salutation to organs that issue something: `现印发给你们`, `现批复如下`.
fn issuing_words(document: &Document, salutation: usize) -> Option<Range<usize>> {
    static ISSUING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"现(?:予|将.{0,60})?(?:印发|转发|下达|公布)|(?:通知|批[复覆]|通报|函告|报告)如下|决定(?:对|给予|授予)[^。]{2,60}(?:表彰|通报|奖励|称号)|遵照执行|贯彻执行|认真执行|^特此(?:批[复覆]|函复|通知|通报|函告)",
        )
    });
    let lines = salutation + 1..(salutation + 4).min(document.lines.end);
    lines.into_iter().find_map(|index| {
        let found = ISSUING.find(document.line(index))?;
        let start = document.line_start(index);
        Some(start + found.start()..start + found.end())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn an_official_title_is_that_of_the_pattern(
            line in "(关于.{0,3})?(通 ?知|通 ?报|报 ?告|请 ?示|批 ?复|意 ?见|决 ?定 ?书?|(答复|告知|通知|意见) ?书|任免职?名单|决 ?议|公 ?告|通 ?告|议 ?案|纪 ?要|公 ?[报示]|命 ?令|的 ?函|提案|建议)?([(]试行[)])?(\\[?.{0,3}号?\\]?[)]?)?"
        ) {
            prop_assert_eq!(titles_officially(&line), OFFICIAL_TITLE.is_match(&line), "{}", line);
        }
    }
}
