//! The articles of a scanned page: where each begins.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::feature::split_at_headlines;
use super::role::{Role, is_advert, role};
use crate::document::Page;
use crate::kind::{begins_with_writers, heads_whole_report, is_message_head, opens_as_letter};
use crate::labels::scan_labels;
use crate::layout::{heads_others, is_prose};
use crate::pattern::pattern;
use crate::text::{CharSet, unnumbered};
use crate::values::date::begins_with_day;
use crate::values::person::{begins_with_surname, names_alone};

/// The articles of a scanned page, as runs of lines; `None` if the page is no such page or holds one article.
pub fn articles(page: &Page) -> Option<Vec<Range<usize>>> {
    let text = |index: usize| page.line(index);
    let cut = cut_by_page_lines(page, &text)
        .or_else(|| cut_by_letters(page, &text))
        .or_else(|| cut_by_captions(page))
        .or_else(|| cut_by_signatures(page));
    if cut.is_some() {
        return cut;
    }
    if !may_hold_articles(page) {
        return None;
    }
    // What a site shows of other articles, below the text, is none of the page's.
    let said = (0..page.lines.len()).find(|&index| is_prose(text(index)));
    let heads = (0..page.lines.len())
        .rfind(|&index| heads_whole_report(text(index), page.lines[index].chars));
    let below = said.max(heads).unwrap_or(page.lines.len())..page.lines.len();
    let mut others = below.filter(|&index| heads_others(text(index)));
    let own = others.next().unwrap_or(page.lines.len());
    let role_of = |index: usize| match index < own && !is_advert(page, index) {
        true => role(text(index), page.lines[index].chars),
        false => Role::Other,
    };
    let roles: Vec<Role> = (0..page.lines.len()).map(role_of).collect();
    if holds_one(page, &roles) {
        return None;
    }
    let after = headlines_follow(&roles);
    let mut starts = told_starts(page, &roles, after);
    if after {
        starts = split_at_headlines(page, &roles, starts);
    } else {
        starts.extend(set_off_headlines(page, &roles));
        starts.extend(ruled_off(page, &roles));
        starts.sort_unstable();
        starts.dedup();
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

/// Whether a message's head stands on a page that is no letter: of most texts no line tells more.
fn may_hold_articles(page: &Page) -> bool {
    let all = page.matched.as_str();
    let words = [
        "本报",
        "本台",
        "本刊",
        "日电",
        "日讯",
        "日 电",
        "(记者",
        "(通讯员",
        "媒体记者",
    ];
    let head = |index: usize| is_message_head(page.line(index), page.lines[index].chars);
    // Those who wrote, in brackets, show an article below its headline.
    let headed = |index: usize| {
        let role = |index: usize| role(page.line(index), page.lines[index].chars);
        index > 0 && begins_with_writers(page.line(index)) && role(index - 1) == Role::Short
    };
    (0..page.lines.len()).any(|index| head(index) || headed(index))
        && words.iter().any(|word| all.contains(word))
        && !opens_as_letter(page)
}

/// Whether a page holds one article, a web copy among them.
fn holds_one(page: &Page, roles: &[Role]) -> bool {
    let heads = (0..roles.len())
        .filter(|&index| roles[index] == Role::Head && !is_named(page, roles, index))
        .count();
    let captions = roles.iter().filter(|role| **role == Role::Caption).count();
    // Other headlines show other articles.
    let group = |index: usize| {
        roles[index] == Role::Short && (index == 0 || roles[index - 1] != Role::Short)
    };
    let groups = (0..roles.len()).filter(|&index| group(index)).count();
    let one = heads == 1 && groups < 2 && has_neighbours(page);
    heads == 0
        || heads + captions < 2
        || one
        || heads == 1 && groups < 2 && is_illustrated(page, roles)
        || is_web_copy(page)
}

/// Whether an article goes on below its pictures: its headline begins the page, and its captions tell what the
/// pictures show, with text behind the last.
fn is_illustrated(page: &Page, roles: &[Role]) -> bool {
    let shown = |index: &usize| roles[*index] == Role::Caption;
    let mut captions = (0..roles.len()).filter(shown);
    let last = captions.clone().next_back();
    roles.first() == Some(&Role::Short)
        && captions.all(|index| page.line(index).starts_with("图为"))
        && last.is_some_and(|last| roles[last..].contains(&Role::Text))
}

/// Where articles begin by messages' heads, captions and closing bylines; `after` tells that headlines stand
/// behind their articles.
fn told_starts(page: &Page, roles: &[Role], after: bool) -> Vec<usize> {
    let mut starts: Vec<usize> = vec![0];
    // A line of names above `本报讯` is the same head.
    let heads = (0..roles.len())
        .filter(|&index| roles[index] == Role::Head && !is_named(page, roles, index));
    starts.extend(heads.map(|index| match after {
        true => index,
        false => first_of_group(roles, index),
    }));
    starts.extend(after_captions(page, roles, after));
    starts.extend(
        (0..roles.len())
            .filter(|&index| closes(page.line(index)))
            .filter_map(|index| start_after_byline(roles, index, after)),
    );
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|&start| start < roles.len());
    starts
}

/// The articles of a copy that sets the page's number above each of them: `第2版()`.
fn cut_by_page_lines<'t>(
    page: &Page,
    text: &dyn Fn(usize) -> &'t str,
) -> Option<Vec<Range<usize>>> {
    static PAGE_LINE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^第 ?[A-Z]?\d{1,3} ?版 ?\([^)]{0,12}\)$"));
    let marks = (0..page.lines.len()).filter(|&index| {
        let line = text(index);
        line.starts_with('第') && line.ends_with(')') && PAGE_LINE.is_match(line)
    });
    let marks: Vec<usize> = marks.collect();
    // Two are enough where a column's name stands below each: `专栏：`.
    let column = |mark: &usize| mark + 1 < page.lines.len() && text(mark + 1).starts_with("专栏:");
    let least = LEAST_PAGE_LINES - usize::from(marks.iter().all(column));
    if marks.len() < least {
        return None;
    }
    // A page of hits sets the numbered headline above, which stands again below: `2. …`.
    let begin = |mark: &usize| {
        let (above, headline) = (text(*mark - 1), unnumbered(text(*mark - 1)));
        let mut below = (*mark..page.lines.len()).take(4);
        let again = headline.len() < above.len() && below.any(|index| text(index) == headline);
        mark - usize::from(again)
    };
    let begins: Vec<usize> = marks.iter().skip(1).map(begin).collect();
    let starts = std::iter::once(0).chain(begins.iter().copied());
    let ends = begins.iter().copied().chain([page.lines.len()]);
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// The letters of readers on a page of theirs, each below its headline: `编辑同志：`.
fn cut_by_letters<'t>(page: &Page, text: &dyn Fn(usize) -> &'t str) -> Option<Vec<Range<usize>>> {
    let short = |line: &str| line.chars().nth(HEADLINE).is_none() && !line.ends_with('。');
    let begins = (1..page.lines.len())
        .filter(|&index| opens_readers_letter(text(index)) && short(text(index - 1)));
    let begins: Vec<usize> = begins.map(|index| index - 1).collect();
    if begins.len() < 2 {
        return None;
    }
    let starts = std::iter::once(0).chain(begins.iter().skip(1).copied());
    let ends = begins.iter().skip(1).copied().chain([page.lines.len()]);
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// The pictures of a page that holds nothing but pictures with their captions, on one line or two.
fn cut_by_captions(page: &Page) -> Option<Vec<Range<usize>>> {
    let taken = |index: &usize| {
        page.lines[*index]
            .chars
            .has_any(const { CharSet::of("摄") })
    };
    if (0..page.lines.len()).filter(taken).take(2).count() < 2 {
        return None;
    }
    let roles: Vec<Role> = (0..page.lines.len())
        .map(|index| role(page.line(index), page.lines[index].chars))
        .collect();
    let mut starts = Vec::new();
    let mut index = 0;
    while index < roles.len() {
        let below = roles.get(index + 1);
        match roles[index] {
            Role::Caption => starts.push(index),
            // Who took the picture, below what it shows.
            Role::Text if below == Some(&Role::Caption) && !page.line(index + 1).contains('。') => {
                starts.push(index);
                index += 1;
            }
            Role::Other => {}
            _ => return None,
        }
        index += 1;
    }
    let ends = starts.iter().skip(1).copied().chain([roles.len()]);
    let ranges = starts.iter().copied().zip(ends);
    (starts.len() > 1).then(|| ranges.map(|(start, end)| start..end).collect())
}

/// The short reports of a column, each below its headline and with those who wrote in brackets at its end.
fn cut_by_signatures(page: &Page) -> Option<Vec<Range<usize>>> {
    let signed = |index: &usize| {
        let inside = page.line(*index).strip_suffix(')');
        let inside = inside.and_then(|line| line.rsplit_once("。("));
        inside.is_some_and(|(_, names)| {
            let all = names_alone(names);
            !all.is_empty() && begins_with_surname(names)
        })
    };
    let ends: Vec<usize> = (0..page.lines.len()).filter(signed).collect();
    if ends.len() < LEAST_REPORTS {
        return None;
    }
    let role = |index: usize| role(page.line(index), page.lines[index].chars);
    // Between two signatures stand a headline and its text.
    let begin = |(above, end): (usize, &usize)| {
        let mut lines = (above..*end)
            .rev()
            .skip_while(|&index| role(index) == Role::Text);
        lines.next().filter(|&index| role(index) == Role::Short)
    };
    let above = std::iter::once(0).chain(ends.iter().map(|end| end + 1));
    let begins: Option<Vec<usize>> = above.zip(&ends).map(begin).collect();
    let begins = begins?;
    // All of a report stands between its headline and its signature.
    let apart = begins
        .iter()
        .skip(1)
        .zip(&ends)
        .all(|(begin, end)| *begin == end + 1);
    if !apart {
        return None;
    }
    let starts = std::iter::once(0).chain(begins.iter().skip(1).copied());
    let stops = begins.iter().skip(1).copied().chain([page.lines.len()]);
    Some(starts.zip(stops).map(|(start, end)| start..end).collect())
}

/// So many signed reports below each other make a column.
const LEAST_REPORTS: usize = 2;

/// Whether a line is what a reader's letter begins with: `编辑同志：`.
pub fn opens_readers_letter(line: &str) -> bool {
    matches!(line, "编辑同志:" | "编辑:" | "编辑同志,")
}

/// The longest headline of a reader's letter, in characters.
const HEADLINE: usize = 24;

/// So many lines with a page's number show that each stands above an article.
const LEAST_PAGE_LINES: usize = 3;

/// Whether the head at `index` follows another one that holds names alone, other lines of names between:
/// both are one.
fn is_named(page: &Page, roles: &[Role], index: usize) -> bool {
    // Names above the end of a caption are the caption's.
    let short = |line: usize| page.line(line).chars().nth(24).is_none();
    let message = page.line(index).starts_with("本报讯");
    if short(index) && !message && roles.get(index + 1) == Some(&Role::Caption) {
        return true;
    }
    let above = (0..index).rev().find(|&above| roles[above] != Role::Other);
    above.is_some_and(|above| index - above <= 3 && roles[above] == Role::Head && short(above))
}

/// A web copy names its author, source or time in labels, or its own address in the page's tail; there a
/// caption belongs to the article.
fn is_web_copy(page: &Page) -> bool {
    // `2022-07-29 3 3 云川日报 content_20117.html`
    let addressed = |line: &str| line.contains("content_") && line.contains(".htm");
    let last = page.lines.len().saturating_sub(TAIL)..page.lines.len();
    if last.into_iter().any(|index| addressed(page.line(index))) {
        return true;
    }
    let labels = scan_labels(page, 0..page.lines.len().min(PAGE_HEAD));
    labels.iter().any(|label| {
        matches!(
            label.key,
            "author" | "source" | "date_page" | "date_published"
        )
    })
}

/// How many lines at a page's beginning may tell of the copy.
const PAGE_HEAD: usize = 12;

/// Whether links to the pages or articles beside stand above: `上一版 下一版`, `<上一篇 | 下一篇>`.
fn has_neighbours(page: &Page) -> bool {
    let mut head = (0..page.lines.len().min(PAGE_HEAD)).map(|index| page.line(index));
    head.any(|line| line.contains("上一") && line.contains("下一"))
}

/// How many lines at a page's end may hold its address.
const TAIL: usize = 3;

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
    // `□ 本报记者 林舟` above `本报讯` is one head with it.
    let first = |index: &usize| {
        let above = index.checked_sub(1).map(|above| roles[above]);
        roles[*index] == Role::Head && above != Some(Role::Head)
    };
    let heads: Vec<usize> = (0..roles.len()).filter(first).collect();
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
    // A date or a byline may stand between headline and text.
    let between = roles[..head]
        .iter()
        .rev()
        .take(2)
        .take_while(|role| **role == Role::Other)
        .count();
    let short = |head: usize| {
        roles[..head]
            .iter()
            .rev()
            .take_while(|role| **role == Role::Short)
            .count()
    };
    match (short(head), short(head - between)) {
        (0, 0) => head,
        (0, lines) => head - between - lines.min(4),
        (lines, _) => head - lines.min(4),
    }
}

