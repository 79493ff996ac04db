//! The lines of all pages as one text, with the indents of paragraphs.

use super::wraps::Wraps;
use super::{Line, median, printed};
use crate::containers::{Content, MAX_TEXT, Trouble};

/// A line this long, in characters, tells where the text block starts and ends.
const LONG: usize = 12;
/// How many long lines a page needs to speak for itself; odd and even pages may differ.
const ENOUGH: usize = 8;
/// The farthest that a paragraph's first line is set in, in ems.
const MAX_INDENT: f64 = 2.6;
/// What a paragraph's first line starts with.
const INDENT: &str = "\u{3000}\u{3000}";

/// The lines of one page, in the order they are read.
#[derive(Debug, Clone, Default)]
pub(in crate::containers) struct PageLines {
    /// The lines.
    pub(in crate::containers) lines: Vec<Line>,
}

impl PageLines {
    /// Their text, a line a visual line.
    pub(in crate::containers) fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }
}

/// The pages of a document, in order.
#[derive(Debug, Default)]
pub(in crate::containers) struct Pages {
    pages: Vec<PageLines>,
    bytes: usize,
}

impl Pages {
    /// Adds the next page.
    ///
    /// # Errors
    ///
    /// [`Trouble::Limit`] if the text becomes longer than [`MAX_TEXT`].
    pub(in crate::containers) fn push(&mut self, mut page: PageLines) -> Result<(), Trouble> {
        let line = |line: &Line| line.text.len() + INDENT.len() + 1;
        self.bytes += page.lines.iter().map(line).sum::<usize>();
        if self.bytes > MAX_TEXT {
            return Err(Trouble::Limit(format!(
                "more than {MAX_TEXT} bytes of text"
            )));
        }
        printed::mark(&mut page.lines);
        self.pages.push(page);
        Ok(())
    }

    /// All pages as one text.
    pub(in crate::containers) fn into_content(self) -> Content {
        let mut content = Content::default();
        let whole = Block::of(self.pages.iter().flat_map(|page| &page.lines), 0);
        for page in &self.pages {
            content.pages.push(content.text.len());
            let blocks = Blocks::of(page, whole);
            let mut before: Option<&Line> = None;
            for line in &page.lines {
                if before.is_some_and(|before| blocks.goes_on(before, line)) {
                    content.wraps.push(content.text.len());
                }
                push_line(&mut content, line, blocks.of_line(line));
                before = Some(line);
            }
        }
        content
    }
}

fn push_line(content: &mut Content, line: &Line, block: Option<Block>) {
    let start = content.text.len();
    if block.is_some_and(|block| block.is_indented(line)) {
        content.text.push_str(INDENT);
    }
    content.text.push_str(&line.text);
    content.text.push('\n');
    let end = content.text.len();
    if line.furniture {
        match content.furniture.last_mut() {
            Some(before) if before.end == start => before.end = end,
            _ => content.furniture.push(start..end),
        }
    }
}

/// The block that the lines of a page or a column fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) size: f64,
}

impl Block {
    /// The block of the lines numbered `number`; `None` if too few of them are long.
    fn of<'l>(lines: impl Iterator<Item = &'l Line>, number: usize) -> Option<Block> {
        let lines: Vec<&Line> = lines
            .filter(|line| line.block == number && !line.furniture)
            .collect();
        let long = || {
            let long = |line: &&Line| line.text.chars().count() >= LONG;
            lines.iter().copied().filter(long)
        };
        let right = -supported(long().map(|line| (-line.right, line.size)))?;
        let size = median(&mut long().map(|line| line.size).collect::<Vec<_>>())?;
        // Where every paragraph has a short second line, the long lines are all set in.
        let alike = |line: &&&Line| (line.size / size - 1.0).abs() < 0.05 && !is_number(line);
        let left = supported(long().map(|line| (line.left, line.size)))?;
        let all = supported(
            lines
                .iter()
                .filter(alike)
                .map(|line| (line.left, line.size)),
        );
        let left = all.map_or(left, |all| match left - all <= MAX_INDENT * size {
            true => all.min(left),
            false => left,
        });
        Some(Block { left, right, size })
    }

    /// Whether the line starts about two ems inside the block, is not centred in it, and is set
    /// in its size: headlines are larger.
    pub(super) fn is_indented(&self, line: &Line) -> bool {
        if (line.size / self.size - 1.0).abs() > 0.15 || line.text.starts_with('\t') {
            return false;
        }
        let before = (line.left - self.left) / line.size;
        let behind = (self.right - line.right) / line.size;
        (1.6..=2.6).contains(&before) && (before - behind).abs() > 0.5
    }
}

/// Whether a line is a page number, which stands where it likes.
fn is_number(line: &Line) -> bool {
    let text = line.text.trim_matches(['—', '-', '–', ' ', '·']);
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The smallest value that several lines share within half an em.
fn supported(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let mut values: Vec<(f64, f64)> = values.collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let needed = (values.len() / 20).max(2);
    let shared = values.windows(needed).find(|window| {
        let (first, last) = (window.first(), window.last());
        first.zip(last).is_some_and(|(a, b)| b.0 - a.0 <= 0.5 * a.1)
    });
    shared
        .and_then(|window| window.first())
        .map(|value| value.0)
}

/// The blocks of one page.
struct Blocks {
    blocks: Vec<Option<Block>>,
    wraps: Vec<Option<Wraps>>,
}

impl Blocks {
    fn of(page: &PageLines, whole: Option<Block>) -> Blocks {
        let count = page.lines.iter().map(|line| line.block + 1).max();
        let blocks: Vec<Option<Block>> = (0..count.unwrap_or(0))
            .map(|number| {
                let in_block = || page.lines.iter().filter(move |line| line.block == number);
                let long = in_block().filter(|line| line.text.chars().count() >= LONG);
                match long.count() {
                    count if count >= ENOUGH => Block::of(in_block(), number),
                    _ if number == 0 => whole,
                    _ => None,
                }
            })
            .collect();
        let wraps = blocks.iter().enumerate().map(|(number, block)| {
            let lines = page.lines.iter().filter(|line| line.block == number);
            Wraps::of((*block)?, &lines.collect::<Vec<_>>())
        });
        let wraps = wraps.collect();
        Blocks { blocks, wraps }
    }

    /// Whether a line goes on in the one that follows it.
    fn goes_on(&self, line: &Line, next: &Line) -> bool {
        let wraps = self.wraps.get(line.block).and_then(Option::as_ref);
        line.block == next.block && wraps.is_some_and(|wraps| wraps.goes_on(line, next))
    }

    fn of_line(&self, line: &Line) -> Option<Block> {
        self.blocks.get(line.block).copied().flatten()
    }
}
