//! A document between text and record: its lines in the match view, its labels, its layout, and what rules found.

mod findings;
mod into_record;
mod page;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::kind::Kinded;
use crate::labels::{Labelled, Tie, labels_of, scan_labels};
use crate::layout::Layout;
use crate::parts::newspaper::{Headline, headline};
use crate::record::{Evidence, Kind};
use crate::tagged::tagged;
use crate::text::CharSet;
use crate::values::doc_number::{NumberMatch, find_doc_numbers};
use crate::values::tidy;

pub use findings::Findings;
pub use page::{Line, Page};

/// One document: a run of lines of a page, with what is known before the rules run.
pub struct Document<'p> {
    /// The texts it stands in.
    pub page: &'p Page,
    /// Its lines.
    pub lines: Range<usize>,
    /// Its kind, with the places that show it.
    pub kind: Kinded,
    /// `label: value` pairs: what the container tags, then those of the lines in order.
    pub labels: Vec<Labelled>,
    /// How many of them the container tags.
    tags_end: usize,
    /// Where head, body, tail and attachments stand.
    pub layout: Layout,
    /// The document numbers of its lines, each with its line, in order: several rules ask for them.
    numbers: Vec<(usize, NumberMatch)>,
    /// Its headline once it was looked for: two rules ask for it.
    headline: OnceCell<Headline>,
}

impl<'p> Document<'p> {
    /// Looks at the lines `lines` of a page; `kind` if it is known already.
    pub fn new(page: &'p Page, lines: Range<usize>, kind: Option<Kind>) -> Document<'p> {
        let mut labels = scan_labels(page, lines.clone());
        debug_assert!(labels.is_sorted_by_key(|label| label.line));
        let layout = Layout::of(page, lines.clone(), &labels);
        // A tag goes before what only looks like a label; a tagged line is no line of labels.
        let tags = tagged(page, &lines);
        let tags_end = tags.len();
        labels.splice(0..0, tags);
        let mut document = Document {
            page,
            lines,
            kind: Kinded::unknown(),
            labels,
            tags_end,
            layout,
            numbers: Vec::new(),
            headline: OnceCell::new(),
        };
        for index in document.lines.clone() {
            if document.has(index, const { CharSet::of("号") }) {
                let found = find_doc_numbers(document.line(index));
                let found = found.into_iter().map(|number| (index, number));
                document.numbers.extend(found);
            }
        }
        document.kind = match kind {
            Some(kind) => Kinded {
                kind,
                cues: Vec::new(),
            },
            None => Kinded::of(&document),
        };
        document
    }

    /// Line `index` of the page, folded, without white space at its ends.
    pub fn line(&self, index: usize) -> &'p str {
        self.page.line(index)
    }

    /// Whether line `index` holds all these characters.
    pub fn has(&self, index: usize, chars: CharSet) -> bool {
        self.page.lines[index].chars.has_all(chars)
    }

    /// Whether line `index` holds one of these characters.
    pub fn has_any(&self, index: usize, chars: CharSet) -> bool {
        self.page.lines[index].chars.has_any(chars)
    }

    /// The document numbers of line `index`, in order; their ranges are bytes of the line.
    pub fn numbers(&self, index: usize) -> impl Iterator<Item = &NumberMatch> {
        let first = self.numbers.partition_point(|(line, _)| *line < index);
        let behind = self.numbers[first..].iter();
        let of_line = behind.take_while(move |(line, _)| *line == index);
        of_line.map(|(_, number)| number)
    }

    /// The labels of line `index`, in order; tags are none.
    pub fn labels_of(&self, index: usize) -> &[Labelled] {
        labels_of(&self.labels[self.tags_end..], index)
    }

    /// Where line `index` begins in the match view.
    pub fn line_start(&self, index: usize) -> usize {
        self.page.lines[index].range.start
    }

    /// The line that holds byte `at` of the match view.
    pub fn line_at(&self, at: usize) -> usize {
        self.page
            .lines
            .partition_point(|line| line.range.start <= at)
            .saturating_sub(1)
    }

    /// A stretch of the match view.
    pub fn text(&self, range: Range<usize>) -> &'p str {
        self.page.matched.as_str().get(range).unwrap_or_default()
    }

    /// The document's own characters for a stretch of the match view.
    pub fn original(&self, range: Range<usize>) -> &'p str {
        let reading = &self.page.reading.text;
        let range = self.page.matched.source_range(range, reading.as_str());
        reading.as_str().get(range).unwrap_or_default()
    }

    /// A value in the document's own characters, stray white space removed.
    pub fn value(&self, range: Range<usize>) -> String {
        tidy(self.original(range))
    }

    /// Labelled values under `key` that are not empty.
    pub fn labelled<'d>(&'d self, key: &'d str) -> impl Iterator<Item = &'d Labelled> + 'd {
        self.labels
            .iter()
            .filter(move |label| label.key == key && !label.value.is_empty())
    }

    /// The values under `key` above the body.
    pub fn labelled_in_head<'d>(&'d self, key: &'d str) -> impl Iterator<Item = Range<usize>> + 'd {
        let head = self.lines.start..self.layout.body;
        let labels = self.labelled(key);
        { labels }
            .filter(move |label| head.contains(&label.line))
            .map(|label| label.value.clone())
    }

    /// Values under `key` that the container itself tags, a line each, in order.
    pub fn tagged<'d>(&'d self, key: &'d str) -> impl Iterator<Item = &'d Labelled> + 'd {
        self.labelled(key).filter(|label| label.tie == Tie::Tag)
    }

    /// The headline of an article.
    pub fn headline(&self) -> &Headline {
        self.headline.get_or_init(|| headline(self))
    }

    /// The headline 原标题 that a site prints of the paper it took an article from.
    pub fn original_title(&self) -> Option<&Labelled> {
        let mut titles = self.labelled("title");
        titles.find(|label| self.text(label.label.clone()) == "原标题")
    }

    /// The source bytes of a stretch of the match view.
    pub fn source_span(&self, range: Range<usize>) -> Range<usize> {
        let reading = self.page.reading.text.as_str();
        let range = self.page.matched.source_range(range, reading);
        self.page
            .reading
            .text
            .source_range(range, self.page.source.as_str())
    }

    /// The number (from 1) of the source line that holds byte `at` of the match view.
    pub fn source_line(&self, at: usize) -> usize {
        let start = self.page.matched.source_start(at);
        let start = self.page.reading.text.source_start(start);
        self.page.source.line_of(start)
    }

    /// How sure an engine was of a stretch that it recognised, in percent; `None` for written text.
    pub fn confidence(&self, range: Range<usize>) -> Option<u8> {
        self.page.source.confidence_of(&self.source_span(range))
    }

    fn evidence(&self, range: Range<usize>, rule: impl Into<Cow<'static, str>>) -> Evidence {
        let span = self.source_span(range);
        let source = &self.page.source;
        let text = &source.as_str()[span.clone()];
        let start = source.char_offset(span.start);
        Evidence {
            text: text.to_owned(),
            line: source.line_of(span.start),
            start,
            end: start + text.chars().count(),
            rule: rule.into(),
            page: source.page_of(span.start),
            confidence: source.confidence_of(&span),
            tag: source.tag_of(&span).map(str::to_owned),
        }
    }
}
