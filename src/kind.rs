//! Tells a document's kind, with the places that show it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Line, Page};
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::pattern;
use crate::values::person::names_of_list;
use crate::values::salutation;

/// A kind and its cues, as bytes of the match view.
#[derive(Debug, Clone)]
pub struct Kinded {
    /// The kind.
    pub kind: Kind,
    /// What shows it.
    pub cues: Vec<Range<usize>>,
}

/// `——在…会议上的报告`, `——2023年1月12日在…会议上`.
static REPORT_SUBTITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[-(]{1,3} *(?:\d{4}年[\d 月日]{2,10})?,?在?.{2,60}?(?:会议|大会|全会|代表会|例会|培训班|座谈会|动员会|推进会|会)上(?:的?(?:\p{Han}{0,6})(?:报告|讲话|致辞|发言|总结|传达|汇报))?\)?$",
    )
});

static REPORT_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"工作报告$|工作报告\([^)]*\)$|情况的报告$|[会班式坛动节日周]上的\p{Han}{0,4}(?:讲话|报告|发言|致辞|致词|演讲|总结|祝词|祝辞|贺词)$",
    )
});

/// Head of a report or dispatch of a newspaper.
static MESSAGE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:本报讯|本台讯|本刊讯|\p{Han}{2,12}(?:网|报|社|台|站)\p{Han}{0,6}\d{1,2}月\d{1,2}日(?:电|讯)|\p{Han}{2,10}(?:网|网报|报|台|客户端)讯 ?(?:[(:]|$)|(?:[□■●◆] *)?(?:本报|本台)(?:记者|通讯员) ?[\p{Han}]|据?(?:本报|本刊|新华社|中新社|[\p{Han}]{1,6}社)[\p{Han}、 ]{2,14}?\d{1,2} ?月 ?\d{1,2} ?日 ?(?:电|讯|专电))",
    )
});

/// The end of a photo's caption.
static CAPTION_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:记者|通讯员|本报|新华社)[^。,]{0,40}|[。!] *\(?\p{Han}{2,4} ?)摄(?:影报道)?\)?$",
    )
});

/// Whether a folded line with these characters begins a report or dispatch: `本报讯（记者 …）`,
/// `本报云川6月24日电`.
pub fn is_message_head(line: &str, chars: CharSet) -> bool {
    // The pattern is dear, and few lines have the words that it needs.
    let dated = chars.has_all(const { CharSet::of("月日") });
    if !dated && !chars.has_any(const { CharSet::of("本社记") }) {
        return false;
    }
    let head = &line[..line.floor_char_boundary(72)];
    (head.contains('讯')
        || head.contains("本报")
        || head.contains("本台")
        || head.contains("本刊")
        || head.contains('社'))
        && MESSAGE_HEAD.is_match(line)
}

/// Whether a folded line with these characters ends a photo's caption: `… 记者 林舟 摄`.
pub fn is_caption_end(line: &str, chars: CharSet) -> bool {
    if !chars.has_any(const { CharSet::of("摄") }) {
        return false;
    }
    let bare = line.trim_end_matches(')');
    (bare.ends_with('摄') || bare.ends_with("摄影报道")) && CAPTION_END.is_match(line)
}

/// A source that is a newspaper or agency.
static NEWSPAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[\p{Han}《]{1,10}(?:[日晚早晨时周]报|报|社|新闻网|广播电视台|融媒体?(?:中心)?)")
});

/// An article of a site that begins without a message head: where its news comes from.
static HEARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^记者(?:\d{1,2}日|昨日|今日|近日|日前)?从.{2,40}?(?:获悉|了解到|得知)")
});
/// Those who wrote, in brackets below an article.
static CLOSING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(本报(?:特约|见习|实习)?记者 [^()。,]{2,40}\)$"));
/// A sentence of news: a day of this year, or a word for one.
static NEWS_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[,。 \x22])(?:近日|日前|昨日|昨天|今日|今天|连日来|\d{1,2}月\d{1,2}日)(?:[上下]午|晚)?(?:,|\p{Han}{2,30}(?:召开|举行|开展|来到|率|带领|深入|组织|调研|视察|会见|出席|启动|新修|上说|站在|说))",
    )
});

