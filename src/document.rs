//! A document between text and record: its lines in the match view, its labels, its layout, and what rules found.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::kind::Kinded;
use crate::labels::{Labelled, Tie, scan_labels};
use crate::layout::Layout;
use crate::record::{Evidence, Kind, Source, Warning, indexed::Evidences};
use crate::rules::RULES;
use crate::tagged::tagged;
use crate::text::{CharSet, MappedText, Reading, SourceText};
use crate::values::doc_number::{NumberMatch, find_doc_numbers};
use crate::values::tidy;

/// The texts of one file, shared by its documents.
pub struct Page {
    /// The decoded text.
    pub source: SourceText,
    /// What a person reads.
    pub reading: Reading,
    /// The folded reading text; same lines, mapped to the reading text.
    pub matched: MappedText,
    /// Lines of the match view.
    pub lines: Vec<Line>,
}

/// A line of the match view.
#[derive(Debug, Clone)]
pub struct Line {
    /// Bytes of the match view, white space at the ends left out.
    pub range: Range<usize>,
    /// Blank lines before it in the source.
    pub gap: usize,
    /// Number (from 1) of its first source line.
    pub source_line: usize,
    /// Which telling characters it holds.
    pub chars: CharSet,
}

impl Page {
    /// Reads a decoded text.
    pub fn new(text: String) -> Page {
        Page::of(SourceText::new(text))
    }

    /// Reads a source text.
    pub fn of(source: SourceText) -> Page {
        let mut reading = Reading::new(&source);
        let matched = std::mem::take(&mut reading.folded);
        let lines = reading.lines.iter().map(|line| {
            let text = &matched.as_str()[line.folded.clone()];
            let told = told(text);
            Line {
                range: line.folded.start + told.start..line.folded.start + told.end,
                gap: line.gap,
                source_line: line.source_line,
                chars: line.chars,
            }
        });
        let lines = lines.collect();
        Page {
            source,
            reading,
            matched,
            lines,
        }
    }
}

/// The bytes of a folded line that tell something: white space at its ends is left out, the borders
/// around a single cell, a row of question marks that stands for characters a copy lost.
fn told(line: &str) -> Range<usize> {
    // `# ` and `## ` mark headings of Markdown.
    let marked = line.trim_start_matches(['#', ' ']);
    let lead = match line.starts_with('#') && line[..line.len() - marked.len()].ends_with(' ') {
        true => line.len() - marked.len(),
        false => line.len() - line.trim_start_matches(' ').len(),
    };
    let plain = lead..lead.max(line.trim_end_matches(' ').len());
    let ends = |c| matches!(c, '|' | '?');
    if !line[plain.clone()].starts_with('|') && !line[plain.clone()].ends_with(ends) {
        return plain;
    }
    let cell = line.trim_matches([' ', '|']);
    // A tick alone says something by the column that it stands in.
    let mut range = match cell.contains('|') || cell.chars().nth(TICK).is_none() {
        true => plain,
        false => {
            let start = line.len() - line.trim_start_matches([' ', '|']).len();
            start..start + cell.len()
        }
    };
    let text = &line[range.clone()];
    let bare = text.trim_end_matches(['?', ' ']);
    if text[bare.len()..].matches('?').count() >= LOST {
        range.end = range.start + bare.len();
    }
    range
}

/// The longest text of a cell that may be a tick, in characters.
const TICK: usize = 3;

/// How many question marks at a line's end are no question.
const LOST: usize = 3;

impl Page {
    /// Whether the file's container marks line `index` as furniture.
    pub fn is_marked(&self, index: usize) -> bool {
        self.source.has_furniture() && {
            let start = self.matched.source_start(self.lines[index].range.start);
            self.source
                .is_furniture(self.reading.text.source_start(start))
        }
    }
}

/// One document: a run of lines of a page, with what is known before the rules run.
pub struct Document<'p> {
    /// The texts it stands in.
    pub page: &'p Page,
    /// Its lines.
    pub lines: Range<usize>,
    /// Its kind, with the places that show it.
    pub kind: Kinded,
    /// `label: value` pairs, in order.
    pub labels: Vec<Labelled>,
    /// Where head, body, tail and attachments stand.
    pub layout: Layout,
    /// The document numbers of its lines, each with its line, in order: several rules ask for them.
    numbers: Vec<(usize, NumberMatch)>,
}

