//! What the gaps of a row mean: nothing, the spaces that were set, one space, or a tab.
//!
//! A gap is measured against the row's own: justified and letter-spaced rows have wide gaps
//! everywhere. Programs set a quarter of an em between Han and digits, which is no space.

use super::{Bar, Flat, Line, median};

/// From here on, in ems above the row's usual gap, a gap is that between columns.
const COLUMN: f64 = 1.9;
/// From here on a gap beside a Han character is a space.
const WIDE_SPACE: f64 = 0.8;
/// From here on a gap between two Han characters is a space: nothing else is set between them.
const HAN_SPACE: f64 = 0.25;
/// From here on a gap between letters or digits is a space.
const NARROW_SPACE: f64 = 0.18;
/// The widest usual gap between Han characters of a letter-spaced heading.
const WIDEST_USUAL: f64 = 3.0;
/// The widest usual gap between spaced letters or digits.
const WIDEST_NARROW: f64 = 0.4;

/// The line that a row shows; `None` if nothing but white space.
pub(super) fn line(row: &[Flat], bars: &[Bar]) -> Option<Line> {
    let mut shown = row.iter().filter(|flat| !flat.c.is_whitespace());
    let first = shown.next()?;
    let last = shown.next_back().unwrap_or(first);
    let size = median(&mut row.iter().map(|flat| flat.size).collect::<Vec<_>>())?;
    let y = median(&mut row.iter().map(|flat| flat.y).collect::<Vec<_>>())?;
    let middle = y - 0.3 * size;
    let crossing: Vec<f64> = bars
        .iter()
        .filter(|bar| bar.top <= middle && middle <= bar.bottom)
        .map(|bar| bar.x)
        .collect();
    Some(Line {
        text: text(row, &crossing),
        left: first.x,
        right: last.right(),
        y,
        size,
        furniture: row.iter().all(|flat| flat.furniture),
        block: 0,
    })
}

/// A gap between two shown glyphs.
struct Gap<'r> {
    before: &'r Flat,
    after: &'r Flat,
    /// The white space that is set in it.
    set: &'r [Flat],
}

impl Gap<'_> {
    /// Its width in ems.
    fn ems(&self) -> f64 {
        (self.after.x - self.before.right()) / self.before.size.max(self.after.size)
    }

    /// Whether it parts two Han characters; signs of punctuation have room of their own.
    fn is_in_han(&self) -> bool {
        let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        han(self.before.c) && han(self.after.c)
    }

    fn is_wide(&self) -> bool {
        is_wide(self.before.c) || is_wide(self.after.c)
    }
}

/// Han, kana and full-width forms: characters that stand without spaces between them.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '\u{e000}'..='\u{f8ff}')
        || matches!(
            c,
            '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '\u{2460}'..='\u{24ff}'
        )
}

/// The gaps of a row, in order.
pub(super) fn gaps(row: &[Flat]) -> impl Iterator<Item = (usize, f64)> {
    pairs(row).map(|(at, gap)| (at, gap.ems()))
}

/// Each shown glyph but the first, by its place in the row, and the gap before it.
fn pairs(row: &[Flat]) -> impl Iterator<Item = (usize, Gap<'_>)> {
    let mut before: Option<(usize, &Flat)> = None;
    row.iter().enumerate().filter_map(move |(at, after)| {
        if after.c.is_whitespace() {
            return None;
        }
        let (from, before) = before.replace((at, after))?;
        let set = row.get(from + 1..at).unwrap_or_default();
        Some((at, Gap { before, after, set }))
    })
}

/// The usual gaps of a row in ems: beside Han characters, and between others.
struct Usual {
    wide: f64,
    narrow: f64,
}

impl Usual {
    fn of(row: &[Flat]) -> Usual {
        let (mut wide, mut narrow) = (Vec::new(), Vec::new());
        for (_, gap) in pairs(row).filter(|(_, gap)| gap.set.is_empty()) {
            let side = if is_wide(gap.before.c) && is_wide(gap.after.c) {
                &mut wide
            } else if gap.is_wide() {
                continue;
            } else {
                &mut narrow
            };
            side.push(gap.ems());
        }
        Usual {
            wide: usual(&mut wide, WIDEST_USUAL),
            narrow: usual(&mut narrow, WIDEST_NARROW),
        }
    }
}

/// The gap that most gaps are like, up to `widest`; the smallest one if they differ.
fn usual(gaps: &mut [f64], widest: f64) -> f64 {
    let middle = median(gaps).unwrap_or(0.0);
    let alike = gaps
        .iter()
        .filter(|gap| (**gap - middle).abs() <= 0.3)
        .count();
    let least = gaps.first().copied().unwrap_or(0.0);
    let usual = if alike * 5 >= gaps.len() * 3 {
        middle
    } else {
        least
    };
    // Wider than that, single characters are cells.
    if usual > widest { 0.0 } else { usual.max(0.0) }
}

fn text(row: &[Flat], crossing: &[f64]) -> String {
    let usual = Usual::of(row);
    let mut text = String::new();
    text.extend(
        row.iter()
            .find(|flat| !flat.c.is_whitespace())
            .map(|flat| flat.c),
    );
    for (_, gap) in pairs(row) {
        push_gap(&mut text, &gap, &usual, crossing);
        text.push(gap.after.c);
    }
    text
}

fn push_gap(text: &mut String, gap: &Gap<'_>, usual: &Usual, crossing: &[f64]) {
    let ems = gap.ems();
    let size = gap.before.size.max(gap.after.size);
    let slack = 0.3 * size;
    let (from, to) = (gap.before.right() - slack, gap.after.x + slack);
    if ems > -0.2 && crossing.iter().any(|x| (from..=to).contains(x)) {
        text.push('\t');
        return;
    }
    let above = ems
        - if gap.is_wide() {
            usual.wide
        } else {
            usual.narrow
        };
    let set: f64 = gap.set.iter().map(|flat| flat.width).sum();
    if !gap.set.is_empty() {
        // Spaces that something is drawn over do not show.
        if above >= COLUMN && set < 0.5 * (gap.after.x - gap.before.right()) {
            text.push('\t');
        } else if ems > 0.1 {
            text.extend(gap.set.iter().map(|flat| match flat.c {
                '\u{3000}' | '\t' => flat.c,
                _ => ' ',
            }));
        }
        return;
    }
    let space = if gap.is_in_han() {
        HAN_SPACE
    } else if gap.is_wide() {
        WIDE_SPACE
    } else {
        NARROW_SPACE
    };
    if above >= COLUMN {
        text.push('\t');
    } else if above >= space {
        text.push(' ');
    }
}
