//! The text as it is written: white space, line ends, cells.

use std::ops::Range;

use crate::containers::{MAX_TEXT, Trouble};

/// White space between what was written and what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// A line end of the source alone: between two Chinese characters it shows nothing.
    Break,
    Space,
}

/// A text that grows.
#[derive(Debug)]
pub(super) struct Out {
    text: String,
    gap: Gap,
    /// Where the line that is being written begins.
    line: usize,
    /// Where a list's number ends whose entry has not begun.
    marker: Option<usize>,
    /// Where the last cell begins that was ended in a row.
    cells: usize,
    /// NUL characters that were left out.
    pub(super) nuls: usize,
}

/// A space that HTML does not fold and that is none of Chinese typesetting.
fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}'
    )
}

/// A character that stands without spaces: Han, kana, their punctuation, full-width forms.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '…' | '—' | '①'..='⑳')
}

impl Out {
    /// Begins behind `head`, which ends its line.
    pub(super) fn new(head: String) -> Out {
        Out {
            line: head.len(),
            text: head,
            gap: Gap::None,
            marker: None,
            cells: 0,
            nuls: 0,
        }
    }

    /// Bytes so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The whole, its last line ended.
    pub(super) fn finish(mut self) -> String {
        self.marker = None;
        self.end_line();
        self.text
    }

    /// Writes text between tags, white space folded: CSS Text 3, 4.1.1.
    ///
    /// # Errors
    /// The text grows over [`MAX_TEXT`].
    pub(super) fn text(&mut self, text: &str) -> Result<(), Trouble> {
        // A gap from before this text may separate elements and is a space in any case.
        if self.gap == Gap::Break {
            self.gap = Gap::Space;
        }
        let mut inner = false;
        for c in text.chars() {
            match c {
                '\0' => self.nuls += 1,
                ' ' | '\t' | '\x0c' if self.gap == Gap::None => self.gap = Gap::Space,
                ' ' | '\t' | '\x0c' => {}
                '\n' | '\r' => {
                    self.gap = if inner { Gap::Break } else { Gap::Space };
                }
                _ => {
                    self.character(if is_odd_space(c) { ' ' } else { c });
                    inner = true;
                }
            }
        }
        if self.gap == Gap::Break {
            self.gap = Gap::Space;
        }
        self.within_limit()
    }

    /// Writes text whose white space counts.
    ///
    /// # Errors
    /// The text grows over [`MAX_TEXT`].
    pub(super) fn preformatted(&mut self, text: &str) -> Result<(), Trouble> {
        for c in text.chars() {
            match c {
                '\0' => self.nuls += 1,
                '\r' => {}
                '\n' => self.end_line(),
                _ => self.put(if is_odd_space(c) { ' ' } else { c }),
            }
        }
        self.within_limit()
    }

    fn within_limit(&self) -> Result<(), Trouble> {
        if self.text.len() > MAX_TEXT {
            let message = format!("more than {} MiB of text", MAX_TEXT >> 20);
            return Err(Trouble::Limit(message));
        }
        Ok(())
    }

    fn character(&mut self, c: char) {
        let before = self
            .text
            .get(self.line..)
            .and_then(|l| l.chars().next_back());
        let shown = match (self.gap, before) {
            (Gap::None, _) | (_, None | Some('\t')) => false,
            (Gap::Break, Some(before)) => !(is_wide(before) && is_wide(c)),
            (Gap::Space, Some(_)) => true,
        };
        self.gap = Gap::None;
        if shown {
            self.put(' ');
        }
        self.put(c);
    }

    fn put(&mut self, c: char) {
        self.marker = None;
        self.text.push(c);
    }

    /// Leaves a space before what comes.
    pub(super) fn space(&mut self) {
        self.gap = Gap::Space;
    }

    /// Ends the line unless it is empty; blank lines are not written.
    pub(super) fn end_line(&mut self) {
        self.gap = Gap::None;
        if self.marker == Some(self.text.len()) {
            return;
        }
        let line = self.text.get(self.line..).unwrap_or_default();
        let blank = line.chars().all(char::is_whitespace);
        let kept = if blank {
            0
        } else {
            // Empty cells at the end of a row are cells.
            let cells = self.cells.saturating_sub(self.line);
            line.trim_end_matches([' ', '\t']).len().max(cells)
        };
        self.text.truncate(self.line + kept);
        if kept > 0 {
            self.text.push('\n');
        }
        self.line = self.text.len();
    }

    /// Writes a list's number; the line goes on behind it.
    pub(super) fn marker(&mut self, marker: &str) {
        self.end_line();
        self.text.push_str(marker);
        self.marker = Some(self.text.len());
    }

    /// Takes a number back behind which nothing was written.
    pub(super) fn drop_marker(&mut self) {
        if self.marker.take() == Some(self.text.len()) {
            self.text.truncate(self.line);
        }
    }

    /// Ends a cell.
    pub(super) fn tab(&mut self) {
        self.gap = Gap::None;
        let line = self.text.get(self.line..).unwrap_or_default();
        let kept = line.trim_end_matches(' ').len();
        self.text.truncate(self.line + kept);
        self.put('\t');
    }

    /// Ends a cell of a row, though nothing may follow.
    pub(super) fn cell(&mut self) {
        self.tab();
        self.cells = self.text.len();
    }

    /// Where the line begins that was ended last, if nothing was written since.
    pub(super) fn last_line(&self) -> Option<Range<usize>> {
        let ended = self.text.strip_suffix('\n')?;
        let start = ended.rfind('\n').map_or(0, |at| at + 1);
        (self.line == self.text.len()).then_some(start..ended.len())
    }

    /// Goes on with the line that was ended last, in its next cell.
    pub(super) fn resume(&mut self, line: Range<usize>) {
        self.text.truncate(line.end);
        self.line = line.start;
        self.tab();
    }
}
