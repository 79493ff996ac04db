//! Signs of the symbol fonts (Wingdings, Symbol) as Unicode characters.

/// A font whose signs are not those of Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SymbolFont {
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Symbol: Greek and mathematics.
    Symbol,
    /// Wingdings 3, Webdings: signs that are not known here.
    Other,
}

impl SymbolFont {
    /// The symbol font of this name; `None` if it is a font of Unicode.
    pub(crate) fn named(name: &str) -> Option<SymbolFont> {
        match name.trim().to_ascii_lowercase().as_str() {
            "wingdings" => Some(SymbolFont::Wingdings),
            "wingdings 2" => Some(SymbolFont::Wingdings2),
            "wingdings 3" | "webdings" | "marlett" => Some(SymbolFont::Other),
            "symbol" => Some(SymbolFont::Symbol),
            _ => None,
        }
    }

    /// The character for a code of this font, which may be moved to U+F000 as Word does. U+FFFD if
    /// no character is known for it.
    pub(crate) fn character(self, code: u32) -> char {
        let byte = match code {
            0xF020..=0xF0FF => code - 0xF000,
            other => other,
        };
        let known = match self {
            SymbolFont::Wingdings => look(WINGDINGS, byte),
            SymbolFont::Wingdings2 => look(WINGDINGS_2, byte),
            SymbolFont::Symbol => look(SYMBOL, byte),
            SymbolFont::Other => None,
        };
        match byte {
            _ if known.is_some() => known.unwrap_or(' '),
            0x20 | 0xA0 => ' ',
            0x100.. => char::from_u32(byte).unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        }
    }
}

/// Writes `text` set in a symbol font.
pub(crate) fn translate(font: SymbolFont, text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match u32::from(c) {
            // Control characters are not of the font.
            0..0x20 => out.push(c),
            // A Han character in a run of Wingdings is set in the run's East Asian font.
            code @ (0x20..=0xFF | 0xF020..=0xF0FF) => out.push(font.character(code)),
            _ => out.push(c),
        }
    }
    out
}

/// Codes that stand in a row, and their characters.
type Table = &'static [(u32, &'static str)];

fn look(table: Table, code: u32) -> Option<char> {
    table.iter().find_map(|(first, signs)| {
        let place = code.checked_sub(*first)?;
        signs.chars().nth(place as usize)
    })
}

/// Wingdings, after the mapping in Unicode's proposal L2/11-149.
const WINGDINGS: Table = &[
    (0x28, "☎✆✉"),
    (0x36, "⌛⌨"),
    (0x3F, "✍"),
    (0x41, "✌👌👍👎☜☞☝☟✋☺😐☹"),
    (0x52, "☼💧❄"),
    (0x58, "✠✡☪☯ॐ☸"),
    (0x6C, "●❍■□🞐❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x9E, "·•▪○⭕🞊◉◎"),
    (0xA7, "▪☐"),
    (0xAA, "✦★✶✴✹✵"),
    (0xB1, "⌖⟡⌑⯐✪✰"),
    (0xD8, "➢"),
    (0xDC, "➲"),
    (0xDF, "←→↑↓↖↗↙↘"),
    (0xE8, "➔"),
    (0xEF, "⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂"),
    (0xFB, "✗✓☒☑"),
];

const WINGDINGS_2: Table = &[
    (0x4F, "✗✓☒☑☒☒"),
    (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x95, "·•●"),
    (0x9E, "■□"),
    (0xA2, "■□"),
];

/// Symbol, after Adobe's Symbol encoding.
const SYMBOL: Table = &[
    (0x20, " !∀#∃%&∍()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    (0xF1, "〉∫"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_signs_are_found() {
        let sign = |font: &str, code| SymbolFont::named(font).unwrap().character(code);
        assert_eq!(sign("Wingdings", 0xFE), '☑');
        assert_eq!(sign("Wingdings", 0xF0A8), '☐');
        assert_eq!(sign("Wingdings", 0xF06C), '●');
        assert_eq!(sign("Wingdings", 0x6F), '□');
        assert_eq!(sign("Wingdings", 0xF0FC), '✓');
        assert_eq!(sign("Wingdings 2", 0x52), '☑');
        assert_eq!(sign("Wingdings 2", 0xF0A3), '□');
        assert_eq!(sign("Wingdings 2", 0x6A), '①');
        assert_eq!(sign("Symbol", 0xF0B7), '•');
        assert_eq!(sign("Symbol", 0xB3), '≥');
        assert_eq!(sign("Symbol", 0x61), 'α');
        assert_eq!(sign("symbol", 0xB4), '×');
        assert_eq!(sign("Webdings", 0x61), '\u{FFFD}');
        assert_eq!(SymbolFont::named("宋体"), None);
    }

    #[test]
    fn text_in_a_symbol_font_is_translated() {
        assert_eq!(translate(SymbolFont::Wingdings, "\u{F0FE}同意"), "☑同意");
        assert_eq!(translate(SymbolFont::Symbol, "m"), "μ");
    }
}
