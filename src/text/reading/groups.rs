//! Source lines grouped into the lines of the reading text, page numbers set apart.

use crate::text::join::{Layout, Shape, joins};

/// Runs of source lines, each of which makes one line of the reading text.
pub(super) struct Groups {
    /// The lines of all groups, one group behind the other.
    lines: Vec<usize>,
    /// Where each group begins in `lines`, and the blank lines before it.
    starts: Vec<(usize, usize)>,
}

impl Groups {
    /// Begins a group with line `index`, `gap` blank lines behind the last.
    fn begin(&mut self, index: usize, gap: usize) {
        self.starts.push((self.lines.len(), gap));
        self.lines.push(index);
    }

    /// The lines of the last group; none if there is no group yet.
    fn last(&self) -> &[usize] {
        let start = self.starts.last().map_or(0, |&(start, _)| start);
        &self.lines[start..]
    }

    /// Each group's lines, and the blank lines before them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[usize], usize)> {
        let ends = self.starts.iter().skip(1).map(|&(start, _)| start);
        let ends = ends.chain([self.lines.len()]);
        let starts = self.starts.iter().zip(ends);
        starts.map(|(&(start, gap), end)| (&self.lines[start..end], gap))
    }
}

/// Groups the lines that join; page numbers go to `apart`, as `show` gives them.
pub(super) fn group_lines(
    shapes: &[Shape],
    layout: &Layout,
    apart: &mut Vec<(u32, String)>,
    show: impl Fn(usize) -> (u32, String),
) -> Groups {
    let mut groups = Groups {
        lines: Vec::with_capacity(shapes.len()),
        starts: Vec::with_capacity(shapes.len()),
    };
    let (mut gap, mut pages): (usize, Vec<usize>) = (0, Vec::new());
    let mut set_apart = |pages: &mut Vec<usize>| {
        let lines = pages.drain(..);
        apart.extend(lines.map(&show));
    };
    for (index, shape) in shapes.iter().enumerate() {
        if shape.is_blank() {
            gap += 1;
            continue;
        }
        if shape.is_page_number() || shape.is_furniture() {
            pages.push(index);
            continue;
        }
        let joined = joins(shapes, groups.last(), index, gap, !pages.is_empty(), layout);
        // A bare number is a page number only where the sentence goes on after it.
        if !joined && pages.iter().any(|&page| shapes[page].may_be_text()) {
            for page in pages.drain(..) {
                groups.begin(page, gap);
                gap = 0;
            }
        }
        set_apart(&mut pages);
        match joined {
            true => groups.lines.push(index),
            false => groups.begin(index, gap),
        }
        gap = 0;
    }
    for page in std::mem::take(&mut pages) {
        if shapes[page].may_be_text() {
            groups.begin(page, gap);
        } else {
            pages.push(page);
        }
    }
    set_apart(&mut pages);
    groups
}
