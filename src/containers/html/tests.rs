//! Tests of whole pages: fixtures in the styles of real sites, and what each element means.

use std::fs;
use std::path::Path;

use super::read;
use crate::containers::sniff::{Kind, sniff};
use crate::containers::{Content, Trouble};

/// Where pages stand, each beside the text that it is read as.
const FIXTURES: &str = "fixtures/containers/html";

pub(super) fn page(html: &str) -> Content {
    read(html.as_bytes(), None).expect("the page is read")
}

fn text(html: &str) -> String {
    page(html).text
}

/// A text with its furniture between brackets of its own.
fn marked(content: &Content) -> String {
    let mut text = content.text.clone();
    for range in content.furniture.iter().rev() {
        text.insert(range.end, '⟧');
        text.insert(range.start, '⟦');
    }
    text
}

fn codes(content: &Content) -> Vec<&str> {
    content
        .notes
        .iter()
        .map(|note| note.code.as_str())
        .collect()
}

/// Furniture stands in order within the text, and no line is blank.
pub(super) fn check(content: &Content) {
    let mut at = 0;
    for range in &content.furniture {
        assert!(at <= range.start && range.start < range.end);
        assert!(content.text.get(range.clone()).is_some());
        at = range.end;
    }
    assert!(content.text.lines().all(|line| !line.trim().is_empty()));
    assert!(content.text.is_empty() || content.text.ends_with('\n'));
}

#[test]
fn pages_of_real_styles_are_read_as_they_show() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURES);
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            continue;
        }
        let bytes = fs::read(&path).expect("the page is there");
        assert_eq!(sniff(&bytes), Kind::Html, "{}", path.display());
        let content = read(&bytes, None).expect("the page is read");
        check(&content);
        let wanted = path.with_extension("txt");
        let wanted = fs::read_to_string(wanted).expect("its text is there");
        assert_eq!(marked(&content), wanted, "{}", path.display());
        count += 1;
    }
    assert!(count >= 15);
}

#[test]
fn blocks_are_lines_and_inline_elements_are_not() {
    for (html, want) in [
        ("<p>甲<b>乙</b></p><p>丙", "甲乙\n丙\n"),
        ("甲<br>乙<br><br>丙", "甲\n乙\n丙\n"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙\n"),
        ("<p>云科\n  〔2022〕</p>", "云科〔2022〕\n"),
        ("<p>R&amp;D\n work</p>", "R&D work\n"),
        (
            "<span>来源：甲</span>\n<span>作者：乙</span>",
            "来源：甲 作者：乙\n",
        ),
        ("<p>&nbsp;&nbsp;甲&emsp;乙　丙</p>", "  甲 乙　丙\n"),
        ("<p>　　</p><p>&nbsp;</p>甲", "甲\n"),
        ("<pre>甲  乙\n丙</pre>", "甲  乙\n丙\n"),
        ("甲\0乙<plaintext><p>丙", "甲乙\n<p>丙\n"),
    ] {
        assert_eq!(text(html), want, "{html}");
    }
}

#[test]
fn rows_are_lines_and_layout_is_not() {
    for (html, want) in [
        (
            "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>",
            "甲\t乙\n丙\t丁\n",
        ),
        ("<table><td>甲</td><td></td><td>乙</table>", "甲\t\t乙\n"),
        (
            "<table><tr><td><p>甲</p></td><td>乙<br>丙</td></tr></table>",
            "甲\t乙 丙\n",
        ),
        ("<table><tr><td>甲</td></tr></table>乙", "甲\n乙\n"),
        (
            "<table><tr><form><td>甲</td><td>乙</td></form></tr></table>",
            "甲\t乙\n",
        ),
        (
            "<table><tr><td>甲</td><td><table><tr><td>乙<td>丙</table></td></tr></table>",
            "甲\n乙\t丙\n",
        ),
        ("<tr><td>甲</td></tr>", "甲\n"),
        (
            "<dl><dt>甲</dt><dd>乙</dd><dt>丙<dd>丁<br>戊</dl>",
            "甲\t乙\n丙\n丁\n戊\n",
        ),
    ] {
        assert_eq!(text(html), want, "{html}");
    }
}

#[test]
fn lists_are_numbered_where_the_page_shows_it() {
    for (html, want) in [
        ("<ol><li>甲<li><p>乙</p></ol>", "1. 甲\n2. 乙\n"),
        (
            "<ol start=3 type=I><li>甲<li value=9>乙<li>丙</ol>",
            "III. 甲\nIX. 乙\nX. 丙\n",
        ),
        ("<ol style='list-style:none'><li>甲</ol>", "甲\n"),
        ("<style>ol{list-style:none}</style><ol><li>甲</ol>", "甲\n"),
        ("<ul><li>甲<ol><li>乙</ol></ul>", "甲\n1. 乙\n"),
        ("<ol><li></li><li>乙</ol>", "2. 乙\n"),
    ] {
        assert_eq!(text(html), want, "{html}");
    }
}

#[test]
fn what_is_not_shown_is_left_out() {
    for html in [
        "<p>甲<script>乙</script><style>丙</style><!-- 丁 --></p>",
        "<p>甲</p><div hidden>乙</div>",
        "<p>甲</p><div style='color:red;Display:None'>乙</div>",
        "<p>甲<select><option>乙</select><button>丙</button><input value=丁></p>",
        "<p>甲<noscript>乙</noscript><template>丙</template><iframe>丁</iframe></p>",
        "<p>甲<textarea>乙</textarea><img alt=丙></p>",
    ] {
        assert_eq!(text(html), "甲\n", "{html}");
    }
}

#[test]
fn a_hidden_page_is_shown_with_a_note() {
    let content = page("<p>甲</p><div style='display:none'>乙丙丁</div>");
    assert_eq!(content.text, "甲\n乙丙丁\n");
    assert_eq!(codes(&content), ["hidden_text"]);
}

#[test]
fn a_part_of_a_page_that_is_all_navigation_is_no_furniture() {
    let content = page("<div class=nav><a href=1>首页</a><a href=2>政务</a></div>");
    assert_eq!(
        (content.text.as_str(), content.furniture.len()),
        ("首页政务\n", 0)
    );
}

#[test]
fn names_do_not_make_a_document_furniture() {
    for html in [
        "<div class=nav><div id=zoom>甲乙丙</div></div><p>丁</p>",
        "<div class=footer><p>索引号：005000000/2024-00013</p><p>文号：无</p></div><p>甲</p>",
        "<title>关于供水的公告</title><div class=menu><h1>关于供水的公告</h1></div><p>甲</p>",
        "<div id=zoom><p>见附件。</p><p><a href=a.doc>附件一</a><a href=b.doc>二</a><a href=c.doc>三</a></p></div>",
    ] {
        assert!(page(html).furniture.is_empty(), "{html}");
    }
}

#[test]
fn odd_pages_have_notes() {
    assert_eq!(codes(&page("甲<!-- 乙")), ["unclosed_markup"]);
    assert_eq!(codes(&page("甲<script>乙")), ["unclosed_markup"]);
    assert_eq!(codes(&page("甲\0乙")), ["nul_characters"]);
    let hurt = [b"<p>".as_slice(), "关于供水的公告".as_bytes(), b"\xff</p>"].concat();
    let content = read(&hurt, None).expect("the page is read");
    assert_eq!(codes(&content), ["unreadable_bytes"]);
    assert_eq!(page("").text, "");
}

#[test]
fn a_web_archive_without_a_page_is_not_read() {
    let bytes = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\nx\n";
    assert!(matches!(read(bytes, None), Err(Trouble::Unsupported(_))));
}
