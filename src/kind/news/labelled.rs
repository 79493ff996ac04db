//! Labels that show an article: who wrote it and for which paper, the page's day.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::column::is_signed_as_document;
use super::lead::LEAD;
use crate::document::Document;
use crate::kind::head::{HEAD_LINES, head, whole};
use crate::kind::reply::has_reply_opening;
use crate::labels::Labelled;
use crate::pattern::pattern;
use crate::values::person::names_of_list;

/// A source that is a newspaper or agency.
static NEWSPAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[\p{Han}《]{1,10}(?:[日晚早晨时周]报|报|社|新闻网|广播电视台|融媒体?(?:中心)?)")
});

/// A line of a head that sites and papers print above articles alone.
static WEB_ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        // `云川日报首席记者 林舟`, `通讯员：林舟`
        r"^\p{Han}{1,4}报(?:首席|见习|实习)?记者 +\p{Han}[\p{Han} ]{1,30}$",
        r"|^(?:作者|记者|文/图|通讯员):",
        // `2021-06-24 云川日报 林舟`, `原创 云川发布 2021-06-24 10:20`, `10:20 文/林舟`
        r"|^\d{4}-\d{1,2}-\d{1,2} +\p{Han}{2,6}(?:日|晚|时|早|晨|教育|法制|科技|农民|青年)报 +\p{Han}{2,4}$",
        r"|^原创 .*\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}",
        r"|\d{1,2}:\d{2} +(?:文/图|图文|文)[ :/] ?\p{Han}",
        r"|^文[/:] ?\p{Han}.{1,8} 图[/:]",
        // `云川日报 2021年6月24日`, `第03版`, `《云川日报》（2021年`, `云川日报讯 `
        r"|^\p{Han}{1,7}[\p{Han}--年简通公申汇]报 *(?:$|\d{4}年)",
        r"|^第[A-Z]?\d{1,2}版",
        r"|^《\p{Han}{2,8}[报刊]》 *\(\d{4}年",
        r"|^[\p{Han}]{2,6}(?:日报|晚报|时报|早报|晨报)(?:网)?(?:讯)?[ (]",
    ))
});

/// The most labels of authors of one article.
const MOST_AUTHORS: usize = 3;

/// What shows an article by its labels, where all of them stand at articles too: who wrote it and for which paper,
/// the page's day.
pub(super) fn labelled_cue(document: &Document) -> Option<Range<usize>> {
    let plain = document.labels.iter().all(|label| is_of_article(label.key));
    // Several authors are those of a list of works.
    let several = document.labelled("author").nth(MOST_AUTHORS).is_some();
    let author = ["author", "byline"]
        .into_iter()
        .flat_map(|key| document.labelled(key))
        .find(|label| !names_of_list(document.text(label.value.clone())).is_empty())
        .filter(|_| !several);
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
    if let Some(paper) = paper.filter(|_| himself() && !is_signed_as_document(document)) {
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
    let mut days = document.labelled("date_page").filter(|_| !several);
    let day = days.find(|label| !label.value.is_empty())?;
    (!has_reply_opening(document)).then(|| day.label.clone())
}

/// The label of a source that is a newspaper or an agency.
pub(super) fn of_paper<'d>(document: &'d Document) -> Option<&'d Labelled> {
    let mut sources = document.labelled("source");
    sources.find(|label| NEWSPAPER.is_match(document.text(label.value.clone())))
}

/// Whether a label stands at articles of sites as well as at documents.
pub(super) fn is_of_article(key: &str) -> bool {
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
