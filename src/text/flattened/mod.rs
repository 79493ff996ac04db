//! Finds where the lines of a letter, a notice or an article began that a copy put into one:
//! `…的答复 林舟委员：您提出的…`.
//!
//! Scraped pages and texts copied out of word processors lose their line breaks. What shows it is a
//! salutation in the middle of a long line, with the words of an answer or a notice behind it, or a
//! paper's page before an article.

mod article;
mod head;
mod report;
mod tail;

use std::sync::LazyLock;

use regex::Regex;

use super::char_set::CharSet;
use crate::pattern::pattern;

pub(super) use article::{article_breaks, heads_article};
pub(super) use report::{may_hold_report, report_break, speaks_to_audience};
pub(super) use tail::{may_hold_tail, tail_breaks};

/// The shortest line that may be a whole letter or notice, in bytes.
const LONG: usize = 300;
/// How far behind a salutation an answer's words stand, in bytes.
const OPENING: usize = 900;

/// A salutation behind a title, a number or a space.
static SALUTATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[号复覆函 \u{3000}。】)）])(?P<b>(?:(?:尊敬|敬爱)的)?[\p{Han}·]{2,8}(?:[、,，][\p{Han}·]{2,8}){0,6}?",
        r"(?:等[\d０-９一二三四五六七八九十]{0,3}[位名]?)?(?:委员|代表))(?:[:：]|[ \u{3000}]?[您你]们?好[!！,，])"
    ))
});

/// Organs that a notice speaks to, behind its title or number, or at the beginning.
static TO_ORGANS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[号知函告][ \u{3000}]*)(?P<b>各[\p{Han}（）()]{0,15}(?:[、,，][\p{Han}（）()]{1,19}){0,8}",
        r"(?:府|位|门|局|委|办|室|村|社区|街道|镇|乡|校|业|公司|所|处|院|构|会|站)[）)]?)[:：]"
    ))
});

/// Words of a notice's first sentences.
static ISSUED: LazyLock<Regex> = LazyLock::new(|| pattern(r"印发给你们|现?(?:通知|通报|函告)如下"));

/// Words of an answer's first sentence.
static ANSWER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"收悉|(?:答复|答覆|回复|办理情况|报告)[\p{Han}]{0,4}如下|已交"));

/// A signature behind the last sentence, and its date.
static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[。！!][ \u{3000}]*(?P<b>[\p{Han}（）()]{4,40}[ \u{3000}]*)(?P<d>[\d０-９]{4} ?年 ?[\d０-９]{1,2} ?月 ?[\d０-９]{1,2} ?日)",
    )
});

/// Attachments named behind a last sentence.
static ATTACHED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[。！!][ \u{3000}]*(?P<b>附件?[:：])"));

/// Labels that begin a line of a page or of a letter's tail.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[^\p{Han}]|日|人)(?P<b>[(（]?(?:索 ?引 ?号|组配分类|主题分类|发布机构|发文机关|发文机构|发文日期|成文日期|生成日期|文 ?号|发文字号|名 ?称|标 ?题|关键词|有效性",
        r"|发布日期|发布时间|建议号|提案号|提案人|内 ?容|承办单位|责任领导|政府督办领导|交办日期|办理情况|办理结果|答复内容",
        r"|联 ?系 ?人(?:及电话|及联系电话)?|联系电话|抄 ?送|上一篇|上一条|下一篇|下一条|版权所有|扫一扫|主办单位|网站标识码))(?:[:：]|在)"
    ))
});

/// A page's tools behind its document.
static TOOL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<b>[(（【\[]?(?:打印本页|关闭窗口|返回顶部))"));

/// A telephone's label behind a contact's name.
static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:联 ?系 ?人|经 ?办 ?人|承 ?办 ?人)[:：] ?[\p{Han}·]{2,10}?(?P<b>(?:联系)?电话)[:：]",
    )
});

/// A heading `一、` behind a sentence.
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[。；：:][ \u{3000}]+(?P<b>[一二三四五六七八九十]{1,2}、)"));

/// Whether a line whose folded text holds these characters may be a whole letter or notice.
pub(super) fn may_be_flattened(line: &str, telling: CharSet) -> bool {
    let spoken = telling.has_all(const { CharSet::of("委员:") })
        || telling.has_all(const { CharSet::of("代表:") })
        || telling.has_all(const { CharSet::of("年月日:") });
    line.len() >= LONG && spoken
}

/// Whether a colon or a greeting stands behind 委员 or 代表: [`SALUTATION`] is dear.
fn names_role(line: &str) -> bool {
    let mut colons = line.match_indices([':', '：', '您', '你']);
    colons.any(|(at, _)| {
        let before = line[..at].trim_end_matches([' ', '\u{3000}']);
        before.ends_with("委员") || before.ends_with("代表")
    })
}

