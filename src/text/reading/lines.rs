//! The lines of a source text before they are joined: cleaned, folded, a flattened letter taken apart.

use std::ops::Range;

use crate::labels::is_label;
use crate::text::clean::{CleanLine, clean_line, trimmed};
use crate::text::flattened::{
    article_breaks, breaks, breaks_above, heads_article, may_be_flattened, may_hold_report,
    may_hold_tail, report_break, salutation_inside, speaks_to_audience, tail_breaks,
};
use crate::text::join::Told;
use crate::text::{CharSet, MappedText};

/// The lines of a source text, cleaned and folded.
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
    /// The folded lines, one behind the other, mapped to the source.
    pub(super) folded: MappedText,
    pub(super) list: Vec<SourceLine>,
}

/// A line of the source text, without white space at its ends.
pub(super) struct SourceLine {
    /// Bytes of the source text.
    source: Range<usize>,
    pub(super) clean: CleanLine,
    /// Bytes of the folded lines.
    pub(super) folded: Range<usize>,
    pub(super) chars: CharSet,
    /// Whether it is set in as the first line of a paragraph.
    pub(super) indented: bool,
    pub(super) told: Told,
    /// Number (from 1) of the source line.
    pub(super) number: u32,
}

impl SourceLine {
    /// What is told of the part of the line from byte `start` on.
    fn told_from(&self, start: usize) -> Told {
        match start > self.source.start {
            true => Told {
                cut: true,
                ..Told::default()
            },
            false => self.told,
        }
    }
}

/// The bytes of a line that is shown as it is.
pub(super) fn plain(line: &SourceLine) -> Option<Range<usize>> {
    match &line.clean {
        CleanLine::Plain(range) => Some(range.clone()),
        CleanLine::Pieces(_) => None,
    }
}

/// A line without the border behind its only cell, as pages set in tables leave it in a copy: `…的答复 |`. A
/// label's cell keeps it, and so does a row.
fn without_border(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let Some(cell) = line.strip_suffix('|') else {
        return range;
    };
    // `---|` parts the head of a table from its rows.
    let rule = |c: char| matches!(c, '-' | ':' | ' ');
    // One may stand before it too: `| …的答复 |`.
    let own = cell.strip_prefix('|').unwrap_or(cell);
    if own.chars().all(rule) {
        return range.start..range.start;
    }
    let start = range.start + cell.len() - own.trim_start().len();
    let own = own.trim();
    match own.contains(['|', '\t', ':', '：']) || is_label(own) {
        true => range,
        false => start..start + own.len(),
    }
}

/// So many lines below a report's title its audience stands.
const ABOVE_AUDIENCE: usize = 16;
/// The longest salutation on a line of its own, in bytes.
const SALUTATION: usize = 200;

/// Whether a line is set in by the width of two Chinese characters.
fn is_indented(line: &str) -> bool {
    line.starts_with("\u{3000}\u{3000}") || line.starts_with("    ")
}

