//! Text of runs and tables.

use super::{Docx, p, text_of};

#[test]
fn tabs_breaks_and_hyphens() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val='right'/></w:tabs></w:pPr><w:r><w:t>文号</w:t>\
        <w:tab/><w:t>签发人</w:t><w:br/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/>\
        <w:t xml:space='preserve'> c </w:t><w:t> d\n</w:t></w:r></w:p>";
    assert_eq!(text_of(body), "文号\t签发人\na-b c d\n");
}

#[test]
fn changes_are_accepted() {
    let body = "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText>\
        </w:r></w:del><w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t>\
        </w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p>\
        <w:pPr><w:pPrChange><w:pPr><w:pageBreakBefore/></w:pPr></w:pPrChange></w:pPr>\
        <w:r><w:t>后</w:t></w:r></w:p>";
    assert_eq!(text_of(body), "新来\n前后\n");
    let rows = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>旧</w:t></w:r></w:p>\
        </w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>新</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(text_of(rows), "新\n");
}

#[test]
fn hidden_text_is_left_out() {
    let styles = "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>乙</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val='h'/><w:vanish w:val='0'/></w:rPr><w:t>丙</w:t></w:r>\
        <w:r><w:t>丁</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>";
    let docx = Docx::new(body).part("styles", "styles", styles);
    assert_eq!(docx.text(), "丙丁\n");
}

#[test]
fn fields_show_their_results() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{instruction}\
             </w:instrText></w:r>{result}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let result = "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2023年</w:t></w:r>";
    let nested = field("IF 1", "<w:r><w:t>否</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{nested}<w:fldSimple w:instr='REF a'><w:r><w:t>三</w:t></w:r></w:fldSimple></w:p>",
        field("DATE", result),
        field("eq \\o\\ac(○,2)", ""),
        field(r"SYMBOL 254 \f Wingdings", ""),
    );
    assert_eq!(text_of(&body), "2023年②☑三\n");
}

#[test]
fn form_fields_show_their_state() {
    let form = |data: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>\
             <w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}{}{}</w:p>",
        form("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"),
        form("<w:checkBox><w:default w:val='0'/></w:checkBox>"),
        form(
            "<w:ddList><w:result w:val='1'/><w:listEntry w:val='甲'/><w:listEntry w:val='乙'/></w:ddList>"
        ),
    );
    assert_eq!(text_of(&body), "☒☐乙\n");
}

#[test]
fn a_field_without_end_hides_nothing() {
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>{}",
        p("正文")
    );
    let content = Docx::new(&body).read().unwrap();
    assert_eq!(content.text, "\n正文\n");
    assert_eq!(content.notes[0].code, "field_not_closed");
}

#[test]
fn symbols_become_characters() {
    let body = "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>同意</w:t>\
        <w:sym w:font='Wingdings 2' w:char='F0A3'/><w:t>不</w:t>\
        <w:sym w:font='宋体' w:char='25A1'/><w:sym w:font='Webdings' w:char='F061'/></w:r>\
        <w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>\u{F0A8}</w:t></w:r></w:p>";
    let content = Docx::new(body).read().unwrap();
    assert_eq!(content.text, "☑同意□不□\u{FFFD}☐\n");
    assert_eq!(content.notes[0].code, "unknown_symbol");
}

#[test]
fn text_boxes_stand_once() {
    let inner = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{0}\
         </wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict>\
         <v:textbox>{1}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>\
         <w:p><w:r><w:pict><v:shape><v:textpath string='红头文件'/></v:shape></w:pict></w:r></w:p>",
        inner("框"),
        inner("旧框"),
    );
    assert_eq!(text_of(&body), "正文\n框\n旧框\n红头文件\n");
}

#[test]
fn tables_are_rows_of_cells() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val='restart'/>", "单位"),
        cell("", "科技局"),
        cell("<w:vMerge/>", ""),
        cell("", "财政局"),
        cell("<w:gridSpan w:val='2'/>", "合计"),
        cell("<w:hMerge w:val='restart'/>", "甲"),
        cell("<w:hMerge/>", ""),
        cell("", "乙"),
    );
    assert_eq!(text_of(&body), "单位\t科技局\n\t财政局\n合计\n甲\t乙\n");
}

#[test]
fn phonetic_guides_are_noted() {
    let body = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yǎn</w:t></w:r></w:rt><w:rubyBase><w:r>\
        <w:t>䶮</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    let content = Docx::new(body).read().unwrap();
    assert_eq!(content.text, "䶮\n");
    assert_eq!(content.notes[0].code, "phonetic_guide");
}

#[test]
fn math_and_wrappers_keep_their_text() {
    let body = "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p><w:hyperlink>\
        <w:smartTag><w:r><w:t>链</w:t></w:r></w:smartTag></w:hyperlink><m:oMath><m:r><m:t>x=1</m:t>\
        </m:r></m:oMath></w:p></w:sdtContent></w:sdt>";
    assert_eq!(text_of(body), "链x=1\n");
}
