//! The title 标题.
//!
//! Stands between head and salutation: `[organ] 关于 matter 的 kind`, on one line or several, letter-spaced
//! at its end (`答　复`). Where a page prints its own title too, the letter's, nearest to the salutation,
//! counts. The organ's line directly above 关于… or 对… belongs to it; a number in brackets behind it does
//! not. Failing that: a label (标题, 名称), a report's lines above its subtitle, an article's headline.
//! Refuses: what an open page begins with where the letter has no title.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::kind::report_subtitle;
use crate::layout::is_prose;
use crate::parts::newspaper::headline;
use crate::record::Kind;
use crate::values::organ::is_organ;
use crate::values::{date, join_lines, pattern, without_spaces};

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
    source: include_str!("title.rs"),
};

const KINDS: &str = include_str!("../data/document_kinds.txt");

static KIND_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = KINDS.lines().filter(|line| !line.starts_with('#'));
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .expect("the list of kinds is small")
});

/// What a title begins with once it is complete.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[\p{Han} 、()·]{0,60}?)(?:关 ?于|对|转发|印发|批转|给予|表彰|追授|授予|调整|公布)|^答[复覆]|^《|^(?:全国|中国|[\p{Han}]{0,8}[省市县区州])?[\p{Han}]{0,4}政协.{2,30}第|^\d{4}年",
    )
});
/// A bracket behind a title that is no part of it.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" *[\[(](?:[^()\[\]]{1,16}[\[(]\d{4}[\])].{0,3}\d{1,5} ?号|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|[A-E]\d?类)[\])] *$| +[A-E]\d?(?: ?类)?$",
    )
});
/// Kinds of edition that follow a kind: （试行）.
static EDITION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?: *\([^()]{2,30}\))+$"));
/// A quoted matter behind the kind: `…的答复函《关于…的建议》`, `…的答复（关于…的建议）`, `…的答复：…的建议`.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:答 ?[复覆]|复 ?函|答复函|回复|的函)(?: *《[^》]{4,90}》| *\((?:关于|对)[^)]{4,90}\)|:.{4,60})$",
    )
});

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
        Kind::ProposalPage if !labelled(document).is_empty() => (labelled(document), "title_label"),
        Kind::NewspaperArticle if has_original_title(document) => {
            (labelled(document), "title_label")
        }
        Kind::NewspaperArticle => (headline(document).title, "title_headline"),
        Kind::WorkReport => (report_title(document), "title_report"),
        _ => (letter_title(document), "title"),
    };
    let lines = if lines.is_empty() && document.kind.kind != Kind::NewspaperArticle {
        match labelled(document) {
            found if found.is_empty() => norm_name(document).into_iter().collect(),
            found => found,
        }
    } else {
        lines
    };
    if lines.is_empty() {
        return;
    }
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

/// Whether a site prints the headline of the paper it took an article from: 原标题.
fn has_original_title(document: &Document) -> bool {
    let mut titles = document.labelled("title");
    titles.any(|label| document.text(label.label.clone()) == "原标题")
}

/// Whether a folded line ends as titles end: with a kind of document, an edition, a quoted matter.
pub(crate) fn ends_as_title(line: &str) -> bool {
    // Both patterns are dear, and each needs a bracket at the end.
    let closed = line.ends_with([')', ']', ' ', '类', 'A', 'B', 'C', 'D', 'E']);
    let bare = if closed {
        BEHIND.replace(line, "")
    } else {
        line.into()
    };
    let bare = without_spaces(&bare);
    let bare = if bare.ends_with(')') {
        EDITION.replace(&bare, "")
    } else {
        bare
    };
    if bare.contains(['。', ';', '!', '?', '\t', '|']) {
        return false;
    }
    // `…第102号建议` names a proposal, and the title goes on.
    static NUMBERED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"号(?:人大|政协)?(?:代表|委员)?(?:提案|建议|议案)$"));
    if bare.ends_with(['案', '议']) && NUMBERED.is_match(&bare) {
        return false;
    }
    let kind = KIND_FINDER
        .find_iter(bare.as_ref())
        .last()
        .is_some_and(|found| found.end() == bare.len());
    let quoted = bare.ends_with(['》', ')']) || line.ends_with(['》', ')']) || line.contains(':');
    kind || quoted && (QUOTED.is_match(line) || QUOTED.is_match(&bare))
}

/// The title of a letter or document: the last one that ends above the body.
fn letter_title(document: &Document) -> Vec<Range<usize>> {
    let title = title_above(document);
    match title.is_empty() {
        true => title_before_label(document).into_iter().collect(),
        false => title,
    }
}

/// A title with labels behind it on its line: `关于…的答复 发布日期：2022-07-01`.
fn title_before_label(document: &Document) -> Option<Range<usize>> {
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    head.into_iter().find_map(|index| {
        let start = document.line_start(index);
        let first = document.labels.iter().find(|label| label.line == index)?;
        let before = document.text(start..first.label.start).trim_end();
        (ends_as_title(before) && complete(before)).then(|| start..start + before.len())
    })
}

