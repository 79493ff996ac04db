//! Automatic numbers.

use super::Docx;

/// A paragraph with a list instance, a level and a text.
fn item(number: i64, level: i64, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn level(index: i64, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>\
         <w:lvlText w:val='{text}'/>{more}</w:lvl>"
    )
}

fn definition(id: i64, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId='{id}'>{levels}</w:abstractNum>")
}

fn instance(id: i64, definition: i64, overrides: &str) -> String {
    format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{definition}'/>{overrides}</w:num>")
}

fn numbered(body: &str, numbering: &str) -> String {
    Docx::new(body)
        .part("numbering", "numbering", numbering)
        .text()
}

#[test]
fn levels_are_written_out() {
    let levels = level(0, "chineseCountingThousand", "%1、", "")
        + &level(1, "japaneseCounting", "（%2）", "<w:suff w:val='nothing'/>")
        + &level(2, "decimal", "%3．", "<w:suff w:val='space'/>")
        + &level(3, "decimalEnclosedCircle", "%4", "");
    let numbering = definition(0, &levels) + &instance(1, 0, "");
    let body = item(1, 0, "甲")
        + &item(1, 1, "乙")
        + &item(1, 2, "丙")
        + &item(1, 3, "丁")
        + &item(1, 0, "戊")
        + &item(1, 1, "己");
    let expected = "一、甲\n（一）乙\n1． 丙\n①丁\n二、戊\n（一）己\n";
    assert_eq!(numbered(&body, &numbering), expected);
}

#[test]
fn instances_count_together_unless_told() {
    let start = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>";
    let other = format!(
        "<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>",
        level(0, "ideographTraditional", "%1：", "")
    );
    let numbering = definition(0, &level(0, "decimal", "%1)", "<w:suff w:val='nothing'/>"))
        + &instance(1, 0, "")
        + &instance(2, 0, "")
        + &instance(3, 0, start)
        + &instance(4, 0, &other);
    let body: String = [1, 2, 3, 3, 4].iter().map(|n| item(*n, 0, "x")).collect();
    assert_eq!(numbered(&body, &numbering), "1)x\n2)x\n1)x\n2)x\n丙：x\n");
}

#[test]
fn styles_bring_numbers() {
    let styles = "<w:style w:type='paragraph' w:styleId='1'><w:pPr><w:numPr><w:numId w:val='1'/>\
        </w:numPr></w:pPr></w:style><w:style w:type='paragraph' w:styleId='2'><w:basedOn w:val='1'/>\
        </w:style>";
    let levels = level(
        0,
        "chineseCounting",
        "第%1章",
        "<w:suff w:val='space'/><w:pStyle w:val='1'/>",
    ) + &level(1, "decimal", "%1.%2", "<w:isLgl/><w:pStyle w:val='2'/>");
    let numbering = definition(0, &levels) + &instance(1, 0, "");
    let styled = |id: &str, more: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{id}'/>{more}</w:pPr><w:r><w:t>题</w:t></w:r></w:p>")
    };
    let none = "<w:numPr><w:numId w:val='0'/></w:numPr>";
    let body = styled("1", "") + &styled("2", "") + &styled("1", none) + &styled("2", "");
    let docx = Docx::new(&body).part("styles", "styles", styles).part(
        "numbering",
        "numbering",
        &numbering,
    );
    assert_eq!(docx.text(), "第一章 题\n1.1 题\n题\n1.2 题\n");
}

#[test]
fn a_definition_may_stand_in_a_style() {
    let styles = "<w:style w:type='numbering' w:styleId='s'><w:pPr><w:numPr><w:numId w:val='2'/>\
        </w:numPr></w:pPr></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='s'/></w:abstractNum>"
        .to_owned()
        + &definition(1, &level(0, "upperRoman", "%1.", ""))
        + &instance(1, 0, "") + &instance(2, 1, "");
    let docx = Docx::new(&item(1, 0, "x"))
        .part("styles", "styles", styles)
        .part("numbering", "numbering", &numbering);
    assert_eq!(docx.text(), "I. x\n");
}

#[test]
fn bullets_and_spelled_formats() {
    let bullet = "<w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr>";
    let spelled = "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' \
        w:format='001, 002, ...'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>\
        </mc:AlternateContent>";
    let numbering = definition(0, &level(0, "bullet", "\u{F06C}", bullet))
        + &definition(1, &level(0, "decimal", "%1", spelled))
        + &instance(1, 0, "")
        + &instance(2, 1, "");
    let body = item(1, 0, "x") + &item(2, 0, "y");
    assert_eq!(numbered(&body, &numbering), "● x\n001 y\n");
}

#[test]
fn levels_out_of_range_give_nothing() {
    let numbering = definition(0, &level(0, "decimal", "%1", ""))
        + &definition(1, &level(99, "decimal", "%1", ""))
        + &instance(1, 0, "")
        + &instance(2, 1, "")
        + &instance(
            3,
            77,
            "<w:lvlOverride w:ilvl='50'><w:startOverride w:val='1'/></w:lvlOverride>",
        );
    let body: String = [
        (1, 9),
        (1, -1),
        (1, 1 << 40),
        (2, 0),
        (2, 99),
        (3, 0),
        (4, 0),
    ]
    .iter()
    .map(|(number, level)| item(*number, *level, "x"))
    .collect();
    // A level that is no number of a level counts as none given.
    assert_eq!(numbered(&body, &numbering), "x\n1 x\nx\nx\nx\nx\nx\n");
}

#[test]
fn deleted_paragraph_ends_do_not_count() {
    let numbering = definition(0, &level(0, "decimal", "%1.", "")) + &instance(1, 0, "");
    let deleted = item(1, 0, "甲").replace("</w:numPr>", "</w:numPr><w:rPr><w:del/></w:rPr>");
    let body = deleted + &item(1, 0, "乙") + &item(1, 0, "丙");
    assert_eq!(numbered(&body, &numbering), "1. 甲乙\n2. 丙\n");
}
