//! Where the head, the body, the tail and the attachments of a document stand, and which lines are page furniture.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use memchr::memmem::Finder;
use regex::Regex;

use crate::document::Page;
use crate::labels::{Labelled, Tie};
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::date::whole_date;
use crate::values::person::names_of_list;
use crate::values::salutation::{self, Salutation};
use crate::values::without_spaces;

/// The parts of a document by line numbers of the page.
#[derive(Debug, Clone)]
pub struct Layout {
    first: usize,
    furniture: Vec<bool>,
    labels: Vec<bool>,
    /// The salutation to persons or organs, with its line; ranges are bytes of the match view.
    pub salutation: Option<(usize, Salutation)>,
    /// A salutation to a meeting.
    pub audience: Option<usize>,
    /// First line of the body: the salutation, else the first prose.
    pub body: usize,
    /// One past the last line of prose before the attachments.
    pub body_end: usize,
    /// First line of the attachments, or of a letter quoted at length; the document's end where there
    /// are none.
    pub attachments: usize,
}

const FURNITURE: &str = include_str!("data/furniture.txt");

/// The folded words of the furniture list.
fn furniture_words() -> impl Iterator<Item = String> {
    FURNITURE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.chars().map(crate::text::fold_char).collect())
}

static FURNITURE_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let built = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(furniture_words());
    built.expect("the furniture list is small")
});

/// The characters with which a word of the furniture list begins, sorted.
static FURNITURE_FIRST: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut list: Vec<char> = furniture_words()
        .filter_map(|word| word.trim_start_matches(is_bullet).chars().next())
        .collect();
    list.sort_unstable();
    list.dedup();
    list
});

/// What may stand before a word of the furniture list.
fn is_bullet(c: char) -> bool {
    matches!(c, '·' | '|' | '[' | '(' | '*' | '>' | '+' | '-')
}

/// Paths through a site, links to neighbours, imprints.
static NAVIGATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"首页 *[>/|]|(?:位置|所在) *[:>]|^[^。]{0,30}>[^。]{0,30}>|^[·|\s]*[上下]一[条篇] *[:|]|ICP备|公网安备|版权所有|网站标识码|^技术支持|^https?://|www\.|^主[办管](?:单位)?:.*(?:承办|地址|电话|联系)|enpproperty",
    )
});

/// A heading that opens an attachment.
static ATTACHMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^附 ?(?:件|表) *[\d一二三四五六七八九十]{0,2} *:?$|^附:[\p{Han}]{2,20}(?:表|反馈|意见|单)$",
    )
});

/// A salutation behind so many paragraphs of prose is quoted.
const QUOTED_BEHIND: usize = 4;
/// How long a furniture line may be, in characters.
const FURNITURE_LENGTH: usize = 40;
/// How long a line is that is prose by its length and punctuation.
const PROSE: usize = 30;

