//! What a sentence looks like.

use crate::text::CharSet;

/// How long a line is that is prose by its length and punctuation.
const PROSE: usize = 30;

/// Whether a folded line is a sentence or more.
pub fn is_prose(line: &str) -> bool {
    let mut chars = CharSet::default();
    line.chars().for_each(|c| chars.add(c));
    is_prose_line(line, chars)
}

/// Whether a folded line with these telling characters is a sentence or more.
pub fn is_prose_line(line: &str, chars: CharSet) -> bool {
    // Three bytes a character: a shorter line cannot hold as many.
    if chars.has_any(const { CharSet::of("\t|") }) || line.len() < "收悉".len() {
        return false;
    }
    let stops = chars.has_any(const { CharSet::of("。;!?") });
    let commas = || chars.has_any(const { CharSet::of(",") }) && line.matches(',').nth(1).is_some();
    if line.len() >= PROSE && (stops || commas()) && line.chars().nth(PROSE - 1).is_some() {
        return true;
    }
    let counts = |at_least: usize| line.chars().nth(at_least - 1).is_some();
    chars.has_any(const { CharSet::of("收") }) && line.contains("收悉") && !line.contains("收悉\"")
        || line.ends_with("如下:") && counts(12)
        || line.ends_with('。') && !line.starts_with(['(', '注']) && counts(8)
}
