//! Organs and bodies that a letter or notice speaks to.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Salutation, is_audience, split_outside_brackets};
use crate::pattern::pattern;
use crate::text::{is_han, is_numeral};
use crate::values::organ::ends_as_organ;
use crate::values::party::is_party;
use crate::values::person::is_name;
use crate::values::words::{any_pair, counts_one_of};

/// Whether a text holds words or marks that a list of addressees does not.
fn is_no_addressee(text: &str) -> bool {
    any_pair(text, |before, c| {
        matches!(c, '。' | ';' | '!' | '?' | '《' | '》' | '"')
            || matches!(
                (before, c),
                ('如' | '以', '下')
                    | ('通', '知')
                    | ('要', '求')
                    | ('提', '出')
                    | ('包', '括')
                    | ('报', '告')
                    | ('附', '件')
                    | ('为', '了')
                    | ('根', '据')
                    | ('按', '照')
                    | ('问', '题')
                    | ('文', '机')
                    | ('措', '施')
                    | ('分', '别')
                    | ('方', '面')
            )
            || matches!(
                (before, c),
                ('一', '是') | ('电', '话') | ('关', '于') | ('我', '局' | '们' | '委' | '办')
            )
    }) || counts_one_of(text, &["号", "届", "次", "条", "项", "章", "期", "批"])
        || is_numbered(text)
}

/// Whether a text begins with a number as an entry of a list does: `3、`, `十二.`.
fn is_numbered(text: &str) -> bool {
    let number = |c: &char| c.is_ascii_digit() || is_numeral(*c);
    let count = text.chars().take_while(number).take(4).count();
    (1..=3).contains(&count)
        && text
            .chars()
            .nth(count)
            .is_some_and(|c| matches!(c, '、' | '.'))
}

/// What an addressee may end with besides an organ's ending.
static ADDRESSEE_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:单位|部门|机构|组织|企业|学校|高校|院校|乡镇?|镇|村|区|县|市|州|盟|旗|地区|园区|科室|组|\)|直属|人员|农场|林场|用户|居民|群众|市民|业主|朋友|社区|[室店户]|代表团|[支总]部|各[局部厅委办](?:、[局委办处部室院会厅])*)$",
    )
});

/// Whether a part of a list names all of a kind in a place: `驻云各高校`, `市直各医院`.
fn names_each_kind(part: &str) -> bool {
    let asks = part.starts_with(['请', '为', '就', '现', '望']) || part.contains("各位");
    !asks && part.chars().take(4).any(|c| c == '各')
}

/// Whether a list names a party and other bodies, each whole: not `民盟某市委教育、科技委员会`.
fn are_bodies(list: &str) -> bool {
    let whole = |part: &str| {
        part.trim()
            .ends_with(['会', '委', '部', '组', '社', '联', '界'])
    };
    list.split('、').any(is_party) && list.split('、').all(whole)
}

/// The organs that a folded line speaks to: `各县（市、区）人民政府，市直有关单位：`.
pub fn organs(line: &str) -> Option<Salutation> {
    let body = line
        .strip_suffix(':')
        .filter(|_| !is_audience(line))?
        .trim_end();
    // `县委:` is the shortest.
    let committee =
        body.ends_with('委') && body.starts_with(['省', '市', '县', '区', '州', '旗', '党']);
    if body.chars().count() < 3 && !committee || body.chars().count() > 400 || is_no_addressee(body)
    {
        return None;
    }
    // `甲委员、乙委员、农工党某市委员会：` names each for itself, and so do bodies that propose together.
    let listed = !body.starts_with('各')
        && (body.contains("委员、")
            || body.contains("代表、")
            || body.contains('、') && are_bodies(body));
    let between: &[char] = if listed { &[',', '、'] } else { &[','] };
    // `（云政发〔1994〕87号）各县人民政府：`
    let numbered = body
        .strip_prefix('(')
        .and_then(|rest| rest.split_once("号)"));
    let start = numbered.map_or(0, |(_, organs)| body.len() - organs.len());
    let parts: Vec<Range<usize>> = split_outside_brackets(&body[start..], between)
        .into_iter()
        .map(|part| start + part.start..start + part.end)
        .collect();
    let person = |part: &str| {
        let name = listed.then(|| {
            part.strip_suffix("委员")
                .or_else(|| part.strip_suffix("代表"))
        });
        name.flatten().filter(|name| is_name(name)).map(str::len)
    };
    // Among organs an office of one may stand, or a farm: `各县教育局，省属农场教育科`.
    let among_organs = parts.len() > 1
        && parts.iter().any(|part| {
            let part = body[part.clone()].trim();
            part.ends_with('局') || names_each_kind(part)
        });
    let fits = |part: &Range<usize>| {
        let part = body[part.clone()].trim();
        among_organs && (part.ends_with(['科', '股', '场', '厂', '矿']) || names_each_kind(part))
            || ends_as_organ(part)
            || person(part).is_some()
            || committee
            || ADDRESSEE_END.is_match(part)
            || is_party(part)
            || part.starts_with('各')
            || part.contains("政协") && part.ends_with('界')
    };
    let names: Vec<Range<usize>> = parts
        .into_iter()
        .map(|part| {
            let text = &body[part.clone()];
            let lead = text.len() - text.trim_start().len();
            let length = text.trim().len();
            part.start + lead..part.start + lead + length
        })
        .filter(|part| !part.is_empty())
        .collect();
    let all_fit = !names.is_empty() && names.iter().all(fits);
    // A member is named without his title.
    let bare = |name: Range<usize>| match person(&body[name.clone()]) {
        Some(length) => name.start..name.start + length,
        None => name,
    };
    all_fit.then(|| Salutation {
        range: 0..line.len(),
        names: names.into_iter().map(bare).collect(),
        role: None,
    })
}

