//! Salutation lines: persons with 委员 or 代表, organs of a letter or notice, meetings.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::organ::ends_as_organ;
use super::person::{is_name, names_of_list};
use super::without_spaces;
use crate::pattern::pattern;
use crate::text::{CharSet, is_han};

/// Whom a document speaks to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salutation {
    /// Bytes of the whole salutation in the text.
    pub range: Range<usize>,
    /// Names or organs, as bytes of the text.
    pub names: Vec<Range<usize>>,
    /// 委员, 代表, 同志 … for persons.
    pub role: Option<String>,
}

/// The longest list of names, in characters. A bound in the pattern itself would make it slow.
const MOST_NAMES: usize = 160;

static PERSONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:尊\s?敬\s?的\s*)?(?P<names>[\p{Han}·, 、]{2,}?)\s*(?:等\s*(?:\d{1,3}|[一二三四五六七八九十两]{1,3})?\s*[位名个]?\s*|(?:\d{1,3})\s*[位名]\s*)?",
        r"(?P<role>(?:(?:全国|[省市县区州])?(?:政协|人大)?|(?:政协|人大)\p{Han}{2,8}[省市县区州盟旗])\s?(?:委\s?员|代\s?表)|同志|先生|女士)(?:们)?\s*(?:[并及和与]\p{Han}{0,4}(?:代表|委员)(?:们)?\s*)?(?:[:;,]|$|[您你]好)"
    ))
});

/// A salutation in the middle of a line that lost its line breaks.
static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[ 。]|答 ?[复覆]|回复|的函) ?(?P<names>[\p{Han}·]{2,8}(?:[、,][\p{Han}·]{2,8}){0,6}?)(?:等(?:\d{1,3})?[位名]?)?(?P<role>委员|代表): ?(?:[您你]|关于)",
    )
});

/// Words that a list of addressees does not hold.
static NO_ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"如下|通知|要求|提出|以下|包括|报告|附件|为了|根据|按照|问题|措施|分别|方面|一是|电话|关于|我[局们委办]|[。;!?《》\x22]|第[\d一二三四五六七八九十]+(?:号|届|次|条|项|章|期|批)",
    )
});

/// What an addressee may end with besides an organ's ending.
static ADDRESSEE_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:单位|部门|机构|企业|学校|乡镇?|镇|村|区|县|市|州|盟|旗|地区|园区|科室|组|\)|直属|人员|农场|林场|用户|居民|群众|市民|业主|朋友|社区|[室店户]|代表团|[支总]部)$",
    )
});

/// Parties and circles, which make proposals as bodies.
static PARTY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:民革|民盟|民建|民进|农工|致公|九三学社|台盟|工商联|侨联|共青团|妇联)|(?:代表团|[支总]部|小组|委员组|代表组|界别)$",
    )
});

/// Meetings and audiences, whose salutation names nobody.
static AUDIENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:各\s?位\s?[\p{Han}]{2,4}(?:、[\p{Han}]{2,6}){0,3}|同\s?志\s?们|尊敬的各位[\p{Han}、,]{2,24}|(?:主任|主席|院长|委员长)、?(?:(?:各位)?[\p{Han}]{2,8}[、,]?)*各位[\p{Han}]{2,8}|主席团|[\p{Han}]{0,6}朋友们)\s*[:!,。]?",
    )
});

/// Whether a folded line speaks to a meeting: `同志们：`, `各位代表：`.
pub fn is_audience(line: &str) -> bool {
    // What one of the pattern's branches begins with.
    if !line.starts_with(['各', '同', '尊', '主', '院']) && !line.chars().take(9).any(|c| c == '朋')
    {
        return false;
    }
    AUDIENCE.find(line).is_some_and(|found| {
        found.end() == line.len() || found.as_str().ends_with([':', '!', ',', '。'])
    })
}

/// Whether a line with these characters may speak to persons: most lines need no closer look.
pub fn may_name_persons(chars: CharSet) -> bool {
    const ROLES: [CharSet; 5] = [
        CharSet::of("委员"),
        CharSet::of("代表"),
        CharSet::of("同志"),
        CharSet::of("先生"),
        CharSet::of("女士"),
    ];
    ROLES.iter().any(|role| chars.has_all(*role))
}

/// The persons that a folded line speaks to, at its start or behind a title that lost its line break.
pub fn persons(line: &str) -> Option<Salutation> {
    if let Some(found) = may_speak(line)
        .then(|| PERSONS.captures(line))
        .flatten()
        .filter(|found| found["names"].chars().nth(MOST_NAMES).is_none())
    {
        let salutation = of_captures(line, &found)?;
        let rest = line[salutation.range.end..].trim();
        let long = line.chars().count() > 60 && !line[..salutation.range.end].ends_with(':');
        return (!long && (rest.is_empty() || line[..salutation.range.end].ends_with([':', '好'])))
            .then_some(salutation);
    }
    if !may_speak_inside(line) {
        return None;
    }
    let found = INSIDE.captures(line)?;
    let start = found.name("names")?.start();
    of_captures(line, &found).map(|salutation| Salutation {
        range: start..salutation.range.end,
        ..salutation
    })
}

