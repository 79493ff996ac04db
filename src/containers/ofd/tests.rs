//! OFD files made by programs, by hand, and by enemies.

use super::*;
use crate::containers::package::tests::pack;

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/containers/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn characters(text: &str) -> Vec<char> {
    let mut all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    all.sort_unstable();
    all
}

/// Lines without page numbers and without a line that a template repeats.
fn without(text: &str, repeated: &str) -> String {
    let kept = |line: &&str| {
        let number = line.starts_with('—') && line.ends_with('—');
        !number && *line != repeated
    };
    text.lines().filter(kept).collect::<Vec<_>>().join("\n")
}

#[test]
fn letters_are_read_to_the_character() {
    let truth = String::from_utf8(fixture("truth.txt")).unwrap();
    for (name, template) in [
        ("handmade_spec.ofd", "云岭市政务"),
        ("easyofd_from_lo_text.ofd", ""),
    ] {
        let content = read(&fixture(name)).unwrap();
        let text = without(&content.text, template);
        assert_eq!(characters(&text), characters(&truth), "{name}");
        assert_eq!(content.pages.len(), 4);
        assert!(text.contains("号\t签发人：欧阳堃\n"), "{name}");
        assert!(content.notes.is_empty(), "{name} {:?}", content.notes);
    }
}

#[test]
fn pages_of_one_picture_are_scans() {
    let bytes = fixture("easyofd_from_lo_img.ofd");
    let content = read(&bytes).unwrap();
    assert_eq!(content.text, "");
    assert_eq!(content.scans.len(), 4);
    assert!(
        content
            .scans
            .iter()
            .all(|scan| scan.image.starts_with(b"\x89PNG"))
    );
    assert_eq!(page_image(&bytes, 2).unwrap(), content.scans[2].image);
    assert!(matches!(page_image(&bytes, 4), Err(Trouble::Damaged(_))));
}

const MAIN: &str = "<OFD><DocBody><DocRoot>/D/Document.xml</DocRoot></DocBody></OFD>";

fn document(templates: &str, pages: &[&str]) -> String {
    let pages: String = pages
        .iter()
        .map(|page| format!("<Page BaseLoc='{page}'/>"))
        .collect();
    format!(
        "<x:Document xmlns:x='u'><CommonData><PageArea><PhysicalBox>0 0 100 100</PhysicalBox></PageArea>\
         <DocumentRes>Res.xml</DocumentRes>{templates}</CommonData><Pages>{pages}</Pages></x:Document>"
    )
}

pub(super) fn text_at(text: &str, x: u32, y: u32) -> String {
    format!(
        "<TextObject Boundary='{x} {y} 90 9' Size='5'><TextCode X='0' Y='4' DeltaX='g 99 5'>{text}</TextCode></TextObject>"
    )
}

fn content(objects: &str) -> String {
    format!("<Page><Content><Layer>{objects}</Layer></Content></Page>")
}

fn pack_all(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    pack(&parts)
}

/// A package of one page with these objects.
pub(super) fn one_page(objects: &str) -> Vec<u8> {
    pack_all(&[
        ("OFD.xml", MAIN),
        ("D/Document.xml", &document("", &["P.xml"])),
        ("D/P.xml", &content(objects)),
    ])
}

fn text_of(objects: &str) -> String {
    read(&one_page(objects)).unwrap().text
}

#[test]
fn groups_are_read_and_hidden_objects_are_not() {
    let group = format!(
        "<PageBlock><PageBlock>{}</PageBlock></PageBlock>",
        text_at("组内", 0, 0)
    );
    let hidden = text_at("不可见", 0, 20).replace("<TextObject", "<TextObject Visible='false'");
    let objects = format!("{group}{hidden}{}", text_at("之后", 0, 40));
    assert_eq!(text_of(&objects), "组内\n之后\n");
}