impl Layout {
    /// Looks at the lines `lines` of a page, whose labels are known.
    pub fn of(page: &Page, lines: Range<usize>, labels: &[Labelled]) -> Layout {
        let text = |index: usize| &page.matched.as_str()[page.lines[index].range.clone()];
        let furniture: Vec<bool> = lines
            .clone()
            .map(|index| {
                page.is_marked(index) || is_furniture_line(text(index), page.lines[index].chars)
            })
            .collect();
        // What stands below its label is the page's summary, and not the document's prose.
        let values: Vec<usize> = labels
            .iter()
            .filter(|label| label.tie == Tie::NextLine && label.key == "abstract")
            .map(|label| label.line + 1)
            .collect();
        let is_value = |index: usize| values.binary_search(&index).is_ok();
        let mut has_label = vec![false; lines.len()];
        for label in labels {
            has_label[label.line - lines.start] = true;
        }
        let usable = |index: usize| !furniture[index - lines.start];
        let salutation = lines
            .clone()
            .filter(|&index| usable(index))
            .find_map(|index| {
                let start = page.lines[index].range.start;
                let labelled = has_label[index - lines.start];
                // `领衔代表：某某` is a label and no salutation.
                let label_first = || {
                    let mut of_line = labels.iter().filter(|label| label.line == index);
                    of_line.any(|label| label.label.start == start)
                };
                let chars = page.lines[index].chars;
                let persons = salutation::may_name_persons(chars)
                    .then(|| salutation::persons(text(index)))
                    .flatten()
                    .filter(|_| !label_first());
                let mut start = start;
                let organs = || salutation::organs(text(index)).filter(|_| !labelled);
                let mut found = persons.or_else(organs)?;
                // A name of a long list may be broken at the line's end.
                let broken = index.checked_sub(1).filter(|&above| {
                    found.role.is_none()
                        && lines.contains(&above)
                        && page.lines[index].gap == 0
                        && begins_list_of_organs(text(above))
                });
                if let Some(above) = broken {
                    let from = page.lines[above].range.start;
                    let whole = &page.matched.as_str()[from..page.lines[index].range.end];
                    if let Some(all) = salutation::organs(whole) {
                        (found, start) = (all, from);
                    }
                }
                let shift = |range: Range<usize>| start + range.start..start + range.end;
                let mut names: Vec<Range<usize>> = found.names.into_iter().map(shift).collect();
                let range = shift(found.range);
                // A long list of names begins on the line above, which ends in its comma.
                let above = index
                    .checked_sub(1)
                    .filter(|above| lines.contains(above) && found.role.is_some());
                let above = above.filter(|&above| text(above).ends_with(['、', ',']));
                let more: Vec<Range<usize>> = above.map_or(Vec::new(), |above| {
                    let start = page.lines[above].range.start;
                    names_of_list(text(above))
                        .into_iter()
                        .map(|name| start + name.start..start + name.end)
                        .collect()
                });
                names.splice(0..0, more);
                Some((
                    index,
                    Salutation {
                        range,
                        names,
                        role: found.role,
                    },
                ))
            });
        let audience = lines
            .clone()
            .find(|&index| salutation::is_audience(text(index)));
        let prose = |index: &usize| {
            usable(*index)
                && !has_label[*index - lines.start]
                && !is_value(*index)
                && is_prose_line(text(*index), page.lines[*index].chars)
        };
        let first_prose = lines.clone().find(prose).unwrap_or(lines.end);
        // Behind paragraphs of prose a letter is quoted, unless labels tell what they are.
        let told = labels.iter().any(|label| {
            matches!(
                label.key,
                "content" | "reply" | "proposal_title" | "proposers"
            )
        });
        let quoted = |line: usize| {
            let paragraph = |index: &usize| prose(index) && text(*index).ends_with('。');
            let above = (lines.start..line).filter(paragraph);
            !told && above.take(QUOTED_BEHIND).count() == QUOTED_BEHIND
        };
        let (salutation, quotation) = match salutation {
            Some((line, _)) if quoted(line) => (None, line),
            other => (other, lines.end),
        };
        let body = salutation
            .as_ref()
            .map_or(first_prose, |(line, _)| *line)
            .min(audience.unwrap_or(lines.end));
        let attachments = (body.max(first_prose)..lines.end)
            .skip(1)
            .find(|&index| text(index).starts_with('附') && ATTACHMENT.is_match(text(index)))
            .unwrap_or(lines.end)
            .min(quotation)
            .min(appended(body.min(lines.end)..lines.end, &text));
        let body_end = (body..attachments)
            .rev()
            .find(prose)
            .map_or(body.min(attachments), |last| last + 1);
        Layout {
            first: lines.start,
            furniture,
            labels: has_label,
            salutation,
            audience,
            body,
            body_end,
            attachments,
        }
    }

    /// Whether line `index` is page furniture.
    pub fn is_furniture(&self, index: usize) -> bool {
        self.furniture
            .get(index.wrapping_sub(self.first))
            .copied()
            .unwrap_or(false)
    }

    /// Whether line `index` holds a label.
    pub fn has_label(&self, index: usize) -> bool {
        self.labels
            .get(index.wrapping_sub(self.first))
            .copied()
            .unwrap_or(false)
    }
}

/// The title of what a document passes on, below its own date: `关于整顿市场的报告` behind `一九八八年九月二十日`.
fn appended<'t>(tail: Range<usize>, text: &dyn Fn(usize) -> &'t str) -> usize {
    static TITLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\p{Han}{0,30}关于.{2,60}的(?:报告|请示)$"));
    let end = tail.end;
    let below = |index: usize| {
        let line = text(index);
        line.ends_with(['告', '示'])
            && TITLE.is_match(line)
            && whole_date(text(index - 1)).is_some()
    };
    tail.skip(1).find(|&index| below(index)).unwrap_or(end)
}

/// Whether a line begins a list of organs and breaks off in it.
fn begins_list_of_organs(line: &str) -> bool {
    let listed = line.contains([',', '、']) && line.starts_with('各') || line.contains("人民政府,");
    listed && !line.ends_with(['。', ':', ';', '!', '?']) && line.chars().nth(12).is_some()
}

/// Whether a folded text is part of a web page and not of its document.
pub fn is_furniture(line: &str) -> bool {
    let mut chars = CharSet::default();
    line.chars().for_each(|c| chars.add(c));
    is_furniture_line(line, chars)
}