fn after_captions(page: &Page, roles: &[Role], after: bool) -> Vec<usize> {
    let text = |index: usize| page.line(index);
    // `（题图：… 林舟摄）` belongs to its article.
    let captions = (0..roles.len())
        .filter(|&index| roles[index] == Role::Caption && !text(index).starts_with('('));
    captions
        .flat_map(|index| {
            let first = first_of_caption(page, roles, index);
            let column = first
                .checked_sub(1)
                .filter(|&above| PICTURES.contains(&text(above)));
            if let Some(column) = column {
                return [Some(column), Some(index + 1)];
            }
            let own = after || first == 0 || first < index || roles[first - 1] != Role::Short;
            [Some(first).filter(|_| own), Some(index + 1)]
        })
        .flatten()
        .collect()
}

/// The columns in which a paper prints pictures with nothing but their captions.
const PICTURES: [&str; 6] = [
    "图片新闻",
    "图片报道",
    "新闻图片",
    "摄影报道",
    "图说新闻",
    "镜头",
];

/// Where a caption begins whose last line is `index`: above, where a line breaks off in a sentence.
fn first_of_caption(page: &Page, roles: &[Role], index: usize) -> usize {
    let Some(above) = index.checked_sub(1) else {
        return index;
    };
    let line = page.line(above);
    let open = roles[above] == Role::Text
        && page.lines[index].gap == 0
        && !line.ends_with(['。', '!', '?', '"', ')', ':', ';']);
    // `…图为…喷水。` is the caption, and the line below says who took the picture: `新华社发（林舟摄）`.
    let open = open
        || roles[above] == Role::Text
            && page.lines[index].gap <= 1
            && (above == 0
                || line.contains("图为")
                || page.line(index).contains("社发")
                || page.lines[index].gap == 0 && tells_day(line));
    match open {
        true => above,
        false => index,
    }
}