/// The last title that stands on lines of its own above the body.
fn title_above(document: &Document) -> Vec<Range<usize>> {
    if let Some(inside) = title_inside_line(document) {
        return vec![inside];
    }
    let lowest = document.lines.start;
    let from = document.layout.body.min(document.lines.end);
    let mut index = from;
    while index > lowest {
        index -= 1;
        let line = document.line(index);
        if skipped(document, index) || !ends_as_title(line) || line.chars().count() > 160 {
            continue;
        }
        let lines = assemble(document, index);
        let text: String = lines.iter().map(|&line| document.line(line)).collect();
        if complete(&text) {
            return cut(document, &lines);
        }
    }
    document_name(document, lowest..from)
}

/// A title that stands before the salutation on the same line.
fn title_inside_line(document: &Document) -> Option<Range<usize>> {
    let (line, salutation) = document.layout.salutation.as_ref()?;
    let start = document.line_start(*line);
    let before = document.text(start..salutation.range.start);
    ends_as_title(before.trim()).then(|| start..start + before.trim_end().len())
}

/// Lines that are no part of a title: furniture, labels, numbers, dates, prose.
fn skipped(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    document.layout.is_furniture(index)
        || document.layout.has_label(index)
        || is_prose(line) && !ends_as_title(line)
        || date::whole_date(line).is_some()
        || line.ends_with(':')
}

fn complete(text: &str) -> bool {
    BEGINS.is_match(text) && without_spaces(text).chars().count() >= 6
}

/// The lines of the title that ends at line `last`, in order.
fn assemble(document: &Document, last: usize) -> Vec<usize> {
    let mut lines = vec![last];
    let mut text = document.line(last).to_owned();
    while lines.len() < MOST_LINES {
        let first = lines[0];
        let Some(above) = first
            .checked_sub(1)
            .filter(|&above| above >= document.lines.start)
        else {
            break;
        };
        let line = document.line(above);
        let gap = document.page.lines[first].gap;
        let few = line.split_whitespace().count() <= 3;
        let organ =
            is_organ(line) || is_session(line) || few && line.split_whitespace().all(is_organ);
        let usable = !skipped(document, above)
            && document.numbers(above).next().is_none()
            && !line.ends_with(['。', '】'])
            && !line.ends_with("文件")
            && !line.contains(['|', '\t'])
            && line.chars().count() > 1;
        let begun = complete(&text) && !starts_short(&text);
        let open = line.ends_with(['对', '的', '于'])
            || text.starts_with('《') && BEGINS.is_match(line) && !ends_as_title(line)
            || [
                "关于印发",
                "关于转发",
                "关于批转",
                "关于公布",
                "关于下达",
                "关于调整",
            ]
            .iter()
            .any(|word| line.ends_with(word));
        let takes = if begun && !open {
            organ && gap == 0 && begins_without_organ(&text)
        } else {
            usable && gap <= 3 && !ends_as_title(line)
        };
        if !usable || !takes {
            break;
        }
        lines.insert(0, above);
        text.insert_str(0, line);
    }
    lines
}

/// `第61号提案的答复` and `的通知` look like titles but lack their beginning.
fn starts_short(text: &str) -> bool {
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:第|的|[\d]*号|[\p{Han}]{1,3} ?$|与|和|及|提案|建议)"));
    SHORT.is_match(text)
}

/// A session that decides: `青砚市第十五届人民代表大会第五次会议`.
fn is_session(line: &str) -> bool {
    static SESSION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\p{Han}{0,20}第?[一二三四五六七八九十]{1,3}届\p{Han}{2,20}第?[一二三四五六七八九十]{1,3}次(?:全体)?会议$",
        )
    });
    line.ends_with('议') && SESSION.is_match(line)
}

fn begins_without_organ(text: &str) -> bool {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:关 ?于|对|转发|印发|批转|答复)|^[\p{Han} ]{3,40}[局委厅部办室府会院](?:关于|对|转发|印发|批转)",
        )
    });
    BARE.is_match(text)
}

/// The lines as stretches, a number or date behind the last one cut off.
fn cut(document: &Document, lines: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = lines
        .iter()
        .map(|&line| document.page.lines[line].range.clone())
        .collect();
    if let Some(last) = out.last_mut() {
        let text = document.text(last.clone());
        if let Some(found) = BEHIND.find(text) {
            last.end = last.start + found.start();
        }
    }
    out
}

