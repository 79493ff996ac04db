//! DOCX files that mean harm, or are broken.

use proptest::prelude::*;

use crate::containers::package::tests::pack;
use crate::containers::{Trouble, docx};

use super::{Docx, p};

const LETTER: &[u8] = include_bytes!("../../../../fixtures/containers/letter_pydocx.docx");

#[test]
fn a_file_cut_anywhere_has_an_outcome() {
    for cut in (0..LETTER.len()).step_by(997) {
        assert!(docx::read(&LETTER[..cut]).is_err());
    }
}

#[test]
fn deep_elements_are_refused() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    assert!(matches!(Docx::new(&deep).read(), Err(Trouble::Limit(_))));
    let deep = "<w:sdt>".repeat(200) + &"</w:sdt>".repeat(200);
    assert!(Docx::new(&deep).read().is_ok());
}

#[test]
fn entities_are_refused() {
    let laughs = b"<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><document>&b;</document>";
    let outcome = docx::read(&pack(&[("word/document.xml", laughs)]));
    assert!(matches!(outcome, Err(Trouble::Limit(_))));
    let external = b"<document><p><r><t>&file;</t></r></p></document>";
    let outcome = docx::read(&pack(&[("word/document.xml", external)]));
    assert!(matches!(outcome, Err(Trouble::Damaged(_))));
}

#[test]
fn a_bomb_is_refused() {
    let body = "<w:p/>".repeat(1 << 20);
    assert!(matches!(Docx::new(&body).read(), Err(Trouble::Limit(_))));
}

#[test]
fn too_much_text_is_refused() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='none'/>\
         <w:lvlText w:val='{}'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId \
         w:val='0'/></w:num>",
        "文".repeat(10_000)
    );
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>";
    let docx = Docx::new(&item.repeat(9_000)).part("numbering", "numbering", &numbering);
    assert!(
        docx.read()
            .is_ok_and(|content| content.text.len() < 3 << 20)
    );
}

#[test]
fn circles_of_styles_and_lists_end() {
    let styles = "<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:styleId='b'>\
        <w:basedOn w:val='a'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='a'/></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let body = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>";
    let docx =
        Docx::new(body)
            .part("styles", "styles", styles)
            .part("numbering", "numbering", numbering);
    assert_eq!(docx.text(), "文\n");
}

#[test]
fn notes_that_refer_to_themselves_stand_once() {
    let notes = "<w:footnote w:id='1'><w:p><w:r><w:t>注</w:t><w:footnoteReference w:id='1'/></w:r>\
        </w:p></w:footnote>";
    let refer = "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>";
    let docx = Docx::new(&refer.repeat(3)).part("footnotes", "footnotes", notes);
    assert!(docx.text().matches('注').count() == 1);
}

#[test]
fn marks_of_this_program_are_not_taken_from_text() {
    assert_eq!(Docx::new(&p("甲\u{FDD0}\u{FDD2}乙")).text(), "甲乙\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_changed_file_never_panics(at in 0usize..LETTER.len(), to in any::<u8>(), and in 0usize..LETTER.len()) {
        let mut bytes = LETTER.to_vec();
        bytes[at] = to;
        bytes[and] ^= 0x55;
        let _ = docx::read(&bytes);
    }

    #[test]
    fn any_elements_in_any_order_never_panic(names in proptest::collection::vec(0usize..30, 0..60)) {
        const NAMES: [&str; 30] = ["p", "r", "t", "tbl", "tr", "tc", "txbxContent", "del", "fldChar",
            "footnote", "footnoteReference", "AlternateContent", "Choice", "Fallback", "sectPr", "pPr",
            "rPr", "numPr", "vMerge", "tab", "br", "sym", "instrText", "fldSimple", "ffData", "checkBox",
            "vanish", "rt", "trPr", "tcPr"];
        let mut open = Vec::new();
        let mut body = String::new();
        for (step, index) in names.iter().enumerate() {
            if step % 3 == 2 && let Some(name) = open.pop() {
                body.push_str(&format!("</w:{name}>"));
            }
            let name = NAMES[*index];
            body.push_str(&format!("<w:{name} w:val='1' w:id='1' w:fldCharType='begin'>文"));
            open.push(name);
        }
        for name in open.iter().rev() {
            body.push_str(&format!("</w:{name}>"));
        }
        prop_assert!(Docx::new(&body).read().is_ok());
    }
}