#[test]
fn turned_text_and_lines_downwards_are_read_upright() {
    let turned = "<TextObject Boundary='90 0 9 90' CTM='0 1 -1 0 0 0' Size='5'><TextCode X='0' Y='0' DeltaX='5 5 5'>旋转文字</TextCode></TextObject>";
    assert_eq!(text_of(turned), "旋转文字\n");
    let down = "<TextObject Boundary='0 0 9 90' ReadDirection='90' Size='5'><TextCode X='0' Y='5' DeltaY='5 5 5'>竖排文字</TextCode></TextObject>";
    assert_eq!(text_of(down), "竖排文字\n");
}

#[test]
fn a_code_without_a_place_goes_on_in_its_line() {
    let objects = "<TextObject Boundary='0 0 90 9' Size='5'><TextCode X='0' Y='4'>甲</TextCode><TextCode X='5'>乙</TextCode></TextObject>";
    assert_eq!(text_of(objects), "甲乙\n");
}

#[test]
fn placeholders_of_glyphs_are_noted() {
    let content = read(&one_page(&text_at("¤¤¤¤¤¤", 0, 0))).unwrap();
    assert_eq!(content.notes[0].code, "garbled_text");
}

#[test]
fn borders_make_cells() {
    let bar = |x: u32| {
        format!(
            "<PathObject Boundary='{x} 0 1 30'><AbbreviatedData>M 0 0 L 0 20</AbbreviatedData></PathObject>"
        )
    };
    let level = |y: u32| {
        format!(
            "<PathObject Boundary='0 {y} 90 1'><AbbreviatedData>M 0 0 L 60 0 </AbbreviatedData></PathObject>"
        )
    };
    let rules = [bar(0), bar(22), bar(60), level(0), level(20)].concat();
    let texts = [
        text_at("上行", 1, 1),
        text_at("下行", 1, 9),
        text_at("右格", 24, 5),
    ]
    .concat();
    assert_eq!(text_of(&(rules + &texts)), "上行下行\t右格\n");
}

#[test]
fn templates_units_and_all_documents_are_read() {
    let main = "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody><DocBody><DocRoot>E/Document.xml</DocRoot></DocBody></OFD>";
    // The two templates lie on each other in a circle.
    let templates =
        "<TemplatePage ID='1' BaseLoc='tpl/a.xml'/><TemplatePage ID='2' BaseLoc='/D/TPL/B.xml'/>";
    let on = |id: u32, objects: &str| {
        content(objects).replace("<Page>", &format!("<Page><Template TemplateID='{id}'/>"))
    };
    let unit = "<Res><CompositeGraphicUnits><CompositeGraphicUnit ID='7'><Content><CompositeObject ResourceID='8' Boundary='0 0 9 9'/></Content></CompositeGraphicUnit><CompositeGraphicUnit ID='8'><Content>";
    let unit = format!(
        "{unit}{}</Content></CompositeGraphicUnit></CompositeGraphicUnits></Res>",
        text_at("部件", 0, 0)
    );
    let composite = "<CompositeObject ResourceID='7' Boundary='0 60 50 9'/>";
    let bytes = pack_all(&[
        ("OFD.xml", main),
        (
            "D/Document.xml",
            &document(templates, &["./P/../P/0.xml", "D/P/1.xml"]),
        ),
        ("D/P/0.xml", &on(1, &(text_at("正文一", 0, 20) + composite))),
        ("D/P/1.xml", &content(&text_at("正文二", 0, 20))),
        ("D/Tpl/A.xml", &on(2, &text_at("模板甲", 0, 0))),
        ("D/Tpl/B.xml", &on(1, &text_at("模板乙", 0, 40))),
        ("D/Res.xml", &unit),
        ("E/Document.xml", &document("", &["0.xml"])),
        ("E/0.xml", &content(&text_at("另一文档", 0, 0))),
    ]);
    let content = read(&bytes).unwrap();
    assert_eq!(
        content.text,
        "模板甲\n正文一\n模板乙\n部件\n正文二\n另一文档\n"
    );
    assert_eq!(content.pages.len(), 3);
    assert_eq!(content.notes, []);
}

