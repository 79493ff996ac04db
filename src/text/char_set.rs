//! Which of a few telling characters a line holds: a set of bits that costs next to nothing to make,
//! and spares a rule most of the lines that its pattern cannot match.

/// The characters that rules ask for, in the match view. At most 63.
const TELLING: &str = "号年月日印公满意委员代表同志先生女士案议见复覆提出摄本社。、,;:!?|\t>([/置所在页下上备版权识主办一wy收如记讯电朋 ";

/// A bit for each telling character, behind bit 0 which stands for all others.
static BITS: [u8; 0x10000] = bits();

const fn bits() -> [u8; 0x10000] {
    let mut table = [0; 0x10000];
    let bytes = TELLING.as_bytes();
    let (mut at, mut bit) = (0, 1);
    while at < bytes.len() {
        let (c, next) = super::fold::char_at(bytes, at);
        assert!(
            table[c as usize] == 0 && bit < 64,
            "a character stands twice, or there are too many"
        );
        table[c as usize] = bit;
        bit += 1;
        at = next;
    }
    table
}

/// For each character of the basic plane what it folds to, or 0; above it the bit of its fold, and
/// [`ODD`]: one look-up for all of it, where every character of a text is looked up.
static FOLDS: [u32; 0x10000] = folds();

const fn folds() -> [u32; 0x10000] {
    let mut table = [0; 0x10000];
    let mut code = 0;
    while code < table.len() {
        let fold = super::fold::TABLE[code];
        let shown = if fold == 0 { code } else { fold as usize };
        table[code] = fold as u32 | (BITS[shown] as u32) << 16;
        if is_odd(code as u32) {
            table[code] |= ODD;
        }
        code += 1;
    }
    table
}

/// Marks a character that a reader may not see as it is: see [`is_odd`].
const ODD: u32 = 1 << 31;

/// Whether a character is left out or shown as another one, or may begin what is: a control
/// character, an invisible one, a lost one, `<` of a tag, `&` of an entity.
const fn is_odd(code: u32) -> bool {
    let Some(c) = char::from_u32(code) else {
        return false;
    };
    let control = matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}');
    let kept = matches!(c, '\t' | '\n' | '\r' | '\x0c');
    control && !kept
        || super::is_invisible(c)
        || matches!(c, '<' | '&' | '\u{fffd}' | '│' | '┃' | '║')
}

/// What is among the characters that were folded.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// Telling characters of the folded text.
    pub(super) chars: CharSet,
    /// All entries of [`FOLDS`] in one, for their marks.
    entries: u32,
}

impl Seen {
    /// The fold of the character `code` of the basic plane, 0 if it is its own; notes what it is.
    #[inline(always)]
    pub(super) fn fold(&mut self, code: u16) -> u16 {
        let entry = FOLDS[usize::from(code)];
        // The marks lie above the six bits that a shift looks at.
        self.chars.0 |= 1u64.wrapping_shl(entry >> 16);
        self.entries |= entry;
        entry as u16
    }

    /// Whether an odd character was among them: see [`is_odd`].
    pub(super) fn has_odd(self) -> bool {
        self.entries & ODD != 0
    }
}

/// Telling characters of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CharSet(u64);

impl CharSet {
    /// The set of the characters of `text`, each of which must be a telling one: anything else does
    /// not compile.
    pub const fn of(text: &str) -> CharSet {
        let bytes = text.as_bytes();
        let (mut set, mut at) = (0, 0);
        while at < bytes.len() {
            let (c, next) = super::fold::char_at(bytes, at);
            let bit = BITS[c as usize];
            assert!(bit != 0, "name the character in TELLING");
            set |= 1 << bit;
            at = next;
        }
        CharSet(set)
    }

    /// Adds the characters of another set.
    #[inline]
    pub fn join(&mut self, other: CharSet) {
        self.0 |= other.0;
    }

    /// Adds a character, if it is a telling one.
    #[inline]
    pub fn add(&mut self, c: char) {
        let bit = BITS.get(c as usize).copied().unwrap_or(0);
        self.0 |= 1 << bit;
    }

    /// Whether all characters of `wanted` are there.
    #[inline]
    pub fn has_all(self, wanted: CharSet) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// Whether one of the characters of `wanted` is there.
    #[inline]
    pub fn has_any(self, wanted: CharSet) -> bool {
        self.0 & wanted.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_tells_what_a_text_holds() {
        let mut set = CharSet::default();
        "云科[2022]32号".chars().for_each(|c| set.add(c));
        assert!(set.has_all(const { CharSet::of("[号") }));
        assert!(!set.has_all(const { CharSet::of("号年") }));
        assert!(set.has_any(const { CharSet::of("号年") }));
        assert!(!set.has_any(const { CharSet::of("年月日") }));
        assert!(!CharSet::default().has_any(const { CharSet::of(TELLING) }));
    }

    #[test]
    fn both_ways_to_fold_agree() {
        for c in '\0'..=char::MAX {
            let (mut seen, mut other) = (Seen::default(), CharSet::default());
            let fold = u16::try_from(u32::from(c)).map_or(0, |code| seen.fold(code));
            let folded = match fold {
                0 => c,
                fold => char::from_u32(fold.into()).expect("a character"),
            };
            assert_eq!(folded, crate::text::fold_char(c));
            other.add(folded);
            // Bit 0 stands for nothing.
            assert_eq!(seen.chars.0 >> 1, other.0 >> 1, "{c}");
            let odd = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c')
                || crate::text::is_invisible(c)
                || matches!(c, '<' | '&' | '\u{fffd}' | '│' | '┃' | '║');
            assert_eq!(seen.has_odd(), odd, "{c:?}");
        }
    }
}