static WEB_ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:作者|记者|文/图|通讯员):|^文[/:] ?\p{Han}.{1,8} 图[/:]|^[\p{Han}]{2,8}报 *(?:$|\d{4}年)|^第[A-Z]?\d{2}版|^《\p{Han}{2,8}[报刊]》 *\(\d{4}年|^[\p{Han}]{2,6}(?:日报|晚报|时报|早报|晨报)(?:网)?(?:讯)?[ (]",
    )
});

static REPLY_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:提 ?案|建 ?议|议 ?案|意见)(?:、批评和意见)?.{0,60}?(?:答 *[复覆]|回 *复|复 *函|的 *函|会办意见|协办意见|办理意见|办理(?:进展)?情况(?:的)?报告)",
    )
});

static PROPOSAL_HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[\p{Han} ]{0,20})第 *[A-Z]?\d{1,8} *号(?: *(?:提 *案|建 *议|议 *案))?$")
});

static OFFICIAL_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:通 *知|通 *报|报 *告|请 *示|批 *复|意 *见|决 *定|决 *议|公 *告|通 *告|议 *案|纪 *要|公 *报|命 *令|的 *函)(?:\([^)]{1,24}\))*(?:\[?[^\]]{0,20}号\]?\)?)?$",
    )
});

static ORDER_MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\p{Han} ]{3,30}(?:命 ?令|令)$|^(?:[\p{Han} ]{2,30}令)? *\(?第 *[\d一二三四五六七八九十百]{1,6} *号\)?$",
    )
});

/// What shows a kind in a document; nothing where it is of another kind.
type Cues = fn(&Document) -> Vec<Range<usize>>;

impl Kinded {
    /// No kind yet.
    pub fn unknown() -> Kinded {
        Kinded {
            kind: Kind::Other,
            cues: Vec::new(),
        }
    }

    /// Looks at a document's lines, labels and layout; the first kind in question that shows itself wins.
    pub fn of(document: &Document) -> Kinded {
        if is_list_of_replies(document) {
            return Kinded::unknown();
        }
        let tests: [(Kind, Cues); 5] = [
            (Kind::WorkReport, report_cues),
            (Kind::NewspaperArticle, news_cues),
            (Kind::ProposalPage, page_cues),
            (Kind::ProposalReply, reply_cues),
            (Kind::OfficialDocument, official_cues),
        ];
        for (kind, find) in tests {
            let cues = find(document);
            if !cues.is_empty() {
                return Kinded { kind, cues };
            }
        }
        Kinded::unknown()
    }
}

/// Whether a page opens as a letter does: a title that answers, then persons spoken to.
pub fn opens_as_letter(page: &Page) -> bool {
    let mut answered = false;
    for line in page.lines.iter().take(HEAD_LINES) {
        let text = &page.matched.as_str()[line.range.clone()];
        if answered
            && salutation::may_name_persons(line.chars)
            && salutation::persons(text).is_some()
        {
            return true;
        }
        answered |=
            may_answer(line.chars) && text.chars().nth(120).is_none() && REPLY_TITLE.is_match(text);
        if is_message_head(text, line.chars) {
            return false;
        }
    }
    false
}

/// Whether a line with these characters may be a reply's title, or the first line of one.
fn may_answer(chars: CharSet) -> bool {
    chars.has_any(const { CharSet::of("案议见") })
}

/// How many lines the head of a document has at most.
const HEAD_LINES: usize = 60;

/// The document's lines up to its body, at least the first ones, that are no furniture.
fn head<'d>(document: &'d Document) -> impl Iterator<Item = usize> + 'd {
    let end = (document.layout.body + 1)
        .min(document.lines.end)
        .min(document.lines.start + HEAD_LINES);
    (document.lines.start..end).filter(|&index| !document.layout.is_furniture(index))
}

fn whole(document: &Document, index: usize) -> Range<usize> {
    document.page.lines[index].range.clone()
}

/// The lines of a report's subtitle: one, or two where it was broken.
pub fn report_subtitle(document: &Document) -> Option<Range<usize>> {
    let end = document
        .layout
        .audience
        .unwrap_or(document.layout.body)
        .min(document.lines.end);
    (document.lines.start..end).find_map(|index| {
        let line = document.line(index);
        // What the pattern begins with, which few lines do.
        if !line.starts_with(['-', '(']) {
            return None;
        }
        if REPORT_SUBTITLE.is_match(line) {
            return Some(index..index + 1);
        }
        let broken = line.starts_with("--")
            && index + 1 < end
            && REPORT_SUBTITLE.is_match(&format!("{line}{}", document.line(index + 1)));
        broken.then_some(index..index + 2)
    })
}

