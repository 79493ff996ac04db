//! The headline of an article, and its smaller line.

use std::ops::Range;

use super::role::{Role, role_of};
use crate::document::Document;
use crate::text::{is_han, unnumbered};
use crate::values::organ::is_organ;
use crate::values::without_spaces;

/// An article's headline: the lines of its title, and its smaller line.
#[derive(Debug, Clone, Default)]
pub struct Headline {
    /// Lines of the title, as bytes of the match view.
    pub title: Vec<Range<usize>>,
    /// The smaller line.
    pub subtitle: Option<Range<usize>>,
}

impl Headline {
    /// A headline of one line.
    fn of(title: Range<usize>) -> Headline {
        Headline {
            title: vec![title],
            subtitle: None,
        }
    }

    /// A headline with its smaller line, or its kicker.
    fn with(title: Range<usize>, subtitle: Range<usize>) -> Headline {
        Headline {
            title: vec![title],
            subtitle: Some(subtitle),
        }
    }
}

/// The lines of an article that may be its headline, with their roles; positions count them.
struct Lines<'d> {
    document: &'d Document<'d>,
    lines: Vec<usize>,
    roles: Vec<Role>,
    /// Whether the article is all of a web copy, and not a part of a page.
    whole: bool,
}

impl<'d> Lines<'d> {
    fn of(document: &'d Document<'d>) -> Lines<'d> {
        let layout = &document.layout;
        let own = |index: &usize| {
            !layout.is_furniture(*index)
                || role_of(document, *index) == Role::Short && !layout.is_page_title(*index)
        };
        let lines: Vec<usize> = document.lines.clone().filter(own).collect();
        let role = |&index: &usize| match layout.has_label(index) {
            true => Role::Other,
            false => role_of(document, index),
        };
        Lines {
            document,
            roles: lines.iter().map(role).collect(),
            lines,
            whole: document.lines == (0..document.page.lines.len()),
        }
    }

    /// Bytes of the match view.
    fn range(&self, position: usize) -> Range<usize> {
        self.document.page.lines[self.lines[position]].range.clone()
    }

    fn text(&self, position: usize) -> &'d str {
        self.document.line(self.lines[position])
    }

    /// The position at which the article's text begins.
    fn first_text(&self) -> Option<usize> {
        let is_text = |role: &Role| matches!(role, Role::Head | Role::Text | Role::Caption);
        let text = self.roles.iter().position(is_text)?;
        // In a web copy much that is no headline stands above the first sentence.
        let body = self.document.layout.body;
        let mut lines = self.lines.iter();
        let sentence = lines
            .position(|&index| index >= body)
            .filter(|_| self.whole && body < self.document.lines.end);
        Some(sentence.unwrap_or(text))
    }

    /// A smaller line without the dash before it.
    fn undashed(&self, position: usize) -> Range<usize> {
        let (range, text) = (self.range(position), self.text(position));
        range.end - text.trim_start_matches(['-', ' ']).len()..range.end
    }

    /// The short lines among `positions`.
    fn short(&self, positions: Range<usize>) -> Vec<usize> {
        { positions }
            .filter(|&position| self.roles[position] == Role::Short)
            .collect()
    }
}

