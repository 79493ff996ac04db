//! ODT files made of single features, and files that mean harm.

use proptest::prelude::*;

use super::read;
use crate::containers::Trouble;
use crate::containers::package::tests::pack;

const FEATURES: &[u8] = include_bytes!("../../../fixtures/containers/features.odt");

fn odt(styles: &str, common: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='a' xmlns:draw='d' \
         xmlns:style='s' xmlns:fo='f' xmlns:loext='l' xmlns:xml='x'><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    let common = format!(
        "<office:document-styles xmlns:office='o' xmlns:text='t' xmlns:style='s'>{common}\
         </office:document-styles>"
    );
    pack(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", common.as_bytes()),
    ])
}

fn text_of(styles: &str, body: &str) -> String {
    read(&odt(styles, "", body)).unwrap().text
}

#[test]
fn white_space_is_of_the_file_unless_marked() {
    let body = "<text:p> 文号 \n <text:tab/>签发人<text:s text:c='2'/>甲<text:line-break/>乙 \
        <text:span> 丙</text:span></text:p>";
    assert_eq!(text_of("", body), "文号 \t签发人  甲\n乙 丙\n");
}

#[test]
fn what_is_not_shown() {
    let styles =
        "<style:style style:name='h'><style:text-properties text:display='none'/></style:style>";
    let body = "<text:tracked-changes><text:deletion><text:p>删</text:p></text:deletion>\
        </text:tracked-changes><text:p>正<text:span text:style-name='h'>隐</text:span>\
        <office:annotation><text:p>批注</text:p></office:annotation>文</text:p>\
        <text:section text:display='none'><text:p>节</text:p></text:section>\
        <text:table-of-content><text:table-of-content-source><text:index-title-template>目录\
        </text:index-title-template></text:table-of-content-source><text:index-body><text:p>目</text:p>\
        </text:index-body></text:table-of-content>";
    assert_eq!(text_of(styles, body), "正文\n目\n");
}

#[test]
fn lists_are_numbered() {
    let styles = "<text:list-style style:name='L'>\
        <text:list-level-style-number text:level='1' style:num-format='一, 二, 三, ...' \
        style:num-suffix='、'/><text:list-level-style-number text:level='2' style:num-format='1' \
        loext:num-list-format='（%2%）'><style:list-level-properties><style:list-level-label-alignment \
        text:label-followed-by='nothing'/></style:list-level-properties>\
        </text:list-level-style-number></text:list-style>";
    let item = |text: &str, inner: &str| {
        format!(
            "<text:list-item><text:p>{text}</text:p><text:p>续</text:p>{inner}</text:list-item>"
        )
    };
    let inner = format!(
        "<text:list>{}{}</text:list>",
        item("甲", ""),
        item("乙", "")
    );
    let body = format!(
        "<text:list text:style-name='L' xml:id='a'>{}</text:list><text:p>段</text:p>\
         <text:list text:style-name='L' text:continue-list='a'>{}</text:list>\
         <text:list text:style-name='L'>{}</text:list>\
         <text:list text:style-name='L'><text:list-item text:start-value='5'><text:p>五</text:p>\
         </text:list-item></text:list>",
        item("总", &inner),
        item("二", ""),
        item("新", ""),
    );
    let expected = "一、总\n续\n（1）甲\n续\n（2）乙\n续\n段\n二、二\n续\n一、新\n续\n五、五\n";
    assert_eq!(text_of(styles, &body), expected);
}

#[test]
fn headings_may_have_numbers() {
    let common = "<office:styles><text:outline-style><text:outline-level-style text:level='1' \
        style:num-prefix='第' style:num-format='1' style:num-suffix='章'/><text:outline-level-style \
        text:level='2' style:num-format=''/></text:outline-style></office:styles>";
    let body =
        "<text:h text:outline-level='1'>总则</text:h><text:h text:outline-level='2'>目的</text:h>";
    assert_eq!(
        read(&odt("", common, body)).unwrap().text,
        "第1章总则\n目的\n"
    );
}

#[test]
fn tables_notes_and_boxes() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let body = format!(
        "<table:table><table:table-row>{}{}</table:table-row><table:table-row>\
         <table:covered-table-cell/>{}</table:table-row><table:table-row>{}\
         <table:covered-table-cell/></table:table-row></table:table><text:p>共50<text:note \
         text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>\
         <text:p>脚注</text:p></text:note-body></text:note>家<draw:frame><draw:text-box><text:p>框\
         </text:p></draw:text-box></draw:frame></text:p>",
        cell("table:number-rows-spanned='2'", "单位"),
        cell("", "甲"),
        cell("", "乙"),
        cell("table:number-columns-spanned='2'", "合计"),
    );
    let expected = "单位\t甲\n\t乙\n合计\n共50¹家\n框\n¹ 脚注\n";
    assert_eq!(text_of("", &body), expected);
}