fn report_cues(document: &Document) -> Vec<Range<usize>> {
    let subtitle = report_subtitle(document).map(|lines| lines.start);
    let title = head(document).find(|&index| {
        let line = document.line(index);
        line.ends_with(['告', ')', '话', '言', '辞', '词', '讲', '结'])
            && REPORT_TITLE.is_match(line)
    });
    let Some(audience) = document.layout.audience else {
        // A report in print may lack the salutation, but then it has both title lines.
        return match (title, subtitle) {
            (Some(title), Some(subtitle)) if subtitle > title => {
                vec![whole(document, title), whole(document, subtitle)]
            }
            _ => Vec::new(),
        };
    };
    let near = audience < document.lines.start + HEAD_LINES;
    let cues: Vec<usize> = title.into_iter().chain(subtitle).collect();
    if near && !cues.is_empty() {
        cues.into_iter()
            .chain([audience])
            .map(|index| whole(document, index))
            .collect()
    } else {
        Vec::new()
    }
}

fn news_cues(document: &Document) -> Vec<Range<usize>> {
    let cues = article_cues(document);
    // Looked at last: most documents have no such cue, and a closer look at their heads is dear.
    match !cues.is_empty() && opens_as_letter(document.page) {
        true => Vec::new(),
        false => cues,
    }
}

/// What shows an article in a text that does not open as a letter.
fn article_cues(document: &Document) -> Vec<Range<usize>> {
    let mut cues: Vec<Range<usize>> = Vec::new();
    for index in document
        .lines
        .clone()
        .filter(|&index| !document.layout.is_furniture(index))
    {
        let line = document.line(index);
        let chars = document.page.lines[index].chars;
        if is_message_head(line, chars)
            || is_caption_end(line, chars)
            || chars.has_all(const { CharSet::of("本记(") }) && CLOSING.is_match(line)
        {
            cues.push(whole(document, index));
        }
    }
    if cues.is_empty() {
        cues.extend(original_headline(document));
    }
    if cues.is_empty() && document.layout.salutation.is_none() {
        cues.extend(lead_cue(document));
    }
    if cues.is_empty() && document.layout.salutation.is_none() {
        let byline = head(document).find(|&index| WEB_ARTICLE.is_match(document.line(index)));
        let dated = document
            .labels
            .iter()
            .any(|label| label.key == "date_page" && !label.value.is_empty());
        let numbered = head(document).any(|index| document.numbers(index).next().is_some());
        let title = head(document).any(|index| {
            OFFICIAL_TITLE.is_match(document.line(index))
                || REPLY_TITLE.is_match(document.line(index))
        });
        let plain = document.labels.iter().all(|label| {
            matches!(
                label.key,
                "date_page"
                    | "author"
                    | "byline"
                    | "source"
                    | "editor"
                    | "views"
                    | "font"
                    | "ticket"
            )
        });
        let author = ["author", "byline"]
            .into_iter()
            .flat_map(|key| document.labelled(key))
            .find(|label| !names_of_list(document.text(label.value.clone())).is_empty());
        let paper = document
            .labelled("source")
            .find(|label| NEWSPAPER.is_match(document.text(label.value.clone())));
        let signed = author.filter(|_| paper.is_some() || plain);
        if let Some(label) = signed.filter(|_| !numbered && !title && !has_reply_opening(document))
        {
            cues.push(label.label.clone());
        } else if let Some(index) = byline
            && !numbered
            && !title
            && plain
        {
            cues.push(whole(document, index));
        } else if dated && plain && !numbered && !title && !has_reply_opening(document) {
            cues.extend(
                document
                    .labels
                    .iter()
                    .find(|label| label.key == "date_page")
                    .map(|label| label.label.clone()),
            );
        }
    }
    cues.truncate(4);
    cues
}

/// `原标题：…`, which a site sets above what it took from a paper.
fn original_headline(document: &Document) -> Option<Range<usize>> {
    let label = document
        .labelled("title")
        .find(|label| document.text(label.label.clone()) == "原标题")?;
    Some(label.label.clone())
}

