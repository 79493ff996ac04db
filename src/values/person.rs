//! Names of persons in lists, salutations and label values.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::is_han;

/// Words with which no name ends.
const NO_END: &[&str] = &[
    "委员会",
    "小组",
    "办公室",
    "部门",
    "主任",
    "书记",
    "主席",
    "记者",
    "老师",
];

/// What stands before 门 in names of towns and gates, which are no names of persons.
const GATES: &str = "厦澳天荆江石大专热海龙玉金虎";

/// What makes a pronoun of 那, which is a surname too.
const THAT: &str = "些个里么时样位天年次边种就";

/// What stands before 与 in words and clauses: 参与, 经与, 我与.
const BEFORE_WITH: &str = "参赠给授会应均并现另已将经拟可能我你他她其再即须需都皆且仍若如";

const NO_NAMES: &str = include_str!("../data/no_names.txt");

/// Words of two characters with which no name begins though it has the length of one, sorted.
static NO_BEGINNING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = NO_NAMES.lines().filter(|line| !line.starts_with('#'));
    words.collect()
});

const CHARACTERS: &str = include_str!("../data/name_characters.txt");

/// The characters of a row of `data/name_characters.txt`, sorted.
fn characters(row: &str) -> Vec<char> {
    let mut rows = CHARACTERS.lines().filter_map(|line| line.split_once(": "));
    let row = rows.find(|(name, _)| *name == row);
    row.map_or(Vec::new(), |(_, characters)| characters.chars().collect())
}

static FREQUENT: LazyLock<Vec<char>> = LazyLock::new(|| characters("frequent"));
static FURTHER: LazyLock<Vec<char>> = LazyLock::new(|| characters("further"));
static TRANSCRIBED: LazyLock<Vec<char>> = LazyLock::new(|| characters("transcribed"));

/// Whether a character is a surname that many bear.
pub fn is_frequent_surname(c: char) -> bool {
    FREQUENT.binary_search(&c).is_ok()
}

/// Whether a character is, or begins, another surname.
pub fn is_further_surname(c: char) -> bool {
    FURTHER.binary_search(&c).is_ok()
}

/// Whether a text begins with a surname, as names of persons do and few words of their length.
pub fn begins_with_surname(text: &str) -> bool {
    text.starts_with(|c| is_frequent_surname(c) || is_further_surname(c))
}

/// Whether a text of the length of a name is none: it begins or ends as organs, posts and clauses do.
fn is_no_name(text: &str) -> bool {
    let joins = |c: char| matches!(c, '的' | '了' | '是' | '在' | '与' | '及' | '将' | '由');
    let begins = |c: char| joins(c) || matches!(c, '无' | '为' | '对' | '这');
    // What names of offices and of places end with, and what those who head them are called by.
    let both = |c: char| {
        matches!(c, '局' | '厅' | '科' | '处' | '院' | '校' | '镇' | '乡')
            || matches!(c, '市' | '县' | '区' | '部')
    };
    let office =
        |c: char| both(c) || matches!(c, '委' | '股' | '室' | '村' | '司' | '社' | '站' | '所');
    let headed = |c: char| both(c) || matches!(c, '省' | '州' | '队' | '所' | '站' | '馆');
    let ends = |c: char| joins(c) || office(c);
    let common = |c: char| matches!(c, '一'..='龥');
    let leads = || {
        text.strip_suffix('长')
            .is_some_and(|before| before.ends_with(headed))
    };
    // 技术员, 宣传员.
    let member = || {
        let before = text.strip_suffix('员').map(|before| before.chars().rev());
        before.is_some_and(|before| before.take(2).filter(|&c| common(c)).count() == 2)
    };
    let that = || {
        text.strip_prefix('那')
            .is_some_and(|rest| rest.starts_with(|c| THAT.contains(c)))
    };
    let gate = || {
        text.strip_suffix('门')
            .is_some_and(|rest| rest.ends_with(|c| GATES.contains(c)))
    };
    // Two characters that are no word: 费与.
    let short = text.chars().nth(2).is_none()
        && text.ends_with('与')
        && !text.starts_with(|c| BEFORE_WITH.contains(c));
    text.starts_with(begins)
        || text.ends_with(ends) && !short
        || that()
        || gate()
        || text
            .get(.."各位".len())
            .is_some_and(|word| NO_BEGINNING.binary_search(&word).is_ok())
        || NO_END.iter().any(|word| text.ends_with(word))
        || leads()
        || member()
}