/// A title without 关于: `政府工作报告`, `…完成情况说明`, an order's own name.
fn document_name(document: &Document, head: Range<usize>) -> Vec<Range<usize>> {
    let named = head.clone().rev().find(|&index| {
        let line = document.line(index);
        !skipped(document, index)
            && ends_as_title(line)
            && (4..=60).contains(&line.chars().count())
            && document.numbers(index).next().is_none()
            && !line.ends_with("令")
    });
    let Some(last) = named else { return Vec::new() };
    // A reply's name speaks of what it answers: `…局提案办理复函`.
    let answer = ["提案", "建议", "议案"]
        .iter()
        .any(|word| document.line(last).contains(word))
        && document.line(last).ends_with(['复', '函']);
    if document.kind.kind == Kind::ProposalReply && !answer {
        return Vec::new();
    }
    let lines = assemble(document, last);
    let text: String = lines.iter().map(|&line| document.line(line)).collect();
    // `日程安排` alone is no name: the line above it says of what.
    let short = lines.len() == 2
        && document.line(last).chars().count() <= 8
        && !is_organ(document.line(lines[0]));
    let whole = complete(&text) || short;
    cut(
        document,
        if whole {
            &lines
        } else {
            std::slice::from_ref(&last)
        },
    )
}

/// A report's title: the lines above its subtitle, else the line that ends as a report's title does.
fn report_title(document: &Document) -> Vec<Range<usize>> {
    let head = document.lines.start..document.layout.audience.unwrap_or(document.layout.body);
    let subtitle = report_subtitle(document).map(|lines| lines.start);
    let end = subtitle.unwrap_or(head.end);
    let usable = |index: &usize| {
        !document.layout.is_furniture(*index)
            && !document.layout.has_label(*index)
            && date::whole_date(document.line(*index)).is_none()
            && document.line(*index).chars().count() > 2
    };
    if subtitle.is_none() {
        let named = head.clone().find(|&index| {
            ["报告", "讲话", "发言", "致辞"]
                .iter()
                .any(|word| document.line(index).ends_with(word))
        });
        return named
            .map(|index| vec![document.page.lines[index].range.clone()])
            .unwrap_or_default();
    }
    // A site's line of source and time may stand between title and subtitle.
    let above = (head.start..end).rev().skip_while(|index| !usable(index));
    let mut lines: Vec<usize> = above.take_while(usable).take(4).collect();
    lines.reverse();
    // That the print is an extract is no part of the title.
    let extract = |index: &usize| matches!(document.line(*index), "(摘要)" | "(节选)" | "(摘登)");
    lines
        .into_iter()
        .filter(|index| !extract(index))
        .map(|index| document.page.lines[index].range.clone())
        .collect()
}

fn labelled(document: &Document) -> Vec<Range<usize>> {
    // What a letter appends has labels of its own.
    let letter = document.kind.kind == Kind::ProposalReply;
    let end = match letter {
        true => document.layout.body + 1,
        false => document.lines.end,
    };
    let value = |key: &str| {
        document
            .labelled(key)
            .filter(|label| label.line < end)
            .map(|label| unquoted(document, label.value.clone()))
            .find(|value| value.len() > 12)
    };
    // 案由 holds a title on some forms and the whole matter on others.
    let matter = || {
        value("content").filter(|value| {
            let text = document.text(value.clone());
            text.chars().count() <= 70
                && (text.starts_with("关于") || ends_as_title(text))
                && !text.contains('。')
        })
    };
    let found = ["title", "proposal_title", "name"]
        .into_iter()
        .find_map(value)
        .or_else(matter);
    found.into_iter().collect()
}

/// The name of a norm printed alone, which also shows its kind.
fn norm_name(document: &Document) -> Option<Range<usize>> {
    let name = document.kind.cues.first()?.clone();
    let ends = [
        "办法", "规定", "条例", "细则", "规则", "章程", "准则", "规程",
    ];
    let text = document.text(name.clone());
    let norm =
        document.kind.kind == Kind::OfficialDocument && ends.iter().any(|end| text.ends_with(end));
    norm.then_some(name)
}

/// A title without the marks 《 》 around all of it.
fn unquoted(document: &Document, range: Range<usize>) -> Range<usize> {
    let inner = document
        .text(range.clone())
        .strip_prefix('《')
        .and_then(|rest| rest.strip_suffix('》'));
    match inner {
        Some(inner) if !inner.contains(['《', '》']) => {
            let start = range.start + '《'.len_utf8();
            start..start + inner.len()
        }
        _ => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_titles() {
        for line in [
            "关于加强管理的通 知",
            "答 复",
            "云川市夜间经济管理暂行规定的通知(2005/05/09)",
            "印发《意见》的通知(云办发[2018]5号)",
            "管理办法(试行)",
            "第52号提案的答复函《关于完善设施的建议》",
            "对第8号建议的答复:修建跑道的建议",
        ] {
            assert!(ends_as_title(line), "{line}");
        }
        for line in ["现将有关情况答复如下", "云川市教育局", "感谢您的建议。"]
        {
            assert!(!ends_as_title(line), "{line}");
        }
    }

    #[test]
    fn the_list_of_kinds_is_sorted() {
        let words: Vec<&str> = KINDS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(
            words.is_sorted_by(|a, b| a < b),
            "sort data/document_kinds.txt"
        );
    }
}
