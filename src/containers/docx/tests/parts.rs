//! Headers, footers, notes, pages.

use crate::containers::Trouble;

use super::{Docx, p, text_of};

#[test]
fn headers_come_first_and_footers_last_as_furniture() {
    let section = "<w:sectPr><w:headerReference w:type='default' r:id='header1'/>\
        <w:headerReference w:type='first' r:id='header2'/>\
        <w:headerReference w:type='even' r:id='header3'/>\
        <w:footerReference w:type='default' r:id='footer1'/>";
    let docx = |end: &str| {
        Docx::new(&format!("{}{section}{end}</w:sectPr>", p("正文")))
            .part("header1", "hdr", &(p("页眉") + &p("")))
            .part("header2", "hdr", &p("首页"))
            .part("header3", "hdr", &p("页眉"))
            .part("footer1", "ftr", &p("页脚"))
    };
    let content = docx("").read().unwrap();
    assert_eq!(content.text, "页眉\n正文\n页脚\n");
    let furniture: Vec<&str> = content
        .furniture
        .iter()
        .map(|at| &content.text[at.clone()])
        .collect();
    assert_eq!(furniture, ["页眉\n", "页脚\n"]);
    assert_eq!(docx("<w:titlePg/>").text(), "首页\n页眉\n正文\n页脚\n");
}

#[test]
fn page_numbers_alone_are_dropped() {
    let number = "<w:fldSimple w:instr='PAGE'><w:r><w:t>3</w:t></w:r></w:fldSimple>";
    let footer = format!(
        "<w:p><w:r><w:t>— </w:t></w:r>{number}<w:r><w:t> —</w:t></w:r></w:p>\
         <w:p><w:r><w:t>第</w:t></w:r>{number}<w:r><w:t>页</w:t></w:r></w:p>\
         <w:p><w:r><w:t>云岭市 </w:t></w:r>{number}</w:p><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p>"
    );
    let docx =
        Docx::new("<w:sectPr><w:footerReference w:type='default' r:id='footer1'/></w:sectPr>")
            .part("footer1", "ftr", &footer);
    assert_eq!(docx.text(), "云岭市3\n— 1 —\n");
}

#[test]
fn notes_follow_their_paragraph_with_their_mark() {
    let notes = "<w:footnote w:id='0' w:type='separator'><w:p><w:r><w:t>x</w:t></w:r></w:p>\
        </w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r>\
        <w:t xml:space='preserve'> 脚注</w:t></w:r></w:p></w:footnote>";
    let endnotes = "<w:endnote w:id='2'><w:p><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote>";
    let body = format!(
        "<w:p><w:r><w:t>共50</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>家</w:t>\
         </w:r><w:r><w:endnoteReference w:id='2'/></w:r></w:p>{}",
        p("后文")
    );
    let docx = Docx::new(&body)
        .part("footnotes", "footnotes", notes)
        .part("endnotes", "endnotes", endnotes);
    assert_eq!(docx.text(), "共50¹家[i]\n¹ 脚注\n后文\n[i] 尾注\n");
}

#[test]
fn a_note_in_a_table_follows_the_table() {
    let notes = "<w:footnote w:id='1'><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>";
    let cell = "<w:tc><w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id='1'/></w:r></w:p></w:tc>";
    let body = format!("<w:tbl><w:tr>{cell}<w:tc>{}</w:tc></w:tr></w:tbl>", p("乙"));
    let docx = Docx::new(&body).part("footnotes", "footnotes", notes);
    assert_eq!(docx.text(), "甲¹\t乙\n¹ 注\n");
}

#[test]
fn pages_are_where_the_file_says() {
    let body = "<w:p><w:r><w:t>一</w:t><w:br w:type='page'/></w:r></w:p><w:p><w:r>\
        <w:lastRenderedPageBreak/><w:t>二</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>三</w:t>\
        </w:r></w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>四</w:t></w:r></w:p>";
    let content = Docx::new(body).read().unwrap();
    let pages: Vec<&str> = content
        .pages
        .iter()
        .map(|at| content.text[*at..].trim())
        .collect();
    assert_eq!(pages, ["一\n\n二三\n四", "二三\n四", "三\n四", "四"]);
    assert!(Docx::new(&p("一")).read().unwrap().pages.is_empty());
}

#[test]
fn a_section_may_begin_a_page() {
    let body = |kind: &str| {
        format!(
            "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>{}<w:sectPr>{kind}</w:sectPr>",
            p("二")
        )
    };
    let content = Docx::new(&body("")).read().unwrap();
    assert_eq!(
        (content.text.as_str(), content.pages.len()),
        ("一\n二\n", 2)
    );
    let content = Docx::new(&body("<w:type w:val='continuous'/>"))
        .read()
        .unwrap();
    assert!(content.pages.is_empty());
}

#[test]
fn comments_are_left_out() {
    let body = "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>正文</w:t></w:r>\
        <w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r></w:p>";
    let comments = "<w:comment w:id='0'><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comment>";
    let docx = Docx::new(body).part("comments", "comments", comments);
    assert_eq!(docx.text(), "正文\n");
}

#[test]
fn utf16_parts_are_read() {
    let document = "<document><body><p><r><t>文</t></r></p></body></document>";
    let utf16: Vec<u8> = "\u{FEFF}"
        .encode_utf16()
        .chain(document.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let bytes = crate::containers::package::tests::pack(&[("word/document.xml", &utf16)]);
    assert_eq!(crate::containers::docx::read(&bytes).unwrap().text, "文\n");
}

#[test]
fn other_packages_are_named() {
    let rels = "<Relationships><Relationship Type='x/officeDocument' Target='xl/workbook.xml'/>\
        </Relationships>";
    let bytes = crate::containers::package::tests::pack(&[("_rels/.rels", rels.as_bytes())]);
    let outcome = crate::containers::docx::read(&bytes);
    assert!(matches!(outcome, Err(Trouble::Unsupported(what)) if what.contains("XLSX")));
    let bytes = crate::containers::package::tests::pack(&[("a.txt", b"")]);
    assert!(matches!(
        crate::containers::docx::read(&bytes),
        Err(Trouble::Damaged(_))
    ));
}

#[test]
fn an_empty_body_is_an_empty_text() {
    assert_eq!(text_of(""), "");
}
