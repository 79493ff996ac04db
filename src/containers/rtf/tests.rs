//! RTF files made of single features, and files that mean harm.

use encoding_rs::GBK;
use proptest::prelude::*;

use super::read;
use crate::containers::Trouble;

const HEAD: &str = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}\
    {\\f1\\fcharset0 Times New Roman;}{\\f2\\fcharset2 Wingdings;}{\\f3\\fcharset136 MingLiU;}}\
    {\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title x}}{\\*\\generator y;}";

const LETTER: &[u8] = include_bytes!("../../../fixtures/containers/letter_pydocx.rtf");

/// The text in which Han characters are `\'hh` of GBK.
fn escape(text: &str) -> String {
    let bytes = GBK.encode(text).0;
    let escaped = bytes.iter().map(|byte| match byte {
        0..0x80 => char::from(*byte).to_string(),
        byte => format!("\\'{byte:02x}"),
    });
    escaped.collect()
}

fn text_of(body: &str) -> String {
    let file = format!("{HEAD}{}}}", escape(body));
    read(file.as_bytes()).unwrap().text
}

#[test]
fn bytes_and_unicode() {
    assert_eq!(
        text_of("文号\\tab 签发人\\par a\\line b\\par"),
        "文号\t签发人\na\nb\n"
    );
    assert_eq!(text_of("\\u25991?\\u21495 \\'3f\\par"), "文号\n");
    assert_eq!(text_of("{\\uc2\\u25991\\'ce\\'c4}\\u21495?\\par"), "文号\n");
    assert_eq!(text_of("\\uc0\\u-10174\\uc1 \\u-8265?\\par"), "𠮷\n");
    assert_eq!(
        text_of("{\\f3\\'a4\\'e5}{\\f2\\'fe}{\\f1\\'ce\\'c4 caf\\'e9}\\par"),
        "文☑文 café\n"
    );
    assert_eq!(
        text_of("a\\_b\\~c\\-d\\\\\\{\\}\\emdash\\par"),
        "a-b\u{A0}cd\\{}—\n"
    );
    let raw = [HEAD.as_bytes(), &GBK.encode("原样").0, b"\\par}"].concat();
    assert_eq!(read(&raw).unwrap().text, "原样\n");
}

#[test]
fn what_is_not_shown() {
    let body = "{\\v 隐}{\\deleted 删}{\\*\\unknown 甲}{\\pict\\bin3 }}}}{\\xe 索引}\
        {\\annotation 批注}{\\*\\bkmkstart b}正文\\par";
    assert_eq!(text_of(body), "正文\n");
}

#[test]
fn fields_show_their_results() {
    let body = "{\\field{\\*\\fldinst DATE}{\\fldrslt 今日}}{\\field{\\*\\fldinst eq \\\\o\\\\ac(○,2)}}\
        {\\field{\\*\\fldinst FORMCHECKBOX{\\*\\formfield{\\fftype1\\ffres25\\ffdefres1}}}}\
        {\\field{\\*\\fldinst FORMCHECKBOX{\\*\\formfield{\\fftype1\\ffres0\\ffdefres1}}}}\\par";
    assert_eq!(text_of(body), "今日②☒☐\n");
}

#[test]
fn tables_are_rows_of_cells() {
    let body = "\\trowd\\cellx1\\cellx2\\pard\\intbl 单位\\cell 甲\\par 乙\\cell\\row\
        \\trowd\\clvmrg\\cellx1\\cellx2\\pard\\intbl 略\\cell 丙\\cell\\row\
        \\trowd\\cellx1\\pard\\intbl 外\\par\\itap2 内\\nestcell 右\\nestcell\
        {\\*\\nesttableprops\\trowd\\cellx1\\nestrow}{\\nonesttables\\par}\\pard\\intbl\\cell 末\\cell\\row\
        \\pard 后\\par";
    assert_eq!(text_of(body), "单位\t甲 乙\n\t丙\n外\t末\n内\t右\n后\n");
}

