//! What shows an article of a newspaper or of a site.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{HEAD_LINES, OPENING, head, whole};
use super::message::{begins_with_writers, is_caption_end, is_message_head, names_reporters};
use super::official::titles_officially;
use super::reply::{has_reply_opening, opens_as_letter};
use crate::document::Document;
use crate::labels::Labelled;
use crate::parts::newspaper::opens_readers_letter;
use crate::pattern::pattern;
use crate::text::{CharSet, is_numeral};
use crate::values::organ::ends_as_organ;
use crate::values::person::{begins_with_surname, names_alone, names_behind_mark, names_of_list};
use crate::values::reply_title::titles_reply;

/// A source that is a newspaper or agency.
static NEWSPAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[\p{Han}《]{1,10}(?:[日晚早晨时周]报|报|社|新闻网|广播电视台|融媒体?(?:中心)?)")
});

/// An article of a site that begins without a message head: where its news comes from.
static HEARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^记者(?:\d{1,2}日|昨日|今日|近日|日前)?从.{2,40}?(?:获悉|了解到|得知)")
});
/// The first sentence of a local site's article: `云上某某报道（记者 林舟）`.
static LOCAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\p{Han}{2,8}(?:报道|消息) ?\((?:(?:首席|见习|实习|全媒体)?记者|通讯员)[ :\p{Han}]")
});
/// An article that begins with those who wrote, in brackets, and a day: `（林舟）6月13日上午`.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\((?:\p{Han}{2,4}[ 、]?){1,4}\) *(?:近日|日前|昨日|昨天|今天|\d{1,2}月\d{1,2}日)")
});
/// Those who wrote, in brackets below an article; sites leave the paper's name out.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[。!?\x22…] *)\((?:本报(?:特约|见习|实习)?记者|(?:\p{Han}{2,8}[台报网社])?(?:特约|见习|实习|全媒体)?(?:记者|通讯员))[ :] ?[^()。,]{2,40}\)$|^\(\p{Han}{4,30}供稿\)$",
    )
});
/// Names in brackets behind a last sentence.
static CLOSING_NAMES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[。!?\x22…] *\(\p{Han}{2,4}(?:[ 、]\p{Han}{2,4}){0,4}\)$"));
/// A sentence of news: a day of this year, or a word for one.
static NEWS_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"于\d{1,2}月\d{1,2}日?(?:[至-]\d{1,2}日)?\p{Han}{0,16}(?:考察|调研|走访|视察|慰问)|(?:^|[,。 \x22])(?:近日|\p{Han}{1,3}节前夕|日前|昨日|昨天|今日|今天|连日来|\d{1,2}月\d{1,2}日(?:[至-](?:\d{1,2}月)?\d{1,2}日)?)(?:[上下]午|晚)?(?:,|\p{Han}{2,30}(?:召开|举行|开展|来到|率|带领|深入|组织|调研|视察|会见|出席|启动|说))",
    )
});

static WEB_ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\p{Han}{1,4}报(?:首席|见习|实习)?记者 +\p{Han}[\p{Han} ]{1,30}$|^(?:作者|记者|文/图|通讯员):|^\d{4}-\d{1,2}-\d{1,2} +\p{Han}{2,6}(?:日|晚|时|早|晨|教育|法制|科技|农民|青年)报 +\p{Han}{2,4}$|^原创 .*\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}|\d{1,2}:\d{2} +(?:文/图|图文|文)[ :/] ?\p{Han}|^文[/:] ?\p{Han}.{1,8} 图[/:]|^\p{Han}{1,7}[\p{Han}--年简通公申汇]报 *(?:$|\d{4}年)|^第[A-Z]?\d{1,2}版|^《\p{Han}{2,8}[报刊]》 *\(\d{4}年|^[\p{Han}]{2,6}(?:日报|晚报|时报|早报|晨报)(?:网)?(?:讯)?[ (]",
    )
});

