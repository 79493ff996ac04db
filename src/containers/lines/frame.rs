//! Turns the glyphs of each writing direction upright.

use std::collections::BTreeMap;

use super::{Bar, Flat, Glyph, Level, Rule, Rules, median};

/// How far from upright, in degrees, a scanned page may lie to count as upright.
const SKEW: f64 = 5.0;
/// How far a segment may lean and still be a border between cells.
const LEAN: f64 = 1.0;

/// The glyphs of each direction in a frame of their own, the most frequent direction first, with
/// the segments that are upright in that frame.
pub(super) fn upright(glyphs: &[Glyph], rules: &[Rule]) -> Vec<(Vec<Flat>, Rules)> {
    let mut groups: BTreeMap<i32, Vec<(&Glyph, f64)>> = BTreeMap::new();
    for glyph in glyphs.iter().filter(|glyph| glyph.is_sound()) {
        let degrees = glyph.dy.atan2(glyph.dx).to_degrees();
        let (class, rest) = direction(degrees);
        groups.entry(class).or_default().push((glyph, rest));
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(class, group)| (std::cmp::Reverse(group.len()), *class));
    groups
        .into_iter()
        .enumerate()
        .map(|(at, (class, group))| {
            let mut rests: Vec<f64> = group.iter().map(|(_, rest)| *rest).collect();
            let skew = median(&mut rests).unwrap_or(0.0);
            let turn = Turn::by(f64::from(class) + skew);
            let flats = group.iter().map(|(glyph, _)| turn.flat(glyph)).collect();
            let rules = Rules {
                bars: rules.iter().filter_map(|rule| turn.bar(rule)).collect(),
                levels: rules.iter().filter_map(|rule| turn.level(rule)).collect(),
                turned: at > 0,
            };
            (flats, rules)
        })
        .collect()
}

/// The nearest upright direction in degrees, or a multiple of five, and what is left.
fn direction(degrees: f64) -> (i32, f64) {
    let quarter = (degrees / 90.0).round() * 90.0;
    let near = if (degrees - quarter).abs() <= SKEW {
        quarter
    } else {
        (degrees / 5.0).round() * 5.0
    };
    // -180 and 180 are one direction.
    ((near as i32).rem_euclid(360), degrees - near)
}

/// A turn of the page that makes one direction horizontal.
struct Turn {
    cos: f64,
    sin: f64,
}

impl Turn {
    fn by(degrees: f64) -> Turn {
        let quarter = (degrees / 90.0).round() * 90.0;
        // Exact for upright text, where rounding would tear baselines apart.
        if (degrees - quarter).abs() < 0.02 {
            let (cos, sin) = match (quarter as i32).rem_euclid(360) {
                0 => (1.0, 0.0),
                90 => (0.0, 1.0),
                180 => (-1.0, 0.0),
                _ => (0.0, -1.0),
            };
            return Turn { cos, sin };
        }
        let (sin, cos) = degrees.to_radians().sin_cos();
        Turn { cos, sin }
    }

    fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.cos + y * self.sin, y * self.cos - x * self.sin)
    }

    fn flat(&self, glyph: &Glyph) -> Flat {
        let (x, y) = self.point((glyph.x, glyph.y));
        Flat {
            c: glyph.c,
            x,
            y,
            width: glyph.dx.hypot(glyph.dy),
            size: glyph.size,
            furniture: glyph.furniture,
            run: glyph.run,
        }
    }

    fn bar(&self, rule: &Rule) -> Option<Bar> {
        let (a, b) = (self.point(rule.from), self.point(rule.to));
        is_straight(a.0 - b.0, a.1 - b.1).then(|| Bar {
            x: (a.0 + b.0) / 2.0,
            top: a.1.min(b.1),
            bottom: a.1.max(b.1),
        })
    }

    fn level(&self, rule: &Rule) -> Option<Level> {
        let (a, b) = (self.point(rule.from), self.point(rule.to));
        is_straight(a.1 - b.1, a.0 - b.0).then(|| Level {
            y: (a.1 + b.1) / 2.0,
            left: a.0.min(b.0),
            right: a.0.max(b.0),
        })
    }
}

/// Whether a segment leans little for its length.
fn is_straight(lean: f64, length: f64) -> bool {
    lean.abs() <= LEAN && length.abs() > 4.0 * lean.abs()
}