/// Where the salutation begins inside a line that holds a whole letter or notice, in bytes.
pub(super) fn salutation_inside(line: &str) -> Option<usize> {
    to_persons(line).or_else(|| to_organs(line))
}

fn to_organs(line: &str) -> Option<usize> {
    // Most lines speak to nobody.
    if !line.contains('各') {
        return None;
    }
    let found = TO_ORGANS.captures(line)?;
    let (at, all) = (found.name("b")?.start(), found.get(0)?.end());
    let end = line.floor_char_boundary(all + OPENING);
    ISSUED.is_match(&line[all..end]).then_some(at)
}

fn to_persons(line: &str) -> Option<usize> {
    if !names_role(line) {
        return None;
    }
    let mut from = 0;
    while let Some(found) = SALUTATION.captures_at(line, from) {
        let (at, all) = (found.name("b")?.start(), found.get(0)?.end());
        let end = line.floor_char_boundary(all + OPENING);
        // One that begins its line may have but its first paragraph behind it.
        let whole = at > 0 || SIGNATURE.is_match(&line[all..]) || ends_in_day(line);
        if whole && ANSWER.is_match(&line[all..end]) {
            return Some(at);
        }
        from = all;
    }
    None
}

/// Whether a day ends a line, as it ends a whole letter: `…云川市教育局 2023年5月31日`.
fn ends_in_day(line: &str) -> bool {
    let day = line.trim_end().strip_suffix('日');
    let digits = |text: &str| text.trim_end_matches(|c: char| c.is_numeric()).len();
    let month = day.and_then(|day| day[..digits(day)].strip_suffix('月'));
    month.is_some_and(|month| month[..digits(month)].ends_with('年'))
}

/// Where title, number and labels began in the line above a letter that is all in one line, in bytes, in
/// order.
pub(super) fn breaks_above(line: &str) -> Vec<usize> {
    let labels = LABEL.captures_iter(line);
    let labels = labels.filter_map(|found| Some(found.name("b")?.start()));
    let mut found: Vec<usize> = head::head_breaks(line).into_iter().chain(labels).collect();
    found.retain(|&at| at > 0 && at < line.len());
    found.sort_unstable();
    found.dedup();
    found
}

/// Where lines began in a line of a flattened letter, in bytes, in order; `salutation` as
/// [`salutation_inside`] says.
pub(super) fn breaks(line: &str, salutation: Option<usize>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut add = |pattern: &Regex, text: &str, base: usize, names: &[&str]| {
        for captures in pattern.captures_iter(text) {
            let places = names.iter().filter_map(|name| captures.name(name));
            found.extend(places.map(|place| base + place.start()));
        }
    };
    if let Some(at) = salutation {
        add(&HEADING, &line[at..], at, &["b"]);
    }
    add(&SIGNATURE, line, 0, &["b", "d"]);
    add(&ATTACHED, line, 0, &["b"]);
    add(&LABEL, line, 0, &["b"]);
    add(&TOOL, line, 0, &["b"]);
    add(&CONTACT, line, 0, &["b"]);
    let letter = salutation.unwrap_or(0);
    found.extend(
        { tail_breaks(&line[letter..]) }
            .into_iter()
            .map(|place| letter + place),
    );
    if let Some(at) = salutation {
        found.extend(head::head_breaks(&line[..at]));
        found.push(at);
        found.extend(salutation_end(line, at));
    }
    found.retain(|&at| at > 0 && at < line.len());
    found.sort_unstable();
    found.dedup();
    found
}

