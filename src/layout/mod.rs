//! Where the head, the body, the tail and the attachments of a document stand, and which lines are page furniture.

mod furniture;
mod page_title;
mod prose;
mod spoken_to;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Page;
use crate::kind::heads_whole_report;
use crate::labels::{Labelled, Tie};
use crate::pattern::pattern;
use crate::values::date::whole_date;
use crate::values::organ::is_organ;
use crate::values::reply_title::titles_reply;
use crate::values::salutation::{self, Salutation};
use crate::values::without_spaces;

pub use furniture::heads_others;
use furniture::{heads_links, heads_page, is_entry};
pub use furniture::{is_footer, is_furniture_line};
use page_title::page_title;
pub use prose::{is_prose, is_prose_line};
use spoken_to::Lines;

/// The parts of a document by line numbers of the page.
#[derive(Debug, Clone)]
pub struct Layout {
    first: usize,
    /// The first line that is no furniture; the first of all where there is no other.
    pub first_own: usize,
    /// First line of the head: the first own one, or further down where a page's menus are longer than a head.
    pub head: usize,
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
        r"^附 ?(?:件|表) *[\d一二三四五六七八九十]{0,2} *:?$|^附:[\p{Han}]{2,20}(?:表|反馈|意见|单)$",
    )
});

/// How many lines the head of a document has at most.
pub const HEAD_LINES: usize = 60;
/// In so many of its first lines a document bears what stands above its mark: 份号, 密级, 紧急程度.
pub const TOP_LINES: usize = 15;
/// So many lines at a page's top tell that menus stand there, none longer than so many characters.
const MENU: usize = 20;
const MENU_WORD: usize = 12;
/// A salutation behind so many paragraphs of prose is quoted.
const QUOTED_BEHIND: usize = 4;

/// So many lines below its tools a site's footer stands.
const TOOLS: usize = 3;

/// Which of a page's lines are furniture, and which is the page's own title.
fn furniture_of(page: &Page, lines: Range<usize>) -> (Vec<bool>, Option<usize>) {
    let text = |index: usize| page.line(index);
    let (mut linked, mut others, mut said) = (false, false, false);
    let own_end = own_end(page, lines.clone());
    let mut furniture: Vec<bool> = lines
        .clone()
        .map(|index| {
            linked = heads_links(text(index)) || linked && is_entry(text(index));
            // In a menu above the text the word heads nothing.
            others |= heads_others(text(index)) && said && index >= own_end;
            said = said || is_prose(text(index));
            linked
                || others
                || page.is_marked(index)
                || is_furniture_line(text(index), page.lines[index].chars)
        })
        .collect();
    // The site's name may stand among the page's own lines, above all of the document's.
    for (index, furniture) in lines.clone().zip(&mut furniture) {
        *furniture |= heads_page(text(index));
        if !*furniture {
            break;
        }
    }
    let page_title = page_title(lines.clone(), &text, &furniture);
    if let Some(title) = page_title {
        furniture[title - lines.start] = true;
    }
    (furniture, page_title)
}

/// One past the last line that is surely the document's own, where a column's name such as `推荐阅读` stands: a day
/// beside an organ, a label of the tail, the head of a report. Above it that name is the text's own.
fn own_end(page: &Page, lines: Range<usize>) -> usize {
    const TAIL: [&str; 5] = ["附件", "联系人", "联系电话", "责任编辑", "抄送"];
    let signs = |index: usize| lines.contains(&index) && is_organ(page.line(index));
    let own = |index: usize| {
        let line = page.line(index);
        TAIL.iter()
            .any(|word| without_spaces(line).starts_with(word))
            || heads_whole_report(line, page.lines[index].chars)
            || line.ends_with(')') && line.contains("(本报记者")
            || whole_date(line).is_some() && (index > 0 && signs(index - 1) || signs(index + 1))
    };
    let headed = lines.clone().any(|index| heads_others(page.line(index)));
    let last = headed.then(|| lines.clone().rfind(|&index| own(index)));
    last.flatten().map_or(lines.start, |last| last + 1)
}

/// Whether labels tell what the paragraphs above a letter are: a proposal's text, or an answer.
fn told_by_labels(labels: &[Labelled]) -> bool {
    let mut keys = labels.iter().map(|label| label.key);
    keys.any(|key| matches!(key, "content" | "reply" | "proposal_title" | "proposers"))
}

/// A document's lines, and what is known of each before its parts are.
struct Known<'d> {
    page: &'d Page,
    lines: Range<usize>,
    labels: &'d [Labelled],
    furniture: Vec<bool>,
    has_label: Vec<bool>,
    /// Lines below the label of the page's summary, which are not the document's prose.
    summaries: Vec<usize>,
}

