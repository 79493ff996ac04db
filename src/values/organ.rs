//! Names of organs: offices, governments, committees, schools.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::{fold_char, is_han, is_numeral};
use crate::values::words::{any_pair, counts_one_of};

const ENDINGS: &str = include_str!("../data/organs.txt");

/// The endings backwards, those of one last character beside each other, in its order.
static ENDING_LIST: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let endings = ENDINGS.lines().filter(|line| !line.starts_with('#'));
    let mut list: Vec<Vec<char>> = endings
        .map(|ending| ending.chars().rev().collect())
        .collect();
    list.sort_unstable();
    list
});

/// Whether a text holds marks, verbs or particles that a sentence has and a name does not.
fn is_sentence(text: &str) -> bool {
    any_pair(text, |before, c| {
        matches!(
            c,
            ',' | '。' | ';' | ':' | '!' | '?' | '《' | '》' | '"' | '的' | '了' | '我' | '您'
        ) || matches!(c, '你' | '们' | '是' | '在' | '已' | '将' | '请')
            || matches!(
                (before, c),
                ('关', '于')
                    | ('收', '悉')
                    | ('答', '复')
                    | ('转' | '印', '发')
                    | ('提', '出')
                    | ('召', '开')
                    | ('举', '行')
                    | ('负', '责')
                    | ('办', '理')
                    | ('研', '究')
                    | ('按', '照')
                    | ('根', '据')
                    | ('经', '与')
            )
    }) || counts_one_of(text, &["号", "次", "届"])
}

/// Whether folded `text`, white space aside, ends as the name of an organ does.
pub fn ends_as_organ(text: &str) -> bool {
    let mut backwards = text
        .chars()
        .rev()
        .filter(|c| !c.is_whitespace())
        .map(fold_char);
    let Some(last) = backwards.next() else {
        return false;
    };
    let first = ENDING_LIST.partition_point(|ending| ending[..] < [last][..]);
    let endings = ENDING_LIST[first..].iter();
    let mut endings = endings.take_while(|ending| ending[0] == last);
    endings.any(|ending| {
        let rest = ending[1..].iter().copied();
        backwards.clone().take(ending.len() - 1).eq(rest)
    })
}

/// The name of an office without the word that it edits a bulletin: `某某办公室编`.
pub fn without_editing(name: &str) -> &str {
    let bare = name
        .strip_suffix("编印")
        .or_else(|| name.strip_suffix('编'));
    bare.unwrap_or(name)
}

/// Whether `text` may begin another organ's name in a list of organs.
pub fn starts_as_organ(text: &str) -> bool {
    let name: String = text
        .chars()
        .take_while(|c| is_han(*c))
        .take(40)
        .map(fold_char)
        .collect();
    let head = name.split("关于").next().unwrap_or_default();
    head.chars().count() >= 3 && ends_as_organ(head)
}

/// A place that ends as a customs office does: the pass at the Great Wall's end.
const PASS: &str = "山海关";

/// Whether `text` is the name of one organ: Chinese characters only, a known ending, no word of a sentence.
pub fn is_organ(text: &str) -> bool {
    // The longest name, letter-spacing counted.
    if text.len() > 400 || !ends_as_organ(text) {
        return false;
    }
    let mut name = String::with_capacity(text.len());
    name.extend(text.chars().filter(|c| !c.is_whitespace()).map(fold_char));
    let count = name.chars().count();
    (3..=30).contains(&count)
        && !name.ends_with("网站")
        && name
            .chars()
            .all(|c| is_han(c) || matches!(c, '(' | ')' | '·' | '、'))
        && !name.starts_with(['·', '(', ')'])
        && name != PASS
        && !is_sentence(&name)
}

/// Whether `text` is the name of an office within another body, which only the place of a signature tells:
/// 后勤基建处.
pub fn may_sign(text: &str) -> bool {
    let count = text.chars().count();
    (4..=24).contains(&count)
        && text.chars().all(is_han)
        && (text.ends_with(['处', '科', '室', '队']) || text.ends_with("中心") || is_regiment(text))
        && !is_sentence(text)
}

/// Whether a text names a regiment of the construction corps 兵团, which governs its place: `第九师一四三团`.
fn is_regiment(text: &str) -> bool {
    let number = text.strip_suffix('团');
    number.is_some_and(|number| number.contains('师') && number.ends_with(is_numeral))
}

