//! Newspaper pages: where one article ends and the next begins, and which lines are headlines.
//!
//! Scanned columns give the headline after the body as often as before it. What is certain are message
//! heads (本报讯), captions (…摄) and closing bylines; headlines are the short lines without punctuation
//! beside them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Page};
use crate::kind::{is_caption_end, is_message_head, opens_as_letter};
use crate::labels::scan_labels;
use crate::layout::{is_furniture_line, is_prose_line};
use crate::text::CharSet;
use crate::values::date::{self, DateMatch, find_dates};
use crate::values::organ::is_organ;
use crate::values::pattern;

/// An article's headline: the lines of its title, and its smaller line.
#[derive(Debug, Clone, Default)]
pub struct Headline {
    /// Lines of the title, as bytes of the match view.
    pub title: Vec<Range<usize>>,
    /// The smaller line.
    pub subtitle: Option<Range<usize>>,
}

static CLOSING_BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[。!?\x22…] *\((?:本报|实习)?(?:记者|通讯员)? *(?:\p{Han}{1,4}[ 、]*){1,5}\)$|^\((?:\p{Han}{2,4} *){1,4}\)$",
    )
});
static ISSUE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^第?[A-Z]?\d{1,3} ?版|版[:：]|第 ?\d{1,3} ?版|^[\p{Han}]{2,8}报 *(?:$|\d{4}年)|^[A-Z]\d{1,2} |^文 ?[/:] ?\p{Han}|\d日 +星期|^(?:星期|责编|责任编辑|美编|版式|校对)|邮发代号|国内统一",
    )
});

/// The name of a paper or a site, which stands above its articles or below their headlines.
static MEDIUM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\p{Han}{1,4}网\p{Han}{0,4}站$|^\p{Han}{2,6}(?:日报|晚报|时报|晨报|新闻网|政府网|融媒)$",
    )
});

/// A line of the names of those who wrote.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[□■●◆] *)?(?:本报|本台|全媒体|融媒体|\p{Han}{0,6}融媒体中心|见习|实习|特约)*(?:记 ?者|通 ?讯 ?员)[ :]",
    )
});

/// What a line of a newspaper page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Caption,
    Head,
    Short,
    Text,
    Other,
}

/// What a folded line with these telling characters is.
fn role(line: &str, chars: CharSet) -> Role {
    if is_caption_end(line, chars) {
        Role::Caption
    } else if is_message_head(line, chars) {
        Role::Head
    } else if is_short(line, chars) {
        Role::Short
    } else if is_furniture_line(line, chars)
        || ISSUE_LINE.is_match(line)
        || MEDIUM.is_match(line)
        || is_column(line, chars)
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
    let short = line.chars().nth(24).is_none() && !chars.has_any(const { CharSet::of("。") });
    let full = |found: &DateMatch| found.date.is_some_and(|date| date.is_full());
    short && (path() || dated() && find_dates(line).iter().any(full))
}

fn role_of(document: &Document, index: usize) -> Role {
    role(document.line(index), document.page.lines[index].chars)
}

/// A line that may be a headline: short, without the punctuation that ends or divides sentences.
fn is_short(line: &str, chars: CharSet) -> bool {
    !chars.has_any(const { CharSet::of("。;\t|>") })
        && !line.ends_with([',', ':', '、', '…', ')'])
        && line.chars().nth(1).is_some()
        && line.chars().nth(36).is_none()
        && line
            .chars()
            .filter(|&c| crate::text::is_han(c))
            .nth(1)
            .is_some()
        && !is_prose_line(line, chars)
        && !is_furniture_line(line, chars)
        && !date::begins_with_date(line)
        && !MEDIUM.is_match(line)
        && !ISSUE_LINE.is_match(line)
        && !(chars.has_any(const { CharSet::of("记员") }) && BYLINE.is_match(line))
}

