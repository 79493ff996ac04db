//! Web archives (MHTML, RFC 2557): the page in a message of several parts, as browsers and WPS save it.

/// The page of a web archive.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its bytes, decoded from their transfer form.
    pub(super) bytes: Vec<u8>,
    /// The encoding that its head names.
    pub(super) charset: Option<String>,
}

/// How far a head is read, in bytes.
const HEAD: usize = 8192;
/// How deep parts may stand in parts.
const DEEP: usize = 4;

/// Whether the bytes begin as a web archive does: with the head of a message of related parts.
pub(super) fn is_mhtml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (head, _) = split_head(bytes);
    let first = head.lines().next().unwrap_or_default();
    let is_field = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let kind = field(&head, "content-type").unwrap_or_default();
    is_field
        && field(&head, "mime-version").is_some()
        && (kind.starts_with("multipart/related") || kind.starts_with("text/html"))
}

/// The first page in a web archive.
pub(super) fn page(bytes: &[u8]) -> Option<Part> {
    let mut bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for _ in 0..DEEP {
        let (head, body) = split_head(bytes);
        let kind = field(&head, "content-type").unwrap_or_default();
        if kind.starts_with("text/html") {
            return Some(part(&head, &kind, body));
        }
        let boundary = parameter(&kind, "boundary")?;
        bytes = parts(body, &boundary).find(|part| {
            let (head, _) = split_head(part);
            let kind = field(&head, "content-type").unwrap_or_default();
            kind.starts_with("text/html") || kind.starts_with("multipart/")
        })?;
    }
    None
}

fn part(head: &str, kind: &str, body: &[u8]) -> Part {
    let transfer = field(head, "content-transfer-encoding").unwrap_or_default();
    let bytes = match transfer.trim() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    Part {
        bytes,
        charset: parameter(kind, "charset"),
    }
}

/// The head of a message, continued lines joined, and what stands behind it.
fn split_head(bytes: &[u8]) -> (String, &[u8]) {
    let window = bytes.get(..HEAD).unwrap_or(bytes);
    let ends = [&b"\r\n\r\n"[..], b"\n\n"]
        .iter()
        .filter_map(|end| memchr::memmem::find(window, end).map(|at| (at, at + end.len())))
        .min();
    let Some((end, body)) = ends else {
        return (String::new(), bytes);
    };
    let head = String::from_utf8_lossy(window.get(..end).unwrap_or_default());
    let head = head.replace("\r\n", "\n");
    let head = head.replace("\n\t", " ").replace("\n ", " ");
    (head, bytes.get(body..).unwrap_or_default())
}

/// The value of a field of a head, in lower case but for the boundary's sake: names alone are folded.
fn field(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (own, value) = line.split_once(':')?;
        own.trim()
            .eq_ignore_ascii_case(name)
            .then(|| fold_value(value.trim()))
    })
}

/// A value in lower case up to its parameters.
fn fold_value(value: &str) -> String {
    match value.split_once(';') {
        Some((kind, rest)) => format!("{};{rest}", kind.trim().to_ascii_lowercase()),
        None => value.to_ascii_lowercase(),
    }
}

/// A parameter of a field's value.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (own, value) = parameter.split_once('=')?;
        own.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The parts of a message between the lines of its boundary.
fn parts<'b>(body: &'b [u8], boundary: &str) -> impl Iterator<Item = &'b [u8]> {
    let mark = format!("--{boundary}").into_bytes();
    let starts: Vec<usize> = if boundary.is_empty() {
        Vec::new()
    } else {
        memchr::memmem::find_iter(body, &mark).take(1000).collect()
    };
    let len = mark.len();
    (0..starts.len()).filter_map(move |nth| {
        let start = starts.get(nth)? + len;
        let end = starts.get(nth + 1).copied().unwrap_or(body.len());
        let part = body.get(start..end)?;
        // The rest of the boundary's line.
        let line = memchr::memchr(b'\n', part)?;
        part.get(line + 1..)
    })
}

/// RFC 2045, 6.7.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        at += 1;
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        match (digit(body.get(at)), digit(body.get(at + 1))) {
            (Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 2;
            }
            _ if body.get(at) == Some(&b'\n') => at += 1,
            _ if body.get(at..at + 2) == Some(b"\r\n") => at += 2,
            // Not as the standard has it: shown as it stands.
            _ => bytes.push(byte),
        }
    }
    bytes
}

/// RFC 4648, 4; what is no digit is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut buffer, mut bits) = (0u32, 0);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        buffer = (buffer << 6) & 0xff_ffff | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCHIVE: &str = "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_B1\"\r\n\r\n------=_B1\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E7=AD=94=\r\n=E5=A4=8D =3D</p>\r\n------=_B1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------=_B1--\r\n";

    #[test]
    fn the_page_of_an_archive_is_found() {
        assert!(is_mhtml(ARCHIVE.as_bytes()));
        let part = page(ARCHIVE.as_bytes()).expect("there is a page");
        assert_eq!(String::from_utf8_lossy(&part.bytes).trim(), "<p>答复 =</p>");
        assert_eq!(part.charset.as_deref(), Some("utf-8"));
    }

    #[test]
    fn letters_and_pages_are_no_archives() {
        assert!(!is_mhtml(b"Subject: a\nContent-Type: text/plain\n\nb"));
        assert!(!is_mhtml(b"<html>MIME-Version: 1.0\n\n"));
        assert!(!is_mhtml(b""));
    }

    #[test]
    fn transfer_forms_are_decoded() {
        assert_eq!(base64("562U5aSN\r\n".as_bytes()), "答复".as_bytes());
        assert_eq!(quoted_printable(b"a=3Db=\nc=zz="), b"a=bc=zz=");
    }
}