/// Whether a paragraph begins with the day of a picture: `10月19日，…`.
fn tells_day(line: &str) -> bool {
    let first = line.split(',').next().unwrap_or(line);
    begins_with_day(line) && first.chars().nth(14).is_none()
}

/// Those who wrote, in brackets behind the last sentence or below it.
static CLOSING_BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[。!?\x22…] *\((?:本报|实习)?(?:记者|通讯员)? *(?:\p{Han}{1,4}[ 、]*){1,5}\)$|^\((?:\p{Han}{2,4} *){1,4}\)$",
    )
});

fn closes(line: &str) -> bool {
    line.ends_with(')') && CLOSING_BYLINE.is_match(line)
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

/// Where headlines come first, one that is set off by blank lines begins an article without message head.
fn set_off_headlines(page: &Page, roles: &[Role]) -> Vec<usize> {
    // Where no blank line stands between paragraphs, one sets off a headline.
    let texts = |index: &usize| {
        *index > 0 && roles[*index] == Role::Text && roles[*index - 1] == Role::Text
    };
    let apart = (0..roles.len())
        .filter(texts)
        .filter(|&index| page.lines[index].gap > 0)
        .count();
    let all = (0..roles.len()).filter(texts).count();
    let dense = all > 4 * apart && all > 1;
    let least = if dense { 1 } else { 2 };
    let first = |index: &usize| {
        *index > 0 && roles[*index] == Role::Short && roles[*index - 1] != Role::Short
    };
    (0..roles.len())
        .filter(first)
        .filter(|&index| page.lines[index].gap >= least)
        .filter(|&index| {
            !roles[index..]
                .iter()
                .take(3)
                .any(|role| *role == Role::Caption)
        })
        .collect()
}

/// Where headlines come first, one below a line drawn across the page begins an article.
fn ruled_off(page: &Page, roles: &[Role]) -> Vec<usize> {
    let rule = |index: &usize| {
        let line = page.line(*index);
        line.chars().nth(9).is_some()
            && line
                .chars()
                .all(|c| matches!(c, '-' | '─' | '━' | '=' | '_' | '*' | '—'))
    };
    let below = |index: usize| (roles.get(index + 1) == Some(&Role::Short)).then_some(index + 1);
    (0..roles.len()).filter(rule).filter_map(below).collect()
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
