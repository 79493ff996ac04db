//! The texts of one file, and the lines of its match view.

use std::ops::Range;

use crate::text::{CharSet, MappedText, Reading, SourceText};

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

/// So few lines tell nothing of how a copy sets them apart.
const FEW: usize = 6;

/// Takes the blank line away that a copy put behind every line: only further ones set lines apart.
fn spread_evenly(lines: &mut [Line]) {
    let behind = lines.get_mut(1..).unwrap_or_default();
    if behind.len() < FEW || behind.iter().any(|line| line.gap == 0) {
        return;
    }
    for line in behind {
        line.gap -= 1;
    }
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
        let mut lines: Vec<Line> = lines.collect();
        spread_evenly(&mut lines);
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
    if !line[plain.clone()].starts_with(ends) && !line[plain.clone()].ends_with(ends) {
        return plain;
    }
    if line[plain.clone()].starts_with('?') {
        // No line begins with a question mark: it stands for a space that a copy lost.
        let behind = line[lead..].trim_start_matches(['?', ' ']);
        let start = line.len() - behind.len();
        return start..start + behind.trim_end_matches(['?', ' ']).len();
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
    let closed = bare.ends_with([':', '。', ';']);
    if closed || text[bare.len()..].matches('?').count() >= LOST {
        range.end = range.start + bare.len();
    }
    range
}

/// The longest text of a cell that may be a tick, in characters.
const TICK: usize = 3;

/// So many question marks at a line's end are no question; behind another mark one is none.
const LOST: usize = 3;

impl Page {
    /// Line `index` of the match view.
    pub fn line(&self, index: usize) -> &str {
        &self.matched.as_str()[self.lines[index].range.clone()]
    }

    /// Whether the file's container marks line `index` as furniture.
    pub fn is_marked(&self, index: usize) -> bool {
        self.source.has_furniture() && {
            let start = self.matched.source_start(self.lines[index].range.start);
            self.source
                .is_furniture(self.reading.text.source_start(start))
        }
    }
}