/// The headline of one article.
pub fn headline(document: &Document) -> Headline {
    let lines = Lines::of(document);
    let Some(text) = lines.first_text() else {
        return Headline::default();
    };
    // On a page with its headlines below a line with a comma is the first of the text, broken off.
    let closed = !lines.whole && lines.roles.last() == Some(&Role::Short);
    let begins_text = |position: &usize| {
        let line = lines.text(*position);
        closed && line.contains(',') && line.chars().nth(WITH_COMMA).is_some()
    };
    let mut above = lines.short(0..text);
    above.retain(|position| !begins_text(position));
    // A web copy, or a page with its headline first; a copy of a column has it below as the column does.
    if lines.whole && !(above.is_empty() && lines.roles[text] == Role::Head) {
        return leading_copy(&lines, &above_source(&lines, above), text);
    }
    if !above.is_empty() {
        return leading_page(&lines, &above);
    }
    let mut last = lines.roles.iter();
    let text_end = last
        .rposition(|role| !matches!(role, Role::Short | Role::Other))
        .map_or(0, |last| last + 1);
    let mut below = lines.short(text_end..lines.roles.len());
    // A column's last line that breaks off is no headline.
    below.retain(|position| !breaks_off(lines.text(*position)));
    // Below a web copy stand lines of its site too.
    let of_text = |position: &usize| {
        let line = lines.text(*position);
        let site = [
            "关注我",
            "扫码",
            "点击",
            "阅读原文",
            "阅读全文",
            "中心宣",
            "客户端",
        ];
        pairs_in_text(document, line) > 1
            && !line.contains(':')
            && !site.iter().any(|word| line.contains(word))
    };
    if lines.whole && !below.first().is_some_and(of_text) {
        return Headline::default();
    }
    if let Some(found) = led_in(&lines, &below) {
        return found;
    }
    match below[..] {
        [] => Headline::default(),
        [title] => Headline::of(lines.range(title)),
        // Two lines of a column and the place: `三十六个小区的物业账` / `贴进了电梯` / `云川区`.
        [first, second, place] if names_place(&lines, place) => Headline {
            title: vec![lines.range(first), lines.range(second)],
            subtitle: Some(lines.range(place)),
        },
        [title, subtitle, ..] => Headline::with(lines.range(title), lines.undashed(subtitle)),
    }
}

/// Whether a line is a sentence of a text without its end: `船在码头停三天，第四天一早开走，水面上只剩下长长的`.
fn breaks_off(line: &str) -> bool {
    const OPEN: [char; 16] = [
        '的', '了', '和', '在', '要', '将', '对', '把', '被', '从', '由', '向', '是', '与', '及',
        '为',
    ];
    // `抓春耕，促生产，保丰收` is whole: its parts are of one length.
    let lengths = || line.split(',').map(|part| part.chars().count());
    let uneven = lengths().max() > lengths().min().map(|least| least + 1);
    let parts = line.matches(',').count() > 1 && uneven;
    !line.starts_with("--") && (parts || line.contains(',') && line.ends_with(OPEN))
}

/// Whether a line is the name of a place alone that the text speaks of, as it stands below a headline: `云川区`.
fn names_place(lines: &Lines, position: usize) -> bool {
    let line = lines.text(position);
    let places = ['省', '市', '区', '县', '旗', '镇', '乡', '村'];
    let place = line.ends_with(places) && line.chars().count() <= PLACE && line.chars().all(is_han);
    // A column may have broken the name.
    let text = |role: &Role| matches!(role, Role::Head | Role::Text);
    let mut texts = (0..lines.roles.len()).filter(|&other| text(&lines.roles[other]));
    place && texts.any(|other| lines.text(other).contains(line))
}

/// The longest name of a place, in characters.
const PLACE: usize = 4;

/// A line with a comma that has no more characters than these may be a headline: `抓春耕，保丰收`.
const WITH_COMMA: usize = 13;

/// What a kicker ends with that names who speaks; the headline is what is said: `…调研时强调`.
const SPEAKS: [&str; 7] = ["强调", "指出", "时要求", "提出", "表示", "号召", "寄语"];

/// The headline below a kicker that leads in to it.
fn led_in(lines: &Lines, short: &[usize]) -> Option<Headline> {
    let leads = |position: usize| {
        let line = lines.text(position);
        let occasion =
            line.contains(['在', '时']) || line.ends_with("强调") || line.ends_with("指出");
        occasion
            && SPEAKS.iter().any(|word| line.ends_with(word))
            && line.chars().nth(SPEAKER).is_some()
    };
    let mut pairs = short.windows(2).rev();
    let pair = pairs.find(|pair| pair[1] - pair[0] == 1 && leads(pair[0]) && !leads(pair[1]))?;
    // Below the headline a smaller line may stand too.
    let smaller = short.iter().find(|&&position| {
        let (line, title) = (lines.text(position), lines.text(pair[1]));
        let as_long = 2 * line.chars().count() >= title.chars().count() && !line.contains('媒');
        position == pair[1] + 1 && (line.starts_with("--") || as_long)
    });
    let smaller = smaller.map_or(lines.range(pair[0]), |&smaller| lines.undashed(smaller));
    Some(Headline::with(lines.range(pair[1]), smaller))
}

