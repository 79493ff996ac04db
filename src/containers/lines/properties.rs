//! What holds for any glyphs.

use proptest::prelude::*;

use super::tests::texts;
use super::*;

prop_compose! {
    fn any_glyph()(
        c in any::<char>(),
        place in prop::array::uniform4(prop_oneof![-50.0..50.0f64, any::<f64>()]),
        size in prop_oneof![0.1..30.0f64, any::<f64>()],
        run in 0u32..4,
    ) -> Glyph {
        let [x, y, dx, dy] = place;
        Glyph { c, x, y, dx, dy, size, furniture: false, run }
    }
}

prop_compose! {
    fn any_rule()(ends in prop::array::uniform4(-50.0..50.0f64), kind in 0..3) -> Rule {
        let [x, y, u, v] = ends;
        let to = match kind { 0 => (x, v), 1 => (u, y), _ => (u, v) };
        Rule { from: (x, y), to }
    }
}

proptest! {
    #[test]
    fn any_glyphs_make_lines(
        glyphs in prop::collection::vec(any_glyph(), 0..60),
        rules in prop::collection::vec(any_rule(), 0..12),
    ) {
        let lines = lines(&glyphs, &rules);
        let shown: usize = lines.iter().map(|line| line.text.chars().count()).sum();
        prop_assert!(shown <= 20 * glyphs.len());
    }

    #[test]
    fn no_character_is_lost(places in prop::collection::vec((0.0..200.0f64, 0.0..200.0f64), 1..60)) {
        let glyphs: Vec<Glyph> = places
            .iter()
            .enumerate()
            .map(|(at, (x, y))| Glyph {
                c: char::from_u32(0x4e00 + at as u32).unwrap(),
                x: *x, y: *y, dx: 10.0, dy: 0.0, size: 10.0, furniture: false, run: at as u32,
            })
            .collect();
        let mut shown: Vec<char> = texts(&glyphs, &[]).concat().chars().filter(|c| !c.is_whitespace()).collect();
        shown.sort_unstable();
        let set: Vec<char> = glyphs.iter().map(|glyph| glyph.c).collect();
        prop_assert_eq!(shown, set);
    }
}