/// The paper that an article was taken from, named below it: `《云川日报》2022年6月24日 第2版`.
static TAKEN_FROM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(?《\p{Han}{2,10}[报刊]》 *\(?\d{4}年\d{1,2}月\d{1,2}日"));
/// Who wrote and who edited, behind the last sentence: `文：林舟 编辑：王二`, `来源：云川日报 作者：林舟`.
static CREDITS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[。!?\x22] *)文 ?[:/] ?\p{Han}{2,4}? *(?:图|摄影|编辑|责编|责任编辑|审核) ?[:/]",
        r"|[。!?\x22] *(?:(?:选稿|编辑):\p{Han}{2,4} *)?来源:\p{Han}{2,10}[报网社台] *作者:"
    ))
});

pub(super) fn news_cues(document: &Document) -> Vec<Range<usize>> {
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
            || chars.has_all(const { CharSet::of("本记(") })
                && line.starts_with("(本报")
                && CLOSING.is_match(line)
        {
            cues.push(whole(document, index));
        }
    }
    if cues.is_empty() {
        cues.extend(original_headline(document));
    }
    if !cues.is_empty() || document.layout.salutation.is_some() {
        cues.truncate(4);
        return cues;
    }
    // What heads a document speaks against everything below.
    if heads_document(document) {
        return cues;
    }
    let note = of_paper_page(document)
        .or_else(|| closing_note(document))
        .or_else(|| commentator(document))
        .or_else(|| byline_of_staff(document));
    let cue = note
        .or_else(|| lead_cue(document))
        .or_else(|| labelled_cue(document));
    cues.extend(cue);
    cues
}

/// What shows an article by its labels, where all of them stand at articles too: who wrote it and for which paper,
/// the page's day.
fn labelled_cue(document: &Document) -> Option<Range<usize>> {
    // Several authors are those of a list of works.
    if document.labelled("author").count() > MOST_AUTHORS {
        return None;
    }
    let plain = document.labels.iter().all(|label| is_of_article(label.key));
    let author = ["author", "byline"]
        .into_iter()
        .flat_map(|key| document.labelled(key))
        .find(|label| !names_of_list(document.text(label.value.clone())).is_empty());
    let paper = of_paper(document);
    // `来源：岭西日报 本报记者 林舟`, `作者：本报记者 林舟`
    let told = |label: &&Labelled| {
        let told = document.text(label.value.clone());
        ["本报记者", "本刊记者", "本台记者"]
            .iter()
            .any(|word| told.contains(word))
    };
    let staff = paper.filter(told).or_else(|| author.filter(told));
    let signed = staff.or_else(|| author.filter(|_| paper.is_some() || plain));
    if let Some(label) = signed.filter(|_| !has_reply_opening(document)) {
        return Some(label.label.clone());
    }
    // `来源：云川新闻网` above a text in which a reporter speaks of himself.
    let text = document.layout.body..document.lines.end.min(document.layout.body + LEAD);
    let himself = || {
        { text }.any(|index| {
            let line = document.line(index);
            ["记者来到", "记者看到", "记者走进", "记者见到"]
                .iter()
                .any(|word| line.contains(word))
        })
    };
    if let Some(paper) = paper.filter(|_| himself()) {
        return Some(paper.label.clone());
    }
    if !plain {
        return None;
    }
    let of_web = head(document)
        .find(|&index| WEB_ARTICLE.is_match(document.line(index)))
        .or_else(|| page_of_paper(document));
    if let Some(index) = of_web {
        return Some(whole(document, index));
    }
    let mut days = document.labelled("date_page");
    let day = days.find(|label| !label.value.is_empty())?;
    (!has_reply_opening(document)).then(|| day.label.clone())
}

fn local_head(line: &str) -> Option<regex::Match<'_>> {
    let head = &line[..line.floor_char_boundary(60)];
    let told = (head.contains("报道") || head.contains("消息")) && !head.contains("媒体报道");
    told.then(|| LOCAL.find(line)).flatten()
}