/// The first sentence of an article that tells what the paper heard, or of what a site reports under
/// its time, source and author.
fn lead_cue(document: &Document) -> Option<Range<usize>> {
    let line = document.layout.body;
    if line >= document.lines.end {
        return None;
    }
    let text = document.line(line);
    let start = document.line_start(line);
    if let Some(found) = HEARD.find(text) {
        return Some(start..start + found.end());
    }
    let of_site = |key: &str| {
        matches!(
            key,
            "date_published"
                | "date_page"
                | "author"
                | "byline"
                | "source"
                | "editor"
                | "views"
                | "font"
                | "ticket"
        )
    };
    let above = || document.labels.iter().filter(|label| label.line < line);
    let sourced =
        above().any(|label| matches!(label.key, "source" | "author" | "byline" | "views"));
    let plain = above().all(|label| of_site(label.key));
    let official = head(document).any(|index| {
        document.numbers(index).next().is_some()
            || OFFICIAL_TITLE.is_match(document.line(index))
            || REPLY_TITLE.is_match(document.line(index))
    });
    if !sourced || !plain || official {
        return None;
    }
    let opening = &text[..text
        .char_indices()
        .nth(OPENING)
        .map_or(text.len(), |(at, _)| at)];
    let found = NEWS_DAY.find(opening)?;
    Some(start + found.start()..start + found.end())
}

fn page_cues(document: &Document) -> Vec<Range<usize>> {
    let find = |key: &str| {
        document
            .labelled(key)
            .find(|label| label.line < document.layout.attachments)
            .map(|label| label.label.clone())
    };
    let any = |key: &str| {
        document
            .labels
            .iter()
            .find(|label| label.key == key)
            .map(|label| label.label.clone())
    };
    let proposers = find("proposers");
    let content = any("content");
    let heading = head(document).find(|&index| {
        document.has(index, const { CharSet::of("号") })
            && PROPOSAL_HEADING.is_match(document.line(index))
            && !document.layout.has_label(index)
    });
    let letter = document
        .layout
        .salutation
        .as_ref()
        .is_some_and(|(line, found)| {
            found.role.is_some()
                && proposers
                    .as_ref()
                    .is_none_or(|label| label.start > document.line_start(*line))
        });
    let answered = document
        .layout
        .salutation
        .as_ref()
        .is_some_and(|(line, _)| {
            head(document)
                .take_while(|index| index < line)
                .filter(|&index| {
                    may_answer(document.page.lines[index].chars)
                        && !document.layout.has_label(index)
                })
                .any(|index| REPLY_TITLE.is_match(document.line(index)))
        });
    let letter = letter || answered;
    if letter {
        return Vec::new();
    }
    match (proposers, content, heading) {
        (Some(a), Some(b), _) => vec![a, b],
        (Some(a), None, Some(line)) => vec![a, whole(document, line)],
        (Some(a), None, None)
            if any("proposal_number").is_some()
                || any("proposal_title").is_some()
                || any("reply").is_some() =>
        {
            vec![a]
        }
        (None, Some(b), Some(line)) => vec![b, whole(document, line)],
        (None, Some(b), None) if any("proposal_title").is_some() => vec![b],
        _ => Vec::new(),
    }
}

fn has_reply_opening(document: &Document) -> bool {
    reply_opening(document).is_some()
}

fn reply_opening(document: &Document) -> Option<Range<usize>> {
    let from = document.layout.body;
    (from..document.lines.end.min(from + 4)).find_map(|index| {
        let line = document.line(index);
        if !document.has_any(index, const { CharSet::of("收复覆办如") }) {
            return None;
        }
        let end = line
            .char_indices()
            .nth(OPENING)
            .map_or(line.len(), |(at, _)| at);
        let mut start = document.line_start(index);
        for sentence in line[..end].split_inclusive('。') {
            if let Some(len) = opens_reply(sentence) {
                return Some(start..start + len);
            }
            start += sentence.len();
        }
        None
    })
}

/// How far into a line an opening can stand, in characters.
const OPENING: usize = 300;

