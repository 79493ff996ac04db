//! Marks that a list sets before its entries: numbers and bullets.

/// A headline without its number in a list: `1. …`.
pub(crate) fn unnumbered(headline: &str) -> &str {
    let bare = headline.trim_start_matches(|c: char| c.is_ascii_digit());
    let marked = bare.len() < headline.len() && headline.len() - bare.len() <= 3;
    let bare = bare.strip_prefix(['.', '、', '．']).filter(|_| marked);
    // 1.5万人 is a number and no place in a list.
    let bare = bare.filter(|bare| !bare.starts_with(|c: char| c.is_ascii_digit()));
    bare.map_or(headline, str::trim_start)
}

/// A text without the bullet that a page's list sets before it.
pub(crate) fn without_bullet(text: &str) -> &str {
    text.trim_start_matches(['•', '·', '●', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_lists() {
        for (text, want) in [
            ("12. 大桥合龙", "大桥合龙"),
            ("3、大桥合龙", "大桥合龙"),
            ("1.5万人上街", "1.5万人上街"),
            ("2022年", "2022年"),
        ] {
            assert_eq!(unnumbered(text), want);
        }
        assert_eq!(without_bullet("• · 文号"), "文号");
        assert_eq!(without_bullet("文号 •"), "文号 •");
    }
}
