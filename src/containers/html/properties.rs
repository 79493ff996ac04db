//! What holds for any page: hostile ones, random ones, random bytes.

use proptest::prelude::*;

use super::page::squeezed;
use super::read;
use super::tests::{check, page};

#[test]
fn hostile_pages_are_read_in_linear_time() {
    let attributes: String = (0..20_000).map(|nth| format!(" a{nth}=b")).collect();
    for html in [
        "<div>".repeat(20_000) + "甲",
        "<div class=nav><a href=/>乙</a>".repeat(10_000) + "甲",
        "<table><tr><td>".repeat(10_000) + "甲",
        "<b><i>".repeat(10_000) + &"</b><p>".repeat(10_000) + "甲",
        "<ol><li>".repeat(10_000) + "甲",
        "<dl><dt>a<dd>".repeat(10_000) + "甲",
        "<p style='display:none'>".repeat(10_000) + "</p>甲",
        "</div></p></td>".repeat(10_000) + "甲",
        "<".repeat(50_000) + "甲",
        "&".repeat(50_000) + "&amp;amp;甲",
        "<![CDATA[".repeat(10_000) + ">甲",
        format!("<a{attributes}>甲</a>"),
        format!("<a class='{}'>甲</a>", "nav ".repeat(20_000)),
        "<style>a{".repeat(1000) + &"{".repeat(20_000) + "</style>甲",
    ] {
        let content = page(&html);
        check(&content);
        assert!(content.text.contains('甲'), "{}", &html[..40]);
    }
}

/// A page in the style of a real one.
const PAGE: &[u8] = include_bytes!("../../../fixtures/containers/html/trs-reply.html");

/// A piece of a page, and the characters that it shows.
type Piece = (String, String);

fn piece() -> impl Strategy<Value = Piece> {
    let pair = |html: &str, shown: &str| Just((html.to_owned(), shown.to_owned()));
    let leaf = prop_oneof![
        "[甲乙丙0-9 ，]{1,6}".prop_map(|text| (text.clone(), squeezed(&text))),
        pair("<br>", ""),
        pair("<script>看</script><!-- 不 --><i hidden>见</i>", ""),
        pair("R&amp;D", "R&D"),
    ];
    leaf.prop_recursive(5, 60, 5, |inner| {
        let row = prop::collection::vec(inner.clone(), 0..4).prop_map(row);
        let element = (
            prop::sample::select(ELEMENTS),
            prop::collection::vec(inner, 0..5),
        );
        prop_oneof![
            element.prop_map(|(tag, inside)| element_of(tag, inside)),
            row
        ]
    })
}

/// Start tags that may hold anything.
const ELEMENTS: &[&str] = &[
    "div class=nav",
    "div",
    "p",
    "span",
    "a href=/",
    "ul",
    "li",
    "h1",
    "footer",
    "font",
    "center",
    "blockquote",
    "div style=display:flex",
    "section id=zoom",
    "dl",
    "dt",
    "dd",
];

fn element_of(tag: &str, inside: Vec<Piece>) -> Piece {
    let (html, shown): (Vec<String>, Vec<String>) = inside.into_iter().unzip();
    let end = tag.split(' ').next().unwrap_or_default();
    (format!("<{tag}>{}</{end}>", html.concat()), shown.concat())
}

fn row(cells: Vec<Piece>) -> Piece {
    let html: String = cells
        .iter()
        .map(|(html, _)| format!("<td>{html}</td>"))
        .collect();
    let shown: String = cells.into_iter().map(|(_, shown)| shown).collect();
    (format!("<table><tr>{html}</tr></table>"), shown)
}

proptest! {
    #[test]
    fn every_shown_character_is_there_in_order((html, shown) in piece()) {
        // Text that is surely shown, so that nothing hidden is most of the page.
        let html = format!("<p>{}</p>{html}", "正文".repeat(100));
        let content = page(&html);
        check(&content);
        prop_assert_eq!(squeezed(&content.text), "正文".repeat(100) + &shown, "{}", html);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let content = read(&bytes, None).expect("short pages are read");
        check(&content);
        prop_assert!(content.text.len() <= bytes.len() * 8 + 16);
    }

    #[test]
    fn damaged_pages_are_read(
        hurts in prop::collection::vec((0usize..4000, any::<u8>()), 0..20), cut in 0usize..4000
    ) {
        let mut bytes = PAGE.to_vec();
        for (at, byte) in hurts {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        bytes.truncate(cut);
        check(&read(&bytes, None).expect("short pages are read"));
    }

    #[test]
    fn any_soup_is_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "<div>", "</div>", "<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>",
        "<tbody>", "<caption>", "<a href=x>", "</a>", "<b>", "</b>", "<ol>", "</ol>", "<ul>", "<li>", "<dl>",
        "<dt>", "<dd>", "</dl>", "<select>", "<option>", "</select>", "<pre>", "</pre>", "<br>", "</br>",
        "<style>", "</style>", "<script>", "</script>", "<title>", "</title>", "<nav>", "</nav>", "<form>",
        "<textarea readonly>", "</textarea>", "<h1>", "</h2>", "<template>", "</template>", "<div hidden>",
        "<div style=display:flex>", "<svg>", "</svg>", "<!--", "-->", "<object>", "甲", "乙，", " ", "\n",
        "&nbsp;", "索引号：", "　", "\0",
    ]), 0..80)) {
        let html: String = pieces.concat();
        let content = page(&html);
        check(&content);
    }
}
