//! Which lines go on in the next because their column ends, as their places on the page tell.
//!
//! Characters cannot be counted where a program sets lines ragged; but a line that reaches the edge
//! of its block, above one that begins at the other edge, is a wrapped one where new paragraphs are
//! set in. Elsewhere a paragraph's last line is hardly ever full; there the words must not speak
//! against it.

use super::pages::Block;
use super::{Line, median};

/// How far from the edge a full line may end, in ems, besides the word that did not fit.
const SLACK: f64 = 1.3;
/// How far from the edge a line begins that is not set in: brackets stand a little inside.
const FLUSH: f64 = 0.6;
/// How much further than usual the next line of a paragraph stands below.
const PITCH: f64 = 1.2;
/// How many full lines show that lines are wrapped.
const MANY: usize = 6;
/// How many paragraphs tell how new ones look.
const ENOUGH: usize = 2;

/// How the lines of a block follow each other.
pub(super) struct Wraps {
    block: Block,
    /// From baseline to baseline.
    pitch: f64,
    /// Whether new paragraphs are set in.
    set_in: bool,
    /// Whether enough lines end near the edge to tell that lines are wrapped.
    wraps: bool,
}

impl Wraps {
    /// Looks at the lines of a block, in order.
    pub(super) fn of(block: Block, lines: &[&Line]) -> Option<Wraps> {
        let steps = lines.windows(2).filter_map(step);
        let pitch = median(&mut steps.filter(|step| *step > 0.0).collect::<Vec<_>>())?;
        let wide = |pair: &&[&Line]| step(pair).is_some_and(|step| step > PITCH * pitch);
        let apart = lines.windows(2).filter(wide).count();
        let set_in = lines.iter().filter(|line| block.is_indented(line)).count();
        let full = |line: &&&Line| is_open(&line.text) && block.right - line.right <= block.size;
        Some(Wraps {
            block,
            pitch,
            set_in: set_in >= ENOUGH,
            wraps: apart >= ENOUGH || lines.iter().filter(full).count() >= MANY,
        })
    }

    /// Whether `line` goes on in `next`, the line below it.
    pub(super) fn goes_on(&self, line: &Line, next: &Line) -> bool {
        let size = self.block.size;
        let alike = |line: &Line| {
            (line.size / size - 1.0).abs() <= 0.15 && !line.furniture && !line.text.contains('\t')
        };
        let step = next.y - line.y;
        let flush = (next.left - self.block.left).abs() <= FLUSH * size;
        let left = self.block.right - line.right;
        let full = if self.set_in {
            left <= SLACK * size + word(next)
        } else {
            let fits = left > size.max(word(next));
            self.wraps && !fits && is_open(&line.text) && !is_item(&next.text)
        };
        full && alike(line)
            && alike(next)
            && flush
            && step > 0.0
            && step <= PITCH * self.pitch
            && !is_entry(&line.text)
    }
}

/// Whether a line does not end as a paragraph ends.
fn is_open(text: &str) -> bool {
    !text.ends_with([
        '。', '：', '！', '？', '；', ':', '.', '!', '?', '”', '）', ')',
    ])
}

/// Whether a line begins as a new paragraph does, by a number or a label.
fn is_item(text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（()）".contains(c);
    let rest = text.trim_start_matches(number);
    let numbered = rest.len() < text.len() && rest.starts_with(['、', '.', '．']);
    let label = text.chars().take(9).any(|c| matches!(c, '：' | ':'));
    numbered || label || text.starts_with(['（', '(', '第', '附'])
}

fn step(pair: &[&Line]) -> Option<f64> {
    let (first, second) = (pair.first()?, pair.get(1)?);
    Some(second.y - first.y)
}

/// The width of the word that a line begins with: it may not have fit in the line above.
fn word(line: &Line) -> f64 {
    let narrow = |c: &char| c.is_ascii_graphic();
    let chars = line.text.chars().take_while(narrow).count();
    0.5 * line.size * chars.min(24) as f64
}

/// An entry of a table of contents fills its line with dots.
fn is_entry(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && (text.contains("...") || text.contains("……"))
}
