//! The headline of an article, and its smaller line.

use std::ops::Range;

use super::role::{Role, role_of};
use crate::document::Document;
use crate::text::{is_han, unnumbered};
use crate::values::organ::is_organ;

/// An article's headline: the lines of its title, and its smaller line.
#[derive(Debug, Clone, Default)]
pub struct Headline {
    /// Lines of the title, as bytes of the match view.
    pub title: Vec<Range<usize>>,
    /// The smaller line.
    pub subtitle: Option<Range<usize>>,
}

/// The headline of one article.
pub fn headline(document: &Document) -> Headline {
    let lines: Vec<usize> = document
        .lines
        .clone()
        .filter(|&index| {
            !document.layout.is_furniture(index)
                || role_of(document, index) == Role::Short && !document.layout.is_page_title(index)
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
    let is_text = |role: &Role| matches!(role, Role::Head | Role::Text | Role::Caption);
    // In a web copy much that is no headline stands above the first sentence.
    let sentence = lines
        .iter()
        .position(|&index| index >= document.layout.body)
        .filter(|_| whole && document.layout.body < document.lines.end);
    let Some(text) = roles.iter().position(is_text) else {
        return Headline::default();
    };
    let text = sentence.unwrap_or(text);
    // A web copy or a page with its headline first: the lines above the text.
    // On a page with its headlines below a line with a comma is the first of the text, broken off.
    let closed = !whole && roles.last() == Some(&Role::Short);
    let begins_text = |position| {
        let line = document.text(range(position));
        closed && line.contains(',') && line.chars().nth(WITH_COMMA).is_some()
    };
    let above: Vec<usize> = (0..text)
        .filter(|&position| roles[position] == Role::Short && !begins_text(position))
        .collect();
    if whole || !above.is_empty() {
        let above = match whole {
            true => above_source(document, &lines, above),
            false => above,
        };
        return leading(document, &above, &range, whole, text);
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
        [title, subtitle, ..] => led_in(document, &below, &range).unwrap_or_else(|| Headline {
            title: vec![range(title)],
            subtitle: Some(undashed(document, range(subtitle))),
        }),
    }
}

/// A line with a comma that has no more characters than these may be a headline: `抓春耕，保丰收`.
const WITH_COMMA: usize = 13;

/// What a kicker ends with that names who speaks; the headline is what is said: `…调研时强调`.
const SPEAKS: [&str; 7] = ["强调", "指出", "时要求", "提出", "表示", "号召", "寄语"];

/// The headline below a kicker that leads in to it.
fn led_in(
    document: &Document,
    short: &[usize],
    range: &dyn Fn(usize) -> Range<usize>,
) -> Option<Headline> {
    let leads = |position: usize| {
        let line = document.text(range(position));
        let occasion =
            line.contains(['在', '时']) || line.ends_with("强调") || line.ends_with("指出");
        occasion
            && SPEAKS.iter().any(|word| line.ends_with(word))
            && line.chars().nth(SPEAKER).is_some()
    };
    let mut pairs = short.windows(2).rev();
    let pair = pairs.find(|pair| pair[1] - pair[0] == 1 && leads(pair[0]) && !leads(pair[1]))?;
    Some(Headline {
        title: vec![range(pair[1])],
        subtitle: Some(range(pair[0])),
    })
}

/// Fewer characters than these tell of no speaker and no occasion.
const SPEAKER: usize = 5;

/// A smaller line without the dash before it.
fn undashed(document: &Document, line: Range<usize>) -> Range<usize> {
    let text = document.text(line.clone());
    line.end - text.trim_start_matches(['-', ' ']).len()..line.end
}

/// Of the short lines of a web copy those above its source, author or time, if what stands below it
/// is far shorter: a tool of the site.
fn above_source(document: &Document, lines: &[usize], short: Vec<usize>) -> Vec<usize> {
    let source = document.labels.iter().find(|label| {
        let tells = matches!(
            label.key,
            "source" | "author" | "editor" | "date_page" | "date_published" | "views"
        );
        tells && label.line < document.layout.body
    });
    let Some(source) = source else { return short };
    let above: Vec<usize> = short
        .iter()
        .copied()
        .filter(|&position| lines[position] < source.line)
        .collect();
    let length = |position: Option<&usize>| {
        let line = position.map(|&position| document.line(lines[position]));
        line.map_or(0, |line| line.chars().filter(|c| *c != ' ').count())
    };
    let named = above
        .last()
        .is_some_and(|&position| !document.line(lines[position]).contains('第'));
    match named && length(above.last()) >= 2 * length(short.last()) || above.len() == short.len() {
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
fn column(
    document: &Document,
    above: &[usize],
    range: &dyn Fn(usize) -> Range<usize>,
) -> Vec<Range<usize>> {
    let narrow = |position: &&usize| {
        document
            .text(range(**position))
            .chars()
            .nth(NARROW)
            .is_none()
    };
    let mut next = None;
    let joined = |position: &&usize| {
        let joined = next.is_none_or(|next| next - **position == 1);
        next = Some(**position);
        joined
    };
    let mut lines: Vec<Range<usize>> = above
        .iter()
        .rev()
        .take_while(narrow)
        .take_while(joined)
        .map(|position| range(*position))
        .collect();
    lines.reverse();
    lines
}

/// So many characters a line of a narrow column has at most.
const NARROW: usize = 8;

/// A headline above its text, which begins at the position `text_at`: in a web copy the lines next to
/// the text, on a page the first line and its subtitle.
fn leading(
    document: &Document,
    above: &[usize],
    range: &dyn Fn(usize) -> Range<usize>,
    whole: bool,
    text_at: usize,
) -> Headline {
    let text = |position: usize| document.text(range(position));
    let line = |position: usize| document.line_at(range(position).start);
    if let Some(found) = led_in(document, above, range) {
        return found;
    }
    let narrow = column(document, above, range);
    match above {
        [] => Headline::default(),
        [title] => Headline {
            title: vec![range(*title)],
            subtitle: None,
        },
        [.., title, subtitle] if text(*subtitle).starts_with("--") => Headline {
            title: vec![range(*title)],
            subtitle: Some(undashed(document, range(*subtitle))),
        },
        // A title broken behind a word that cannot end it, or before one that cannot begin one.
        [.., first, second]
            if whole
                && (text(*first).ends_with(['的', '和', '与', '对', '为'])
                    || text(*second).starts_with('的')) =>
        {
            Headline {
                title: vec![range(*first), range(*second)],
                subtitle: None,
            }
        }
        // A headline in the lines of a narrow column.
        [.., last] if whole && last + 2 >= text_at && narrow.len() > 2 => Headline {
            title: narrow,
            subtitle: None,
        },
        // A page's title, and the article's own.
        [.., title, again]
            if whole && text(*title) == text(*again)
                || unnumbered(text(*title)) == text(*again) =>
        {
            Headline {
                title: vec![range(*again)],
                subtitle: None,
            }
        }
        // A headline, and below it a smaller line that says more of the same.
        [.., title, subtitle]
            if whole
                && is_pair(text(*title), text(*subtitle))
                && subtitle - title == 1
                && line(*subtitle) - line(*title) == 1 =>
        {
            Headline {
                title: vec![range(*title)],
                subtitle: Some(range(*subtitle)),
            }
        }
        // A tool of the site below a headline.
        [.., long, tool]
            if whole
                && text(*tool).chars().count() * 2 <= text(*long).chars().count()
                && text(*tool).chars().nth(6).is_none()
                && !text(*long).contains('第') =>
        {
            Headline {
                title: vec![range(*long)],
                subtitle: None,
            }
        }
        [.., title] if whole => Headline {
            title: vec![range(*title)],
            subtitle: None,
        },
        // Kicker, headline and smaller line.
        [kicker, title, subtitle, ..]
            if subtitle - kicker == 2
                && pairs_in_text(document, text(*title))
                    > pairs_in_text(document, text(*kicker)) + 1 =>
        {
            Headline {
                title: vec![range(*title)],
                subtitle: Some(range(*subtitle)),
            }
        }
        [title, subtitle, ..] => Headline {
            title: vec![range(*title)],
            subtitle: Some(range(*subtitle)),
        },
    }
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
