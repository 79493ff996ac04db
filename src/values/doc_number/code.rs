//! The agency code of a number, to the left as far as it reaches.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::is_han;
use crate::values::without_spaces;

/// The agency code that ends at `end`, to the left as far as it can reach.
pub(super) fn code_before(text: &str, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    let mut spaces = 0;
    let mut count = 0;
    for (at, c) in text[..end].char_indices().rev() {
        match c {
            ' ' if spaces == 0 => spaces += 1,
            _ if is_han(c) || c.is_ascii_alphanumeric() || c == '·' => {
                spaces = 0;
                start = at;
                count += 1;
            }
            _ => break,
        }
        if count >= 30 {
            break;
        }
    }
    // Nothing but spaces before the bracket is no code.
    let end = text[..end].trim_end().len();
    if start >= end {
        return None;
    }
    let code = cut_left(text, start..end);
    let name = &text[code.clone()];
    let hans = name.chars().filter(|c| is_han(*c)).count();
    (hans > 0 && without_spaces(name).chars().count() <= 16).then_some(code)
}

/// Words of a sentence after which a code begins.
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"根据|按照|依据|依照|遵照|参照|结合|学习|贯彻|落实|执行|关于|通知|文件|编号|文号|字号|简称|现将|同时|其中|包括",
        r"|印发|转发|下发|颁发|颁布|发布|下达|出台|制定|修订|废止|收到|[见的了按是或为据]|号|以及",
        // Not the place 日照: a date ends here, or an adverb.
        r"|[\d一二三四五六七八九十近今当] ?日|日前|以(?:[\p{Han}]{0,1}$)?"
    ))
});

pub(super) fn cut_left(text: &str, code: Range<usize>) -> Range<usize> {
    let name = &text[code.clone()];
    // 人民政府令 and 国务院令 hold none of the words; a code never starts with a digit.
    let cut = LEFT
        .find_iter(name)
        // 数据 and the city 无为 are parts of names.
        .filter(|found| {
            !["数据", "无为"]
                .iter()
                .any(|name_part| name[..found.end()].ends_with(name_part))
        })
        .map(|found| found.end())
        .filter(|&end| end < name.len())
        .last()
        .unwrap_or(0);
    let rest = &name[cut..];
    let lead = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '·')
            .len();
    let start = code.start + cut + lead;
    // Between two numbers 和 joins them; elsewhere it may belong to the organ's name.
    let joined = text[..start].ends_with([')', ']', '》', '号', '、', ',']);
    let word = text[start..code.end]
        .chars()
        .next()
        .filter(|c| matches!(c, '和' | '与' | '及'));
    match word {
        Some(word) if joined => start + word.len_utf8()..code.end,
        _ => start..code.end,
    }
}
