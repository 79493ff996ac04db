//! A title put together from its lines.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::beginning::{begins_title, complete};
use super::ending::behind;
use super::{MOST_LINES, ends_as_title};
use crate::document::Document;
use crate::layout::is_prose;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::{is_han, is_numeral};
use crate::values::date;
use crate::values::organ::is_organ;
use crate::values::without_spaces;

/// The lines of the title that ends at line `last`, in order.
pub(super) fn assemble(document: &Document, last: usize) -> Vec<usize> {
    let mut first = last;
    let mut text = document.line(last).to_owned();
    while last + 1 - first < MOST_LINES && first > document.lines.start {
        let above = first - 1;
        if !is_usable(document, above) || !goes_on(document, above, &text) {
            break;
        }
        text.insert_str(0, document.line(above));
        first = above;
    }
    (first..=last).collect()
}

/// Whether a line may be one of a title's.
fn is_usable(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    // The name of a file that a page offers.
    let file = [".doc", ".docx", ".pdf", ".wps"]
        .iter()
        .any(|end| line.ends_with(end));
    !skipped(document, index)
        && !file
        && document.numbers(index).next().is_none()
        && !line.ends_with(['。', '】'])
        && !line.ends_with("文件")
        && !line.contains(['|', '\t'])
        && line.chars().count() > 1
}

/// Whether the title in line `above` goes on in the `text` of the lines below it.
fn goes_on(document: &Document, above: usize, text: &str) -> bool {
    let line = document.line(above);
    let gap = document.page.lines[above + 1].gap;
    if complete(text) && !starts_short(text) && !is_open(line, text) {
        // The organ of a title that is whole without it.
        return gap == 0
            && names_author(document, line)
            && begins_without_organ(text)
            && !names_again(line, text);
    }
    gap <= MOST_BLANK
        && (!ends_as_title(line)
            || is_handled(line, text, gap)
            || gap == 0 && (is_about_draft(line, text) || continues(text)))
}

/// So many blank lines stand inside a title at most.
const MOST_BLANK: usize = 3;

/// Whether a line names who speaks in the title below it: organs, or a session that decides.
fn names_author(document: &Document, line: &str) -> bool {
    let few = line.split_whitespace().count() <= 3;
    is_organ(line)
        || among_others(line).is_some_and(is_organ)
        || is_session(line) && document.kind.kind != Kind::ProposalPage
        || few && line.split_whitespace().all(is_organ)
}

/// Whether a line cannot be the end of what it says: it goes on in the `text` below.
fn is_open(line: &str, text: &str) -> bool {
    const PASSES_ON: [&str; 6] = ["印发", "转发", "批转", "关于公布", "关于下达", "关于调整"];
    // `我的` is a site's.
    line.ends_with(['对', '的', '于']) && line.chars().nth(2).is_some()
        || leaves_matter_open(line, text)
        || text.starts_with('等') && is_organ(last_words(line))
        || among_others(last_words(line)).is_some_and(is_organ)
        // `云川县人民政府办公室转发县林业局` over `关于…的通知`
        || last_words(line).len() < line.len() && !date::begins_with_date(line) && text.starts_with("关于") && is_organ(last_words(line))
        || text.starts_with('《') && begins_title(line) && !ends_as_title(line)
        || PASSES_ON.iter().any(|word| line.ends_with(word))
}

/// Whether a text goes on what stands above it, though that ends as titles do: `…工作情况` over
/// `（2019-2021年）的报告`, `…代表建议` over `和政协提案办理工作的通知`.
fn continues(text: &str) -> bool {
    text.starts_with('(') && text.contains(")的") || text.starts_with(['和', '与', '及'])
}

/// Whether a line names a proposal that the `text` below says is answered: `…代表建议` over `第73号的答复`,
/// `…的建议（47号）` over `办理情况的答复`.
fn is_handled(line: &str, text: &str, gap: usize) -> bool {
    let kinds = ["政协提案", "委员提案", "代表建议", "办理"];
    let answered = kinds.iter().any(|word| text.starts_with(word))
        || text.starts_with('第') && text.contains("号的");
    let numbered = line.ends_with("号)") && (line.contains("议(") || line.contains("案("));
    let matter = line.contains("关于") || line.contains('号');
    answered && (line.ends_with(['案', '议']) || numbered) && (gap == 0 || matter)
}

