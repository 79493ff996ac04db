//! Which of a few telling characters a line holds: a set of bits that costs next to nothing to make,
//! and spares a rule most of the lines that its pattern cannot match.

/// The characters that rules ask for, in the match view. At most 63.
const TELLING: &str = "号年月日印公满意委员代表同志先生女士案议见复覆提出摄本社。、,;:!?|\t>([/置所在页下上备版权识持主办一hwy收如";

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

/// For each character of the basic plane what it folds to, or 0, and above it the bit of its fold:
/// one look-up for both, where every character of a text is looked up.
static FOLDS: [u32; 0x10000] = folds();

const fn folds() -> [u32; 0x10000] {
    let mut table = [0; 0x10000];
    let mut code = 0;
    while code < table.len() {
        let fold = super::fold::TABLE[code];
        let shown = if fold == 0 { code } else { fold as usize };
        table[code] = fold as u32 | (BITS[shown] as u32) << 16;
        code += 1;
    }
    table
}

/// The fold of a character, as [`super::fold_char`] gives it; its telling character is added to `chars`.
#[inline]
pub(super) fn fold_telling(c: char, chars: &mut CharSet) -> char {
    let Some(&entry) = FOLDS.get(c as usize) else {
        return c;
    };
    chars.0 |= 1 << (entry >> 16);
    match entry as u16 {
        0 => c,
        fold => char::from_u32(u32::from(fold)).unwrap_or(c),
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
            let (mut one, mut other) = (CharSet::default(), CharSet::default());
            assert_eq!(fold_telling(c, &mut one), crate::text::fold_char(c));
            other.add(crate::text::fold_char(c));
            // Bit 0 stands for nothing.
            assert_eq!(one.0 >> 1, other.0 >> 1, "{c}");
        }
    }
}
