//! What other programs make of a letter: fonts that name radicals, lines set ragged, pages printed by
//! a browser, forms with empty cells, tags of an OFD.

mod support;

use std::io::Write;

use serde_json::{Value, json};
use support::Folder;

fn record(folder: &Folder, name: &str) -> Value {
    let run = folder.run(&["parse", name]);
    assert_eq!(run.code, 0, "{name}: {}", run.err);
    run.lines().remove(0)
}

/// A zip of stored files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in files {
        writer.start_file(*name, stored).expect("begun");
        writer.write_all(content.as_bytes()).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

/// A PDF of A4 pages whose lines stand at `x`, `y` from the top, in points. Its font has a glyph for
/// each character, an em wide, half of it for ASCII, and says in its table what each glyph means.
fn pdf(pages: &[Vec<(f64, f64, f64, &str)>]) -> Vec<u8> {
    let mut chars: Vec<char> = pages.iter().flatten().flat_map(|l| l.3.chars()).collect();
    chars.sort_unstable();
    chars.dedup();
    let code = |c: char| chars.binary_search(&c).expect("known") + 1;
    let hex = |c: &char| {
        c.encode_utf16(&mut [0; 2])
            .iter()
            .map(|u| format!("{u:04X}"))
            .collect::<String>()
    };
    let table: String = chars
        .iter()
        .map(|c| format!("<{:04X}> <{}>\n", code(*c), hex(c)))
        .collect();
    let table = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{} beginbfchar\n{table}endbfchar\nendcmap end end",
        chars.len()
    );
    let widths: String = chars
        .iter()
        .map(|c| format!("{} [{}] ", code(*c), if c.is_ascii() { 500 } else { 1000 }))
        .collect();
    let kids: String = (0..pages.len())
        .map(|at| format!("{} 0 R ", 7 + 2 * at))
        .collect();
    let stream = |text: &str| format!("<</Length {}>>\nstream\n{text}\nendstream", text.len());
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>".to_owned(),
        format!("<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R/W[{widths}]/DW 1000>>"),
        "<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>".to_owned(),
        stream(&table),
    ];
    for (at, page) in pages.iter().enumerate() {
        let text: String = page
            .iter()
            .map(|(x, y, size, text)| {
                let codes: String = text.chars().map(|c| format!("{:04X}", code(c))).collect();
                format!("BT /F {size} Tf {x} {} Td <{codes}> Tj ET\n", 842.0 - y)
            })
            .collect();
        objects.push(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>", 8 + 2 * at));
        objects.push(stream(&text));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    let rows: String = places
        .iter()
        .map(|at| format!("{at:010} 00000 n \n"))
        .collect();
    let count = objects.len() + 1;
    file += &format!(
        "xref\n0 {count}\n0000000000 65535 f \n{rows}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

/// Lines one below the other from `top` on, 28 points apart; two ideographic spaces set a line in.
fn page<'t>(top: f64, lines: &[&'t str]) -> Vec<(f64, f64, f64, &'t str)> {
    let placed = lines.iter().enumerate().map(|(at, line)| {
        let text = line.trim_start_matches('\u{3000}');
        let x = if text.len() < line.len() { 104.0 } else { 72.0 };
        (x, top + 28.0 * at as f64, 16.0, text)
    });
    placed.collect()
}

/// A letter, a paragraph a line.
const LETTER: &str = "办理结果：A
云川市科学技术局关于市政协九届三次会议第286号提案的答复
\u{3000}\u{3000}沈若岚、林舟委员：
\u{3000}\u{3000}您提出的“关于加快建设科技创新高地的提案”收悉，感谢您对科技工作的关心和支持，现答复如下：
\u{3000}\u{3000}一、关于平台。一是印发《云川市科技创新平台和载体的管理办法（试行）》（云政办〔2021〕45号），明确“谁使用、谁付费”的原则；二是对新获批的各级平台给予500万元奖励，其中有①3批、②57项，签约金额3.2亿元，到2025年实现翻一番。
\u{3000}\u{3000}二、关于人才。市级财政安排专项资金，对引进的高层次人才给予补贴，三年来累计引进一千余人，其中博士三百余人，建设院士工作站九个。
\u{3000}\u{3000}三、关于成果。会同高校院所建成技术转移机构十二家，登记技术合同一千二百余项，成交额达四十五亿元。
\u{3000}\u{3000}云川市科学技术局
\u{3000}\u{3000}2023年6月18日";

/// Its lines as programs set them that do not justify: as many characters as fit, here 28 ems.
fn ragged() -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in LETTER.lines() {
        let (mut line, mut width) = (String::new(), 0.0);
        for c in paragraph.chars() {
            let em = if c.is_ascii() { 0.5 } else { 1.0 };
            if width + em > 28.0 {
                lines.push(std::mem::take(&mut line));
                width = 0.0;
            }
            line.push(c);
            width += em;
        }
        lines.push(line);
    }
    lines
}

