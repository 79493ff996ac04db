//! Word files: DOCX, DOC and RTF.

use super::{Case, LAUGHS, deflated, fixture, stored};

const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

/// A DOCX whose document begins with `prolog` and has `body`; stored, so that no ratio is looked at.
fn docx(prolog: &str, body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?>{prolog}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    stored(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A DOC with the bytes from `at` on replaced.
fn doc_with(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = fixture("letter_pydocx.doc");
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

/// Where the first allocation table of a DOC stands.
fn table_of(file: &[u8]) -> usize {
    let sector = u32::from_le_bytes(file[76..80].try_into().expect("four bytes"));
    512 + 512 * sector as usize
}

/// The flag of encryption in the header of the Word stream ([MS-DOC] 2.5.2, fEncrypted).
fn encrypted_doc() -> Vec<u8> {
    let file = fixture("letter_pydocx.doc");
    let header = file.windows(2).position(|two| two == [0xec, 0xa5]);
    let at = header.expect("a header") + 11;
    doc_with(at, &[file[at] | 1])
}

/// An office file with a password: a compound file of another stream than Word's.
fn encrypted_docx() -> Vec<u8> {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut file = fixture("letter_pydocx.doc");
    let name = utf16("WordDocument");
    let at = file.windows(name.len()).position(|part| part == name);
    let at = at.expect("a name");
    file[at..at + name.len()].copy_from_slice(&utf16("WordDocumenX"));
    file
}

pub(crate) fn cases() -> Vec<Case> {
    let many: Vec<(String, Vec<u8>)> = (0..1001).map(|at| (format!("p{at}"), vec![])).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", b"<x/>"),
    ];
    parts.extend(
        many.iter()
            .map(|(name, content)| (name.as_str(), content.as_slice())),
    );
    let table = table_of(&fixture("letter_pydocx.doc"));
    let cycle: Vec<u8> = (0..54).flat_map(|_| 1_u32.to_le_bytes()).collect();
    let xxe = "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
    let big = deflated(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", &vec![b' '; 8 << 20]),
    ]);
    vec![
        (
            "laughs.docx",
            docx(LAUGHS, &paragraph("&d;")),
            Some("over the limit: "),
        ),
        (
            "file.docx",
            docx(xxe, &paragraph("&x;")),
            Some("over the limit: "),
        ),
        (
            "deep.docx",
            docx("", &"<w:tbl><w:tr><w:tc>".repeat(100_000)),
            Some("over the limit: "),
        ),
        (
            "wide.docx",
            docx("", &paragraph("文").repeat(100_000)),
            None,
        ),
        (
            "parts.docx",
            stored(&parts),
            Some("over the limit: more than 1000"),
        ),
        ("blank.docx", docx("", &paragraph(" ")), Some("empty")),
        ("bomb.docx", big, Some("over the limit: ")),
        ("open.docx", docx("", "<w:p><w:r><w:t>"), Some("")),
        ("cycle.doc", doc_with(table, &cycle), Some("damaged: ")),
        (
            "loop.doc",
            doc_with(48, &1_u32.to_le_bytes()),
            Some("damaged: "),
        ),
        ("password.doc", encrypted_doc(), Some("encrypted: ")),
        ("other.doc", encrypted_docx(), Some("not supported: ")),
        (
            "magic.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            Some("damaged: "),
        ),
        (
            "deep.rtf",
            format!("{{\\rtf1{}", "{".repeat(1_000_000)).into(),
            Some("over the limit: "),
        ),
        (
            "bin.rtf",
            b"{\\rtf1 \\bin2000000000 x}".to_vec(),
            Some("empty"),
        ),
        (
            "words.rtf",
            format!("{{\\rtf1{}", "\\b\\i".repeat(100_000)).into(),
            Some("empty"),
        ),
    ]
}