/// Whether a folded line with these telling characters is part of a web page and not of its document.
pub fn is_furniture_line(line: &str, chars: CharSet) -> bool {
    if line.len() > LONG {
        return false;
    }
    // The usual first character; the tables of the standard library are slow.
    let han = line.starts_with(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    if !han && !line.chars().any(char::is_alphanumeric) {
        return true;
    }
    line.len() <= SHORT && begins_as_furniture(line)
        // The pattern is dear; each of its branches needs one of these.
        || has_navigation_word(line, chars) && NAVIGATION.is_match(line)
}

/// Whether a line begins with a word of `data/furniture.txt` and is short, spaces aside.
fn begins_as_furniture(line: &str) -> bool {
    let first = line.chars().find(|&c| !is_bullet(c) && !c.is_whitespace());
    if first.is_none_or(|c| FURNITURE_FIRST.binary_search(&c).is_err()) {
        return false;
    }
    let squeezed = without_spaces(line);
    let bare = squeezed.trim_start_matches(is_bullet);
    let found = FURNITURE_FINDER.find(Input::new(bare).anchored(Anchored::Yes));
    found.is_some() && squeezed.chars().nth(FURNITURE_LENGTH).is_none()
}

/// Whether one of the words that [`NAVIGATION`] needs stands in a line with these characters.
fn has_navigation_word(line: &str, chars: CharSet) -> bool {
    // Characters that must be there, the word, and what follows it, spaces aside.
    const ANYWHERE: &[(&str, &str, &[char])] = &[
        ("页", "首页", &['>', '/', '|']),
        ("置", "位置", &[':', '>']),
        ("所在", "所在", &[':', '>']),
        ("上一", "上一", &['条', '篇']),
        ("下一", "下一", &['条', '篇']),
        ("备", "ICP备", &[]),
        ("备", "公网安备", &[]),
        ("版权", "版权", &['所']),
        ("识", "网站标识码", &[]),
        ("w", "www.", &[]),
        ("y", "enpproperty", &[]),
    ];
    type Word = (CharSet, Finder<'static>, &'static [char]);
    static FINDERS: LazyLock<Vec<Word>> = LazyLock::new(|| {
        let words = ANYWHERE.iter();
        let words = words.map(|&(all, word, next)| (CharSet::of(all), Finder::new(word), next));
        words.collect()
    });
    let stands = |word: &Finder, next: &[char]| {
        word.find_iter(line.as_bytes()).any(|at| {
            let behind = line[at + word.needle().len()..].trim_start_matches(' ');
            next.is_empty() || behind.starts_with(next)
        })
    };
    chars.has_any(const { CharSet::of(">") })
        || ["技术支持", "http", "主办", "主管"]
            .iter()
            .any(|word| line.starts_with(word))
        || chars.has_any(const { CharSet::of("页置备识wy在一权") })
            && FINDERS
                .iter()
                .any(|(all, word, next)| chars.has_all(*all) && stands(word, next))
}

/// A line longer than this, in bytes, is text.
const LONG: usize = 1200;
/// A line of furniture by its beginning is no longer than this, in bytes, letter-spacing counted.
const SHORT: usize = 240;

/// Whether a folded line is a sentence or more.
pub fn is_prose(line: &str) -> bool {
    let mut chars = CharSet::default();
    line.chars().for_each(|c| chars.add(c));
    is_prose_line(line, chars)
}

/// Whether a folded line with these telling characters is a sentence or more.
pub fn is_prose_line(line: &str, chars: CharSet) -> bool {
    // Three bytes a character: a shorter line cannot hold as many.
    if chars.has_any(const { CharSet::of("\t|") }) || line.len() < "收悉".len() {
        return false;
    }
    let stops = chars.has_any(const { CharSet::of("。;!?") });
    let commas = || chars.has_any(const { CharSet::of(",") }) && line.matches(',').nth(1).is_some();
    if line.len() >= PROSE && (stops || commas()) && line.chars().nth(PROSE - 1).is_some() {
        return true;
    }
    let counts = |at_least: usize| line.chars().nth(at_least - 1).is_some();
    chars.has_any(const { CharSet::of("收") }) && line.contains("收悉")
        || line.ends_with("如下:") && counts(12)
        || line.ends_with('。') && !line.starts_with(['(', '注']) && counts(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_and_what_looks_like_it() {
        for line in [
            "首页 > 政务公开 > 建议提案",
            "扫一扫在手机打开当前页",
            "上一条:某局关于第17号提案的函 下一条:某局的函",
            "分享到:",
            "|",
            "某县人民政府版权所有 岚ICP备00000081号",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "云川市科学技术局",
            "关于加强打印店管理的通知",
            "一、工作开展情况",
            "联系单位及电话:市科技局 2960000",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn a_word_is_told_for_all_that_the_pattern_finds() {
        for line in [
            "您所在的位置:新闻",
            "当前位置 >",
            "所在 :县",
            "市政府首页 | 新闻",
            "首页/新闻",
            "甲>乙>丙",
            "· 上一条 :关于",
            "|下一篇|",
            "岚ICP备1号",
            "岚公网安备1号",
            "市政府版权所有",
            "网站标识码1",
            "技术支持某公司",
            "http://a",
            "https://a",
            "见www.a",
            "主办单位:某局 承办某科",
            "主办:某局 电话",
            "主管单位:某县人民政府 承办单位:某局",
            "enpproperty",
        ] {
            let mut chars = CharSet::default();
            line.chars().for_each(|c| chars.add(c));
            assert!(NAVIGATION.is_match(line), "{line}");
            assert!(has_navigation_word(line, chars), "{line}");
        }
    }

    #[test]
    fn the_list_is_sorted() {
        let words: Vec<&str> = FURNITURE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(
            words.is_sorted_by(|a, b| a < b),
            "sort data/furniture.txt and remove doubles"
        );
    }
}