impl<'p> Document<'p> {
    /// Looks at the lines `lines` of a page; `kind` if it is known already.
    pub fn new(page: &'p Page, lines: Range<usize>, kind: Option<Kind>) -> Document<'p> {
        let mut labels = scan_labels(page, lines.clone());
        let layout = Layout::of(page, lines.clone(), &labels);
        // A tag goes before what only looks like a label; a tagged line is no line of labels.
        labels.splice(0..0, tagged(page, &lines));
        let mut document = Document {
            page,
            lines,
            kind: Kinded::unknown(),
            labels,
            layout,
            numbers: Vec::new(),
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
        &self.page.matched.as_str()[self.page.lines[index].range.clone()]
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

    /// Values under `key` that the container itself tags, a line each, in order.
    pub fn tagged<'d>(&'d self, key: &'d str) -> impl Iterator<Item = &'d Labelled> + 'd {
        self.labelled(key).filter(|label| label.tie == Tie::Tag)
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

    /// How sure an engine was of a stretch that it recognised, in percent; `None` for written text.
    pub fn confidence(&self, range: Range<usize>) -> Option<u8> {
        self.page.source.confidence_of(&self.source_span(range))
    }

    fn evidence(&self, range: Range<usize>, rule: &str) -> Evidence {
        let span = self.source_span(range);
        let source = &self.page.source;
        let text = &source.as_str()[span.clone()];
        let start = source.char_offset(span.start);
        Evidence {
            text: text.to_owned(),
            line: source.line_of(span.start),
            start,
            end: start + text.chars().count(),
            rule: rule.to_owned(),
            page: source.page_of(span.start),
            confidence: source.confidence_of(&span),
            tag: source.tag_of(&span).map(str::to_owned),
        }
    }
}

/// A value with the stretches of the match view that show it.
struct Found {
    field: &'static str,
    value: Value,
    spans: Vec<Range<usize>>,
    rule: &'static str,
}

/// What the rules found in one document.
#[derive(Default)]
pub struct Findings {
    found: Vec<Found>,
    warnings: Vec<(Warning, Option<usize>)>,
    extra: Vec<(&'static str, Value)>,
    /// Values of a user's fields: name, value, place.
    of_user: Vec<(String, String, Range<usize>)>,
}

impl Findings {
    /// Sets `field` to `value`, shown by `spans` of the match view; an earlier value of the field stays.
    pub fn set(
        &mut self,
        field: &'static str,
        value: impl Into<Value>,
        spans: Vec<Range<usize>>,
        rule: &'static str,
    ) {
        if !self.has(field) {
            self.found.push(Found {
                field,
                value: value.into(),
                spans,
                rule,
            });
        }
    }

    /// Adds `value` to the list `field`, unless it is there already.
    pub fn add(
        &mut self,
        field: &'static str,
        value: impl Into<Value>,
        spans: Vec<Range<usize>>,
        rule: &'static str,
    ) {
        let value = value.into();
        let list = self.get(field).and_then(Value::as_array);
        if list.is_none_or(|list| !list.contains(&value)) {
            self.add_new(field, value, spans, rule);
        }
    }

    /// Adds `value` to the list `field`; it cannot be there already, because it holds its line.
    pub fn add_new(
        &mut self,
        field: &'static str,
        value: impl Into<Value>,
        spans: Vec<Range<usize>>,
        rule: &'static str,
    ) {
        let value = value.into();
        match self.found.iter_mut().find(|found| found.field == field) {
            Some(Found {
                value: Value::Array(list),
                spans: known,
                ..
            }) => {
                list.push(value);
                known.extend(spans);
            }
            _ => self.found.push(Found {
                field,
                value: Value::Array(vec![value]),
                spans,
                rule,
            }),
        }
    }

    /// Sets a key beside a field, such as the parts of a number.
    pub fn beside(&mut self, key: &'static str, value: impl Into<Value>) {
        self.extra.push((key, value.into()));
    }

    /// Sets a user's field; it stands behind the built-in ones, in the order of the calls.
    pub fn set_of_user(&mut self, name: &str, value: String, span: Range<usize>) {
        self.of_user.push((name.to_owned(), value, span));
    }

    /// Whether `field` has a value.
    pub fn has(&self, field: &str) -> bool {
        self.found.iter().any(|found| found.field == field)
    }

    /// The value of `field` so far.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.found
            .iter()
            .find(|found| found.field == field)
            .map(|found| &found.value)
    }

    /// The value of `field` so far if it is a text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field)?.as_str()
    }

    /// Where the values of `field` stand in the match view.
    pub fn spans(&self, field: &str) -> &[Range<usize>] {
        self.found
            .iter()
            .find(|found| found.field == field)
            .map_or(&[], |found| &found.spans)
    }

    /// Notes something a reader should look at, at byte `at` of the match view.
    pub fn warn(
        &mut self,
        code: &'static str,
        field: Option<&'static str>,
        message: impl Into<String>,
        at: Option<usize>,
    ) {
        let same = |(warning, _): &&(Warning, Option<usize>)| {
            warning.code == code && warning.field.as_deref() == field
        };
        if self.warnings.iter().filter(same).count() < MAX_SAME_WARNINGS {
            let warning = Warning {
                code: code.into(),
                field: field.map(str::to_owned),
                message: message.into(),
                line: None,
            };
            self.warnings.push((warning, at));
        }
    }

    /// The record of a document.
    pub fn into_record(
        mut self,
        document: &Document,
        id: String,
        source: &Source,
    ) -> crate::record::Record {
        let mut fields = Map::new();
        let mut evidence = Evidences::default();
        let mut unsure: Vec<Warning> = Vec::new();
        let cues = document
            .kind
            .cues
            .iter()
            .map(|cue| document.evidence(cue.clone(), "kind"))
            .collect();
        evidence.0.push(("kind".to_owned(), cues));
        for rule in RULES {
            let Some(position) = self
                .found
                .iter()
                .position(|found| found.field == rule.field)
            else {
                continue;
            };
            let found = self.found.swap_remove(position);
            let spans: Vec<Evidence> = found
                .spans
                .into_iter()
                .map(|span| document.evidence(span, found.rule))
                .collect();
            unsure.extend(unsure_of(rule.field, &spans));
            evidence.0.push((rule.field.to_owned(), spans));
            match rule.field.split_once('.') {
                Some((outer, inner)) => {
                    let object = fields
                        .entry(outer)
                        .or_insert_with(|| Value::Object(Map::new()));
                    if let Value::Object(object) = object {
                        object.insert(inner.to_owned(), found.value);
                    }
                }
                None => drop(fields.insert(rule.field.to_owned(), found.value)),
            }
            for (key, _) in rule.extra {
                if let Some((_, value)) = self.extra.iter().find(|(name, _)| name == key) {
                    fields.insert((*key).to_owned(), value.clone());
                }
            }
        }
        for (name, value, span) in self.of_user {
            let proof = document.evidence(span, &format!("user:{name}"));
            evidence.0.push((name.clone(), vec![proof]));
            fields.insert(name, value.into());
        }
        let line = |at: usize| {
            document
                .page
                .source
                .line_of(document.source_span(at..at).start)
        };
        let warnings = self
            .warnings
            .into_iter()
            .map(|(warning, at)| Warning {
                line: at.map(line),
                ..warning
            })
            .chain(unsure)
            .collect();
        crate::record::Record {
            schema: crate::record::SCHEMA,
            id,
            kind: document.kind.kind,
            source: source.clone(),
            fields,
            evidence,
            warnings,
        }
    }
}

/// A value of which an engine was less sure than this, in percent, wants to be looked at.
const SURE: u8 = 85;
/// Fields that say where things stand rather than what: their text may be long, and parts of it unsure.
const STRUCTURE: &[&str] = &["sections", "points", "parts"];

/// A warning of a field whose text an engine was not sure of: a wrong name looks like a right one.
fn unsure_of(field: &str, spans: &[Evidence]) -> Option<Warning> {
    let least = spans
        .iter()
        .filter(|span| span.confidence.is_some_and(|sure| sure < SURE));
    let least = least.min_by_key(|span| span.confidence)?;
    (!STRUCTURE.contains(&field)).then(|| Warning {
        code: "ocr_unsure".into(),
        field: Some(field.to_owned()),
        message: format!(
            "the OCR engine was {} % sure of this line: compare it with the scan",
            least.confidence.unwrap_or(0)
        ),
        line: Some(least.line),
    })
}

/// How often one warning is given for one field of one document.
const MAX_SAME_WARNINGS: usize = 8;
