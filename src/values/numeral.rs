//! Chinese and Arabic numerals as they stand in numbers, dates and sessions.

/// The digit that a Chinese or Arabic numeral character stands for.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        _ if is_zero(c) => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Whether a character stands for zero where a number is certain: circles, and letters that look like one
/// (Latin o, Greek omicron U+03BF, Cyrillic о U+043E, small and capital).
pub fn is_zero(c: char) -> bool {
    matches!(c, '0' | '〇' | '○' | '◯' | '●' | '零' | 'o' | 'O')
        || matches!(c, '\u{39f}' | '\u{3bf}' | '\u{41e}' | '\u{43e}')
}

/// A number written digit by digit (`二〇二二`, `2022`, `二0一八`), spaces ignored.
pub fn digits(text: &str) -> Option<u32> {
    let mut value: u32 = 0;
    let mut any = false;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
        any = true;
    }
    any.then_some(value)
}

/// A number up to 9999 in words or digits: `十二`, `二十`, `廿三`, `一百零五`, `12`.
pub fn number(text: &str) -> Option<u32> {
    let text = super::without_spaces(text);
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if !text.contains(['十', '百', '千', '廿', '卅', '初', '元']) {
        return digits(&text);
    }
    let (mut total, mut current) = (0u32, None);
    for c in text.chars() {
        match c {
            '十' => total += current.take().unwrap_or(1) * 10,
            '百' => total += current.take()? * 100,
            '千' => total += current.take()? * 1000,
            '廿' => total += 20,
            '卅' => total += 30,
            '初' => {}
            '元' => current = Some(1),
            _ => {
                let digit = digit(c)?;
                if current.is_some_and(|known| known != 0) {
                    return None;
                }
                current = Some(digit);
            }
        }
    }
    Some(total + current.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, want) in [
            ("八", Some(8)),
            ("十", Some(10)),
            ("十 六", Some(16)),
            ("二十", Some(20)),
            ("二十四", Some(24)),
            ("廿三", Some(23)),
            ("三十一", Some(31)),
            ("一百零五", Some(105)),
            ("元", Some(1)),
            ("12", Some(12)),
            ("十十", Some(20)),
            ("甲", None),
            ("", None),
        ] {
            assert_eq!(number(text), want, "{text}");
        }
        assert_eq!(digits("二○二o"), Some(2020));
        assert_eq!(digits("二0一八"), Some(2018));
    }
}