#[test]
fn units_within_themselves_are_refused() {
    let unit = "<Res><CompositeGraphicUnit ID='7'><CompositeObject ResourceID='7'/><CompositeObject ResourceID='7'/></CompositeGraphicUnit></Res>";
    let bytes = pack_all(&[
        ("OFD.xml", MAIN),
        ("D/Document.xml", &document("", &["P.xml"])),
        ("D/P.xml", &content("<CompositeObject ResourceID='7'/>")),
        ("D/Res.xml", unit),
    ]);
    assert!(matches!(read(&bytes), Err(Trouble::Limit(_))));
}

#[test]
fn pictures_that_are_no_page_are_noted() {
    let half = "<ImageObject ResourceID='1' Boundary='0 0 100 50'/><ImageObject ResourceID='1' Boundary='0 50 100 50'/>";
    let content = read(&one_page(half)).unwrap();
    assert_eq!(content.scans, []);
    assert_eq!(content.notes[0].code, "unread_picture");
    assert_eq!(content.notes[0].message.rsplit(' ').next(), Some("1"));
    let seal = "<ImageObject ResourceID='1' Boundary='0 0 20 20'/>";
    assert_eq!(read(&one_page(seal)).unwrap().notes, []);
}

#[test]
fn missing_parts_are_noted_or_refused() {
    for name in ["OFD.xml", "D/Document.xml", "D/P.xml"] {
        let parts = [
            ("OFD.xml", MAIN.to_owned()),
            ("D/Document.xml", document("", &["P.xml"])),
            ("D/P.xml", content("")),
        ];
        let left: Vec<(&str, &str)> = parts
            .iter()
            .filter(|(part, _)| *part != name)
            .map(|(part, text)| (*part, text.as_str()))
            .collect();
        assert!(
            matches!(read(&pack_all(&left)), Err(Trouble::Damaged(_))),
            "{name}"
        );
    }
    let bytes = pack_all(&[
        ("OFD.xml", MAIN),
        (
            "D/Document.xml",
            &document("", &["P.xml", "Q.xml", "R.xml"]),
        ),
        ("D/P.xml", &content(&text_at("第一页", 0, 0))),
        ("D/R.xml", "<Page><Content>"),
    ]);
    let content = read(&bytes).unwrap();
    assert_eq!(content.text, "第一页\n");
    assert_eq!(content.pages.len(), 3);
    assert_eq!(
        content.notes[0].message,
        "its part is missing or damaged: page 2, 3"
    );
}

#[test]
fn encrypted_packages_say_so() {
    let bytes = pack(&[
        ("OFD.xml", b"\x9a\x01\x02".as_slice()),
        ("Encryptions.xml", b"<Encryptions/>"),
    ]);
    assert_eq!(read(&bytes), Err(Trouble::Encrypted));
}

#[test]
fn hostile_parts_are_refused() {
    let deep = "<a>".repeat(100_000);
    let bytes = pack_all(&[
        ("OFD.xml", MAIN),
        ("D/Document.xml", &document("", &["P.xml"])),
        ("D/P.xml", &deep),
    ]);
    assert!(matches!(read(&bytes), Err(Trouble::Limit(_))));
    let blank = " ".repeat(3 << 20);
    let bytes = pack_all(&[
        ("OFD.xml", MAIN),
        ("D/Document.xml", &document("", &["P.xml"])),
        ("D/P.xml", &blank),
    ]);
    assert!(matches!(read(&bytes), Err(Trouble::Limit(_))));
    let places = vec!["P.xml"; MAX_PAGES + 1];
    let bytes = pack_all(&[
        ("OFD.xml", MAIN),
        ("D/Document.xml", &document("", &places)),
        ("D/P.xml", "<Page/>"),
    ]);
    assert!(matches!(read(&bytes), Err(Trouble::Limit(_))));
    assert!(matches!(read(b"no zip"), Err(Trouble::Damaged(_))));
}
