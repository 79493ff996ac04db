//! Tells web pages from texts that hold a few tags.

use super::Kind;
use crate::containers::html;

/// How much of a file is looked at, in bytes.
const HEAD: usize = 64 << 10;

/// Elements that a piece of a page begins with; a whole page begins with `<html` or its doctype.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "blockquote",
    "body",
    "br",
    "center",
    "div",
    "dl",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "img",
    "input",
    "li",
    "link",
    "main",
    "meta",
    "ol",
    "p",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "table",
    "tbody",
    "td",
    "title",
    "tr",
    "ul",
];

/// The kind of bytes that no mark tells.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    if html::is_archive(bytes) {
        return Kind::Html;
    }
    // Most texts hold no tag at all.
    let first = bytes.get(..HEAD).unwrap_or(bytes);
    if memchr::memchr(b'<', first).is_none() {
        return Kind::Text;
    }
    let head = head(bytes);
    let text = head
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start();
    if !text.starts_with('<') {
        return Kind::Text;
    }
    let head = text.get(..4096).unwrap_or(text);
    if text.starts_with("<?xml")
        && (head.contains("<w:worddocument") || head.contains("<pkg:package"))
    {
        return Kind::Other("Word XML");
    }
    if text.starts_with("<?xml") && head.contains("<office:document") {
        return Kind::Other("flat OpenDocument");
    }
    let text = behind_comments(text);
    let begins = |name: &str| {
        let rest = text.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>'))
    };
    let is_page = begins("<html") || begins("<!doctype html");
    if is_page || is_piece(text) {
        Kind::Html
    } else {
        Kind::Text
    }
}

/// The first bytes as small letters; of UTF-16 every other byte, which is enough for tags.
fn head(bytes: &[u8]) -> String {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let first = head.get(..200).unwrap_or(head);
    let zeros = first.iter().filter(|&&byte| byte == 0).count();
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let mut plain: Vec<u8> = if wide || zeros * 4 > first.len() {
        head.iter().copied().filter(|&byte| byte != 0).collect()
    } else {
        head.to_vec()
    };
    plain.make_ascii_lowercase();
    let text = String::from_utf8_lossy(&plain);
    text.trim_start_matches(['\u{fffd}', '\u{feff}']).to_owned()
}

/// What stands behind comments and declarations at a text's beginning.
fn behind_comments(text: &str) -> &str {
    let mut text = text;
    for _ in 0..20 {
        let rest = if let Some(rest) = text.strip_prefix("<!--") {
            rest.split_once("-->")
        } else if let Some(rest) = text.strip_prefix("<?") {
            rest.split_once('>')
        } else {
            None
        };
        let Some((_, rest)) = rest else {
            return text;
        };
        text = rest.trim_start();
    }
    text
}

/// Whether a text is a piece of a page: it begins with an element, and elements are opened and closed.
fn is_piece(text: &str) -> bool {
    let name_of = |tag: &str| -> String {
        tag.chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect()
    };
    let known = |tag: &str| ELEMENTS.contains(&name_of(tag).as_str());
    let Some(first) = text.strip_prefix('<').filter(|tag| known(tag)) else {
        return false;
    };
    if !first.contains('>') {
        return false;
    }
    let (mut opened, mut closed) = (0, 0);
    for tag in text.split('<').skip(1).filter(|tag| tag.contains('>')) {
        match tag.strip_prefix('/') {
            Some(tag) => closed += usize::from(known(tag)),
            None => opened += usize::from(known(tag)),
        }
    }
    closed >= 1 && (opened + closed >= 3 || first.starts_with("p>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_pieces() {
        for text in [
            "<!DOCTYPE html><html>",
            "\u{feff}\r\n <HTML xmlns:o='x'>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"a\"><html>",
            "<!-- saved from url --><html lang=zh>",
            "<div class=a><p>甲</p></div>",
            "<p>关于第178号提案的答复</p>",
            "<meta charset=gbk><title>答复</title><p>乙</p>",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\n",
        ] {
            assert_eq!(kind(text.as_bytes()), Kind::Html, "{text}");
        }
    }

    #[test]
    fn texts_that_hold_tags() {
        for text in [
            "<关于加强管理的通知>",
            "< 5 万元的项目",
            "<p align=center>标题",
            "关于<br>答复\n<p>甲</p><div>乙</div>",
            "<htmlfoo>",
            "<a 甲乙丙",
            "<?xml version='1.0'?><record><title>甲</title></record>",
            "From: 甲\nSubject: 乙\n\n<html>",
            "",
        ] {
            assert_eq!(kind(text.as_bytes()), Kind::Text, "{text}");
        }
    }

    #[test]
    fn wide_characters_and_word_in_xml() {
        let wide: Vec<u8> = "<html><p>答复</p>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(kind(&[b"\xff\xfe", wide.as_slice()].concat()), Kind::Html);
        assert_eq!(kind(&wide), Kind::Html);
        let word =
            "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument>";
        assert_eq!(kind(word.as_bytes()), Kind::Other("Word XML"));
        let flat = "<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"urn:x\">";
        assert_eq!(kind(flat.as_bytes()), Kind::Other("flat OpenDocument"));
    }
}
