//! The title 标题.
//!
//! Stands between head and salutation: `[organ] 关于 matter 的 kind`, on one line or several, letter-spaced
//! at its end (`答　复`). Where a page prints its own title too, the letter's, nearest to the salutation,
//! counts. The organ's line directly above 关于… or 对… belongs to it; a number in brackets behind it does
//! not, nor a number before it on its line. Of a title that the page prints whole and the letter cut
//! short the whole one counts; one that the page repeats counts once. Failing that: a label (标题, 名称), a
//! report's lines above its subtitle, an article's headline, the heading of a text of no known kind.
//! Refuses: what an open page begins with where the letter has no title, headings of sections.

mod assemble;
mod beginning;
mod bulletin;
mod ending;
mod labelled;
mod letter;
mod norm;
mod report;

use std::ops::Range;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::layout::is_prose;
use crate::parts::newspaper::Headline;
use crate::record::Kind;
use crate::text::{is_han, is_numeral, without_bullet};
use crate::values::organ::is_organ;
use crate::values::words::names_table;
use crate::values::{date, join_lines, without_spaces};

use beginning::complete;
use bulletin::bulletin_title;
pub(super) use ending::ends_as_title;
use labelled::labelled;
use letter::letter_title;
use norm::{adopted_norm, norm_name};
use report::report_title;

pub(super) static RULE: Rule = Rule {
    field: "title",
    label: "标题",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["标题", "题名", "title"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "云科〔2022〕32号\n\n云川市科学技术局\n关于对市政协八届六次会议第164号提案的\n答　复\n\n陆知行委员：\n",
            r#""云川市科学技术局关于对市政协八届六次会议第164号提案的答复""#,
        ),
        (
            "云川市教育局 云川市财政局\n关于解决交通补贴的请示\n\n市人民政府：\n",
            r#""云川市教育局 云川市财政局关于解决交通补贴的请示""#,
        ),
        (
            "关于规范公示栏管理的通知（云办发〔2018〕5号）\n各单位：\n",
            r#""关于规范公示栏管理的通知""#,
        ),
    ],
    refuses: &["陆知行代表：\n您提出的《关于改造水管的建议》收悉，现答复如下：\n管道已经换好。\n"],
    source: include_str!("mod.rs"),
};

/// Whether a folded text is a title from its beginning to its end.
pub(super) fn is_title(text: &str) -> bool {
    ends_as_title(text) && complete(text)
}

/// How many lines a title has at most.
const MOST_LINES: usize = 8;

fn find(document: &Document, findings: &mut Findings) {
    let tagged: Vec<Range<usize>> = document
        .tagged("title")
        .take(MOST_LINES)
        .map(|label| label.value.clone())
        .collect();
    let (lines, rule): (Vec<Range<usize>>, _) = match document.kind.kind {
        _ if !tagged.is_empty() => (tagged, "title_tag"),
        Kind::ProposalPage if let Some(name) = survey_name(document) => (vec![name], "title_form"),
        Kind::ProposalPage if !labelled(document).is_empty() => (labelled(document), "title_label"),
        Kind::NewspaperArticle if names_headline(document) => (labelled(document), "title_label"),
        Kind::NewspaperArticle => match article_headline(document).title {
            none if none.is_empty() => (labelled(document), "title_label"),
            headline => (headline, "title_headline"),
        },
        Kind::WorkReport => (report_title(document), "title_report"),
        Kind::Other if let Some(name) = table_name(document) => (vec![name], "title_headline"),
        kind => match letter_box_title(document).filter(|_| kind == Kind::Other) {
            Some(title) => (vec![title], "title_label"),
            None => match bulletin_title(document).or_else(|| adopted_norm(document)) {
                Some(title) => (vec![title], "title_headline"),
                None => (letter_title(document), "title"),
            },
        },
    };
    // A form's own words are no title: `具体建议`.
    let page = document.kind.kind == Kind::ProposalPage;
    let lines = match &lines[..] {
        [line] if page && document.text(line.clone()).trim().chars().nth(5).is_none() => Vec::new(),
        _ => lines,
    };
    let lines = if lines.is_empty() && document.kind.kind != Kind::NewspaperArticle {
        match labelled(document) {
            found if found.is_empty() && document.kind.kind == Kind::Other => {
                let title = long_title(document).or_else(|| heading(document));
                title.into_iter().collect()
            }
            found if found.is_empty() => norm_name(document).into_iter().collect(),
            found => found,
        }
    } else {
        lines
    };
    let lines = once(document, lines);
    if lines.is_empty() {
        return;
    }
    let lines = without_mark(document, lines);
    let value = join_lines(lines.iter().map(|line| document.original(line.clone())));
    if lines.len() > 1 {
        findings.warn(
            "title_assembled",
            Some("title"),
            format!("the title was put together from {} lines", lines.len()),
            Some(lines[0].start),
        );
    }
    findings.set("title", value, lines, rule);
}