/// Whether a folded sentence opens a reply (`您提出的…收悉`, `现答复如下`), and how far the words go.
fn opens_reply(sentence: &str) -> Option<usize> {
    // A look or two tell of most sentences: each way needs one of these, and one of those.
    let speaks = |c| matches!(c, '现' | '悉' | '您' | '你' | '代' | '委' | '贵');
    let answers = |c| matches!(c, '收' | '复' | '覆' | '办' | '如');
    if !sentence.contains(speaks) || !sentence.contains(answers) {
        return None;
    }
    let end = |words: &[&str]| {
        words
            .iter()
            .filter_map(|word| sentence.find(word).map(|at| at + word.len()))
            .min()
    };
    let now = ["答复如下", "答覆如下", "回复如下", "答复意见如下"];
    if sentence.contains('现')
        && let Some(end) = end(&now)
    {
        return Some(end);
    }
    let about = ["提案", "建议", "议案"]
        .iter()
        .any(|word| sentence.contains(word));
    if about && let Some(end) = end(&["收悉"]) {
        return Some(end);
    }
    // Somebody proposed, and then it was answered: 您提出的 … 办理.
    let who = ["您", "你", "代表", "委员", "贵"]
        .iter()
        .filter_map(|word| sentence.find(word))
        .min()?;
    let told = ["提出", "提交", "反映", "建议"]
        .iter()
        .filter_map(|word| sentence[who..].find(word))
        .min()?
        + who;
    let done = ["收悉", "答复", "答覆", "回复", "办理", "如下"];
    // News speak of deputies' suggestions and of how they are handled, too.
    let spoken_to = ["您", "你", "贵"]
        .iter()
        .any(|word| sentence.contains(word));
    let done = done.iter().filter(|word| spoken_to || **word != "办理");
    done.filter_map(|word| sentence[told..].find(word).map(|at| told + at + word.len()))
        .min()
}

/// Whether a page lists letters and is none: their titles stand one below the other, with dates or
/// bullets, and nobody is spoken to.
fn is_list_of_replies(document: &Document) -> bool {
    if document.layout.salutation.is_some() {
        return false;
    }
    let listed = |index: &usize| {
        let line = document.line(*index);
        let chars = document.page.lines[*index].chars;
        if !may_answer(chars) || !chars.has_any(const { CharSet::of("复覆办") }) {
            return false;
        }
        let marked = line.starts_with(['·', '•', '●', '-', '>'])
            || line.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']'));
        marked && line.chars().nth(100).is_none() && REPLY_TITLE.is_match(line)
    };
    document.lines.clone().filter(listed).take(3).count() == 3
}

fn reply_cues(document: &Document) -> Vec<Range<usize>> {
    let title = head(document).find(|&index| {
        let line = document.line(index);
        if line.contains('。') && !line.starts_with(['关', '对']) {
            return false;
        }
        let next = document.page.lines.get(index + 1);
        let chars = [Some(&document.page.lines[index]), next];
        if !chars.iter().flatten().any(|line| may_answer(line.chars)) {
            return false;
        }
        // 答复, 回覆, 复函, 的函, 会办意见, 办理情况: what else the pattern needs.
        let answers = |line: &&Line| {
            line.chars.has_any(const { CharSet::of("复覆办") })
                || document.page.matched.as_str()[line.range.clone()].contains('函')
        };
        if !chars.iter().flatten().any(answers) {
            return false;
        }
        let two = document
            .page
            .lines
            .get(index + 1)
            .map(|_| document.line(index + 1))
            .unwrap_or_default();
        let joined = format!("{line}{two}");
        REPLY_TITLE.is_match(line) && names_proposal(line)
            || REPLY_TITLE.is_match(&joined) && names_proposal(&joined) && two.chars().count() < 40
    });
    let persons = document.layout.salutation.as_ref().filter(|(_, found)| {
        found
            .role
            .as_deref()
            .is_some_and(|role| role.ends_with("委员") || role.ends_with("代表"))
    });
    let opening = reply_opening(document);
    match (title, persons, opening) {
        (Some(title), _, _) => vec![whole(document, title)],
        (None, Some((_, found)), Some(opening)) => vec![found.range.clone(), opening],
        (None, Some((_, found)), None) if document.lines.len() < 40 => vec![found.range.clone()],
        (None, None, Some(opening)) if document.layout.salutation.is_some() => vec![opening],
        _ => Vec::new(),
    }
}

/// Whether a title names a proposal by number, or quotes one, so that it answers it.
fn names_proposal(line: &str) -> bool {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"号|次会|《[^》]*(?:建议|提案|议案|意见)》|关于答复|提案|代表建议|委员")
    });
    NAMED.is_match(line)
}