/// The articles of a scanned page, as runs of lines; `None` if the page is no such page or holds one article.
pub fn articles(page: &Page) -> Option<Vec<Range<usize>>> {
    let all = page.matched.as_str();
    let text = |index: usize| &all[page.lines[index].range.clone()];
    // Of most texts no line tells more.
    let head = |index: usize| is_message_head(text(index), page.lines[index].chars);
    let words = ["本报", "本台", "本刊", "日电", "日讯", "日 电"];
    if !(0..page.lines.len()).any(head)
        || !words.iter().any(|word| all.contains(word))
        || opens_as_letter(page)
    {
        return None;
    }
    let roles: Vec<Role> = (0..page.lines.len())
        .map(|index| role(text(index), page.lines[index].chars))
        .collect();
    let heads = roles.iter().filter(|role| **role == Role::Head).count();
    let captions = roles.iter().filter(|role| **role == Role::Caption).count();
    if heads == 0 || heads + captions < 2 || is_web_copy(page) {
        return None;
    }
    let after = headlines_follow(&roles);
    let mut starts: Vec<usize> = vec![0];
    for index in 0..roles.len() {
        let begins = match roles[index] {
            Role::Head if after => index,
            Role::Head => first_of_group(&roles, index),
            _ => continue,
        };
        starts.push(begins);
    }
    starts.extend(after_captions(page, &roles, after));
    starts.extend(
        (0..roles.len())
            .filter(|&index| closes(text(index)))
            .filter_map(|index| start_after_byline(&roles, index, after)),
    );
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|&start| start < roles.len());
    if !after {
        starts.extend(set_off_headlines(page, &roles));
        starts.sort_unstable();
        starts.dedup();
    }
    if after {
        starts = split_at_headlines(page, &roles, starts);
    }
    let ends = starts.iter().skip(1).copied().chain([roles.len()]);
    let ranges: Vec<Range<usize>> = starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect();
    Some(merge_empty(ranges, &roles))
}

/// A web copy names its author, source or time in labels; there a caption belongs to the article.
fn is_web_copy(page: &Page) -> bool {
    let labels = scan_labels(page, 0..page.lines.len().min(12));
    labels.iter().any(|label| {
        matches!(
            label.key,
            "author" | "source" | "date_page" | "date_published"
        )
    })
}

/// Whether headlines stand behind their articles: the page ends in one, or does not begin with one.
fn headlines_follow(roles: &[Role]) -> bool {
    let last = roles.iter().rev().find(|role| **role != Role::Other);
    let before = |index: usize| {
        roles[..index]
            .iter()
            .rev()
            .find(|role| **role != Role::Other)
            == Some(&Role::Short)
    };
    let heads: Vec<usize> = (0..roles.len())
        .filter(|&index| roles[index] == Role::Head)
        .collect();
    let led = heads.iter().filter(|&&head| before(head)).count();
    match heads.first() {
        Some(&first) if before(first) && first_group_opens(roles, first) => false,
        _ => last == Some(&Role::Short) || led < heads.len(),
    }
}

/// Whether nothing but captions stands above the short lines before `head`.
fn first_group_opens(roles: &[Role], head: usize) -> bool {
    let first = first_of_group(roles, head);
    roles[..first]
        .iter()
        .all(|role| matches!(role, Role::Caption | Role::Other))
}

fn first_of_group(roles: &[Role], head: usize) -> usize {
    let lines = roles[..head]
        .iter()
        .rev()
        .take_while(|role| **role == Role::Short)
        .count();
    head - lines.min(4)
}

fn after_captions(page: &Page, roles: &[Role], after: bool) -> Vec<usize> {
    let captions = (0..roles.len()).filter(|&index| roles[index] == Role::Caption);
    let own = |index: usize| after || index == 0 || roles[index - 1] != Role::Short;
    captions
        .flat_map(|index| {
            let first = first_of_caption(page, roles, index);
            [Some(first).filter(|&first| own(first)), Some(index + 1)]
        })
        .flatten()
        .collect()
}

/// Where a caption begins whose last line is `index`: above, where a line breaks off in a sentence.
fn first_of_caption(page: &Page, roles: &[Role], index: usize) -> usize {
    let Some(above) = index.checked_sub(1) else {
        return index;
    };
    let line = &page.matched.as_str()[page.lines[above].range.clone()];
    let open = roles[above] == Role::Text
        && page.lines[index].gap == 0
        && !line.ends_with(['。', '!', '?', '"', ')', ':', ';']);
    match open {
        true => above,
        false => index,
    }
}