/// The body that a folded line names without a colon, above a `next` line that speaks to it: `某某委员组`
/// above `你们提出的…`.
pub fn body_spoken_to(line: &str, next: &str) -> Option<Salutation> {
    let spoken = next.starts_with("你们") || next.starts_with("贵");
    let told = ["提出", "提交"].iter().any(|word| next.contains(word));
    let named = line.chars().all(is_han) && line.chars().nth(30).is_none();
    (spoken && told && named && PARTY.is_match(line)).then(|| Salutation {
        range: 0..line.len(),
        names: std::iter::once(0..line.len()).collect(),
        role: None,
    })
}

/// The persons of the line above the one that ends a long salutation: `尊敬的甲、乙、`.
pub fn names_above(line: &str) -> Vec<Range<usize>> {
    static HONORIFIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"^尊\s?敬\s?的\s*"));
    let start = HONORIFIC.find(line).map_or(0, |found| found.end());
    let names = names_of_list(&line[start..]).into_iter();
    names
        .map(|name| start + name.start..start + name.end)
        .collect()
}

/// Whether a line may begin as [`PERSONS`] does, which is dear: names, a role, what ends a salutation.
fn may_speak(line: &str) -> bool {
    let listed = |c: char| {
        is_han(c) || c.is_ascii_digit() || c.is_whitespace() || matches!(c, '·' | ',' | '、')
    };
    let role_end = |c: char| matches!(c, '员' | '表' | '志' | '生' | '士');
    let end = line.find(|c| !listed(c)).unwrap_or(line.len());
    line[..end].match_indices(role_end).any(|(at, role)| {
        let behind = &line[at + role.len()..];
        let behind = behind.strip_prefix('们').unwrap_or(behind).trim_start();
        behind.is_empty() || behind.starts_with([':', ';', ',', '您', '你', '并', '及', '和', '与'])
    })
}

/// Whether the end of [`INSIDE`] may stand in a line.
fn may_speak_inside(line: &str) -> bool {
    let mut ends = memchr::memchr_iter(b':', line.as_bytes());
    ends.any(|at| line[..at].ends_with(['员', '表']))
}

fn of_captures(line: &str, found: &regex::Captures<'_>) -> Option<Salutation> {
    let (all, list, role) = (found.get(0)?, found.name("names")?, found.name("role")?);
    let list_text = list.as_str().trim_end_matches('等');
    let list_text = ["领衔", "领办"]
        .iter()
        .find_map(|word| list_text.strip_suffix(word))
        .unwrap_or(list_text);
    // `县人大代表` are deputies at large.
    if ["人大", "政协", "人民代表大会"]
        .iter()
        .any(|body| list_text.ends_with(body))
    {
        return None;
    }
    let bodies: Vec<Range<usize>> = split_outside_brackets(list_text, &[',', '、'])
        .into_iter()
        .filter(|part| {
            PARTY.is_match(&list_text[part.clone()])
                || super::organ::is_organ(&list_text[part.clone()])
        })
        .collect();
    // Each may bear a role of its own: `甲委员、乙委员：`.
    let mut roles = 0;
    let mut listed: Vec<Range<usize>> = Vec::new();
    for part in split_outside_brackets(list_text, &[',', '、']) {
        let text = &list_text[part.clone()];
        let bare = ["委员", "代表", "同志", "先生", "女士"]
            .iter()
            .find_map(|role| text.trim_end().strip_suffix(role))
            .filter(|bare| bare.chars().nth(1).is_some());
        roles += bare.map_or(0, |_| 2);
        let names = names_of_list(bare.unwrap_or(text)).into_iter();
        listed.extend(names.map(|name| part.start + name.start..part.start + name.end));
    }
    // `尊敬的王风科代表：`: what may end an organ's name ends a person's behind a surname.
    if listed.is_empty() && bodies.is_empty() && is_surnamed(list_text) {
        listed.push(0..list_text.len());
    }
    let names: Vec<Range<usize>> = listed
        .into_iter()
        .map(|name| list.start() + name.start..list.start() + name.end)
        .collect();
    let names: Vec<Range<usize>> = bodies
        .into_iter()
        .map(|part| list.start() + part.start..list.start() + part.end)
        .chain(names)
        .collect();
    let named: usize = names
        .iter()
        .map(|name| without_spaces(&line[name.clone()]).chars().count())
        .sum();
    let marks = list_text
        .chars()
        .filter(|c| matches!(c, ',' | '、' | ' ' | '和'))
        .count();
    // Every character of the list must belong to a name: 全体, 各位 or a clause is none.
    (named > 0 && named + marks + roles >= list_text.chars().count()).then(|| Salutation {
        range: all.start()..all.end(),
        names,
        role: Some(without_spaces(role.as_str()).into_owned()),
    })
}