/// Whether folded `text` can be the name of a person: two to four characters, or longer with `·`.
pub fn is_name(text: &str) -> bool {
    // Longer than the longest, four bytes a character.
    if text.len() > 16 * 4 {
        return false;
    }
    let count = text.chars().count();
    let han = text.chars().all(|c| is_han(c) || c == '·');
    let long = (4..=16).contains(&count) && text.chars().any(|c| c == '·');
    let foreign = (5..=7).contains(&count) && is_transcribed(text);
    han && ((2..=4).contains(&count) || long || foreign)
        && !text.starts_with('·')
        && !is_no_name(text)
}

/// Whether a name is spelled with the characters that names of other languages are written with:
/// 萨仁其木格.
pub fn is_transcribed(text: &str) -> bool {
    // These characters stand in words too often to be among the others.
    let begins = ["阿不", "木合", "呼和", "合", "再"];
    let rest = begins.iter().find_map(|word| text.strip_prefix(word));
    let rest = rest.unwrap_or(text);
    rest.chars().all(|c| TRANSCRIBED.binary_search(&c).is_ok())
}

/// Names of a folded list in order, as bytes of it: separated by 、 , ; / or spaces; spaced two-character names stay one.
pub fn names_of_list(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for part in split_keep(text, |c| matches!(c, '、' | ',' | ';' | '/' | '，' | '；')) {
        // 和 and 并 join two names, and end one: 符春和.
        let piece = &text[part.clone()];
        let both = |joint: &char| {
            let (first, second) = piece.split_once(*joint)?;
            (is_name(first) && is_name(second)).then_some(first.len())
        };
        if let Some(at) = ['和', '并'].iter().find_map(both) {
            out.extend([
                part.start..part.start + at,
                part.start + at + '和'.len_utf8()..part.end,
            ]);
            continue;
        }
        out.extend(names_of_spaced(text, part));
    }
    out
}

/// The names of a folded list that holds nothing else; none where anything else stands in it.
pub fn names_alone(text: &str) -> Vec<Range<usize>> {
    let letters = |text: &str| text.chars().filter(|c| is_han(*c) || *c == '·').count();
    let marks = |c: char| c.is_whitespace() || matches!(c, '、' | ',' | ';' | '/');
    let names = names_of_list(text);
    let named: usize = names.iter().map(|name| letters(&text[name.clone()])).sum();
    let all = text.chars().filter(|c| !marks(*c)).count();
    if named == all { names } else { Vec::new() }
}

/// The names behind the mark that a paper sets before those who wrote: `□ 林舟`.
pub fn names_behind_mark(line: &str) -> Option<&str> {
    let bare = line.strip_prefix("□ ")?.trim_start();
    let names = names_alone(bare);
    // Four characters are a column's name: `□ 今日关注`.
    let short = |name: &Range<usize>| bare[name.clone()].chars().nth(3).is_none();
    (!names.is_empty() && names.iter().all(short)).then_some(bare)
}

/// A name without the note that somebody learns the trade: `林舟(见习)`.
fn without_standing(word: &str) -> &str {
    let notes = ["(见习)", "(实习)", "(实习生)"];
    notes
        .iter()
        .find_map(|note| word.strip_suffix(note))
        .unwrap_or(word)
}

/// Names separated by spaces; single characters beside each other belong to one name.
fn names_of_spaced(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words: Vec<Range<usize>> = split_keep(&text[range.clone()], char::is_whitespace)
        .map(|word| range.start + word.start..range.start + word.end)
        .map(|word| word.start..word.start + without_standing(&text[word]).len())
        .collect();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = words[at].clone();
        let single = |word: &Range<usize>| text[word.clone()].chars().count() == 1;
        let run = words[at..].iter().take_while(|word| single(word)).count();
        let joined = match run {
            // A given name that scanning divided: one character is no name.
            0 => {
                1 + usize::from(
                    words.len() == 2
                        && at == 0
                        && single(&words[1])
                        && !is_credit(&text[words[1].clone()]),
                )
            }
            // Letter-spaced: three single characters are one name, four are two.
            2 | 3 => run,
            1 => {
                // A surname and a given name set apart.
                let given = words
                    .get(at + 1)
                    .is_some_and(|next| text[next.clone()].chars().count() == 2);
                1 + usize::from(
                    given && !is_credit(&text[word.clone()]) && !is_remark(&text[word.clone()]),
                )
            }
            _ => 2,
        };
        let name = word.start..words[at + joined - 1].end;
        at += joined - 1;
        at += 1;
        if is_name(&super::without_spaces(&text[name.clone()])) {
            out.push(name);
        }
    }
    out
}