/// A page as a browser prints it.
fn sheet<'t>(number: &'t str, lines: &[&'t str]) -> Vec<(f64, f64, f64, &'t str)> {
    let mut all = page(80.0, lines);
    all.insert(0, (20.0, 20.0, 8.0, "2023/6/20 10:05"));
    all.insert(1, (250.0, 20.0, 8.0, "信息公开"));
    all.push((
        20.0,
        830.0,
        8.0,
        "https://www.yunchuan.example/art/286.html",
    ));
    all.push((560.0, 830.0, 8.0, number));
    all
}

#[test]
fn ragged_lines_are_joined_as_they_stand_on_the_page() {
    let folder = Folder::new();
    let lines = ragged();
    folder.write(
        "docs/a.pdf",
        pdf(&[page(
            80.0,
            &lines.iter().map(String::as_str).collect::<Vec<_>>(),
        )]),
    );
    folder.ingest(&[], 0);
    let shown = folder.run(&["show", "docs/a.pdf", "--text"]).expect(0).out;
    for whole in LETTER.lines().map(str::trim_start) {
        assert!(shown.contains(whole), "{whole}: {shown}");
    }
    let record = record(&folder, "docs/a.pdf");
    assert_eq!(
        record["title"],
        "云川市科学技术局关于市政协九届三次会议第286号提案的答复"
    );
    let names = json!([{"name": "沈若岚", "role": "委员"}, {"name": "林舟", "role": "委员"}]);
    assert_eq!(record["addressees"], names);
    let cited = &record["citations"][0];
    assert_eq!(cited["title"], "云川市科技创新平台和载体的管理办法（试行）");
    assert_eq!(cited["doc_number"], "云政办〔2021〕45号");
}

#[test]
fn radicals_and_ligatures_of_fonts_are_characters() {
    let folder = Folder::new();
    let lines = [
        "云川市教育局⽂件",
        "云教〔2022〕32号",
        "关于加强⾼中⽣⾷堂管理⼯作的通知",
        "各县（市、区）⼈民政府：",
        "⸺摘⾃⻓安区经验，oﬃce与ﬁle。",
    ];
    folder.write("docs/a.pdf", pdf(&[page(80.0, &lines)]));
    folder.ingest(&[], 0);
    let shown = folder.run(&["show", "docs/a.pdf", "--raw"]).expect(0).out;
    assert!(
        shown.contains("关于加强高中生食堂管理工作的通知"),
        "{shown}"
    );
    assert!(
        shown.contains("——摘自长安区经验，office与file。"),
        "{shown}"
    );
    let record = record(&folder, "docs/a.pdf");
    assert_eq!(record["title"], "关于加强高中生食堂管理工作的通知");
}

#[test]
fn what_a_browser_prints_around_pages_is_no_text_of_the_letter() {
    let folder = Folder::new();
    let lines = ragged();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (first, second) = lines.split_at(6);
    folder.write(
        "docs/a.pdf",
        pdf(&[sheet("1/2", first), sheet("2/2", second)]),
    );
    folder.ingest(&[], 0);
    let shown = folder.run(&["show", "docs/a.pdf", "--text"]).expect(0).out;
    assert!(shown.contains("平台和载体的管理办法（试行）》"), "{shown}");
    assert!(!shown.contains("信息公开"), "{shown}");
    let record = record(&folder, "docs/a.pdf");
    assert_eq!(
        record["title"],
        "云川市科学技术局关于市政协九届三次会议第286号提案的答复"
    );
    assert_eq!(record["dates"], json!({"written": "2023-06-18"}));
    // Searched all the same.
    folder.run(&["search", "信息公开"]).expect(0);
}

/// The rows of a form whose last cells are empty behind the tick.
const FORM: [[&str; 6]; 2] = [
    ["提案编号", "117", "满意程度", "满意", "基本满意", "不满意"],
    ["承办单位", "市科技局", "", "√", "", ""],
];

#[test]
fn a_tick_stands_in_its_column_though_cells_behind_it_are_empty() {
    let folder = Folder::new();
    let rows = |row: &dyn Fn(&str) -> String, open: &str, close: &str| -> String {
        FORM.iter()
            .map(|cells| {
                let cells: String = cells.iter().map(|cell| row(cell)).collect();
                format!("{open}{cells}{close}")
            })
            .collect()
    };
    let head = "陆知行代表：</p><p>您提出的建议收悉，现答复如下。";
    let html = rows(&|cell| format!("<td>{cell}</td>"), "<tr>", "</tr>");
    folder.write(
        "a.html",
        format!("<html><body><p>{head}</p><table>{html}</table></body></html>"),
    );
    let word = rows(
        &|cell| format!("<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>"),
        "<w:tr>",
        "</w:tr>",
    );
    let head = head.split("</p><p>");
    let head: String = head
        .map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
        .collect();
    let word = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{head}<w:tbl>{word}</w:tbl></w:body></w:document>"
    );
    folder.write(
        "a.docx",
        zip(&[
            ("word/document.xml", &word),
            ("[Content_Types].xml", "<Types/>"),
        ]),
    );
    // Its rows have so many borders that what says where they end lies in another stream.
    let wide = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/containers/wide_table.doc"
    );
    folder.write("a.doc", std::fs::read(wide).expect("a fixture"));
    for name in ["a.html", "a.docx", "a.doc"] {
        assert_eq!(record(&folder, name)["satisfaction"], "满意", "{name}");
    }
}

