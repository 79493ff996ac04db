//! Meetings and audiences, whose salutation names nobody.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// Meetings and audiences, whose salutation names nobody.
static AUDIENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:各\s?位\s?[\p{Han}]{2,4}(?:、[\p{Han}]{2,6}){0,3}|同\s?志\s?们|尊敬的各位[\p{Han}、,]{2,24}|(?:主任|主席|院长|委员长)、?(?:(?:各位)?[\p{Han}]{2,8}[、,]?)*各位[\p{Han}]{2,8}|主席团|[\p{Han}]{0,6}朋友们)\s*[:!,。]?",
    )
});

/// How far into a line 朋友们 may begin, in bytes: behind six Chinese characters.
const FRIENDS: usize = 27;

/// Whether a folded line speaks to a meeting: `同志们：`, `各位代表：`.
pub fn is_audience(line: &str) -> bool {
    // What one of the pattern's branches begins with.
    let head = &line[..line.floor_char_boundary(FRIENDS)];
    if !line.starts_with(['各', '同', '尊', '主', '院']) && !head.contains('朋') {
        return false;
    }
    AUDIENCE.find(line).is_some_and(|found| {
        found.end() == line.len() || found.as_str().ends_with([':', '!', ',', '。'])
    })
}