/// The title of a citizen's letter, behind its label on the page of a letter box: `信件标题`.
fn letter_box_title(document: &Document) -> Option<Range<usize>> {
    let mut titles = document.labelled("title");
    let label = titles.find(|label| {
        let word = without_spaces(document.text(label.label.clone()));
        ["信", "来信", "留言", "问题", "咨询"]
            .iter()
            .any(|kind| word.starts_with(kind))
    })?;
    Some(label.value.clone())
}

/// The headline of an article; a document's title that a page breaks over two lines is no title with
/// a smaller line.
pub(super) fn article_headline(document: &Document) -> Headline {
    let found = document.headline();
    if found.title.is_empty() {
        return Headline {
            title: long_title(document).into_iter().collect(),
            subtitle: None,
        };
    }
    let (Some(title), Some(below)) = (found.title.last(), &found.subtitle) else {
        return found.clone();
    };
    let (first, second) = (document.text(title.clone()), document.text(below.clone()));
    // `…关于失业保险条例` ends in a kind, and yet `修订情况的说明` goes on.
    let goes_on = second.chars().nth(12).is_none() && ends_as_title(second) && !complete(second);
    // A headline is whole without the line below it: `…会议闭幕` over `通过…决议`.
    let about = first.contains("关于") || second.contains("关于") && !second.contains(' ');
    let open = !ends_as_title(first) && about;
    match (open || goes_on) && is_title(&[first, second].concat()) {
        true => Headline {
            title: found.title.iter().chain([below]).cloned().collect(),
            subtitle: None,
        },
        false => found.clone(),
    }
}

/// The title of a document that a site prints as news, longer than headlines are: in the first lines,
/// the name of the site behind it left out.
fn long_title(document: &Document) -> Option<Range<usize>> {
    let head = document
        .lines
        .clone()
        .take(6)
        .take_while(|&index| index < document.layout.body);
    let mut lines = head.filter(|&index| !document.layout.is_furniture(index));
    lines.find_map(|index| {
        let line = document.line(index);
        let own = line.split(" -").next().unwrap_or_default().trim_end();
        let start = document.line_start(index);
        is_title(own).then(|| start..start + own.len())
    })
}

/// The lines of a title without the mark that a page sets before its first one: a list's, whether it is in
/// force, a quotation's that nothing closes.
fn without_mark(document: &Document, mut lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut below = lines.iter().skip(1);
    let closed = below.any(|line| document.text(line.clone()).contains('"'));
    if let Some(first) = lines.first_mut() {
        let text = document.text(first.clone());
        let bare = without_bullet(text);
        let bare = behind_validity(bare).unwrap_or(bare);
        let bare = behind_category(bare).unwrap_or(bare);
        // What a spreadsheet's cell opened closes far below.
        let opened = bare
            .strip_prefix('"')
            .filter(|rest| !closed && !rest.contains('"'));
        let bare = opened.unwrap_or(bare);
        first.start += text.len() - bare.len();
    }
    lines
}

/// What stands behind `【现行有效】`, `[已废止]` at a title's beginning.
fn behind_validity(text: &str) -> Option<&str> {
    let (mark, title) = text.strip_prefix('[')?.split_once(']')?;
    let tells = ["有效", "失效", "废止"]
        .iter()
        .any(|end| mark.ends_with(end));
    (tells && mark.chars().nth(VALIDITY).is_none()).then(|| title.trim_start())
}

/// What stands behind a site's column at a title's beginning: `[建议提案]关于…`, `[集体提案] 关于…`.
fn behind_category(text: &str) -> Option<&str> {
    let (mark, title) = text.strip_prefix('[')?.split_once(']')?;
    let organ = is_organ(mark) && mark.contains(['省', '市', '县', '区']);
    let place = organ || mark.ends_with(['省', '市', '县']);
    let column = (2..=6).contains(&mark.chars().count()) && mark.chars().all(is_han) && !place;
    let title = title.trim_start();
    (column && is_title(title)).then_some(title)
}

/// The longest words for whether a document is in force, in characters.
const VALIDITY: usize = 6;

