//! Reads small Chinese numerals as they stand in 届, 次 and 第…号.

/// The value of a Chinese or Arabic numeral below 10,000; `None` for anything else.
///
/// `十四`, `一百零三`, `二〇二二` and `14` are read.
pub fn small(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|n| *n < 10_000);
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return text
            .chars()
            .filter_map(digit)
            .try_fold(0u32, |sum, d| Some(sum * 10 + d).filter(|n| *n < 10_000));
    }
    with_units(text)
}

/// Whether `c` can stand in a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some()
}

fn with_units(text: &str) -> Option<u32> {
    let (mut sum, mut last, mut below) = (0u32, None, u32::MAX);
    for c in text.chars() {
        if let Some(d) = digit(c) {
            if last.is_some_and(|d| d != 0) {
                return None;
            }
            last = Some(d);
        } else {
            let unit = unit(c).filter(|unit| *unit < below)?;
            sum += last.filter(|d| *d != 0).unwrap_or(1) * unit;
            (last, below) = (None, unit);
        }
    }
    Some(sum + last.unwrap_or(0))
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | '０' => 0,
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

fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numerals_of_both_kinds() {
        for (text, value) in [
            ("8", Some(8)),
            ("八", Some(8)),
            ("十", Some(10)),
            ("十四", Some(14)),
            ("二十", Some(20)),
            ("一百零三", Some(103)),
            ("三百二十一", Some(321)),
            ("二〇二二", Some(2022)),
            ("七五二", Some(752)),
            ("", None),
            ("八届", None),
            ("百千", None),
            ("123456", None),
            ("九九九九九", None),
        ] {
            assert_eq!(small(text), value, "{text}");
        }
    }
}
