//! Keys of document numbers: `code|year|serial`, equal whatever brackets, padding and spaces are printed.

use serde_json::Value;

use super::equal_key;
use super::numeral;

/// A range of serials is written out up to this many numbers.
const LONGEST_RANGE: u32 = 200;

/// A document number taken apart. Missing parts are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number {
    /// The issuer's code, or the organ with 令 or 公告.
    pub code: String,
    /// Four digits.
    pub year: String,
    /// Serials in key form, as ranges with both ends.
    pub serials: Vec<(String, String)>,
}

/// Every term under which a record's document number is found.
///
/// `printed` is the number as it stands, `parts` the record's `doc_number_parts`.
pub fn terms(printed: &str, parts: Option<&Value>) -> Vec<String> {
    let mut out = vec![raw_key(printed)];
    for number in [parts.and_then(from_parts), parse(printed)]
        .into_iter()
        .flatten()
    {
        for serial in number.serials.iter().flat_map(spread) {
            out.push(format!("{}|{}|{serial}", number.code, number.year));
            if !number.code.is_empty() {
                out.push(format!("|{}|{serial}", number.year));
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

/// The key by which lists sort: code, year, serial as a number.
pub fn sort_key(printed: &str, parts: Option<&Value>) -> String {
    match parts.and_then(from_parts).or_else(|| parse(printed)) {
        Some(Number {
            code,
            year,
            serials,
        }) => {
            let serial = serials.first().map_or("", |(from, _)| from);
            format!("{code}|{year}|{serial}")
        }
        None => equal_key(printed),
    }
}

/// The whole number without brackets, 第 and 号: what is compared when no parts can be told.
pub fn raw_key(text: &str) -> String {
    let key: String = equal_key(text)
        .chars()
        .map(|c| if is_open(c) || is_close(c) { '|' } else { c })
        .filter(|c| *c != '第')
        .collect();
    format!(
        "raw:{}",
        key.trim_end_matches('|')
            .trim_end_matches('号')
            .trim_end_matches('|')
    )
}

/// Reads `doc_number_parts`.
fn from_parts(parts: &Value) -> Option<Number> {
    let text = |key: &str| match parts.get(key) {
        Some(Value::String(text)) => equal_key(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let serial = serial_key(&text("serial"))?;
    let last = serial_key(&text("serial_to")).unwrap_or_else(|| serial.clone());
    Some(Number {
        code: text("code"),
        year: text("year"),
        serials: vec![(serial, last)],
    })
}

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

/// Whether a typed text is a code alone, without any number.
pub fn is_code(text: &str) -> bool {
    let key = equal_key(text);
    !key.is_empty()
        && !key
            .chars()
            .any(|c| c.is_ascii_digit() || is_open(c) || is_close(c))
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
fn serial_key(text: &str) -> Option<String> {
    let at = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (prefix, digits) = text.split_at(at);
    if digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 12 {
        let digits = digits.trim_start_matches('0');
        return Some(format!("{prefix}{digits:0>6}"));
    }
    numeral::small(digits).map(|n| format!("{prefix}{n:06}"))
}

/// Every serial of a range, within reason.
fn spread((from, to): &(String, String)) -> Vec<String> {
    match (from.parse::<u32>(), to.parse::<u32>()) {
        (Ok(low), Ok(high)) if low < high && high - low <= LONGEST_RANGE => {
            (low..=high).map(|n| format!("{n:06}")).collect()
        }
        _ if from == to => vec![from.clone()],
        _ => vec![from.clone(), to.clone()],
    }
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

/// An opening bracket after folding.
pub fn is_open(c: char) -> bool {
    matches!(c, '[' | '(' | '{' | '<' | '〈' | '《' | '⟨')
}

/// A closing bracket after folding.
pub fn is_close(c: char) -> bool {
    matches!(c, ']' | ')' | '}' | '>' | '〉' | '》' | '⟩')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key(text: &str) -> String {
        let Some(number) = parse(text) else {
            return "none".to_owned();
        };
        let serials: Vec<String> = number
            .serials
            .iter()
            .map(|(a, b)| {
                let short = |s: &str| s.trim_start_matches('0').to_owned();
                if a == b {
                    short(a)
                } else {
                    format!("{}-{}", short(a), short(b))
                }
            })
            .collect();
        format!("{}|{}|{}", number.code, number.year, serials.join(","))
    }

    #[test]
    fn one_number_in_many_prints_has_one_key() {
        for text in [
            "濮科〔2022〕32号",
            "濮科[2022]32号",
            "濮科［２０２２］３２号",
            "濮科（2022）32号",
            "濮科【2022】32号",
            "濮科﹝2022﹞32号",
            "濮科〔2022〕32",
            "濮 科 〔 2022 〕 32 号",
            "濮科〔2022〕032号",
            "濮科〔2022〕第32号",
            "濮科〔2022年〕32号",
            "濮科2022-32号",
            "濮科2022 32",
            "濮科 2022 32",
            "濮科 2022 第 32",
            "濮科2022年32号",
            "濮科〔22〕32号",
            "濮科〔二〇二二〕三十二号",
        ] {
            assert_eq!(key(text), "濮科|2022|32", "{text}");
        }
    }

    #[test]
    fn other_grammars_are_read() {
        for (text, want) in [
            ("甲政[88]12号", "甲政|1988|12"),
            ("甲政〔二○○八〕12号", "甲政|2008|12"),
            ("(82)国函字12号", "国函字|1982|12"),
            ("X市财发〔1992〕字第36号", "x市财发|1992|36"),
            ("国务院令第752号", "国务院令||752"),
            (
                "中华人民共和国国务院令 第 752 号",
                "中华人民共和国国务院令||752",
            ),
            ("甲市人民政府令(第12号)", "甲市人民政府令||12"),
            ("甲省令第五号", "甲省令||5"),
            ("商务部令2021年第1号", "商务部令|2021|1"),
            (
                "财政部 税务总局公告2023年第12号",
                "财政部税务总局公告|2023|12",
            ),
            ("证监会公告〔2023〕63号", "证监会公告|2023|63"),
            ("甲府字第12号", "甲府字||12"),
            ("云民议〔2023〕A12号", "云民议|2023|a000012"),
            ("甲政办〔2021〕9号、10号", "甲政办|2021|9,10"),
            ("甲政文〔2021〕9—11号", "甲政文|2021|9-11"),
            ("云科〔2022〕", "云科|2022|"),
            ("云科2022 ", "云科|2022|"),
            ("〔2022〕32号", "|2022|32"),
            ("甲科发202232号", "none"),
            ("云科", "none"),
            ("", "none"),
            ("〔", "none"),
        ] {
            assert_eq!(key(text), want, "{text}");
        }
    }

    #[test]
    fn different_numbers_have_different_keys() {
        let keys = [
            "濮科〔2022〕32号",
            "濮科函〔2022〕32号",
            "濮科字〔2022〕32号",
            "濮科〔2022〕132号",
            "濮科〔2022〕320号",
            "濮科〔2012〕32号",
        ];
        let mut seen: Vec<String> = keys.iter().map(|k| key(k)).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), keys.len());
    }

    #[test]
    fn terms_serve_the_key_the_number_without_code_and_the_raw_form() {
        let parts = json!({"code": "云科", "year": 2022, "serial": 32});
        assert_eq!(
            terms("云科〔2022〕32号", Some(&parts)),
            ["raw:云科|2022|32", "|2022|000032", "云科|2022|000032"]
        );
        assert!(terms("甲政文〔2021〕9-11号", None).contains(&"甲政文|2021|000010".to_owned()));
        assert_eq!(raw_key("国务院令第752号"), raw_key("国务院令 752"));
        assert_ne!(raw_key("云科〔2022〕32"), raw_key("云科202232"));
    }

    #[test]
    fn numbers_sort_as_numbers() {
        assert!(sort_key("云科〔2022〕2号", None) < sort_key("云科〔2022〕10号", None));
        assert!(sort_key("云科〔2021〕99号", None) < sort_key("云科〔2022〕1号", None));
    }
}