/// Whether a line begins as the articles of local sites do: `云上某某报道（记者 林舟）`.
pub fn opens_local_report(line: &str) -> bool {
    local_head(line).is_some()
}

/// The page of a paper that stands above one article: `A03:要闻`; several are a list.
fn page_of_paper(document: &Document) -> Option<usize> {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z]\d{2}:\p{Han}{2,8}$"));
    let is_page = |index: &usize| PAGE.is_match(document.line(*index));
    let mut pages = document.lines.clone().take(HEAD_LINES).filter(is_page);
    let (page, None) = (pages.next()?, pages.next()) else {
        return None;
    };
    (page < document.lines.start + 3).then_some(page)
}

/// Whether a label stands at articles of sites as well as at documents.
fn is_of_article(key: &str) -> bool {
    matches!(
        key,
        "date_page"
            | "date_updated"
            | "author"
            | "byline"
            | "source"
            | "editor"
            | "views"
            | "tools"
    )
}

/// Whether the head holds a document's number or its title.
fn heads_document(document: &Document) -> bool {
    head(document).any(|index| {
        document.numbers(index).next().is_some()
            // A smaller line is no document's title: `——来自石沟的转型报告`.
            || titles_officially(document.line(index)) && !document.line(index).starts_with("--")
            || explains(document.line(index)) && of_paper(document).is_none()
            || titles_reply(document.line(index))
                && !document.line(index).ends_with(['会', '。'])
                && document.line(index).chars().nth(120).is_none()
    })
}

/// Whether a line is the title of what an office explains of proposals: `关于建议办理情况的说明`,
/// `关于代表建议的办理情况`, `提案办理问答`.
fn explains(line: &str) -> bool {
    let handled = ["建议", "提案", "议案"]
        .iter()
        .any(|word| line.contains(word));
    handled
        && (line.ends_with("的说明") && line.contains("关于")
            || ["办理情况", "落实情况", "答复情况"]
                .iter()
                .any(|end| line.ends_with(end))
                && line.starts_with("关于")
            || line.ends_with("问答"))
}

/// The last lines' note of the paper, or of those who wrote and edited.
fn closing_note(document: &Document) -> Option<Range<usize>> {
    let last = document
        .lines
        .end
        .saturating_sub(TAIL)
        .max(document.lines.start);
    // Below the name of a list the paper is one of its entries.
    let listed = |index: usize| {
        let line = document.line(index);
        line.starts_with("参考") || line.starts_with("附") || line.ends_with("目录")
    };
    if (last.saturating_sub(TAIL).max(document.lines.start)..document.lines.end).any(listed) {
        return None;
    }
    (last..document.lines.end).find_map(|index| {
        let line = document.line(index);
        let taken = || {
            let begins = line.starts_with(['《', '(']);
            begins.then(|| TAKEN_FROM.find(line)).flatten()
        };
        // `文/记者 林舟` over `图/王二`.
        let slashes = || {
            let below = (index + 1 < document.lines.end).then(|| document.line(index + 1))?;
            let names = line.strip_prefix("文/")?.trim_start_matches("本报");
            let names = names
                .trim_start_matches("记者")
                .trim_start_matches("通讯员")
                .trim();
            let both = !names_alone(names).is_empty() && below.starts_with(['图', '编']);
            (both && below.contains('/')).then_some(0..line.len())
        };
        let told = line.contains('文') || line.contains("作者");
        let credits = || told.then(|| CREDITS.find(line)).flatten();
        // Below a list of works each has such a line.
        let inside = |line: &'_ str| {
            let inside = line
                .strip_prefix('(')
                .and_then(|line| line.strip_suffix(')'));
            inside.is_some_and(names_reporters)
        };
        let writers = |line: &str| line.ends_with(')') && (CLOSING.is_match(line) || inside(line));
        let alone = || {
            let of_all = document.lines.clone();
            let found = writers(line).then_some(0..line.len());
            found.filter(|_| {
                of_all
                    .filter(|&index| writers(document.line(index)))
                    .count()
                    == 1
            })
        };
        let found = taken().or_else(credits).map(|found| found.range());
        let found = found.or_else(alone).or_else(slashes)?;
        let start = document.line_start(index);
        Some(start + found.start..start + found.end)
    })
}