#[test]
fn margins_of_used_pages_are_furniture() {
    let common = "<office:master-styles><style:master-page style:name='Standard'><style:header>\
        <text:p>页眉</text:p></style:header><style:footer><text:p>— <text:page-number>1</text:page-number> \
        —</text:p></style:footer></style:master-page><style:master-page style:name='Other'>\
        <style:header><text:p>他</text:p></style:header></style:master-page><style:master-page \
        style:name='Second'><style:footer><text:p>页脚</text:p></style:footer></style:master-page>\
        </office:master-styles>";
    let styles = "<style:style style:name='P' style:master-page-name='Second'/>";
    let body =
        "<text:p>一<text:soft-page-break/>二</text:p><text:p text:style-name='P'>三</text:p>";
    let content = read(&odt(styles, common, body)).unwrap();
    assert_eq!(content.text, "页眉\n一二\n三\n页脚\n");
    assert_eq!(content.furniture, [0..7, 18..25]);
    assert_eq!(content.pages, [0, 10, 14]);
}

#[test]
fn other_files_are_named() {
    let sheet = pack(&[(
        "mimetype",
        b"application/vnd.oasis.opendocument.spreadsheet",
    )]);
    assert!(matches!(read(&sheet), Err(Trouble::Unsupported(what)) if what.contains("ODS")));
    let locked = pack(&[
        ("META-INF/manifest.xml", b"<m:encryption-data/>"),
        ("content.xml", b"\x01"),
    ]);
    assert_eq!(read(&locked), Err(Trouble::Encrypted));
    assert!(matches!(
        read(&pack(&[("a", b"")])),
        Err(Trouble::Damaged(_))
    ));
}

#[test]
fn hostile_files_have_outcomes() {
    let deep = "<text:list>".repeat(100_000);
    assert!(matches!(read(&odt("", "", &deep)), Err(Trouble::Limit(_))));
    let nested =
        "<text:list><text:list-item>".repeat(100) + &"</text:list-item></text:list>".repeat(100);
    assert!(read(&odt("", "", &nested)).is_ok());
    let circle = "<style:style style:name='a' style:parent-style-name='b'/>\
        <style:style style:name='b' style:parent-style-name='a'/>";
    assert_eq!(
        text_of(circle, "<text:p text:style-name='a'>文</text:p>"),
        "文\n"
    );
    let wild = "<text:list-style style:name='L'><text:list-level-style-number text:level='999'/>\
        <text:list-level-style-number text:level='-1'/></text:list-style>";
    let spaces = "<text:list text:style-name='L'><text:list-item text:start-value='9223372036854775807'>\
        <text:p>文<text:s text:c='99999999999'/></text:p></text:list-item></text:list>";
    assert!(text_of(wild, spaces).len() < 2_000);
    for cut in (0..FEATURES.len()).step_by(509) {
        assert!(read(&FEATURES[..cut]).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_elements_in_any_order_never_panic(names in proptest::collection::vec(0usize..18, 0..60)) {
        const NAMES: [&str; 18] = ["p", "h", "span", "list", "list-item", "table", "table-row",
            "table-cell", "covered-table-cell", "note", "note-citation", "note-body", "text-box", "s",
            "page-number", "soft-page-break", "annotation", "list-header"];
        let mut open = Vec::new();
        let mut body = String::new();
        for (step, index) in names.iter().enumerate() {
            if step % 3 == 2 && let Some(name) = open.pop() {
                body.push_str(&format!("</text:{name}>"));
            }
            let name = NAMES[*index];
            body.push_str(&format!("<text:{name} text:start-value='-3' text:c='2'>文"));
            open.push(name);
        }
        for name in open.iter().rev() {
            body.push_str(&format!("</text:{name}>"));
        }
        let outcome = read(&odt("", "", &body));
        prop_assert!(outcome.is_ok());
    }

    #[test]
    fn a_changed_file_never_panics(at in 0usize..FEATURES.len(), to in any::<u8>()) {
        let mut bytes = FEATURES.to_vec();
        bytes[at] = to;
        let _ = read(&bytes);
    }
}
