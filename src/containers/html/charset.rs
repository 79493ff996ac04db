//! Which encoding a page is in: its mark, its bytes, and what it says of itself.
//!
//! The bytes are believed before the page: editors change the one and forget the other.

use crate::decode::{Decoded, Encoding, decode};

/// How far into a page its word is looked for, in bytes. The HTML Standard has 1,024; licences and
/// scripts of real pages stand before it.
const HEAD: usize = 4096;

/// Decodes a page. `told` is what somebody outside the page says: a user, a header.
///
/// The second value is the page's own word where its bytes say otherwise.
pub(super) fn decode_page(bytes: &[u8], told: Option<&str>) -> (Decoded, Option<String>) {
    if let Some(encoding) = told.and_then(encoding_of) {
        return (decode(bytes, Some(encoding)), None);
    }
    let own = decode(bytes, None);
    let marked = bytes.starts_with(b"\xef\xbb\xbf")
        || matches!(own.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    let Some(word) = declared(bytes).filter(|_| !marked) else {
        return (own, None);
    };
    match encoding_of(&word) {
        Some(encoding) if encoding == own.encoding => (own, None),
        // ASCII is the same in all of them.
        Some(_) if own.encoding == Encoding::Utf8 && own.text.is_ascii() => (own, None),
        // What reads as UTF-8 with characters of several bytes is nothing else.
        Some(_) if own.encoding == Encoding::Utf8 => (own, Some(word)),
        Some(encoding) if !is_utf16(encoding) => {
            let as_told = decode(bytes, Some(encoding));
            if as_told.replaced > own.replaced {
                (own, Some(word))
            } else {
                (as_told, None)
            }
        }
        _ => (own, Some(word)),
    }
}

fn is_utf16(encoding: Encoding) -> bool {
    matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be)
}

/// The encoding that pages mean by a name.
fn encoding_of(name: &str) -> Option<Encoding> {
    let name = name.trim();
    let known = Encoding::from_name(name);
    known.or_else(|| match name.to_ascii_lowercase().as_str() {
        "gb_2312-80" | "x-gbk" | "gb" | "chinese" | "csgb2312" | "ms936" | "windows-936" => {
            Some(Encoding::Gb18030)
        }
        "x-x-big5" | "cn-big5" | "csbig5" => Some(Encoding::Big5),
        "us-ascii" | "x-utf-8" => Some(Encoding::Utf8),
        _ => None,
    })
}

/// The value of the first `charset=` within a `<meta>` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    for tag in head.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let key = if tag.starts_with("meta") {
            "charset"
        } else if tag.starts_with("?xml") {
            "encoding"
        } else {
            continue;
        };
        let Some((_, rest)) = tag.split_once(key) else {
            continue;
        };
        let Some(rest) = rest.trim_start().strip_prefix('=') else {
            continue;
        };
        let value: String = rest
            .trim_start_matches([' ', '"', '\'', '\t', '\n', '\r'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
            .take(40)
            .collect();
        if !value.is_empty() {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    const PAGE: &str = "<meta charset=\"GB2312\"><p>龚䶮、司马喆委员：云科函〔2023〕117号</p>";

    #[test]
    fn the_word_of_a_page_is_found() {
        for (page, want) in [
            ("<meta charset=gbk>", Some("gbk")),
            (
                "<META http-equiv='Content-Type' content='text/html; charset=GB2312'>",
                Some("gb2312"),
            ),
            ("<meta charset = \"utf-8\" />", Some("utf-8")),
            ("<?xml version='1.0' encoding='Big5'?>", Some("big5")),
            ("<p>charset=gbk</p><meta name=a>", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), want, "{page}");
        }
    }

    #[test]
    fn gb2312_means_gb18030() {
        let (decoded, doubt) = decode_page(&GB18030.encode(PAGE).0, None);
        assert_eq!((decoded.text.as_str(), doubt), (PAGE, None));
    }

    #[test]
    fn bytes_are_believed_before_the_page() {
        let (decoded, doubt) = decode_page(PAGE.as_bytes(), None);
        assert_eq!(decoded.text, PAGE);
        assert_eq!(doubt.as_deref(), Some("gb2312"));
        let wrong = PAGE.replace("GB2312", "utf-8");
        let (decoded, doubt) = decode_page(&GB18030.encode(&wrong).0, None);
        assert_eq!(decoded.text, wrong);
        assert_eq!(doubt.as_deref(), Some("utf-8"));
    }

    #[test]
    fn a_short_page_in_big5_is_read_as_it_says() {
        let page = "<meta charset=big5><p>答覆</p>";
        assert_eq!(decode_page(&BIG5.encode(page).0, None).0.text, page);
    }

    #[test]
    fn who_names_an_encoding_is_obeyed() {
        let page = GB18030.encode("<p>答复</p>").0;
        assert_eq!(decode_page(&page, Some("gbk")).0.text, "<p>答复</p>");
        assert_eq!(decode_page(&page, Some("no such")).0.text, "<p>答复</p>");
    }
}
