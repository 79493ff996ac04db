//! What a line of a newspaper page is.

use std::sync::LazyLock;

use regex::Regex;

use super::articles::opens_readers_letter;
use crate::document::{Document, Page};
use crate::kind::{
    begins_with_writers, is_caption_end, is_commentator, is_message_head, names_reporters,
};
use crate::labels::label_at_start;
use crate::layout::{heads_others, is_furniture_line, is_prose_line};
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::date::{self, DateMatch, find_dates};
use crate::values::person::{is_name, names_behind_mark};
use crate::values::without_spaces;

/// What a line of a newspaper page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Caption,
    Head,
    Short,
    Text,
    Other,
}

/// What a folded line with these telling characters is.
pub(super) fn role(line: &str, chars: CharSet) -> Role {
    if !line.chars().any(crate::text::is_han) {
        // The paper's name in letters, rules across the page.
        Role::Other
    } else if is_caption_end(line, chars) {
        Role::Caption
    } else if is_message_head(line, chars) || begins_with_writers(line) {
        Role::Head
    } else if is_short(line, chars) {
        Role::Short
    } else if is_furniture_line(line, chars)
        || is_issue_line(line, chars)
        || is_medium(line)
        || tells_weather(line)
        || names_editor(line)
        || is_column(line, chars)
        || is_row(line, chars)
        || is_byline(line, chars)
        || !is_prose_line(line, chars) && date::begins_with_date(line)
    {
        Role::Other
    } else {
        Role::Text
    }
}

/// Whether a line is a path through a site, or a column's name with a date: `【专讯】（2011-06-02）`.
fn is_column(line: &str, chars: CharSet) -> bool {
    let path = || chars.has_any(const { CharSet::of(">") });
    let dated = || line.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']' | '日'));
    // `云川融媒 2020-06-16 18:20 发表于云川`, `云川发布 今天`
    let account = || line.contains(" 发表于");
    if line.ends_with("发布 今天") || line.ends_with("发布 昨天") {
        return true;
    }
    let dated = || dated() || account();
    let timed = line.contains(':') && (line.ends_with(|c: char| c.is_ascii_digit()) || account());
    let most = if timed { 40 } else { 24 };
    let short = line.chars().nth(most).is_none() && !chars.has_any(const { CharSet::of("。") });
    let full = |found: &DateMatch| found.date.is_some_and(|date| date.is_full());
    short && (path() || dated() && find_dates(line).iter().any(full))
}

/// Whether a line holds the names of those who wrote, and no more.
fn is_byline(line: &str, chars: CharSet) -> bool {
    let short = line.chars().nth(24).is_none();
    let did = ["/文", "/图", "/摄"];
    short
        && (chars.has_any(const { CharSet::of("记员") })
            && (BYLINE.is_match(line) || names_reporters(line))
            || names_behind_mark(line).is_some()
            || did.iter().any(|did| line.ends_with(did)))
}

/// Whether a line is a row of a list of headlines.
fn is_row(line: &str, chars: CharSet) -> bool {
    line.starts_with(['●', '•'])
        && !chars.has_any(const { CharSet::of("。") })
        && !line.contains("记者")
        && line.chars().nth(40).is_none()
}

pub(super) fn role_of(document: &Document, index: usize) -> Role {
    match is_advert(document.page, index) {
        true => Role::Other,
        false => role(document.line(index), document.page.lines[index].chars),
    }
}

/// Whether a line belongs to an advertisement between blank lines, which its first line says: `广告`.
pub(super) fn is_advert(page: &Page, index: usize) -> bool {
    let mut lines = (0..=index).rev().take(ADVERT);
    let first = lines.find(|&line| page.lines[line].gap > 0);
    first
        .filter(|&first| page.line(first) == "广告")
        .is_some_and(|first| {
            // Where no blank line ends it, the next report does.
            let mut block = (first..page.lines.len())
                .take_while(|&line| line == first || page.lines[line].gap == 0);
            !block.any(|line| is_message_head(page.line(line), page.lines[line].chars))
        })
}

/// So many lines an advertisement has at most.
const ADVERT: usize = 12;