/// The most characters of a first sentence in which its words of a letter or notice stand.
const FIRST_SENTENCE: usize = 200;

/// Words of the first sentence behind organs that are spoken to.
const SPOKEN: [&str; 10] = [
    "如下",
    "收悉",
    "印发",
    "转发",
    "现就",
    "现将",
    "通知",
    "你们",
    "贵",
    "请批示",
];

/// The organs that a paragraph begins with, where a copy lost the line break behind them:
/// `云川镇人民政府：你镇《关于…的请示》收悉。`
///
/// A task's line (`市教育局：负责…`) and a row of a form begin so too; `above` is the line above.
pub fn organs_leading(line: &str, above: &str) -> Option<Salutation> {
    let colon = line.find(':').map(|at| at + 1)?;
    let rest = line[colon..].trim_start();
    let tasks = ["负责", "牵头", "组织", "做好", "承担", "配合"];
    let end = rest
        .char_indices()
        .nth(FIRST_SENTENCE)
        .map_or(rest.len(), |(at, _)| at);
    let spoken = || SPOKEN.iter().any(|word| rest[..end].contains(word));
    // Lists of tasks name several organs, but not at large.
    let at_large = line[..colon].contains(',') && line[..colon].contains('各');
    // What stands below its title speaks to somebody first.
    let titled = above.ends_with(['示', '复', '知', '函', '告', '见', '定']);
    if !titled && !at_large && !spoken() || tasks.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let found = organs(&line[..colon])?;
    let named = |name: &Range<usize>| {
        let name = &line[name.clone()];
        let at_large = ["各", "省直", "市直", "县直", "区直", "州直", "局属", "直属"];
        ends_as_organ(name)
            || is_party(name)
            || name.contains('各')
            || at_large.iter().any(|word| name.starts_with(word))
    };
    found.names.iter().all(named).then_some(found)
}

/// The longest body or organ that is named without a colon, in characters.
const MOST_NAMED: usize = 30;

/// The body that a folded line names without a colon, above a `next` line that speaks to it: `某某委员组`
/// above `你们提出的…`, `市文化局` above `我局对…会办意见如下：`.
pub fn body_spoken_to(line: &str, next: &str) -> Option<Salutation> {
    let named = line.chars().all(is_han) && line.chars().nth(MOST_NAMED).is_none();
    let told = || ["提出", "提交"].iter().any(|word| next.contains(word));
    let body = || {
        let spoken = next.starts_with("你们") || next.starts_with("贵") || next.starts_with(line);
        spoken && told() && is_party(line)
    };
    let organ = || {
        // `林舟代表提出的…，现将会办意见函告如下`
        let of_member = || {
            ["代表提出的", "委员提出的"]
                .iter()
                .any(|word| next.contains(word))
        };
        let spoken = next.starts_with(['我', '贵', '你']) || of_member();
        let answered = || ANSWERED.iter().any(|word| next.contains(word));
        line.starts_with(['省', '市', '县', '区', '州'])
            && spoken
            && answered()
            && ends_as_organ(line)
    };
    (named && (body() || organ())).then(|| Salutation {
        range: 0..line.len(),
        names: std::iter::once(0..line.len()).collect(),
        role: None,
    })
}

/// Words of the first sentence that answers an organ.
const ANSWERED: [&str; 5] = ["意见如下", "答复如下", "函复如下", "函告如下", "回复如下"];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_no_addressee_is_what_the_pattern_finds(
            text in "[0-9一二]{0,4}[、.]?[甲如以下通知要求提出包括报告附件为了根据按照问题措施分别方面一是电话关于我局们委办]{0,9}(第[0-9一二]{0,2}[号届次条项章期批]?)?[甲。;!?《》\"]?"
        ) {
            static WORDS: LazyLock<Regex> = LazyLock::new(|| {
                pattern(
                    r"如下|通知|要求|提出|以下|包括|报告|附件|为了|根据|按照|问题|措施|分别|方面|一是|电话|关于|我[局们委办]|^[\d一二三四五六七八九十]{1,3}[、.]|[。;!?《》\x22]|第[\d一二三四五六七八九十]+(?:号|届|次|条|项|章|期|批)",
                )
            });
            prop_assert_eq!(is_no_addressee(&text), WORDS.is_match(&text), "{}", text);
        }
    }
}
