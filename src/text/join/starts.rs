//! Starts of lines that begin something new.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::{CharSet, is_han, is_numeral};

/// Whether a line that begins with `head` and holds these characters begins something new.
pub(super) fn starts_new(head: &str, telling: CharSet) -> bool {
    // A day in brackets below a title.
    let noted = head
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let bare = noted.unwrap_or(head);
    is_numbered(head)
        || is_row(head)
        || telling.has_any(const { CharSet::of("年") }) && is_date_line(bare)
        || is_message_head(head, telling)
}

/// Whether a line is a row of a list that sets the day first: `[2023-09-28] …`.
fn is_row(head: &str) -> bool {
    let day = head.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    day.is_some_and(|(day, _)| {
        day.len() >= 8
            && day
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'))
    })
}

pub(super) fn is_message_head(head: &str, telling: CharSet) -> bool {
    let dated = || telling.has_all(const { CharSet::of("月") }) && names_agency(head);
    telling.has_any(const { CharSet::of("本社") })
        && (head.starts_with("本报讯")
            || head.starts_with("本报记者")
            || dated() && DISPATCH.is_match(head))
        || telling.has_any(const { CharSet::of("讯") }) && is_paper_head(head)
}

/// Whether a line names near its beginning who reports, as [`DISPATCH`] needs, which is dear.
fn names_agency(head: &str) -> bool {
    let bare = head.strip_prefix('据').unwrap_or(head);
    bare.starts_with("本报") || bare.chars().take(7).any(|c| c == '社')
}

/// Whether a line begins as reports of other papers do: `晚报讯 近日`.
fn is_paper_head(head: &str) -> bool {
    let name: usize = head
        .chars()
        .take_while(|c| *c != '讯')
        .take(6)
        .map(char::len_utf8)
        .sum();
    let behind = head.get(name..).and_then(|rest| rest.strip_prefix('讯'));
    head[..name].ends_with(['报', '网'])
        && behind.is_some_and(|behind| behind.starts_with([' ', '(', '　']))
}

/// The head of a dispatch.
static DISPATCH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^据?(?:本报|[\p{Han}]{2,6}社)[\p{Han}、]{2,12} ?\d{1,2} ?月"));

/// Whether a line is a date and nothing else.
fn is_date_line(line: &str) -> bool {
    let is_word =
        |c: char| is_numeral(c) && c != '十' || matches!(c, '〇' | '零' | '○' | 'o' | 'O' | '0');
    let Some((year, behind)) = line.split_once('年') else {
        return false;
    };
    let year = year.strip_suffix(' ').unwrap_or(year);
    let digits = year.bytes().all(|byte| byte.is_ascii_digit());
    if !digits && !year.chars().all(is_word) || year.chars().count() != 4 {
        return false;
    }
    let behind = behind.strip_suffix("印发").unwrap_or(behind);
    let day = behind.strip_suffix('日').unwrap_or(behind);
    let of_day = |c: char| c.is_ascii_digit() || is_numeral(c) || matches!(c, ' ' | '月');
    day.chars().all(of_day) && (2..=12).contains(&day.chars().count())
}

/// Whether a line begins with a number, a label of a trailer or a mark, as headings do.
pub(super) fn is_numbered(head: &str) -> bool {
    let Some(first) = head.chars().next() else {
        return false;
    };
    let behind = &head[first.len_utf8()..];
    match first {
        '①'..='⑳' | '·' | '●' | '■' | '◆' | '□' => true,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            behind_run(head, is_numeral, 3).is_some_and(|rest| rest.starts_with('、'))
        }
        '0'..='9' => behind_run(head, |c| c.is_ascii_digit(), 2)
            .and_then(|rest| rest.strip_prefix(['.', '、']))
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())),
        '(' => {
            let number = |c: char| c.is_ascii_digit() || is_numeral(c);
            behind_run(behind, number, 3).is_some_and(|rest| rest.starts_with(')'))
                || ["联系", "此件", "记者"]
                    .iter()
                    .any(|word| behind.starts_with(word))
        }
        '第' => {
            let number = |c: char| c.is_ascii_digit() || c == '百' || is_numeral(c);
            behind_run(behind, number, 5)
                .is_some_and(|rest| rest.starts_with(['章', '节', '条', '编']))
        }
        '[' => {
            let named = |c: char| c == ' ' || is_han(c);
            behind.chars().nth(1).is_some_and(named)
                && behind_run(behind, named, 8).is_some_and(|rest| rest.starts_with(']'))
        }
        // A page's list of labels: `- [发布日期]1988-05-30`.
        '-' => behind.starts_with('-') || behind.trim_start_matches(' ').starts_with('['),
        '尊' => behind.starts_with("敬的"),
        '本' => behind.starts_with("报讯"),
        '签' => behind.starts_with("发人"),
        _ => is_trailer(first, behind),
    }
}

/// Whether a line begins with a label of a letter's end: 附件, 抄送, 主题词, 联系, 承办.
fn is_trailer(first: char, behind: &str) -> bool {
    let rest = behind.trim_start_matches(' ');
    match first {
        '附' => rest.starts_with('件') || behind.starts_with(':'),
        '抄' => rest
            .strip_prefix(['送', '报'])
            .is_some_and(|rest| rest.starts_with(':')),
        '主' => {
            let topic = rest
                .strip_prefix('题')
                .map(|rest| rest.trim_start_matches(' '));
            behind.starts_with('送') || topic.is_some_and(|rest| rest.starts_with('词'))
        }
        '联' => rest.starts_with('系'),
        '承' | '经' => rest.starts_with('办'),
        _ => false,
    }
}

/// What stands behind a run of one to `most` characters at the beginning of a text; nothing where
/// the run is longer.
fn behind_run(text: &str, is: impl Fn(char) -> bool, most: usize) -> Option<&str> {
    let end = text.find(|c| !is(c)).unwrap_or(text.len());
    (end > 0 && text[..end].chars().nth(most).is_none()).then(|| &text[end..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same as a pattern.
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?:\D|$)|[①-⑳]",
            r"|第[一二三四五六七八九十百\d]{1,5}[章节条编]|附 *件|附:|抄 *[送报]:|主 *题 *词|联 *系|承 *办|经 *办|签发人|主送",
            r"|\((?:联系|此件|记者)|尊敬的|本报讯|--|- *\[|\[[\p{Han} ]{2,8}\]|[·●■◆□])"
        ))
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn starts_are_those_of_the_pattern(
            head in "[第(\\[附抄主联承经签尊本-]?[ ]?([0-9]{1,3}|[一十百]{0,6}|[①·]|件|送|题 词|系|办|敬的|报讯|发人|此件|[甲 ]{0,10}|-|\\[)[章条)、.,:\\]]?[0-9 甲]?"
        ) {
            prop_assert_eq!(is_numbered(&head), NUMBERED.is_match(&head), "{}", head);
        }
    }

    /// The same as a pattern.
    static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:\d{4}|[一二三四五六七八九〇零○oO0]{4}) ?年[\d 一二三四五六七八九十月]{2,12}日?(?:印发)?$",
        )
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn dates_are_those_of_the_pattern(
            line in "([0-9]{3,5}|[0二〇十零o○一]{3,5}) ?年[0-9 一十月]{0,13}日?(印发)?甲?"
        ) {
            prop_assert_eq!(is_date_line(&line), DATE_LINE.is_match(&line), "{}", line);
        }
    }
}