/// The line below a headline that names a paper's commentator, or who wrote for a paper: `■本报评论员`, `□ 林舟`.
fn commentator(document: &Document) -> Option<Range<usize>> {
    let found = head(document).find(|&index| {
        let line = document.line(index);
        let signed = || names_behind_mark(line).is_some() && of_paper(document).is_some();
        is_commentator(line) || signed()
    });
    found.map(|index| whole(document, index))
}

/// The line of those who wrote above the text, `晚报首席记者林舟 通讯员王二`, or below it above the editors,
/// `县融媒体中心记者：林舟`.
fn byline_of_staff(document: &Document) -> Option<Range<usize>> {
    let reporters = |index: &usize| names_reporters(document.line(*index));
    let edited = |index: usize| {
        let mut labels = document.labels_of(index + 1).iter();
        index + 1 < document.lines.end && labels.any(|label| label.key == "editor")
    };
    let mut below = document.layout.body..document.lines.end;
    let found = head(document)
        .find(reporters)
        .or_else(|| below.find(|index| edited(*index) && reporters(index)));
    found.map(|index| whole(document, index))
}

/// Whether a line is a paper's commentator, with a name or without: `■本报特约评论员 林舟`.
pub fn is_commentator(line: &str) -> bool {
    let bare = line.trim_start_matches(['■', '□', '●', '◆', ' ']);
    let paper = bare
        .strip_prefix("本报")
        .or_else(|| bare.strip_prefix("本刊"));
    let name = paper.and_then(|rest| rest.trim_start_matches("特约").strip_prefix("评论员"));
    name.is_some_and(|name| {
        let bare = name.trim_matches([' ', ':', '(', ')']);
        bare.is_empty() || bare == "文章" || !names_alone(bare).is_empty()
    })
}

/// The label of a source that is a newspaper or an agency.
fn of_paper<'d>(document: &'d Document) -> Option<&'d Labelled> {
    let mut sources = document.labelled("source");
    sources.find(|label| NEWSPAPER.is_match(document.text(label.value.clone())))
}

/// `原标题：…`, which a site sets above what it took from a paper.
fn original_headline(document: &Document) -> Option<Range<usize>> {
    document.original_title().map(|label| label.label.clone())
}

/// Whether a line says on which page of the paper an article began or goes on: `（上接第一版）`, `（下转第四版）`.
fn continues_page(line: &str) -> bool {
    let note = line
        .strip_prefix('(')
        .and_then(|note| note.strip_suffix(')'));
    let page = note.and_then(|note| {
        let words = ["上接", "紧接", "下转"];
        words.iter().find_map(|word| note.strip_prefix(word))
    });
    let page = page.map(|page| page.trim_start_matches("本报").trim_start_matches('第'));
    let numbered = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || is_numeral(c);
    page.is_some_and(|page| {
        let column = page.trim_start_matches(numbered);
        let short = column.chars().nth(COLUMN).is_none();
        column.len() < page.len() && column.ends_with('版') && short
    })
}

/// What stands behind a page's number in such a note has no more characters: `要闻版`.
const COLUMN: usize = 4;

/// Whether a line begins with a paper's writer: `文/本报记者 林舟  图/王二`.
fn names_writer(line: &str) -> bool {
    let writer = line
        .strip_prefix("文/")
        .or_else(|| line.strip_prefix("文:"));
    writer.is_some_and(|writer| writer.trim_start().starts_with("本报"))
}

