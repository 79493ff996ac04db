//! The headline of an article, and its smaller line.

use std::ops::Range;

use super::role::{Role, role_of};
use crate::document::Document;
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
