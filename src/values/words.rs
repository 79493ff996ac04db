//! Words of two characters, looked for in one pass over a text: a pattern that lists them is dear, and
//! so is a search for each of them.

use crate::text::is_numeral;
use crate::values::without_spaces;

/// The states of disclosure that the rules on open government information know.
pub(crate) const DISCLOSURES: [&str; 4] = ["主动公开", "依申请公开", "不予公开", "免予公开"];

/// The same as a part of a pattern.
pub(crate) const DISCLOSED: &str = "(?:主动|依申请|不予|免予)公开";

/// Whether a line ends as the titles of reports and speeches do.
pub(crate) fn names_speech(line: &str) -> bool {
    const SPOKEN: [&str; 13] = [
        "报告",
        "讲话",
        "发言",
        "致辞",
        "汇报",
        "开幕词",
        "闭幕词",
        "欢迎词",
        "祝酒词",
        "答谢词",
        "主持词",
        "开幕辞",
        "闭幕辞",
    ];
    // `情 况 汇 报`
    let spaced = || without_spaces(line);
    SPOKEN.iter().any(|word| line.ends_with(word))
        || line.ends_with(['告', '报', '词', '辞'])
            && SPOKEN.iter().any(|word| spaced().ends_with(word))
}

/// Whether `is` says so of a character of a text and the one before it; before the first stands NUL.
#[inline]
pub(crate) fn any_pair(text: &str, is: impl Fn(char, char) -> bool) -> bool {
    let mut before = '\0';
    text.chars().any(|c| {
        let found = is(before, c);
        before = c;
        found
    })
}

/// Where a word first stands in a short text: to begin a search by the standard library costs more than to
/// look at the places of the word's first character.
pub(crate) fn find_word(text: &str, word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let mut places = text.match_indices(first).map(|(at, _)| at);
    places.find(|&at| text[at..].starts_with(word))
}

/// Whether a number and one of `units` stand behind a 第: `第3号`, `第三次`.
pub(crate) fn counts_one_of(text: &str, units: &[&str]) -> bool {
    let number = |c: char| c.is_ascii_digit() || is_numeral(c);
    text.match_indices('第').any(|(at, word)| {
        let behind = &text[at + word.len()..];
        let unit = behind.trim_start_matches(number);
        unit.len() < behind.len() && units.iter().any(|word| unit.starts_with(word))
    })
}

/// Whether a line is the name of a table: `提案办理情况一览表`, `立案提案目录（部分）`.
pub(crate) fn names_table(line: &str) -> bool {
    const TABLES: [&str; 8] = [
        "目录",
        "一览",
        "一览表",
        "名单",
        "清单",
        "汇总表",
        "台账",
        "统计表",
    ];
    let bare = line
        .strip_suffix(')')
        .and_then(|line| Some(line.rsplit_once('(')?.0));
    let name = bare.unwrap_or(line).trim_end();
    TABLES.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_first_stand() {
        for (text, word) in [
            ("市政政协委员", "政协"),
            ("政协", "政协"),
            ("市政", "政协"),
            ("", "政协"),
        ] {
            assert_eq!(find_word(text, word), text.find(word), "{text}");
        }
    }

    #[test]
    fn pairs_and_counts() {
        let about = |text| any_pair(text, |a, b| matches!((a, b), ('关', '于')));
        assert!(about("对关于") && !about("关对于") && !about(""));
        assert!(counts_one_of("在第十二次会", &["号", "次"]));
        assert!(!counts_one_of("第次", &["次"]) && !counts_one_of("第3 次", &["次"]));
    }
}
