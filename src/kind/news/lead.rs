//! The first sentences of an article: what the paper heard, who reports, which day.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::closing::CLOSING_NAMES;
use super::labelled::is_of_article;
use crate::document::Document;
use crate::kind::head::OPENING;
use crate::labels::Labelled;
use crate::pattern::pattern;
use crate::values::person::{begins_with_surname, names_alone};

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

/// A sentence of news: what took place on a day of this year, a visit on such a day, or a word for one.
static NEWS_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[^于\d])\d{1,2}月\d{1,2}日(?:[上下]午|晚)?在\p{Han}{2,20}(?:召开|举行|举办|开幕|闭幕|落幕|启动|开工|揭牌)|(?:^|[,。 ])(?:[\p{Han}、]{2,30})?于\d{1,2}月\d{1,2}日?(?:[至-]\d{1,2}日)?\p{Han}{0,16}(?:考察|调研|走访|视察|慰问)|(?:^|[,。 △▲◆●\x22])(?:近日|\p{Han}{1,3}节前夕|日前|昨日|昨天|今日|今天|连日来|\d{1,2}月\d{1,2}日(?:[至-](?:\d{1,2}月)?\d{1,2}日)?)(?:[上下]午|晚)?(?:\d{1,2}时(?:至\d{1,2}时)?)?(?:,|\p{Han}{2,30}(?:召开|举行|开展|来到|率|带领|深入|组织|调研|视察|会见|出席|启动|说))",
    )
});

/// In so many paragraphs an article tells its day.
pub(super) const LEAD: usize = 3;

/// The first sentence of an article that tells what the paper heard, or of what a site reports under
/// its time, source and author.
pub(super) fn lead_cue(document: &Document) -> Option<Range<usize>> {
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
        line.ends_with(')')
            && (line.ends_with("供稿)") || CLOSING_NAMES.is_match(line) || holds_names(line))
    };
    let end = document.lines.end.min(document.layout.body_end + 1);
    let signed = (line..end).any(closes);
    if signed && let Some(found) = NEWS_DAY.find(text) {
        return Some(start + found.start()..start + found.end());
    }
    let above = || document.labels.iter().filter(|label| label.line < line);
    let blank =
        |label: &Labelled| label.value.is_empty() || document.text(label.value.clone()) == "无";
    let of_article = |label: &Labelled| {
        matches!(label.key, "date_published" | "publisher") || is_of_article(label.key)
    };
    let plain = above().all(|label| of_article(label) || blank(label));
    if !plain || !above().any(of_article) {
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

/// Whether a line is names in brackets and nothing else: `（甲 乙）`.
fn holds_names(line: &str) -> bool {
    let inside = line
        .strip_prefix('(')
        .and_then(|line| line.strip_suffix(')'));
    inside.is_some_and(|inside| {
        let names = names_alone(inside);
        !names.is_empty()
            && names
                .into_iter()
                .all(|name| begins_with_surname(&inside[name]))
    })
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