#[test]
fn numbers_stand_in_the_file() {
    let body = "{\\listtext\\pard\\plain 一、\\tab}总则\\par{\\pntext 1.\\tab}其一\\par\
        {\\listtext\\f2\\'6c\\tab}要点\\par";
    assert_eq!(text_of(body), "一、总则\n1. 其一\n● 要点\n");
}

#[test]
fn notes_headers_and_boxes() {
    let body = "{\\header\\pard 页眉\\par}{\\headerf 首页\\par}{\\footer — {\\field{\\*\\fldinst PAGE}\
        {\\fldrslt 1}} —\\par}{\\footer\\chpgn\\par}\
        共50{\\super\\chftn{\\footnote{\\super\\chftn} 脚注}}家{\\super\\chftn{\\footnote\\ftnalt\
        {\\chftn} 尾注}}\\par{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt 框\\par}}\
        {\\shprslt 旧}}段\\par";
    let file = format!("{HEAD}{}}}", escape(body));
    let content = read(file.as_bytes()).unwrap();
    assert_eq!(content.text, "页眉\n共50¹家[i]\n¹ 脚注\n段\n框\n[i] 尾注\n");
    assert_eq!(content.furniture, [0..7]);
}

#[test]
fn pages_are_where_the_file_says() {
    let body =
        "一\\page 二\\par\\sect\\sectd\\sbknone 三\\par\\sect\\sectd 四\\par\\pagebb 五\\par";
    let file = format!("{HEAD}{}}}", escape(body));
    let content = read(file.as_bytes()).unwrap();
    let pages: Vec<&str> = content
        .pages
        .iter()
        .map(|at| &content.text[*at..])
        .collect();
    assert_eq!(
        pages,
        [
            "一\n二\n三\n四\n五\n",
            "二\n三\n四\n五\n",
            "四\n五\n",
            "五\n"
        ]
    );
}

#[test]
fn hostile_files_have_outcomes() {
    assert!(matches!(read(b"text"), Err(Trouble::Damaged(_))));
    let deep = "{\\rtf1".to_owned() + &"{".repeat(100_000);
    assert!(matches!(read(deep.as_bytes()), Err(Trouble::Limit(_))));
    let cells =
        "{\\rtf1\\trowd".to_owned() + &"\\cellx1\\itap99999999\\intbl a\\nestcell".repeat(50_000);
    assert!(read(cells.as_bytes()).is_ok());
    let long = "{\\rtf1 ".to_owned() + &"a".repeat(17 << 20);
    assert!(matches!(read(long.as_bytes()), Err(Trouble::Limit(_))));
    assert!(read(b"{\\rtf1 \\bin99999999 a}").is_ok());
    assert!(read(b"{\\rtf1 }}}}\\par{\\footnote a}\\uc-5\\u99999999999 b").is_ok());
}

#[test]
fn a_file_cut_anywhere_is_read_so_far() {
    for cut in (10..LETTER.len()).step_by(1_009) {
        let content = read(&LETTER[..cut]).unwrap();
        assert_eq!(content.notes[0].code, "cut_short");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_in_any_order_never_panic(words in proptest::collection::vec(0usize..28, 0..80)) {
        const WORDS: [&str; 28] = ["{", "}", "\\par ", "\\cell ", "\\row ", "\\nestcell ", "\\nestrow ",
            "\\intbl ", "\\itap3 ", "\\footnote ", "\\chftn ", "\\header ", "\\shptxt ", "\\field ",
            "\\fldinst ", "\\u-1?", "\\u55362 ", "\\'d6", "\\*", "\\listtext ", "\\sect ", "\\page ",
            "\\v ", "\\clvmrg\\cellx1 ", "\\trowd ", "\\pard ", "\\uc3 ", "a"];
        let body: String = words.iter().map(|index| WORDS[*index]).collect();
        let file = format!("{{\\rtf1 {body}");
        prop_assert!(read(file.as_bytes()).is_ok());
    }

    #[test]
    fn a_changed_file_never_panics(at in 0usize..LETTER.len(), to in any::<u8>()) {
        let mut bytes = LETTER.to_vec();
        bytes[at] = to;
        let _ = read(&bytes);
    }
}