fn closes(line: &str) -> bool {
    CLOSING_BYLINE.is_match(line)
}

/// Where the next article starts behind a closing byline: behind its headline, or at the next one's.
fn start_after_byline(roles: &[Role], index: usize, after: bool) -> Option<usize> {
    let shorts = roles[index + 1..]
        .iter()
        .take_while(|role| **role == Role::Short)
        .count();
    let next = if after { index + 1 + shorts } else { index + 1 };
    (next < roles.len() && (shorts > 0 || roles[next] == Role::Text)).then_some(next)
}

/// Where headlines come first, one that is set off by two blank lines begins an article without message head.
fn set_off_headlines(page: &Page, roles: &[Role]) -> Vec<usize> {
    let first = |index: &usize| {
        *index > 0 && roles[*index] == Role::Short && roles[*index - 1] != Role::Short
    };
    (0..roles.len())
        .filter(first)
        .filter(|&index| page.lines[index].gap >= 2)
        .collect()
}

/// Behind a report's own headline a text without message head may follow: a feature of its own.
fn split_at_headlines(page: &Page, roles: &[Role], starts: Vec<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .copied()
        .chain([roles.len()])
        .collect();
    for (&start, &end) in starts.iter().zip(&ends) {
        out.push(start);
        if roles[start] != Role::Head {
            continue;
        }
        let mut index = start + 1;
        while index < end {
            let shorts = roles[index..end]
                .iter()
                .take_while(|role| **role == Role::Short)
                .count();
            let behind = index + shorts;
            if shorts > 0
                && behind < end
                && closes_article(page, start..index, index..behind, behind..end)
            {
                out.push(behind);
                break;
            }
            index = behind.max(index + 1);
        }
    }
    out
}

