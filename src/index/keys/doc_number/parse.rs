//! Takes document numbers apart, printed or typed.

use super::{Number, is_close, is_open};
use crate::index::keys::{equal_key, numeral};

/// Takes a number apart, printed or typed; `None` if it has neither a year nor a serial to hold on to.
///
/// Read are `云科〔2022〕32号`, `云科〔2022〕` (no serial: any), `云科〔2022〕9-11号`,
/// `(82)国函字12号`, `国务院令第752号`, `税务总局公告2023年第12号`, `许科字第12号`,
/// `云科2022-32` and `云科 2022 32`.
pub fn parse(text: &str) -> Option<Number> {
    let key = equal_key(text);
    bracketed(&key)
        .or_else(|| with_year_word(&key))
        .or_else(|| without_year(&key))
        .or_else(|| loose(text))
}

fn bracketed(key: &str) -> Option<Number> {
    let open = key.find(is_open)?;
    let (code, rest) = (&key[..open], key[open..].trim_start_matches(is_open));
    let close = rest.find(is_close)?;
    let year = year_of(rest[..close].trim_end_matches('年'))?;
    let rest = rest[close..].trim_start_matches(is_close);
    let (middle, serials) = split_serials(rest)?;
    let middle = match middle {
        "字" if !code.is_empty() => "",
        other => other,
    };
    Some(Number {
        code: format!("{code}{middle}"),
        year,
        serials,
    })
}

/// `…2023年第12号`.
fn with_year_word(key: &str) -> Option<Number> {
    let at = key.find('年')?;
    let start = key[..at].len()
        - key[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
    let year = (at - start == 4).then(|| key[start..at].to_owned())?;
    let (middle, serials) = split_serials(&key[at + '年'.len_utf8()..])?;
    let code = key[..start].trim_end_matches(['-', '(']);
    (middle.is_empty() && !code.is_empty()).then(|| Number {
        code: code.to_owned(),
        year,
        serials,
    })
}

/// `国务院令第752号`, `市人民政府令(第12号)`, `许科字第12号`.
fn without_year(key: &str) -> Option<Number> {
    let end = ["令", "公告", "通告", "字"]
        .iter()
        .filter_map(|end| key.rfind(end).map(|at| at + end.len()))
        .max()?;
    let (middle, serials) = split_serials(key[end..].trim_start_matches(is_open))?;
    (middle.is_empty() && !serials.is_empty()).then(|| Number {
        code: key[..end].to_owned(),
        year: String::new(),
        serials,
    })
}

/// `云科2022-32`, `云科 2022 32`, `云科 2022 第 9`, `云科2022`.
fn loose(text: &str) -> Option<Number> {
    let spaced: String = text
        .split_whitespace()
        .map(|piece| equal_key(piece) + " ")
        .collect();
    let start = spaced
        .find(|c: char| c.is_ascii_digit())
        .filter(|at| *at > 0)?;
    let digits = spaced[start..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let year = &spaced[start..start + digits];
    let rest = &spaced[start + digits..];
    let plausible = digits == 4 && (year.starts_with("19") || year.starts_with("20"));
    if !plausible || !rest.starts_with([' ', '-', '/']) {
        return None;
    }
    let rest: String = rest.trim_start_matches(['-', '/']).split(' ').collect();
    let (middle, serials) = split_serials(&rest)?;
    let code: String = spaced[..start].split(' ').collect();
    let code = code.trim_end_matches('-');
    (middle.is_empty() && !code.is_empty()).then(|| Number {
        code: code.to_owned(),
        year: year.to_owned(),
        serials,
    })
}

/// Splits what follows the year into the characters before the serial and the serials themselves.
fn split_serials(rest: &str) -> Option<(&str, Vec<(String, String)>)> {
    let rest = rest.trim_end_matches(is_close);
    let first = rest.find(|c: char| c.is_ascii_digit() || numeral::is_numeral(c));
    let Some(first) = first else {
        let middle = rest.trim_end_matches('号').trim_end_matches('第');
        return Some((middle, Vec::new()));
    };
    let letter = rest[..first]
        .bytes()
        .next_back()
        .is_some_and(|b| b.is_ascii_alphabetic());
    let first = first - usize::from(letter);
    let middle = rest[..first].trim_end_matches(['第', '-']);
    let mut serials = Vec::new();
    for piece in rest[first..].split(['、', ',']) {
        let piece = piece.trim_start_matches('第').trim_end_matches('号');
        let (from, to) = ["..", "-", "~", "至"]
            .iter()
            .find_map(|sign| piece.split_once(sign))
            .unwrap_or((piece, piece));
        let clean = |text: &str| serial_key(text.trim_start_matches('第').trim_end_matches('号'));
        serials.push((clean(from)?, clean(to)?));
    }
    Some((middle, serials))
}

/// A serial in the form that sorts: letters before it kept, digits padded to six.
pub(super) fn serial_key(text: &str) -> Option<String> {
    let at = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (prefix, digits) = text.split_at(at);
    if digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 12 {
        let digits = digits.trim_start_matches('0');
        return Some(format!("{prefix}{digits:0>6}"));
    }
    numeral::small(digits).map(|n| format!("{prefix}{n:06}"))
}

/// Four digits from `2022`, `22`, `二〇二二`.
fn year_of(text: &str) -> Option<String> {
    let text = text.replace('o', "〇");
    let value = numeral::small(&text)?;
    match (text.chars().count(), value) {
        (4, 1000..) => Some(value.to_string()),
        (2, 49..=99) => Some(format!("19{value}")),
        (2, _) => Some(format!("20{value:02}")),
        _ => None,
    }
}
