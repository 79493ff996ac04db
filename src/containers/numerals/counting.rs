//! Numbers in Han characters.

/// Full-width digits.
pub(super) const FULL_WIDTH: [char; 10] =
    ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
/// Han digits with the round zero.
pub(super) const HAN_DIGITS: [char; 10] =
    ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The signs of a way of counting.
pub(super) struct Counting {
    digits: [char; 10],
    /// Tens, hundreds, thousands.
    units: [char; 3],
    /// Whether 零 stands for places that are passed over.
    zero: bool,
    /// Whether 一 stands before 百 and 千.
    one: bool,
}

/// 一, 十, 一百零一.
pub(super) const PLAIN: Counting = Counting {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ['十', '百', '千'],
    zero: true,
    one: true,
};
/// 一, 十, 百一.
pub(super) const JAPANESE: Counting = Counting {
    digits: HAN_DIGITS,
    units: ['十', '百', '千'],
    zero: false,
    one: false,
};
/// 壹, 拾, 壹佰零壹.
pub(super) const LEGAL_SIMPLIFIED: Counting = Counting {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ['拾', '佰', '仟'],
    zero: true,
    one: true,
};
/// 壹, 貳, 參.
pub(super) const LEGAL_TRADITIONAL: Counting = Counting {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    units: ['拾', '佰', '仟'],
    zero: true,
    one: true,
};

/// 0 to 9999 counted; more is no numbering of a document.
pub(super) fn counting(n: u32, signs: &Counting) -> Option<String> {
    if n > 9_999 {
        return None;
    }
    if n == 0 {
        return signs.digits.first().map(char::to_string);
    }
    let mut out = String::new();
    let mut gap = false;
    for (power, unit) in [(1000, Some(2)), (100, Some(1)), (10, Some(0)), (1, None)] {
        let digit = n / power % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap && signs.zero {
            out.extend(signs.digits.first());
        }
        gap = false;
        // 十一, not 一十一, at the head of a number.
        let bare = digit == 1 && unit.is_some() && (!signs.one || (power == 10 && out.is_empty()));
        if !bare {
            out.extend(signs.digits.get(digit as usize));
        }
        out.extend(unit.and_then(|place: usize| signs.units.get(place)));
    }
    Some(out)
}

/// A number digit by digit.
pub(super) fn digits(n: u32, signs: &[char; 10]) -> String {
    let decimal = n.to_string();
    let places = decimal.chars().filter_map(|c| c.to_digit(10));
    places.filter_map(|d| signs.get(d as usize)).collect()
}