/// Whether a character alone tells what the person beside it did: `林舟 摄`.
fn is_credit(text: &str) -> bool {
    matches!(text, "文" | "图" | "摄" | "等")
}

/// Whether a character alone tells of a person and begins no name: 女, 汉.
fn is_remark(text: &str) -> bool {
    matches!(text, "男" | "女" | "汉")
}

/// Non-empty stretches of `text` between characters that separate.
fn split_keep<'t>(
    text: &'t str,
    separates: impl Fn(char) -> bool + 't,
) -> impl Iterator<Item = Range<usize>> + 't {
    let marks = text.char_indices().filter(move |&(_, c)| separates(c));
    let mut start = 0;
    let pieces = marks.chain([(text.len(), ' ')]).map(move |(at, c)| {
        let piece = start..at;
        start = at + c.len_utf8();
        piece
    });
    let trim = |range: Range<usize>| {
        let piece = text[range.clone()].trim_start();
        let start = range.end - piece.len();
        start..start + piece.trim_end().len()
    };
    pieces.map(trim).filter(|range| !range.is_empty())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// What is no name, as a pattern.
    static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:{}|无)|[的了是在与及将由]$|^[的了是在与及为对将由这]|^那[些个里么时样位天年次边种就]|(?:委员会|小组|办公室|[局厅委科股室处院校村镇乡市县区部司社站所]|部门|[厦澳天荆江石大专热海龙玉金虎]门|主任|[局市县省区镇乡处科院校厅部州队所站馆]长|书记|主席|[一-龥]{{2}}员|记者|老师)$",
            NO_BEGINNING.join("|")
        ))
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn what_is_no_name_is_what_the_pattern_says(
            text in "(各位|联名|无|同志|三位|待定|关于|将|为|那些?|值班)?[林舟甲员·厦]{0,3}(委员会|小组|[局市馆站所部]长?|长|门|[甲a]?员|记者|主席|的|了)?"
        ) {
            prop_assert_eq!(is_no_name(&text), NO_NAME.is_match(&text), "{}", text);
        }
    }

    #[test]
    fn data_is_sorted_and_unique() {
        for row in ["frequent", "further", "transcribed"] {
            assert!(characters(row).is_sorted_by(|a, b| a < b), "sort {row}");
        }
        assert!(
            NO_BEGINNING.is_sorted_by(|a, b| a < b),
            "sort data/no_names.txt"
        );
        for word in NO_BEGINNING.iter() {
            assert_eq!(word.chars().count(), 2, "{word}");
        }
        assert!(!FURTHER.iter().any(|&c| is_frequent_surname(c)));
    }

    #[test]
    fn lists_of_nothing_but_names() {
        for (text, count) in [
            ("裴青    卜广林    薛   良    刁文", 4),
            ("陆知行、沈若岚", 2),
            ("陆知行  主动公开（2份）", 0),
            ("陆知行 0000", 0),
            ("", 0),
        ] {
            assert_eq!(names_alone(text).len().min(4), count, "{text}");
        }
    }

    #[test]
    fn lists_of_names() {
        for (text, want) in [
            ("陆知行", &["陆知行"][..]),
            ("林  舟    沈若岚", &["林舟", "沈若岚"]),
            ("贺 兰 谷雨生", &["贺兰", "谷雨生"]),
            ("皇甫澄、阿依古丽·买买提", &["皇甫澄", "阿依古丽·买买提"]),
            ("夏侯映月、巢天池", &["夏侯映月", "巢天池"]),
            ("市教育局", &[]),
            ("萨仁其木格", &["萨仁其木格"]),
            ("全市各族人民", &[]),
            ("路 小 棠", &["路小棠"]),
            ("路小 棠", &["路小棠"]),
            ("竺可为", &["竺可为"]),
            ("汲远 符春和", &["汲远", "符春和"]),
            ("乡卫生院   粟  满仓", &["粟满仓"]),
            ("林舟 文 周宁 摄", &["林舟", "周宁"]),
            ("沈若岚  女  民盟", &["沈若岚", "民盟"]),
            ("段一明和王二", &["段一明", "王二"]),
            ("施朗;卢峤;骆维舟", &["施朗", "卢峤", "骆维舟"]),
        ] {
            let got: Vec<String> = names_of_list(text)
                .into_iter()
                .map(|range| crate::values::without_spaces(&text[range]).into_owned())
                .collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