/// Whether a text is a frequent surname and two characters more.
fn is_surnamed(text: &str) -> bool {
    const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    text.chars().count() == 3
        && text.chars().all(is_han)
        && text.starts_with(|first| SURNAMES.contains(first))
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
    if body.chars().count() < 3 && !committee
        || body.chars().count() > 400
        || NO_ADDRESSEE.is_match(body)
    {
        return None;
    }
    // `甲委员、乙委员、农工党某市委员会：` names each for itself.
    let listed = !body.starts_with('各') && (body.contains("委员、") || body.contains("代表、"));
    let between: &[char] = if listed { &[',', '、'] } else { &[','] };
    let parts = split_outside_brackets(body, between);
    let person = |part: &str| {
        let name = listed.then(|| {
            part.strip_suffix("委员")
                .or_else(|| part.strip_suffix("代表"))
        });
        name.flatten().filter(|name| is_name(name)).map(str::len)
    };
    let fits = |part: &Range<usize>| {
        let part = body[part.clone()].trim();
        ends_as_organ(part)
            || person(part).is_some()
            || committee
            || ADDRESSEE_END.is_match(part)
            || PARTY.is_match(part)
            || part.starts_with('各')
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

/// The stretches of `text` between `separators`, those inside round brackets not counted.
pub fn split_outside_brackets(text: &str, separators: &[char]) -> Vec<Range<usize>> {
    let (mut out, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '《' => depth += 1,
            ')' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 && separators.contains(&c) => {
                out.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(start..text.len());
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_that_speaks_to_persons_may_speak(
            line in "[林舟、 ]{0,5}(等[3位]{0,2})?(市政协|人大)?(委 ?员|代 ?表|同志|先生|女士)们?(并各位代表)? ?[:;,您你好。]{0,2}(您|关于)?"
        ) {
            prop_assert!(may_speak(&line) || !PERSONS.is_match(&line));
            prop_assert!(may_speak_inside(&line) || !INSIDE.is_match(&line));
        }
    }

    fn read(line: &str) -> Vec<String> {
        let folded: String = line.chars().map(crate::text::fold_char).collect();
        let found = persons(&folded).or_else(|| organs(&folded));
        found.map_or(Vec::new(), |found| {
            found
                .names
                .into_iter()
                .map(|name| without_spaces(&folded[name]).into_owned())
                .collect()
        })
    }

    #[test]
    fn salutations() {
        for (line, want) in [
            ("陆知行委员：", &["陆知行"][..]),
            ("尊敬的林 舟委员:", &["林舟"]),
            ("沈若岚、周以宁代表：", &["沈若岚", "周以宁"]),
            ("花德馨等11位代表:", &["花德馨"]),
            (
                "阿孜古丽·吐尔逊委员、居来提·买买提明委员：",
                &["阿孜古丽·吐尔逊", "居来提·买买提明"],
            ),
            ("萨仁其木格委员:", &["萨仁其木格"]),
            ("县委：", &["县委"]),
            ("萧明辨6名代表", &["萧明辨"]),
            ("管星垂、朱举杯、颜篁委员", &["管星垂", "朱举杯", "颜篁"]),
            (
                "皇甫澄、阿依古丽·买买提代表:",
                &["皇甫澄", "阿依古丽·买买提"],
            ),
            ("对县政协第96号提案的答复 廖渝委员: 您提出的", &["廖渝"]),
            ("尊敬的岑暗香等7名代表:", &["岑暗香"]),
            ("县政协人口资源环境委员会:", &["县政协人口资源环境委员会"]),
            (
                "各县（市、区）人民政府，市直各单位：",
                &["各县(市、区)人民政府", "市直各单位"],
            ),
            ("市人民政府：", &["市人民政府"]),
            ("各位代表：", &[]),
            ("同志们：", &[]),
            ("现将有关情况通知如下：", &[]),
            ("请代表委员帮忙给群众讲清楚", &[]),
            ("沈若岚  委员：", &["沈若岚"]),
            ("林舟代表并附议各位代表：", &["林舟"]),
        ] {
            assert_eq!(read(line), want, "{line}");
        }
    }

    #[test]
    fn bodies_without_a_colon() {
        let next = "你们提出的第21号提案已交我局办理，现答复如下：";
        assert!(body_spoken_to("河口委员组", next).is_some());
        assert!(body_spoken_to("民盟云川市支部", next).is_some());
        assert!(body_spoken_to("河口委员组", "今年以来，全市种了花椒。").is_none());
        assert!(body_spoken_to("云川市林业局", next).is_none());
    }

    #[test]
    fn audiences() {
        for line in [
            "同志们:",
            "各位代表:",
            "各位代表!",
            "尊敬的各位来宾、同志们:",
        ] {
            assert!(is_audience(line), "{line}");
        }
        assert!(!is_audience("各位代表请注意会议安排有变化"));
    }
}
