//! The space that two joined lines may need between them.

/// Whether a space stands between two joined lines: between Latin words and between names.
pub(super) fn needs_space(before: &str, after: &str) -> bool {
    let latin = before.ends_with(|c: char| c.is_ascii_alphabetic())
        && after.starts_with(|c: char| c.is_ascii_alphabetic());
    latin || between_names(before, after)
}

/// Whether a closing list of names `（甲乙 丙丁）` was broken at a space.
fn between_names(before: &str, after: &str) -> bool {
    let name = |text: &str| {
        let mut inner = text.chars().filter(|c| !c.is_whitespace());
        let count = inner.clone().count();
        (2..=4).contains(&count) && inner.all(crate::text::is_han)
    };
    let Some(rest) = after.strip_suffix([')', '）']) else {
        return false;
    };
    if rest.chars().count() > 5 || rest.contains([')', '）']) || !name(rest) {
        return false;
    }
    let open = before.rfind(['(', '（']);
    let inside = open.map(|open| before[open..].trim_start_matches(['(', '（']));
    inside.is_some_and(|inside| inside.rsplit(char::is_whitespace).next().is_some_and(name))
}
