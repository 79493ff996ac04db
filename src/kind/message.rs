//! Heads of newspaper reports and dispatches, and ends of photo captions.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::person::{begins_with_surname, is_name, is_transcribed};

/// Head of a report or dispatch of a newspaper.
static MESSAGE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\[?(?:\p{Han}{2,6}(?:在线|网)-)?(?:据?本报(?:\p{Han}{2,4})?讯|本台讯|本刊讯|本网讯(?:[^息]|$)|\p{Han}{0,4}[晚日早晨时市商快]报讯|\p{Han}{2,12}(?:网|报|社|台|站|融媒体?)\p{Han}{0,6}?(?:\d{1,2}|[元一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})日(?:电|讯)|\p{Han}{1,10}(?:网|网报|报|台|客户端)讯(?: |[(:?]|$)|(?:[□■●◆] *)?(?:本报|本台)(?:记者|通讯员) ?[\p{Han}]|\p{Han}{1,3}[\p{Han}--通电简短快资音喜]讯 ?(?:\((?:本报|见习|实习)?(?:记者|通讯员) | ?\d{1,2}月\d{1,2}日)|[□■●◆] *\p{Han}{1,4}报记者 ?[\p{Han}]|[□■●◆] *(?:全|融)媒体?记者 +\p{Han}{2,4}(?:[ 、]|$)|据?(?:本报|本刊|新华社|中新社|[\p{Han}]{1,6}社)[\p{Han}、 ]{0,14}?(?:\d{1,2}|[元一二三四五六七八九十]{1,2}) ?月 ?(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3}) ?日 ?(?:电|讯|专电))",
    )
});

/// Those who wrote, in brackets before the first sentence: `（记者 甲 通讯员 乙）山高路远，…`.
static LED_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\((?:本报|全媒体?|融媒体?|见习|实习|首席|特约)*(?:记者|通讯员) ?(?P<n>\p{Han}{2,4})(?:[、 ][\p{Han}、 ]{1,40})?\) ?(?P<t>[\p{Han}\d\x22][^()]{12})",
    )
});

/// The end of a photo's caption.
static CAPTION_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:记者|通 ?讯 ?员|拍友|网友|读者|本报|新华社)[^。,]{0,40}|[。!] *\(?(?:\p{Han}{2,4}|\p{Han} \p{Han}) ?|^(?:\p{Han}{1,3}[\p{Han}--拍]|\p{Han} {1,2}\p{Han}) ?)摄(?:影报道)?\)?$",
    )
});

/// Whether a folded line with these characters begins a report or dispatch: `本报讯（记者 …）`,
/// `本报云川6月24日电`.
pub fn is_message_head(line: &str, chars: CharSet) -> bool {
    // The pattern is dear, and each of its branches needs one of these.
    if !chars.has_any(const { CharSet::of("讯记") })
        && !chars.has_all(const { CharSet::of("月日电") })
    {
        return false;
    }
    names_source(&line[..line.floor_char_boundary(72)])
        && MESSAGE_HEAD
            .find(line)
            .is_some_and(|found| !is_telegram(found.as_str(), &line[found.end()..]))
}

/// Whether a line begins a report that is no teaser, which a site cuts short: `本报讯 …每周二晚...`.
pub fn heads_whole_report(line: &str, chars: CharSet) -> bool {
    is_message_head(line, chars) && !line.ends_with("...") && !line.ends_with('…')
}

/// Whether what looks like a dispatch's head speaks of a telegram or a call, or comes from a cooperative:
/// `你社三月五日电悉`, `县信用社六月二十日电请`.
fn is_telegram(head: &str, behind: &str) -> bool {
    const COOPERATIVES: [&str; 7] = ["我社", "你社", "贵社", "信用社", "合作社", "供销社", "公社"];
    const AGENCIES: [&str; 4] = ["新华", "中新", "本报", "本刊"];
    let of_telegram = [
        '悉', '请', '话', '告', '汇', '令', '示', '称', '复', '报', '收',
    ];
    let bare = head.trim_start_matches(['[', '据']);
    let agency = AGENCIES.iter().any(|name| bare.starts_with(name));
    head.ends_with('电')
        && !agency
        && (behind.starts_with(of_telegram) || COOPERATIVES.iter().any(|name| head.contains(name)))
}