impl Lines<'_> {
    /// Takes apart the lines of a letter or a notice that a copy put into one.
    pub(super) fn unflatten(&mut self, noise: bool) {
        // A letter that speaks to somebody on a line of its own kept its lines; what looks like one
        // behind it is quoted.
        let spoken = |index: usize| {
            let line = self.folded(index);
            line.len() < SALUTATION
                && (line.ends_with("委员:")
                    || line.ends_with("代表:")
                    || line.starts_with('各') && line.ends_with(':'))
        };
        let unspoken = (0..self.list.len()).take_while(|&index| !spoken(index));
        let flattened = |&index: &usize| {
            let line = &self.list[index];
            plain(line).is_some_and(|range| {
                may_be_flattened(&self.text[range.clone()], line.chars)
                    && salutation_inside(&self.text[range]).is_some()
            })
        };
        let Some(first) = { unspoken }.find(flattened) else {
            return self.unflatten_tail(noise);
        };
        let breaks = |index: usize, text: &str| {
            if index == first {
                return Some(breaks(text, salutation_inside(text)));
            }
            match index > first {
                true => Some(breaks(text, None)),
                // A path through the site, and the head of the letter behind it.
                false => text.contains('>').then(|| breaks_above(text)),
            }
        };
        self.take_apart(noise, &breaks);
    }

    /// Takes the tail of a letter or notice apart from its body.
    fn unflatten_tail(&mut self, noise: bool) {
        let holds = |line: &SourceLine| {
            plain(line).is_some_and(|range| may_hold_tail(&self.text[range], line.chars))
        };
        let long: Vec<bool> = self.list.iter().map(holds).collect();
        let breaks = |index: usize, text: &str| long[index].then(|| tail_breaks(text));
        if long.contains(&true) {
            self.take_apart(noise, &breaks);
        }
    }

    /// Takes apart the lines of an old paper's copy in which an article stands behind its page's number,
    /// below its headline.
    pub(super) fn unflatten_articles(&mut self, noise: bool) {
        let headed = |&index: &usize| {
            let line = &self.list[index];
            line.chars.has_all(const { CharSet::of("版:") }) && heads_article(self.folded(index))
        };
        let heads: Vec<(usize, String)> = (1..self.list.len())
            .filter(headed)
            .map(|index| (index, self.headline_above(index).to_owned()))
            .collect();
        if heads.is_empty() {
            return;
        }
        let breaks = |index: usize, text: &str| {
            let at = heads.binary_search_by_key(&index, |(head, _)| *head).ok()?;
            Some(article_breaks(text, &heads[at].1))
        };
        self.take_apart(noise, &breaks);
    }

    /// Takes a report's title and its smaller line apart.
    pub(super) fn unflatten_reports(&mut self, noise: bool) {
        // Others than the one above the audience are entries of lists.
        let audience = |index: usize| {
            let mut below = (index + 1..self.list.len()).take(ABOVE_AUDIENCE);
            below.any(|below| speaks_to_audience(self.folded(below)))
        };
        let held = (0..self.list.len()).filter(|&index| may_hold_report(self.folded(index)));
        let reports: Vec<(usize, usize)> = held
            .filter_map(|index| {
                let range = plain(&self.list[index])?;
                let at = report_break(&self.text[range])?;
                audience(index).then_some((index, at))
            })
            .collect();
        if reports.is_empty() {
            return;
        }
        let breaks = |index: usize, _: &str| {
            let report = reports.binary_search_by_key(&index, |(index, _)| *index);
            Some(vec![reports[report.ok()?].1])
        };
        self.take_apart(noise, &breaks);
    }

    /// The last line above line `index` that is not blank, as it stands.
    fn headline_above(&self, index: usize) -> &str {
        let mut above = self.list[..index].iter().rev();
        let line = above.find(|line| !line.folded.is_empty());
        line.map_or("", |line| self.text[line.source.clone()].trim())
    }

    /// Takes lines apart where `breaks` says that others began in them.
    fn take_apart(&mut self, noise: bool, breaks: &dyn Fn(usize, &str) -> Option<Vec<usize>>) {
        let whole = std::mem::take(&mut self.list);
        self.folded = MappedText::with_capacity(self.text.len());
        for (index, line) in whole.into_iter().enumerate() {
            let range = plain(&line);
            let cut = range.and_then(|range| {
                let breaks = breaks(index, &self.text[range.clone()])?;
                Some(breaks.into_iter().map(move |at| range.start + at))
            });
            let mut start = line.source.start;
            for at in cut.into_iter().flatten() {
                self.push(start..at, noise, line.number, line.told_from(start));
                start = at;
            }
            let told = line.told_from(start);
            self.push(start..line.source.end, noise, line.number, told);
        }
    }

    pub(super) fn number(&self, index: usize) -> u32 {
        self.list[index].number
    }

    /// Takes the line `range` of the text; `noise` tells that pinyin is left out of it.
    pub(super) fn push(&mut self, range: Range<usize>, noise: bool, number: u32, told: Told) {
        let source = range.clone();
        let (start, end) = (self.folded.len(), self.folded.end());
        let indented = is_indented(&self.text[range.clone()]);
        let plain = without_border(self.text, trimmed(self.text, range.clone()));
        let seen = self.folded.push_folded(self.text, plain.clone());
        let (mut clean, mut chars) = (CleanLine::Plain(plain), seen.chars);
        // Few lines are not shown as they are, and folding them comes upon what tells.
        let noise = noise && chars.has_any(const { CharSet::of("(") });
        if noise || seen.has_odd() {
            clean = clean_line(self.text, range, noise, seen.has_odd()).trim(self.text);
        }
        if let CleanLine::Pieces(_) = clean {
            self.folded.rewind(end);
            chars = clean.fold(self.text, &mut self.folded);
        }
        self.list.push(SourceLine {
            clean,
            folded: start..self.folded.len(),
            chars,
            indented,
            told,
            number,
            source,
        });
    }

    pub(super) fn folded(&self, index: usize) -> &str {
        &self.folded.as_str()[self.list[index].folded.clone()]
    }

    /// Whether a space may be needed where this line meets another: between Latin words, or between
    /// names in brackets.
    pub(super) fn may_need_seam(&self, index: usize) -> bool {
        let line = self.folded(index);
        line.starts_with(|c: char| c.is_ascii_alphabetic())
            || line.ends_with(|c: char| c.is_ascii_alphabetic() || c == ')')
    }
}