/// An OFD of one page whose texts have ids from 1 on, in lines 10 mm apart, and its tags.
fn ofd(texts: &[&str], tags: &str) -> Vec<u8> {
    let objects: String = texts
        .iter()
        .enumerate()
        .map(|(at, text)| {
            format!(
                "<v:TextObject ID='{}' Boundary='20 {} 180 9' Size='5'><v:TextCode X='0' Y='4' DeltaX='g 99 5'>{text}</v:TextCode></v:TextObject>",
                at + 1,
                20 + 10 * at
            )
        })
        .collect();
    zip(&[
        (
            "OFD.xml",
            "<v:OFD xmlns:v='http://vendor.example/ofd'><v:DocBody><v:DocRoot>Doc_0/Document.xml</v:DocRoot></v:DocBody></v:OFD>",
        ),
        (
            "Doc_0/Document.xml",
            "<v:Document xmlns:v='http://vendor.example/ofd'><v:Pages><v:Page ID='90' BaseLoc='Pages/0.xml'/></v:Pages><v:CustomTags>Tags/CustomTags.xml</v:CustomTags></v:Document>",
        ),
        (
            "Doc_0/Pages/0.xml",
            &format!(
                "<v:Page xmlns:v='http://vendor.example/ofd'><v:Content><v:Layer>{objects}</v:Layer></v:Content></v:Page>"
            ),
        ),
        (
            "Doc_0/Tags/CustomTags.xml",
            "<v:CustomTags xmlns:v='http://vendor.example/ofd'><v:CustomTag NameSpace='g'><v:FileLoc>Tag_0.xml</v:FileLoc></v:CustomTag></v:CustomTags>",
        ),
        (
            "Doc_0/Tags/Tag_0.xml",
            &format!("<g:公文 xmlns:g='g' xmlns:v='http://vendor.example/ofd'>{tags}</g:公文>"),
        ),
    ])
}

#[test]
fn tags_of_an_ofd_name_its_fields() {
    let folder = Folder::new();
    let tag = |name: &str, ids: &[u32]| {
        let refs: String = ids
            .iter()
            .map(|id| format!("<v:ObjectRef PageRef='90'>{id}</v:ObjectRef>"))
            .collect();
        format!("<g:{name}>{refs}</g:{name}>")
    };
    let tags = [
        tag("发文字号", &[2]),
        tag("签发人", &[3]),
        tag("标题", &[4, 5]),
        tag("印章", &[1]),
        tag("份号", &[77]),
    ]
    .concat();
    let texts = [
        "云川市人民政府",
        "云政〔2022〕32号",
        "陆知行",
        "云川市夜间经济发展三年行动",
        "方案要点",
        "周以宁、陆知行等同志参加。参照云政〔2019〕7号办理。",
    ];
    folder.write("a.ofd", ofd(&texts, &tags));
    let tagged = record(&folder, "a.ofd");
    assert_eq!(tagged["doc_number"], "云政〔2022〕32号");
    assert_eq!(tagged["signers"], json!(["陆知行"]));
    assert_eq!(tagged["title"], "云川市夜间经济发展三年行动方案要点");
    let proof = &tagged["evidence"]["signers"][0];
    assert_eq!(proof["text"], "陆知行");
    assert_eq!(
        (&proof["line"], &proof["page"], &proof["tag"]),
        (&json!(3), &json!(1), &json!("签发人"))
    );
    // Without its tags the page does not say whose name that is.
    folder.write("b.ofd", ofd(&texts, ""));
    let plain = record(&folder, "b.ofd");
    assert_eq!(plain["signers"], Value::Null);
    // Tags that cannot be read cost nothing but themselves.
    folder.write("c.ofd", ofd(&texts, "<g:发文字号>"));
    assert_eq!(record(&folder, "c.ofd")["doc_number"], "云政〔2022〕32号");
}

#[test]
fn columns_below_a_headline_are_read_one_after_the_other() {
    let folder = Folder::new();
    let columns: Vec<Vec<String>> = ["甲", "乙", "丙"]
        .iter()
        .map(|name| {
            let line = |at: usize| format!("{name}栏第{at:02}行的文字写满这一行");
            (10..26).map(line).collect()
        })
        .collect();
    let mut sheet = vec![(260.0, 60.0, 24.0, "云川日报")];
    for (at, column) in columns.iter().enumerate() {
        for (row, line) in column.iter().enumerate() {
            let (x, y) = (40.0 + 180.0 * at as f64, 100.0 + 18.0 * row as f64);
            sheet.push((x, y, 12.0, line.as_str()));
        }
    }
    folder.write("docs/a.pdf", pdf(&[sheet]));
    folder.ingest(&[], 0);
    let shown = folder.run(&["show", "docs/a.pdf", "--raw"]).expect(0).out;
    let order: Vec<&str> = shown.lines().filter(|line| line.contains("栏第")).collect();
    let wanted: Vec<&String> = columns.iter().flatten().collect();
    assert_eq!(order, wanted);
}