/// Where the salutation at byte `at` ends: behind its colon, or behind its greeting (`你们好！`).
fn salutation_end(line: &str, at: usize) -> Option<usize> {
    let colon = line[at..].find([':', '：']).map(|colon| at + colon);
    let greetings = ["您好", "你好", "们好"];
    let greeting = { greetings }
        .into_iter()
        .filter_map(|word| line[at..].find(word))
        .min();
    let greeting = greeting.map(|good| at + good + "您好".len());
    let end = greeting
        .filter(|good| colon.is_none_or(|colon| *good < colon))
        .or(colon)?;
    Some(end + line[end..].chars().next()?.len_utf8())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(line: &str) -> Vec<&str> {
        let mut starts = vec![0];
        starts.extend(breaks(line, salutation_inside(line)));
        let ends = starts.iter().skip(1).copied().chain([line.len()]);
        starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| line[start..end].trim())
            .filter(|part| !part.is_empty())
            .collect()
    }

    #[test]
    fn a_letter_in_one_line() {
        let line = "关于对云川区第三届人民代表大会第四次会议第41号建议的答复云教函〔2020〕19号尤三思代表：您提出的“关于错峰放学的建议”收悉，现答复如下：您的建议切中要害。感谢您对教育的关心！云川区教育局2020年8月3日联系人：林舟联系电话：0000-6630158";
        assert_eq!(
            split(line),
            [
                "关于对云川区第三届人民代表大会第四次会议第41号建议的答复",
                "云教函〔2020〕19号",
                "尤三思代表：",
                "您提出的“关于错峰放学的建议”收悉，现答复如下：您的建议切中要害。感谢您对教育的关心！",
                "云川区教育局",
                "2020年8月3日",
                "联系人：林舟",
                "联系电话：0000-6630158",
            ]
        );
    }

    #[test]
    fn the_head_above_a_letter_in_one_line() {
        let line = "某县人民政府网 > 政务公开 > 建议提案 关于县十七届人大二次会议第68号建议的回复 发布时间：2023-06-12 浏览：19";
        let breaks = breaks_above(line);
        let starts = std::iter::once(0).chain(breaks.iter().copied());
        let ends = breaks.iter().copied().chain([line.len()]);
        let parts = starts.zip(ends).map(|(start, end)| line[start..end].trim());
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        assert_eq!(
            parts,
            [
                "某县人民政府网 > 政务公开 > 建议提案",
                "关于县十七届人大二次会议第68号建议的回复",
                "发布时间：2023-06-12 浏览：19",
            ]
        );
    }

    #[test]
    fn days_at_the_end() {
        for line in [
            "云川市教育局 2023年5月31日",
            "云川市教育局２０２３年５月３１日 ",
        ] {
            assert!(ends_in_day(line), "{line}");
        }
        for line in ["您的建议于2023年5月31日收悉", "2023年5月", "节日"] {
            assert!(!ends_in_day(line), "{line}");
        }
    }

    #[test]
    fn a_letter_that_greets() {
        let line = "林舟等13位代表 你们好！你们提出的《关于把早市搬进闲置厂房的建议》收悉。早市沿着幸福路摆了二十三年，一千一百米长，摊子四百多个，天不亮就堵住救护车的去路。 云川县商务局 2020年8月12日 抄送：县人大常委会选任联工委";
        assert_eq!(
            split(line),
            [
                "林舟等13位代表 你们好！",
                "你们提出的《关于把早市搬进闲置厂房的建议》收悉。早市沿着幸福路摆了二十三年，一千一百米长，摊子四百多个，天不亮就堵住救护车的去路。",
                "云川县商务局",
                "2020年8月12日",
                "抄送：县人大常委会选任联工委",
            ]
        );
    }

    #[test]
    fn a_page_in_one_line() {
        let line = "您当前的位置: 首页 > 建议提案办理 索引号: 550021/2022-00418 发布机构: 云川县林业局 发文日期: 2022-08-30 文号: 云林函〔2022〕14号 云川县林业局对县政协十届一次会议第088号提案的答复 发布日期:2022-09-05 夏侯满委员: 您提出的《关于保护古银杏群的提案》已收悉,现答复如下: 一、家底。全县有二百株。 二、措施。每株挂了牌。 感谢您的提案! 云川县林业局 2022年8月30日 联系人:辛夷 联系电话:0000-5223046 上一篇:某答复";
        let parts = split(line);
        for part in [
            "索引号: 550021/2022-00418",
            "夏侯满委员:",
            "一、家底。全县有二百株。",
            "云川县林业局",
            "2022年8月30日",
            "联系人:辛夷",
        ] {
            assert!(parts.contains(&part), "{part}: {parts:?}");
        }
    }

    #[test]
    fn a_notice_in_one_line() {
        let line = "关于防汛的通知 各村，各科室： 去年涨水，全镇转移一千四百人。为把今年防在前面，对原预案作了修订，现印发给你们，请按照各自的分工备好人、备好船。 附件：云川镇防汛预案（修订） 云川县石门镇人民政府 2021年5月18日 云川镇防汛预案（修订） 1.总则 让每户知道往哪里走。";
        let parts = split(line);
        for part in [
            "关于防汛的通知",
            "各村，各科室：",
            "附件：云川镇防汛预案（修订）",
            "云川县石门镇人民政府",
            "2021年5月18日",
        ] {
            assert!(parts.contains(&part), "{part}: {parts:?}");
        }
    }

    #[test]
    fn a_paragraph_is_no_letter() {
        let line = "会上，林舟代表：“这件事拖了三年，今年一定要办成。”县长当场表态，请交通局在月底以前把方案交出来。";
        assert_eq!(salutation_inside(line), None);
    }

    proptest! {
        #[test]
        fn breaks_are_places_of_the_line(line in "\\PC{0,80}(答复)? ?林舟代表：.{0,20}收悉.{0,20}！云川市教育局2020年8月3日联系人：.{0,9}") {
            for at in breaks(&line, salutation_inside(&line)) {
                prop_assert!(line.is_char_boundary(at));
            }
        }
    }
}
