//! Where the head, the body, the tail and the attachments of a document stand, and which lines are page furniture.

mod furniture;
mod page_title;
mod prose;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Page;
use crate::labels::{Labelled, Tie, labels_of};
use crate::pattern::pattern;
use crate::values::date::whole_date;
use crate::values::salutation::{self, Salutation};

pub use furniture::is_furniture_line;
use furniture::{heads_links, is_entry};
use page_title::page_title;
pub use prose::{is_prose, is_prose_line};

/// The parts of a document by line numbers of the page.
#[derive(Debug, Clone)]
pub struct Layout {
    first: usize,
    furniture: Vec<bool>,
    labels: Vec<bool>,
    /// The page's own title above the document's.
    page_title: Option<usize>,
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

/// A heading that opens an attachment.
static ATTACHMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^附:$|^附 ?(?:件|表) *[\d一二三四五六七八九十]{0,2} *:?$|^附:[\p{Han}]{2,20}(?:表|反馈|意见|单)$",
    )
});

/// A salutation behind so many paragraphs of prose is quoted.
const QUOTED_BEHIND: usize = 4;

impl Layout {
    /// Looks at the lines `lines` of a page, whose labels are known.
    pub fn of(page: &Page, lines: Range<usize>, labels: &[Labelled]) -> Layout {
        let text = |index: usize| &page.matched.as_str()[page.lines[index].range.clone()];
        let mut linked = false;
        let mut furniture: Vec<bool> = lines
            .clone()
            .map(|index| {
                linked = heads_links(text(index)) || linked && is_entry(text(index));
                linked
                    || page.is_marked(index)
                    || is_furniture_line(text(index), page.lines[index].chars)
            })
            .collect();
        let page_title = page_title(lines.clone(), &text, &furniture);
        if let Some(title) = page_title {
            furniture[title - lines.start] = true;
        }
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
        let salutation = find_salutation(page, lines.clone(), labels, &furniture, &has_label);
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
        let salutation = salutation.or_else(|| {
            let line = (first_prose < lines.end).then(|| text(first_prose))?;
            let found = salutation::organs_leading(line)?;
            let start = page.lines[first_prose].range.start;
            Some((first_prose, found.shifted(start)))
        });
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
            page_title,
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

    /// Whether line `index` is the page's own title, and the document's stands below it.
    pub fn is_page_title(&self, index: usize) -> bool {
        self.page_title == Some(index)
    }

    /// Whether line `index` holds a label.
    pub fn has_label(&self, index: usize) -> bool {
        self.labels
            .get(index.wrapping_sub(self.first))
            .copied()
            .unwrap_or(false)
    }
}

/// The first salutation to persons or organs, with its line.
fn find_salutation(
    page: &Page,
    lines: Range<usize>,
    labels: &[Labelled],
    furniture: &[bool],
    has_label: &[bool],
) -> Option<(usize, Salutation)> {
    let text = |index: usize| &page.matched.as_str()[page.lines[index].range.clone()];
    let usable = |index: usize| !furniture[index - lines.start];
    lines
        .clone()
        .filter(|&index| usable(index))
        .find_map(|index| {
            let start = page.lines[index].range.start;
            let labelled = has_label[index - lines.start];
            // `领衔代表：某某` is a label and no salutation; a letter may stand behind the label 答复内容.
            let label_first = || {
                let mut of_line = labels_of(labels, index).iter();
                of_line.any(|label| label.label.start == start && label.key != "reply")
            };
            let chars = page.lines[index].chars;
            let persons = salutation::may_name_persons(chars)
                .then(|| salutation::persons(text(index)))
                .flatten()
                .filter(|_| !label_first());
            // `问题答复：| 林舟代表：`
            let answered = || {
                let mut of_line = labels_of(labels, index).iter();
                let reply = of_line.find(|label| label.key == "reply")?;
                let end = page.lines[index].range.end;
                let value = (reply.value.start < end).then_some(reply.value.start..end)?;
                let found = salutation::persons(&page.matched.as_str()[value.clone()])?;
                Some((value.start, found))
            };
            let behind_label = match persons {
                None if labelled => answered(),
                _ => None,
            };
            let mut start = start;
            let persons = match behind_label {
                Some((value, found)) => {
                    start = value;
                    Some(found)
                }
                None => persons,
            };
            let organs = || salutation::organs(text(index)).filter(|_| !labelled);
            let spoken_to = || {
                let next = (index + 1 < lines.end).then(|| text(index + 1))?;
                let (line, free) = (text(index), !labelled);
                let named = || salutation::applicant(line, next);
                salutation::body_spoken_to(line, next)
                    .or_else(named)
                    .filter(|_| free)
            };
            let mut found = persons.or_else(organs).or_else(spoken_to)?;
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
            let above = above.filter(|&above| {
                text(above).ends_with(['、', ',']) && !has_label[above - lines.start]
            });
            let more: Vec<Range<usize>> = above.map_or(Vec::new(), |above| {
                let start = page.lines[above].range.start;
                salutation::names_above(text(above))
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
        })
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
