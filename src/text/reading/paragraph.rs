//! Paragraphs put into the reading text: the lines of a group as one.

use std::borrow::Cow;

use super::lines::{Lines, plain};
use super::seam::needs_space;
use super::{Reading, ReadingLine};
use crate::text::clean::CleanLine;
use crate::text::reading_text::LineMark;
use crate::text::spaces::stray_spaces;
use crate::text::{CharSet, MappedText, fold_char};

impl Reading {
    /// Appends a group of lines as one; `spaced` tells that white space may stand in it.
    pub(super) fn push_paragraph(
        &mut self,
        group: &[usize],
        gap: usize,
        lines: &Lines,
        spaced: bool,
    ) {
        let (start, folded) = (self.text.len(), self.folded.len());
        let mut chars = CharSet::default();
        for &index in group {
            chars.join(lines.list[index].chars);
        }
        let joined = group.len() > 1;
        let squeezed = (spaced || joined && group.iter().any(|&index| lines.may_need_seam(index)))
            && self.push_squeezed(group, lines, chars);
        if squeezed {
            let seen = self
                .folded
                .push_folded(self.text.as_str(), start..self.text.len());
            // Spaces went, or came between two lines.
            chars = seen.chars;
        } else {
            for &index in group {
                self.push_line(index, lines);
            }
        }
        self.lines.push(ReadingLine {
            range: start..self.text.len(),
            source_line: group
                .first()
                .map_or(1, |&first| lines.number(first) as usize),
            gap,
            folded: folded..self.folded.len(),
            chars,
        });
        self.text.push_break();
        self.folded.push_break();
    }

    /// Appends a line as it is.
    fn push_line(&mut self, index: usize, lines: &Lines) {
        let start = self.text.len();
        self.mark(lines.number(index), start);
        let line = &lines.list[index];
        line.clean.append(lines.text, &mut self.text);
        let end = self.text.len();
        match &line.clean {
            CleanLine::Plain(range) => {
                let shift = (range.start, start);
                self.folded
                    .append(&lines.folded, line.folded.clone(), shift, end);
            }
            CleanLine::Pieces(_) => {
                self.folded.push_folded(self.text.as_str(), start..end);
            }
        }
    }

    /// Appends a group's characters without the stray spaces among them and with those that its
    /// seams need; `false`, and nothing appended, where they are its lines' own.
    fn push_squeezed(&mut self, group: &[usize], lines: &Lines, chars: CharSet) -> bool {
        // Most are one line as it is, and hold no space that is stray: no view is made of it.
        let alone = match group {
            [index] => plain(&lines.list[*index]).map(|range| (*index, range)),
            _ => None,
        };
        let of_line = alone.map(|(index, range)| {
            let folded = || Cow::Borrowed(lines.folded(index));
            stray_spaces(&lines.text[range], chars, folded)
        });
        if of_line.as_ref().is_some_and(Vec::is_empty) {
            return false;
        }
        let mut view = MappedText::default();
        let mut starts: Vec<(usize, usize)> = Vec::with_capacity(group.len());
        let mut sewn = false;
        for &index in group {
            let seam = view.len();
            lines.list[index].clean.append(lines.text, &mut view);
            let (before, after) = view.as_str().split_at(seam);
            if !starts.is_empty() && needs_space(before, after) {
                view.truncate(seam);
                view.push_space();
                sewn = true;
                starts.push((view.len(), index));
                lines.list[index].clean.append(lines.text, &mut view);
            } else {
                starts.push((seam, index));
            }
        }
        let strays = of_line.unwrap_or_else(|| {
            // The lines are folded, and nothing came between them.
            let lines = || group.iter().map(|&index| lines.folded(index));
            let folded = || match sewn {
                false => lines().collect(),
                true => view.as_str().chars().map(fold_char).collect(),
            };
            stray_spaces(view.as_str(), chars, folded)
        });
        if strays.is_empty() && !sewn {
            return false;
        }
        let mut done = 0;
        let mut starts = starts.into_iter().peekable();
        let end = view.len();
        for stray in strays.into_iter().chain([end..end]) {
            while let Some((start, index)) = starts.next_if(|start| start.0 < stray.start.max(1)) {
                let start = self.text.len() + start.max(done) - done;
                self.mark(lines.number(index), start);
            }
            let part = done..stray.start;
            let end = view.source_range(part.clone(), lines.text).end;
            self.text.append(&view, part, (0, 0), end);
            done = stray.end;
        }
        true
    }

    /// Notes that source line `number` begins at byte `at` of the text.
    fn mark(&mut self, number: u32, at: usize) {
        // Of a line that was taken apart only the first part begins it.
        if self.marks.last().is_none_or(|last| last.line < number) {
            self.marks.push(LineMark {
                at: at as u32,
                line: number,
            });
        }
    }
}
