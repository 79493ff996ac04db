//! What holds for any package.

use proptest::prelude::*;

use super::tests::{one_page, text_at};
use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_attributes_end_in_an_outcome(
        values in prop::array::uniform5("[0-9g .eE+-]{0,12}|NaN|1e300|-1e300|inf"),
        text in "\\PC{0,12}",
    ) {
        let [a, b, c, d, e] = values;
        let text = text.replace(['<', '&'], "");
        let object = format!(
            "<TextObject Boundary='{a}' CTM='{b}' Size='{c}' HScale='{d}'><TextCode X='{e}' Y='{a}' DeltaX='{d}' DeltaY='{c}'>{text}</TextCode></TextObject>\
             <PathObject Boundary='{a}'><AbbreviatedData>M {b} L {c} C Q {d} L {e}</AbbreviatedData></PathObject>\
             <ImageObject ResourceID='1' Boundary='{a}' CTM='{b}'/>"
        );
        let content = read(&one_page(&object)).unwrap();
        prop_assert!(content.text.len() < 400);
    }

    #[test]
    fn any_damage_ends_in_an_outcome(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = one_page(&text_at("正文", 0, 0));
        for (index, byte) in at {
            let place = index.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
        let _ = page_image(&bytes, 0);
    }
}