/// The lines of a title without a first one that says all of it already, as a page does above its
/// document.
fn once(document: &Document, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let squeezed = |lines: &[Range<usize>]| -> String {
        let lines = lines.iter().map(|line| document.text(line.clone()));
        lines
            .map(|line| without_spaces(line).into_owned())
            .collect()
    };
    match &lines[..] {
        [line] => vec![once_in_line(document, line.clone())],
        [first, rest @ ..]
            if !rest.is_empty() && squeezed(std::slice::from_ref(first)) == squeezed(rest) =>
        {
            rest.to_vec()
        }
        _ => lines,
    }
}

/// A title that its line tells twice, a space between.
fn once_in_line(document: &Document, line: Range<usize>) -> Range<usize> {
    let text = document.text(line.clone());
    let middle = text.len() / 2;
    let twice = text.as_bytes().get(middle) == Some(&b' ') && text[..middle] == text[middle + 1..];
    line.start..line.start + if twice { middle } else { text.len() }
}

/// The name of a table that a text of no known kind begins with.
fn table_name(document: &Document) -> Option<Range<usize>> {
    let mut lines = document.lines.clone();
    let first = lines.find(|&index| !document.layout.is_furniture(index))?;
    let line = document.line(first);
    let named = names_table(line) && !document.layout.has_label(first);
    (named && (8..=48).contains(&line.chars().count()))
        .then(|| document.page.lines[first].range.clone())
}

/// Whether a label names an article's headline: 原标题, 主标题.
fn names_headline(document: &Document) -> bool {
    let mut titles = document.labelled("title");
    titles.any(|label| matches!(document.text(label.label.clone()), "原标题" | "主标题"))
}

/// The name of the form that asks how content a proposer is, which bears the proposal's title behind a label.
fn survey_name(document: &Document) -> Option<Range<usize>> {
    const ASKS: [&str; 5] = ["征询", "征求", "反馈", "评价", "测评"];
    let head = document.layout.first_own..document.layout.body.min(document.lines.end);
    let named = |index: &usize| {
        let line = document.line(*index);
        let asks = ASKS.iter().any(|word| line.contains(word));
        line.ends_with('表') && asks && !document.layout.has_label(*index)
    };
    let index = head.take(SURVEY_HEAD).find(named)?;
    let line = document.line(index);
    (line.chars().nth(8).is_some()).then(|| document.page.lines[index].range.clone())
}

/// The title of the proposal of which such a form asks, behind its label.
pub(super) fn asked_of(document: &Document) -> Option<Range<usize>> {
    survey_name(document)?;
    labelled(document).into_iter().next()
}

/// A form's name stands in so many of its first lines.
const SURVEY_HEAD: usize = 4;

/// The heading of a text of no known kind: above its first sentence, if it is short and says
/// something.
fn heading(document: &Document) -> Option<Range<usize>> {
    let body = document.layout.body;
    let passed = |index: &usize| {
        let line = document.line(*index);
        let asked = line.starts_with("问:") || line.starts_with("答:");
        let marked = line.chars().take(4).any(|c| matches!(c, '、' | '.'));
        let step = line.starts_with('第') && line.chars().take(4).any(|c| c == '步');
        let note = line.starts_with('(') && line.ends_with(')');
        let dated = line
            .split_once(':')
            .is_some_and(|(_, value)| date::whole_date(value.trim()).is_some());
        marked
            || asked
            || step
            || note
            || dated
            || document.layout.is_furniture(*index)
            || document.layout.has_label(*index)
            || date::begins_with_date(line)
            || is_year(line)
    };
    let prose = body < document.lines.end && is_prose(document.line(body));
    let above = document.lines.start..body.min(document.lines.end);
    let line = above.rev().find(|index| !passed(index)).filter(|_| prose)?;
    let text = document.line(line);
    let cells = text.matches('|').count() > 1 || text.contains(" |") || text.contains("| ");
    let plain =
        !cells && !text.contains(['。', ';', '\t', '>']) && !text.ends_with([',', ':', '、']);
    let length = text.chars().count();
    (plain && (5..=48).contains(&length) && !is_organ(text))
        .then(|| document.page.lines[line].range.clone())
}

/// Whether a line tells a year and nothing else, as annals do above its events.
fn is_year(line: &str) -> bool {
    let year = line.strip_suffix('年');
    let digit = |c: char| c.is_numeric() || is_numeral(c) || c == '○';
    year.is_some_and(|year| year.chars().all(digit) && year.chars().count() == 4)
}
