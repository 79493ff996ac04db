//! Folds one character to the form that rules and search compare: width, brackets, dashes, radicals, simplified script.
//!
//! Every fold is one to one, so a folded text keeps the order of its source and a map back.
//! Not Unicode NFKC: that would turn ① into 1 and ㎡ into m2 (see the fold tests).

/// How characters of the basic plane fold; 0 means "as it is". Made by the compiler, so that a
/// search starts without making it.
pub(super) static TABLE: [u16; 0x10000] = build_table();

const TRADITIONAL: &str = include_str!("../data/traditional.txt");
const VARIANTS: &str = include_str!("../data/variants.txt");

/// Characters that mean the same to a reader, folded to the first of each row.
const SAME: &[&str] = &[
    "[〔〕﹝﹞【】〖〗❲❳〘〙［］",
    "-—–‐‑‒―−─━－﹣",
    "~～〜∼",
    "·•・‧∙･⋅",
    ":：︰﹕",
    ",，﹐",
    ";；﹔",
    "\"“”„‟＂〝〞「」『』",
    "'‘’‚‛＇",
    " \u{3000}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}\u{205f}",
    // The brackets that close; they stand in the first row too and are set anew here.
    "]〕﹞】〗❳〙］",
];

#[allow(long_running_const_eval, reason = "a few thousand lines of data")]
const fn build_table() -> [u16; 0x10000] {
    let mut table = [0u16; 0x10000];
    let mut code = 0xFF01;
    while code <= 0xFF5E {
        table[code] = (code - 0xFEE0) as u16;
        code += 1;
    }
    let mut row = 0;
    while row < SAME.len() {
        let bytes = SAME[row].as_bytes();
        let (to, mut at) = char_at(bytes, 0);
        while at < bytes.len() {
            let (from, next) = char_at(bytes, at);
            set(&mut table, from, to);
            at = next;
        }
        row += 1;
    }
    set_pairs(&mut table, TRADITIONAL.as_bytes());
    set_pairs(&mut table, VARIANTS.as_bytes());
    // A radical may lead to a traditional form, and that to a simplified one: go the whole way at once.
    let mut code = 0;
    while code < table.len() {
        while table[code] != 0 && table[table[code] as usize] != 0 {
            table[code] = table[table[code] as usize];
        }
        code += 1;
    }
    table
}

/// Reads the data lines: two characters each, the first folds to the second.
const fn set_pairs(table: &mut [u16; 0x10000], bytes: &[u8]) {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'#' && bytes[at] != b'\n' {
            let (from, next) = char_at(bytes, at);
            let (to, next) = char_at(bytes, next);
            set(table, from, to);
            at = next;
        }
        while at < bytes.len() && bytes[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
}

const fn set(table: &mut [u16; 0x10000], from: u32, to: u32) {
    if from < 0x10000 && to < 0x10000 {
        table[from as usize] = to as u16;
    }
}

/// The character at byte `at` of a UTF-8 text, and the byte behind it.
pub(crate) const fn char_at(bytes: &[u8], at: usize) -> (u32, usize) {
    let lead = bytes[at] as u32;
    let (mut code, len) = match lead {
        0..0x80 => (lead, 1),
        0x80..0xe0 => (lead & 0x1f, 2),
        0xe0..0xf0 => (lead & 0x0f, 3),
        _ => (lead & 0x07, 4),
    };
    let mut next = at + 1;
    while next < at + len {
        code = code << 6 | bytes[next] as u32 & 0x3f;
        next += 1;
    }
    (code, at + len)
}

/// The form of `c` that rules compare: half width, one kind of bracket, dash and quote, simplified script.
///
/// `〔【［` become `[`, `（` becomes `(`, `——` becomes `--`, `發` becomes `发`, U+3000 a space.
/// Case is kept; a tab stays a tab.
#[inline]
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match u16::try_from(c as u32) {
        Ok(code) => match TABLE[usize::from(code)] {
            0 => c,
            to => char::from_u32(u32::from(to)).unwrap_or(c),
        },
        Err(_) => c,
    }
}

/// Whether `c` has no width and no meaning for a reader: joiners, soft hyphen, marks of direction, byte order mark.
#[inline]
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{ad}' | '\u{61c}' | '\0')
}

/// Characters with neither case nor width, nearly all of a Chinese text: they need folding only.
const UNCASED: std::ops::Range<char> = '\u{3100}'..'\u{a000}';

/// The characters that search compares, each with its byte offset in `text`:
/// folded, lower case, without white space and invisible characters.
///
/// Tokenizer, query and highlighter all read a text through this one function.
pub fn search_chars(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices().filter_map(|(at, c)| {
        if UNCASED.contains(&c) {
            return Some((at, fold_char(c)));
        }
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            return None;
        }
        let c = fold_char(c);
        if c == ' ' {
            return None;
        }
        Some((at, lower(c)))
    })
}

/// The first character of the lower-case form of a folded character.
#[inline]
fn lower(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

/// The character as search compares it: folded, lower case.
#[inline]
pub fn search_char(c: char) -> char {
    if UNCASED.contains(&c) {
        fold_char(c)
    } else {
        lower(fold_char(c))
    }
}

/// Whether `c` is a Chinese character (Han script, with 〇).
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{f900}'..='\u{faff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{20000}'..='\u{323af}')
}

/// Whether `c` is one of the numerals 一 to 十, with which sections, terms and sessions are counted.
#[inline]
pub fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        text.chars().map(fold_char).collect()
    }

    #[test]
    fn folds_what_readers_take_for_the_same() {
        for (from, to) in [
            ("云科〔２０２２〕３２号", "云科[2022]32号"),
            ("（甲）：，；", "(甲):,;"),
            ("—－─", "---"),
            ("發於關係號", "发于关系号"),
            ("⺠⽣", "民生"),
            ("①㎡…《》〈〉。、〇○", "①㎡…《》〈〉。、〇○"),
            ("甲\u{3000}乙\u{a0}丙\t丁", "甲 乙 丙\t丁"),
        ] {
            assert_eq!(fold(from), to, "{from}");
        }
    }

    #[test]
    fn fold_is_idempotent() {
        for code in 0..=0x2ffffu32 {
            if let Some(c) = char::from_u32(code) {
                let once = fold_char(c);
                assert_eq!(fold_char(once), once, "U+{code:04X} folds twice");
            }
        }
    }

    #[test]
    fn uncased_characters_fold_to_uncased_ones() {
        for c in UNCASED {
            let folded = fold_char(c);
            assert!(UNCASED.contains(&folded), "{c}");
            assert!(folded.to_lowercase().eq([folded]), "{c}");
            assert!(
                !c.is_whitespace() && !c.is_control() && !is_invisible(c),
                "{c}"
            );
        }
    }

    #[test]
    fn data_is_sorted_and_unique() {
        for data in [TRADITIONAL, VARIANTS] {
            let keys: Vec<&str> = data.lines().skip(1).collect();
            assert!(
                keys.windows(2)
                    .all(|w| w[0].chars().next() < w[1].chars().next()),
                "sort the file by its first character"
            );
        }
    }

    #[test]
    fn search_sees_no_space_and_no_case() {
        let seen: String = search_chars("Ｐ A1 3\u{200b}13\n及 “半”")
            .map(|(_, c)| c)
            .collect();
        assert_eq!(seen, "pa1313及\"半\"");
    }
}
