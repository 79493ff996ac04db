//! Recognises content that is no text, so that it is never indexed as noise.

/// What files begin with, and what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX or OFD"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC or WPS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\x1f\x8b\x08", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\0", "XZ"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x28\xb5\x2f\xfd", "ZSTD"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
];

/// What the file is if its first bytes say that it is no text. A few kilobytes are enough.
pub fn binary_head(head: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let inner = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    if head.starts_with(b"RIFF") && (inner(8, b"WEBP") || inner(8, b"WAVE") || inner(8, b"AVI ")) {
        return Some("image, sound or video");
    }
    if inner(4, b"ftyp") {
        return Some("sound or video");
    }
    // Two letters are not enough to condemn a text; these headers have zeros at known places.
    if head.starts_with(b"MZ") && head.contains(&0) {
        return Some("program");
    }
    (head.starts_with(b"BM") && inner(6, &[0; 4])).then_some("BMP image")
}

/// Whether decoded bytes turn out to be no text: too many control characters, or too little that
/// could be read. `replaced` is how many places could not be.
pub fn binary_text(text: &str, replaced: usize) -> bool {
    let (mut all, mut control) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        let allowed = matches!(
            c,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}' | '\u{85}'
        );
        control += usize::from(c.is_control() && !allowed);
    }
    // A handful of stray bytes in a short note does not make it a binary file.
    (control > 8 && control * 50 > all) || (replaced > 8 && replaced * 10 > all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;

    #[test]
    fn containers_are_named() {
        assert_eq!(binary_head(b"%PDF-1.7\n"), Some("PDF"));
        assert_eq!(binary_head(b"PK\x03\x04\x14\0"), Some("ZIP, DOCX or OFD"));
        assert_eq!(
            binary_head(b"RIFF\x10\0\0\0WEBPVP8 "),
            Some("image, sound or video")
        );
        assert_eq!(binary_head("PDF 文件的说明".as_bytes()), None);
        assert_eq!(binary_head(b"BMW"), None);
        assert_eq!(binary_head(b""), None);
    }

    #[test]
    fn noise_is_no_text_and_stray_control_characters_are() {
        // A linear congruential generator: noise that is the same in every run.
        let mut state = 1u32;
        let noise: Vec<u8> = (0..4000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let decoded = decode(&noise, None);
        assert!(binary_text(&decoded.text, decoded.replaced));
        assert!(!binary_text("云科\0〔2022〕32号\u{1b}[31m", 0));
    }
}