/// Whether a line begins an article with those who wrote, in brackets: `（记者 林舟）山高路远，…`.
pub fn begins_with_writers(line: &str) -> bool {
    // What was asked, or what others wrote.
    const OTHERS: [&str; 6] = ["采写", "请问", "提问", "问:", "等", "的"];
    let found = line
        .starts_with('(')
        .then(|| LED_BY.captures(line))
        .flatten();
    found.is_some_and(|found| {
        let (name, text) = (&found["n"], &found["t"]);
        let person = begins_with_surname(name) || is_transcribed(name);
        person && is_name(name) && !OTHERS.iter().any(|word| text.starts_with(word))
    })
}

/// Whether a line's beginning holds what tells where news come from: 讯, 电, 社, 媒, 本报, 本台, 本刊, 报记者.
fn names_source(head: &str) -> bool {
    let mut before = (' ', ' ');
    head.chars().any(|c| {
        let tells = match c {
            '讯' | '电' | '社' | '媒' => true,
            '报' | '台' | '刊' => before.1 == '本',
            '者' => before == ('报', '记'),
            _ => false,
        };
        before = (before.1, c);
        tells
    })
}

/// Whether a line is words of roles with names behind each, and what may stand around them: their group, 报道,
/// 文/图. `晚报首席记者林舟 通讯员王二`, `县委通讯组 本报记者 林舟`.
pub fn names_reporters(line: &str) -> bool {
    static REPORTERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:[□■●◆] *)?(?:\p{Han}{2,14}组 +)?",
            r"(?:(?:\p{Han}{0,4}报|本台|本刊|新华社|\p{Han}{2,6}网|\p{Han}{2,4}融媒|首席|全媒体?|融媒体?|见习|实习|特约|\p{Han}{2,8}(?:中心|电视台|日报社))*(?:记 ?者|通 ?讯 ?员)[: ]*",
            r"(?:\p{Han}{2,3}|\p{Han} +\p{Han})(?:[ 、]+\p{Han}{2,3})*(?:[ 、]+|$)){1,4}(?:报道|文/图|图/文|/文|文)?$"
        ))
    });
    let told = line.contains("记者") || line.contains("通讯员") || line.contains("记 者");
    let short = line.chars().nth(LONGEST_BYLINE).is_none() && !line.ends_with('摄');
    // `记者手记`, `记者连线` are names of columns.
    let roles = ["记者", "通讯员"].into_iter();
    let mut behind = roles.flat_map(|role| line.split(role).skip(1));
    let named = behind.all(|name| {
        name.starts_with([' ', ':']) || begins_with_surname(name) && !name.starts_with("连线")
    });
    told && short && named && REPORTERS.is_match(line)
}

/// Who wrote, on a line of its own above the text: `岳小兵  报道：`.
pub fn reporter_above(line: &str) -> Option<&str> {
    let (name, did) = line.trim_end_matches(':').split_once(' ')?;
    let named =
        begins_with_surname(name) && is_name(name) && (3..=4).contains(&name.chars().count());
    (did.trim() == "报道" && named).then_some(name)
}

/// The longest line of those who wrote, in characters.
const LONGEST_BYLINE: usize = 36;

/// Whether a folded line with these characters ends a photo's caption: `… 记者 林舟 摄`.
pub fn is_caption_end(line: &str, chars: CharSet) -> bool {
    if !chars.has_any(const { CharSet::of("摄") }) {
        return false;
    }
    let bare = line.trim_end_matches(')');
    (bare.ends_with('摄') || bare.ends_with("摄影报道")) && CAPTION_END.is_match(line)
}
