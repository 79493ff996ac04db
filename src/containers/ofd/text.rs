//! Text objects: codes with a place, and how far it is from each character to the next.

use super::geometry::{Matrix, deltas};
use super::objects::{Drawn, inner_text, too_many};
use crate::containers::Trouble;
use crate::containers::lines::{Glyph, MAX_GLYPHS};
use crate::containers::radicals::ordinary;
use crate::containers::xml::{Element, Event, Xml};

/// A text object (GB/T 33190 11.2).
pub(super) struct Text {
    place: Matrix,
    size: f64,
    /// The width of glyphs against their normal one.
    scale: f64,
    /// Whether lines run downwards.
    downwards: bool,
    x: f64,
    y: f64,
}

impl Text {
    pub(super) fn of(element: &Element<'_>, place: Matrix) -> Text {
        let number = |name: &str| element.attr(name)?.trim().parse::<f64>().ok();
        let turned = number("ReadDirection").unwrap_or(0.0).rem_euclid(180.0);
        Text {
            place,
            size: number("Size").or_else(|| number("size")).unwrap_or(0.0),
            scale: number("HScale").filter(|scale| *scale > 0.0).unwrap_or(1.0),
            downwards: turned == 90.0,
            x: 0.0,
            y: 0.0,
        }
    }

    /// Reads its codes, up to its end.
    pub(super) fn read(mut self, xml: &mut Xml<'_>, drawn: &mut Drawn) -> Result<(), Trouble> {
        let mut depth = 1;
        while depth > 0 {
            match xml.next()? {
                Event::Start(element) if element.name() == "TextCode" => {
                    // A missing place is that of the code before.
                    let number = |name: &str| element.attr(name)?.trim().parse::<f64>().ok();
                    self.x = number("X").unwrap_or(self.x);
                    self.y = number("Y").unwrap_or(self.y);
                    let across = element.attr("DeltaX").map(|text| deltas(&text));
                    let down = element.attr("DeltaY").map(|text| deltas(&text));
                    let text = inner_text(xml)?;
                    let advances = Advances { across, down };
                    self.push(&text, &advances, drawn)?;
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(_) => {}
                Event::Eof => break,
            }
        }
        Ok(())
    }

    fn push(&self, text: &str, advances: &Advances, drawn: &mut Drawn) -> Result<(), Trouble> {
        let downwards = self.downwards || advances.go_down();
        drawn.runs = drawn.runs.wrapping_add(1);
        let (mut x, mut y) = (self.x, self.y);
        for (at, c) in text
            .chars()
            .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
            .enumerate()
        {
            let width = if downwards { self.size } else { self.width(c) };
            let (dx, dy) = advances.at(at, width, downwards);
            if drawn.glyphs.len() >= MAX_GLYPHS {
                return Err(too_many());
            }
            if let Some(c) = shown(c) {
                drawn
                    .glyphs
                    .push(self.glyph(c, (x, y), (dx, dy), width, downwards, drawn.runs));
            }
            (x, y) = (x + dx, y + dy);
        }
        Ok(())
    }

    /// The usual width of a character: fonts are not read.
    fn width(&self, c: char) -> f64 {
        let ems = match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.3,
            'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.85,
            'A'..='Z' | '&' => 0.67,
            '\u{0}'..='\u{2ff}' => 0.52,
            _ => 1.0,
        };
        ems * self.size * self.scale
    }

    /// How much of the way to the next character a glyph of a usual width fills.
    ///
    /// A longer way is a gap; up to an em it may be the font's own width.
    fn filled(&self, width: f64, advance: f64) -> f64 {
        let most = (1.2 * width).max(0.9 * self.size * self.scale);
        let own = (0.0..=most).contains(&advance);
        let width = if own { advance } else { width };
        // A glyph without width has no direction.
        if width > 0.0 { width } else { self.size * 0.01 }
    }

    fn glyph(
        &self,
        c: char,
        (x, y): (f64, f64),
        (dx, dy): (f64, f64),
        width: f64,
        downwards: bool,
        run: u32,
    ) -> Glyph {
        let advance = if downwards { dy } else { dx };
        let width = self.filled(width, advance);
        let (x, y) = if downwards {
            (x, y - 0.88 * self.size)
        } else {
            (x, y)
        };
        let (x, y) = self.place.point(x, y);
        let (dx, dy) = if downwards {
            self.place.vector(0.0, width)
        } else {
            self.place.vector(width, 0.0)
        };
        let (ux, uy) = self.place.vector(0.0, self.size);
        let size = ux.hypot(uy);
        Glyph {
            c,
            x,
            y,
            dx,
            dy,
            size,
            furniture: false,
            run,
        }
    }
}

/// The character that is shown; `None` for what takes no place.
fn shown(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => None,
        // Stands for glyphs that have no character (CGTransform).
        '\u{a4}' => Some('\u{fffd}'),
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(ordinary(c)),
    }
}

/// How far it is from each character of a code to the next.
struct Advances {
    across: Option<Vec<f64>>,
    down: Option<Vec<f64>>,
}

impl Advances {
    fn go_down(&self) -> bool {
        let sum = |deltas: &Option<Vec<f64>>| deltas.iter().flatten().map(|d| d.abs()).sum::<f64>();
        sum(&self.down) > sum(&self.across)
    }

    /// The advance behind character `at`; the last one given goes on, `usual` if none is.
    fn at(&self, at: usize, usual: f64, downwards: bool) -> (f64, f64) {
        let given = |deltas: &Option<Vec<f64>>| {
            let deltas = deltas.as_ref()?;
            deltas.get(at).or(deltas.last()).copied()
        };
        let (across, down) = (given(&self.across), given(&self.down));
        if downwards {
            (across.unwrap_or(0.0), down.unwrap_or(usual))
        } else {
            (across.unwrap_or(usual), down.unwrap_or(0.0))
        }
    }
}
