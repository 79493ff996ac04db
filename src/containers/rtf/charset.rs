//! Bytes of RTF text to characters: by the font's charset, else by the file's codepage.

use std::collections::HashMap;

use encoding_rs::{Encoding, GBK, WINDOWS_1252};

use crate::containers::symbols::{SymbolFont, translate};

/// The most fonts that a file may define.
const MAX_FONTS: usize = 10_000;

/// The fonts of a file and its codepage.
#[derive(Debug)]
pub(super) struct Fonts {
    known: HashMap<i32, Font>,
    page: &'static Encoding,
    /// The font that text has if none is set.
    pub(super) default: i32,
}

/// A font as the font table has it.
#[derive(Debug, Default, Clone)]
pub(super) struct Font {
    /// Its charset, as Windows counts them.
    pub(super) charset: Option<i32>,
    /// Its codepage, which goes before its charset.
    pub(super) page: Option<i32>,
    pub(super) name: String,
}

impl Default for Fonts {
    fn default() -> Fonts {
        Fonts {
            known: HashMap::new(),
            page: WINDOWS_1252,
            default: 0,
        }
    }
}

impl Fonts {
    /// Takes the file's codepage.
    pub(super) fn set_page(&mut self, page: i32) {
        if let Some(encoding) = codepage(page) {
            self.page = encoding;
        }
    }

    /// Takes a font of the font table.
    pub(super) fn add(&mut self, number: i32, font: Font) {
        if self.known.len() < MAX_FONTS {
            self.known.insert(number, font);
        }
    }

    /// The symbol font of this number, if it is one.
    pub(super) fn symbol(&self, number: i32) -> Option<SymbolFont> {
        let font = self.known.get(&number)?;
        SymbolFont::named(font.name.trim_end_matches(';'))
    }

    /// The text that `bytes` are in a font.
    pub(super) fn decode(&self, number: i32, bytes: &[u8]) -> String {
        if let Some(symbol) = self.symbol(number) {
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            return translate(symbol, &text);
        }
        let font = self.known.get(&number);
        let own = font.and_then(|font| {
            let page = font.page.and_then(codepage);
            page.or_else(|| font.charset.and_then(charset))
        });
        match own {
            // A Latin font in a Chinese file: the bytes may yet be Chinese, as Word writes them.
            Some(encoding) if encoding == WINDOWS_1252 => mixed(self.page, bytes, 0x80),
            Some(encoding) => mixed(encoding, bytes, 0x40),
            None => mixed(self.page, bytes, 0x40),
        }
    }
}

/// Text of `encoding` in which single bytes that are none of it are Latin. The second byte of a
/// character is `trail` or above.
fn mixed(encoding: &'static Encoding, bytes: &[u8], trail: u8) -> String {
    if encoding.is_single_byte() || encoding == encoding_rs::UTF_8 {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    let mut out = String::new();
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        let pair = rest.get(..2).filter(|_| *first >= 0x80);
        let pair = pair.filter(|pair| pair.last().is_some_and(|last| *last >= trail));
        let text = pair
            .and_then(|pair| encoding.decode_without_bom_handling_and_without_replacement(pair));
        match text {
            // Two characters are two bytes that do not belong together.
            Some(text) if text.chars().count() == 1 => {
                out.push_str(&text);
                rest = tail.get(1..).unwrap_or_default();
            }
            _ => {
                let encoding = if *first < 0x80 {
                    encoding
                } else {
                    WINDOWS_1252
                };
                out.push_str(&encoding.decode_without_bom_handling(&[*first]).0);
                rest = tail;
            }
        }
    }
    out
}

/// The encoding of a Windows codepage.
fn codepage(page: i32) -> Option<&'static Encoding> {
    match page {
        936 | 54936 => Some(GBK),
        65001 => Some(encoding_rs::UTF_8),
        932 => Some(encoding_rs::SHIFT_JIS),
        949 => Some(encoding_rs::EUC_KR),
        950 => Some(encoding_rs::BIG5),
        10000 => Some(encoding_rs::MACINTOSH),
        874 | 1250..=1258 => Encoding::for_label(format!("windows-{page}").as_bytes()),
        _ => None,
    }
}

/// The encoding of a font's charset.
fn charset(charset: i32) -> Option<&'static Encoding> {
    codepage(match charset {
        0 => 1252,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_by_font_then_by_codepage() {
        let mut fonts = Fonts::default();
        fonts.set_page(936);
        let font = |charset, name: &str| Font {
            charset: Some(charset),
            page: None,
            name: name.to_owned(),
        };
        fonts.add(1, font(134, "SimSun;"));
        fonts.add(2, font(0, "Times New Roman;"));
        fonts.add(3, font(2, "Wingdings;"));
        fonts.add(4, font(136, "MingLiU;"));
        assert_eq!(fonts.decode(1, b"\xCE\xC4a"), "文a");
        assert_eq!(fonts.decode(2, b"\xCE\xC4"), "文");
        assert_eq!(fonts.decode(2, b"\xCE\xC4 caf\xE9s"), "文 cafés");
        assert_eq!(fonts.decode(3, b"\xFE"), "☑");
        assert_eq!(fonts.decode(4, b"\xA4\xE5"), "文");
        assert_eq!(fonts.decode(9, b"\xCE\xC4"), "文");
    }
}
