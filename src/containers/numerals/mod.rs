//! Numbers as automatic numbering writes them: 一, 甲, ①, (iv) and others.
//!
//! The formats are those of ISO/IEC 29500-1 §17.18.59 (ST_NumberFormat); the numbers of the Word
//! binary and of RTF (MS-OSHARED §2.2.1.3, MSONFC) name the same ones.

mod counting;

use counting::{
    FULL_WIDTH, HAN_DIGITS, JAPANESE, LEGAL_SIMPLIFIED, LEGAL_TRADITIONAL, PLAIN, counting, digits,
};

/// How the numbers of one level are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    /// 1, 2, 3; also stands for formats of scripts that are not written here.
    #[default]
    Decimal,
    /// At least so many digits: 01, 02.
    Padded(usize),
    /// Full-width digits: １, ２.
    FullWidth,
    /// 1st, 2nd.
    Ordinal,
    /// - 1 -.
    InDash,
    /// I, II.
    UpperRoman,
    /// i, ii.
    LowerRoman,
    /// A, B … Z, AA.
    UpperLetter,
    /// a, b … z, aa.
    LowerLetter,
    /// One character a number from this one on, up to the count; decimal beyond.
    Run(char, u32),
    /// ① to ㊿.
    Circled,
    /// 一, 十一, 一百零一.
    Counting,
    /// 一, 十一, 百一: no 一 before 百 and 千, no 零.
    JapaneseCounting,
    /// Digit by digit: 一, 一〇, 一一.
    Digits,
    /// 一 to 九十九 counted, digit by digit beyond.
    CountingThenDigits,
    /// 壹, 拾壹, 壹佰零壹.
    LegalSimplified,
    /// 壹, 貳, 拾壹.
    LegalTraditional,
    /// 甲 to 癸.
    Stems,
    /// 子 to 亥.
    Branches,
    /// 甲子 to 癸亥.
    StemsBranches,
    /// A sign that is the same in each item.
    Bullet,
    /// Nothing.
    None,
}

impl Format {
    /// The format of this name in OOXML; decimal if it is none of those known.
    pub(crate) fn named(name: &str) -> Format {
        match name {
            "decimalZero" => Format::Padded(2),
            "decimalFullWidth" | "decimalFullWidth2" => Format::FullWidth,
            "ordinal" => Format::Ordinal,
            "numberInDash" => Format::InDash,
            "upperRoman" => Format::UpperRoman,
            "lowerRoman" => Format::LowerRoman,
            "upperLetter" => Format::UpperLetter,
            "lowerLetter" => Format::LowerLetter,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Format::Circled,
            "decimalEnclosedParen" => Format::Run('⑴', 20),
            "decimalEnclosedFullstop" => Format::Run('⒈', 20),
            "ideographEnclosedCircle" => Format::Run('㈠', 10),
            "chineseCounting" | "taiwaneseCounting" => Format::CountingThenDigits,
            "chineseCountingThousand" | "taiwaneseCountingThousand" => Format::Counting,
            "japaneseCounting" => Format::JapaneseCounting,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
                Format::Digits
            }
            "chineseLegalSimplified" => Format::LegalSimplified,
            "ideographLegalTraditional" | "japaneseLegal" => Format::LegalTraditional,
            "ideographTraditional" => Format::Stems,
            "ideographZodiac" => Format::Branches,
            "ideographZodiacTraditional" => Format::StemsBranches,
            "bullet" => Format::Bullet,
            "none" => Format::None,
            _ => Format::Decimal,
        }
    }

    /// The format of this number in Word binaries and RTF.
    pub(crate) fn coded(code: i64) -> Format {
        Format::named(match code {
            1 => "upperRoman",
            2 => "lowerRoman",
            3 => "upperLetter",
            4 => "lowerLetter",
            5 => "ordinal",
            10 => "ideographDigital",
            11 => "japaneseCounting",
            14 | 19 => "decimalFullWidth",
            16 => "japaneseLegal",
            17 => "japaneseDigitalTenThousand",
            18 | 29 => "decimalEnclosedCircle",
            22 => "decimalZero",
            23 => "bullet",
            26 => "decimalEnclosedFullstop",
            27 => "decimalEnclosedParen",
            28 => "ideographEnclosedCircle",
            30 => "ideographTraditional",
            31 => "ideographZodiac",
            32 => "ideographZodiacTraditional",
            33 => "taiwaneseCounting",
            34 => "ideographLegalTraditional",
            35 => "taiwaneseCountingThousand",
            36 => "taiwaneseDigital",
            37 => "chineseCounting",
            38 => "chineseLegalSimplified",
            39 => "chineseCountingThousand",
            57 => "numberInDash",
            255 => "none",
            _ => "decimal",
        })
    }

    /// The number in this format. A number that the format has no sign for is written in decimal
    /// digits; bullets and `None` give nothing.
    pub(crate) fn write(self, number: i64) -> String {
        let special = u32::try_from(number).ok().and_then(|n| self.special(n));
        special.unwrap_or_else(|| number.to_string())
    }

    fn special(self, n: u32) -> Option<String> {
        match self {
            Format::Decimal => None,
            Format::Bullet | Format::None => Some(String::new()),
            Format::Padded(width) => Some(format!("{n:0width$}")),
            Format::FullWidth => Some(digits(n, &FULL_WIDTH)),
            Format::Ordinal => Some(ordinal(n)),
            Format::InDash => Some(format!("- {n} -")),
            Format::UpperRoman => roman(n),
            Format::LowerRoman => roman(n).map(|text| text.to_lowercase()),
            Format::UpperLetter => letters(n, b'A'),
            Format::LowerLetter => letters(n, b'a'),
            Format::Run(first, count) => run(first, count, n),
            Format::Circled => circled(n),
            Format::Digits => Some(digits(n, &HAN_DIGITS)),
            Format::CountingThenDigits if n > 99 => Some(digits(n, &HAN_DIGITS)),
            Format::CountingThenDigits | Format::Counting => counting(n, &PLAIN),
            Format::JapaneseCounting => counting(n, &JAPANESE),
            Format::LegalSimplified => counting(n, &LEGAL_SIMPLIFIED),
            Format::LegalTraditional => counting(n, &LEGAL_TRADITIONAL),
            Format::Stems => cycle("甲乙丙丁戊己庚辛壬癸", n, false),
            Format::Branches => cycle("子丑寅卯辰巳午未申酉戌亥", n, false),
            Format::StemsBranches => {
                let stem = cycle("甲乙丙丁戊己庚辛壬癸", n, true)?;
                Some(stem + &cycle("子丑寅卯辰巳午未申酉戌亥", n, true)?)
            }
        }
    }
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

