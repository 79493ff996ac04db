//! Files of pages: PDF and OFD.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{Case, LAUGHS, fixture, stored};

const OFD: &str = "<?xml version=\"1.0\"?><ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody>\
    <ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";

/// An OFD of a document and one page.
fn ofd(document: &str, page: &str) -> Vec<u8> {
    let root = |name: &str, inner: &str| {
        format!("<ofd:{name} xmlns:ofd=\"http://www.ofdspec.org/2016\">{inner}</ofd:{name}>")
    };
    stored(&[
        ("OFD.xml", OFD.as_bytes()),
        ("D/Document.xml", root("Document", document).as_bytes()),
        ("D/P.xml", root("Page", page).as_bytes()),
    ])
}

/// A PDF of numbered objects, read without a table.
fn pdf(objects: &[(usize, Vec<u8>)]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n".to_vec();
    for (number, object) in objects {
        file.extend(format!("{number} 0 obj ").bytes());
        file.extend(object);
        file.extend(b" endobj\n");
    }
    file.extend(b"trailer <</Root 1 0 R>>\n%%EOF\n");
    file
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{entries}/Length {}>> stream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// A PDF of `count` pages that all show one content.
fn pages(count: usize, entries: &str, content: &[u8]) -> Vec<u8> {
    let kids: String = (10..count + 10).map(|at| format!("{at} 0 R ")).collect();
    let page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
        /Resources<</Font<</F 3 0 R>>/XObject<</X 5 0 R>>>>>>";
    let mut objects = vec![
        (
            2,
            format!("<</Type/Pages/Count {count}/Kids[{kids}]>>").into_bytes(),
        ),
        (
            3,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        ),
        (4, stream(entries, content)),
        (
            5,
            stream(
                "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>",
                b"/X Do /X Do",
            ),
        ),
    ];
    objects.extend((10..count + 10).map(|at| (at, page.to_vec())));
    pdf(&objects)
}

/// A mebibyte of blanks so many times, deflated.
fn deflated_blanks(mebibytes: usize) -> Vec<u8> {
    let mut writer = ZlibEncoder::new(Vec::new(), Compression::best());
    let blanks = vec![b' '; 1 << 20];
    (0..mebibytes).for_each(|_| writer.write_all(&blanks).expect("written"));
    writer.finish().expect("finished")
}

pub(crate) fn cases() -> Vec<Case> {
    let text = b"BT /F 9 Tf 20 700 Td (page) Tj ET".as_slice();
    let flate = "/Filter/FlateDecode";
    let tree = b"<</Type/Pages/Count 5/Kids[2 0 R 2 0 R]>>".to_vec();
    let object = "<ofd:Content><ofd:Layer><ofd:TextObject Boundary=\"20 20 90 9\" Size=\"5\">\
        <ofd:TextCode X=\"0\" Y=\"4\">文</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>";
    let one = "<ofd:Pages><ofd:Page ID=\"2\" BaseLoc=\"P.xml\"/></ofd:Pages>";
    let template =
        "<ofd:CommonData><ofd:TemplatePage ID=\"1\" BaseLoc=\"P.xml\"/></ofd:CommonData>";
    let many = "<ofd:Page ID=\"2\" BaseLoc=\"P.xml\"/>".repeat(10_001);
    let same = OFD.replace("D/Document.xml", "OFD.xml");
    let group = "<ofd:PageBlock>".repeat(50_000);
    vec![
        ("full.pdf", pages(10_000, "", text), None),
        (
            "more.pdf",
            pages(10_001, "", text),
            Some("over the limit: 10001 pages"),
        ),
        ("tree.pdf", pdf(&[(2, tree)]), Some("damaged: ")),
        ("form.pdf", pages(1, "", b"/X Do"), Some("")),
        (
            "flate.pdf",
            pages(1, flate, &deflated_blanks(1500)),
            Some("the PDF reader ran out of memory"),
        ),
        ("noflate.pdf", pages(1, flate, b"no stream"), Some("")),
        (
            "states.pdf",
            pages(1, "", &b"q ".repeat(200_000)),
            Some("empty"),
        ),
        (
            "arrays.pdf",
            format!("%PDF-1.7\n1 0 obj\n{}", "[".repeat(1_000_000)).into(),
            Some(""),
        ),
        (
            "nan.pdf",
            pages(1, "", b"BT /F 9 Tf -1e400 1e400 Td (page) Tj ET"),
            Some(""),
        ),
        (
            "password.pdf",
            fixture("letter_encrypted_user.pdf"),
            Some("encrypted: "),
        ),
        (
            "template.ofd",
            ofd(
                &format!("{template}{one}"),
                &format!("<ofd:Template TemplateID=\"1\"/>{object}"),
            ),
            None,
        ),
        (
            "pages.ofd",
            ofd(&format!("<ofd:Pages>{many}</ofd:Pages>"), object),
            Some("over the limit: "),
        ),
        (
            "deep.ofd",
            ofd(one, &format!("<ofd:Content><ofd:Layer>{group}")),
            Some("over the limit: "),
        ),
        (
            "same.ofd",
            stored(&[("OFD.xml", same.as_bytes())]),
            Some("damaged: "),
        ),
        (
            "missing.ofd",
            stored(&[("OFD.xml", OFD.as_bytes())]),
            Some("damaged: "),
        ),
        (
            "laughs.ofd",
            stored(&[("OFD.xml", format!("{LAUGHS}{OFD}").as_bytes())]),
            Some(""),
        ),
    ]
}
