//! Tells decoded noise from text, so that it is never indexed.

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