/// Whether short lines speak of the text above them rather than of the text below.
fn closes_article(
    page: &Page,
    above: Range<usize>,
    lines: Range<usize>,
    below: Range<usize>,
) -> bool {
    let text = |range: Range<usize>| {
        let of = |index: usize| page.lines[index].range.clone();
        &page.matched.as_str()[of(range.start).start..of(range.end - 1).end]
    };
    let mut pairs: Vec<&str> = lines
        .flat_map(|index| char_pairs(text(index..index + 1)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let (above, below) = (text(above), text(below));
    let shared = |text: &str| pairs.iter().filter(|pair| text.contains(**pair)).count();
    shared(above) > shared(below)
}

/// Each two neighbouring characters of a text.
fn char_pairs(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = starts.clone().chain([text.len()]).skip(2);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

/// Runs without any text belong to the article before them.
fn merge_empty(ranges: Vec<Range<usize>>, roles: &[Role]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    // A masthead above the first article belongs to it.
    let mut leading: Option<usize> = None;
    for range in ranges {
        let empty = roles[range.clone()]
            .iter()
            .all(|role| matches!(role, Role::Short | Role::Other));
        match out.last_mut() {
            Some(last) if empty => last.end = range.end,
            None if empty => leading = leading.or(Some(range.start)),
            _ => out.push(leading.take().unwrap_or(range.start)..range.end),
        }
    }
    out
}

/// The date of the newspaper, in the masthead above all articles: line and date.
pub fn masthead_date(page: &Page) -> Option<(usize, DateMatch)> {
    (0..page.lines.len().min(4)).find_map(|index| {
        let line = &page.matched.as_str()[page.lines[index].range.clone()];
        let found = find_dates(line)
            .into_iter()
            .find(|found| found.date.is_some_and(|date| date.is_full()))?;
        let paper = ISSUE_LINE.is_match(line)
            || line.contains("星期")
            || line.contains("上一版")
            || line.contains("下一版")
            || line.contains("上一版")
            || line.contains("下一版")
            || line[..found.range.start]
                .trim_end_matches(['(', '》', ' '])
                .ends_with('报');
        (paper && line.chars().count() <= 60).then_some((index, found))
    })
}

/// Where an article breaks off: behind its last line of text, if that ends in mid-sentence.
pub fn truncated_at(document: &Document) -> Option<usize> {
    let text = |index: &usize| matches!(role_of(document, *index), Role::Text | Role::Head);
    let last = document.lines.clone().rev().find(text)?;
    let line = document.line(last);
    let ended = line.ends_with(['。', '!', '?', '"', ')', '…', ']', ':', ';']);
    (!ended && line.chars().count() > 20).then_some(document.page.lines[last].range.end)
}

/// The headline of one article.
pub fn headline(document: &Document) -> Headline {
    let lines: Vec<usize> = document
        .lines
        .clone()
        .filter(|&index| {
            !document.layout.is_furniture(index) || role_of(document, index) == Role::Short
        })
        .collect();
    let roles: Vec<Role> = lines
        .iter()
        .map(|&index| {
            if document.layout.has_label(index) {
                Role::Other
            } else {
                role_of(document, index)
            }
        })
        .collect();
    let range = |position: usize| document.page.lines[lines[position]].range.clone();
    let whole = document.lines == (0..document.page.lines.len());
    let text = roles
        .iter()
        .position(|role| matches!(role, Role::Head | Role::Text | Role::Caption));
    let Some(text) = text else {
        return Headline::default();
    };
    // A web copy or a page with its headline first: the lines above the text.
    let above: Vec<usize> = (0..text)
        .filter(|&position| roles[position] == Role::Short)
        .collect();
    if whole || !above.is_empty() {
        return leading(document, &above, &range, whole);
    }
    let trailing = roles
        .iter()
        .rev()
        .take_while(|role| matches!(role, Role::Short | Role::Other))
        .count();
    let below: Vec<usize> = (roles.len() - trailing..roles.len())
        .filter(|&position| roles[position] == Role::Short)
        .collect();
    match below[..] {
        [] => Headline::default(),
        [title] => Headline {
            title: vec![range(title)],
            subtitle: None,
        },
        [title, subtitle, ..] => Headline {
            title: vec![range(title)],
            subtitle: Some(range(subtitle)),
        },
    }
}

/// Whether a line may be a headline to which the next one is the smaller line: no name of a paper, a
/// page or an office.
fn is_pair(title: &str, subtitle: &str) -> bool {
    let long = |text: &str| text.chars().nth(6).is_some();
    long(title)
        && long(subtitle)
        && !is_organ(title)
        && !title.ends_with(['网', '报', '版', '刊', '台'])
        && !title.contains(['>', '|', ':'])
}

/// A headline above its text: in a web copy the lines next to the text, on a page the first line and its subtitle.
fn leading(
    document: &Document,
    above: &[usize],
    range: &dyn Fn(usize) -> Range<usize>,
    whole: bool,
) -> Headline {
    let text = |position: usize| document.text(range(position));
    match above {
        [] => Headline::default(),
        [title] => Headline {
            title: vec![range(*title)],
            subtitle: None,
        },
        [.., title, subtitle] if text(*subtitle).starts_with("--") => {
            let line = range(*subtitle);
            let dash = text(*subtitle).len() - text(*subtitle).trim_start_matches(['-', ' ']).len();
            Headline {
                title: vec![range(*title)],
                subtitle: Some(line.start + dash..line.end),
            }
        }
        // A title broken behind a word that cannot end it.
        [.., first, second] if whole && text(*first).ends_with(['的', '和', '与', '对', '为']) => {
            Headline {
                title: vec![range(*first), range(*second)],
                subtitle: None,
            }
        }
        // A headline, and below it a smaller line that says more of the same.
        [.., title, subtitle]
            if whole && is_pair(text(*title), text(*subtitle)) && subtitle - title == 1 =>
        {
            Headline {
                title: vec![range(*title)],
                subtitle: Some(range(*subtitle)),
            }
        }
        [.., title] if whole => Headline {
            title: vec![range(*title)],
            subtitle: None,
        },
        [title, subtitle, ..] => Headline {
            title: vec![range(*title)],
            subtitle: Some(range(*subtitle)),
        },
    }
}
