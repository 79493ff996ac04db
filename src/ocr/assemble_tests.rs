//! Tests of putting pieces in order.

use proptest::prelude::*;

use super::*;

/// A piece of characters 40 pixels wide and 44 high, its top left corner at (`x`, `y`).
fn piece(text: &str, x: f32, y: f32) -> Piece {
    let columns: f32 = text
        .chars()
        .map(|c| if c.is_ascii() { 0.5 } else { 1.0 })
        .sum();
    let (right, bottom) = (x + columns * 40.0, y + 44.0);
    Piece {
        text: text.into(),
        confidence: 0.9,
        corners: [[x, y], [right, y], [right, bottom], [x, bottom]],
    }
}

fn turned(pieces: &[Piece], degrees: f32) -> Vec<Piece> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let turn = |[x, y]: [f32; 2]| [x * cos - y * sin, x * sin + y * cos];
    let mut pieces = pieces.to_vec();
    for piece in &mut pieces {
        piece.corners = piece.corners.map(turn);
    }
    pieces
}

fn texts(pieces: &[Piece]) -> Vec<String> {
    let page = Page::Pieces(pieces.to_vec());
    let recognised = assemble(&page, Engine::RapidOcr, "test");
    recognised.lines.into_iter().map(|line| line.text).collect()
}

fn letter() -> Vec<Piece> {
    vec![
        piece("云科函〔2023〕117号", 200.0, 100.0),
        piece("签发人：欧阳堃", 1100.0, 104.0),
        piece("关于对第0286号提案的答复", 500.0, 200.0),
        piece("司马喆委员：", 200.0, 300.0),
        piece(
            "你们提出的提案收悉。感谢你们对我市科技工作的关",
            280.0,
            380.0,
        ),
        piece(
            "心和支持！经商市财政局、市教育局等单位，现答复如下：",
            200.0,
            460.0,
        ),
        piece("一、关于完善创新平台体系的建议", 280.0, 540.0),
        piece("云岭市科学技术局", 900.0, 620.0),
    ]
}

const LETTER: [&str; 7] = [
    "云科函〔2023〕117号\t签发人：欧阳堃",
    "关于对第0286号提案的答复",
    "司马喆委员：",
    "\u{3000}\u{3000}你们提出的提案收悉。感谢你们对我市科技工作的关",
    "心和支持！经商市财政局、市教育局等单位，现答复如下：",
    "\u{3000}\u{3000}一、关于完善创新平台体系的建议",
    "云岭市科学技术局",
];

#[test]
fn a_letter_is_read_in_rows_with_its_indents() {
    assert_eq!(texts(&letter()), LETTER);
    let mut shuffled = letter();
    shuffled.reverse();
    assert_eq!(texts(&shuffled), LETTER);
}

#[test]
fn a_page_a_little_askew_reads_the_same() {
    for degrees in [-2.0, -1.0, 0.8, 2.0] {
        assert_eq!(texts(&turned(&letter(), degrees)), LETTER, "{degrees}");
    }
}

#[test]
fn cells_of_a_table_are_apart_by_tabs_also_where_they_nearly_touch() {
    let pieces = [
        piece("序号", 200.0, 100.0),
        piece("承办单位", 400.0, 102.0),
        piece("金额", 640.0, 98.0),
        piece("1", 200.0, 160.0),
        piece("市财政局、", 400.0, 160.0),
        piece("1,200", 640.0, 160.0),
        piece("市科技局", 400.0, 210.0),
        piece("底", 640.0, 210.0),
    ];
    assert_eq!(
        texts(&pieces),
        [
            "序号\t承办单位\t金额",
            "1\t市财政局、\t1,200",
            "市科技局\t底"
        ]
    );
}

#[test]
fn a_line_found_in_two_pieces_is_one_line() {
    let pieces = [
        piece("感谢你们对我市科技工作", 200.0, 100.0),
        piece("的关心和支持！", 645.0, 101.0),
        piece("R&D", 200.0, 160.0),
        piece("2022", 265.0, 160.0),
        piece("张三", 200.0, 220.0),
        piece("李四", 320.0, 220.0),
    ];
    assert_eq!(
        texts(&pieces),
        [
            "感谢你们对我市科技工作的关心和支持！",
            "R&D 2022",
            "张三 李四"
        ]
    );
}

#[test]
fn lines_that_touch_stay_apart() {
    let pieces: Vec<Piece> = (0u8..5)
        .map(|n| piece("甲乙丙丁戊己庚辛", 200.0, 100.0 + f32::from(n) * 30.0))
        .collect();
    assert_eq!(texts(&pieces).len(), 5);
}

#[test]
fn invented_text_is_left_out_and_told() {
    let mut invented = piece("一全时是昌", 200.0, 100.0);
    invented.confidence = 0.2;
    let mut number = piece("65012348，kjj@yunling", 200.0, 200.0);
    number.confidence = 0.04;
    let mut name = piece("故美、司马赫委员：", 200.0, 400.0);
    name.confidence = 0.43;
    let mut rule = piece("一工人", 200.0, 500.0);
    rule.confidence = 0.46;
    let blank = piece("  ", 0.0, 300.0);
    let page = Page::Pieces(vec![invented, number, name, rule, blank]);
    let recognised = assemble(&page, Engine::Tesseract, "tesseract 5");
    assert_eq!(recognised.lines.len(), 2);
    let dropped: Vec<&str> = recognised
        .dropped
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(dropped, ["一全时是昌", "一工人"]);
    assert_eq!(recognised.engine, "tesseract 5");
    let lines = assemble(&page, Engine::Command, "command").lines;
    assert_eq!(lines.len(), 4);
}

#[test]
fn plain_lines_stay_as_they_are() {
    let line = |text: &str, confidence| PlainLine {
        text: text.into(),
        confidence,
    };
    let page = Page::Lines(vec![line("  甲", 1.0), line("乙", 0.1)]);
    let recognised = assemble(&page, Engine::RapidOcr, "test");
    assert_eq!(recognised.lines[0].text, "  甲");
    assert_eq!(recognised.dropped[0].text, "乙");
}

fn any_piece() -> impl Strategy<Value = Piece> {
    let number = prop_oneof![
        -50f32..3000.0,
        Just(0.0),
        Just(1e6),
        Just(f32::MAX),
        Just(f32::NAN)
    ];
    let corners = proptest::array::uniform4(proptest::array::uniform2(number));
    ("[一-龥a-z0-9 ]{0,12}", 0f32..1.0, corners).prop_map(|(text, confidence, corners)| Piece {
        text,
        confidence,
        corners,
    })
}

proptest! {
    #[test]
    fn any_pieces_are_put_in_order_and_none_is_lost(pieces in proptest::collection::vec(any_piece(), 0..40)) {
        let recognised = assemble(&Page::Pieces(pieces.clone()), Engine::RapidOcr, "test");
        let count = |texts: &mut dyn Iterator<Item = &str>| -> usize {
            texts.map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum()
        };
        let all = recognised.lines.iter().chain(&recognised.dropped);
        let out = count(&mut all.map(|line| line.text.as_str()));
        prop_assert_eq!(out, count(&mut pieces.iter().map(|piece| piece.text.as_str())));
    }
}