fn roman(n: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=3_999).contains(&n) {
        return None;
    }
    let (mut rest, mut out) = (n, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

/// A to Z, then AA, BB: Word repeats the letter.
fn letters(n: u32, first: u8) -> Option<String> {
    let index = n.checked_sub(1)?;
    let (letter, times) = (index % 26, index / 26 + 1);
    let letter = char::from(first + u8::try_from(letter).ok()?);
    (times <= 30).then(|| letter.to_string().repeat(times as usize))
}

fn run(first: char, count: u32, n: u32) -> Option<String> {
    let index = n.checked_sub(1).filter(|index| *index < count)?;
    char::from_u32(u32::from(first) + index).map(String::from)
}

fn circled(n: u32) -> Option<String> {
    match n {
        0 => Some("⓪".to_owned()),
        1..=20 => run('①', 20, n),
        21..=35 => run('㉑', 15, n - 20),
        36..=50 => run('㊱', 15, n - 35),
        _ => None,
    }
}

/// The sign of a cycle; beyond its end decimal, unless it goes round.
fn cycle(signs: &str, n: u32, round: bool) -> Option<String> {
    let index = n.checked_sub(1)? as usize;
    let length = signs.chars().count();
    if index >= 60 || (!round && index >= length) {
        return None;
    }
    signs.chars().nth(index % length).map(String::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_format_writes_as_word_does() {
        for (name, numbers, expected) in [
            ("decimal", &[0, 7, 120][..], "0 7 120"),
            ("decimalZero", &[3, 12, 100], "03 12 100"),
            ("decimalFullWidth", &[10], "１０"),
            (
                "chineseCounting",
                &[1, 10, 11, 20, 99, 101],
                "一 十 十一 二十 九十九 一〇一",
            ),
            (
                "chineseCountingThousand",
                &[10, 15, 100, 101, 110, 111, 1001, 1010],
                "十 十五 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十",
            ),
            ("japaneseCounting", &[3, 10, 21, 101], "三 十 二十一 百一"),
            ("ideographDigital", &[10, 21], "一〇 二一"),
            ("chineseLegalSimplified", &[1, 10, 101], "壹 拾 壹佰零壹"),
            ("ideographTraditional", &[1, 10, 11], "甲 癸 11"),
            ("ideographZodiacTraditional", &[1, 13, 60], "甲子 丙子 癸亥"),
            (
                "decimalEnclosedCircle",
                &[1, 20, 21, 36, 50, 51],
                "① ⑳ ㉑ ㊱ ㊿ 51",
            ),
            ("decimalEnclosedParen", &[1, 20, 21], "⑴ ⒇ 21"),
            ("ideographEnclosedCircle", &[1, 10, 11], "㈠ ㈩ 11"),
            ("upperRoman", &[4, 1999, 4000], "IV MCMXCIX 4000"),
            ("lowerLetter", &[1, 26, 27, 0], "a z aa 0"),
            ("ordinal", &[1, 12, 23], "1st 12th 23rd"),
            ("unheardOf", &[5], "5"),
        ] {
            let format = Format::named(name);
            let written: Vec<String> = numbers.iter().map(|n| format.write(*n)).collect();
            assert_eq!(written.join(" "), expected, "{name}");
        }
        assert_eq!(Format::coded(11).write(12), "十二");
        assert_eq!(Format::coded(39).write(12), "十二");
    }

    proptest! {
        #[test]
        fn any_number_is_short(code in 0i64..70, number in any::<i64>(), small in -9i64..20_000) {
            prop_assert!(Format::coded(code).write(number).chars().count() <= 30);
            prop_assert!(Format::coded(code).write(small).chars().count() <= 30);
        }
    }
}