/// The organ that a line names for several: `云川市教育局等四部门`.
fn among_others(line: &str) -> Option<&str> {
    let (organ, others) = line.split_once('等')?;
    let count = |c: char| is_numeral(c) || c.is_ascii_digit();
    let units = ["部门", "单位", "家单位", "个部门", "个单位", "部委"];
    units
        .contains(&others.trim_start_matches(count))
        .then_some(organ)
}

/// Whether a title goes on behind the draft that it speaks of: `…条例（草案征求意见稿）` over `意见的复函`.
fn is_about_draft(line: &str, below: &str) -> bool {
    let draft = line.ends_with("稿)") || line.ends_with("草案)");
    draft && below.contains('的') && below.chars().nth(MOST_BELOW_DRAFT).is_none()
}

/// The most characters of a title's last line behind a draft.
const MOST_BELOW_DRAFT: usize = 12;

/// What stands behind the word of a title that passes on: the organ whose document it is.
fn last_words(line: &str) -> &str {
    let words = ["转发", "批转", "印发"];
    let behind = words
        .iter()
        .filter_map(|word| Some(line.rsplit_once(word)?.1));
    behind.min_by_key(|behind| behind.len()).unwrap_or(line)
}

/// Whether a title begins with the organ of the line above it, whole or short: `县人民政府关于…` below
/// `云川县人民政府`.
fn names_again(organ: &str, title: &str) -> bool {
    let words = ["关于", "对", "转发", "印发", "批转"];
    let end = words.iter().filter_map(|word| title.find(word)).min();
    end.is_some_and(|end| title[..end].chars().nth(3).is_some() && organ.ends_with(&title[..end]))
}

/// Lines that are no part of a title: furniture, labels, numbers, dates, prose.
pub(super) fn skipped(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    let mut chars = line.chars();
    let section = chars.next().is_some_and(is_numeral) && chars.next() == Some('、');
    section
        || document.layout.is_furniture(index)
        || document.layout.has_label(index)
        || is_prose(line) && !ends_as_title(line)
        || date::whole_date(line).is_some()
        || line.ends_with(':')
        // A link to what explains the document.
        || line.ends_with("政策解读") && document.layout.salutation.is_some()
}

/// Whether a line names a matter that goes on in the `text` below it: `…办公厅关于暂停`.
fn leaves_matter_open(line: &str, text: &str) -> bool {
    let names = |text: &str| without_spaces(text).contains("关于");
    names(line)
        && begins_title(line)
        && !names(text)
        && !ends_as_title(line)
        && !text.starts_with('对')
}

/// `第61号提案的答复` and `的通知` look like titles but lack their beginning.
fn starts_short(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let word = text.strip_suffix(' ').unwrap_or(text);
    text.starts_with(['第', '的', '与', '和', '及'])
        || bare.starts_with('号')
        || text.starts_with("提案")
        || text.starts_with("建议")
        || (1..=3).contains(&word.chars().take(4).count()) && word.chars().all(is_han)
}

/// A session that decides: `青砚市第十五届人民代表大会第五次会议`.
fn is_session(line: &str) -> bool {
    static SESSION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\p{Han}{0,20}第?[一二三四五六七八九十]{1,3}届\p{Han}{2,20}第?[一二三四五六七八九十]{1,3}次(?:全体)?会议$",
        )
    });
    line.ends_with("会议") && line.contains('届') && SESSION.is_match(line)
}

fn begins_without_organ(text: &str) -> bool {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:关 ?于|对|转发|印发|批转|答复)|^[\p{Han} ]{3,40}[局委厅部办室府会院司队处所站社](?:关于|对|转发|印发|批转)",
        )
    });
    BARE.is_match(text)
}

/// The lines as stretches, a number or date behind the last one cut off.
pub(super) fn cut(document: &Document, lines: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = lines
        .iter()
        .map(|&line| document.page.lines[line].range.clone())
        .collect();
    if let Some(last) = out.last_mut() {
        let text = document.text(last.clone());
        last.end -= behind(text).map_or(0, str::len);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_among_others() {
        assert_eq!(among_others("云川市教育局等四部门"), Some("云川市教育局"));
        assert_eq!(among_others("云川市教育局等6家单位"), Some("云川市教育局"));
        assert_eq!(among_others("云川市教育局等级评定"), None);
        assert_eq!(among_others("云川市教育局"), None);
    }
}