/// Whether a line ends with a character with which [`OFFICIAL_TITLE`] ends, which is dear.
fn ends_officially(line: &str) -> bool {
    line.ends_with(|c| {
        matches!(
            c,
            '知' | '报' | '告' | '示' | '复' | '见' | '定' | '议' | '案' | '要' | '令' | '函'
        ) || matches!(c, ')' | ']' | '号')
    })
}

fn official_cues(document: &Document) -> Vec<Range<usize>> {
    let number = head(document).find_map(|index| {
        let found = document.numbers(index).next()?;
        let start = document.line_start(index);
        // Only in a line of its own, or behind a label: a cited number is no cue.
        (found.range.start < 30 || document.layout.has_label(index))
            .then(|| start + found.range.start..start + found.range.end)
    });
    let titles = || {
        head(document).filter(|&index| {
            let line = document.line(index);
            ends_officially(line) && OFFICIAL_TITLE.is_match(line) && line.chars().nth(2).is_some()
        })
    };
    let tells = |index: &usize| {
        let line = document.line(*index);
        line.contains("关于") || line.ends_with('告')
    };
    let title = titles().find(tells).or_else(|| titles().next());
    let order = head(document).find(|&index| {
        let line = document.line(index);
        line.ends_with(['令', '号', ')']) && ORDER_MARK.is_match(line)
    });
    let organs = document
        .layout
        .salutation
        .as_ref()
        .filter(|(_, found)| found.role.is_none());
    match (number, title, order, organs) {
        (Some(number), Some(title), ..) => vec![number, whole(document, title)],
        (None, Some(title), _, Some((_, organs))) => {
            vec![whole(document, title), organs.range.clone()]
        }
        (Some(number), None, _, Some((_, organs))) => vec![number, organs.range.clone()],
        (_, _, Some(order), _) => vec![whole(document, order)],
        (Some(number), None, None, None) => vec![number],
        (None, Some(title), None, None) if tells(&title) => vec![whole(document, title)],
        (None, None, None, Some((line, organs))) => {
            let issued = issuing_words(document, *line);
            issued.map_or(Vec::new(), |words| vec![organs.range.clone(), words])
        }
        _ => norm_cues(document),
    }
}

/// The words below a salutation to organs that issue something: `现印发给你们`, `现批复如下`.
fn issuing_words(document: &Document, salutation: usize) -> Option<Range<usize>> {
    static ISSUING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"现(?:予|将.{0,60})?(?:印发|转发|下达|公布)|(?:通知|批复|通报|函告|报告)如下|遵照执行|贯彻执行|认真执行",
        )
    });
    let lines = salutation + 1..(salutation + 4).min(document.lines.end);
    lines.into_iter().find_map(|index| {
        let found = ISSUING.find(document.line(index))?;
        let start = document.line_start(index);
        Some(start + found.start()..start + found.end())
    })
}

/// What shows a norm 规范性文件 printed without its notice: its name, and articles below.
fn norm_cues(document: &Document) -> Vec<Range<usize>> {
    static NORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[\p{Han}《》()、·\d ]{4,60}(?:办法|规定|条例|细则|规则|章程|准则|规程)(?:\([^)]{1,20}\))?$",
        )
    });
    static ARTICLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^第 ?[一1] ?[章条]"));
    let top = document.lines.start..document.lines.end.min(document.lines.start + HEAD_LINES);
    let named = top.into_iter().find(|&index| {
        let line = document.line(index);
        !document.layout.is_furniture(index)
            && line.ends_with(['法', '定', '例', '则', '程', ')'])
            && NORM.is_match(line)
    });
    let Some(name) = named else {
        return Vec::new();
    };
    let below = name + 1..document.lines.end.min(name + HEAD_LINES);
    let article = below.into_iter().find(|&index| {
        document.line(index).starts_with('第') && ARTICLE.is_match(document.line(index))
    });
    article.map_or(Vec::new(), |article| {
        vec![whole(document, name), whole(document, article)]
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_official_title_ends_as_one(
            line in "关于.{0,3}(通 ?知|通 ?报|报 ?告|请 ?示|批 ?复|意 ?见|决 ?定|决 ?议|公 ?告|通 ?告|议 ?案|纪 ?要|公 ?报|命 ?令|的 ?函)?([(]试行[)])?(\\[?.{0,3}号?\\]?[)]?)?"
        ) {
            prop_assert!(ends_officially(&line) || !OFFICIAL_TITLE.is_match(&line));
        }
    }
}