/// A line that may be a headline: short, without the punctuation that ends or divides sentences.
fn is_short(line: &str, chars: CharSet) -> bool {
    // What a site says of pictures behind a headline, and which part of a series it is.
    const NOTES: [&str; 11] = [
        "(图文)", "(组图)", "(图)", "(图集)", "(视频)", "(上)", "(中)", "(下)", "(一)", "(二)",
        "(三)",
    ];
    // `一周要闻（5月8日-5月14日）`
    let span = || {
        let inside = line
            .strip_suffix(')')
            .and_then(|line| line.rsplit_once('('));
        inside.is_some_and(|(name, days)| {
            let day =
                |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '-' | '~' | '至');
            !name.is_empty()
                && days.chars().all(day)
                && days.contains('月')
                && days.contains(['-', '~', '至'])
        })
    };
    // `基层见闻（三则）`
    let counted = line.ends_with("则)");
    let closed = || {
        line.ends_with(')') && !NOTES.iter().any(|note| line.ends_with(note)) && !counted && !span()
    };
    !chars.has_any(const { CharSet::of("。;\t|>") })
        && !line.ends_with([',', ':', '、', '…'])
        && !FEATURE.iter().any(|label| line.starts_with(label))
        && !is_prompt(line)
        && !closed()
        && !is_row(line, chars)
        && !is_column(line, chars)
        && line.chars().nth(1).is_some()
        // Who wrote it, on a line of its own.
        && (line.chars().nth(3).is_some() || !is_name(line) || NOTICES.contains(&line))
        && line.chars().nth(36).is_none()
        && line
            .chars()
            .filter(|&c| crate::text::is_han(c))
            .nth(1)
            .is_some()
        && !is_prose_line(line, chars)
        && !is_furniture_line(line, chars)
        && (!date::begins_with_date(line) || goes_on_behind_date(line))
        && !is_medium(line)
        && !is_issue_line(line, chars)
        && !is_byline(line, chars)
}

/// The notices that papers head with a word as long as a name.
const NOTICES: [&str; 12] = [
    "更正", "启事", "声明", "讣告", "致歉", "致谢", "公告", "通告", "通知", "简讯", "短讯", "短评",
];

/// Whether a line is what public accounts print above an article, or names a paper's commentator.
fn is_prompt(line: &str) -> bool {
    [
        "点蓝字",
        "点击蓝字",
        "上方蓝字",
        "关注我们",
        "官方账号",
        "以下文章来源于",
    ]
    .iter()
    .any(|word| line.contains(word))
        || tells_weather(line)
        || names_editor(line)
        || heads_others(line)
        || shows_picture(line)
        || is_commentator(line)
        || line.trim_start_matches('©').starts_with("原创 ") && line.contains(':')
}

/// Whether a line says what one of several pictures shows: `上图 志愿者在学堂里`.
fn shows_picture(line: &str) -> bool {
    let mut words = line.split([' ', ':']);
    let first = words.next().unwrap_or_default();
    matches!(first, "上图" | "下图" | "左图" | "右图" | "题图") && words.next().is_some()
}

/// Whether a line is the day's weather, as a masthead has it.
fn tells_weather(line: &str) -> bool {
    // `云川高新区 19℃ 0`, and no `全市最高气温突破 40℃`.
    let told = ["突破", "达到", "降至", "升至", "超过"]
        .iter()
        .any(|word| line.contains(word));
    let short = line.chars().nth(WEATHER).is_none() && line.contains(' ');
    line.contains("天气:") && line.contains(['℃', '°', '级'])
        || short && !told && line.contains('℃')
}

/// The longest line of the weather without its word, in characters.
const WEATHER: usize = 16;

/// The longest name of who edited, in characters: a person or an office.
const EDITOR: usize = 6;

/// Whether a line begins with who edited: `编辑：林舟 校对：王二`, `【责任编辑 林舟】`.
fn names_editor(line: &str) -> bool {
    let bare = line.trim_start_matches(['[', '(']);
    // `统筹 推进城乡供水一体化`, `审核：把好质量第一关` are headlines.
    let named = || {
        let names = bare.split_once([':', ' ']).map(|(_, names)| names);
        names.is_none_or(|names| {
            let mut first = names.split([' ', ')', ']', '、']);
            let first = first.find(|name| !name.is_empty());
            first.is_none_or(|name| name.chars().nth(EDITOR).is_none())
        })
    };
    label_at_start(bare) == Some("editor")
        && named()
        && !line.starts_with("编辑同志")
        && !opens_readers_letter(line)
}

/// What heads a feature of pictures below its headline.
const FEATURE: [&str; 2] = ["地点:", "拍摄者:"];

/// Whether a line tells the issue, the page or those who made it.
pub(super) fn is_issue_line(line: &str, chars: CharSet) -> bool {
    may_tell_issue(line, chars) && ISSUE_LINE.is_match(line)
}