/// Fewer characters than these tell of no speaker and no occasion.
const SPEAKER: usize = 5;

/// Of the short lines of a web copy those above its source, author or time, if what stands below it
/// is far shorter: a tool of the site.
fn above_source(lines: &Lines, short: Vec<usize>) -> Vec<usize> {
    let document = lines.document;
    let source = document.labels.iter().find(|label| {
        let tells = matches!(
            label.key,
            "source" | "author" | "editor" | "date_page" | "date_published" | "views"
        );
        tells && label.line < document.layout.body
    });
    // What a public account made itself is marked below its headline: `原创 林舟 云川街事 2024-03-18`.
    let mut head = document.lines.start..document.layout.body;
    let marked = head.find(|&index| document.line(index).starts_with("原创 "));
    let Some(source) = source
        .map(|source| source.line)
        .into_iter()
        .chain(marked)
        .min()
    else {
        return short;
    };
    let is_above = |position: &&usize| lines.lines[**position] < source;
    let above: Vec<usize> = short.iter().filter(is_above).copied().collect();
    let length = |position: Option<&usize>| {
        let line = position.map(|&position| lines.text(position));
        line.map_or(0, |line| line.chars().filter(|c| *c != ' ').count())
    };
    let named = above
        .last()
        .is_some_and(|&position| !lines.text(position).contains('第'));
    // `第一把钥匙：老屋租给谁？` is the text's first heading.
    let heading = short.last().is_some_and(|&position| {
        let line = lines.text(position);
        ["第一", "一、", "(一)"]
            .iter()
            .any(|first| line.starts_with(first))
    });
    let longer = length(above.last()) >= 2 * length(short.last());
    match named && (longer || heading) || above.len() == short.len() {
        true => above,
        false => short,
    }
}

/// Whether a line may be a headline to which the next one is the smaller line: no name of a paper, a
/// page or an office.
fn is_pair(title: &str, subtitle: &str) -> bool {
    let long = |text: &str| text.chars().nth(6).is_some();
    // `掌上青禾 时政`: a site and its column.
    let short = |word: &str| word.chars().nth(4).is_none();
    let column = title.contains(' ')
        && title.split_whitespace().all(short)
        && title.chars().nth(8).is_none();
    long(title)
        && long(subtitle)
        && !column
        && !is_organ(title)
        && !title.ends_with(['网', '报', '版', '刊', '台'])
        && !title.contains(['>', '|', ':'])
}

/// The short lines next to the text that are no wider than a narrow column.
fn column(lines: &Lines, above: &[usize]) -> Vec<Range<usize>> {
    let narrow = |position: &&usize| lines.text(**position).chars().nth(NARROW).is_none();
    let mut next = None;
    let joined = |position: &&usize| {
        let joined = next.is_none_or(|next| next - **position == 1);
        next = Some(**position);
        joined
    };
    let next_to_text = above.iter().rev().take_while(narrow).take_while(joined);
    let mut column: Vec<_> = next_to_text
        .map(|position| lines.range(*position))
        .collect();
    column.reverse();
    column
}

/// So many characters a line of a narrow column has at most.
const NARROW: usize = 8;

