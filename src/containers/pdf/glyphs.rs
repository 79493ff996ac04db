//! Where the glyphs of a run stand, and what character each shows.

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::kurbo::{Affine, Point, Vec2};

use crate::containers::radicals::ordinary;

/// Where a glyph stands on the page.
pub(super) struct Placed {
    pub(super) start: Point,
    pub(super) advance: Vec2,
    /// One em upwards.
    pub(super) up: Vec2,
}

/// What stands for the character in text; `None` for what takes no place.
pub(super) fn shown(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{a0}' => Some(' '),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => None,
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(ordinary(c)),
    }
}

/// The letters of a ligature.
pub(super) fn ligature(c: char) -> &'static [char] {
    match c {
        '\u{fb00}' => &['f', 'f'],
        '\u{fb01}' => &['f', 'i'],
        '\u{fb02}' => &['f', 'l'],
        '\u{fb03}' => &['f', 'f', 'i'],
        '\u{fb04}' => &['f', 'f', 'l'],
        _ => &[],
    }
}

/// Whether a glyph without Unicode draws nothing.
pub(super) fn is_blank(glyph: &PdfGlyph<'_>) -> bool {
    match glyph {
        PdfGlyph::Outline(outline) => outline.outline().elements().is_empty(),
        PdfGlyph::Type3(_) => false,
    }
}

/// The places of a run's glyphs.
pub(super) fn placed<'r, 'a>(
    run: &GlyphRun<'r, 'a>,
    transform: Affine,
) -> impl Iterator<Item = (&'r PdfGlyph<'a>, Placed)> + use<'r, 'a> {
    let vertical = run.writing_mode() == WritingMode::Vertical;
    let scale = horizontal_scale(run);
    run.glyphs().iter().map(move |glyph| {
        let whole = transform * glyph.transform();
        let [a, b, c, d, _, _] = whole.as_coeffs();
        let up = Vec2::new(c, d) * 1000.0;
        let along = Vec2::new(a, b);
        let unit = along / along.hypot().max(f64::MIN_POSITIVE);
        let width = match &**glyph {
            PdfGlyph::Outline(outline) => outline.advance_width(),
            PdfGlyph::Type3(shape) => shape.advance_width(),
        };
        let width = f64::from(width.unwrap_or(1000.0)) / 1000.0 * scale * up.hypot();
        let start = whole * Point::ZERO;
        let place = if vertical {
            // The origin is that of horizontal writing; a vertical line runs through the em boxes.
            let (advance, top) = (-up, start + up * 0.88);
            Placed {
                start: top,
                advance,
                up,
            }
        } else {
            Placed {
                start,
                advance: unit * width,
                up,
            }
        };
        (&**glyph, place)
    })
}

/// The horizontal scaling of a run's text.
///
/// hayro also stretches glyphs of substitute fonts, each by another factor: those are left out.
fn horizontal_scale(run: &GlyphRun<'_, '_>) -> f64 {
    let mut ratios = run.glyphs().iter().map(|glyph| {
        let [a, b, c, d, _, _] = glyph.transform().as_coeffs();
        a.hypot(b) / c.hypot(d).max(f64::MIN_POSITIVE)
    });
    let first = ratios.next().unwrap_or(1.0);
    let same = ratios.all(|ratio| (ratio - first).abs() < 0.01);
    if same && (0.3..=3.0).contains(&first) {
        first
    } else {
        1.0
    }
}
