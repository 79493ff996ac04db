//! Elements that the reader of a DOCX tells apart.

/// Elements that matter to those within them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Alternate,
    Cell,
    CellProperties,
    Field,
    Form,
    ListBox,
    Note,
    Paragraph,
    ParagraphProperties,
    Row,
    RowProperties,
    Run,
    RunProperties,
    Section,
    Table,
    Tabs,
    Text,
    TextBox,
    Other,
}

/// Elements whose content is not shown.
pub(super) const PASSED_OVER: &[&str] = &[
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "sdtPr",
    "sdtEndPr",
    "fldData",
    "binData",
];

/// The tag of an element of this name.
pub(super) fn tag(name: &str) -> Tag {
    match name {
        "AlternateContent" => Tag::Alternate,
        "tc" => Tag::Cell,
        "tcPr" => Tag::CellProperties,
        "fldSimple" => Tag::Field,
        "ffData" | "checkBox" => Tag::Form,
        "ddList" => Tag::ListBox,
        "footnote" | "endnote" => Tag::Note,
        "p" => Tag::Paragraph,
        "pPr" | "numPr" => Tag::ParagraphProperties,
        "tr" => Tag::Row,
        "trPr" => Tag::RowProperties,
        "r" => Tag::Run,
        "rPr" => Tag::RunProperties,
        "sectPr" => Tag::Section,
        "tbl" => Tag::Table,
        "tabs" => Tag::Tabs,
        "t" | "instrText" => Tag::Text,
        "txbxContent" => Tag::TextBox,
        _ => Tag::Other,
    }
}