/// The headline of a web copy, among the lines next to the text, which begins at the position `text_at`.
fn leading_copy(lines: &Lines, above: &[usize], text_at: usize) -> Headline {
    if let Some(found) = led_in(lines, above).or_else(|| dashed(lines, above)) {
        return found;
    }
    let of_lines = |title: Vec<Range<usize>>| Headline {
        title,
        subtitle: None,
    };
    let Some((last, before)) = above.split_last() else {
        return Headline::default();
    };
    let second = lines.text(*last);
    let pair = before.last().map(|first| (*first, lines.text(*first)));
    // A title broken behind a word that cannot end it, or before one that cannot begin one.
    if let Some((title, first)) = pair
        && (first.ends_with(['的', '和', '与', '对', '为']) || second.starts_with('的'))
    {
        return of_lines(vec![lines.range(title), lines.range(*last)]);
    }
    // A headline in the lines of a narrow column.
    let narrow = column(lines, above);
    if last + 2 >= text_at && narrow.len() > 2 {
        return of_lines(narrow);
    }
    let Some((title, first)) = pair else {
        return Headline::of(lines.range(*last));
    };
    let next = last - title == 1 && lines.lines[*last] - lines.lines[title] == 1;
    // `林舟出席`
    let attended = ["出席", "主持", "讲话", "参加", "陪同"];
    if next
        && attended.iter().any(|word| second.ends_with(word))
        && first.chars().nth(NARROW).is_some()
    {
        // `市委常委会召开会议` above what was talked of, and who led it.
        let above = title.checked_sub(1).filter(|above| before.contains(above));
        let above = above.filter(|&above| is_pair(lines.text(above), first));
        return match above {
            Some(above) => Headline::with(lines.range(above), lines.range(title)),
            None => Headline::with(lines.range(title), lines.range(*last)),
        };
    }
    // A headline, and below it a smaller line that says more of the same.
    if next && unnumbered(first) != second && is_pair(first, second) {
        return Headline::with(lines.range(title), lines.range(*last));
    }
    // A tool of the site below a headline.
    let length = |line: &str| line.chars().count();
    let tool = length(second) <= TOOL && length(second) * 2 <= length(first);
    match tool && !first.contains('第') {
        true => Headline::of(lines.range(title)),
        false => Headline::of(lines.range(*last)),
    }
}

/// The longest tool of a site, in characters.
const TOOL: usize = 6;

/// The headline of a page's article: the first line and its smaller one.
fn leading_page(lines: &Lines, above: &[usize]) -> Headline {
    if let Some(found) = led_in(lines, above).or_else(|| dashed(lines, above)) {
        return found;
    }
    let says = |position: usize| pairs_in_text(lines.document, lines.text(position));
    match *above {
        [] => Headline::default(),
        [title] => Headline::of(lines.range(title)),
        // A headline below the same line with a number.
        [.., title, again] if unnumbered(lines.text(title)) == lines.text(again) => {
            Headline::of(lines.range(again))
        }
        // A column's name above the headline: `街谈巷议`.
        [column, title, ..]
            if without_spaces(lines.text(column))
                .chars()
                .nth(COLUMN)
                .is_none()
                && lines.text(title).chars().nth(COLUMN + 2).is_some() =>
        {
            Headline::of(lines.range(title))
        }
        // Kicker, headline and smaller line.
        [kicker, title, subtitle, ..]
            if subtitle - kicker == 2 && says(title) > says(kicker) + 1 =>
        {
            Headline::with(lines.range(title), lines.range(subtitle))
        }
        // A kicker of which the text says nothing: `从“没人管”到“抢着管”`.
        [kicker, title]
            if lines.text(kicker).len() < lines.text(title).len()
                && says(kicker) == 0
                && says(title) > SAID =>
        {
            Headline::with(lines.range(title), lines.range(kicker))
        }
        [title, subtitle, ..] => Headline::with(lines.range(title), lines.range(subtitle)),
    }
}

/// A headline shares more pairs of characters with its text than these.
const SAID: usize = 4;

/// The longest name of a column, in characters.
const COLUMN: usize = 4;

/// The headline above a smaller line that begins with a dash.
fn dashed(lines: &Lines, above: &[usize]) -> Option<Headline> {
    let [.., title, subtitle] = *above else {
        return None;
    };
    let found = lines.text(subtitle).starts_with("--");
    found.then(|| Headline::with(lines.range(title), lines.undashed(subtitle)))
}

/// How many pairs of neighbouring characters of a short line the article's text has too: a headline says what
/// the text says, a kicker names the occasion.
fn pairs_in_text(document: &Document, line: &str) -> usize {
    let chars: Vec<char> = line.chars().filter(|&c| is_han(c)).collect();
    let lines = document.lines.clone().map(|index| document.line(index));
    let texts: Vec<&str> = lines
        .filter(|text| text.chars().nth(LONGEST).is_some())
        .collect();
    let pairs = chars.windows(2).map(|pair| pair.iter().collect::<String>());
    pairs
        .filter(|pair| texts.iter().any(|text| text.contains(pair.as_str())))
        .count()
}

/// The longest line of a headline, in characters.
const LONGEST: usize = 36;