/// Whether a line holds what a branch of [`ISSUE_LINE`], which is dear, needs.
fn may_tell_issue(line: &str, chars: CharSet) -> bool {
    const FIRST: [&str; 14] = [
        "星期",
        "总编辑",
        "值班",
        "执行主编",
        "字数",
        "文章字数",
        "农历",
        "责",
        "美编",
        "校对",
        "文",
        "社址",
        "本报",
        "专栏",
    ];
    let mut start = line.chars();
    let paged = start.next().is_some_and(|c| c.is_ascii_uppercase())
        && start.next().is_some_and(|c| c.is_ascii_digit());
    let dated = || chars.has_any(const { CharSet::of("日") }) && line.contains("星期");
    let run = || {
        chars.has_any(const { CharSet::of("主") })
            && (line.starts_with("主办:")
                || line.starts_with("主管:")
                || line.contains("主管主办")
                || line.ends_with("主管")
                || line.ends_with("主办"))
    };
    // A paper's name at a line's end or before a year, 报社出版, 机关报, 邮发代号.
    let named = || {
        line.match_indices('报').any(|(at, word)| {
            let behind = &line[at + word.len()..];
            behind.is_empty()
                || behind.starts_with(|c: char| c == ' ' || c.is_ascii_digit())
                || behind.starts_with("社出版")
        }) || line.contains("邮发")
            || line.contains("准印证")
    };
    chars.has_any(const { CharSet::of("版") })
        || paged
        || FIRST.iter().any(|word| line.starts_with(word))
        || run()
        || dated()
        || named()
        || chars.has_any(const { CharSet::of("一") }) && line.contains("国内统一")
}

/// Whether a line that begins with a date says more: `十一月一日至十日，三十三种小吃任品尝`.
fn goes_on_behind_date(line: &str) -> bool {
    let rest = line.split_once(',').map(|(_, rest)| rest);
    rest.is_some_and(|rest| {
        rest.chars().filter(|&c| crate::text::is_han(c)).count() >= 6
            && !rest.contains("星期")
            && !rest.contains('版')
    })
}

/// The longest name of a page's column, in characters.
const COLUMN: usize = 4;

/// Whether a line is the name of a paper or a site.
fn is_medium(line: &str) -> bool {
    // `云川融媒 2023-11-02`
    let dated = line.rsplit_once(' ').filter(|(_, day)| {
        day.starts_with(|c: char| c.is_ascii_digit()) && date::whole_date(day).is_some()
    });
    let line = dated.map_or(line, |(name, _)| name.trim_end());
    // `陵 河 报`
    let spaced = line.contains(' ') && line.ends_with('报') && line.chars().nth(11).is_none();
    if spaced && without_spaces(line).chars().nth(5).is_none() {
        return true;
    }
    if !line.ends_with(['站', '报', '网', '媒', '版']) {
        return false;
    }
    // `要 闻      云川日报`: the page's column beside the paper's name.
    let beside = line.rsplit_once("  ").filter(|(column, _)| {
        let column = without_spaces(column);
        column.chars().nth(COLUMN).is_none()
    });
    let name = beside.map_or(line, |(_, name)| name.trim());
    MEDIUM.is_match(name)
}

static ISSUE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:总编辑|值班(?:主任|编委|总编|副总编)|执行主编)[ :]|^\p{Han}{1,7}报 +\p{Han}{2,4}(?:·\p{Han}{2,4})? *[A-Z]?\d{1,3}$|主管主办|^主[管办]:|主[管办]$|^\p{Han}{2,8}报 ?\d{1,2} ?(?:要闻|综合|国内|国际|副刊|社会|民生|时政|本地|县域|专版|专题|经济|文化|教育|健康|评论|广告|新闻)\p{Han}{0,4}$|^第?[A-Z]?\d{1,3} ?版|(?:^|[ ·])第 ?[一二三四五六七八九十]{1,3} ?版|^\p{Han}{2,8}报 .{0,30}\d{4}年|版[:：]|^版次|^(?:文章)?字数|第 ?[A-Z]?\d{1,3} ?版|^\p{Han}{1,7}[\p{Han}--年简通公申汇]报 *(?:$|\d{4}年)|^[A-Z]\d{1,2}[ :]|^文 ?[/:] ?\p{Han}|\d日 +星期|^(?:星期|责编|责任编辑|美编|版式|校对)|邮发代号|准印证.*\d|国内统一|报社出版|机关报(?: |$)|^社址|^专栏 ?:|^农历|今日[\d一二三四五六七八九十]{1,3}版|^本报(?:地址|社址)|^本版(?:责编|编辑|责任编辑|美编|校对)",
    )
});

/// The name of a paper or a site, which stands above its articles or below their headlines.
static MEDIUM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\p{Han}{1,4}网\p{Han}{0,4}站$|^\p{Han}{2,6}(?:日报|晚报|时报|晨报|新闻网|政府网|融媒|数字报|电子报|报数字版|报电子版)$",
    )
});

/// A line of the names of those who wrote.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[□■●◆] *)?(?:本报|本台|全媒体?|融媒体?|\p{Han}{0,6}融媒体中心|见习|实习|特约|\p{Han}{1,3}报)*(?:记 ?者|通 ?讯 ?员)[ :]",
    )
});
