//! The degree that is ticked among choices: on one line, or each on a line of its own.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::DEGREE;
use crate::document::Document;
use crate::pattern::pattern;
use crate::text::CharSet;

/// A ticked box before or behind a degree on one line.
static BOX_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[☑✓✔√■●] *[\])]? *(?P<d>(?:非常|很|十分|比较|基本|较|不)? *满意)"));
static BOX_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<d>(?:非常|很|十分|比较|基本|较|不)? *满意) *[\[(]? *[☑✓✔√■●vV] *[\])]?")
});

/// What ticks a degree.
const TICKS: &[char] = &['✓', '✔', '√', '☑', '■', '●'];

/// What stands beside a degree that may be chosen.
const CHOICE: &[char] = &[
    '✓', '✔', '√', '☑', '■', '●', '□', '☐', '○', '(', ')', '[', ']', '_', ' ',
];

/// The one degree that is ticked on a line of choices.
pub(super) fn of_one_line(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    if !document.has(index, const { CharSet::of("满意") }) {
        return None;
    }
    let instruction = line.contains('请')
        || line.contains('如')
        || line.contains("打\"")
        || line.chars().count() > 80;
    if instruction || line.matches("满意").count() < 2 {
        return None;
    }
    // Where a box stands before the first degree, those between two belong to the one behind.
    let before = line.split("满意").next().unwrap_or_default();
    let degree = |c: char| {
        matches!(
            c,
            '非' | '常' | '很' | '十' | '分' | '比' | '较' | '基' | '本' | '不' | ' '
        )
    };
    let leads = before.trim_end_matches(degree).ends_with(')') && !line.ends_with(')');
    let leads = line.contains('□') || leads;
    let behind = if leads {
        None
    } else {
        BOX_BEHIND.captures(line)
    };
    // The bracket of a tick closes before the next degree: `满意（√） 基本满意（　）`.
    let ticks = line.matches(TICKS).count();
    let closed = behind.is_some() && line.contains("满意(") && ticks == 1;
    // `满意√ 基本满意`
    let glued = || {
        let (before, behind) = line.split_once(TICKS).unwrap_or_default();
        before.ends_with('意') && behind.starts_with(' ')
    };
    let closed = closed || ticks == 1 && glued();
    let before = (!closed).then(|| BOX_BEFORE.captures_iter(line));
    let found: Vec<_> = before.into_iter().flatten().chain(behind).collect();
    let [only] = &found[..] else { return None };
    let degree = only.name("d")?;
    let start = document.line_start(index);
    Some(start + degree.start()..start + degree.end())
}

/// The ticked degree of a list of degrees, each on a line of its own; what ● fills is a site's own poll.
pub(super) fn of_list(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    if line.len() > LONGEST_CHOICE || !line.contains(['✓', '✔', '√', '☑', '■']) {
        return None;
    }
    let degree = line.trim_matches(CHOICE);
    let beside = [index.checked_sub(1), Some(index + 1)];
    let lines = document.lines.clone();
    let beside = || { beside.into_iter().flatten() }.filter(|index| lines.contains(index));
    let listed = beside().any(|index| DEGREE.is_match(document.line(index).trim_matches(CHOICE)));
    // What ● or ■ alone fills is a page's own poll.
    let ticked = !line.contains('■') || beside().any(|index| document.line(index).contains('□'));
    let start = document.line_start(index) + line.find(degree)?;
    (listed && ticked && !is_poll(document, index) && DEGREE.is_match(degree))
        .then(|| start..start + degree.len())
}

/// The longest line of one degree, in bytes.
const LONGEST_CHOICE: usize = 60;

/// Whether the lines around ask what readers of a page think of it.
fn is_poll(document: &Document, index: usize) -> bool {
    const ASKS: [&str; 9] = [
        "本信息",
        "本页",
        "本文",
        "网页",
        "网友",
        "投票",
        "评议",
        "验证码",
        "您觉得",
    ];
    if document.layout.is_below_tools(index) {
        return true;
    }
    let around = index.saturating_sub(AROUND)..(index + AROUND + 1).min(document.lines.end);
    around.into_iter().any(|near| {
        let line = document.line(near);
        line.chars().nth(16).is_none() && ASKS.iter().any(|word| line.contains(word))
    })
}

/// So many lines around a degree tell who asks for it.
const AROUND: usize = 4;