impl<'d> Known<'d> {
    fn text(&self, index: usize) -> &'d str {
        self.page.line(index)
    }

    /// Whether a line is no furniture.
    fn is_own(&self, index: &usize) -> bool {
        !self.furniture[index - self.lines.start]
    }

    /// Whether a line is prose of the document's own.
    fn is_prose(&self, index: &usize) -> bool {
        self.is_own(index)
            && !self.has_label[index - self.lines.start]
            && self.summaries.binary_search(index).is_err()
            && is_prose_line(self.text(*index), self.page.lines[*index].chars)
    }

    /// The first salutation, else the organs that the first prose begins with.
    fn salutation(&self, first_prose: usize) -> Option<(usize, Salutation)> {
        let spoken_to = Lines {
            page: self.page,
            lines: self.lines.clone(),
            labels: self.labels,
            has_label: &self.has_label,
        };
        let mut own = self.lines.clone().filter(|index| self.is_own(index));
        let found = own.find_map(|index| Some((index, spoken_to.salutation(index)?)));
        found.or_else(|| {
            let prose = (first_prose < self.lines.end).then_some(first_prose)?;
            Some((prose, spoken_to.leading(prose)?))
        })
    }

    /// The first line that speaks to a meeting.
    fn audience(&self) -> Option<usize> {
        let mut lines = self.lines.clone();
        lines.find(|&index| {
            salutation::is_audience_line(self.text(index), self.page.lines[index].chars)
        })
    }

    /// Whether a salutation in a line is quoted: paragraphs of the document's own stand above it.
    fn is_quoted(&self, line: usize, first_prose: usize) -> bool {
        let paragraph = |index: &usize| self.is_prose(index) && self.text(*index).ends_with('。');
        let above = (self.lines.start..line).filter(paragraph);
        above.take(QUOTED_BEHIND).count() == QUOTED_BEHIND
            && !told_by_labels(self.labels)
            && !self.answers_above(first_prose.min(line), line)
    }

    /// Whether a place with a colon is the first line of a headline: the page's source stands between it and the
    /// first prose.
    fn is_kicker(&self, (line, found): &(usize, Salutation), first_prose: usize) -> bool {
        let between = line + 1..first_prose;
        let of_place = |name: &Range<usize>| {
            let name = &self.page.matched.as_str()[name.clone()];
            name.ends_with(['县', '市', '区', '旗', '镇', '乡', '州']) && !name.starts_with('各')
        };
        let told = |label: &Labelled| {
            matches!(label.key, "source" | "date_published") && between.contains(&label.line)
        };
        found.role.is_none() && found.names.iter().all(of_place) && self.labels.iter().any(told)
    }

    /// Whether the lines above the first prose bear an answer's title, so that the paragraphs between it and
    /// a letter are the proposal that it answers; what is appended behind an answer is another letter.
    fn answers_above(&self, first_prose: usize, letter: usize) -> bool {
        let titled = |index: usize| {
            let line = self.text(index);
            let line = line.split('(').next().unwrap_or(line);
            let ends = line.ends_with(['复', '覆', '函', '见']);
            ends && self.is_own(&index) && titles_reply(line)
        };
        let appended = |index: usize| {
            let rest = self.text(index).strip_prefix('附');
            rest.is_some_and(|rest| !rest.starts_with(['近', '属', '设', '带', '加', '着']))
        };
        (self.lines.start..first_prose).any(titled) && !(first_prose..letter).any(appended)
    }

    /// The first line below the body's first that heads an attachment, or what the document passes on.
    fn attachments(&self, body: usize, first_prose: usize) -> usize {
        let mut below = (body.max(first_prose)..self.lines.end).skip(1);
        let headed = below.find(|&index| {
            let line = self.text(index);
            line.starts_with('附') && ATTACHMENT.is_match(line)
        });
        let appended = appended(body.min(self.lines.end)..self.lines.end, &|index| {
            self.text(index)
        });
        headed.unwrap_or(self.lines.end).min(appended)
    }

    /// Whether a page begins with a site's menus, a word or two on a line.
    fn begins_with_menus(&self) -> bool {
        let mut top = { self.lines.clone() }
            .filter(|index| self.is_own(index))
            .take(MENU);
        top.all(|index| self.text(index).chars().nth(MENU_WORD).is_none())
    }
}

impl Layout {
    /// Looks at the lines `lines` of a page, whose labels are known.
    pub fn of(page: &Page, lines: Range<usize>, labels: &[Labelled]) -> Layout {
        let (furniture, page_title) = furniture_of(page, lines.clone());
        let mut has_label = vec![false; lines.len()];
        for label in labels {
            has_label[label.line - lines.start] = true;
        }
        let summary = |label: &&Labelled| label.tie == Tie::NextLine && label.key == "abstract";
        let summaries = labels.iter().filter(summary).map(|label| label.line + 1);
        let known = Known {
            page,
            lines: lines.clone(),
            labels,
            furniture,
            has_label,
            summaries: summaries.collect(),
        };
        let mut own = lines.clone();
        let first_prose = own.find(|index| known.is_prose(index)).unwrap_or(lines.end);
        let found = known.salutation(first_prose);
        let found = found.filter(|found| !known.is_kicker(found, first_prose));
        let (salutation, quotation) = match found {
            Some((line, _)) if known.is_quoted(line, first_prose) => (None, line),
            other => (other, lines.end),
        };
        let audience = known.audience();
        let spoken = salutation.as_ref().map_or(first_prose, |(line, _)| *line);
        let body = spoken.min(audience.unwrap_or(lines.end));
        let attachments = known.attachments(body, first_prose).min(quotation);
        let last_prose = { body..attachments }.rfind(|index| known.is_prose(index));
        let body_end = last_prose.map_or(body.min(attachments), |last| last + 1);
        let mut own = lines.clone();
        let first_own = own.find(|index| known.is_own(index)).unwrap_or(lines.start);
        let deep = body < lines.end && body > first_own + HEAD_LINES;
        let head = match deep && known.begins_with_menus() {
            true => body - HEAD_LINES,
            false => first_own,
        };
        Layout {
            first: lines.start,
            first_own,
            head,
            furniture: known.furniture,
            labels: known.has_label,
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

    /// Whether a site's tools stand right above line `index`, as they do above its footer.
    pub fn is_below_tools(&self, index: usize) -> bool {
        (index.saturating_sub(TOOLS)..index).any(|above| self.is_furniture(above))
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
