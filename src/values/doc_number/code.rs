//! The agency code of a number, to the left as far as it reaches.

use std::ops::Range;

use crate::text::{is_han, is_numeral};
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

/// Words of a sentence after which a code begins, sorted; each has two characters.
const LEFT: [&str; 36] = [
    "下发", "下达", "以及", "依据", "依照", "修订", "关于", "其中", "出台", "制定", "包括", "印发",
    "参照", "发布", "同时", "字号", "学习", "废止", "执行", "按照", "收到", "文件", "文号", "日前",
    "根据", "现将", "简称", "结合", "编号", "落实", "贯彻", "转发", "通知", "遵照", "颁发", "颁布",
];

/// Kinds of document with which a title ends, sorted; each has two characters.
const TITLES: [&str; 12] = [
    "公告", "决定", "办法", "回复", "复函", "意见", "批复", "报告", "方案", "答复", "请示", "通告",
];

/// Where the words of a sentence end that stand in a text, apart from each other.
fn words_of_sentence(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut behind = 0;
    text.char_indices().filter_map(move |(at, c)| {
        if at < behind {
            return None;
        }
        behind = at + word_of_sentence(&text[at..], c)?;
        Some(behind)
    })
}

/// The length of the word of a sentence that a text begins with, whose first character is `first`.
fn word_of_sentence(text: &str, first: char) -> Option<usize> {
    let behind = &text[first.len_utf8()..];
    // Not the place 日照: a date ends here, or an adverb.
    let dated = || {
        let before = first.is_ascii_digit() || is_numeral(first) || "近今当".contains(first);
        let day = behind.strip_prefix(' ').unwrap_or(behind);
        let rest = day.strip_prefix('日').filter(|_| before)?;
        Some(text.len() - rest.len())
    };
    let two = text.get(.."根据".len()).unwrap_or_default();
    let is_word = |words: &[&str]| words.binary_search(&two).is_ok();
    let single = || {
        matches!(
            first,
            '见' | '的' | '了' | '按' | '是' | '或' | '为' | '据' | '号'
        )
    };
    // At the end one character may stand behind 以.
    let with = || {
        let mut rest = behind.chars();
        let last = rest.next().filter(|&c| is_han(c) && rest.next().is_none());
        (first == '以').then(|| first.len_utf8() + last.map_or(0, char::len_utf8))
    };
    // A title ends, and a space parts it from the number behind it.
    let title = || {
        let ended = is_word(&TITLES) && text[two.len()..].starts_with(' ');
        ended.then_some(two.len() + 1)
    };
    let word = is_word(&LEFT).then_some(two.len()).or_else(title);
    word.or_else(|| single().then_some(first.len_utf8()))
        .or_else(dated)
        .or_else(with)
}

pub(super) fn cut_left(text: &str, code: Range<usize>) -> Range<usize> {
    let name = &text[code.clone()];
    // 人民政府令 and 国务院令 hold none of the words; a code never starts with a digit.
    let cut = words_of_sentence(name)
        // 数据 and the city 无为 are parts of names.
        .filter(|&end| {
            !["数据", "无为"]
                .iter()
                .any(|name_part| name[..end].ends_with(name_part))
        })
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pattern::pattern;

    #[test]
    fn the_lists_of_words_are_sorted() {
        assert!(LEFT.is_sorted() && TITLES.is_sorted());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn words_are_those_of_the_pattern(
            text in "([甲0日一近以及前根据按照的发布下达为数号 ]{0,6}(关于|以及|印发|日前|近日|3 日|简称|意见 |批复 )?){0,3}以?甲?"
        ) {
            let left = pattern(concat!(
                r"(?:批复|答复|复函|回复|决定|意见|请示|报告|公告|通告|方案|办法) |根据|按照|依据|依照|遵照|参照|结合|学习|贯彻|落实|执行|关于|通知|文件|编号|文号|字号|简称|现将|同时|其中|包括",
                r"|印发|转发|下发|颁发|颁布|发布|下达|出台|制定|修订|废止|收到|[见的了按是或为据]|号|以及",
                r"|[\d一二三四五六七八九十近今当] ?日|日前|以(?:[\p{Han}]{0,1}$)?"
            ));
            let found: Vec<usize> = left.find_iter(&text).map(|found| found.end()).collect();
            prop_assert_eq!(words_of_sentence(&text).collect::<Vec<_>>(), found, "{}", text);
        }
    }
}