/// The organs that a folded title begins with, as bytes of it: `云川市科学技术局` of `云川市科学技术局关于…`.
///
/// All of a joint title; none where it begins with 关于 or 对.
pub fn organs_of_title(title: &str) -> Vec<Range<usize>> {
    static HEAD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"关于|对|转发|印发|批转|答复|\d{4}年"));
    let cut = HEAD
        .find_iter(title)
        .map(|found| found.start())
        .find(|&at| at > 0 && ends_as_organ(&title[..at]) && is_name_list(&title[..at]));
    let Some(cut) = cut else { return Vec::new() };
    split_organs(&title[..cut])
}

fn is_name_list(text: &str) -> bool {
    text.split_whitespace().all(|part| {
        part.chars()
            .all(|c| is_han(c) || matches!(c, '(' | ')' | '、' | '·'))
    }) && !is_sentence(text)
}

/// The organs of a list, separated by spaces, 、 or by nothing but a new place name.
pub fn split_organs(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let piece = &text[start..at];
        if c.is_whitespace() || c == '、' || at == text.len() {
            if !piece.trim().is_empty() && (ends_as_organ(piece) || at == text.len()) {
                out.extend(split_glued(text, start..at));
                start = at + c.len_utf8().min(text.len() - at);
            } else if piece.trim().is_empty() {
                start = at + c.len_utf8().min(text.len() - at);
            }
        }
    }
    out
}

fn split_glued(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let piece = &text[range.clone()];
    let lead = piece.len() - piece.trim_start().len();
    let range = range.start + lead..range.start + piece.trim_end().len();
    let piece = &text[range.clone()];
    let cut = piece
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| at > 0 && repeats_place(piece, at) && is_organ(&piece[..at]));
    if let Some(cut) = cut.map(|at| range.start + at) {
        let mut out = vec![range.start..cut];
        out.extend(split_glued(text, cut..range.end));
        return out;
    }
    vec![range]
}

/// Whether the name that starts at `at` begins with the place that the whole begins with.
fn repeats_place(text: &str, at: usize) -> bool {
    place(&text[at..]).eq(place(text)) && ends_as_organ(&text[at..])
}

/// The two characters by which a name tells its place.
fn place(mut name: &str) -> impl Iterator<Item = char> + '_ {
    while let Some(rest) = name.strip_prefix("中共") {
        name = rest;
    }
    name.chars().take(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_sentence_is_that_of_the_pattern(
            text in "[甲关于收悉答复转印发提出召开举行负责办理研究按照根据经与]{0,9}(第[0-9一二]{0,2}[号次届]?)?[甲,。;:!?《》\"的了我您你们是在已将请]?"
        ) {
            static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
                pattern(
                    r"[,。;:!?《》\x22]|关于|收悉|答复|转发|印发|提出|召开|举行|负责|办理|研究|按照|根据|经与|第[\d一二三四五六七八九十]+[号次届]|[的了我您你们是在已将请]",
                )
            });
            prop_assert_eq!(is_sentence(&text), SENTENCE.is_match(&text), "{}", text);
        }
    }

    #[test]
    fn names_of_organs() {
        for name in [
            "云川市科学技术局",
            "中共云川市委办公室",
            "云盘乡人民政府",
            "枫林街道办事处",
            "丹枫彝族自治县卫生健康局",
            "南榆区公安分局",
        ] {
            assert!(is_organ(name), "{name}");
        }
        for name in [
            "我们将会同财政局",
            "关于加强管理的办公室",
            "二〇二二年",
            "此复",
            "云川市科学技术局关于",
        ] {
            assert!(!is_organ(name), "{name}");
        }
    }

    #[test]
    fn organs_that_a_title_begins_with() {
        for (title, want) in [
            (
                "云川市科学技术局关于对第178号提案的答复",
                &["云川市科学技术局"][..],
            ),
            (
                "云川市教育局 云川市财政局关于解决补贴的请示",
                &["云川市教育局", "云川市财政局"],
            ),
            (
                "中共云石市委办公室云石市人民政府办公室印发《意见》的通知",
                &["中共云石市委办公室", "云石市人民政府办公室"],
            ),
            (
                "山南省财政厅山南省国家税务局关于征收的公告",
                &["山南省财政厅", "山南省国家税务局"],
            ),
            ("关于加强管理的通知", &[]),
            ("对市政协第61号提案的答复", &[]),
        ] {
            let got: Vec<&str> = organs_of_title(title)
                .into_iter()
                .map(|range| &title[range])
                .collect();
            assert_eq!(got, want, "{title}");
        }
    }
}