/// What a paper alone prints, on pages that nothing heads as a document: those who wrote before the first sentence,
/// a reader's letter, a note on the page that goes on, a column of short reports.
fn of_paper_page(document: &Document) -> Option<Range<usize>> {
    let proposal = |key: &str| document.labelled(key).next().is_some();
    if ["proposal_number", "proposers", "content", "undertakers"]
        .into_iter()
        .any(proposal)
    {
        return None;
    }
    let told = |index: &usize| {
        let line = document.line(*index);
        begins_with_writers(line)
            || opens_readers_letter(line) && line.starts_with("编辑同志")
            || continues_page(line)
            || names_writer(line)
    };
    let mut lines = document.lines.clone();
    // Proposals are listed so too, with those who made them.
    let proposals = || head(document).any(|index| document.line(index).contains("提案"));
    let digest = || digest(document).filter(|_| !proposals());
    let line = lines.find(told).or_else(digest)?;
    Some(whole(document, line))
}

/// The first of the short reports of a column, each behind a mark and with its writer in brackets: `△…。（林舟）`.
fn digest(document: &Document) -> Option<usize> {
    let report = |index: &usize| {
        let line = document.line(*index);
        let marked = line.starts_with(['△', '▲', '▽', '▼', '◆', '◇', '●', '■', '★', '☆']);
        marked && line.ends_with(')') && CLOSING_NAMES.is_match(line) && {
            let (_, inside) = line
                .trim_end_matches(')')
                .rsplit_once('(')
                .unwrap_or_default();
            let names = names_alone(inside);
            let person = |name: &Range<usize>| {
                let name = &inside[name.clone()];
                begins_with_surname(name) && !ends_as_organ(name)
            };
            !names.is_empty() && names.iter().all(person)
        }
    };
    let mut reports = document.lines.clone().filter(report);
    let first = reports.next()?;
    reports.next().is_some().then_some(first)
}

/// The most labels of authors of one article.
const MOST_AUTHORS: usize = 3;

/// So many of the last lines may hold a note of where an article comes from.
const TAIL: usize = 5;

/// In so many paragraphs an article tells its day.
const LEAD: usize = 3;

/// The first sentence of an article that tells what the paper heard, or of what a site reports under
/// its time, source and author.
fn lead_cue(document: &Document) -> Option<Range<usize>> {
    let line = document.layout.body;
    if line >= document.lines.end {
        return None;
    }
    let text = document.line(line);
    let start = document.line_start(line);
    if let Some(found) = HEARD
        .find(text)
        .or_else(|| SIGNED.find(text))
        .or_else(|| local_head(text))
    {
        return Some(start..start + found.end());
    }
    // Who wrote it stands in brackets at its end.
    let closes = |index: usize| {
        let line = document.line(index);
        line.ends_with(')') && CLOSING_NAMES.is_match(line)
    };
    let signed = (line..document.layout.body_end).any(closes);
    if signed && let Some(found) = NEWS_DAY.find(text) {
        return Some(start + found.start()..start + found.end());
    }
    let above = || document.labels.iter().filter(|label| label.line < line);
    let sourced =
        above().any(|label| matches!(label.key, "source" | "author" | "byline" | "views"));
    let blank =
        |label: &Labelled| label.value.is_empty() || document.text(label.value.clone()) == "无";
    let plain = above()
        .all(|label| label.key == "date_published" || is_of_article(label.key) || blank(label));
    if !sourced || !plain {
        return None;
    }
    // What went before may come first.
    let lead = line..document.layout.body_end.min(line + LEAD);
    lead.into_iter().find_map(|index| {
        let text = document.line(index);
        let end = text.char_indices().nth(OPENING);
        let found = NEWS_DAY.find(&text[..end.map_or(text.len(), |(at, _)| at)])?;
        let start = document.line_start(index);
        Some(start + found.start()..start + found.end())
    })
}
