//! Reads Tesseract's table of words (TSV) and makes pieces of lines of them.
//!
//! Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.

use super::page::{MAX_PAGE_TEXT, MAX_PAGES, MAX_PIECES, Page, Piece, confidence, one_line};
use super::rows::median;

/// The first line of a table.
pub(super) const HEADING: &[u8] = b"level\tpage_num\t";
/// Words further apart than so many line heights are pieces of their own.
const GAP: f32 = 2.0;

/// Collects a table line by line.
#[derive(Debug, Default)]
pub(super) struct Table {
    pages: Vec<Page>,
    /// Lines of the open page; `None` before the first one.
    open: Option<Vec<Vec<Word>>>,
    /// Words and bytes of text of the open page.
    words: usize,
    bytes: usize,
    /// Block, paragraph and line of the open line.
    at: [u32; 3],
}

#[derive(Debug, Clone)]
struct Word {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    confidence: f32,
    text: String,
}

impl Table {
    /// Takes a row; tells whether a page begins with it. Rows that are none are passed over.
    pub(super) fn row(&mut self, row: &str) -> bool {
        let mut cells = row.splitn(12, '\t');
        let mut number = || cells.next().and_then(|cell| cell.parse::<f32>().ok());
        let Some(level) = number() else {
            return false;
        };
        let mut rest = [0.0f32; 10];
        for value in &mut rest {
            match number() {
                Some(cell) if cell.is_finite() && cell.abs() < 1e6 => *value = cell,
                _ => return false,
            }
        }
        let [_, block, paragraph, line, _, left, top, width, height, sure] = rest;
        if level <= 1.0 {
            self.end_page();
            self.open = (self.pages.len() < MAX_PAGES).then(Vec::new);
            return true;
        }
        let text = one_line(cells.next().unwrap_or_default().trim());
        if level >= 5.0 && !text.is_empty() {
            let at = [block as u32, paragraph as u32, line as u32];
            let word = Word {
                left,
                top,
                right: left + width.max(1.0),
                bottom: top + height.max(1.0),
                confidence: confidence(sure / 100.0),
                text,
            };
            self.add(at, word);
        }
        false
    }

    /// The pages.
    pub(super) fn pages(mut self) -> Vec<Page> {
        self.end_page();
        self.pages
    }

    fn add(&mut self, at: [u32; 3], word: Word) {
        let Some(lines) = &mut self.open else {
            return;
        };
        self.words += 1;
        self.bytes += word.text.len();
        if self.words > MAX_PIECES || self.bytes > MAX_PAGE_TEXT {
            return;
        }
        match lines.last_mut() {
            Some(line) if self.at == at => line.push(word),
            _ => lines.push(vec![word]),
        }
        self.at = at;
    }

    fn end_page(&mut self) {
        (self.words, self.bytes, self.at) = (0, 0, [0; 3]);
        if let Some(mut lines) = self.open.take() {
            set_upright(&mut lines);
            let pieces = lines.iter().flat_map(|line| pieces_of(line));
            self.pages.push(Page::Pieces(pieces.collect()));
        }
    }
}

/// Turns the places of a page that lies on its side or head, so that its lines run to the right:
/// Tesseract reads such a page in its order, but tells the places on the paper as it lies.
fn set_upright(lines: &mut [Vec<Word>]) {
    let (mut right, mut down) = (0.0f32, 0.0f32);
    for pair in lines.iter().flat_map(|line| line.windows(2)) {
        if let [a, b] = pair {
            right += (b.left + b.right) - (a.left + a.right);
            down += (b.top + b.bottom) - (a.top + a.bottom);
        }
    }
    let turn: fn(f32, f32) -> (f32, f32) = if right.abs() >= down.abs() {
        if right >= 0.0 {
            return;
        }
        |x, y| (-x, -y)
    } else if down > 0.0 {
        |x, y| (y, -x)
    } else {
        |x, y| (-y, x)
    };
    for word in lines.iter_mut().flatten() {
        let (a, b) = (turn(word.left, word.top), turn(word.right, word.bottom));
        (word.left, word.right) = (a.0.min(b.0), a.0.max(b.0));
        (word.top, word.bottom) = (a.1.min(b.1), a.1.max(b.1));
    }
}

/// The pieces of a line: what is far apart is found apart.
fn pieces_of(words: &[Word]) -> Vec<Piece> {
    let slope = slope(words);
    let height = median(words.iter().map(|word| word.bottom - word.top));
    let far = |a: &Word, b: &Word| b.left - a.right > GAP * height;
    let parts = words.chunk_by(|a, b| !far(a, b));
    parts
        .filter_map(|part| piece(part, slope, height))
        .collect()
}

/// How much a line sinks from left to right, in pixels a pixel: a line of least squares through the
/// middles of its words.
fn slope(words: &[Word]) -> f32 {
    let middle = |word: &Word| {
        (
            (word.left + word.right) / 2.0,
            (word.top + word.bottom) / 2.0,
        )
    };
    let count = words.len().max(1) as f32;
    let sum = words
        .iter()
        .map(middle)
        .fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
    let mean = (sum.0 / count, sum.1 / count);
    let (mut xy, mut xx) = (0.0f32, 0.0f32);
    for (x, y) in words.iter().map(middle) {
        xy += (x - mean.0) * (y - mean.1);
        xx += (x - mean.0) * (x - mean.0);
    }
    // A few words tell nothing of the paper's angle; nor does a steep line.
    let slope = if xx > 0.0 { xy / xx } else { 0.0 };
    if words.len() >= 6 && slope.abs() < 0.06 {
        slope
    } else {
        0.0
    }
}

fn piece(words: &[Word], slope: f32, height: f32) -> Option<Piece> {
    let (first, last) = (words.first()?, words.last()?);
    let right = words
        .iter()
        .map(|word| word.right)
        .fold(last.right, f32::max);
    // Boxes of single words reach into their neighbours; the middles are good in the mean.
    let middle =
        |word: &Word| (word.top + word.bottom) / 2.0 - slope * (word.left + word.right) / 2.0;
    let base = median(words.iter().map(middle));
    let corner = |x: f32, side: f32| [x, base + slope * x + side * height / 2.0];
    let left = first.left;
    let corners = [
        corner(left, -1.0),
        corner(right, -1.0),
        corner(right, 1.0),
        corner(left, 1.0),
    ];
    Some(Piece {
        text: text_of(words),
        confidence: mean_confidence(words),
        corners,
    })
}

/// The words with a space between two that are not both beside a wide character.
fn text_of(words: &[Word]) -> String {
    let mut text = String::new();
    for word in words {
        let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if narrow(text.chars().next_back()) && narrow(word.text.chars().next()) {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

fn mean_confidence(words: &[Word]) -> f32 {
    let (mut sum, mut chars) = (0.0, 0.0);
    for word in words {
        let count = word.text.chars().count() as f32;
        sum += word.confidence * count;
        chars += count;
    }
    if chars > 0.0 { sum / chars } else { 0.0 }
}

#[cfg(test)]
#[path = "tsv_tests.rs"]
mod tests;
